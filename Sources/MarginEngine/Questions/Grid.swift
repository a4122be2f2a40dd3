import MarginModel

/// The answer to a sensitivity: each value at each pair of points.
package struct Grid: Sendable {
  /// In the leaves' units; a single NaN where the sensitivity has no such axis.
  package let rows: [Double]
  package let columns: [Double]
  /// By value, row and column, in base units.
  package let values: [[[Double]]]
}

/// Evaluates a sensitivity in a case; every point replaces the numbers of its leaf whole.
package func grid(_ sensitivity: Model.Sensitivity, _ model: Model, caseIndex: Int) -> Grid {
  let targets = sensitivity.values.map(\.definition)
  var calculator = Calculator(model, caseIndex: caseIndex, targets: targets)
  let rows = sensitivity.rows?.points ?? [.nan]
  let columns = sensitivity.columns?.points ?? [.nan]
  var values = Array(repeating: [[Double]](), count: targets.count)
  for row in rows {
    var lines = Array(repeating: [Double](), count: targets.count)
    if let axis = sensitivity.rows { calculator.replace(leaf: axis.leaf, by: row) }
    for column in columns {
      if let axis = sensitivity.columns { calculator.replace(leaf: axis.leaf, by: column) }
      calculator.refresh()
      for (index, value) in sensitivity.values.enumerated() {
        lines[index].append(read(value, model, calculator.results).first ?? .nan)
      }
    }
    for index in lines.indices { values[index].append(lines[index]) }
  }
  return Grid(rows: rows, columns: columns, values: values)
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
