import Testing

@testable import MarginFunctions

@Suite("Samplers")
struct SamplerTests {
  private static let families: [Distribution?] = [
    .certain(3), .normal(mean: 5, deviation: 2), .lognormal(mean: 3, deviation: 1), .uniform(low: -2, high: 7),
    .triangular(low: 0, mode: 1, high: 4), .pert(low: 1, mode: 2, high: 6), .pert(low: 0, mode: 0, high: 1),
    .beta(a: 2, b: 5), .beta(a: 0.5, b: 0.5), .beta(a: 30, b: 70), .beta(a: 8, b: 0.7), .beta(a: 4e5, b: 3e4),
    .gamma(mean: 3, deviation: 1), .gamma(shape: 0.5, scale: 1), .gamma(shape: 25, scale: 0.04),
    .gamma(shape: 3e9, scale: 1e-3), .poisson(mean: 4), .poisson(mean: 345.6),
    .discrete([1, 5, 2], weights: [1, 2, 1]), .empirical([1, 4, 9, 16]), .gamma(shape: 0.02, scale: 1),
  ]

  @Test("A draw is the quantile, within the bound of the sampler", arguments: families.indices)
  func draws(family: Int) throws {
    let distribution = try #require(Self.families[family])
    let sampler = Sampler(distribution)
    let levels = [1e-300, 1e-20, 1e-11, 1e-9, 1e-8] + (1..<700).map { Double($0) / 700 } + [1 - 1e-9, 1 - 0x1p-53]
    let range = distribution.quantile(0.99) - distribution.quantile(0.01)
    #expect(sampler.errorBound <= 1e-9)
    for (p, draw) in zip(levels, uniformDraws(sampler, levels)) {
      // Of a table of counts the ends are left out.
      if case .poisson = distribution, p < 1e-16 || p > 1 - 1e-15 { continue }
      let exact = distribution.quantile(p)
      // A score near 1 has lost digits of what is left to 1.
      let rounding = 1e-13 * max(exact.magnitude, range) + (p > 0.999 ? 1e-7 * range : 0)
      #expect((draw - exact).magnitude <= sampler.errorBound * range + rounding, "\(distribution) \(p)")
    }
  }

  @Test("Scores and uniform numbers give the same draws", arguments: families.indices)
  func scores(family: Int) throws {
    let distribution = try #require(Self.families[family])
    let sampler = Sampler(distribution)
    // Between the steps of the variables that have them.
    let levels = (1..<500).map { (Double($0) + 0.123) / 500.2 }
    let range = max(distribution.quantile(0.99) - distribution.quantile(0.01), 1)
    for (first, second) in zip(uniformDraws(sampler, levels), normalDraws(sampler, levels.map(normalQuantile))) {
      #expect((first - second).magnitude <= 1e-12 * max(range, first.magnitude), "\(distribution)")
    }
  }

  @Test("Draws rise with the uniform numbers", arguments: families.indices)
  func rising(family: Int) throws {
    let sampler = Sampler(try #require(Self.families[family]))
    let draws = uniformDraws(sampler, (1..<20_000).map { Double($0) / 20_000 })
    #expect(zip(draws, draws.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("A table keeps its bound between the places at which it was made", arguments: [0.3, 0.8, 2, 7, 400])
  func bound(shape: Double) throws {
    let distributions = [
      Distribution.gamma(shape: shape, scale: 1), .beta(a: shape, b: shape), .beta(a: shape, b: 3),
    ]
    for found in distributions {
      let distribution = try #require(found)
      let sampler = Sampler(distribution)
      let scores = (0..<1500).map { -5.9 + 11.8 * (Double($0) + 0.37) / 1500 }
      let function =
        switch distribution {
        case .gamma(let gamma): SlowQuantile.gamma(gamma.function, scale: 1)
        case .beta(let beta): SlowQuantile.beta(beta.function, low: 0, width: 1)
        default: throw Unexpected()
        }
      let range = distribution.quantile(0.99) - distribution.quantile(0.01)
      #expect(sampler.errorBound > 0)
      for (score, draw) in zip(scores, normalDraws(sampler, scores)) {
        #expect((draw - function.value(score)).magnitude <= sampler.errorBound * range, "\(distribution) \(score)")
      }
    }
  }

  @Test("Many normal scores are bit for bit those of one at a time, also in place", arguments: [1, 7, 511, 512, 1500])
  func manyScores(count: Int) {
    let ends: [Double] = [
      0, 1, .leastNonzeroMagnitude, 1e-300, 1.3e-11, 1.4e-11, 1e-10, 0.075, 0.5, 0.925, 1 - 1e-10, 1 - 0x1p-53, -1, 2,
      .nan,
    ]
    let levels = (0..<count).map { place -> Double in
      place % 3 == 0 ? ends[(place / 3) % ends.count] : (Double(place) + 0.5) / Double(count)
    }
    var scores = levels
    scores.withUnsafeMutableBufferPointer { fillNormalScores($0, fromUniforms: UnsafeBufferPointer($0)) }
    for (level, score) in zip(levels, scores) {
      let expected = normalQuantile(level)
      #expect(score.bitPattern == expected.bitPattern || score.isNaN && expected.isNaN, "\(level)")
    }
  }

  private struct Unexpected: Error {}

  private func uniformDraws(_ sampler: Sampler, _ levels: [Double]) -> [Double] {
    var draws = levels
    draws.withUnsafeMutableBufferPointer { sampler.fill($0, fromUniforms: UnsafeBufferPointer($0)) }
    return draws
  }

  private func normalDraws(_ sampler: Sampler, _ scores: [Double]) -> [Double] {
    var draws = scores
    draws.withUnsafeMutableBufferPointer { sampler.fill($0, fromNormals: UnsafeBufferPointer($0)) }
    return draws
  }
}
