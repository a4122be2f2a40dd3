/// The shortest decimal digits that give a number back, to print and to round them as people see them.
///
/// Rounding is half away from zero on these digits, as spreadsheets do it: 1.005 to two places is 1.01, although the
/// binary fraction is a little below 1.005. Nothing here depends on the locale.
package struct DecimalDigits: Sendable, Equatable {
  package let isNegative: Bool
  /// From the first digit that is not 0; empty for zero.
  private(set) var digits: [UInt8]
  /// How many digits stand before the decimal point; 0.05 has -1.
  private(set) var pointPlace: Int

  /// Nil for a number that is not finite.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    let written = value.magnitude.description
    let halves = written.split(separator: "e", maxSplits: 1)
    let exponent = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    let parts = halves[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    let all = (String(parts[0]) + fraction).utf8.map { $0 - UInt8(ascii: "0") }
    let leading = all.prefix { $0 == 0 }.count
    digits = Array(all.dropFirst(leading))
    pointPlace = parts[0].count + exponent - leading
    dropTrailingZeros()
  }

  package var isZero: Bool { digits.isEmpty }

  /// The power of ten of the first digit: 3 for 1,250 and -2 for 0.05.
  package var magnitude: Int { pointPlace - 1 }

  /// Rounded to so many places after the decimal point.
  package func rounded(places: Int) -> DecimalDigits { keeping(pointPlace + places) }

  /// Rounded to so many digits from the first one on.
  package func rounded(significant: Int) -> DecimalDigits { keeping(significant) }

  /// The number with the decimal point moved right: 2 turns a share into percents, without a rounding of its own.
  package func shifted(_ places: Int) -> DecimalDigits {
    var copy = self
    if !copy.isZero { copy.pointPlace += places }
    return copy
  }

  /// Plain digits such as `-1,234.50`; at least `places` after the point.
  package func text(places: Int = 0, grouped: Bool = true) -> String {
    let whole = (0..<max(0, pointPlace)).map { digit($0) }
    let after = max(places, digits.count - pointPlace, 0)
    let fraction = (0..<after).map { digit(pointPlace + $0) }
    var text = whole.isEmpty ? "0" : grouped ? Self.grouped(whole) : Self.joined(whole)
    if !fraction.isEmpty { text += "." + Self.joined(fraction) }
    return (isNegative && !isZero ? "-" : "") + text
  }

  /// `1.23e-12`, for what would need too many zeros.
  package var scientific: String {
    guard let first = digits.first else { return "0" }
    let rest = digits.dropFirst()
    let point = rest.isEmpty ? "" : "." + Self.joined(Array(rest))
    return (isNegative ? "-" : "") + "\(first)" + point + "e\(magnitude)"
  }

  private func digit(_ place: Int) -> UInt8 { place >= 0 && place < digits.count ? digits[place] : 0 }

  private func keeping(_ count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var copy = self
    let up = count >= 0 && digits[count] >= 5
    copy.digits = Array(digits.prefix(max(0, count)))
    if up { copy.increment(at: count - 1) }
    copy.dropTrailingZeros()
    return copy
  }

  /// Adds one to a digit and carries; place -1 is the digit before the first.
  private mutating func increment(at place: Int) {
    var place = place
    while place >= 0 {
      if digits[place] < 9 {
        digits[place] += 1
        return
      }
      digits[place] = 0
      place -= 1
    }
    digits.insert(1, at: 0)
    pointPlace += 1
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { pointPlace = 0 }
  }

  private static func joined(_ digits: [UInt8]) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }

  private static func grouped(_ digits: [UInt8]) -> String {
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text += "\(digit)"
    }
    return text
  }
}

/// The shortest text that gives the same number back, as JSON and CSV want it: `12`, `0.01695`, `1e-09`.
package func exactText(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
