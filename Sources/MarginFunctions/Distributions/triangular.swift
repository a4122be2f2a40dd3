/// The distribution whose density rises in a straight line to the most likely value and falls in one from it.
package struct TriangularDistribution: DistributionFamily {
  package let low: Double
  package let mode: Double
  package let high: Double

  /// The probability of at most the most likely value.
  var share: Double { (mode - low) / (high - low) }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let width = high - low
    return p <= share
      ? low + width * (p * share).squareRoot() : high - width * ((1 - p) * ((high - mode) / width)).squareRoot()
  }

  package func cumulative(_ x: Double) -> Double {
    if x <= low { return 0 }
    if x >= high { return 1 }
    let width = high - low
    return x <= mode
      ? (x - low) / width * ((x - low) / (mode - low)) : 1 - (high - x) / width * ((high - x) / (high - mode))
  }

  package var mean: Double { low / 3 + mode / 3 + high / 3 }

  package var deviation: Double {
    let width = high - low
    return width * ((1 - share * (1 - share)) / 18).squareRoot()
  }
}

extension Distribution {
  package static func triangular(low: Double, mode: Double, high: Double) -> Distribution? {
    guard low <= mode, mode <= high, (high - low).isFinite else { return nil }
    return low == high ? .certain(low) : .triangular(TriangularDistribution(low: low, mode: mode, high: high))
  }
}
