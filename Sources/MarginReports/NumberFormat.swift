import MarginModel
import MarginUnits

/// Number formats that show what a unit and the size of its numbers ask for.
enum NumberFormat {
  static let date = "yyyy-mm-dd"
  static let month = "mmm yy"
  static let day = "d mmm yy"
  static let whole = "0"
  static let days = "#,##0"
  static let percent = "0.0%"

  /// Thousands, brackets for what is below zero, a dash for nothing.
  static func plain(decimals: Int) -> String {
    let digits = "#,##0" + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
    return "\(digits)_);(\(digits));\"–\"_)"
  }

  /// For numbers of this largest size; `whole` says that all of them are whole.
  static func sized(_ size: Double, whole: Bool) -> String {
    switch size {
    case 1e12...: return "#,##0.0,,,\"bn\"_);(#,##0.0,,,\"bn\");\"–\"_)"
    case 1e9...: return "#,##0.0,,\"M\"_);(#,##0.0,,\"M\");\"–\"_)"
    case 10_000...: return plain(decimals: 0)
    default: break
    }
    if whole { return plain(decimals: 0) }
    switch size {
    case 1000...: return plain(decimals: 1)
    case 10...: return plain(decimals: 2)
    case 0.1...: return plain(decimals: 4)
    case 0.001...: return plain(decimals: 6)
    case 0: return plain(decimals: 2)
    // Noise of binary fractions around zero.
    case ..<1e-12: return "[>=0.000001]#,##0.0000;[<=-0.000001]-#,##0.0000;\"–\""
    default: return "0.000E+00"
    }
  }

  /// About how many characters a number takes.
  static func shownLength(_ value: Double, _ format: String) -> Int {
    if format == date { return 10 }
    if format == month { return 7 }
    if format == day { return 9 }
    if format.contains("E+") { return 10 }
    if format.contains("%") { return wholeDigits(value * 100) + (format.contains(".00") ? 4 : 3) }
    var size = value.magnitude
    var extra = value < 0 ? 2 : 1
    if format.contains(",,,\"bn\"") {
      (size, extra) = (size / 1e9, extra + 2)
    } else if format.contains(",,\"M\"") {
      (size, extra) = (size / 1e6, extra + 1)
    }
    let parts = (format.split(separator: ";").first ?? "").split(separator: ".")
    let decimals = parts.count > 1 ? parts[1].prefix { $0 == "0" }.count + 1 : 0
    let digits = wholeDigits(size)
    return digits + (format.contains("#,##") ? (digits - 1) / 3 : 0) + decimals + extra
  }

  private static func wholeDigits(_ value: Double) -> Int {
    var count = 1
    var rest = value.magnitude
    while rest >= 10 && count < 30 {
      rest /= 10
      count += 1
    }
    return count
  }
}

/// The format for values of a unit, all given in that unit.
func numberFormat(_ unit: Unit, _ values: [Double], type: ValueType? = nil) -> String {
  if type == .date { return NumberFormat.date }
  if type == .truth { return NumberFormat.whole }
  if case .member? = type { return "General" }
  let size = values.filter(\.isFinite).map(\.magnitude).max() ?? 0
  let least = values.filter { $0.isFinite && $0 != 0 }.map(\.magnitude).min() ?? 0
  switch unit.style {
  case .percent: return size > 0 && size < 0.001 ? "0.000%" : size > 0 && least < 0.01 ? "0.00%" : NumberFormat.percent
  case .points: return "0.00%"
  case .basisPoints: return "0.000%"
  case .multiple: return "0.00\"x\""
  case .plain: break
  }
  let isWhole = values.allSatisfy { !$0.isFinite || ($0 - $0.rounded()).magnitude < 1e-9 * max(1, $0.magnitude) }
  return NumberFormat.sized(size, whole: isWhole)
}

/// A unit as sheets show it; a plain number has a word of its own, since every row states a unit.
func unitLabel(_ unit: Unit, scale: Double) -> String {
  let factor = scale / unit.scale
  guard (factor - 1).magnitude > 1e-12 else { return unitLabel(unit) }
  return unitLabel(unit) + " × "
    + (factor == factor.rounded() && factor < 1e15 ? String(Int64(factor)) : "\(Float(factor))")
}

/// The unit without a scale of its own.
func unitLabel(_ unit: Unit) -> String {
  if unit.style == .percent && !unit.factors.isEmpty {
    return unit.text.hasPrefix("1/") ? "%" + unit.text.dropFirst() : "% " + unit.text
  }
  return unit.text.isEmpty ? "number" : unit.text
}
