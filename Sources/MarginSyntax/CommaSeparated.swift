import MarginSource

/// A data file: lines cut into cells as RFC 4180 has it, every cell with its place in the text.
///
/// Commas, semicolons or tabs separate the cells. Blank lines are passed over.
package struct CommaSeparated: Sendable {
  /// The bytes between a cell's quotes, or those of a plain cell without the blanks at its ends.
  package struct Cell: Sendable {
    fileprivate let start: Int32
    fileprivate let end: Int32
    /// A quoted cell may hold doubled quotes.
    fileprivate let isQuoted: Bool
  }

  package let source: SourceFile
  /// The file's index in the compilation's `SourceSet`; all spans carry it.
  package let file: Int
  package let separator: UInt8
  private let cells: [Cell]
  /// The index of each line's first cell, and of the end.
  private let starts: [Int]

  package var lineCount: Int { starts.count - 1 }

  package func cellCount(_ line: Int) -> Int { starts[line + 1] - starts[line] }

  /// Both from 0; the line must have that cell.
  package func cell(_ line: Int, _ column: Int) -> Cell { cells[starts[line] + column] }

  package func bytes(_ cell: Cell) -> Range<Int> { Int(cell.start)..<Int(cell.end) }

  package func span(_ cell: Cell) -> Span { Span(file: file, start: Int(cell.start), end: Int(cell.end)) }

  /// From the first to the last cell of a line.
  package func span(line: Int) -> Span { span(cells[starts[line]]).union(span(cells[starts[line + 1] - 1])) }

  /// What a cell holds: a doubled quote of a quoted cell is one.
  package func text(_ cell: Cell) -> String {
    let text = source.text(span(cell))
    guard cell.isQuoted, text.utf8.contains(UInt8(ascii: "\"")) else { return text }
    return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }

  /// Reads a text. A fault of its quotes ends the reading, with a message.
  ///
  /// Nil where it has more cells than `limit`, decided before memory is taken for them.
  package static func read(
    _ source: SourceFile, file: Int, limit: Int
  ) -> (table: CommaSeparated, diagnostics: [Diagnostic])? {
    var reader = Reader(source, file: file, limit: limit)
    reader.run()
    guard reader.cells.count <= limit else { return nil }
    let table = CommaSeparated(
      source: source, file: file, separator: reader.separator, cells: reader.cells, starts: reader.starts)
    return (table, reader.fault.map { [$0] } ?? [])
  }
}

private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")

/// Goes through the bytes once.
private struct Reader {
  private let source: SourceFile
  private let bytes: [UInt8]
  private let file: Int
  private let limit: Int
  private var position = 0
  private(set) var separator = UInt8(ascii: ",")
  private(set) var cells: [CommaSeparated.Cell] = []
  private(set) var starts = [0]
  private(set) var fault: Diagnostic?

  init(_ source: SourceFile, file: Int, limit: Int) {
    self.source = source
    bytes = source.bytes
    self.file = file
    self.limit = limit
  }

  mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    guard bytes.count <= Int(Int32.max) else { return cells = Array(repeating: cell(0, 0), count: limit + 1) }
    separator = commonSeparator()
    while position < bytes.count, fault == nil, cells.count <= limit { line() }
  }

  /// The sign that cuts the header: the most frequent of those outside its quotes, a comma where none is.
  private func commonSeparator() -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isInside = false
    for byte in bytes[position...] {
      if byte == quote { isInside.toggle() }
      guard !isInside else { continue }
      if byte == newline { break }
      counts[byte, default: 0] += 1
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let most = candidates.map { counts[$0] ?? 0 }.max() ?? 0
    return candidates.first { counts[$0] ?? 0 == most } ?? candidates[0]
  }

  private mutating func line() {
    while true {
      nextCell()
      guard fault == nil, position < bytes.count, bytes[position] == separator, cells.count <= limit else { break }
      position += 1
    }
    if position < bytes.count { position += 1 }
    let first = starts[starts.count - 1]
    let isBlank = cells.count == first + 1 && cells[first].start == cells[first].end && !cells[first].isQuoted
    if isBlank || fault != nil { cells.removeLast(cells.count - first) } else { starts.append(cells.count) }
  }

  /// Adds the cell at hand and stops at its separator, its line's end or the end of the text.
  private mutating func nextCell() {
    skipBlanks()
    guard position < bytes.count, bytes[position] == quote else {
      let start = position
      while position < bytes.count, bytes[position] != separator, bytes[position] != newline { position += 1 }
      var end = position
      while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
      cells.append(cell(start, end))
      return
    }
    quotedCell()
  }

  private mutating func quotedCell() {
    let open = position
    position += 1
    while position < bytes.count {
      if bytes[position] != quote {
        position += 1
      } else if position + 1 < bytes.count, bytes[position + 1] == quote {
        position += 2
      } else {
        break
      }
    }
    guard position < bytes.count else {
      let end = bytes[open...].firstIndex(of: newline) ?? bytes.count
      return report("this quote is not closed", open, end, "the cell goes on to the end of the file")
    }
    cells.append(cell(open + 1, position, isQuoted: true))
    position += 1
    skipBlanks()
    if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
    guard position < bytes.count, bytes[position] != separator, bytes[position] != newline else { return }
    report("a quoted cell ends with its quote", open, position, "a quote inside a cell is written twice, `\"\"`")
  }

  /// Blanks around a cell; a tab may be the separator.
  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 && separator != 0x09 {
      position += 1
    }
  }

  private func cell(_ start: Int, _ end: Int, isQuoted: Bool = false) -> CommaSeparated.Cell {
    CommaSeparated.Cell(
      start: Int32(clamping: start), end: Int32(clamping: end), isQuoted: isQuoted)
  }

  private mutating func report(_ message: String, _ start: Int, _ end: Int, _ words: String) {
    fault = Diagnostic("P120", message, at: .init(Span(file: file, start: start, end: end), words))
  }
}
