/// The kind of a quantity: base units with exponents, such as USD · token⁻¹. Money, tokens, requests and accepted
/// outcomes are different bases, so that one can never pass for another.
package struct Dimension: Hashable, Sendable {
  /// Base unit by name, without zero exponents.
  package let exponents: [String: Rational]

  package init(_ exponents: [String: Rational] = [:]) {
    self.exponents = exponents.filter { $0.value != .zero }
  }

  package static let plain = Dimension()
  package static let time = Dimension(["second": .one])

  package var isPlain: Bool { exponents.isEmpty }
  package var timeExponent: Rational { exponents["second"] ?? .zero }

  package static func * (left: Dimension, right: Dimension) -> Dimension {
    Dimension(left.exponents.merging(right.exponents, uniquingKeysWith: +))
  }
  package static func / (left: Dimension, right: Dimension) -> Dimension { left * right.power(Rational(-1)) }

  package func power(_ exponent: Rational) -> Dimension { Dimension(exponents.mapValues { $0 * exponent }) }

  /// `USD · token⁻¹`, positive exponents first, then by name; `a plain number` where there is none.
  package var description: String {
    guard !isPlain else { return "a plain number" }
    let ordered = exponents.sorted {
      ($0.value > .zero ? 0 : 1, $0.key) < ($1.value > .zero ? 0 : 1, $1.key)
    }
    return ordered.map { $0.key + Self.superscript($0.value) }.joined(separator: " · ")
  }

  private static func superscript(_ exponent: Rational) -> String {
    guard exponent != .one else { return "" }
    guard exponent.denominator == 1 else { return "^(\(exponent))" }
    let digits: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    return String(exponent.description.map { digits[$0] ?? $0 })
  }
}
