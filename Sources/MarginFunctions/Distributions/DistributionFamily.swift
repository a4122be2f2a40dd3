/// What every family of distributions gives.
package protocol DistributionFamily: Sendable, Equatable {
  /// The least value with a probability of at most it of `p`: the ends of the range at 0 and 1, NaN outside.
  func quantile(_ p: Double) -> Double
  /// The probability of at most `x`.
  func cumulative(_ x: Double) -> Double
  var mean: Double { get }
  /// The standard deviation.
  var deviation: Double { get }
}

/// A value of a variable and the probability of at most that value, from which a distribution can be fitted.
package struct KnownQuantile: Sendable, Equatable {
  package let level: Double
  package let value: Double

  /// `level` between 0 and 1: 0.1 is p10.
  package init(_ level: Double, _ value: Double) {
    self.level = level
    self.value = value
  }

  /// Whether two of them rise, and lie within the levels that can be known.
  static func rise(_ first: KnownQuantile, _ second: KnownQuantile) -> Bool {
    first.level > 0 && first.level < second.level && second.level < 1 && first.value.isFinite && second.value.isFinite
      && first.value <= second.value
  }
}
