import Foundation

/// Tables of reference values beside the project; the tests that read them are skipped without.
enum ReferenceData {
  /// Where a table lies; nil where it does not.
  static func path(_ name: String) -> String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = ProcessInfo.processInfo.environment["MARGIN_SHARED"] ?? root.path + "/../shared"
    let path = folder + "/data/reference/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static func has(_ name: String) -> Bool { path(name) != nil }

  /// The rows after the heading, cut at commas outside of quotes.
  static func rows(_ name: String) throws -> [[String]] {
    guard let path = path(name) else { return [] }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { cells(String($0)) }
  }

  private static func cells(_ line: String) -> [String] {
    var (cells, isQuoted) = ([""], false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}

/// How far a number is from another, relative to that; absolutely where that is 0.
func relativeError(_ value: Double, _ expected: Double) -> Double {
  if value == expected { return 0 }
  let distance = (value - expected).magnitude
  return distance.isNaN ? .infinity : expected == 0 ? distance : distance / expected.magnitude
}
