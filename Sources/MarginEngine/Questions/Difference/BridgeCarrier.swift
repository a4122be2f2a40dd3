import MarginModel

/// One of the two models, in which the changed assumptions are moved from what they were to what they are.
struct BridgeCarrier {
  private let pairing: ModelPairing
  private let model: Model
  private let isInNew: Bool
  private let definitions: [DefinitionChange]
  private let settings: [SettingChange]
  private let assumptions: [AssumptionChange]
  /// By leaf.
  private var before: [[Double]]
  private var after: [[Double]]
  /// The assumptions that are moved, by their places, in the order of the model's text.
  private(set) var moved: [Int] = []
  private let mostCells: Int

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
    let oldLeaves = Dictionary(grouping: pairing.old.leaves, by: \.definition)
    let newLeaves = Dictionary(grouping: pairing.new.leaves, by: \.definition)
    let carrier = LeafCarrier(pairing, isToNew: isInNew, oldCase, newCase)
    for (place, change) in assumptions.enumerated() where !change.values.isEmpty {
      guard let old = change.old, let new = change.new, !change.words.contains(where: { $0.aspect == "formula" })
      else { continue }
      let (here, there) = (oldLeaves[old] ?? [], newLeaves[new] ?? [])
      let targets = isInNew ? there : here
      guard let numbers = carrier.carried(from: isInNew ? here : there, onto: targets) else { continue }
      for (leaf, numbers) in zip(targets, numbers) {
        if isInNew { before[leaf.id] = numbers } else { after[leaf.id] = numbers }
      }
      moved.append(place)
    }
    let ids = moved.map { (isInNew ? assumptions[$0].new : assumptions[$0].old) ?? 0 }
    moved = zip(ids, moved).sorted { $0.0 < $1.0 }.map(\.1)
  }

  func steps(_ pairs: [ResultPair]) -> [ResultChange.Steps] {
    let players = moved.map { (isInNew ? assumptions[$0].new : assumptions[$0].old) ?? 0 }
    let bridging = Bridging(
      model, before: before, after: after, players: players,
      differing: model.leaves.filter { before[$0.id] != after[$0.id] }, mostCells: mostCells)
    let targets = pairs.compactMap { pair -> Bridging.Target? in
      (isInNew ? pair.new : pair.old).map { .init(reading: $0, cell: isInNew ? pair.newCell : pair.oldCell) }
    }
    guard targets.count == pairs.count else { return [] }
    return zip(pairs, bridging.bridges(targets)).map { steps($0, $1) }
  }

  private func steps(_ pair: ResultPair, _ bridge: BridgeOutcome.Bridge) -> ResultChange.Steps {
    let parts = bridge.parts.indices.filter { bridge.isReached[$0] }.map {
      (assumption: moved[$0], amount: bridge.parts[$0])
    }
    let rest = isInNew ? bridge.start - pair.before : pair.after - bridge.end
    let structure = pairing.isOneModel ? [] : structure(reaching: pair)
    let isNone = pairing.isOneModel || structure.isEmpty && areClose(pair.before, pair.before + rest, 1e-11)
    return ResultChange.Steps(
      parts: parts, rest: bridge.method == .none || isNone ? nil : rest, structure: structure,
      isStructureFirst: isInNew, method: bridge.method, undefined: bridge.undefined, isInNew: isInNew)
  }

  /// What differs in the graph, or cannot be moved, and reaches a result.
  private func structure(reaching pair: ResultPair) -> [String] {
    guard let old = pair.old, let new = pair.new else { return [] }
    let isNeededOld = Readers(pairing.old).needed(by: [old.definition])
    let isNeededNew = Readers(pairing.new).needed(by: [new.definition])
    func reaches(_ old: Int?, _ new: Int?) -> Bool {
      old.map { isNeededOld[$0] } ?? false || new.map { isNeededNew[$0] } ?? false
    }
    let formulas = definitions.filter { $0.kind != .moved && $0.kind != .renamed && $0.kind != .unit }
      .filter { reaches($0.old, $0.new) }.compactMap { name($0.old, $0.new) }
    let still = Set(moved)
    let unmoved = assumptions.enumerated().filter { place, change in
      let isOther =
        change.old == nil || change.new == nil || !change.values.isEmpty
        || change.words.contains { $0.aspect == "formula" }
      return isOther && !still.contains(place) && reaches(change.old, change.new)
    }.compactMap { name($0.element.old, $0.element.new) }
    let whole = settings.map(\.name).filter { !$0.hasPrefix("case ") && $0 != "model" }
    return unmoved + formulas + whole
  }

  private func name(_ old: Int?, _ new: Int?) -> String? {
    new.map { pairing.new.definitions[$0].path } ?? old.map { pairing.old.definitions[$0].path }
  }
}
