extension Unit {
  /// A number of this unit as a model's text has it: `$3/1M tokens`, `72%`, `5 GPU-hours`. `digits` is the number as it
  /// is written, in hundredths where the unit is a share's.
  ///
  /// A rate of nothing named, such as 5 a month, has no unit in its text: it takes the one of what it is given to.
  package func literal(_ digits: String) -> String {
    let sign =
      style == .percent ? "%" : style == .points ? "pp" : style == .basisPoints ? "bp" : style == .multiple ? "x" : ""
    let above = factors.filter { $0.exponent > .zero }
    let below = factors.filter { $0.exponent < .zero }.map {
      "/" + Self.written($0.raised(to: Rational(-1)), isBelow: true)
    }
    .joined()
    guard let first = above.first else { return digits + sign + (style == .percent ? below : "") }
    if let currency = Self.signs[first.singular], above.count == 1, first.exponent == .one, first.multiple == 1 {
      let isNegative = digits.hasPrefix("-")
      return (isNegative ? "-" : "") + currency + (isNegative ? String(digits.dropFirst()) : digits) + below
    }
    return digits + sign + " " + above.map { Self.written($0, isBelow: false) }.joined(separator: "-") + below
  }

  private static let signs = ["USD": "$", "EUR": "€", "GBP": "£"]

  private static func written(_ factor: Factor, isBelow: Bool) -> String {
    let name = isBelow && factor.multiple == 1 ? factor.singular : factor.plural
    return multipleText(factor.multiple) + name + (factor.exponent == .one ? "" : "^\(factor.exponent)")
  }
}
