import MarginSource
import MarginUnits

/// Where the numbers of a chart lie: an axis that begins and ends at round numbers.
struct PlotScale: Sendable {
  /// Rising, evenly apart.
  let ticks: [Double]
  private let low: Double
  private let high: Double
  private let unit: Unit
  private let from: Double
  private let to: Double

  /// Whether 0 has to be on the axis: where lengths are compared always, where levels are unless all of them lie close
  /// together far from it, and where only differences count never.
  enum Zero: Sendable { case always, near, free }

  /// Goes from place `from` to place `to` of the drawing.
  init(_ numbers: [Double], _ unit: Unit, zero: Zero, from: Double, to: Double, about count: Int = 5) {
    let known = numbers.filter(\.isFinite)
    var (low, high) = (known.min() ?? 0, known.max() ?? 1)
    if zero == .always || zero == .near && low >= 0 && low < high * 5 / 6 { low = min(low, 0) }
    if zero == .always || zero == .near && high <= 0 && high > low * 5 / 6 { high = max(high, 0) }
    if low == high { (low, high) = low == 0 ? (0, 1) : (min(0, low), max(0, low)) }
    let ticks = Self.ticks(low, high, about: count)
    self.init(ticks, ticks.first ?? low, ticks.last ?? high, unit, from, to)
  }

  /// Goes exactly from one number to another one, with round numbers between them.
  init(fitting low: Double, _ high: Double, _ unit: Unit, from: Double, to: Double) {
    let inside = Self.ticks(low, high, about: 5).filter { $0 >= low && $0 <= high }
    self.init(inside, low, high, unit, from, to)
  }

  private init(_ ticks: [Double], _ low: Double, _ high: Double, _ unit: Unit, _ from: Double, _ to: Double) {
    self.ticks = ticks
    self.low = low
    self.high = high
    self.unit = unit
    self.from = from
    self.to = to
  }

  /// The place of a number in the drawing.
  func place(_ number: Double) -> Double {
    guard high > low, number.isFinite else { return from }
    return from + (number / (high - low) - low / (high - low)) * (to - from)
  }

  /// `1.5M`, `20%`: a number at the axis.
  func text(_ number: Double) -> String { Self.text(number, unit, largest: ticks.map(\.magnitude).max() ?? 0) }

  static func text(_ number: Double, _ unit: Unit, largest: Double) -> String {
    guard let digits = DecimalDigits(number)?.rounded(significant: 5) else { return "n/a" }
    switch unit.style {
    case .percent: return digits.shifted(2).text() + "%"
    case .points: return digits.shifted(2).text() + "pp"
    case .basisPoints: return digits.shifted(4).text() + "bp"
    case .multiple: return digits.text() + "x"
    case .plain: break
    }
    switch largest {
    case 1e15...: return digits.isZero ? "0" : digits.scientific
    case 1e9...: return digits.shifted(-9).text() + (digits.isZero ? "" : "bn")
    case 1e6...: return digits.shifted(-6).text() + (digits.isZero ? "" : "M")
    case 1e4...: return digits.shifted(-3).text() + (digits.isZero ? "" : "k")
    case 1e-6...: return digits.text()
    default: return digits.isZero ? "0" : digits.scientific
    }
  }

  /// Multiples of 1, 2, 2.5 or 5 and a power of ten that hold both ends.
  private static func ticks(_ low: Double, _ high: Double, about count: Int) -> [Double] {
    guard let span = DecimalDigits((high - low) / Double(max(1, count))), !span.isZero, (high - low).isFinite else {
      return [low, high]
    }
    let power = Self.power(of: span.magnitude)
    let rough = (high - low) / Double(max(1, count)) / power
    let step = ([1, 2, 2.5, 5, 10].first { $0 >= rough * 0.999 } ?? 10) * power
    guard let first = wholeInt((low / step + 1e-9).rounded(.down)),
      let last = wholeInt((high / step - 1e-9).rounded(.up)),
      last > first, last - first < 100
    else { return [low, high] }
    return (first...last).map { Double($0) * step }
  }

  private static func power(of exponent: Int) -> Double { Double("1e\(exponent)") ?? 1 }
}

/// A place in a drawing as it is written: to a tenth.
func placeText(_ place: Double) -> String { DecimalDigits(place)?.rounded(places: 1).text(grouped: false) ?? "0" }
