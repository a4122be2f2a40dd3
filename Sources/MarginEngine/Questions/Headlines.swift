import MarginModel
import MarginUnits

/// What a lever does to a line of the model's reports.
package struct HeadlineEffect: Sendable {
  package let reading: Model.Reading
  /// In base units.
  package let before: Double
  package let after: Double
  /// Whether its name tells that this is for the worse.
  package let isWorse: Bool
}

/// The first lines of the model's reports and its checks, so that no lever is offered without what it costs.
struct Headlines {
  private static let most = 12
  private let lines: [Model.Reading]
  private let before: [Double]
  /// The checks that hold.
  private let checks: [Int]
  private var calculator: Calculator
  private let model: Model

  init(_ model: Model, _ results: Results) {
    let all = model.reports.flatMap(\.items).filter { read($0, model, results).count == 1 }
    lines = Array(all.prefix(Self.most))
    before = lines.map { read($0, model, results).first ?? .nan }
    checks = model.checks.indices.filter { judge(model.checks[$0], model, results).state == .passed }
    let judged = checks.flatMap { index -> [Int] in
      let check = model.checks[index]
      return [check.left, check.right, check.size].compactMap { $0?.definition }
    }
    calculator = Calculator(model, caseIndex: results.caseIndex, targets: lines.map(\.definition) + judged)
    self.model = model
  }

  /// What a lever does to the lines, and which checks no longer hold then.
  mutating func effects(of lever: Lever, besides definition: Int) -> (HeadlineEffect?, broken: [Int]) {
    guard !lines.isEmpty || !checks.isEmpty else { return (nil, []) }
    let held = calculator.held(lever.input)
    lever.move.apply(lever.value, to: &calculator)
    calculator.refresh()
    let after = lines.map { calculator.one($0) }
    let results = calculator.results
    let broken = checks.filter { judge(model.checks[$0], model, results).state != .passed }
    // What reads them is computed with the next lever.
    calculator.put(held)
    return (effect(after, besides: definition), broken)
  }

  /// The first line of money that a lever moves, else the first line that it moves; nil where it moves none but the
  /// band's own.
  private func effect(_ after: [Double], besides definition: Int) -> HeadlineEffect? {
    let moved = lines.indices.filter { place in
      let (old, new) = (before[place], after[place])
      return lines[place].definition != definition && old.isFinite && !((new - old).magnitude <= 1e-9 * old.magnitude)
    }
    guard let place = moved.first(where: { isMoney(lines[$0]) }) ?? moved.first else { return nil }
    let named = model.definitions[lines[place].definition]
    let name = named.path.split(separator: ".").last.map(String.init) ?? named.path
    let rises = after[place] > before[place]
    let isLowerBetter = Model.Fragility.isLowerBetter(named: name)
    return HeadlineEffect(
      reading: lines[place], before: before[place], after: after[place],
      isWorse: isLowerBetter.map { $0 == rises } ?? false)
  }

  private func isMoney(_ reading: Model.Reading) -> Bool {
    model.definitions[reading.definition].unit.factors.contains {
      $0.exponent == .one && $0.dimension.exponents.keys.contains(where: UnitTable.isCurrency)
    }
  }
}
