/// Diagnostics as people read them: the message, the place, the lines with every part involved underlined, and the mend.
///
///     error[U201]: these units do not add up
///       models/email.margin:31:38
///       31 │ flow cost = inference_cost + price.output
///          │             ──────────────   ──────────── USD / 1M tokens
///          │             USD
///       left   USD
///       right  USD · token⁻¹
///       fix    multiply by something counted in tokens
package func terminalText(_ diagnostics: [Diagnostic], _ sources: SourceSet, color: Bool) -> String {
  diagnostics.map { TerminalRenderer(sources: sources, color: color).text($0) }.joined()
}

struct TerminalRenderer {
  let sources: SourceSet
  let color: Bool

  private struct Underline {
    let first: Int
    let last: Int
    let words: String
    let isPrimary: Bool
  }

  func text(_ diagnostic: Diagnostic) -> String {
    let code = paint(diagnostic.severity == .error ? "31;1" : diagnostic.severity == .warning ? "33;1" : "36;1",
      "\(diagnostic.severity.rawValue)[\(diagnostic.code)]")
    if diagnostic.severity == .note, let primary = diagnostic.primary {
      return "\(code): \(diagnostic.message) (\(sources.place(primary.span)))\n"
    }
    var lines = ["\(code): \(diagnostic.message)"]
    if let primary = diagnostic.primary {
      lines.append("  " + sources.place(primary.span))
      lines += excerpt(primary, diagnostic.secondary)
    }
    let notes = diagnostic.notes.map { ($0.heading, $0.words) } + diagnostic.fixes.map { ("fix", $0.words) }
    let width = max(6, notes.map(\.0.count).max() ?? 0)
    for (heading, words) in notes {
      lines.append("  " + heading + String(repeating: " ", count: width - heading.count + 1) + words)
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private func excerpt(_ primary: Diagnostic.Mark, _ secondary: [Diagnostic.Mark]) -> [String] {
    var lines: [String] = []
    var files = [primary.span.file]
    for mark in secondary where !files.contains(mark.span.file) { files.append(mark.span.file) }
    for file in files {
      let marks = ([primary] + secondary).filter { $0.span.file == file }
      if file != primary.span.file, let first = marks.first { lines.append("  " + sources.place(first.span)) }
      lines += excerpt(marks, of: sources.files[file], primary: primary.span)
    }
    return lines
  }

  private func excerpt(_ marks: [Diagnostic.Mark], of source: SourceFile, primary: Span) -> [String] {
    var byLine: [Int: [Underline]] = [:]
    for mark in marks {
      let (line, column) = source.position(mark.span.start)
      let end = source.position(mark.span.end)
      let last = end.line == line ? max(column, end.column - 1) : max(column, source.line(line).count)
      byLine[line, default: []].append(
        Underline(first: column, last: last, words: mark.words, isPrimary: mark.span == primary))
    }
    let width = byLine.keys.map { String($0).count }.max() ?? 1
    let gutter = "  " + String(repeating: " ", count: width) + " │ "
    var lines: [String] = []
    for (number, underlines) in byLine.sorted(by: { $0.key < $1.key }) {
      let shown = source.line(number).map { $0 == "\t" ? " " : $0 }
      let pad = String(repeating: " ", count: width - String(number).count)
      lines.append("  \(pad)\(number) │ " + String(shown.prefix(160)))
      lines += rows(underlines).map { gutter + $0 }
    }
    return lines
  }

  /// The underlines of a line, and below them the words that do not fit beside one.
  private func rows(_ underlines: [Underline]) -> [String] {
    let sorted = underlines.sorted { $0.first < $1.first }
    var strokes: [Character] = []
    for mark in sorted where mark.first <= 160 {
      let last = min(mark.last, 160)
      while strokes.count < last { strokes.append(" ") }
      for place in (mark.first - 1)..<max(mark.first, last) where place < strokes.count { strokes[place] = "─" }
      while strokes.count < mark.first { strokes.append(strokes.count == mark.first - 1 ? "─" : " ") }
    }
    var first = String(strokes)
    let beside = sorted.last.map(\.words) ?? ""
    if !beside.isEmpty { first += " " + beside }
    let below = sorted.dropLast().reversed().filter { !$0.words.isEmpty }.map {
      String(repeating: " ", count: min($0.first, 160) - 1) + $0.words
    }
    return [paint("31", first)] + below.map { paint("36", $0) }
  }

  private func paint(_ code: String, _ text: String) -> String { color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
