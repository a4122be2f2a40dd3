/// The normal distribution.
package struct NormalDistribution: DistributionFamily {
  package let mean: Double
  package let deviation: Double

  package func quantile(_ p: Double) -> Double { mean + deviation * normalQuantile(p) }
  package func cumulative(_ x: Double) -> Double { normalProbability((x - mean) / deviation) }
}

extension Distribution {
  package static func normal(mean: Double, deviation: Double) -> Distribution? {
    guard mean.isFinite, deviation.isFinite, deviation >= 0 else { return nil }
    return deviation == 0 ? .certain(mean) : .normal(NormalDistribution(mean: mean, deviation: deviation))
  }

  package static func normal(_ first: KnownQuantile, _ second: KnownQuantile) -> Distribution? {
    guard KnownQuantile.rise(first, second) else { return nil }
    let scores = (normalQuantile(first.level), normalQuantile(second.level))
    let deviation = (second.value - first.value) / (scores.1 - scores.0)
    return normal(mean: first.value - scores.0 * deviation, deviation: deviation)
  }
}
