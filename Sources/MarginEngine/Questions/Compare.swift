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
      definition: id, change: change, because: because(id, change?.member ?? "", comparison, model))
  }
  let readers = Readers(model)
  let bridges = comparison.values.map { reading -> BridgeOutcome.Bridge in
    let isNeeded = readers.needed(by: [reading.definition])
    let isReached = players.map { isNeeded[$0] }
    let builder = BridgeBuilder(
      model, comparison, reading, differing, players: players.filter { isNeeded[$0] })
    return builder.bridge(among: players, isReached)
  }
  return BridgeOutcome(comparison: comparison, inputs: inputs, bridges: bridges)
}

/// The words behind the change of an input in the case that changes it. Where single members are changed, those of the
/// member that stands for the input.
private func because(
  _ definition: Int, _ member: String, _ comparison: Model.CaseComparison, _ model: Model
) -> String? {
  let path = model.definitions[definition].path
  for item in [comparison.to, comparison.from] {
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

/// Evaluates states in which some inputs have the numbers of the second case and the others those of the first.
private struct BridgeBuilder {
  private let model: Model
  private let comparison: Model.CaseComparison
  private let reading: Model.Reading
  /// By player, its leaves that differ.
  private let leaves: [[Leaf]]
  private let players: [Int]

  init(
    _ model: Model, _ comparison: Model.CaseComparison, _ reading: Model.Reading, _ differing: [Leaf], players: [Int]
  ) {
    self.model = model
    self.comparison = comparison
    self.reading = reading
    self.players = players
    leaves = players.map { player in differing.filter { $0.definition == player } }
  }

  func bridge(among all: [Int], _ isReached: [Bool]) -> BridgeOutcome.Bridge {
    var calculator = Calculator(model, caseIndex: comparison.from, targets: [reading.definition])
    let start = value(calculator)
    for player in players.indices { move(player, to: true, &calculator) }
    calculator.refresh()
    let end = value(calculator)
    func bridge(
      _ parts: [Double], _ method: BridgeOutcome.Method, _ hole: BridgeOutcome.Hole? = nil
    ) -> BridgeOutcome.Bridge {
      let byPlayer = Dictionary(zip(players, parts), uniquingKeysWith: { first, _ in first })
      return BridgeOutcome.Bridge(
        reading: reading, start: start, end: end, parts: method == .none ? [] : all.map { byPlayer[$0] ?? 0 },
        method: method,
        isReached: isReached, undefined: hole)
    }
    guard start.isFinite else { return bridge([], .none, .init(state: .start, cause: cause([]))) }
    guard end.isFinite else {
      return bridge([], .none, .init(state: .end, cause: cause(Array(players.indices))))
    }
    var hole: BridgeOutcome.Hole?
    if players.count <= mostShapleyInputs {
      let states = allStates()
      guard let missing = states.firstIndex(where: \.isNaN) else { return bridge(shapley(states), .shapley) }
      let moved = players.indices.filter { missing >> $0 & 1 == 1 }
      hole = .init(state: .mixed(moved.map { players[$0] }), cause: cause(moved))
    }
    let levels = orderedStates()
    if let missing = levels.firstIndex(where: \.isNaN) {
      let moved = Array(players.indices.prefix(missing))
      return bridge([], .none, .init(state: .mixed(moved.map { players[$0] }), cause: cause(moved)))
    }
    let parts = players.indices.map { levels[$0 + 1] - levels[$0] }
    return bridge(parts, .ordered(isUndefinedOtherwise: hole != nil), hole)
  }

  private func value(_ calculator: Calculator) -> Double {
    read(reading, model, calculator.results).first ?? .nan
  }

  private func move(_ player: Int, to isMoved: Bool, _ calculator: inout Calculator) {
    for leaf in leaves[player] {
      calculator.set(leaf: leaf.id, values: leaf.cases[isMoved ? comparison.to : comparison.from])
    }
  }

  /// By set of moved players, as bits, the value. Neighbours differ in one player, so that little is computed anew.
  private func allStates() -> [Double] {
    var calculator = Calculator(model, caseIndex: comparison.from, targets: [reading.definition])
    var values = Array(repeating: value(calculator), count: 1 << players.count)
    var state = 0
    for number in 1..<max(1, values.count) {
      let next = number ^ (number >> 1)
      let player = (state ^ next).trailingZeroBitCount
      move(player, to: next >> player & 1 == 1, &calculator)
      calculator.refresh()
      state = next
      values[state] = value(calculator)
    }
    return values
  }

  private func shapley(_ states: [Double]) -> [Double] {
    let count = players.count
    // By size of the set that has moved before, how often it comes among all orders.
    var weights: [Double] = []
    for size in 0..<count {
      var ways = 1.0
      for step in 0..<size { ways = ways * Double(count - 1 - step) / Double(step + 1) }
      weights.append(1 / (Double(count) * ways))
    }
    return players.indices.map { player in
      var (sum, rest) = (0.0, 0.0)
      for state in states.indices where state >> player & 1 == 0 {
        let term = weights[state.nonzeroBitCount] * (states[state | 1 << player] - states[state])
        let next = sum + term
        rest += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
        sum = next
      }
      return sum + rest
    }
  }

  private func orderedStates() -> [Double] {
    var calculator = Calculator(model, caseIndex: comparison.from, targets: [reading.definition])
    var levels = [value(calculator)]
    for player in players.indices {
      move(player, to: true, &calculator)
      calculator.refresh()
      levels.append(value(calculator))
    }
    return levels
  }

  private func cause(_ moved: [Int]) -> Undefined? {
    var calculator = Calculator(model, caseIndex: comparison.from, targets: [reading.definition])
    for player in moved { move(player, to: true, &calculator) }
    calculator.refresh()
    return whyUndefined(
      reading, model, calculator.results, leaves: model.leaves.indices.map { calculator.numbers(leaf: $0) })
  }
}
