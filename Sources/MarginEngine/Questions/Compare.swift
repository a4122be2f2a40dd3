import MarginModel

/// What leads from one case to another: how much of a result's change each changed input carries.
package struct BridgeOutcome: Sendable {
  package struct Input: Sendable {
    package let definition: Int
    /// Its first number that differs; nil where only what it is computed from does.
    package let change: ChangedInput?
    /// What the case says about it.
    package let because: String?
  }

  /// How the parts were found.
  package enum Method: Sendable, Equatable {
    /// The mean over all orders in which the inputs can change.
    case shapley
    /// One input after the other, in the order of the text: there are too many for all orders, or a mixed state is
    /// undefined.
    case ordered(isUndefinedOtherwise: Bool)
    /// There are none.
    case none
  }

  package struct Bridge: Sendable {
    package let reading: Model.Reading
    /// In base units.
    package let start: Double
    package let end: Double
    /// By input; 0 for one that does not reach the result.
    package let parts: [Double]
    package let method: Method
    /// By input, whether the result depends on it.
    package let isReached: [Bool]
    /// Why there are no parts, or no mean over all orders: what is undefined, and in which state.
    package let undefined: Hole?
    package var difference: Double { end - start }
  }

  /// An undefined state.
  package struct Hole: Sendable {
    package enum State: Sendable, Equatable {
      case start, end
      /// The inputs that have the second case's numbers.
      case mixed([Int])
    }
    package let state: State
    package let cause: Undefined?
  }

  package let comparison: Model.CaseComparison
  /// In the order of the text.
  package let inputs: [Input]
  package let bridges: [Bridge]
}

/// So many inputs at most are taken in all their orders.
package let mostShapleyInputs = 12

/// Splits the change of each result between two cases among the inputs that differ. The parts add up to the change, but
/// for the rounding of sums.
package func compare(_ comparison: Model.CaseComparison, _ model: Model) -> BridgeOutcome {
  let (from, to) = (comparison.from, comparison.to)
  let differing = model.leaves.filter { leaf in
    zip(leaf.cases[from], leaf.cases[to]).contains { $0.bitPattern != $1.bitPattern && !($0.isNaN && $1.isNaN) }
  }
  let players = Array(Set(differing.map(\.definition))).sorted()
  let before = evaluate(model, caseIndex: from)
  let changes = changedInputs(model, from: before, to: evaluate(model, caseIndex: to))
  let inputs = players.map { id in
    let change = changes.first { $0.definition == id }
    return BridgeOutcome.Input(
      definition: id, change: change, because: because(id, change?.member ?? "", [to, from], model))
  }
  let bridging = Bridging(
    model, before: model.leaves.map { $0.cases[from] }, after: model.leaves.map { $0.cases[to] }, players: players,
    differing: differing)
  let bridges = bridging.bridges(comparison.values.map { Bridging.Target(reading: $0) })
  return BridgeOutcome(comparison: comparison, inputs: inputs, bridges: bridges)
}

/// The words behind the change of an input in the first of some cases that changes it. Where single members are changed,
/// those of the member that stands for the input.
func because(_ definition: Int, _ member: String, _ cases: [Int], _ model: Model) -> String? {
  let path = model.definitions[definition].path
  for item in cases {
    for change in model.cases[item].changes.reversed() {
      let names = change.text.split { $0.isWhitespace || $0 == "[" }.prefix(2)
      guard let name = names.first(where: { path == $0 || path.hasPrefix($0 + ".") }) else { continue }
      if concerns(change.text[name.endIndex...], member) { return change.because }
    }
  }
  return nil
}

/// Whether the index behind a changed name, where it has one that names members, names these: `Small, North`.
private func concerns(_ rest: Substring, _ members: String) -> Bool {
  guard rest.first == "[", let end = rest.firstIndex(of: "]"), !members.isEmpty else { return true }
  let index = rest[rest.index(after: rest.startIndex)..<end]
  let picked = index.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
  // A date picks a period and no member.
  return index.contains("-") || members.split { $0 == "," || $0 == " " }.contains { picked.contains($0) }
}
