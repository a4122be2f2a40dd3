/// The gamma distribution.
package struct GammaDistribution: DistributionFamily {
  package let scale: Double
  let function: IncompleteGamma

  package var shape: Double { function.shape }

  init(shape: Double, scale: Double) {
    self.scale = scale
    function = IncompleteGamma(shape: shape)
  }

  package func quantile(_ p: Double) -> Double { scale * function.inverse(p) }
  package func cumulative(_ x: Double) -> Double { function.tails(x / scale).lower }
  package var mean: Double { shape * scale }
  package var deviation: Double { shape.squareRoot() * scale }
}

extension Distribution {
  /// By mean and deviation of the variable itself.
  package static func gamma(mean: Double, deviation: Double) -> Distribution? {
    guard mean > 0, deviation >= 0, mean.isFinite, deviation.isFinite else { return nil }
    guard deviation > 0 else { return .certain(mean) }
    let root = mean / deviation
    return gamma(shape: root * root, scale: deviation / root)
  }

  package static func gamma(shape: Double, scale: Double) -> Distribution? {
    guard shape > 1e-9, shape < 1e18, scale > 0, scale.isFinite else { return nil }
    return .gamma(GammaDistribution(shape: shape, scale: scale))
  }

  package static func gamma(_ first: KnownQuantile, _ second: KnownQuantile) -> Distribution? {
    guard KnownQuantile.rise(first, second), first.value > 0 else { return nil }
    guard first.value < second.value else { return .certain(first.value) }
    let ratio = naturalLogarithmOfOnePlus((second.value - first.value) / first.value)
    let deviation = ratio / (normalQuantile(second.level) - normalQuantile(first.level))
    // The quotient of two quantiles depends on the shape alone and falls with it.
    let found = rootAround(-2 * naturalLogarithm(deviation), step: 1, within: -14...40, tolerance: 1e-15) { logarithm in
      let function = IncompleteGamma(shape: exponential(logarithm))
      let (low, high) = (function.inverse(first.level), function.inverse(second.level))
      return low > 0 ? naturalLogarithmOfOnePlus((high - low) / low) - ratio : .greatestFiniteMagnitude
    }
    guard let found else { return nil }
    let shape = exponential(found)
    return gamma(shape: shape, scale: second.value / IncompleteGamma(shape: shape).inverse(second.level))
  }
}
