import MarginReports
import Testing

@testable import MarginXLSX

@Suite("What is refused before anything is written")
struct CheckingTests {
  /// The error that writing gives; the folder stays empty.
  private func error(_ workbook: Workbook) throws -> XLSXError? {
    let folder = try TemporaryFolder()
    defer { #expect(folder.names.isEmpty) }
    do {
      try writeXLSX(workbook, to: folder.file("book.xlsx"))
    } catch {
      return error
    }
    Issue.record("the workbook was written")
    try? writeXLSX(emptyBook(), to: folder.file("book.xlsx"))
    return nil
  }

  @Test("Numbers that are not finite", arguments: [Double.nan, .infinity, -.infinity])
  func finite(number: Double) throws {
    #expect(try error(book(["B2": .number(number)])) == .notFinite(place: "'Sheet'!B2", what: "the number"))
    #expect(
      try error(book(["B2": .formula("1/0", cached: .number(number))]))
        == .notFinite(place: "'Sheet'!B2", what: "the formula's value"))
    #expect(try error(book { $0.columnWidths[1] = number })?.place == "sheet \"Sheet\"")
    #expect(try error(book { $0.rowHeights[1] = number })?.fault.contains("not a finite number") == true)
  }

  @Test("Texts at the limit pass and one character more does not")
  func textLimits() throws {
    #expect(throws: Never.self) { try WrittenBook(book(["A1": .text(String(repeating: "x", count: 32_767))])) }
    let long = book(["A1": .text(String(repeating: "x", count: 32_768))])
    #expect(try error(long) == .overLimit(place: "'Sheet'!A1", .text, size: 32_768))
    let wide = book(["A1": .text(String(repeating: "😀", count: 16_384))])
    #expect(try error(wide) == .overLimit(place: "'Sheet'!A1", .text, size: 32_768))
  }

  @Test("Formulas at the limit pass; longer, empty or with = in front they do not")
  func formulaLimits() throws {
    let most = "1" + String(repeating: "+1", count: 4_095) + "1"
    #expect(throws: Never.self) { try WrittenBook(book(["A1": .formula(most, cached: .number(0))])) }
    let long = book(["A1": .formula(most + "1", cached: .number(0))])
    #expect(try error(long) == .overLimit(place: "'Sheet'!A1", .formula, size: 8_193))
    #expect(try error(book(["A1": .formula("", cached: .number(0))])) != nil)
    #expect(try error(book(["A1": .formula("=1", cached: .number(0))])) != nil)
  }

  @Test("Cells beyond the last row or column")
  func grid() throws {
    #expect(throws: Never.self) { try WrittenBook(book(["XFD1048576": .number(1)])) }
    #expect(try error(book(["A1048577": .number(1)])) != nil)
    #expect(try error(book(["XFE1": .number(1)])) != nil)
    #expect(try error(book { $0.cells[CellAddress(row: -1, column: 0)] = Cell(.number(1), CellStyle()) }) != nil)
    #expect(try error(book { $0.freeze = CellAddress(row: 0, column: 16_384) }) != nil)
    #expect(try error(book { $0.print.repeatedRows = -1...2 }) != nil)
  }

  @Test(
    "Names of sheets that Excel does not take",
    arguments: ["", "'a", "a'", "a[b", "a]b", "a:b", "a*b", "a?b", "a/b", "a\\b", "History", "a\u{1}b", "a\nb"])
  func sheetNames(name: String) throws {
    var workbook = emptyBook()
    workbook.sheets = [Sheet(name: name)]
    #expect(try error(workbook) != nil)
  }

  @Test("A sheet's name of 31 characters passes, of 32 not, and none comes twice whatever its case")
  func sheetNameLimits() throws {
    var workbook = emptyBook()
    workbook.sheets = [Sheet(name: String(repeating: "é", count: 31)), Sheet(name: "Größe")]
    #expect(throws: Never.self) { try WrittenBook(workbook) }
    workbook.sheets[0].name += "x"
    #expect(try error(workbook)?.fault == "a sheet's name may have at most 31 characters, and this has 32")
    workbook.sheets[0].name = "GRÖSSE"
    #expect(throws: Never.self) { try WrittenBook(workbook) }
    workbook.sheets[0].name = "GRÖßE"
    #expect(try error(workbook) == .duplicate(place: "sheet \"Größe\"", name: "Größe"))
    workbook.sheets = []
    #expect(try error(workbook) == .missing(place: "the workbook", what: "a sheet"))
  }

  @Test(
    "Defined names that Excel does not take",
    arguments: [
      "", "A1", "xfd1048576", "TAX2024", "R", "c", "R1C1", "r1", "C12", "RC", "R1C", "1a", "a b", "a-b", "a!b", "TRUE",
      "_xlnm.Print_Area", ".a", "a\u{1}",
    ])
  func definedNames(name: String) throws {
    var workbook = book(["A1": .number(1)])
    workbook.names = [.init(name: name, formula: "Sheet!$A$1")]
    #expect(try error(workbook) != nil)
  }

  @Test(
    "Defined names that Excel takes",
    arguments: ["Case", "_a", "\\a", "a.b", "Größe", "RATE", "R1C1x", "ABCD1", "price_per_1k", "RC_total", "C.1"])
  func goodNames(name: String) throws {
    var workbook = book(["A1": .number(1)])
    workbook.names = [.init(name: name, formula: "Sheet!$A$1")]
    #expect(throws: Never.self) { try WrittenBook(workbook) }
  }

  @Test("A defined name of 255 characters passes, of 256 not, and none comes twice whatever its case")
  func definedNameLimits() throws {
    var workbook = book(["A1": .number(1)])
    let most = String(repeating: "x", count: 255)
    workbook.names = [.init(name: most, formula: "Sheet!$A$1")]
    #expect(throws: Never.self) { try WrittenBook(workbook) }
    workbook.names = [.init(name: most + "x", formula: "Sheet!$A$1")]
    #expect(try error(workbook)?.fault.contains("at most 255") == true)
    workbook.names = ["Case", "CASE"].map { .init(name: $0, formula: "Sheet!$A$1") }
    #expect(try error(workbook) == .duplicate(place: "name \"CASE\"", name: "CASE"))
  }

  @Test("Merged blocks that share a cell, are one cell, or hide content")
  func merges() throws {
    #expect(
      try error(book { $0.merges = [block("B2:D3"), block("A1:B2")] })
        == .overlap(
          place: "sheet \"Sheet\"", first: "the merged block A1:B2", second: "the merged block B2:D3"))
    #expect(try error(book { $0.merges = [block("B2:B2")] }) != nil)
    #expect(try error(book { $0.merges = [CellRange(at("B2"), at("A1"))] }) != nil)
    #expect(try error(book { $0.merges = [CellRange(at("A1"), at("XFD1048576"))] }) != nil)
    let hidden = book { sheet in
      sheet.merges = [block("A1:B1")]
      sheet["B1"] = .number(1)
    }
    #expect(try error(hidden)?.place == "'Sheet'!B1")
  }

  private func tables(_ change: (inout Sheet) -> Void) -> Workbook {
    var workbook = emptyBook()
    var sheet = sensitivitySheet()
    change(&sheet)
    workbook.sheets = [sheet]
    return workbook
  }

  @Test("What-if tables that share cells, lack an axis, an input or a value, or hold formulas")
  func whatIfTables() throws {
    let block810 = block("C8:E10")
    func table(_ range: CellRange, _ row: String?, _ column: String?) -> WhatIfTable {
      WhatIfTable(block: range, rowInput: row.map(at), columnInput: column.map(at))
    }
    #expect(
      try error(tables { $0.tables.append(table(block("D9:E9"), "B1", nil)) })
        == .overlap(
          place: "sheet \"Sensitivity\"", first: "the what-if table C8:E10", second: "the what-if table D9:E9"))
    #expect(try error(tables { $0.merges = [block("A8:C8")] })?.fault.contains("share cells") == true)
    #expect(try error(tables { $0.tables = [table(block810, nil, nil)] }) != nil)
    #expect(try error(tables { $0.tables = [table(block810, "B1", "B1")] }) != nil)
    #expect(try error(tables { $0.tables = [table(block810, "D9", nil)] }) != nil)
    #expect(try error(tables { $0.tables = [table(block("A1:A2"), "B1", nil)] }) != nil)
    #expect(try error(tables { $0.cells[at("D9")] = nil })?.place == "'Sensitivity'!D9")
    #expect(try error(tables { $0["D9"] = .formula("1", cached: .number(1)) })?.place == "'Sensitivity'!D9")
    #expect(try error(tables { $0["D9"] = .blank })?.place == "'Sensitivity'!D9")
    #expect(try error(tables { $0.tables = [table(CellRange(at("B2"), at("XFE9999999")), "A1", nil)] }) != nil)
  }

  @Test("Characters that the file cannot hold", arguments: ["a\u{0}b", "\u{FFFE}", "x\u{FFFF}"])
  func characters(text: String) throws {
    #expect(try error(book(["A1": .text(text)]))?.fault.hasPrefix("the text holds the character U+") == true)
    #expect(try error(book(["A1": .formula("\"\(text)\"", cached: .number(1))])) != nil)
    var workbook = book(["A1": .number(1)])
    workbook.title = text
    #expect(try error(workbook)?.place == "the workbook's properties")
  }

  @Test(
    "References that lead nowhere",
    arguments: ["", "A1", "Sheet!", "Other!A1", "'Sheet!A1", "Sheet!A0", "Sheet!B1:A1"])
  func references(target: String) throws {
    #expect(
      try error(book(["A1": .link(target: target, text: "x")]))
        == .badReference(place: "'Sheet'!A1", what: "the link", reference: target))
    let list = ListValidation(cell: at("A1"), source: .range("=" + target), title: "", message: "")
    #expect(try error(book { $0.lists = [list] }) != nil)
    let series = ChartPlacement.Series(name: "S", categories: "Sheet!$A$1:$B$1", values: target, color: 0)
    #expect(try error(book { $0.charts = [chart(series: [series])] }) != nil)
  }

  private func chart(
    title: String = "T", alternativeText: String = "A", width: Int = 300, series: [ChartPlacement.Series]? = nil,
    format: String = "0"
  ) -> ChartPlacement {
    let plain = ChartPlacement.Series(name: "S", categories: "Sheet!$A$1", values: "Sheet!$A$2", color: 0)
    return ChartPlacement(
      kind: .line, title: title, alternativeText: alternativeText, at: at("A1"), width: width, height: 200,
      series: series ?? [plain], valueFormat: format)
  }

  @Test("Charts without a title, a description, a series or a size")
  func charts() throws {
    #expect(throws: Never.self) { try WrittenBook(book { $0.charts = [chart()] }) }
    let block2 = ChartPlacement.Series(name: "S", categories: "Sheet!A1", values: "Sheet!$A$1:$B$2", color: 0)
    let bad = [
      chart(title: ""), chart(alternativeText: ""), chart(width: 0), chart(series: []), chart(format: ""),
      chart(series: [block2]), chart(title: String(repeating: "x", count: 256)),
    ]
    for one in bad { #expect(try error(book { $0.charts = [one] })?.place == "the chart at 'Sheet'!A1") }
  }

  @Test("Lists with a comma, an empty item, too much text or a long title")
  func lists() throws {
    func list(_ items: [String], title: String = "") -> Workbook {
      book { $0.lists = [ListValidation(cell: at("A1"), source: .items(items), title: title, message: "")] }
    }
    #expect(throws: Never.self) { try WrittenBook(list([String(repeating: "x", count: 255)])) }
    for items in [[], [""], ["a,b"], [String(repeating: "x", count: 255), "y"], [String(repeating: "\"", count: 128)]] {
      #expect(try error(list(items))?.place == "'Sheet'!A1")
    }
    #expect(try error(list(["a"], title: String(repeating: "x", count: 33))) != nil)
  }

  @Test("Styles outside what the format holds")
  func styles() throws {
    let changes: [(inout CellStyle) -> Void] = [
      { $0.size = 0 }, { $0.size = .nan }, { $0.size = 410 }, { $0.indent = 251 }, { $0.color = -1 },
      { $0.fill = 0x1000000 }, { $0.numberFormat = "" }, { $0.numberFormat = String(repeating: "0", count: 128) },
      { $0.font = "" }, { $0.font = "a\u{1}" },
    ]
    for change in changes {
      let workbook = book { $0.cells[at("C3")] = Cell(.number(1), CellStyle().with(change)) }
      #expect(try error(workbook)?.place == "'Sheet'!C3")
    }
    #expect(try error(book { $0.rowLevels[1] = 8 }) != nil)
    #expect(try error(book { $0.rowHeights[1] = 410 }) != nil)
    #expect(try error(book { $0.columnWidths[1] = 256 }) != nil)
    #expect(try error(book { $0.print.header = String(repeating: "x", count: 256) }) != nil)
    #expect(try error(book { $0.print.fitWidth = -1 }) != nil)
    #expect(try error(book { $0.tabColor = 0x1000000 }) != nil)
  }

  @Test("Of several faults the first cell's is told")
  func firstFault() throws {
    var cells: [String: CellContent] = [:]
    for row in 3...40 { cells["B\(row)"] = .number(.nan) }
    for _ in 0..<5 { #expect(try error(book(cells))?.place == "'Sheet'!B3") }
  }

  @Test("A fault tells its place, what is wrong and what to do")
  func words() {
    let fault = XLSXError.overLimit(place: "'Sheet'!A1", .text, size: 32_768)
    #expect(
      fault.description
        == "'Sheet'!A1: a cell's text may have at most 32767 characters, and this has 32768. Shorten it.")
    let links = XLSXError.overLimit(place: "sheet \"A\"", .links, size: 70_000)
    #expect(links.fault == "the links of a sheet are 70000, and Excel takes at most 65530")
  }
}
