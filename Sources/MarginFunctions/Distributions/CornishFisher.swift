/// A distribution that is nearly normal, by its first four moments: the expansion of E. A. Cornish and R. A. Fisher
/// (1938). Of a sum of n parts the error is about n^-1.5 deviations, so it serves where n is beyond 1e8.
struct NearlyNormal: Sendable {
  let mean: Double
  let deviation: Double
  let skewness: Double
  /// Kurtosis less 3.
  let excess: Double

  /// The value at a normal score.
  func value(_ score: Double) -> Double {
    guard score.isFinite else { return score }
    let square = score * score
    let bend = (square - 1) * skewness / 6
    let stretch = (square - 3) * excess / 24 - (2 * square - 5) * skewness * skewness / 36
    return mean + deviation * (score + bend + score * stretch)
  }

  /// The normal score of a value.
  func score(_ value: Double) -> Double {
    let wanted = (value - mean) / deviation
    guard wanted.magnitude < 40 else { return wanted }
    var score = wanted
    for _ in 0..<6 { score += wanted - (self.value(score) - mean) / deviation }
    return score
  }
}
