/// The beta distribution of a share.
package struct BetaDistribution: DistributionFamily {
  let function: IncompleteBeta

  package var a: Double { function.a }
  package var b: Double { function.b }

  init(a: Double, b: Double) { function = IncompleteBeta(a: a, b: b) }

  package func quantile(_ p: Double) -> Double { function.inverse(p).x }
  package func cumulative(_ x: Double) -> Double { function.tails(x, 1 - x).lower }
  package var mean: Double { a / (a + b) }
  package var deviation: Double { (mean * (b / (a + b)) / (a + b + 1)).squareRoot() }
}

extension Distribution {
  package static func beta(a: Double, b: Double) -> Distribution? {
    let allowed = 1e-9...1e18
    guard allowed.contains(a), allowed.contains(b) else { return nil }
    return .beta(BetaDistribution(a: a, b: b))
  }

  /// Nil also where a value is 0 or 1: no share is below the one or above the other.
  package static func beta(_ first: KnownQuantile, _ second: KnownQuantile) -> Distribution? {
    guard KnownQuantile.rise(first, second), first.value > 0, second.value < 1 else { return nil }
    guard first.value < second.value else { return .certain(first.value) }
    // The larger the sum of the parameters, the narrower the distribution that has the first quantile.
    let spread = (second.value - first.value) / (normalQuantile(second.level) - normalQuantile(first.level))
    let middle = (first.value + second.value) / 2
    let sum = max(0.5, middle * (1 - middle) / (spread * spread) - 1)
    let found = rootAround(naturalLogarithm(sum), step: 0.5, within: -7...41, tolerance: 1e-14) { logarithm in
      guard let function = through(first, sum: exponential(logarithm), near: middle) else { return .nan }
      return excess(of: function, over: second)
    }
    guard let found, let function = through(first, sum: exponential(found), near: middle) else { return nil }
    return beta(a: function.a, b: function.b)
  }

  /// The distribution of one sum of parameters that has a quantile.
  private static func through(_ known: KnownQuantile, sum: Double, near mean: Double) -> IncompleteBeta? {
    func function(_ logit: Double) -> IncompleteBeta {
      IncompleteBeta(a: sum / (1 + exponential(-logit)), b: sum / (1 + exponential(logit)))
    }
    let start = naturalLogarithm(mean / (1 - mean))
    let step = min(1, 1 / (sum * mean * (1 - mean)).squareRoot())
    return rootAround(start, step: step, within: -60...60, tolerance: 1e-15) { excess(of: function($0), over: known) }
      .map(function)
  }

  /// How far a distribution's probability of at most the known value is above the known one, by the smaller tail.
  private static func excess(of function: IncompleteBeta, over known: KnownQuantile) -> Double {
    let (lower, upper) = function.tails(known.value, 1 - known.value)
    return known.level < 0.5 ? lower - known.level : (1 - known.level) - upper
  }
}
