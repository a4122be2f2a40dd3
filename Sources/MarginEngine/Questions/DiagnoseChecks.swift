import MarginModel
import MarginSource

/// A check that does not hold: what moves the distance between its sides, and at which value of an input it holds.
package struct CheckDiagnosis: Sendable {
  /// The index in `Model.checks`.
  package let check: Int
  /// The left side less the right one where it misses most, in base units; nil for what is no comparison.
  package let distance: Double?
  package let moves: FoundMoves
}

/// The checks that do not hold in the case of the results, in the order of the text; those of members are left out.
package func diagnoseChecks(_ model: Model, _ results: Results) -> [CheckDiagnosis] {
  var headlines: Headlines?
  return model.checks.indices.compactMap { index in
    let check = model.checks[index]
    let found = judge(check, model, results)
    guard found.state != .passed, check.members == nil, let (judged, band) = model.judging(check) else { return nil }
    let own = Calculator(judged, caseIndex: results.caseIndex, targets: [band.value.definition]).results
    let search = LeverSearch(band: band, rank: 1, members: found.members, model: judged, results: own)
    let all = movers(search)
    // To be equal is one number among many, which a short number hardly meets; `solve` is there for that.
    let tried = check.right != nil && check.comparison == .equal ? [] : all.drivers
    var before = headlines ?? Headlines(model, results)
    let moves = FoundMoves(all.drivers.filter(\.moves), tried: tried, of: all, search, &before)
    headlines = before
    return CheckDiagnosis(check: index, distance: check.right == nil ? nil : found.left - found.right, moves: moves)
  }
}

extension Model {
  /// The model with the distance between the sides of a check as a definition of its own, and the band that it must keep.
  fileprivate func judging(_ check: Check) -> (Model, Band)? {
    let left = definitions[check.left.definition]
    var axes = Set(readAxes(check.left, self))
    var terms = [(negative: false, term: formula(check.left))]
    if let right = check.right {
      axes.formUnion(readAxes(right, self))
      terms.append((negative: true, term: formula(right)))
    }
    let ordered = axes.sorted()
    let sum = Formula(.sum(terms), type: left.type, axes: ordered, unit: left.unit, span: check.span)
    let distance = Definition(
      id: definitions.count, path: "~distance", label: check.label, kind: .calc, isInput: false, purpose: .question,
      type: left.type, unit: left.unit, axes: ordered, rollUp: .none, body: .formula(sum), instance: nil, note: nil,
      source: nil, range: nil, shape: nil, low: nil, high: nil, text: "", span: check.span)
    var judged = self
    judged.definitions.append(distance)
    let reading = Reading(
      definition: distance.id, time: axes.contains(0) ? .all : .constant, label: check.label, span: check.span)
    let isTruth = check.right == nil
    let levels: [(name: String, comparison: Comparison?, bound: Double?)] = [
      ("holds", isTruth ? .atLeast : check.comparison, isTruth ? 1 : 0), ("fails", nil, nil),
    ]
    return (judged, Band(label: check.label, value: reading, levels: levels, span: check.span))
  }

  private func formula(_ reading: Reading) -> Formula {
    let definition = definitions[reading.definition]
    let form: Formula.Form =
      switch reading.time {
      case .constant, .all: .definition(definition.id)
      case .rolledUp: definition.variesInTime ? .rolledUp(definition.id) : .definition(definition.id)
      case .period(let period):
        definition.variesInTime ? .atPeriod(definition.id, period: period) : .definition(definition.id)
      }
    return Formula(
      form, type: definition.type, axes: readAxes(reading, self).sorted(), unit: definition.unit, span: reading.span)
  }
}
