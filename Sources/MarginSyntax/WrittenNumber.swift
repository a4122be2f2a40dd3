/// What the digits of a number say, without its unit.
struct WrittenNumber {
  let value: Double
  let style: NumberLiteral.Style
  /// What one more of the last printed digit is worth.
  let lastDigit: Double
}

extension WrittenNumber {
  /// Up to so many digits a whole number is a Double exactly, and so is a power of ten this large: their product or
  /// quotient is rounded once and is the nearest number to what is written, as the long way gives it.
  private static let digitLimit = 15

  /// Digits with at most one point and a suffix of one letter, which is how nearly all numbers are written; nil for any
  /// other.
  init?(plain bytes: [UInt8], _ range: Range<Int>) {
    var place = range.lowerBound
    var (digits, count, decimals, hasPoint) = (0, 0, 0, false)
    while place < range.upperBound {
      let byte = bytes[place]
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        guard count < Self.digitLimit else { return nil }
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        count += 1
        decimals += hasPoint ? 1 : 0
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if byte != UInt8(ascii: "_") {
        break
      }
      place += 1
    }
    guard count > 0, range.upperBound - place <= 1 else { return nil }
    guard let (power, style) = Self.suffix(place < range.upperBound ? bytes[place] : nil) else { return nil }
    let scale = powersOfTen[abs(power - decimals)]
    let isLarge = power >= decimals
    value = isLarge ? Double(digits) * scale : Double(digits) / scale
    lastDigit = isLarge ? scale : 1 / scale
    self.style = style
  }

  private static func suffix(_ byte: UInt8?) -> (power: Int, style: NumberLiteral.Style)? {
    switch byte {
    case nil: (0, .plain)
    case UInt8(ascii: "%"): (-2, .percent)
    case UInt8(ascii: "k"): (3, .plain)
    case UInt8(ascii: "M"): (6, .plain)
    case UInt8(ascii: "x"): (0, .multiple)
    default: nil
    }
  }
}

/// As many as the digits and a suffix can ask for.
private let powersOfTen = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
]
