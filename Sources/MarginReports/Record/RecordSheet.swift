import MarginModel

extension BookLayout {
  /// Writes what the book holds now below the documentation.
  func addRecord(to book: inout Workbook) {
    guard let place = book.sheets.firstIndex(where: { $0.name == ExportRecord.sheet }) else { return }
    let record = record(of: book)
    var sheet = book.sheets[place]
    var row = (sheet.cells.keys.map(\.row).max() ?? 0) + 2
    sheet.section(ExportRecord.heading, row, columns: 1...7)
    sheet.text(
      "What the inputs and sheets held at the export, by which `margin pull` tells what was changed in the book since.",
      row + 1, 1, Style.note)
    row += 2
    for (column, title) in ["Kind", "Name", "Unit", "Place", "As exported"].enumerated() {
      sheet.text(title, row, 1 + column, Style.headLeft)
    }
    let style = CellStyle().with {
      $0.size = 8; $0.color = Style.grey
    }
    for texts in record.rows {
      row += 1
      for (column, text) in texts.enumerated() where !text.isEmpty { sheet.text(text, row, 1 + column, style) }
    }
    sheet.print.area = sheet.usedArea
    book.sheets[place] = sheet
  }

  private func record(of book: Workbook) -> ExportRecord {
    var record = ExportRecord()
    record.facts = [
      ("digest", info.digest), ("model", info.modelFile), ("title", model.title.singleLine), ("tool", info.toolVersion),
      ("cases", model.cases.map(\.name).joined(separator: "|")),
    ]
    guard let inputs = book.sheets.first(where: { $0.name == "Inputs" }) else { return record }
    var taken: Set<CellAddress> = []
    for line in inputLines {
      switch line.content {
      case .scalar(let leaf, let member): take(leaf, member, line.row, inputs, &record, &taken)
      case .block(let leaf, let member):
        for place in model.cases.indices {
          take(leaf, member, line.row + 1 + place, inputs, &record, &taken, caseName: model.cases[place].name)
        }
      default: continue
      }
    }
    for sheet in book.sheets where sheet.name != ExportRecord.sheet {
      let print = fingerprint(sheet, without: sheet.name == "Inputs" ? taken : [])
      record.sheets.append(
        .init(
          name: sheet.name, tables: sheet.tables.map(\.block), formulas: print.formulaText, numbers: print.numberText))
    }
    for (address, cell) in inputs.cells.sorted(by: { $0.key < $1.key }) where !taken.contains(address) {
      guard case .number(let number) = cell.content else { continue }
      record.lines.append(
        .init(
          name: label(of: address, inputs), role: "cell", unit: "", caseName: nil, first: address,
          values: [.number(number)]))
    }
    return record
  }

  /// The cells of a line, one for each case or, over time, one for each period.
  private func take(
    _ id: Int, _ member: Int, _ row: Int, _ inputs: Sheet, _ record: inout ExportRecord,
    _ taken: inout Set<CellAddress>, caseName: String? = nil
  ) {
    let leaf = model.leaves[id]
    let column = caseName == nil ? InputColumns.firstCase : columns.firstPeriod
    let count = caseName == nil ? model.cases.count : grid.periods
    let addresses = (0..<count).map { CellAddress(row: row, column: column + $0) }
    taken.formUnion(addresses)
    let values = addresses.map { address -> ExportRecord.Value in
      switch inputs.cells[address]?.content {
      case .number(let number): .number(number)
      case .formula: .follows
      default: .number(.nan)
      }
    }
    record.lines.append(
      .init(
        name: inputName(leaf, member: member), role: leaf.role.word, unit: leaf.unit.text, caseName: caseName,
        first: CellAddress(row: row, column: column), values: values))
  }

  /// What stands before a number, with the head of its column.
  private func label(of address: CellAddress, _ inputs: Sheet) -> String {
    func text(_ row: Int, _ column: Int) -> String? {
      if case .text(let text)? = inputs.cells[CellAddress(row: row, column: column)]?.content { text } else { nil }
    }
    let own = text(address.row, InputColumns.path) ?? text(address.row, 1) ?? address.text
    let head = address.column > columns.lastCase ? text(InputColumns.headerRow, address.column) : nil
    return (own.isEmpty ? text(address.row, 1) ?? address.text : own) + (head.map { ", \($0.lowercased())" } ?? "")
  }

  /// As it stands on Inputs: `mix[small]`.
  private func inputName(_ leaf: Leaf, member: Int) -> String {
    model.definitions[leaf.definition].path + plan.memberName(leaf.axes, row: member)
  }

  private func fingerprint(_ sheet: Sheet, without left: Set<CellAddress>) -> SheetFingerprint {
    var print = SheetFingerprint()
    let tables = sheet.tables.map(\.block)
    for (address, cell) in sheet.cells where !left.contains(address) {
      switch cell.content {
      case .formula(let formula, _): print.add(formula: formula, at: address)
      case .number(let number):
        // A what-if table's numbers are results, and programs keep them in different ways.
        if !tables.contains(where: { $0.holds(address) }) { print.add(number: number, at: address) }
      default: continue
      }
    }
    return print
  }
}

extension CellRange {
  /// `C8:G12`, or one cell.
  package init?(text: String) {
    let corners = text.split(separator: ":").map { CellAddress(text: String($0)) }
    guard let first = corners.first ?? nil, let last = corners.last ?? nil, corners.count <= 2 else { return nil }
    self.init(first, last)
  }

  /// Whether a cell lies in the block.
  package func holds(_ address: CellAddress) -> Bool {
    first.row <= address.row && address.row <= last.row && first.column <= address.column
      && address.column <= last.column
  }
}

extension Leaf.Role {
  /// As the record of an export says it.
  package var word: String {
    switch self {
    case .value: "value"
    case .level: "level"
    case .elapsed: "elapsed"
    case .factor: "factor"
    case .addend: "addend"
    }
  }
}
