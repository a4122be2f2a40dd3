import MarginSource
import MarginSyntax
import MarginUnits

/// The values of tables that are read from data files.
extension Checker {
  func declareDataTable(_ table: TableDeclaration, path: String, scope: Scope) {
    guard let clause = table.data, let data = dataTable(table, clause) else {
      unreadNames.insert(table.name.text)
      return
    }
    let label = table.label?.value ?? title(of: table.name.text)
    guard table.dimensions.count < 2, !clause.isOneColumn else {
      addDraft(
        Draft(
          path: path, label: label, kind: .input, isInput: true,
          origin: .data(data, column: table.dimensions.count < 2 ? 0 : nil), scope: scope, span: table.name.span))
      return
    }
    records[path] = data.columns.map(\.name.text)
    var seen: Set<String> = []
    for (index, column) in data.columns.enumerated() {
      guard seen.insert(column.name.text).inserted else { duplicate(column.name, "a column of that name"); continue }
      addDraft(
        Draft(
          path: path + "." + column.name.text,
          label: label + ", " + (column.label ?? title(of: column.name.text).lowercased()), kind: .input, isInput: true,
          origin: .data(data, column: index), scope: scope, span: table.name.span))
    }
  }

  /// A column of a data file over the dimension of its lines; the whole file over two dimensions for `column` nil.
  func buildData(_ id: Int, _ data: DataTable, _ column: Int?) -> Definition? {
    guard let (rows, others) = tableAxes(data.table) else { return nil }
    let hasTime = datedPaths.contains(drafts[id].path)
    guard fits(union([[rows], others.map { [$0] } ?? [], hasTime ? [0] : []]), data.table.name.span),
      let lines = lines(of: data, rows)
    else { return nil }
    guard let others else {
      let chosen = data.columns[column ?? 0]
      return dataLeaf(id, data, lines, [chosen], rows, nil, unit: chosen.unit ?? data.table.unit, hasTime)
    }
    guard let columns = columns(of: data, others) else { return nil }
    return dataLeaf(id, data, lines, columns, rows, others, unit: data.table.unit, hasTime)
  }

  private func dataLeaf(
    _ id: Int, _ data: DataTable, _ lines: [Int], _ columns: [DataTable.Column], _ rows: AxisID, _ others: AxisID?,
    unit written: UnitExpression?, _ hasTime: Bool
  ) -> Definition? {
    guard var unit = written.map({ self.unit($0) }) ?? .some(nil) else { return nil }
    let dimensions = union([[rows], others.map { [$0] } ?? []])
    // The numbers stand by the dimensions as the model has them, whichever of them the file has as its lines.
    let byLines = dimensions.first == rows
    var numbers = Array(repeating: Double.nan, count: lines.count * columns.count)
    var places = Array(repeating: 0, count: numbers.count)
    var faults = 0
    for (member, line) in lines.enumerated() where faults < dataFaultLimit {
      let number = data.file.source.lineNumber(data.file.span(line: line).start)
      for (place, column) in columns.enumerated() {
        let cell = byLines ? member * columns.count + place : place * lines.count + member
        places[cell] = number
        guard let value = dataNumber(data.file, line, column.index, &unit, drafts[id].path) else {
          faults += 1; continue
        }
        numbers[cell] = value
      }
    }
    guard faults == 0 else { return nil }
    let shown = unit ?? .plain
    var draft = LeafDraft(
      definition: id, role: .value, dimensions: dimensions, unit: shown, hasTime: hasTime,
      values: hasTime ? numbers.flatMap { Array(repeating: $0, count: timeline.count) } : numbers)
    draft.lines = Leaf.DataLines(file: data.clause.path.value, numbers: places)
    leaves.append(draft)
    return plainDefinition(
      id, .leaf(leaves.count - 1), .quantity(shown.dimension), shown, union([dimensions, hasTime ? [0] : []]),
      drafts[id].span, text: program.sources.text(data.clause.span))
  }

  /// The number of a cell in `unit`, which the first cell gives where none is stated; NaN for an empty one, nil where
  /// a message has been given.
  func dataNumber(_ file: CommaSeparated, _ line: Int, _ column: Int, _ unit: inout Unit?, _ path: String)
    -> Double?
  {
    let cell = file.cell(line, column)
    let range = file.bytes(cell)
    let bytes = file.source.bytes[range]
    if bytes.isEmpty || bytes.count == 1 && bytes.first == UInt8(ascii: "-") { return .nan }
    if let known = unit, let value = CellText.plainNumber(bytes),
      value <= 1 || known.style != .percent || !known.factors.isEmpty
    {
      return value
    }
    guard let expression = CellText.number(file.source, file.file, range) else {
      noNumber(file, cell)
      return nil
    }
    guard let literal = tableCell(expression, unit, path) else { return nil }
    let own = unit ?? literal.unit
    unit = own
    return literal.in(own).first
  }

  /// `D720`: a cell that is no written number, with the spelling that works where one is near.
  private func noNumber(_ file: CommaSeparated, _ cell: CommaSeparated.Cell) {
    let text = file.text(cell)
    let span = file.span(cell)
    var fixes: [Diagnostic.Fix] = []
    if let mended = withoutCommas(text, separator: file.separator) {
      fixes = [.init("write `\(mended)`", edits: [.init(span, mended)])]
    } else if ["n/a", "na", "nan", "null", "none", "nil", "#n/a", "--", "–", "—"].contains(text.lowercased()) {
      fixes = [.init("leave the cell empty", edits: [.init(span, "")])]
    } else if text.hasPrefix("(") || text.hasPrefix("=") {
      fixes = [.init("compute it in the model: a file holds written numbers")]
    } else {
      fixes = [.init("choose the columns that hold numbers: `from csv … columns NAME, NAME`")]
    }
    error(
      "D720", "this cell is no number", span, "such as 0.25, 72%, $3 or 120k; an empty cell has no value", fixes: fixes)
  }

  /// `1250.5` for `1,250.5`; in a file that is cut at semicolons `0.25` for `0,25`.
  private func withoutCommas(_ text: String, separator: UInt8) -> String? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return nil }
    let isDecimal = separator == UInt8(ascii: ";") && parts.count == 2
    let mended = parts.joined(separator: isDecimal ? "." : "")
    let bytes = Array(mended.utf8)
    guard parts.dropFirst().allSatisfy({ isDecimal || $0.prefix(3).utf8.allSatisfy { (48...57).contains($0) } }) else {
      return nil
    }
    return CellText.plainNumber(bytes[...]) == nil ? nil : mended
  }

  /// The line of each member of a dimension; nil where one is unknown, repeated, missing or ragged, with a message.
  private func lines(of data: DataTable, _ axis: AxisID) -> [Int]? {
    switch data.lines {
    case .faulty: return nil
    case .known(let lines): return lines
    case .unread:
      let found = findLines(data, axis)
      data.lines = found.map { .known($0) } ?? .faulty
      return found
    }
  }

  private func findLines(_ data: DataTable, _ axis: AxisID) -> [Int]? {
    // The dimension was made of these very lines.
    if dataAxes[axis] == DataColumn(file: data.file.file, column: data.key) { return Array(1..<data.file.lineCount) }
    let members = memberIndex(axis)
    var lines = Array(repeating: 0, count: axes[axis].members.count)
    var faults = 0
    for line in 1..<data.file.lineCount where faults < dataFaultLimit {
      guard isWhole(data.file, line) else { faults += 1; continue }
      let cell = data.file.cell(line, data.key)
      guard let member = self.member(data.file.text(cell), members, axis) else {
        unknownMember(data.file.text(cell), data.file.span(cell), axis)
        faults += 1
        continue
      }
      if lines[member] > 0 {
        let first = data.file.span(data.file.cell(lines[member], data.key))
        error(
          "N402", "there is already a line for `\(axes[axis].members[member].name)`", data.file.span(cell),
          "again here", secondary: [.init(first, "first here")])
        faults += 1
      }
      lines[member] = line
    }
    guard faults == 0 else { return nil }
    let lacking = lines.indices.filter { lines[$0] == 0 }.map { axes[axis].members[$0].name }
    guard lacking.isEmpty else {
      error(
        "D703", "`\(data.file.source.name)` has no line for \(memberList(lacking))", data.clause.path.span,
        "every member of `\(axes[axis].name)` needs one")
      return nil
    }
    return lines
  }

  /// The columns by the members of the second dimension.
  private func columns(of data: DataTable, _ axis: AxisID) -> [DataTable.Column]? {
    for column in data.columns where column.unit != nil {
      oneUnit(column.name.span)
      return nil
    }
    let members = memberIndex(axis)
    var found: [Int: DataTable.Column] = [:]
    for column in data.columns {
      let text = header(data.file, column.index).text
      guard let member = self.member(text, members, axis) else {
        unknownMember(text, column.name.span, axis)
        return nil
      }
      guard found.updateValue(column, forKey: member) == nil else {
        duplicate(column.name, "a column for this member")
        return nil
      }
    }
    let lacking = axes[axis].members.indices.filter { found[$0] == nil }
    guard lacking.isEmpty else {
      lacksColumns(lacking.map { axes[axis].members[$0].name }, axis, data.clause.path.span)
      return nil
    }
    return axes[axis].members.indices.compactMap { found[$0] }
  }

  /// The member that a cell names: by its name, its label, or the name that the text makes.
  private func member(_ text: String, _ members: [String: Int], _ axis: AxisID) -> Int? {
    members[text] ?? CellText.name(text.lowercased(), prefix: axes[axis].name).flatMap { members[$0] }
  }
}
