/// The colours of a page, by what they are for. Words stand out from their ground by 4.5 to 1 at least, lines and areas
/// of charts by 3 to 1; a test holds that in the light and in the dark.
struct PageColors: Sendable {
  let ground: Int
  let card: Int
  let ink: Int
  let quiet: Int
  let line: Int
  let link: Int
  let good: Int
  let goodGround: Int
  let warning: Int
  let warningGround: Int
  let bad: Int
  let badGround: Int
  /// Of the series of charts, in their order.
  let series: [Int]
  /// Of a table of what-ifs, from the lowest to the highest number.
  let shades: [Int]

  static let light = PageColors(
    ground: 0xFFFFFF, card: 0xF3F6FA, ink: 0x1F2937, quiet: 0x56616F, line: 0xCBD5E1, link: 0x1D4ED8, good: 0x166534,
    goodGround: 0xDCFCE7, warning: 0x854D0E, warningGround: 0xFEF9C3, bad: 0x991B1B, badGround: 0xFEE2E2,
    series: [0x0F766E, 0x2563EB, 0xB45309, 0xBE185D, 0x4338CA, 0x15803D, 0x7C2D12, 0x475569],
    shades: [0xFFFFFF, 0xEAF4F3, 0xD3E9E6, 0xBCDED9, 0xA5D3CC])

  static let dark = PageColors(
    ground: 0x0F172A, card: 0x1E293B, ink: 0xE5E7EB, quiet: 0xA8B3C4, line: 0x475569, link: 0x93C5FD, good: 0xBBF7D0,
    goodGround: 0x14532D, warning: 0xFEF08A, warningGround: 0x713F12, bad: 0xFECACA, badGround: 0x7F1D1D,
    series: [0x2DD4BF, 0x60A5FA, 0xFBBF24, 0xF472B6, 0xA5B4FC, 0x4ADE80, 0xFDBA74, 0xCBD5E1],
    shades: [0x0F172A, 0x10292F, 0x123A3D, 0x134A49, 0x155A55])

  /// `#0f766e`
  static func text(_ color: Int) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}
