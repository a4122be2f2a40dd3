import MarginModel

/// The answer to a sensitivity: each of its results at each pair of points.
package struct GridOutcome: Sendable {
  /// In the leaves' units; nothing where the sensitivity has no such axis.
  package let rows: [Double]
  package let columns: [Double]
  /// By value and by its members, row by row, in base units; NaN is undefined.
  package let values: [[[Double]]]

  /// How many rows and columns of numbers there are, at least one.
  package var height: Int { max(1, rows.count) }
  package var width: Int { max(1, columns.count) }
}

/// Evaluates a sensitivity in a case on some threads; every point replaces the numbers of its leaf whole. The numbers
/// are the same on any number of threads.
package func grid(_ sensitivity: Model.Sensitivity, _ model: Model, caseIndex: Int, threads: Int = 1) -> GridOutcome {
  let (rows, columns) = (sensitivity.rows?.points ?? [], sensitivity.columns?.points ?? [])
  // What goes with a replaced input takes other numbers from the start.
  var calculator = Calculator(model, caseIndex: caseIndex, targets: [])
  for axis in [sensitivity.rows, sensitivity.columns].compactMap({ $0 }) {
    calculator.replace(leaf: axis.leaf, by: axis.points.first ?? .nan)
  }
  let leaves = model.leaves.indices.map { calculator.numbers(leaf: $0) }
  func plan(outer: Model.Sensitivity.Axis?, inner: Model.Sensitivity.Axis) -> GridPlan {
    GridPlan(
      model, caseIndex: caseIndex, leaves: leaves, outer: outer.map { .init(leaf: $0.leaf) },
      inner: .init(leaf: inner.leaf), readings: sensitivity.values)
  }
  switch (sensitivity.rows, sensitivity.columns) {
  case (let row?, let column?) where columns.count >= rows.count:
    let found = plan(outer: row, inner: column).values(outer: rows, inner: columns, threads: threads)
    return GridOutcome(rows: rows, columns: columns, values: found)
  case (let row?, let column?):
    // The longer axis fills the lanes.
    let found = plan(outer: column, inner: row).values(outer: columns, inner: rows, threads: threads)
    let turned = found.map { cells in
      cells.map { numbers in
        rows.indices.flatMap { row in columns.indices.map { numbers[$0 * rows.count + row] } }
      }
    }
    return GridOutcome(rows: rows, columns: columns, values: turned)
  case (let axis?, nil), (nil, let axis?):
    let found = plan(outer: nil, inner: axis).values(outer: [0], inner: axis.points, threads: threads)
    return GridOutcome(rows: rows, columns: columns, values: found)
  case (nil, nil): return GridOutcome(rows: [], columns: [], values: [])
  }
}

extension Calculator {
  /// Replaces an input by one number in its leaf's unit, whatever it was before: all cells of a plain or growing input,
  /// the latter growing from the first period on; of an input bound to a formula, the formula.
  package mutating func replace(leaf: Int, by point: Double) {
    guard model.leaves.indices.contains(leaf) else { return }
    let changed = model.leaves[leaf]
    set(leaf: leaf, values: Array(repeating: point, count: model.count(changed.axes)))
    for sibling in model.leaves where sibling.definition == changed.definition {
      let count = model.count(sibling.axes)
      switch (changed.role, sibling.role) {
      case (.level, .elapsed):
        let periods = sibling.axes.contains(0) ? max(1, model.axes[0].members.count) : 1
        set(leaf: sibling.id, values: (0..<count).map { Double($0 % periods) })
      case (.addend, .factor): set(leaf: sibling.id, values: Array(repeating: 0, count: count))
      default: break
      }
    }
  }
}

/// Why a number of a grid is undefined: of a value, one of its members, at a place counted row by row.
package func whyUndefined(
  _ sensitivity: Model.Sensitivity, _ model: Model, caseIndex: Int, value: Int, member: Int, place: Int
) -> Undefined? {
  let reading = sensitivity.values[value]
  var calculator = Calculator(model, caseIndex: caseIndex, targets: [reading.definition])
  let width = max(1, sensitivity.columns?.points.count ?? 1)
  if let axis = sensitivity.rows { calculator.replace(leaf: axis.leaf, by: axis.points[place / width]) }
  if let axis = sensitivity.columns { calculator.replace(leaf: axis.leaf, by: axis.points[place % width]) }
  calculator.refresh()
  return calculator.why(reading, member: member)
}
