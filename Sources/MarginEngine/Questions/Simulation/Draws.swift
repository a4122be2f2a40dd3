import MarginFunctions
import MarginModel

/// An uncertain input that a simulation draws.
package struct SampledInput: Sendable {
  package let definition: Int
  package let leaf: Int
  /// Its shapes in the case, as the text has them.
  package let texts: [String]
}

/// The draws of uncertain inputs: for any run of trials the numbers of what moves in the model. A trial's draw follows
/// from the seed, the input's name and the trial alone.
struct Draws: Sendable {
  let inputs: [SampledInput]
  /// How many inputs with numbers are needed too and are certain.
  let certainInputs: Int
  /// What the lanes set, and the input that each belongs to.
  let movers: [Plan.Mover]
  let inputOfMover: [Int]
  /// The share of the stated correlations that a Gaussian copula reaches.
  let reach: Double
  /// How many inputs are drawn plainly because there are no more Sobol dimensions.
  let beyondSobol: Int
  /// How many columns of numbers `fill` works in.
  var columnCount: Int { sources.count }

  private let sources: [Source]
  private let groups: [(columns: [Int], mix: RankCorrelation)]
  private let isScore: [Bool]
  /// By mover: the column, the shape, and its sampler.
  private let made: [(column: Int, shape: InputShape, sampler: Sampler)]

  private enum Source: Sendable {
    case plain(CounterGenerator)
    case latin(LatinHypercube)
    case sobol(SobolDimension)

    func fill(_ out: UnsafeMutableBufferPointer<Double>, from first: UInt64) {
      switch self {
      case .plain(let generator): generator.fill(out, from: first)
      case .latin(let latin): latin.fill(out, from: first)
      case .sobol(let dimension): dimension.fill(out, from: first)
      }
    }
  }

  /// Of the inputs that are uncertain in a case and that the definitions read depend on. `sample` tells independent
  /// samples of one seed apart; `isCorrelated` is false where inputs are drawn as if nothing tied them.
  init(
    _ model: Model, caseIndex: Int, targets: [Int], draws: Int, seed: Int, sampling: Model.Sampling, sample: Int = 0,
    isCorrelated: Bool = true
  ) {
    let readers = Readers(model)
    let isNeeded = readers.needed(by: targets)
    let uncertain = model.leaves.filter { !$0.shapes(in: caseIndex).isEmpty }
    let sampled = uncertain.filter { leaf in readers.ofLeaf[leaf.id].contains { isNeeded[$0] } }
    let drawn = Set(sampled.map(\.definition))
    let certain = model.leaves.filter { leaf in
      guard case .quantity = model.definitions[leaf.definition].type, leaf.role == .value || leaf.role == .level else {
        return false
      }
      return !drawn.contains(leaf.definition) && readers.ofLeaf[leaf.id].contains { isNeeded[$0] }
    }
    certainInputs = Set(certain.map(\.definition)).count
    inputs = sampled.map { leaf in
      SampledInput(definition: leaf.definition, leaf: leaf.id, texts: leaf.shapes(in: caseIndex).map(\.shape.text))
    }
    let groups = isCorrelated ? Self.groups(model, uncertain, sampled) : []
    // Inputs that only correlate with sampled ones are drawn too, so that what is asked does not change the draws.
    let others = groups.flatMap(\.leaves).filter { leaf in !sampled.contains { $0.id == leaf } }
    let leaves = sampled.map(\.id) + others
    let columns = Dictionary(uniqueKeysWithValues: leaves.enumerated().map { ($0.element, $0.offset) })
    var beyond = 0
    sources = leaves.enumerated().map { place, leaf in
      let path = model.definitions[model.leaves[leaf].definition].path
      let generator = CounterGenerator(
        seed: UInt64(truncatingIfNeeded: seed), name: sample == 0 ? path : "\(path) \(sample)")
      switch sampling {
      case .plain: return .plain(generator)
      case .latin: return LatinHypercube(count: draws, generator: generator).map { .latin($0) } ?? .plain(generator)
      case .sobol:
        let dimension = sample * leaves.count + place
        if let found = SobolDimension(dimension, seed: UInt64(truncatingIfNeeded: seed)) { return .sobol(found) }
        beyond += 1
        return .plain(generator)
      }
    }
    beyondSobol = beyond
    self.groups = groups.map { group in (group.leaves.compactMap { columns[$0] }, group.mix) }
    reach = groups.map(\.mix.reach).min() ?? 1
    var isScore = leaves.map { _ in false }
    for column in self.groups.flatMap(\.columns) { isScore[column] = true }
    self.isScore = isScore
    let parts = sampled.enumerated().flatMap { place, leaf in
      leaf.shapes(in: caseIndex).map { (input: place, leaf: leaf, part: $0) }
    }
    movers = parts.map { Plan.Mover(leaf: $0.leaf.id, cells: $0.part.cells) }
    inputOfMover = parts.map(\.input)
    made = parts.map { ($0.input, $0.part.shape, Sampler($0.part.shape.distribution)) }
  }

  /// The correlated inputs of the case, those together that hang together; only groups in which something is sampled.
  private static func groups(_ model: Model, _ uncertain: [Leaf], _ sampled: [Leaf]) -> [(
    leaves: [Int], mix: RankCorrelation
  )] {
    let leafOf = Dictionary(uncertain.map { ($0.definition, $0.id) }, uniquingKeysWith: { first, _ in first })
    var groups: [[Int]] = []
    var stated: [(Int, Int, Double)] = []
    for correlation in model.correlations {
      guard let first = leafOf[correlation.first], let second = leafOf[correlation.second] else { continue }
      stated.append((first, second, correlation.value))
      let touched = groups.filter { $0.contains(first) || $0.contains(second) }
      groups.removeAll { $0.contains(first) || $0.contains(second) }
      groups.append(Set(touched.flatMap { $0 } + [first, second]).sorted())
    }
    let isSampled = Set(sampled.map(\.id))
    return groups.filter { !isSampled.isDisjoint(with: $0) }.sorted { $0[0] < $1[0] }.compactMap { leaves in
      let matrix = leaves.map { first in
        leaves.map { second in
          first == second
            ? 1 : stated.first { ($0.0, $0.1) == (first, second) || ($0.1, $0.0) == (first, second) }?.2 ?? 0
        }
      }
      return RankCorrelation(ranks: matrix).map { (leaves, $0) }
    }
  }

  /// The draws of trials from `first` on, as many as the buffers hold, one buffer for each mover. `columns` are for the
  /// work in between.
  func fill(
    _ out: [UnsafeMutableBufferPointer<Double>], from first: UInt64, columns: [UnsafeMutableBufferPointer<Double>]
  ) {
    for (source, column) in zip(sources, columns) { source.fill(column, from: first) }
    for group in groups {
      let own = group.columns.map { columns[$0] }
      for column in own { fillNormalScores(column, fromUniforms: UnsafeBufferPointer(column)) }
      group.mix.mix(own)
    }
    for (target, (column, shape, sampler)) in zip(out, made) {
      let drawn = UnsafeBufferPointer(columns[column])
      if shape.isCut {
        let (low, width) = (shape.levels.lowerBound, shape.levels.upperBound - shape.levels.lowerBound)
        for index in target.indices {
          target[index] = low + width * (isScore[column] ? normalProbability(drawn[index]) : drawn[index])
        }
        sampler.fill(target, fromUniforms: UnsafeBufferPointer(target))
      } else if isScore[column] {
        sampler.fill(target, fromNormals: drawn)
      } else {
        sampler.fill(target, fromUniforms: drawn)
      }
      if shape.isCut || !shape.isPlain { for index in target.indices { target[index] = shape.finished(target[index]) } }
    }
  }
}
