import MarginModel

/// Splits what changes between two sets of a model's numbers among the inputs that differ.
struct Bridging {
  /// One number that changes.
  struct Target {
    let reading: Model.Reading
    /// The place of the number among those of the reading.
    var cell = 0
  }

  private let model: Model
  /// By leaf, in its unit.
  private let before: [[Double]]
  private let after: [[Double]]
  /// The definitions that carry a part, in the order of the text.
  private let players: [Int]
  /// By player, its leaves that differ.
  private let leaves: [[Int]]
  /// How many cells may be computed for the mean over all orders; beyond that, one order is taken.
  private let mostCells: Int

  init(
    _ model: Model, before: [[Double]], after: [[Double]], players: [Int], differing: [Leaf], mostCells: Int = .max
  ) {
    self.model = model
    self.before = before
    self.after = after
    self.players = players
    self.mostCells = mostCells
    leaves = players.map { player in differing.filter { $0.definition == player }.map(\.id) }
  }

  /// The bridge of each target. Those that the same players reach are read from the same states.
  func bridges(_ targets: [Target]) -> [BridgeOutcome.Bridge] {
    let readers = Readers(model)
    var found: [BridgeOutcome.Bridge?] = targets.map { _ in nil }
    var groups: [(isReached: [Bool], places: [Int])] = []
    for (place, target) in targets.enumerated() {
      let isNeeded = readers.needed(by: [target.reading.definition])
      let isReached = players.map { isNeeded[$0] }
      if let group = groups.firstIndex(where: { $0.isReached == isReached }) {
        groups[group].places.append(place)
      } else {
        groups.append((isReached, [place]))
      }
    }
    let base = Calculator(model, leaves: before, targets: targets.map(\.reading.definition))
    for group in groups {
      let needed = readers.needed(by: group.places.map { targets[$0].reading.definition })
      let cells = model.definitions.reduce(0) { $0 + (needed[$1.id] ? model.count($1.axes) : 0) }
      let states = BridgeStates(
        base: base.narrowed(to: group.places.map { targets[$0].reading.definition }), model: model,
        targets: group.places.map { targets[$0] }, before: before, after: after,
        players: players.indices.filter { group.isReached[$0] }.map { players[$0] },
        leaves: leaves.indices.filter { group.isReached[$0] }.map { leaves[$0] })
      let bridges = states.bridges(among: players, group.isReached, takesAll: fits(states.players.count, cells))
      for (place, bridge) in zip(group.places, bridges) { found[place] = bridge }
    }
    return found.compactMap { $0 }
  }

  private func fits(_ count: Int, _ cells: Int) -> Bool {
    count <= mostShapleyInputs && (mostCells >> count) >= cells
  }
}

/// States in which some inputs have the numbers after and the others those before.
private struct BridgeStates {
  /// In the state before.
  let base: Calculator
  let model: Model
  let targets: [Bridging.Target]
  let before: [[Double]]
  let after: [[Double]]
  let players: [Int]
  let leaves: [[Int]]

  func bridges(among all: [Int], _ isReached: [Bool], takesAll: Bool) -> [BridgeOutcome.Bridge] {
    var calculator = base
    let start = values(calculator)
    for player in players.indices { move(player, to: true, &calculator) }
    calculator.refresh()
    let end = values(calculator)
    let isWhole = targets.indices.map { start[$0].isFinite && end[$0].isFinite }
    let states = takesAll && isWhole.contains(true) ? allStates() : nil
    var levels: [[Double]]?
    return targets.indices.map { place in
      func bridge(
        _ parts: [Double], _ method: BridgeOutcome.Method, _ hole: BridgeOutcome.Hole? = nil
      ) -> BridgeOutcome.Bridge {
        let byPlayer = Dictionary(zip(players, parts), uniquingKeysWith: { first, _ in first })
        return BridgeOutcome.Bridge(
          reading: targets[place].reading, start: start[place], end: end[place],
          parts: method == .none ? [] : all.map { byPlayer[$0] ?? 0 }, method: method, isReached: isReached,
          undefined: hole)
      }
      guard start[place].isFinite else { return bridge([], .none, hole(.start, [], place)) }
      guard end[place].isFinite else { return bridge([], .none, hole(.end, Array(players.indices), place)) }
      var found: BridgeOutcome.Hole?
      if let states {
        let own = states.map { $0[place] }
        guard let missing = own.firstIndex(where: \.isNaN) else { return bridge(shapley(own), .shapley) }
        let moved = players.indices.filter { missing >> $0 & 1 == 1 }
        found = hole(.mixed(moved.map { players[$0] }), moved, place)
      }
      let ordered = levels ?? orderedStates()
      levels = ordered
      if let missing = ordered.firstIndex(where: { $0[place].isNaN }) {
        let moved = Array(players.indices.prefix(missing))
        return bridge([], .none, hole(.mixed(moved.map { players[$0] }), moved, place))
      }
      let parts = players.indices.map { ordered[$0 + 1][place] - ordered[$0][place] }
      return bridge(parts, .ordered(isUndefinedOtherwise: found != nil), found)
    }
  }

  private func values(_ calculator: Calculator) -> [Double] {
    let results = calculator.results
    return targets.map { target in
      let numbers = read(target.reading, model, results)
      return numbers.indices.contains(target.cell) ? numbers[target.cell] : .nan
    }
  }

  private func move(_ player: Int, to isMoved: Bool, _ calculator: inout Calculator) {
    for leaf in leaves[player] { calculator.set(leaf: leaf, values: isMoved ? after[leaf] : before[leaf]) }
  }

  /// By set of moved players, as bits, the values. Neighbours differ in one player, so that little is computed anew.
  private func allStates() -> [[Double]] {
    var calculator = base
    var found = Array(repeating: values(calculator), count: 1 << players.count)
    var state = 0
    for number in 1..<max(1, found.count) {
      let next = number ^ (number >> 1)
      let player = (state ^ next).trailingZeroBitCount
      move(player, to: next >> player & 1 == 1, &calculator)
      calculator.refresh()
      state = next
      found[state] = values(calculator)
    }
    return found
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

  private func orderedStates() -> [[Double]] {
    var calculator = base
    var levels = [values(calculator)]
    for player in players.indices {
      move(player, to: true, &calculator)
      calculator.refresh()
      levels.append(values(calculator))
    }
    return levels
  }

  private func hole(_ state: BridgeOutcome.Hole.State, _ moved: [Int], _ place: Int) -> BridgeOutcome.Hole {
    var calculator = base
    for player in moved { move(player, to: true, &calculator) }
    calculator.refresh()
    let cause = whyUndefined(
      targets[place].reading, model, calculator.results,
      leaves: model.leaves.indices.map { calculator.numbers(leaf: $0) })
    return BridgeOutcome.Hole(state: state, cause: cause)
  }
}
