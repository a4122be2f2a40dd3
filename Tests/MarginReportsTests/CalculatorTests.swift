import Testing

@testable import MarginReports

/// The calculator follows Excel, whose answers stand here.
@Suite("The calculator of the workbook's formulas")
struct CalculatorTests {
  @Test(
    "Signs bind and associate as in Excel",
    arguments: [
      ("2+3*4", 14), ("2*3^2", 18), ("2^3^2", 64), ("-2^2", 4), ("2^-1", 0.5), ("8/4/2", 1), ("10-4-3", 3), ("--3", 3),
      ("(1+2)*3", 9), ("1.5E3+0.5", 1500.5), ("1+(2>1)", 2), ("-(1=1)", -1),
    ] as [(String, Double)])
  func signs(_ formula: String, _ expected: Double) { #expect(value(formula) == .number(expected), "\(formula)") }

  @Test(
    "Numbers stand below texts and texts below truths, and case does not count",
    arguments: [
      "1<2", "2<=2", "\"a\"=\"A\"", "\"a\"<\"b\"", "\"1\">999", "TRUE>\"z\"", "1<>\"1\"", "H1=0", "(1<2)=TRUE",
    ])
  func comparisons(_ formula: String) { #expect(value(formula) == .truth(true), "\(formula)") }

  @Test(
    "A fault has Excel's name",
    arguments: [
      ("1/0", "#DIV/0!"), ("\"n/a\"+1", "#VALUE!"), ("-\"n/a\"", "#VALUE!"), ("SQRT(-1)", "#NUM!"), ("LN(0)", "#NUM!"),
      ("EXP(1000)", "#NUM!"), ("10^309", "#NUM!"), ("MATCH(7,A1:A3,0)", "#N/A"), ("INDEX(A1:A3,4)", "#REF!"),
      ("AVERAGE(H1:H3)", "#DIV/0!"), ("MOD(1,0)", "#DIV/0!"), ("IF(\"x\",1,2)", "#VALUE!"), ("SUM(A1,1/0)", "#DIV/0!"),
      ("NOSUCH(1)", "#NAME?"), ("IF(1/0,1,2)", "#DIV/0!"), ("1+MATCH(7,A1:A3,0)", "#N/A"),
    ])
  func faults(_ formula: String, _ expected: String) { #expect(value(formula) == .error(expected), "\(formula)") }

  @Test(
    "Functions give Excel's values",
    arguments: [
      ("SUM(A1:A3)", 60), ("SUM(A1:B3)", 63), ("SUM(A1:A3,1,TRUE)", 62), ("AVERAGE(A1:A3)", 20),
      ("PRODUCT(A1:A3)", 6000),
      ("MIN(A1:A3)", 10), ("MAX(A1:A3,99)", 99), ("MIN(C1:C3)", 0), ("MAX(C1:C3)", 0), ("COUNT(A1:C3)", 6),
      ("COUNT(H1:H3)", 0), ("COLUMNS(A1:C2)", 3), ("ROWS(A1:C2)", 2), ("INDEX(A1:A3,2)", 20), ("INDEX(A1:C1,2)", 1),
      ("INDEX(A1:B3,3,2)", 1), ("INDEX(H1:H3,1)", 0), ("MATCH(20,A1:A3,0)", 2), ("MATCH(\"Y\",C1:C3,0)", 2),
      ("COUNTIF(C1:C3,\"X\")", 2), ("SUMIF(C1:C3,\"x\",A1:A3)", 40), ("SUMPRODUCT(A1:A3,B1:B3)", 60),
      ("SUMPRODUCT((C1:C3=\"x\")*A1:A3)", 40), ("SUMPRODUCT(A1:A3,C1:C3)", 0), ("ABS(-2)", 2), ("SIGN(-2)", -1),
      ("INT(-1.5)", -2), ("ROUND(2.5,0)", 3), ("ROUND(-2.5,0)", -3), ("ROUND(1234,-2)", 1200), ("MOD(-1,3)", 2),
      ("MOD(1,-3)", -2), ("SQRT(9)", 3), ("LOG10(1000)", 3), ("N(\"x\")", 0), ("N(TRUE)", 1), ("N(7)", 7),
      ("YEAR(46023)", 2026), ("EDATE(46023,1)", 46_054), ("EDATE(46023,-12)", 45_658), ("EDATE(46023,14)", 46_447),
    ] as [(String, Double)])
  func functions(_ formula: String, _ expected: Double) { #expect(value(formula) == .number(expected), "\(formula)") }

  @Test(
    "Functions of money and of probability give Excel's values, to the digits that its pages show",
    arguments: [
      ("NPV(0.1,-10000,3000,4200,6800)", 1188.44, 0.01), ("PMT(0.08/12,10,10000)", -1037.03, 0.01),
      ("PMT(0.08/12,10,10000,-2000)", -842.96, 0.01), ("IRR(A1:A3,0)", .nan, 0), ("NPV(0,A1:A3)", 60, 1e-12),
      ("POISSON.DIST(2,5,TRUE)", 0.124652, 1e-6), ("POISSON.DIST(2,5,FALSE)", 0.084224, 1e-6),
      ("NORM.DIST(42,40,1.5,TRUE)", 0.9087888, 1e-7), ("NORM.DIST(1.96,0,1,TRUE)", 0.9750021, 1e-7),
    ] as [(String, Double, Double)])
  func money(_ formula: String, _ expected: Double, _ tolerance: Double) {
    guard case .number(let found) = value(formula) else {
      #expect(expected.isNaN && value(formula) == .error("#NUM!"), "\(formula)")
      return
    }
    #expect((found - expected).magnitude <= tolerance, "\(formula) gives \(found)")
  }

  @Test(
    "Truths are told apart from texts and blanks",
    arguments: [
      "ISNUMBER(A1)", "NOT(ISNUMBER(C1))", "NOT(ISNUMBER(H1))", "ISTEXT(C1)", "ISERROR(1/0)", "NOT(ISERROR(C1))",
      "AND(1,TRUE,A1:A3)", "NOT(AND(1,0))", "OR(0,C1:C3,1)", "NOT(OR(0,FALSE))",
    ])
  func truths(_ formula: String) { #expect(value(formula) == .truth(true), "\(formula)") }

  @Test(
    "Texts are joined, and a quote in a text is written twice",
    arguments: [
      ("\"a\"&1&TRUE", "a1TRUE"), ("\"say \"\"so\"\"\"", "say \"so\""), ("1/4&\"\"", "0.25"), ("C1&H1", "x"),
      ("1+1&\"x\"", "2x"),
    ])
  func texts(_ formula: String, _ expected: String) { #expect(value(formula) == .text(expected), "\(formula)") }

  @Test("IF looks only at the side that it takes, and without a second side is FALSE")
  func conditions() {
    #expect(value("IF(1,\"n/a\",1/0)") == .text("n/a"))
    #expect(value("IF(0,1/0,5)") == .number(5))
    #expect(value("IF(H1,1,2)") == .number(2))
    #expect(value("IF(0,1)") == .truth(false))
    #expect(value("H1") == .number(0))
  }

  @Test("A formula reads other sheets, defined names and formulas below it")
  func references() {
    #expect(value("'It''s'!$A$1*2") == .number(14))
    #expect(value("Seven+1") == .number(8))
    #expect(value("SUM('It''s'!A1:A2)") == .number(21))
  }

  @Test("A circle and a formula that cannot be read are told")
  func circles() {
    var circle = Sheet(name: "S")
    circle.formula("B1+1", 0, 0, Style.text)
    circle.formula("A1+1", 0, 1, Style.text)
    #expect(book([circle]).calculated().calculator.faults.contains { $0.hasPrefix("circular: S!") })
    var broken = Sheet(name: "S")
    broken.formula("SUM(1", 0, 0, Style.text)
    #expect(book([broken]).calculated().calculator.faults == ["S!A1: SUM(1"])
  }

  @Test("A what-if table puts its axes in the drivers' places and leaves the book as it was")
  func tables() {
    var sheet = Sheet(name: "S")
    for (column, number) in [3.0, 4].enumerated() { sheet.number(number, 0, column, Style.text) }
    sheet.formula("A1*10+B1", 2, 0, Style.text)
    for (column, number) in [1.0, 2].enumerated() { sheet.number(number, 2, column + 1, Style.text) }
    for (row, number) in [5.0, 6].enumerated() { sheet.number(number, row + 3, 0, Style.text) }
    let block = CellRange(CellAddress(row: 3, column: 1), CellAddress(row: 4, column: 2))
    for address in [(3, 1), (3, 2), (4, 1), (4, 2)] { sheet.number(0, address.0, address.1, Style.text) }
    sheet.tables = [
      WhatIfTable(block: block, rowInput: CellAddress(row: 0, column: 0), columnInput: CellAddress(row: 0, column: 1))
    ]
    let made = book([sheet]).calculated().book.sheets[0]
    let values = [(3, 1), (3, 2), (4, 1), (4, 2)].map { made.cells[CellAddress(row: $0, column: $1)]?.content }
    #expect(values == [15, 25, 16, 26].map { .number($0) })
    #expect(made.cells[CellAddress(row: 2, column: 0)]?.content == .formula("A1*10+B1", cached: .number(34)))
  }

  /// The value of a formula beside three numbers, three ones and the texts x, y and x; column H is empty.
  private func value(_ formula: String) -> SheetValue {
    var sheet = Sheet(name: "S")
    for row in 0..<3 {
      sheet.number(Double(row + 1) * 10, row, 0, Style.text)
      sheet.number(1, row, 1, Style.text)
      sheet.text(["x", "y", "x"][row], row, 2)
    }
    sheet.formula(formula, 9, 9, Style.text)
    var other = Sheet(name: "It's")
    other.number(7, 0, 0, Style.text)
    other.formula("A1*2", 1, 0, Style.text)
    var made = book([sheet, other])
    made.names = [Workbook.DefinedName(name: "Seven", formula: "'It''s'!$A$1")]
    return made.calculated().calculator.value(0, CellAddress(row: 9, column: 9))
  }

  private func book(_ sheets: [Sheet]) -> Workbook {
    var book = Workbook(title: "", author: "", subject: "", company: "", created: "2026-01-01")
    book.sheets = sheets
    return book
  }
}
