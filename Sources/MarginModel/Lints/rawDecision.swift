import MarginSource
import MarginUnits

extension Lint {
  /// A decision by the raw cost beside which an adjusted one is shown: the criterion knows no share, and another amount
  /// of money of the same record is made of all that it is made of and of shares besides, such as hits and acceptance.
  static let rawDecision = Lint { linted in
    linted.model.decisions.compactMap { decision -> Diagnostic? in
      guard decision.isLowest, decision.shown.indices.contains(decision.criterion) else { return nil }
      let criterion = decision.shown[decision.criterion].definition
      let raw = linted.made(of: criterion)
      guard linted.isMoney(criterion), !raw.isEmpty, raw.allSatisfy({ !linted.isShare($0) }) else { return nil }
      let judged = decision.condition.map { linted.made(of: $0.reading.definition) } ?? []
      let adjusted = decision.shown.first { reading in
        let own = linted.made(of: reading.definition)
        let shares = own.subtracting(raw).filter(linted.isShare)
        return linted.isMoney(reading.definition) && raw.isSubset(of: own) && !shares.isEmpty
          && judged.isDisjoint(with: shares)
      }
      guard let adjusted else { return nil }
      let name =
        linted.model.definitions[adjusted.definition].purpose == .named
        ? "`\(linted.model.definitions[adjusted.definition].path)`" : "another column"
      return .lint(
        "W919", "a decision by the raw cost, and an adjusted one is shown", decision.span,
        "\(name) knows what this choice leaves out",
        fix: "choose by the adjusted cost, or say with `where` what the raw one leaves out")
    }
  }
}

extension LintedModel {
  fileprivate func made(of id: Int) -> Set<Int> {
    let definition = model.definitions[id]
    let whole = Formula(
      .definition(id), type: definition.type, axes: definition.axes, unit: definition.unit, span: definition.span)
    return inputs(of: whole)
  }

  fileprivate func isMoney(_ id: Int) -> Bool {
    model.definitions[id].dimension?.exponents.contains { UnitTable.isCurrency($0.key) && $0.value == .one } == true
  }

  /// A share as people write it, or outcomes for a call.
  fileprivate func isShare(_ id: Int) -> Bool {
    guard let dimension = model.definitions[id].dimension else { return false }
    return dimension.isPlain && model.definitions[id].unit.style == .percent
      || dimension.exponents.count == 2 && dimension.exponents["outcome"] == .one
        && ["request", "attempt"].contains { dimension.exponents[$0] == Rational(-1) }
  }
}
