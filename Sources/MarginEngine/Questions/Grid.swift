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
  let axes = [sensitivity.rows, sensitivity.columns]
  var movers: [Plan.Mover] = []
  /// By mover, what it takes: the points of an axis, or one number.
  var sources: [MoverSource] = []
  for (place, axis) in axes.enumerated() {
    guard let axis else { continue }
    movers.append(.init(leaf: axis.leaf))
    sources.append(place == 0 ? .rows : .columns)
    for (mover, number) in companions(of: axis.leaf, model, caseIndex) {
      movers.append(mover)
      sources.append(.constant(number))
    }
  }
  let plan = Plan(model, caseIndex: caseIndex, movers: movers, readings: sensitivity.values)
  let (rows, columns) = (sensitivity.rows?.points ?? [], sensitivity.columns?.points ?? [])
  let driver = GridDriver(plan: plan, sources: sources, rows: rows, columns: columns)
  return GridOutcome(rows: rows, columns: columns, values: driver.run(threads: threads))
}

/// Where the numbers of a mover come from.
private enum MoverSource {
  case rows, columns
  case constant(Double)
}

/// What else takes other numbers where a leaf is replaced: a growing input grows from the first period on, and one that
/// is bound to a formula is that formula no more.
private func companions(of leaf: Int, _ model: Model, _ caseIndex: Int) -> [(mover: Plan.Mover, number: Double)] {
  let changed = model.leaves[leaf]
  var result: [(mover: Plan.Mover, number: Double)] = []
  for sibling in model.leaves where sibling.definition == changed.definition {
    switch (changed.role, sibling.role) {
    case (.level, .elapsed):
      let periods = sibling.axes.contains(0) ? max(1, model.axes[0].members.count) : 1
      for (cell, number) in sibling.cases[caseIndex].enumerated() where number != Double(cell % periods) {
        result.append((.init(leaf: sibling.id, cells: [cell]), Double(cell % periods)))
      }
    case (.addend, .factor): result.append((.init(leaf: sibling.id), 0))
    default: break
    }
  }
  return result
}

/// Takes the points of a grid row by row through a plan, in blocks.
private struct GridDriver: Sendable {
  let plan: Plan
  let sources: [MoverSource]
  let rows: [Double]
  let columns: [Double]

  func run(threads: Int) -> [[[Double]]] {
    let width = max(1, columns.count)
    let count = max(1, rows.count) * width
    let offsets = plan.cellCounts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    let outputs = offsets.last ?? 0
    // Each block writes the places of its own points, which no other one touches.
    let found = UnsafeMutablePointer<Double>.allocate(capacity: max(1, outputs * count))
    found.initialize(repeating: .nan, count: max(1, outputs * count))
    defer { found.deallocate() }
    nonisolated(unsafe) let target = found
    let blocks = (count + Plan.blockSize - 1) / Plan.blockSize
    inParallel(threads: threads, parts: blocks) { parts in
      var memory = plan.memory()
      let inputs = sources.map { _ in UnsafeMutablePointer<Double>.allocate(capacity: Plan.blockSize) }
      let results = plan.cellCounts.map {
        UnsafeMutablePointer<Double>.allocate(capacity: max(1, $0 * Plan.blockSize))
      }
      defer { for buffer in inputs + results { buffer.deallocate() } }
      for block in parts {
        let first = block * Plan.blockSize
        let lanes = min(Plan.blockSize, count - first)
        for (buffer, source) in zip(inputs, sources) {
          for lane in 0..<lanes {
            switch source {
            case .rows: buffer[lane] = rows[(first + lane) / width]
            case .columns: buffer[lane] = columns[(first + lane) % width]
            case .constant(let number): buffer[lane] = number
            }
          }
        }
        plan.evaluate(lanes: lanes, inputs: inputs.map { UnsafePointer($0) }, results: results, &memory)
        for (place, buffer) in results.enumerated() {
          for cell in 0..<plan.cellCounts[place] {
            let own = target + (offsets[place] + cell) * count + first
            own.update(from: buffer + cell * lanes, count: lanes)
          }
        }
      }
    }
    return plan.cellCounts.indices.map { place in
      (0..<plan.cellCounts[place]).map { cell in
        Array(UnsafeBufferPointer(start: found + (offsets[place] + cell) * count, count: count))
      }
    }
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
