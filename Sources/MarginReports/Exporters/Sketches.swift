import MarginFunctions

/// Small drawings in block characters.
enum Sketches {
  private static let eighths: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Columns of heights from 0 to 1, in rows of text from the top; a column that is not 0 is seen.
  static func columns(_ heights: [Double], rows: Int) -> [String] {
    let levels = heights.map { height -> Int in
      let level = steps(height, of: 8 * rows)
      return level == 0 && height > 0 ? 1 : level
    }
    return (0..<rows).reversed().map { row in
      String(levels.map { eighths[max(0, min(8, $0 - 8 * row))] })
    }
  }

  /// `██████▌`: a bar of a share of so many characters.
  static func bar(_ share: Double, of width: Int) -> String {
    let halves = steps(share, of: 2 * width)
    return String(repeating: "█", count: halves / 2) + (halves % 2 == 1 ? "▌" : "")
  }

  private static func steps(_ share: Double, of count: Int) -> Int {
    guard share.isFinite, share > 0 else { return 0 }
    return (1...max(1, count)).last { Double($0) - 0.5 <= share * Double(count) } ?? 0
  }
}

extension String {
  /// With blanks behind it up to a width.
  func filled(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
