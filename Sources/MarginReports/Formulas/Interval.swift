import MarginUnits

/// The numbers between two ends, both included.
struct Interval: Equatable {
  var low: Double
  var high: Double

  static let everything = Interval(low: -.infinity, high: .infinity)

  init(low: Double, high: Double) {
    self.low = low.isNaN ? -.infinity : low
    self.high = high.isNaN ? .infinity : high
  }

  init(_ value: Double) { self.init(low: value, high: value) }

  var containsZero: Bool { low <= 0 && high >= 0 }
  var isPositive: Bool { low > 0 }

  func union(_ other: Interval) -> Interval { Interval(low: min(low, other.low), high: max(high, other.high)) }

  static prefix func - (value: Interval) -> Interval { Interval(low: -value.high, high: -value.low) }
  static func + (left: Interval, right: Interval) -> Interval {
    Interval(low: left.low + right.low, high: left.high + right.high)
  }

  static func * (left: Interval, right: Interval) -> Interval {
    let ends = [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high]
      .map { $0.isNaN ? 0 : $0 }
    return Interval(low: ends.min() ?? -.infinity, high: ends.max() ?? .infinity)
  }

  /// 1 divided by the number, 0 itself left out.
  var inverse: Interval {
    if low > 0 || high < 0 { return Interval(low: 1 / high, high: 1 / low) }
    if low == 0 && high > 0 {
      return Interval(low: high.isInfinite ? .leastNonzeroMagnitude : 1 / high, high: .infinity)
    }
    return .everything
  }

  /// A whole number of such numbers added up, at least one.
  var accumulated: Interval {
    Interval(low: low >= 0 ? low : -.infinity, high: high <= 0 ? high : .infinity)
  }
}
