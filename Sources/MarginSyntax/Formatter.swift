import MarginSource

/// The text laid out: two spaces per brace, `=` aligned in a run of bindings, tables in columns, no blanks at the ends of
/// lines. Columns that a person made inside a line stay, and so do comments and single blank lines. Call it only for a tree without errors.
package func format(_ tree: SyntaxTree) -> String { Formatter(tree).run() }

/// A line that begins or ends with one of these is one with its neighbour.
private let operators: Set<String> = [
  "+", "-", "*", "/", "^", "<", ">", "<=", ">=", "=", "!=", "->", "then", "else", "and", "or", "so", "for",
]

/// Works line by line: a line keeps its words and their order, and gets its indentation, spacing and alignment.
struct Formatter {
  private let tree: SyntaxTree
  private let tableLines: Set<Int>

  /// One line of the source: its tokens' texts with the blanks between them, and its comment.
  private struct Line {
    var pieces: [Piece] = []
    var comment = ""
    /// How many spaces stood before the comment.
    var commentBlanks = 0
    var depth = 0
    var isContinuation = false
    /// Whether it begins with the bracket that closes what a line of its own depth opens.
    var closesBracket = false
    var isTable = false
    var number = 0
  }
  private struct Piece {
    let text: String
    /// How many spaces stood before it.
    let blanks: Int
    let kind: Token.Kind
  }

  init(_ tree: SyntaxTree) {
    self.tree = tree
    var lines: Set<Int> = []
    for statement in Self.all(tree.statements) {
      if case .test(let test) = statement.form {
        for table in test.tables {
          let spans = [table.path.span] + table.lines.map(\.span)
          for span in spans { lines.insert(tree.source.position(span.start).line) }
        }
      }
      guard case .table(let table) = statement.form, let first = table.columns.first else { continue }
      lines.insert(tree.source.position(first.name.span.start).line)
      for row in table.rows { lines.insert(tree.source.position(row.span.start).line) }
    }
    tableLines = lines
  }

  private static func all(_ statements: [Statement]) -> [Statement] {
    statements.flatMap { statement -> [Statement] in
      switch statement.form {
      case .template(let template): [statement] + all(template.body)
      case .instance(let instance): [statement] + all(instance.body)
      default: [statement]
      }
    }
  }

  func run() -> String {
    var lines = split()
    indent(&lines)
    var output: [String] = []
    var index = 0
    while index < lines.count {
      var end = index + 1
      if lines[index].isTable {
        while end < lines.count, lines[end].isTable { end += 1 }
        output += table(Array(lines[index..<end]))
      } else if isBinding(lines[index]) {
        // The lines of a binding's own braces stand between it and the next one.
        while end < lines.count,
          isBinding(lines[end]) && lines[end].depth == lines[index].depth
            || lines[end].depth > lines[index].depth || lines[end].isContinuation || isClosing(lines[end], lines[index])
        { end += 1 }
        output += bindings(Array(lines[index..<end]))
      } else {
        output.append(laidOut(lines[index]))
      }
      index = end
    }
    return collapseBlanks(output)
  }

  /// The source as lines of pieces; the comment of a line is the trivia of the token after it.
  private func split() -> [Line] {
    var lines: [Line] = []
    var line = Line(number: 1)
    for token in tree.tokens {
      let trivia = tree.source.text(from: token.triviaStart, to: token.start)
      if let hash = trivia.firstIndex(of: "#") {
        line.comment = Self.trimmed(String(trivia[hash...]))
        line.commentBlanks = trivia[..<hash].count { $0 == " " }
      }
      if token.kind == .newline || token.kind == .end {
        // A table written in one line stays as it is.
        let isInline = line.pieces.contains { ["{", "}", ";"].contains($0.text) }
        line.isTable = tableLines.contains(line.number) && !line.pieces.isEmpty && !isInline
        lines.append(line)
        line = Line(number: line.number + 1)
        continue
      }
      line.pieces.append(
        Piece(
          text: tree.source.text(from: token.start, to: token.end),
          blanks: trivia.contains { $0 == " " || $0 == "\t" } ? max(1, trivia.count { $0 == " " }) : 0, kind: token.kind
        ))
    }
    return lines
  }

  /// Depth by braces; a line that goes on the one before stands deeper.
  private func indent(_ lines: inout [Line]) {
    var braces = 0
    // For every bracket that is open, whether the line that opens it goes on the one before.
    var brackets: [Bool] = []
    var openOperator = false
    for index in lines.indices {
      let pieces = lines[index].pieces
      let closing = pieces.prefix { $0.text == "}" }.count
      lines[index].depth = max(0, braces - closing)
      let starts = pieces.first.map { operators.contains($0.text) || $0.text == "~" } ?? false
      lines[index].isContinuation =
        !pieces.isEmpty && !lines[index].isTable && (!brackets.isEmpty || openOperator || starts && index > 0)
      let closers = pieces.prefix { $0.text == ")" || $0.text == "]" }.count
      // A bracket that is closed at the beginning of a line stands as deep as the line that opens it.
      lines[index].closesBracket = closers > 0 && closers <= brackets.count && !brackets[brackets.count - closers]
      for piece in pieces where piece.kind == .sign {
        switch piece.text {
        case "{": braces += 1
        case "}": braces = max(0, braces - 1)
        case "(", "[": brackets.append(lines[index].isContinuation)
        case ")", "]": _ = brackets.popLast()
        default: break
        }
      }
      if let last = pieces.last {
        openOperator =
          !lines[index].isTable && (operators.contains(last.text) || last.text == ":")
          || pieces.suffix(2).map(\.text) == ["so", "that"]
          || last.text == "," && (goesOn(pieces) || lines[index].isContinuation)
      }
    }
  }

  /// A comma at the end of a line inside braces separates the items of a list, and the next item stands beside it; in a
  /// series or the points of an axis the value goes on.
  private func goesOn(_ pieces: [Piece]) -> Bool {
    let item = (pieces.split { $0.text == "{" }).last ?? []
    return item.contains { $0.text == "=" } || ["rows", "columns", "from"].contains(item.first?.text)
  }

  private func laidOut(_ line: Line) -> String {
    finish(line, words: spaced(line.pieces))
  }

  private func finish(_ line: Line, words: String) -> String {
    let depth = line.depth + (line.isContinuation && !line.closesBracket ? 1 : 0)
    let blank = line.pieces.isEmpty
    let indentation = String(repeating: "  ", count: blank ? line.depth : depth)
    let comment =
      line.comment.isEmpty ? "" : blank ? line.comment : Self.spaces(max(2, line.commentBlanks)) + line.comment
    return Self.trimmedEnd(indentation + words + comment)
  }

  /// Pieces with the white space of the text between them, and one space at least around `=`, braces and after commas.
  private func spaced(_ pieces: [Piece]) -> String {
    var result = ""
    for (index, piece) in pieces.enumerated() {
      if index > 0 { result += Self.spaces(gap(pieces[index - 1], piece)) }
      result += piece.text
    }
    return result
  }

  private func gap(_ before: Piece, _ piece: Piece) -> Int {
    if piece.kind == .sign, [",", ";", ")", "]"].contains(piece.text) { return 0 }
    if before.kind == .sign, ["(", "[", "$", "€", "£"].contains(before.text) { return 0 }
    let apart: Set<String> = ["{", "}", "=", "->"]
    let needs =
      piece.kind == .sign && apart.contains(piece.text)
      || before.kind == .sign && (apart.contains(before.text) || [",", ";"].contains(before.text))
    return max(needs ? 1 : 0, piece.blanks)
  }

  /// `name = value` inside braces, one to a line.
  private func isBinding(_ line: Line) -> Bool {
    guard line.depth > 0, !line.isTable, !line.isContinuation,
      let place = line.pieces.firstIndex(where: { $0.text == "=" && $0.kind == .sign })
    else { return false }
    return place > 0
      && line.pieces[..<place].enumerated().allSatisfy { index, piece in
        index % 2 == 0 ? piece.kind == .word : piece.text == "."
      }
  }

  /// The line that ends a binding's own braces.
  private func isClosing(_ line: Line, _ binding: Line) -> Bool {
    line.depth == binding.depth && line.pieces.first?.text == "}"
  }

  /// A run of bindings with what stands between them, their `=` in one column. One alone keeps its own.
  private func bindings(_ lines: [Line]) -> [String] {
    let heads = lines.map { line -> String? in
      guard isBinding(line), line.depth == lines[0].depth, let place = line.pieces.firstIndex(where: { $0.text == "=" })
      else { return nil }
      return spaced(Array(line.pieces[..<place]))
    }
    let known = heads.compactMap { $0?.count }
    guard known.count > 1, let width = known.max() else { return lines.map { laidOut($0) } }
    return zip(lines, heads).map { line, head in
      guard let head, let place = line.pieces.firstIndex(where: { $0.text == "=" }) else { return laidOut(line) }
      let tail = spaced(Array(line.pieces[(place + 1)...]))
      return finish(line, words: head + Self.spaces(width - head.count) + " = " + tail)
    }
  }

  /// The cells of a table, each column as wide as its widest cell; the header has no member, so it begins a column later.
  private func table(_ lines: [Line]) -> [String] {
    var grid = lines.map { cells($0) }
    let header = lines.firstIndex { isHeader($0) }
    if let header { grid[header].insert("", at: 0) }
    let columns = grid.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in grid.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return zip(lines, grid).map { line, row in
      let words = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      return finish(line, words: words.joined(separator: "  "))
    }
  }

  private func isHeader(_ line: Line) -> Bool {
    Self.all(tree.statements).contains { statement in
      guard case .table(let table) = statement.form, let first = table.columns.first else { return false }
      return tree.source.position(first.name.span.start).line == line.number
    }
  }

  /// A line of a table cut where white space stands between cells; brackets and units keep theirs.
  private func cells(_ line: Line) -> [String] {
    var cells: [String] = []
    var depth = 0
    let header = isHeader(line)
    for (index, piece) in line.pieces.enumerated() {
      let before = index > 0 ? line.pieces[index - 1] : nil
      let starts =
        depth == 0 && piece.blanks > 0 && piece.text != ")" && !(header && piece.text == "[") && !joins(before, piece)
      if cells.isEmpty || starts {
        cells.append(piece.text)
      } else {
        let space = min(1, before.map { gap($0, piece) } ?? 0)
        cells[cells.count - 1] += Self.spaces(space) + piece.text
      }
      if piece.text == "(" || piece.text == "[" { depth += 1 }
      if piece.text == ")" || piece.text == "]" { depth -= 1 }
    }
    return cells
  }

  /// A word after a number is its unit, not the next cell.
  private func joins(_ before: Piece?, _ piece: Piece) -> Bool {
    guard let before else { return false }
    return before.kind == .number && piece.kind == .word || piece.text == "per" || before.text == "per"
  }

  private func collapseBlanks(_ lines: [String]) -> String {
    var result: [String] = []
    for line in lines where !(line.isEmpty && (result.last ?? "").isEmpty) { result.append(line) }
    while result.last?.isEmpty == true { result.removeLast() }
    return result.joined(separator: "\n") + "\n"
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
  private static func trimmed(_ text: String) -> String { trimmedEnd(String(text.drop { $0 == " " || $0 == "\t" })) }
  private static func trimmedEnd(_ text: String) -> String {
    var text = text
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return text
  }
}
