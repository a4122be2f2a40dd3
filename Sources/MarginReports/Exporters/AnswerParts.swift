/// What analyses come to as people read it: titles, tables and lines, for a terminal or for a pull request.
struct AnswerParts {
  enum Part {
    case title(String)
    /// The first row holds the heads; which columns stand right is told by `right`.
    case table([[String]], right: Set<Int>)
    case lines([String])
    /// Lines that are read as they stand: commands to copy, and drawings that a pull request shows too.
    case verbatim([String])
    /// For terminals only.
    case drawing([String])
  }

  let heading: String
  var parts: [Part] = []

  init(_ heading: String) { self.heading = heading }

  /// Answers of one kind, one after the other.
  init(_ heading: String, _ answers: [any AnswerInWords]) {
    self.init(heading)
    for words in answers {
      parts += [.title(words.title), .lines([words.question]), .table([words.heads] + words.rows, right: words.right)]
      if !words.lines.isEmpty { parts.append(.lines(words.lines)) }
    }
  }

  var text: String {
    heading + "\n"
      + parts.map { part in
        switch part {
        case .title(let title): return "\n" + title + "\n"
        case .table(let rows, let right):
          var table = TextTable(right: right, indent: "  ")
          table.rows = rows.filter { row in row.contains { !$0.isEmpty } }
          return table.text
        case .verbatim(let lines): return lines.map { "    " + $0 + "\n" }.joined()
        case .lines(let lines), .drawing(let lines): return lines.map { "  " + $0 + "\n" }.joined()
        }
      }.joined()
  }

  var markdown: String {
    "### " + MarkdownExporter.escaped(heading) + "\n"
      + parts.map { part in
        switch part {
        case .title(let title): return "\n#### " + MarkdownExporter.escaped(title) + "\n"
        case .table(let rows, let right):
          return MarkdownExporter.table(rows.first ?? [], right: right, Array(rows.dropFirst()))
        case .lines(let lines):
          return lines.isEmpty ? "" : "\n" + lines.map { "- " + MarkdownExporter.escaped($0) + "\n" }.joined()
        case .verbatim(let lines):
          guard !lines.isEmpty else { return "" }
          let fence = lines.contains { $0.contains("```") } ? "````" : "```"
          return "\n" + fence + "text\n" + lines.map { $0 + "\n" }.joined() + fence + "\n"
        case .drawing: return ""
        }
      }.joined()
  }
}

/// An answer in words: a title, what is asked, a table, and lines below it.
protocol AnswerInWords {
  var title: String { get }
  var question: String { get }
  var heads: [String] { get }
  var rows: [[String]] { get }
  var lines: [String] { get }
}

extension AnswerInWords {
  /// All columns but the first and the last hold numbers.
  var right: Set<Int> { Set(1..<(heads.count - 1)) }
}
