/// The comment at the top of a text, or the one right above a line: what the library's files say of themselves.
enum LeadingComment {
  /// The lines of the comment that a text begins with, without their signs.
  static func lines(of text: [UInt8]) -> [String] {
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix { $0.hasPrefix("#") }.map(words)
  }

  /// The comment lines right above a line of a text, which is counted from 1.
  static func lines(above line: Int, in lines: [Substring]) -> [String] {
    let above = lines.prefix(max(0, line - 1)).reversed().prefix { $0.hasPrefix("#") }
    return above.reversed().map(words)
  }

  private static func words(_ line: Substring) -> String {
    String(line.drop { $0 == "#" || $0 == " " })
  }
}
