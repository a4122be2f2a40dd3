import MarginModel

/// Puts the numbers of one model's input onto the leaves of its counterpart.
struct LeafCarrier {
  private let source: Model
  private let target: Model
  private let sourceCase: Int
  private let targetCase: Int
  private let map: CellMap

  /// From the old model to the new one, or the other way round.
  init(_ pairing: ModelPairing, isToNew: Bool, _ oldCase: Int, _ newCase: Int) {
    (source, target) = isToNew ? (pairing.old, pairing.new) : (pairing.new, pairing.old)
    (sourceCase, targetCase) = isToNew ? (oldCase, newCase) : (newCase, oldCase)
    map = CellMap(from: source, to: target, isOneModel: pairing.isOneModel)
  }

  /// By leaf of the target, the numbers that give the source's input there; cells that the source does not have keep
  /// their own. Nil where the target's leaves cannot hold the input.
  func carried(from leaves: [Leaf], onto targets: [Leaf]) -> [[Double]]? {
    for leaf in leaves where !targets.contains(where: { $0.role == leaf.role }) && !isNeutral(leaf) { return nil }
    var found: [[Double]] = []
    for leaf in targets {
      guard let numbers = numbers(for: leaf, from: leaves) else { return nil }
      found.append(numbers)
    }
    return found
  }

  private func numbers(for leaf: Leaf, from leaves: [Leaf]) -> [Double]? {
    let own = leaf.cases[targetCase]
    guard let other = leaves.first(where: { $0.role == leaf.role }) else {
      switch leaf.role {
      case .factor: return own.map { _ in 1 }
      case .addend: return own.map { _ in 0 }
      case .elapsed: return own.indices.map { Double($0 % target.timeline.count) }
      case .value, .level: return nil
      }
    }
    guard other.unit.dimension == leaf.unit.dimension,
      let carried = map.carried(other.cases[sourceCase], over: other.axes, onto: leaf.axes)
    else { return nil }
    if other.unit.scale == leaf.unit.scale { return zip(carried, own).map { $0 ?? $1 } }
    return zip(carried, own).map { number, own in number.map { $0 * other.unit.scale / leaf.unit.scale } ?? own }
  }

  /// Whether a leaf does nothing, so that a model does without it.
  private func isNeutral(_ leaf: Leaf) -> Bool {
    let numbers = leaf.cases[sourceCase]
    switch leaf.role {
    case .factor: return numbers.allSatisfy { $0 == 1 }
    case .addend: return numbers.allSatisfy { $0 == 0 }
    case .elapsed: return numbers.indices.allSatisfy { numbers[$0] == Double($0 % source.timeline.count) }
    case .value, .level: return false
    }
  }
}
