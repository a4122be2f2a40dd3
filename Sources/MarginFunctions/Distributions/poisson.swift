/// The Poisson distribution of a count.
package struct PoissonDistribution: DistributionFamily {
  package let mean: Double

  /// Above it the probabilities are those of the expansion around the normal distribution.
  static let largest = 1e8

  package var deviation: Double { mean.squareRoot() }

  /// The least count with a probability of at most it of no less than `p`.
  package func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? 0 : p == 1 ? .infinity : .nan }
    // Rounding up gives a negative zero too, which adding 0 takes away.
    let guess = max(0, (nearlyNormal.value(normalQuantile(p)) - 0.5).rounded(.up)) + 0
    guard mean <= Self.largest else { return guess }
    var count = guess
    while cumulative(count) < p {
      count += 1
      // So near to 1 the sum no longer changes.
      if Poisson.mass(count, mean: mean) < 1e-18 { break }
    }
    while count > 0, cumulative(count - 1) >= p { count -= 1 }
    return count
  }

  package func cumulative(_ x: Double) -> Double {
    let count = x.rounded(.down)
    guard count >= 0 else { return 0 }
    guard count.isFinite else { return 1 }
    guard mean <= Self.largest else { return normalProbability(nearlyNormal.score(count + 0.5)) }
    return Poisson.cumulative(count, mean: mean)
  }

  var nearlyNormal: NearlyNormal {
    NearlyNormal(mean: mean, deviation: deviation, skewness: 1 / deviation, excess: 1 / mean)
  }
}

extension Distribution {
  package static func poisson(mean: Double) -> Distribution? {
    guard mean >= 0, mean.isFinite else { return nil }
    return mean == 0 ? .certain(0) : .poisson(PoissonDistribution(mean: mean))
  }
}
