import MarginModel

/// One of the two models, in which the changes are made one by one: numbers of assumptions are set, and a formula that
/// changed stands beside the other one, with a choice between them.
struct BridgeCarrier {
  private let pairing: ModelPairing
  private let isInNew: Bool
  private let definitions: [DefinitionChange]
  private let settings: [SettingChange]
  private let assumptions: [AssumptionChange]
  private let mostCells: Int
  private var model: Model
  /// By leaf.
  private var before: [[Double]]
  private var after: [[Double]]
  /// The changes that can be made, each with the definition whose leaves move.
  private(set) var moved: [(change: ResultChange.Change, definition: Int)] = []

  init(
    _ pairing: ModelPairing, _ oldCase: Int, _ newCase: Int, _ assumptions: [AssumptionChange],
    _ definitions: [DefinitionChange], _ settings: [SettingChange], isInNew: Bool, mostCells: Int
  ) {
    self.pairing = pairing
    self.isInNew = isInNew
    self.mostCells = mostCells
    (self.assumptions, self.definitions, self.settings) = (assumptions, definitions, settings)
    model = isInNew ? pairing.new : pairing.old
    let own = model.leaves.map { $0.cases[isInNew ? newCase : oldCase] }
    (before, after) = (own, own)
    moveLeaves(oldCase, newCase)
    if !pairing.isOneModel { addFormulas(sourceCase: isInNew ? oldCase : newCase) }
    moved.sort { $0.definition < $1.definition }
  }

  private func own(_ old: Int?, _ new: Int?) -> Int? { isInNew ? new : old }

  private mutating func moveLeaves(_ oldCase: Int, _ newCase: Int) {
    let oldLeaves = Dictionary(grouping: pairing.old.leaves, by: \.definition)
    let newLeaves = Dictionary(grouping: pairing.new.leaves, by: \.definition)
    let carrier = LeafCarrier(pairing, isToNew: isInNew, oldCase, newCase)
    for (place, change) in assumptions.enumerated() where change.isAlike && !change.values.isEmpty {
      guard let old = change.old, let new = change.new, let own = own(old, new) else { continue }
      let (here, there) = (oldLeaves[old] ?? [], newLeaves[new] ?? [])
      let targets = isInNew ? there : here
      guard let numbers = carrier.carried(from: isInNew ? here : there, onto: targets) else { continue }
      for (leaf, numbers) in zip(targets, numbers) {
        if isInNew { before[leaf.id] = numbers } else { after[leaf.id] = numbers }
      }
      moved.append((.assumption(place), own))
    }
  }

  /// Puts the other model's formulas beside those of this one, as many as have a place in its graph.
  private mutating func addFormulas(sourceCase: Int) {
    guard var translation = GraphTranslation(pairing, intoNew: isInNew, sourceCase: sourceCase) else { return }
    let formulas = definitions.enumerated().filter { $0.element.kind == .formula }
      .map { (ResultChange.Change.definition($0.offset), $0.element.old, $0.element.new) }
    let inputs = assumptions.enumerated().filter { !$0.element.isAlike }
      .map { (ResultChange.Change.assumption($0.offset), $0.element.old, $0.element.new) }
    var found: [(change: ResultChange.Change, choice: Int, leaf: Int)] = []
    for (change, old, new) in inputs + formulas {
      guard let own = own(old, new), let other = self.own(new, old) else { continue }
      guard isReplaceable(own, by: other), let brought = try? translation.bring(other) else { continue }
      guard Set(translation.model.definitions[brought].axes).isSubset(of: model.definitions[own].axes) else { continue }
      let choice = translation.addSwitch(to: own, other: brought)
      found.append((change, choice, translation.model.leaves.count - 1))
    }
    // Each formula has its order; both together may have none.
    let order = evaluationOrder(translation.model)
    guard !found.isEmpty, order.cycles.isEmpty, order.rivals.isEmpty else { return }
    model = translation.model
    before += translation.leafNumbers
    after += translation.leafNumbers
    for item in found {
      if isInNew { before[item.leaf] = [1] } else { after[item.leaf] = [1] }
      moved.append((item.change, item.choice))
    }
  }

  private func isReplaceable(_ own: Int, by other: Int) -> Bool {
    let (here, there) = isInNew ? (pairing.new, pairing.old) : (pairing.old, pairing.new)
    let (one, two) = (here.definitions[own], there.definitions[other])
    if case .converged = one.body { return false }
    let isSameRollUp = one.rollUp == two.rollUp || two.rollUp == .constant
    return one.type == two.type && one.unit.dimension == two.unit.dimension && isSameRollUp
  }

  func steps(_ pairs: [ResultPair]) -> [ResultChange.Steps] {
    let bridging = Bridging(
      model, before: before, after: after, players: moved.map(\.definition),
      differing: model.leaves.filter { before[$0.id] != after[$0.id] }, mostCells: mostCells)
    let targets = pairs.compactMap { pair -> Bridging.Target? in
      reading(pair).map { .init(reading: $0, cell: isInNew ? pair.newCell : pair.oldCell) }
    }
    guard targets.count == pairs.count else { return [] }
    return zip(pairs, bridging.bridges(targets)).map { steps($0, $1) }
  }

  private func reading(_ pair: ResultPair) -> Model.Reading? { isInNew ? pair.new : pair.old }

  private func steps(_ pair: ResultPair, _ bridge: BridgeOutcome.Bridge) -> ResultChange.Steps {
    let parts = bridge.parts.indices.filter { bridge.isReached[$0] && bridge.parts[$0] != 0 }.map {
      (change: moved[$0].change, amount: bridge.parts[$0])
    }
    let rest = isInNew ? bridge.start - pair.before : pair.after - bridge.end
    let isNone = pairing.isOneModel || areClose(pair.before, pair.before + rest, 1e-11)
    return ResultChange.Steps(
      parts: parts, rest: bridge.method == .none || isNone ? nil : rest,
      structure: isNone ? [] : structure(reaching: pair), isStructureFirst: isInNew, method: bridge.method,
      undefined: bridge.undefined, isInNew: isInNew)
  }

  /// What differs and could not be changed bit by bit, and reaches a result.
  private func structure(reaching pair: ResultPair) -> [String] {
    guard let old = pair.old, let new = pair.new else { return [] }
    let isNeededOld = Readers(pairing.old).needed(by: [old.definition])
    let isNeededNew = Readers(pairing.new).needed(by: [new.definition])
    func reaches(_ old: Int?, _ new: Int?) -> Bool {
      old.map { isNeededOld[$0] } ?? false || new.map { isNeededNew[$0] } ?? false
    }
    let made = moved.map(\.change)
    let formulas = definitions.enumerated().filter { place, change in
      [.formula, .added, .removed].contains(change.kind) && !made.contains(.definition(place))
        && reaches(change.old, change.new)
    }.compactMap { name($0.element.old, $0.element.new) }
    let inputs = assumptions.enumerated().filter { place, change in
      (!change.isAlike || !change.values.isEmpty) && !made.contains(.assumption(place))
        && reaches(change.old, change.new)
    }.compactMap { name($0.element.old, $0.element.new) }
    let whole = settings.map(\.name).filter { !$0.hasPrefix("case ") && $0 != "model" }
    return whole + inputs + formulas
  }

  private func name(_ old: Int?, _ new: Int?) -> String? {
    new.map { pairing.new.definitions[$0].path } ?? old.map { pairing.old.definitions[$0].path }
  }
}
