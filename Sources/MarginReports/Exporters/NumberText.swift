import MarginUnits

/// How numbers are printed for people: `12,345`, `0.01695`, `72.5%`, `+5pp`, `2x`.
///
/// A whole amount of money has its cents below a thousand; a small unit cost keeps four significant digits, so that
/// 0.01695 USD per attempt does not become 0.02.
package enum NumberText {
  /// A value in its unit, without the unit's name; nil (not finite) gives `n/a`.
  ///
  /// `isClose` is for numbers that are told apart from their neighbours: money too then has four significant digits.
  package static func value(_ value: Double, _ unit: Unit, isClose: Bool = false) -> String {
    guard let digits = DecimalDigits(value) else { return "n/a" }
    switch unit.style {
    case .percent: return share(digits.shifted(2)) + "%"
    case .points: return signed(share(digits.shifted(2)), value) + "pp"
    case .basisPoints: return signed(share(digits.shifted(4)), value) + "bp"
    case .multiple: return significant(digits, 3) + "x"
    case .plain: return isMoney(unit) ? money(digits, isClose) : number(digits)
    }
  }

  /// What stands in a unit column: the factors, without the sign that the value carries.
  package static func unit(_ unit: Unit) -> String { Unit(unit.factors).text }

  /// The same where people read it beside its value: a share per time is `6%` and `per month`.
  package static func beside(_ unit: Unit) -> String {
    let name = self.unit(unit)
    return unit.style == .percent && name.hasPrefix("1/") ? "per " + name.dropFirst(2) : name
  }

  /// A text with the unit's name: `12 hours`, and of a rate of growth `3%/month`.
  package static func with(_ text: String, unit: String) -> String {
    if unit.isEmpty { return text }
    return text.hasSuffix("%") && unit.hasPrefix("1/") ? text + unit.dropFirst() : text + " " + unit
  }

  /// The unit's name in the head of a column: `USD`, and of a rate of growth `%/month`.
  package static func head(_ unit: Unit) -> String {
    let name = self.unit(unit)
    return unit.style == .percent && name.hasPrefix("1/") ? "%" + name.dropFirst() : name
  }

  /// An amount of money, or money per something.
  private static func isMoney(_ unit: Unit) -> Bool {
    unit.factors.contains { $0.exponent == .one && $0.dimension.exponents.keys.contains(where: UnitTable.isCurrency) }
  }

  private static func money(_ digits: DecimalDigits, _ isClose: Bool) -> String {
    let cents = digits.rounded(places: 2)
    if cents.magnitude >= 3 { return digits.rounded(places: 0).text() }
    if isClose, digits.magnitude == 0, !digits.isZero { return digits.rounded(significant: 4).text(places: 2) }
    if digits.isZero || digits.magnitude >= 0 { return cents.text(places: 2) }
    let rounded = digits.rounded(significant: 4)
    return rounded.magnitude < -9 ? rounded.scientific : rounded.text(places: 2)
  }

  private static func number(_ digits: DecimalDigits) -> String {
    if digits.magnitude >= 15 { return digits.rounded(significant: 4).scientific }
    if digits.magnitude >= 3 { return digits.rounded(places: digits.magnitude >= 4 ? 0 : 1).text() }
    return significant(digits)
  }

  private static func share(_ digits: DecimalDigits) -> String {
    digits.magnitude >= 0 ? digits.rounded(places: 1).text() : significant(digits, 2)
  }

  private static func significant(_ digits: DecimalDigits, _ count: Int = 4) -> String {
    let rounded = digits.rounded(significant: count)
    return rounded.magnitude < -9 && !rounded.isZero ? rounded.scientific : rounded.text()
  }

  private static func signed(_ text: String, _ value: Double) -> String { value > 0 ? "+" + text : text }
}
