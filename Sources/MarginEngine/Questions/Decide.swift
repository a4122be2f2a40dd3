import MarginModel

/// What a decision comes to.
package struct DecisionOutcome: Sendable {
  package enum State: String, Sendable { case open, excluded, undefined }
  package struct Option: Sendable {
    package let member: Int
    /// In base units, in the order of `Model.Decision.shown`.
    package let values: [Double]
    /// Whether it may be chosen, the condition excludes it, or there is nothing to judge it by.
    package let state: State
  }
  /// The index in `Model.decisions`.
  package let decision: Int
  package let options: [Option]
  /// The place in `options` of the best of those that may be chosen; the first where several are as good.
  package let chosen: Int?
  /// Others that are as good.
  package let ties: [Int]
}

/// Two options whose values differ by less than this share are as good.
package let tieShare = 1e-12

/// What each decision of a model comes to in the case of the results.
package func decisionOutcomes(_ model: Model, _ results: Results) -> [DecisionOutcome] {
  model.decisions.enumerated().map { index, decision in
    let shown = decision.shown.map { numbers(of: $0, decision.options, model, results) }
    let truths = decision.condition.map { numbers(of: $0.reading, decision.options, model, results) }
    let options = model.axes[decision.options].members.indices.map { member -> DecisionOutcome.Option in
      let values = shown.map { $0[member] }
      let truth = truths?[member] ?? 1
      let state: DecisionOutcome.State =
        truth == 0 ? .excluded : truth.isNaN || values[decision.criterion].isNaN ? .undefined : .open
      return DecisionOutcome.Option(member: member, values: values, state: state)
    }
    let open = options.indices.filter { options[$0].state == .open }
    func value(_ place: Int) -> Double { options[place].values[decision.criterion] }
    let best = decision.isLowest ? open.map(value).min() : open.map(value).max()
    let good = best.map { best in open.filter { areClose(value($0), best, tieShare) } } ?? []
    return DecisionOutcome(decision: index, options: options, chosen: good.first, ties: Array(good.dropFirst()))
  }
}

/// A number for each member of an axis; the same one where the reading does not vary along it.
private func numbers(of reading: Model.Reading, _ axis: AxisID, _ model: Model, _ results: Results) -> [Double] {
  let found = read(reading, model, results)
  let count = model.axes[axis].members.count
  return found.count == count && readAxes(reading, model).contains(axis)
    ? found : Array(repeating: found.first ?? .nan, count: count)
}
