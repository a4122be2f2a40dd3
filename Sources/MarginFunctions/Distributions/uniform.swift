/// The distribution in which all values between two ends are equally likely.
package struct UniformDistribution: DistributionFamily {
  package let low: Double
  package let high: Double

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    // From the nearer end, so that both ends are reached exactly.
    return p <= 0.5 ? low + p * (high - low) : high - (1 - p) * (high - low)
  }

  package func cumulative(_ x: Double) -> Double { min(1, max(0, (x - low) / (high - low))) }
  package var mean: Double { low + (high - low) / 2 }
  package var deviation: Double { (high - low) / 12.0.squareRoot() }
}

extension Distribution {
  package static func uniform(low: Double, high: Double) -> Distribution? {
    guard low <= high, (high - low).isFinite else { return nil }
    return low == high ? .certain(low) : .uniform(UniformDistribution(low: low, high: high))
  }

  package static func uniform(_ first: KnownQuantile, _ second: KnownQuantile) -> Distribution? {
    guard KnownQuantile.rise(first, second) else { return nil }
    let width = (second.value - first.value) / (second.level - first.level)
    return uniform(low: first.value - first.level * width, high: second.value + (1 - second.level) * width)
  }
}
