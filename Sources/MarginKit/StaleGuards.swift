import MarginEngine
import MarginModel
import MarginReports
import MarginSource
import MarginUnits

/// The old values in cases that the base no longer has, of inputs that are bound to formulas; those of other inputs the
/// checker compares itself.
func staleGuards(_ model: Model) -> [Diagnostic] {
  guard !model.guards.isEmpty else { return [] }
  let base = evaluate(model, caseIndex: 0)
  return model.guards.compactMap { staleGuard($0, model, base) }
}

private func staleGuard(_ old: Model.Guard, _ model: Model, _ base: Results) -> Diagnostic? {
  let definition = model.definitions[old.definition]
  let column = base.columns[old.definition]
  let periods = definition.variesInTime ? model.timeline.count : 1
  for member in 0..<(column.count / max(1, periods)) where old.members?.contains(member) ?? true {
    let actual = column[member * periods + (definition.variesInTime ? old.period : 0)]
    let expected = old.expected.indices.contains(member) ? old.expected[member] : old.expected.last ?? .nan
    let isClose = (actual - expected).magnitude <= 1e-9 * max(actual.magnitude, expected.magnitude)
    guard !isClose else { continue }
    let unit = definition.unit
    let shown = unit.literal(exactText(actual / unit.scale * (unit.style == .percent ? 100 : 1)))
    return Diagnostic(
      "C604", "this case is stale: the base value of `\(definition.path)` has moved",
      at: .init(old.span, actual.isFinite ? "it is \(shown) now" : "it is undefined now"),
      fixes: [
        .init(
          "write the value that holds now, and look whether the case still means what it should",
          edits: actual.isFinite && !definition.axes.contains { $0 != 0 } ? [.init(old.span, shown)] : [])
      ])
  }
  return nil
}
