/// Rows of cells set in columns; which columns stand right is told by `right`.
struct TextTable {
  var rows: [[String]] = []
  let right: Set<Int>
  let indent: String

  init(right: Set<Int> = [], indent: String = "") {
    self.right = right
    self.indent = indent
  }

  /// Two spaces between the columns, none at the end of a line.
  var text: String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += (column == 0 ? "" : "  ") + (right.contains(column) ? space + cell : cell + space)
      }
      return Self.trimmed(line) + "\n"
    }.joined()
  }

  /// Without blanks at its end.
  static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// Rows of cells set in columns, those named set right.
package func textTable(_ rows: [[String]], right: Set<Int>) -> String {
  var table = TextTable(right: right)
  table.rows = rows
  return table.text
}
