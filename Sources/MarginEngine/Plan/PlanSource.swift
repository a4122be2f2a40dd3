import MarginModel

/// What a plan takes as numbers that are there already.
enum PlanSource: Hashable {
  case formula(Formula)
  case leaf(Int)
  case definition(Int)
  case slice(Int, Int)
  case rolledUp(Int)
  case total(Int, Range<Int>)

  private var key: (kind: Int, id: ObjectIdentifier?, numbers: [Int]) {
    switch self {
    case .formula(let formula): (0, ObjectIdentifier(formula), [])
    case .definition(let definition): (1, nil, [definition])
    case .slice(let definition, let period): (2, nil, [definition, period])
    case .rolledUp(let definition): (3, nil, [definition])
    case .total(let definition, let range): (4, nil, [definition, range.lowerBound, range.upperBound])
    case .leaf(let leaf): (5, nil, [leaf])
    }
  }

  static func == (left: PlanSource, right: PlanSource) -> Bool { left.key == right.key }

  func hash(into hasher: inout Hasher) {
    hasher.combine(key.kind)
    hasher.combine(key.id)
    hasher.combine(key.numbers)
  }

  /// The definitions that it reads.
  var definitions: [Int] {
    switch self {
    case .formula(let formula): formula.references()
    case .leaf: []
    case .definition(let definition), .slice(let definition, _), .rolledUp(let definition), .total(let definition, _):
      [definition]
    }
  }

  func mayVaryInTime(_ model: Model) -> Bool {
    switch self {
    case .formula(let formula): formula.axes.contains(0)
    case .definition(let definition): model.definitions[definition].variesInTime
    case .leaf(let leaf): model.leaves[leaf].axes.contains(0)
    case .slice, .rolledUp, .total: false
    }
  }
}

extension Evaluator {
  func value(of source: PlanSource, _ frame: Frame) -> Value {
    switch source {
    case .formula(let formula): value(formula, frame)
    case .leaf(let leaf): self.leaf(leaf, frame)
    case .definition(let definition): read(definition, frame)
    case .slice(let definition, let period): slice(definition, period, whole)
    case .rolledUp(let definition): rolledUp(definition, whole)
    case .total(let definition, let range): total(definition, range, whole)
    }
  }
}

extension PlanBuilder {
  /// The same in a plan whose movers reach it.
  func value(of source: PlanSource, _ spot: Spot) -> Operand {
    switch source {
    case .formula(let formula): value(formula, spot)
    case .leaf(let leaf): self.leaf(leaf, spot)
    case .definition(let definition): read(definition, spot)
    case .slice(let definition, let period): slice(definition, period, spot)
    case .rolledUp(let definition): rolledUp(definition, spot)
    case .total(let definition, let range): sum(definition, range, spot)
    }
  }
}

/// The definitions that the movers of an outer loop reach.
final class OuterReach {
  private let isReached: [Bool]
  private let leaves: Set<Int>
  private var known: [ObjectIdentifier: Bool] = [:]

  init(_ model: Model, movers: [Plan.Mover]) {
    let readers = Readers(model)
    leaves = Set(movers.map(\.leaf))
    var isReached = Array(repeating: false, count: model.definitions.count)
    var waiting = leaves.sorted().flatMap { readers.ofLeaf[$0] }
    while let next = waiting.popLast() {
      guard !isReached[next] else { continue }
      isReached[next] = true
      waiting += readers.ofDefinition[next]
    }
    self.isReached = isReached
  }

  func reaches(_ source: PlanSource, _ model: Model) -> Bool {
    switch source {
    case .formula(let formula): reaches(formula)
    case .leaf(let leaf): leaves.contains(leaf)
    case .definition(let definition), .slice(let definition, _), .rolledUp(let definition), .total(let definition, _):
      isReached.indices.contains(definition) && isReached[definition]
    }
  }

  private func reaches(_ formula: Formula) -> Bool {
    let key = ObjectIdentifier(formula)
    if let found = known[key] { return found }
    var found = formula.directReferences.contains { isReached[$0] } || formula.operands.contains(where: reaches)
    switch formula.form {
    case .leaf(let leaf): found = leaves.contains(leaf)
    case .adjusted(_, let factor, let addend): found = found || leaves.contains(factor) || leaves.contains(addend)
    default: break
    }
    known[key] = found
    return found
  }
}
