import MarginSource

/// The distribution of measured values, with straight lines between them: the value at rank (n - 1) · p of the sorted
/// ones, counted from 0, and between two ranks in proportion. It is what PERCENTILE.INC of a spreadsheet gives, and the
/// seventh definition of Hyndman and Fan (1996), "Sample Quantiles in Statistical Packages".
package struct EmpiricalDistribution: DistributionFamily {
  /// Rising; two or more, of which the ends differ.
  package let values: [Double]
  package let mean: Double
  package let deviation: Double

  package func quantile(_ p: Double) -> Double { interpolatedQuantile(of: values, p) }

  package func cumulative(_ x: Double) -> Double {
    let after = firstIndex(in: values) { $0 > x }
    guard after > 0 else { return 0 }
    guard after < values.count else { return 1 }
    let (low, high) = (values[after - 1], values[after])
    return (Double(after - 1) + (x - low) / (high - low)) / Double(values.count - 1)
  }
}

extension Distribution {
  package static func empirical(_ data: [Double]) -> Distribution? {
    guard data.allSatisfy(\.isFinite) else { return nil }
    let values = data.sorted()
    guard let first = values.first, let last = values.last else { return nil }
    guard first < last else { return .certain(first) }
    // Of straight pieces of equal weight, around the first value so that a common size takes no digits.
    let parts = Double(values.count - 1)
    let middles = zip(values, values.dropFirst()).map { ($0 - first) / 2 + ($1 - first) / 2 }
    let mean = middles.reduce(0, +) / parts
    let squares = zip(middles, zip(values, values.dropFirst())).map { middle, ends in
      (middle - mean) * (middle - mean) + (ends.1 - ends.0) * (ends.1 - ends.0) / 12
    }
    return .empirical(
      EmpiricalDistribution(
        values: values, mean: first + mean, deviation: (squares.reduce(0, +) / parts).squareRoot()))
  }
}

/// The value at rank (n - 1) · p of sorted values; NaN where there are none or p is not between 0 and 1.
package func interpolatedQuantile(of sorted: [Double], _ p: Double) -> Double {
  guard let last = sorted.last, p >= 0, p <= 1 else { return .nan }
  let place = Double(sorted.count - 1) * p
  let below = place.rounded(.down)
  guard let index = exactInt(below), index + 1 < sorted.count else { return last }
  return sorted[index] + (place - below) * (sorted[index + 1] - sorted[index])
}
