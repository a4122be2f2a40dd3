/// The distribution of a variable whose logarithm is normal.
package struct LognormalDistribution: DistributionFamily {
  /// Mean and deviation of the variable's logarithm.
  package let logarithmMean: Double
  package let logarithmDeviation: Double

  package func quantile(_ p: Double) -> Double { exponential(logarithmMean + logarithmDeviation * normalQuantile(p)) }

  package func cumulative(_ x: Double) -> Double {
    x > 0 ? normalProbability((naturalLogarithm(x) - logarithmMean) / logarithmDeviation) : 0
  }

  package var mean: Double { exponential(logarithmMean + logarithmDeviation * logarithmDeviation / 2) }

  package var deviation: Double { mean * exponentialLessOne(logarithmDeviation * logarithmDeviation).squareRoot() }
}

extension Distribution {
  /// By mean and deviation of the variable itself.
  package static func lognormal(mean: Double, deviation: Double) -> Distribution? {
    guard mean > 0, deviation >= 0, mean.isFinite, deviation.isFinite else { return nil }
    let variation = deviation / mean
    let variance = naturalLogarithmOfOnePlus(variation * variation)
    return lognormal(
      logarithmMean: naturalLogarithm(mean) - variance / 2, logarithmDeviation: variance.squareRoot(), certain: mean)
  }

  package static func lognormal(_ first: KnownQuantile, _ second: KnownQuantile) -> Distribution? {
    guard KnownQuantile.rise(first, second), first.value > 0 else { return nil }
    let scores = (normalQuantile(first.level), normalQuantile(second.level))
    // By the quotient the digits stay where both are nearly equal.
    let ratio = naturalLogarithmOfOnePlus((second.value - first.value) / first.value)
    let deviation = ratio / (scores.1 - scores.0)
    return lognormal(
      logarithmMean: naturalLogarithm(first.value) - scores.0 * deviation, logarithmDeviation: deviation,
      certain: first.value)
  }

  private static func lognormal(logarithmMean: Double, logarithmDeviation: Double, certain: Double) -> Distribution? {
    guard logarithmMean.isFinite, logarithmDeviation.isFinite else { return nil }
    guard logarithmDeviation > 0 else { return .certain(certain) }
    return .lognormal(LognormalDistribution(logarithmMean: logarithmMean, logarithmDeviation: logarithmDeviation))
  }
}
