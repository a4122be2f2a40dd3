import MarginEngine
import MarginModel
import MarginReports
import MarginSource

/// `X110` for each loop that came to no fixed point in a case: one message for all of its cells. Their values are
/// undefined.
func unsettledLoops(_ model: Model, _ results: Results) -> [Diagnostic] {
  var cells: [Int: [Unsettled]] = [:]
  for cell in results.unsettled { cells[cell.definition, default: []].append(cell) }
  return cells.keys.sorted().compactMap { id in
    cells[id].flatMap { found in found.first.map { unsettledLoop($0, others: found.count - 1, model, results) } }
  }
}

private func unsettledLoop(_ cell: Unsettled, others: Int, _ model: Model, _ results: Results) -> Diagnostic {
  let definition = model.definitions[cell.definition]
  var place = definition.path
  let members = memberNames(cell.member, definition, model)
  if !members.isEmpty { place += "[" + members.joined(separator: ", ") + "]" }
  if definition.variesInTime { place += " at " + model.timeline.label(cell.period) }
  let name = model.cases.indices.contains(results.caseIndex) ? model.cases[results.caseIndex].name : "base"
  let unit = definition.unit
  func shown(_ value: Double) -> String {
    value.isNaN ? "undefined" : exactText(value / unit.scale) + (unit.text.isEmpty ? "" : " " + unit.text)
  }
  var span = definition.span
  if case .converged(let convergence) = definition.body { span = convergence.span }
  return Diagnostic(
    "X110", "`\(place)` does not converge in the case `\(name)`", at: .init(span, "\(cell.rounds) rounds"),
    notes: [
      .init("last", shown(cell.last)), .init("before", shown(cell.before)),
    ] + (others > 0 ? [.init("also", "\(others) more of its values")] : []),
    fixes: [.init("begin nearer with `from`, allow more rounds with `limit`, or mend what makes the loop run away")])
}

private func memberNames(_ member: Int, _ definition: Definition, _ model: Model) -> [String] {
  var rest = member
  var names: [String] = []
  for axis in model.layout(definition.axes).filter({ $0 != 0 }).reversed() {
    let size = max(1, model.axes[axis].members.count)
    if model.axes[axis].members.indices.contains(rest % size) {
      names.append(model.axes[axis].members[rest % size].name)
    }
    rest /= size
  }
  return names.reversed()
}
