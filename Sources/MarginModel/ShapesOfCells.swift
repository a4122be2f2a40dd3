import MarginSource
import MarginSyntax
import MarginUnits

/// Which cells of an input are drawn from which distribution, in the base and in each case.
extension Checker {
  /// Gives the cells of an input's leaf their shapes: that of its first value and, from each dated change on, the one
  /// that the change brings. What brings none is certain. Gives the first value's shape.
  @discardableResult
  func drawCells(of leaf: Int, _ parts: Parts, _ type: ValueType, _ numbers: [Double]) -> InputShape? {
    let changes = changeClauses(parts)
    guard parts.value?.shape != nil || changes.contains(where: { $0.value.shape != nil }) else { return nil }
    let unit = leaves[leaf].unit
    let range = range(parts, unit, [])?.bounds
    let first = shape(parts.value?.shape, parts.draft.path, type, numbers, unit, range)
    var cells = [InputShape?](repeating: first, count: leaves[leaf].values.count)
    for change in changes {
      guard case .expression(let expression) = change.value.form, let start = firstPeriod(change.from),
        let literal = literalValue(expression, wanted: unit, name: parts.draft.path)
      else { continue }
      let own = shape(change.value.shape, parts.draft.path, type, literal.in(unit), unit, range)
      for cell in cells.indices where cell % timeline.count >= start { cells[cell] = own }
    }
    if cells.contains(where: { $0 != nil }) { leaves[leaf].shapes = cells }
    return first
  }

  private func shape(
    _ written: Shape?, _ path: String, _ type: ValueType, _ numbers: [Double], _ unit: Unit,
    _ range: ClosedRange<Double>?
  ) -> InputShape? {
    guard let written else { return nil }
    guard case .quantity = type else {
      error("Q859", "a shape stands around a written number", written.span, "this is a \(name(of: type))")
      return nil
    }
    return inputShape(written, around: ShapeBase(path: path, numbers: numbers, unit: unit, range: range))
  }

  /// The shape of a rate of growth, all of whose cells it draws.
  func drawRate(of owner: Int, _ path: String, _ leaf: Int) -> InputShape? {
    guard case .written(_, let value, _, _) = drafts[owner].origin, let written = value?.rateShape else { return nil }
    let unit = leaves[leaf].unit
    let type = ValueType.quantity(unit.dimension)
    let made = shape(written, path, type, Array(leaves[leaf].values.prefix(1)), unit, nil)
    if let made { leaves[leaf].shapes = leaves[leaf].values.map { _ in made } }
    return made
  }

  /// `Q859`: a value that no cell holds is not drawn.
  func refuseShapes(_ parts: Parts, _ words: String = "this value is not one") {
    let changes = changeClauses(parts)
    for shape in [parts.value?.shape] + changes.map(\.value.shape) {
      guard let shape else { continue }
      let isLiteralBase = if case .expression(let base) = parts.value?.form { isLiteral(base) } else { false }
      let hasFormulas = isLiteralBase && changes.contains { !isLiteralChange($0) }
      error(
        "Q859", "a shape stands around a written number", shape.span,
        hasFormulas ? "with a dated formula this is one too" : words,
        fixes: [
          .init(
            hasFormulas
              ? "give the number an input of its own, and the formula reads it"
              : "give the shape to the inputs that the formula reads")
        ])
    }
  }

  /// The shape that a case's new value brings.
  func shape(of value: ValueClause, _ numbers: [Double], _ definition: Definition, _ unit: Unit) -> InputShape? {
    shape(value.shape, definition.path, definition.type, numbers, unit, definition.range)
  }

  /// Whether an input is uncertain in the base or a case.
  func isUncertain(_ draft: Int) -> Bool {
    guard let leaf = mainLeaf(draft) else { return false }
    return caseShapes.contains { $0[leaf].contains { $0 != nil } }
  }

  /// Applies a change of a case to the shapes of all leaves: what it sets is certain or as it says, what it scales or
  /// moves keeps its shape around the new value.
  func applyShape(of change: ResolvedChange, to shapes: inout [[InputShape?]]) {
    switch change.operation {
    case .set:
      if let main = mainLeaf(change.draft) { update(main, change, &shapes) { _, _ in change.shape } }
    case .scale(let factor):
      for role in [Leaf.Role.value, .level, .addend] {
        if let leaf = leaf(role, of: change.draft) {
          update(leaf, change, &shapes) { old, _ in old?.scaled(by: factor) }
        }
      }
    case .add(let numbers):
      guard let main = mainLeaf(change.draft) else { return }
      update(main, change, &shapes) { old, cell in old?.moved(by: numbers[min(cell, numbers.count - 1)]) }
    case .shift(let periods):
      for role in [Leaf.Role.value, .level] {
        guard let leaf = leaf(role, of: change.draft), leaves[leaf].hasTime, !shapes[leaf].isEmpty else { continue }
        let (old, length) = (shapes[leaf], timeline.count)
        for cell in old.indices where change.members?.contains(cell / length) ?? true {
          let period = cell % length
          guard change.periods?.contains(period) ?? true else { continue }
          shapes[leaf][cell] = old[cell - period + min(max(0, period - periods), length - 1)]
        }
      }
    case .shiftDate: break
    }
  }

  private func update(
    _ leaf: Int, _ change: ResolvedChange, _ shapes: inout [[InputShape?]], _ new: (InputShape?, Int) -> InputShape?
  ) {
    if shapes[leaf].isEmpty {
      guard change.shape != nil else { return }
      shapes[leaf] = leaves[leaf].values.map { _ in nil }
    }
    let periods = leaves[leaf].hasTime ? timeline.count : 1
    for cell in shapes[leaf].indices where change.members?.contains(cell / periods) ?? true {
      guard !leaves[leaf].hasTime || change.periods?.contains(cell % periods) ?? true else { continue }
      shapes[leaf][cell] = new(shapes[leaf][cell], cell / periods)
    }
  }

  /// By case, the cells of a leaf that are drawn together; empty where none is in any case.
  func finishedShapes(_ leaf: Int) -> [[CellShape]] {
    guard caseShapes.contains(where: { $0[leaf].contains { $0 != nil } }) else { return [] }
    return caseShapes.map { shapes in
      var groups: [(shape: InputShape, cells: [Int])] = []
      for (cell, shape) in shapes[leaf].enumerated() {
        guard let shape else { continue }
        if let place = groups.lastIndex(where: { $0.shape == shape }) {
          groups[place].cells.append(cell)
        } else {
          groups.append((shape, [cell]))
        }
      }
      return groups.map { CellShape(shape: $0.shape, cells: $0.cells) }
    }
  }
}
