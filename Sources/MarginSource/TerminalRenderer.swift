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
    let code = paint(
      diagnostic.severity == .error ? "31;1" : diagnostic.severity == .warning ? "33;1" : "36;1",
      "\(diagnostic.severity.rawValue)[\(diagnostic.code)]")
    if diagnostic.severity == .note, let primary = diagnostic.primary {
      return "\(code): \(visible(diagnostic.message)) (\(sources.place(primary.span)))\n"
    }
    var lines = ["\(code): \(visible(diagnostic.message))"]
    if let primary = diagnostic.primary {
      lines.append("  " + sources.place(primary.span))
      lines += excerpt(primary, diagnostic.secondary)
    }
    let notes = diagnostic.notes.map { ($0.heading, $0.words) } + diagnostic.fixes.map { ("fix", $0.words) }
    let width = max(6, notes.map(\.0.count).max() ?? 0)
    for (heading, words) in notes {
      lines.append("  " + heading + String(repeating: " ", count: width - heading.count + 1) + visible(words))
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
        Underline(first: column, last: last, words: visible(mark.words), isPrimary: mark.span == primary))
    }
    let width = byLine.keys.map { String($0).count }.max() ?? 1
    let gutter = "  " + String(repeating: " ", count: width) + " │ "
    var lines: [String] = []
    for (number, underlines) in byLine.sorted(by: { $0.key < $1.key }) {
      let focus = underlines.first { $0.isPrimary } ?? underlines[0]
      let line = ExcerptLine(source.line(number), around: focus.first)
      let pad = String(repeating: " ", count: width - String(number).count)
      lines.append("  \(pad)\(number) │ " + line.text)
      lines += rows(underlines, of: line).map { gutter + $0 }
    }
    return lines
  }

  /// The underlines of a line, the words of the last beside it, and the words of the others below.
  private func rows(_ underlines: [Underline], of line: ExcerptLine) -> [String] {
    let seen = underlines.compactMap { mark in
      line.underline(from: mark.first, to: mark.last).map { (places: $0, words: mark.words) }
    }.sorted { $0.places.lowerBound < $1.places.lowerBound }
    var strokes: [Character] = []
    for (places, _) in seen {
      while strokes.count < places.upperBound { strokes.append(" ") }
      for place in places { strokes[place] = "─" }
    }
    var first = String(strokes)
    if let beside = seen.last?.words, !beside.isEmpty { first += " " + beside }
    let below = seen.dropLast().reversed().filter { !$0.words.isEmpty }.map {
      String(repeating: " ", count: $0.places.lowerBound) + $0.words
    }
    return [paint("31", first)] + below.map { paint("36", $0) }
  }

  private func paint(_ code: String, _ text: String) -> String { color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
