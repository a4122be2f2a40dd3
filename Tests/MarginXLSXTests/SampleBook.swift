import MarginReports

/// A workbook with one sheet, `Sheet`, and the given cells.
func book(_ cells: [String: CellContent]) -> Workbook {
  book { sheet in
    for (address, content) in cells { sheet[address] = content }
  }
}

/// A workbook with one sheet, `Sheet`, made by a closure.
func book(_ change: (inout Sheet) -> Void) -> Workbook {
  var book = emptyBook()
  var sheet = Sheet(name: "Sheet")
  change(&sheet)
  book.sheets = [sheet]
  return book
}

func emptyBook() -> Workbook {
  Workbook(title: "Support", author: "Finance", subject: "Unit economics", company: "Example", created: "2026-09-01")
}

/// `C8` as an address.
func at(_ text: String) -> CellAddress {
  let letters = text.utf8.prefix { $0 >= 65 }
  let column = letters.reduce(0) { $0 * 26 + Int($1) - 64 }
  return CellAddress(row: (Int(text.dropFirst(letters.count)) ?? 1) - 1, column: column - 1)
}

/// `C8:G12` as a block.
func block(_ text: String) -> CellRange {
  let corners = text.split(separator: ":").map { at(String($0)) }
  return CellRange(corners[0], corners[corners.count - 1])
}

extension Sheet {
  subscript(address: String) -> CellContent {
    get { cells[at(address)]?.content ?? .blank }
    set { cells[at(address)] = Cell(newValue, cells[at(address)]?.style ?? CellStyle()) }
  }
}

/// A what-if table of `price` (row) by `volume` (column) at C8:E10, one across at C14:E14 and one down at C18:C20.
func sensitivitySheet() -> Sheet {
  var sheet = Sheet(name: "Sensitivity")
  sheet["A1"] = .text("Price")
  sheet["B1"] = .number(2)
  sheet["A2"] = .text("Volume")
  sheet["B2"] = .number(10)
  sheet["A3"] = .text("Revenue")
  sheet["B3"] = .formula("B1*B2", cached: .number(20))
  sheet["B7"] = .formula("B3", cached: .number(20))
  sheet["B14"] = .formula("B3", cached: .number(20))
  sheet["C17"] = .formula("B3", cached: .number(20))
  for step in 0..<3 {
    let price = Double(step + 1)
    let volume = Double(step * 5 + 5)
    sheet.cells[CellAddress(row: 6, column: 2 + step)] = Cell(.number(price), CellStyle())
    sheet.cells[CellAddress(row: 7 + step, column: 1)] = Cell(.number(volume), CellStyle())
    for other in 0..<3 {
      let value = Double(other + 1) * volume
      sheet.cells[CellAddress(row: 7 + step, column: 2 + other)] = Cell(.number(value), CellStyle())
    }
    sheet.cells[CellAddress(row: 12, column: 2 + step)] = Cell(.number(price), CellStyle())
    sheet.cells[CellAddress(row: 13, column: 2 + step)] = Cell(.number(price * 10), CellStyle())
    sheet.cells[CellAddress(row: 17 + step, column: 1)] = Cell(.number(volume), CellStyle())
    sheet.cells[CellAddress(row: 17 + step, column: 2)] = Cell(.number(volume * 2), CellStyle())
  }
  sheet.tables = [
    WhatIfTable(block: block("C18:C20"), rowInput: nil, columnInput: at("B2")),
    WhatIfTable(block: block("C8:E10"), rowInput: at("B1"), columnInput: at("B2")),
    WhatIfTable(block: block("C14:E14"), rowInput: at("B1"), columnInput: nil),
  ]
  return sheet
}

/// A workbook with some of everything.
func sampleBook() -> Workbook {
  var book = emptyBook()
  book.sheets = [coverSheet(), monthsSheet(), sensitivitySheet()]
  book.sheets[2].conditions = [
    ConditionalFormat(range: block("C8:E10"), rule: .scale(low: 0xFCA5A5, middle: 0xFFFFFF, high: 0x86EFAC))
  ]
  book.names = [
    Workbook.DefinedName(name: "Case", formula: "Cover!$B$4"),
    Workbook.DefinedName(name: "Revenue", formula: "'Bob''s months'!$C$4:$N$4"),
  ]
  return book
}

private func coverSheet() -> Sheet {
  var sheet = Sheet(name: "Cover")
  sheet.defaultColumnWidth = 14
  sheet.columnWidths = [0: 3, 1: 24]
  sheet.rowHeights = [0: 30]
  sheet.tabColor = 0x0F766E
  let title = CellStyle().with {
    $0.size = 18
    $0.bold = true
    $0.fill = 0x0F766E
    $0.color = 0xFFFFFF
    $0.middle = true
  }
  sheet.cells[at("B1")] = Cell(.text("Support: unit economics"), title)
  sheet.merges = [block("B1:F1")]
  let link = CellStyle().with {
    $0.underlined = true
    $0.color = 0x1D4ED8
  }
  sheet.cells[at("B3")] = Cell(.link(target: "'Bob''s months'!A1", text: "Months & more"), link)
  sheet.cells[at("B4")] = Cell(
    .text("Base"),
    CellStyle().with {
      $0.unlocked = true; $0.fill = 0xFEF9C3
    })
  sheet["B5"] = .formula("B4=\"Base\"", cached: .truth(true))
  sheet["B6"] = .formula("IF(B5,\"PASS\",\"FAIL\")", cached: .text("PASS"))
  sheet.lists = [
    ListValidation(
      cell: at("B4"), source: .items(["Base", "High"]), title: "Case", message: "Choose the case of the whole book.")
  ]
  sheet.conditions = [
    ConditionalFormat(range: block("B6:B6"), rule: .textEquals("PASS", fill: 0xDCFCE7, color: 0x166534)),
    ConditionalFormat(range: block("B5:B5"), rule: .formula("NOT($B$5)", fill: 0xFEE2E2, color: 0x991B1B)),
  ]
  return sheet
}

private func monthsSheet() -> Sheet {
  var sheet = Sheet(name: "Bob's months")
  sheet.freeze = at("C3")
  sheet.columnWidths = [0: 2, 1: 20]
  sheet.rowLevels = [4: 1]
  sheet.print.repeatedRows = 0...1
  sheet.print.repeatedColumns = 0...1
  let head = CellStyle().with {
    $0.bold = true
    $0.bottom = .thin
    $0.alignment = .right
    $0.numberFormat = "mmm yy"
  }
  let money = CellStyle().with { $0.numberFormat = "#,##0;[Red]-#,##0" }
  sheet["B1"] = .text("Months")
  sheet["B4"] = .text("Revenue")
  sheet["B5"] = .text("Cost")
  for month in 0..<12 {
    let column = 2 + month
    let letter = CellAddress.letters(column)
    sheet.cells[CellAddress(row: 1, column: column)] = Cell(.number(46_023 + Double(month) * 30.4), head)
    let revenue = 1_000 + 100 * Double(month)
    sheet.cells[CellAddress(row: 3, column: column)] = Cell(
      .formula("1000+100*(COLUMN()-3)", cached: .number(revenue)), money)
    sheet.cells[CellAddress(row: 4, column: column)] = Cell(
      .formula("\(letter)4*0.6-900", cached: .number(revenue * 0.6 - 900)), money)
  }
  func series(_ name: String, _ row: Int, _ color: Int) -> ChartPlacement.Series {
    ChartPlacement.Series(
      name: name, categories: "'Bob''s months'!$C$2:$N$2", values: "'Bob''s months'!$C$\(row):$N$\(row)", color: color)
  }
  let both = [series("Revenue", 4, 0x0F766E), series("Cost", 5, 0xB45309)]
  let kinds: [ChartPlacement.Kind] = [.line, .column, .stackedColumn, .area, .bar, .stackedBar]
  for (index, kind) in kinds.enumerated() {
    sheet.charts.append(
      ChartPlacement(
        kind: kind, title: "=Revenue and cost, \(kind)", alternativeText: "Revenue & cost grow month by month",
        at: CellAddress(row: 7 + 17 * (index / 2), column: index % 2 == 0 ? 1 : 7), width: 460, height: 300,
        series: index == 0 ? both : both.reversed(), valueFormat: "#,##0"))
  }
  return sheet
}
