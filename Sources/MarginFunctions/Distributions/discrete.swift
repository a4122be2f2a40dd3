/// The distribution of one of several values.
package struct DiscreteDistribution: DistributionFamily {
  /// Rising.
  package let values: [Double]
  /// The probability of at most each value; the last is 1.
  package let levels: [Double]
  package let mean: Double
  package let deviation: Double

  /// The first value with a probability of at most it of no less than `p`.
  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return values[min(firstIndex(in: levels) { $0 >= p }, values.count - 1)]
  }

  package func cumulative(_ x: Double) -> Double {
    let count = firstIndex(in: values) { $0 > x }
    return count == 0 ? 0 : levels[count - 1]
  }
}

extension Distribution {
  /// One of several values, by their weights, or all equally likely. Nil without a value, for a weight below 0, or where
  /// all weights are 0.
  package static func discrete(_ values: [Double], weights: [Double]? = nil) -> Distribution? {
    let weights = weights ?? values.map { _ in 1 }
    guard weights.count == values.count, values.allSatisfy(\.isFinite),
      weights.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { return nil }
    var (kept, sums, sum) = ([Double](), [Double](), 0.0)
    for (value, weight) in zip(values, weights).sorted(by: { $0.0 < $1.0 }) where weight > 0 {
      sum += weight
      if kept.last == value {
        sums[sums.count - 1] = sum
      } else {
        kept.append(value)
        sums.append(sum)
      }
    }
    guard let first = kept.first, sum.isFinite else { return nil }
    guard kept.count > 1 else { return .certain(first) }
    let total = sum
    let levels = sums.map { $0 / total }
    let shares = zip(levels, [0] + levels).map { $0 - $1 }
    let mean = zip(kept, shares).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(kept, shares).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
    return .discrete(
      DiscreteDistribution(values: kept, levels: levels, mean: mean, deviation: variance.squareRoot()))
  }
}

/// The index of the first element for which a condition holds that holds for all after it; the count where for none.
func firstIndex(in elements: [Double], where isBeyond: (Double) -> Bool) -> Int {
  var (low, high) = (0, elements.count)
  while low < high {
    let middle = low + (high - low) / 2
    if isBeyond(elements[middle]) { high = middle } else { low = middle + 1 }
  }
  return low
}
