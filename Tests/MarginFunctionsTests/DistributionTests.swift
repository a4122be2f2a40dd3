import Foundation
import Testing

@testable import MarginFunctions

private let levels = [1e-20, 1e-10, 1e-4, 0.01, 0.05, 0.25, 0.5, 0.7, 0.9, 0.99, 0.9999]

@Suite("Distributions")
struct DistributionTests {
  @Test("The normal quantile has the check values of Wichura (1988)")
  func wichura() {
    #expect(relativeError(normalQuantile(0.25), -0.6744897501960817) < 1e-15)
    #expect(relativeError(normalQuantile(0.001), -3.090232306167814) < 1e-15)
    #expect(relativeError(normalQuantile(1e-20), -9.262340089798408) < 1e-15)
    #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
    #expect(normalQuantile(-0.1).isNaN && normalQuantile(1.1).isNaN && normalQuantile(.nan).isNaN)
  }

  @Test("Gamma of shape 1 is exponential, and of shape one half the half square of a normal score")
  func closedGamma() throws {
    let exponential = try #require(Distribution.gamma(shape: 1, scale: 2))
    let square = try #require(Distribution.gamma(shape: 0.5, scale: 1))
    for p in levels {
      #expect(relativeError(exponential.quantile(p), -2 * log1p(-p)) < 1e-14, "\(p)")
      guard p > 1e-4 else { continue }
      let score = normalQuantile((1 - p) / 2)
      #expect(relativeError(square.quantile(p), score * score / 2) < 1e-12, "\(p)")
    }
  }

  @Test("Beta distributions with a closed form have its quantiles: arcsine, power and uniform")
  func closedBeta() throws {
    let arcsine = try #require(Distribution.beta(a: 0.5, b: 0.5))
    let power = try #require(Distribution.beta(a: 3, b: 1))
    let uniform = try #require(Distribution.beta(a: 1, b: 1))
    for p in levels {
      let sine = sin(Double.pi * p / 2)
      #expect(relativeError(arcsine.quantile(p), sine * sine) < 1e-13, "\(p)")
      #expect(relativeError(power.quantile(p), pow(p, 1.0 / 3)) < 1e-13, "\(p)")
      #expect(relativeError(uniform.quantile(p), p) < 1e-13, "\(p)")
      for b in [0.3, 50, 1e6, 1e12] {
        let mirrored = try #require(Distribution.beta(a: 1, b: b))
        #expect(relativeError(mirrored.quantile(p), -expm1(log1p(-p) / b)) < 1e-13, "\(b) \(p)")
      }
    }
  }

  @Test(
    "A quantile's probability is the one that was asked, from flat to needle-sharp shapes",
    arguments: [0.02, 0.3, 1, 2.5, 40, 1e3, 1e6, 5e7, 1e9, 1e14])
  func roundTrip(shape: Double) {
    let gamma = IncompleteGamma(shape: shape)
    let betas = [(shape, shape), (shape, 2), (3, shape)].map { IncompleteBeta(a: $0.0, b: $0.1) }
    for p in [1e-6, 0.01, 0.3, 0.5, 0.8, 0.99, 0.99999] {
      let x = gamma.inverse(p)
      // The place itself is rounded, which a sharp distribution feels.
      let rounding = 4 * Double.ulpOfOne * x * gamma.density(x) / min(p, 1 - p)
      #expect(miss(gamma.tails(x), p) < 1e-11 + rounding, "gamma \(shape) \(p)")
      for beta in betas {
        let (x, y) = beta.inverse(p)
        guard x > 0, y > 0 else { continue }
        let rounding = 4 * Double.ulpOfOne * min(x, y) * beta.density(x, y) / min(p, 1 - p)
        #expect(miss(beta.tails(x, y), p) < 1e-11 + rounding, "beta \(beta.a) \(beta.b) \(p)")
      }
    }
  }

  /// How far the probabilities are from p, relative to the smaller side.
  private func miss(_ tails: (lower: Double, upper: Double), _ p: Double) -> Double {
    p <= 0.5 ? relativeError(tails.lower, p) : relativeError(tails.upper, 1 - p)
  }

  @Test("Without spread every family is a certain number")
  func withoutSpread() {
    let same = KnownQuantile(0.1, 3)
    let flat = [
      Distribution.normal(mean: 3, deviation: 0), .lognormal(mean: 3, deviation: 0), .gamma(mean: 3, deviation: 0),
      .uniform(low: 3, high: 3), .triangular(low: 3, mode: 3, high: 3), .pert(low: 3, mode: 3, high: 3),
      .discrete([3, 3]), .empirical([3, 3]), .normal(same, KnownQuantile(0.9, 3)),
      .lognormal(same, KnownQuantile(0.9, 3)), .gamma(same, KnownQuantile(0.9, 3)),
    ]
    for distribution in flat { #expect(distribution == .certain(3)) }
    #expect(Distribution.poisson(mean: 0) == .certain(0))
    #expect(Distribution.certain(3).quantile(0.2) == 3 && Distribution.certain(3).cumulative(2.9) == 0)
    #expect(Distribution.certain(3).quantile(.nan).isNaN && Distribution.certain(3).mean == 3)
  }

  @Test("Parameters that no distribution has give none")
  func impossible() {
    let impossible = [
      Distribution.normal(mean: 1, deviation: -1), .normal(mean: .nan, deviation: 1),
      .lognormal(mean: 0, deviation: 1), .gamma(mean: -1, deviation: 1), .beta(a: 0, b: 1), .beta(a: .nan, b: 1),
      .uniform(low: 2, high: 1), .triangular(low: 0, mode: 3, high: 2), .pert(low: 1, mode: 0, high: 2),
      .poisson(mean: -1), .discrete([]), .discrete([1], weights: [0]), .discrete([1, 2], weights: [1, -1]),
      .empirical([]), .empirical([1, .nan]), .beta(KnownQuantile(0.1, 0), KnownQuantile(0.9, 0.5)),
      .beta(KnownQuantile(0.1, 0.5), KnownQuantile(0.9, 1)), .gamma(KnownQuantile(0.1, 0), KnownQuantile(0.9, 1)),
      .lognormal(KnownQuantile(0.1, 2), KnownQuantile(0.9, 1)), .normal(KnownQuantile(0.9, 1), KnownQuantile(0.1, 2)),
    ]
    for distribution in impossible { #expect(distribution == nil) }
  }

  @Test("Mean and deviation of lognormal and gamma are those of the variable itself")
  func moments() throws {
    let lognormal = try #require(Distribution.lognormal(mean: 3, deviation: 0.5))
    let gamma = try #require(Distribution.gamma(mean: 3, deviation: 0.5))
    for distribution in [lognormal, gamma] {
      #expect(relativeError(distribution.mean, 3) < 1e-14 && relativeError(distribution.deviation, 0.5) < 1e-14)
    }
  }

  @Test("Mean and deviation are those of the quantile function")
  func integrals() throws {
    let families = [
      Distribution.normal(mean: 5, deviation: 2), .lognormal(mean: 3, deviation: 1), .gamma(mean: 3, deviation: 1),
      .beta(a: 2, b: 5), .uniform(low: -2, high: 7), .triangular(low: 0, mode: 1, high: 4),
      .pert(low: 1, mode: 2, high: 6), .poisson(mean: 4), .discrete([1, 5, 2], weights: [1, 2, 1]),
      .empirical([1, 4, 9, 16]),
    ]
    let count = 20_000
    for family in families {
      let distribution = try #require(family)
      let values = (0..<count).map { distribution.quantile((Double($0) + 0.5) / Double(count)) }
      let mean = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      #expect(relativeError(mean, distribution.mean) < 1e-3, "\(distribution)")
      #expect(relativeError(variance.squareRoot(), distribution.deviation) < 2e-3, "\(distribution)")
    }
  }

  @Test("Discrete and measured values are drawn by their weights and along straight lines")
  func lists() throws {
    let weighted = try #require(Distribution.discrete([30, 10, 20], weights: [1, 2, 1]))
    #expect([0, 0.5, 0.51, 0.75, 0.76, 1].map(weighted.quantile) == [10, 10, 20, 20, 30, 30])
    #expect([9, 10, 25, 30].map(weighted.cumulative) == [0, 0.5, 0.75, 1])
    let measured = try #require(Distribution.empirical([4, 1, 2]))
    #expect([0, 0.25, 0.5, 0.75, 1].map(measured.quantile) == [1, 1.5, 2, 3, 4])
    #expect([0.5, 1, 1.5, 3, 4].map(measured.cumulative) == [0, 0, 0.25, 0.75, 1])
  }

  @Test("A Poisson quantile is the first count that reaches the probability")
  func poisson() throws {
    for mean in [0.01, 0.5, 4, 100, 12_345.6] {
      let distribution = try #require(Distribution.poisson(mean: mean))
      for p in [1e-12, 0.001, 0.3, 0.5, 0.9, 0.999999, 1 - 0x1p-53] {
        let count = distribution.quantile(p)
        #expect(distribution.cumulative(count) >= p || p > 0.999999999, "\(mean) \(p)")
        #expect(count == 0 || distribution.cumulative(count - 1) < p, "\(mean) \(p)")
        #expect(count.sign == .plus)
      }
    }
  }
}
