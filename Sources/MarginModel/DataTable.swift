import MarginSource
import MarginSyntax

/// A table whose lines stand in a data file: which of its columns are taken, and under which names.
final class DataTable {
  let table: TableDeclaration
  let clause: DataClause
  let file: CommaSeparated
  /// The column that names the members.
  let key: Int
  let columns: [Column]
  /// The line of each member, once that is known.
  var lines: Lines = .unread

  struct Column {
    /// Its name in the model, at its place in the file.
    let name: Name
    let label: String?
    let unit: UnitExpression?
    let index: Int
  }

  enum Lines {
    case unread
    /// The message has been given.
    case faulty
    case known([Int])
  }

  init(_ table: TableDeclaration, _ clause: DataClause, _ file: CommaSeparated, key: Int, columns: [Column]) {
    self.table = table
    self.clause = clause
    self.file = file
    self.key = key
    self.columns = columns
  }
}

/// After this many faults in one data file the rest is left unsaid.
let dataFaultLimit = 20

extension Checker {
  /// The file that a clause names, cut into cells; nil, with its reason told, where it could not be read.
  func dataFile(_ clause: DataClause) -> CommaSeparated? {
    guard let index = program.data[clause.path.span] else {
      isSilenced = true
      return nil
    }
    if let known = dataFiles[index] { return known }
    let source = program.sources.files[index]
    var result: CommaSeparated?
    if let (table, faults) = CommaSeparated.read(source, file: index, limit: cellLimit) {
      for fault in faults { report(fault) }
      if faults.isEmpty { result = table }
    } else {
      error(
        "D705", "`\(source.name)` has more than \(cellLimit) cells", clause.path.span, "too large",
        fixes: [.init("leave out columns and lines that the model does not read")])
    }
    if let table = result, table.lineCount < 2 {
      error(
        "D706", "`\(source.name)` has no lines below its header", clause.path.span,
        "the first line names the columns, each further line is a member")
      result = nil
    }
    dataFiles[index] = .some(result)
    return result
  }

  /// The column that a clause names as its key; the first where it names none.
  func keyColumn(_ clause: DataClause, _ file: CommaSeparated) -> Int? {
    clause.key.map { column($0, file) } ?? 0
  }

  /// The column whose header is a text, or makes it as a name; nil with a message where there is none.
  func column(_ wanted: Text, _ file: CommaSeparated) -> Int? {
    let headers = (0..<file.cellCount(0)).map { header(file, $0) }
    if let place = headers.firstIndex(where: { $0.text == wanted.value }) { return place }
    let names = headers.map { CellText.name($0.text, prefix: "") }
    if let place = names.firstIndex(of: wanted.value) { return place }
    let known = headers.map(\.text).filter { !$0.isEmpty }
    let near = likely(wanted.value, among: known)
    let isQuoted = program.sources.text(wanted.span).hasPrefix("\"")
    error(
      "D721", "`\(file.source.name)` has no column `\(wanted.value)`", wanted.span, "unknown column",
      secondary: [.init(file.span(line: 0), "its header")],
      fixes: near.map { name in
        let isName = CellText.name(name, prefix: "") == name && !isQuoted
        let text = isName ? name : "\"\(name)\""
        return [.init("write `\(text)`", edits: [.init(wanted.span, text)])]
      } ?? [])
    return nil
  }

  /// A header's words, and the bytes of the unit in brackets behind them.
  func header(_ file: CommaSeparated, _ column: Int) -> (text: String, unit: Range<Int>?) {
    let cell = file.cell(0, column)
    let text = file.text(cell)
    guard text.hasSuffix("]"), let open = text.lastIndex(of: "[") else { return (text, nil) }
    let words = text[..<open]
    let bytes = file.bytes(cell)
    let unit = text[text.index(after: open)...].utf8.count
    return (String(words.trimmed), (bytes.upperBound - unit)..<(bytes.upperBound - 1))
  }

  /// The table that a clause makes: its columns found and named. Nil where a message has been given.
  func dataTable(_ table: TableDeclaration, _ clause: DataClause) -> DataTable? {
    if let known = dataTables[clause.span] { return known }
    let made = makeDataTable(table, clause)
    dataTables[clause.span] = .some(made)
    return made
  }

  private func makeDataTable(_ table: TableDeclaration, _ clause: DataClause) -> DataTable? {
    guard let file = dataFile(clause), let key = keyColumn(clause, file) else { return nil }
    if let extra = table.columns.first?.name.span ?? table.rows.first?.span {
      error("D722", "this table takes its lines from a file", extra, "lines of its own would be a second source")
      return nil
    }
    let indices = clause.columns.map { column($0, file) }
    guard !indices.contains(nil) else { return nil }
    let all = (0..<file.cellCount(0)).filter { $0 != key && !isEmptyColumn(file, $0) }
    let chosen = clause.columns.isEmpty ? all : indices.compactMap { $0 }
    guard !chosen.isEmpty else {
      error("D706", "`\(file.source.name)` has no columns beside its key", clause.path.span, "nothing to read")
      return nil
    }
    var columns: [DataTable.Column] = []
    for index in chosen {
      guard let column = namedColumn(table, file, index) else { return nil }
      columns.append(column)
    }
    return DataTable(table, clause, file, key: key, columns: columns)
  }

  private func namedColumn(_ table: TableDeclaration, _ file: CommaSeparated, _ index: Int) -> DataTable.Column? {
    let (text, bytes) = header(file, index)
    let span = file.span(file.cell(0, index))
    guard let name = CellText.name(text, prefix: table.name.text) else {
      error("D723", "this column has no name", span, "a name has letters or digits, A to Z and 0 to 9")
      return nil
    }
    var unit: UnitExpression?
    if let bytes {
      let read = CellText.unit(file.source, file.file, bytes)
      for fault in read.diagnostics { report(fault) }
      guard let found = read.unit else {
        if read.diagnostics.isEmpty {
          error(
            "D724", "this is no unit", Span(file: file.file, start: bytes.lowerBound, end: bytes.upperBound),
            "such as [USD/1M tokens]")
        }
        return nil
      }
      unit = found
    }
    return DataTable.Column(
      name: Name(name, span), label: name == text ? nil : text, unit: unit, index: index)
  }

  /// True of a column that only the separators at the lines' ends make.
  private func isEmptyColumn(_ file: CommaSeparated, _ column: Int) -> Bool {
    (0..<file.lineCount).allSatisfy {
      column >= file.cellCount($0) || file.bytes(file.cell($0, column)).isEmpty
    }
  }

  /// The index of a member by its name, and by its label where no other member has that one.
  func memberIndex(_ axis: AxisID) -> [String: Int] {
    if let known = memberIndexes[axis] { return known }
    let members = axes[axis].members
    var names: [String: Int] = Dictionary(minimumCapacity: members.count * 2)
    for (index, member) in members.enumerated() { names[member.name] = index }
    // -1 for a label that several members have.
    var labels: [String: Int] = [:]
    for (index, member) in members.enumerated() where names[member.label] == nil {
      labels[member.label] = labels[member.label] == nil ? index : -1
    }
    for (label, index) in labels where index >= 0 { names[label] = index }
    memberIndexes[axis] = names
    return names
  }

  /// The names of a dimension's members as a message shows them: the first few of many.
  func memberList(_ names: [String]) -> String {
    names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", … (\(names.count))" : "")
  }
}

extension Substring {
  /// Without blanks at its end.
  fileprivate var trimmed: Substring {
    var rest = self
    while rest.last == " " || rest.last == "\t" { rest = rest.dropLast() }
    return rest
  }
}
