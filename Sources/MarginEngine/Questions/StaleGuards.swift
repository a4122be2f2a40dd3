import MarginModel
import MarginSource

/// `C604` for each case whose old value of a formula-bound input is no longer the base's. The checker judges those of
/// written-out inputs; these need the base to be computed. Values agree at a tenth of a percent, as they are written.
package func staleGuards(_ model: Model) -> [Diagnostic] {
  guard !model.guards.isEmpty else { return [] }
  let base = evaluate(model, caseIndex: 0)
  return model.guards.compactMap { held -> Diagnostic? in
    let definition = model.definitions[held.definition]
    let column = base.columns[held.definition]
    let periods = definition.variesInTime ? model.timeline.count : 1
    let place = definition.variesInTime ? held.period : 0
    for (member, expected) in held.expected.enumerated() where held.members?.contains(member) ?? true {
      let cell = member * periods + place
      guard column.indices.contains(cell) else { continue }
      let actual = column[cell]
      guard !((actual - expected).magnitude <= 1e-3 * max(actual.magnitude, expected.magnitude)) else { continue }
      let shown = actual.isNaN ? "undefined" : "\(actual / definition.unit.scale) \(definition.unit.text)"
      return Diagnostic(
        "C604", "this case is stale: the base value of `\(definition.path)` has moved",
        at: .init(held.span, "it is \(shown) now"), fixes: [.init("look whether the case still means what it should, and write the value that holds now")])
    }
    return nil
  }
}
