import MarginEngine
import MarginModel
import MarginUnits

extension Figures {
  static func checkLines(_ model: Model, _ results: Results) -> [CheckLine] {
    let own = checkOutcomes(model, results)
    let others = model.checks.contains { $0.everyCase } ? outcomesOfOtherCases(model, results) : []
    let ofModel = zip(model.checks, own).enumerated().map { index, pair in
      let (check, outcome) = pair
      guard check.everyCase, outcome.state == .passed else { return line(check, outcome, model, results) }
      let worst = others.first { $0.outcomes[index].state != .passed }
      return line(check, worst?.outcomes[index] ?? outcome, model, worst?.results ?? results, inOtherCase: worst != nil)
    }
    return ofModel + stockLines(model, results)
  }

  /// What every stock must keep by itself; nothing is said of it unless it is broken.
  private static func stockLines(_ model: Model, _ results: Results) -> [CheckLine] {
    brokenStocks(model, results).map { broken in
      let definition = model.definitions[broken.definition]
      return CheckLine(
        label: "Opening and movements lead to \(definition.label)", state: .failed,
        left: broken.closing / definition.unit.scale, right: broken.expected / definition.unit.scale, comparison: "=",
        unit: definition.unit, at: model.timeline.label(broken.period), reason: nil)
    }
  }

  private static func outcomesOfOtherCases(
    _ model: Model, _ results: Results
  ) -> [(results: Results, outcomes: [CheckOutcome])] {
    model.cases.indices.filter { $0 != results.caseIndex }.map { index in
      let results = evaluate(model, caseIndex: index)
      return (results, checkOutcomes(model, results))
    }
  }

  private static func line(
    _ check: Model.Check, _ outcome: CheckOutcome, _ model: Model, _ results: Results, inOtherCase: Bool = false
  ) -> CheckLine {
    let unit = check.right == nil ? .plain : model.definitions[check.left.definition].unit
    let caseName = inOtherCase ? ["case " + model.cases[outcome.caseIndex].name] : []
    let names = check.members.map { axis in
      let sides = [outcome.left, outcome.right].map { model.memberName(axis, at: $0) ?? "n/a" }
      return (left: sides[0], right: sides[1])
    }
    return CheckLine(
      label: check.label, state: outcome.state, left: outcome.left / unit.scale,
      right: check.right.map { _ in outcome.right / unit.scale }, comparison: check.comparison.rawValue, unit: unit,
      at: (caseName + (outcome.place.isEmpty ? [] : [outcome.place])).joined(separator: ", "),
      reason: outcome.explanation.flatMap {
        ConditionReason($0, changes: changedInputs(model, results), caseIndex: results.caseIndex, model)
      },
      names: names)
  }

  static func bandLines(_ model: Model, _ results: Results) -> [BandLine] {
    zip(model.bands, bandOutcomes(model, results)).map { band, outcome in
      let unit = model.definitions[band.value.definition].unit
      return BandLine(
        label: band.label, level: outcome.level, value: outcome.value / unit.scale, unit: unit, at: outcome.place)
    }
  }

  /// Why a cell of a definition is undefined: `a zero denominator, email.accepted at 2026-03`.
  func why(_ definition: Int, _ cell: Int) -> String {
    Self.words(whyUndefined(model, results, definition: definition, cell: cell))
  }

  /// Why a member's roll-up over the whole timeline is undefined.
  func why(_ definition: Int, member: Int) -> String {
    let leaves = model.leaves.map { leaf in
      leaf.cases.indices.contains(results.caseIndex) ? leaf.cases[results.caseIndex] : []
    }
    return Self.words(
      whyUndefined(model, results, leaves: leaves, definition: definition, member: member, year: nil))
  }

  static func words(_ reason: Undefined?) -> String {
    guard let reason else { return "undefined" }
    return reason.place.isEmpty ? reason.cause : reason.cause + ", " + reason.place
  }
}
