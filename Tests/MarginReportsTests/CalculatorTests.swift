import Testing

@testable import MarginReports

/// The value of one formula on a small sheet: A1 is 2, A2 is 3, A3 is `n/a`, A4 is empty.
private func value(of formula: String) -> SheetValue {
  var sheet = Sheet(name: "One sheet")
  sheet.cells[CellAddress(row: 0, column: 0)] = Cell(.number(2), CellStyle())
  sheet.cells[CellAddress(row: 1, column: 0)] = Cell(.number(3), CellStyle())
  sheet.cells[CellAddress(row: 2, column: 0)] = Cell(.text("n/a"), CellStyle())
  let target = CellAddress(row: 0, column: 2)
  sheet.cells[target] = Cell(.formula(formula, cached: .number(0)), CellStyle())
  var book = Workbook(title: "", author: "", subject: "", company: "", created: "2026-01-01")
  book.sheets = [sheet]
  book.names = [Workbook.DefinedName(name: "two", formula: "'One sheet'!$A$1")]
  return book.calculated().calculator.value(0, target)
}

@Suite("Formulas are calculated as spreadsheets do")
struct CalculatorTests {
  @Test(
    "Numbers, signs and powers",
    arguments: [
      ("1+2*3", 7.0), ("-2^2", 4), ("2^3^2", 64), ("(1+2)*3", 9), ("A1/A2*3", 2), ("two+1", 3), ("SUM(A1:A4)", 5),
      ("COUNT($A$1:$A$4)", 2), ("ROWS(A1:A4)", 4), ("INDEX(A1:A4,2)", 3), ("MATCH(3,A1:A4,0)", 2), ("N(A3)", 0),
      ("SUMIF(A1:A2,3,A1:A2)", 3), ("SUMPRODUCT(ISNUMBER(A1:A4)*(A1:A4>2))", 1), ("YEAR(EDATE(46023,12))", 2027),
      ("MAX(A1,MIN(A2,10))", 3), ("ROUND(2.5,0)", 3), ("-INT(-ROUND(7.78,12))", 8), ("'One sheet'!A2", 3),
    ])
  func numbers(formula: String, expected: Double) {
    #expect(value(of: formula) == .number(expected))
  }

  @Test("Texts in arithmetic are errors, and a guard keeps them out")
  func texts() {
    #expect(value(of: "A3+1") == .error("#VALUE!"))
    #expect(value(of: "1/A4") == .error("#DIV/0!"))
    #expect(value(of: "IF(ISNUMBER(A1+A3),A1+A3,\"n/a\")") == .text("n/a"))
    #expect(value(of: "IF(N(A3)<>0,A1/A3,\"n/a\")") == .text("n/a"))
    #expect(value(of: "\"Case: \"&A1") == .text("Case: 2"))
  }

  @Test("A formula that cannot be read, and one that reads itself, are told")
  func faults() {
    var sheet = Sheet(name: "S")
    sheet.cells[CellAddress(row: 0, column: 0)] = Cell(.formula("1+", cached: .number(0)), CellStyle())
    sheet.cells[CellAddress(row: 1, column: 0)] = Cell(.formula("A2+1", cached: .number(0)), CellStyle())
    var book = Workbook(title: "", author: "", subject: "", company: "", created: "2026-01-01")
    book.sheets = [sheet]
    #expect(book.calculated().calculator.faults.count == 2)
  }

  @Test("A two-way table gives its head with both axes in the drivers' places")
  func table() {
    var sheet = Sheet(name: "S")
    func put(_ content: CellContent, _ row: Int, _ column: Int) {
      sheet.cells[CellAddress(row: row, column: column)] = Cell(content, CellStyle())
    }
    put(.text("live"), 0, 0)
    put(.text("live"), 0, 1)
    put(.formula("IF(ISNUMBER(A1),A1,5)*IF(ISNUMBER(B1),B1,7)", cached: .number(0)), 2, 0)
    for (index, point) in [1.0, 2].enumerated() {
      put(.number(point), 2, 1 + index)
      put(.number(point * 10), 3 + index, 0)
      for row in 3...4 { put(.number(0), row, 1 + index) }
    }
    let block = CellRange(CellAddress(row: 3, column: 1), CellAddress(row: 4, column: 2))
    sheet.tables = [
      WhatIfTable(block: block, rowInput: CellAddress(row: 0, column: 0), columnInput: CellAddress(row: 0, column: 1))
    ]
    var book = Workbook(title: "", author: "", subject: "", company: "", created: "2026-01-01")
    book.sheets = [sheet]
    let calculated = book.calculated()
    #expect(calculated.calculator.value(0, CellAddress(row: 2, column: 0)) == .number(35))
    #expect(calculated.book.sheets[0].cells[CellAddress(row: 4, column: 2)]?.content == .number(40))
  }
}
