/// A small exact fraction, used for the exponents of dimensions. Always reduced, the denominator positive.
package struct Rational: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let numerator: Int
  package let denominator: Int

  /// What is larger than any exponent of a real unit is held here, so that products of two fit an Int.
  private static let limit = 1 << 30

  package init(_ numerator: Int, _ denominator: Int = 1) {
    guard denominator != 1 else {
      self.numerator = min(max(numerator, -Self.limit), Self.limit)
      self.denominator = 1
      return
    }
    let numerator = max(-Int.max, numerator)
    let denominator = max(-Int.max, denominator)
    let divisor = max(1, Self.greatestCommonDivisor(abs(numerator), abs(denominator)))
    let sign = denominator < 0 ? -1 : 1
    self.numerator = min(max(sign * (numerator / divisor), -Self.limit), Self.limit)
    self.denominator = min(max(1, abs(denominator) / divisor), Self.limit)
  }

  package static var zero: Rational { Rational(0) }
  package static var one: Rational { Rational(1) }

  package var value: Double { Double(numerator) / Double(denominator) }
  package var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  package static func + (left: Rational, right: Rational) -> Rational {
    Rational(
      left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator)
  }
  package static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, left.denominator * right.denominator)
  }
  package static prefix func - (value: Rational) -> Rational { Rational(-value.numerator, value.denominator) }
  package static func < (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
