import MarginReports
import MarginSource
import MarginSyntax
import MarginUnits

/// New numbers in the notation of those that they replace: percent stays percent, `$` stays `$`, 120k becomes 150k.
enum NumberNotation {
  /// The text of a value, in the leaf's unit, that replaces a written literal. `current` is what the literal stands for
  /// now in that unit, which tells the scale between the two. Nil where the literal is none of the kinds known.
  static func text(_ value: Double, current: Double, replacing old: Expression, in tree: SyntaxTree) -> String? {
    switch old.form {
    case .date(let date): return day(value, hasDay: date.day != nil)
    case .truth: return value == 0 ? "false" : value == 1 ? "true" : nil
    case .number(let number): return text(value, current, number, 1, old, tree)
    case .negative(let inner):
      guard case .number(let number) = inner.form else { return nil }
      return text(value, current, number, -1, old, tree)
    default: return nil
    }
  }

  /// A value in a unit where there is no text to go by: `72%`, `$3/1M tokens`, `120_000`.
  static func text(_ value: Double, in unit: Unit, isDate: Bool = false) -> String {
    if isDate { return day(value, hasDay: false) ?? exactText(value) }
    let power = unit.isShare ? (unit.style == .basisPoints ? 4 : 2) : 0
    guard let digits = rounded(value)?.shifted(power) else { return "n/a" }
    return unit.literal(plain(digits, least: 0, isGrouped: false))
  }

  /// A month where that says it and is enough, else a day.
  private static func day(_ value: Double, hasDay: Bool) -> String? {
    guard exactInt(value) != nil, (61...2_958_465).contains(value) else { return nil }
    let day = CalendarDay(serial: value)
    return hasDay || day.day != 1 ? day.text : day.monthText
  }

  private static func text(
    _ value: Double, _ current: Double, _ number: NumberLiteral, _ sign: Double, _ old: Expression, _ tree: SyntaxTree
  ) -> String? {
    guard value.isFinite,
      let token = tree.tokens.first(where: { $0.kind == .number && $0.start >= old.span.start }),
      token.end <= old.span.end
    else { return nil }
    let ratio = number.value == 0 || current == 0 ? 1 : current / (sign * number.value)
    let before = tree.source.text(from: old.span.start, to: token.start)
    let digits = tree.source.text(from: token.start, to: token.end)
    let after = tree.source.text(from: token.end, to: old.span.end)
    let isMoney = before.contains { "$€£".contains($0) }
    guard let new = digitsText((value / ratio).magnitude, like: digits, isMoney: isMoney) else { return nil }
    let unsigned = before.hasPrefix("-") ? String(before.dropFirst()) : before
    return (value / ratio < 0 ? "-" : "") + unsigned + new + after
  }

  /// 150000 as `150k` where `120k` stood.
  static func digitsText(_ value: Double, like old: String, isMoney: Bool = false) -> String? {
    let suffix = String(old.reversed().prefix { $0.isLetter || $0 == "%" }.reversed())
    let oldDigits = old.dropLast(suffix.count)
    guard let exact = rounded(value) else { return nil }
    let point = oldDigits.firstIndex(of: ".")
    let decimals = point.map { oldDigits[oldDigits.index(after: $0)...].count } ?? 0
    let endsInZero = decimals > 0 && oldDigits.last == "0"
    let least = endsInZero || isMoney && decimals == 2 ? decimals : 0
    let wasSmall = oldDigits.prefix { $0 != "." }.count < 5
    let isGrouped = old.contains("_") || wasSmall && value >= 10_000
    let powers = ["%": 2, "pp": 2, "bp": 4, "x": 0]
    if let power = powers[suffix] { return plain(exact.shifted(power), least: least, isGrouped: isGrouped) + suffix }
    let larger: [(suffix: String, power: Int)] = [("bn", 9), ("M", 6), ("k", 3)]
    guard larger.contains(where: { $0.suffix == suffix }) || suffix.isEmpty else { return nil }
    for (letter, power) in larger where !suffix.isEmpty && exact.magnitude >= power {
      guard power == 9 || exact.magnitude < power + 3 else { continue }
      let text = plain(exact.shifted(-power), least: letter == suffix ? least : 0, isGrouped: false)
      let places = text.firstIndex(of: ".").map { text[text.index(after: $0)...].count } ?? 0
      if places <= max(3, letter == suffix ? decimals : 0) { return text + letter }
    }
    if !exact.isZero, exact.magnitude < -6 || exact.magnitude > 17 { return exact.scientific }
    return plain(
      exact, least: suffix.isEmpty ? least : 0, isGrouped: isGrouped || !suffix.isEmpty, keeps: old.contains("_"))
  }

  /// 15 digits are what people and spreadsheets see; a number that needs more keeps all it has.
  private static func rounded(_ value: Double) -> DecimalDigits? {
    guard let all = DecimalDigits(value) else { return nil }
    let short = all.rounded(significant: 15)
    guard let back = Double(short.text(grouped: false)) else { return all }
    return (back - value).magnitude <= 5e-15 * value.magnitude ? short : all
  }

  private static func plain(_ digits: DecimalDigits, least: Int, isGrouped: Bool, keeps: Bool = false) -> String {
    let text = digits.text(places: least, grouped: isGrouped)
    let isLong = text.prefix { $0 != "." }.count > (keeps ? 4 : 5)
    return isLong ? text.replacing(",", with: "_") : text.replacing(",", with: "")
  }
}
