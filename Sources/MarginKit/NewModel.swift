import MarginModel

/// A model that was just copied from a starter, and what is to be done with it.
public struct NewModel: Sendable {
  /// Where it lies.
  public let path: String
  let starter: Starter

  /// An assumption that only the user can know: its source says that it is to be measured or looked up, or that it is a
  /// list of the user's own.
  struct Gap: Equatable {
    let path: String
    /// As `margin set` takes it; nil for a table and a series, which are changed in the text.
    let value: String?
    /// What stands there, in a few words.
    let shown: String
    let source: String
  }

  /// What the user is to replace, in the order of the text.
  var gaps: [Gap] {
    guard let model = Workspace.load(path).model else { return [] }
    let inputs = model.definitions.filter { $0.isInput && $0.purpose == .named }
    var found: [Gap] = []
    for input in inputs.sorted(by: { ($0.span.file, $0.span.start) < ($1.span.file, $1.span.start) }) {
      guard let source = input.source?.text, source.contains("to be ") || source.contains("your ") else { continue }
      // A column of a table has its name for a text.
      let isColumn = input.path.hasSuffix("." + input.text)
      let path = isColumn ? String(input.path.dropLast(input.text.count + 1)) : input.path
      // How a value grows is an input of its own.
      let value = input.text.ranges(of: " growing ").first.map { String(input.text[..<$0.lowerBound]) } ?? input.text
      let isSeries = value.hasPrefix("series ")
      let shown = isColumn ? "the table" : isSeries ? "the series" : value
      let gap = Gap(path: path, value: isColumn || isSeries ? nil : value, shown: shown, source: source)
      if found.last != gap { found.append(gap) }
    }
    return found
  }

  /// What was written, what to replace in it, and the commands that come next.
  public var words: String {
    let gaps = gaps
    var lines = ["wrote \(path): \(starter.question)"]
    if !gaps.isEmpty {
      let rows = gaps.map { ($0.path, $0.shown, $0.source) }
      let width = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
      lines += ["", "Replace these by your own numbers:"]
      lines += rows.map { "  " + Self.padded($0.0, width.0) + "  " + Self.padded($0.1, width.1) + "  " + $0.2 }
    }
    lines += ["", "Next:", "  margin run \(quoted(path))"]
    let values = gaps.compactMap { gap in gap.value.map { gap.path + "=" + $0 } }
    if let setting = values.first { lines.append("  margin set \(quoted(path)) \(quoted(setting))") }
    lines += [
      "  margin check --strict \(quoted(path))",
      "  margin export \(quoted(path)) -o \(quoted(PathText.stem(path) + ".xlsx"))",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// A word as a shell takes it.
  private func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/=%+:,@".contains($0)) }
    guard !isPlain else { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
