import MarginModel

/// What changed between the two periods that a value compares, as of a change from month to month.
package struct ChangeOverTime: Sendable {
  package let from: Int
  package let to: Int
  /// The inputs that differ between the two, in the order of the text, and what a case changes besides.
  package let inputs: [ChangedInput]
  /// Every input by which the value can have changed: those, the rates at which they grow, and what the case changes.
  let causes: Set<Int>
}

/// Nil for a value that does not compare a number with what it was earlier, and where there is no such period.
func changeOverTime(_ reading: Model.Reading, at period: Int, _ model: Model, _ results: Results) -> ChangeOverTime? {
  guard reading.time != .rolledUp, let lag = comparedLag(reading.definition, model), lag > 0, period >= lag else {
    return nil
  }
  let needed = reachable(from: [reading.definition], model)
  let inputs = model.definitions.filter { $0.isInput && needed[$0.id] && $0.purpose == .named && $0.variesInTime }
  let changed = inputs.compactMap { difference($0, period - lag, period, model, results) }
  let grown = reachable(from: changed.flatMap { rates(of: model.definitions[$0.definition]) }, model)
  let ofCase = changedInputs(model, results).map(\.definition)
  return ChangeOverTime(
    from: period - lag, to: period, inputs: changed,
    causes: Set(changed.map(\.definition) + grown.indices.filter { grown[$0] } + ofCase))
}

private func difference(
  _ definition: Definition, _ from: Int, _ to: Int, _ model: Model, _ results: Results
) -> ChangedInput? {
  let (column, periods) = (results.columns[definition.id], max(1, model.axes[0].members.count))
  for start in stride(from: 0, to: column.count, by: periods) {
    let (old, new) = (column[start + from], column[start + to])
    guard old != new, !(old.isNaN && new.isNaN) else { continue }
    let layout = model.layout(definition.axes)
    let own = cellMembers(start, layout, model)
    let names = layout.filter { $0 != 0 }.map { model.axes[$0].members[own[$0]].name }
    return ChangedInput(
      definition: definition.id, member: names.joined(separator: ", "), from: nil, old: old, new: new)
  }
  return nil
}

/// How many periods back a definition, or the helpers that it is made of, reads what it reads now too.
private func comparedLag(_ definition: Int, _ model: Model) -> Int? {
  var seen: Set<Int> = []
  var waiting = [definition]
  var lags: [Int: Int] = [:]
  var now: Set<Int> = []
  while let next = waiting.popLast() {
    guard seen.insert(next).inserted, case .formula(let formula) = model.definitions[next].body else { continue }
    let isQuestion = model.definitions[next].purpose == .question
    for part in parts(formula) {
      switch part.form {
      case .lag(let read, let periods, _): lags[read] = periods
      case .definition(let read):
        now.insert(read)
        if isQuestion || model.definitions[read].purpose != .named { waiting.append(read) }
      default: break
      }
    }
  }
  return lags.keys.sorted().first { now.contains($0) }.flatMap { lags[$0] }
}

/// A formula with all that it is made of, but for where its lags start.
private func parts(_ formula: Formula) -> [Formula] {
  var found: [Formula] = []
  var waiting = [formula]
  while let next = waiting.popLast() {
    found.append(next)
    if case .lag = next.form { continue }
    waiting += next.operands
  }
  return found
}

private func rates(of definition: Definition) -> [Int] {
  guard case .formula(let formula) = definition.body else { return [] }
  return parts(formula).compactMap { part in
    if case .growth(let rate, _, _) = part.form { return rate }
    return nil
  }
}

/// By definition, whether some of them need it.
func reachable(from targets: [Int], _ model: Model) -> [Bool] {
  var isNeeded = Array(repeating: false, count: model.definitions.count)
  var waiting = targets
  while let next = waiting.popLast() {
    guard isNeeded.indices.contains(next), !isNeeded[next] else { continue }
    isNeeded[next] = true
    waiting += dependencies(of: model.definitions[next]).all
  }
  return isNeeded
}
