import MarginModel
import MarginUnits

/// What differs between two cases of one model, with what each changed input moves.
package func difference(_ model: Model, from oldCase: Int, to newCase: Int) -> ModelDifference {
  Differ(ModelPairing(model), oldCase, newCase).difference()
}

/// What differs between two models, each in one of its cases.
package func difference(from old: Model, _ oldCase: Int, to new: Model, _ newCase: Int) -> ModelDifference {
  Differ(ModelPairing(old, new), oldCase, newCase).difference()
}

/// How many cells are computed for the mean over all orders of the changes, before one order is taken instead.
private let mostCells = 200_000_000

private struct Differ {
  let pairing: ModelPairing
  let oldCase: Int
  let newCase: Int
  let oldResults: Results
  let newResults: Results
  let assumptions: [AssumptionChange]
  let definitions: [DefinitionChange]
  let settings: [SettingChange]

  init(_ pairing: ModelPairing, _ oldCase: Int, _ newCase: Int) {
    (self.pairing, self.oldCase, self.newCase) = (pairing, oldCase, newCase)
    oldResults = evaluate(pairing.old, caseIndex: oldCase)
    newResults = evaluate(pairing.new, caseIndex: newCase)
    assumptions = AssumptionFinder(pairing, oldCase, newCase, oldResults, newResults).changes()
    let structure = StructureFinder(pairing)
    (definitions, settings) = (structure.definitions(), structure.settings())
  }

  func difference() -> ModelDifference {
    let pairs = ResultPairing(pairing, oldResults, newResults).pairs()
    let carriers = pairing.isOneModel ? [carrier(inNew: false)] : preferred()
    let changed = pairs.indices.filter { pairs[$0].isChanged && isBridged(pairs[$0]) }
    var steps: [Int: ResultChange.Steps] = [:]
    for carrier in carriers {
      // The other model is tried only where the first one gives no parts.
      let open = changed.filter { steps[$0].map { $0.method == .none } ?? true }
      for (place, found) in zip(open, carrier.steps(open.map { pairs[$0] }))
      where steps[place] == nil || found.method != .none {
        steps[place] = found
      }
    }
    let results = pairs.enumerated().map { place, pair in
      ResultChange(
        old: pair.old, new: pair.new, place: pair.place, before: pair.before, after: pair.after,
        isChanged: pair.isChanged, bridge: steps[place])
    }
    return ModelDifference(
      pairing: pairing, oldCase: oldCase, newCase: newCase, oldResults: oldResults, newResults: newResults,
      assumptions: assumptions, definitions: definitions, settings: settings, results: results)
  }

  private func isBridged(_ pair: ResultPair) -> Bool {
    guard let old = pair.old, let new = pair.new else { return false }
    let (one, other) = (pairing.old.definitions[old.definition], pairing.new.definitions[new.definition])
    guard case .quantity = one.type, case .quantity = other.type else { return false }
    return one.unit.dimension == other.unit.dimension
  }

  /// The model that holds more of the changed assumptions first; the old one where both hold as many.
  private func preferred() -> [BridgeCarrier] {
    let both = [carrier(inNew: false), carrier(inNew: true)]
    return both[1].moved.count > both[0].moved.count ? [both[1], both[0]] : both
  }

  private func carrier(inNew: Bool) -> BridgeCarrier {
    BridgeCarrier(
      pairing, oldCase, newCase, assumptions, definitions, settings, isInNew: inNew, mostCells: mostCells)
  }
}
