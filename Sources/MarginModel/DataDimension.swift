import MarginSource
import MarginSyntax

/// A column of a data file.
struct DataColumn: Equatable {
  let file: Int
  let column: Int
}

extension Checker {
  /// A dimension whose members are the cells of a data file's column, in the order of its lines.
  func declareDimension(_ declaration: DimensionDeclaration, from clause: DataClause) {
    guard let file = dataFile(clause), let key = keyColumn(clause, file),
      let members = members(of: declaration.name.text, file, key)
    else {
      unreadNames.insert(declaration.name.text)
      return
    }
    axisByName[declaration.name.text] = axes.count
    dataAxes[axes.count] = DataColumn(file: file.file, column: key)
    axes.append(
      Model.Axis(
        name: declaration.name.text, label: declaration.label?.value ?? title(of: declaration.name.text),
        members: members, maps: nil))
  }

  /// A member for each line, named by its cell; nil where a message has been given.
  private func members(of name: String, _ file: CommaSeparated, _ key: Int) -> [(name: String, label: String)]? {
    var members: [(name: String, label: String)] = []
    members.reserveCapacity(file.lineCount - 1)
    var first: [String: Int] = Dictionary(minimumCapacity: file.lineCount)
    var faults = 0
    for line in 1..<file.lineCount where faults < dataFaultLimit {
      guard isWhole(file, line) else { faults += 1; continue }
      let cell = file.cell(line, key)
      let text = file.text(cell)
      guard let made = CellText.name(text, prefix: name), text.utf8.count <= longestMember else {
        unnamed(text, file.span(cell))
        faults += 1
        continue
      }
      refusePlace(Name(made, file.span(cell)))
      if let earlier = first.updateValue(line, forKey: made) {
        repeated(file, key, line, earlier, made)
        faults += 1
      }
      members.append((made, text == made ? title(of: made) : text))
    }
    return faults == 0 ? members : nil
  }

  private func unnamed(_ text: String, _ span: Span) {
    error(
      "D723", text.isEmpty ? "this line has no name" : "this text makes no name", span,
      text.utf8.count > longestMember
        ? "it has more than \(longestMember) bytes" : "a name has letters or digits, A to Z and 0 to 9",
      fixes: [.init("name another column with `key`")])
  }

  private func repeated(_ file: CommaSeparated, _ key: Int, _ line: Int, _ earlier: Int, _ name: String) {
    let cells = (file.cell(earlier, key), file.cell(line, key))
    let isSame = file.text(cells.0) == file.text(cells.1)
    error(
      isSame ? "N402" : "D725",
      isSame
        ? "there is already a line for `\(file.text(cells.1))`" : "two texts of this column make one name: `\(name)`",
      file.span(cells.1), "again here", secondary: [.init(file.span(cells.0), "first here")])
  }

  /// False, with a message, for a line that has more or fewer cells than the header.
  func isWhole(_ file: CommaSeparated, _ line: Int) -> Bool {
    guard file.cellCount(line) != file.cellCount(0) else { return true }
    error(
      "D702", "this line has \(file.cellCount(line)) cells, the header \(file.cellCount(0))", file.span(line: line),
      "an empty cell has its separator too", secondary: [.init(file.span(line: 0), "the header")])
    return false
  }
}

/// Bytes of a text that names a member.
private let longestMember = 200
