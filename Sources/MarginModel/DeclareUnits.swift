import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  /// A unit that waits for others to be declared.
  private struct Waiting {
    let declaration: UnitDeclaration
    let amount: NumberLiteral
    let unit: UnitExpression
    var missing = 0
  }

  /// `unit` statements of all files. Each amount is read after those of the units that it is stated in, wherever they
  /// stand.
  func declareUnits() {
    var waiting: [Waiting] = []
    var byName: [String: Int] = [:]
    for declaration in program.trees.flatMap(\.statements).compactMap({ $0.form.unit }) {
      for name in declaration.names where units.entry(name.text) != nil || byName[name.text] != nil {
        error("N402", "`\(name.text)` is a unit already", name.span, "choose another name")
      }
      guard let value = declaration.value else {
        units.declareCount(declaration.names.map(\.text).filter { units.entry($0) == nil && byName[$0] == nil })
        continue
      }
      guard case .number(let amount) = value.form, let unit = amount.unit, amount.value > 0 else {
        error("U211", "a unit is derived from an amount of another one", value.span, "such as `unit sprint = 2 weeks`")
        continue
      }
      for name in declaration.names where byName[name.text] == nil { byName[name.text] = waiting.count }
      waiting.append(Waiting(declaration: declaration, amount: amount, unit: unit))
    }
    derive(&waiting, byName)
  }

  private func derive(_ waiting: inout [Waiting], _ byName: [String: Int]) {
    var readers: [Int: [Int]] = [:]
    for (index, item) in waiting.enumerated() {
      let needed = Set(item.unit.factors.map(\.name.text)).filter { units.entry($0) == nil }.compactMap { byName[$0] }
      waiting[index].missing = Set(needed).count
      for other in Set(needed) { readers[other, default: []].append(index) }
    }
    var refused: Set<String> = []
    var ready = Array(waiting.indices.filter { waiting[$0].missing == 0 }.reversed())
    while let next = ready.popLast() {
      waiting[next].missing = -1
      derive(waiting[next], &refused)
      for reader in readers[next] ?? [] {
        waiting[reader].missing -= 1
        if waiting[reader].missing == 0 { ready.append(reader) }
      }
    }
    let stuck = waiting.filter { $0.missing > 0 }
    for item in stuck { refused.formUnion(item.declaration.names.map(\.text)) }
    if !refused.isEmpty { unreadNames.formUnion(refused) }
    guard let first = stuck.first, let name = first.declaration.names.first else { return }
    error(
      "N473", "`\(name.text)` is derived from itself", name.span, "through the unit that its amount is stated in",
      secondary: stuck.dropFirst().prefix(3).map { .init($0.unit.span, "in this loop") })
  }

  /// What is stated in a refused unit is refused without another message.
  private func derive(_ item: Waiting, _ refused: inout Set<String>) {
    let names = item.declaration.names.map(\.text).filter { units.entry($0) == nil }
    guard !item.unit.factors.contains(where: { refused.contains($0.name.text) }), let unit = unit(item.unit) else {
      return refused.formUnion(names)
    }
    let scale = item.amount.value * unit.scale
    guard scale.isNormal else {
      error("U211", "this amount is too large or too small for a unit", item.amount.span, "in base units")
      return refused.formUnion(names)
    }
    units.declare(names, dimension: unit.dimension, scale: scale)
  }
}

extension Statement.Form {
  fileprivate var unit: UnitDeclaration? { if case .unit(let declaration) = self { declaration } else { nil } }
}
