import MarginModel

/// Why a cell of a definition's column is undefined, walked down to the first cause; nil where it is a number.
package func whyUndefined(_ model: Model, _ results: Results, definition: Int, cell: Int) -> Undefined? {
  let caseIndex = results.caseIndex
  let leaves = model.leaves.map { $0.cases.indices.contains(caseIndex) ? $0.cases[caseIndex] : [] }
  return whyUndefined(model, results, leaves: leaves, definition: definition, cell: cell)
}

/// The same for results of given leaves.
package func whyUndefined(
  _ model: Model, _ results: Results, leaves: [[Double]], definition: Int, cell: Int
) -> Undefined? {
  guard results.columns.indices.contains(definition), results.columns[definition].indices.contains(cell) else {
    return nil
  }
  let walk = CauseWalk(model, results, leaves: leaves)
  guard results.columns[definition][cell].isNaN else { return nil }
  return walk.cause(of: walk.cell(of: definition, index: cell))
}

/// The same for a roll-up: of a member (in layout order) and a year of the timeline, nil being the whole timeline.
package func whyUndefined(
  _ model: Model, _ results: Results, leaves: [[Double]], definition: Int, member: Int, year: Int?
) -> Undefined? {
  guard results.columns.indices.contains(definition) else { return nil }
  let walk = CauseWalk(model, results, leaves: leaves)
  let definitionPeriods = model.definitions[definition].variesInTime ? walk.evaluator.periods : 1
  var cell = walk.cell(of: definition, index: member * definitionPeriods)
  cell.time = .slot(year ?? walk.evaluator.years.count)
  return walk.cause(of: cell)
}

/// One number of a definition.
struct Cell {
  enum Time: Equatable {
    case period(Int)
    /// A place among the roll-ups: a year, or last the whole timeline.
    case slot(Int)
  }
  var definition: Int
  /// The member on every axis of the model; that of time stands in `time`.
  var members: [Int]
  var time: Time
}

/// Goes from an undefined cell to the undefined one that it reads, until nothing undefined is read.
struct CauseWalk {
  /// Where a formula's undefined value comes from.
  enum Origin {
    case cell(Cell)
    case cause(String)
    /// Another cell, itself defined, is to blame: a denominator that is 0.
    case blamed(Cell, String)
  }

  let model: Model
  let evaluator: Evaluator

  init(_ model: Model, _ results: Results, leaves: [[Double]]) {
    self.model = model
    evaluator = Evaluator(model, leaves: leaves, results: results)
  }

  func cause(of start: Cell) -> Undefined? {
    var cell = start
    guard number(cell).isNaN else { return nil }
    // Longer chains than this end where they have come.
    for _ in 0..<100_000 {
      switch origin(of: cell) {
      case .cell(let next): cell = next
      case .cause(let text): return Undefined(cause: text, place: place(cell))
      case .blamed(let other, let text): return Undefined(cause: text, place: place(other))
      }
    }
    return Undefined(cause: "an undefined operand", place: place(cell))
  }

  func cell(of definition: Int, index: Int) -> Cell {
    var members = Array(repeating: 0, count: model.axes.count)
    var rest = index
    for axis in evaluator.layouts[definition].reversed() {
      let size = max(1, model.axes[axis].members.count)
      members[axis] = rest % size
      rest /= size
    }
    return Cell(definition: definition, members: members, time: .period(members.first ?? 0))
  }

  func number(_ cell: Cell) -> Double {
    guard evaluator.columns.indices.contains(cell.definition) else { return .nan }
    return number(evaluator.read(cell.definition, frame(cell)), cell)
  }

  func number(_ formula: Formula, _ cell: Cell) -> Double { number(evaluator.value(formula, frame(cell)), cell) }

  func number(_ value: Value, _ cell: Cell) -> Double {
    var members = cell.members
    if case .slot(let slot) = cell.time, !members.isEmpty { members[0] = slot }
    return value.number(at: members, frame(cell))
  }

  func frame(_ cell: Cell) -> Frame {
    switch cell.time {
    case .period(let period): return evaluator.frame(at: period)
    case .slot: return evaluator.rolled
    }
  }

  private func origin(of cell: Cell) -> Origin {
    guard evaluator.columns.indices.contains(cell.definition) else { return .cause("a missing definition") }
    let definition = model.definitions[cell.definition]
    if case .slot(let slot) = cell.time, definition.variesInTime {
      let span = slot < evaluator.years.count ? evaluator.years[slot] : 0..<evaluator.periods
      switch definition.rollUp {
      case .sum: return firstUndefined(cell, span)
      case .closing: return .cell(at(cell, span.upperBound - 1))
      case .constant, .none: return .cause("no value over more than one period")
      case .formula: break
      }
    }
    switch definition.body {
    case .leaf: return .cause("an empty cell")
    case .formula(let formula): return origin(formula, cell)
    case .converged(let convergence):
      return number(convergence.start, cell).isNaN
        ? origin(convergence.start, cell) : origin(ofLoop: convergence.formula, cell)
    case .stock(let open, let adds, let lesses):
      guard case .period(let period) = cell.time else { return .cause("no value over more than one period") }
      if period == 0, number(open, cell).isNaN { return origin(open, cell) }
      if period > 0, number(at(cell, period - 1)).isNaN { return .cell(at(cell, period - 1)) }
      let movements = (adds + lesses).map { reading($0, cell) }
      return movements.first { number($0).isNaN }.map { .cell($0) } ?? .cause("a number too large")
    }
  }

  func reading(_ definition: Int, _ cell: Cell) -> Cell {
    var next = cell
    next.definition = definition
    return next
  }

  func at(_ cell: Cell, _ period: Int) -> Cell {
    var next = cell
    next.time = .period(period)
    return next
  }

  /// The first of some periods at which a cell's definition is undefined.
  func firstUndefined(_ cell: Cell, _ span: Range<Int>) -> Origin {
    for period in span where number(at(cell, period)).isNaN { return .cell(at(cell, period)) }
    return .cause("a number too large")
  }

  /// `price.cached[small] at 2026-03`; a helper is shown as the definition it is part of.
  func place(_ cell: Cell) -> String {
    var shown = cell.definition
    guard model.definitions.indices.contains(shown) else { return "" }
    for _ in model.definitions {
      guard case .part(let whole) = model.definitions[shown].purpose, model.definitions.indices.contains(whole) else {
        break
      }
      shown = whole
    }
    let members = evaluator.memberLayouts[cell.definition].map { model.axes[$0].members[cell.members[$0]].label }
    let text = model.definitions[shown].path + (members.isEmpty ? "" : "[\(members.joined(separator: ", "))]")
    guard model.definitions[cell.definition].variesInTime else { return text }
    switch cell.time {
    case .period(let period): return text + " at " + model.timeline.label(period)
    case .slot(let slot):
      guard slot < evaluator.years.count else { return text + " over the whole timeline" }
      return text + " in \(model.timeline.years[slot].year)"
    }
  }
}
