import MarginReports
import Testing

@Suite("How the workbook's formulas are written")
struct FormulaRuleTests {
  /// Functions of Excel 2010 that every spreadsheet program calculates alike; none is volatile.
  static let functions: Set<String> = [
    "ABS", "AND", "AVERAGE", "COLUMNS", "COUNT", "COUNTIF", "EDATE", "EXP", "IF", "INDEX", "INT", "IRR", "ISERROR",
    "ISNUMBER", "ISTEXT", "LN", "LOG10", "MATCH", "MAX", "MIN", "MOD", "N", "NORM.DIST", "NOT", "NPV", "OR",
    "PERCENTILE", "PMT", "POISSON.DIST", "PRODUCT", "ROUND", "ROWS", "SIGN", "SQRT",
    "SUM", "SUMIF", "SUMPRODUCT", "YEAR",
  ]
  static let constants: Set<String> = ["0", "1", "2", "12", "100", "1000"]

  @Test("A formula has at most 120 characters", arguments: Book.names)
  func length(_ name: String) throws {
    for formula in try Book.named(name).formulas {
      #expect(formula.text.count <= 120, "\(formula.place): \(formula.text)")
    }
  }

  @Test("At most three functions stand in each other", arguments: Book.names)
  func nesting(_ name: String) throws {
    for formula in try Book.named(name).formulas {
      #expect(FormulaText(formula.text).nesting <= 3, "\(formula.place): \(formula.text)")
    }
  }

  @Test("Outside checks a formula holds no number but 0, 1, 2, 12, 100 and 1000", arguments: Book.names)
  func constants(_ name: String) throws {
    for formula in try Book.named(name).formulas where formula.sheet != "Checks" {
      let others = FormulaText(formula.text).numbers.filter { !Self.constants.contains($0) }
      #expect(others == [], "\(formula.place): \(formula.text)")
    }
  }

  @Test("Every function is one of Excel 2010, none volatile, and no fault is hidden", arguments: Book.names)
  func functions(_ name: String) throws {
    for formula in try Book.named(name).formulas {
      let others = FormulaText(formula.text).functions.filter { !Self.functions.contains($0) }
      #expect(others == [], "\(formula.place): \(formula.text)")
    }
  }

  @Test("No formula gives an error value", arguments: Book.names)
  func errors(_ name: String) throws {
    let book = try Book.named(name)
    #expect(book.diagnostics.map(\.message) == [])
    for formula in book.formulas {
      if case .text(let text) = formula.cached { #expect(!text.hasPrefix("#"), "\(formula.place): \(formula.text)") }
    }
  }

  @Test("A row of a calculation sheet is one formula across all periods, without gaps", arguments: Book.names)
  func rows(_ name: String) throws {
    let book = try Book.named(name)
    let first = try book.column("calc_layout", "first")
    let header = try book.row("calc_layout", "header_row")
    let periods = first..<(first + book.model.timeline.count)
    var count = 0
    for sheet in book.sheets("calc") {
      for row in Set(sheet.cells.keys.map(\.row)).sorted() where row > header {
        let formulas = periods.map { column -> String? in
          guard case .formula(let text, _)? = sheet.content(row, column) else { return nil }
          return FormulaText(text).relative(to: CellAddress(row: row, column: column))
        }
        #expect(Set(formulas).count == 1, "\(sheet.name), row \(row + 1)")
        count += formulas.contains(nil) ? 0 : 1
        let others = periods.filter { if case .formula? = sheet.content(row, $0) { false } else { true } }
        #expect(others.allSatisfy { [nil, .blank].contains(sheet.content(row, $0)) }, "\(sheet.name), row \(row + 1)")
      }
    }
    #expect(count > 5, "the rows of periods were not found")
  }

  @Test("A calculation sheet holds no number beside its formulas but an opening", arguments: Book.names)
  func hardNumbers(_ name: String) throws {
    let book = try Book.named(name)
    let opening = try book.column("calc_layout", "first") - 1
    for sheet in book.sheets("calc") {
      for (address, cell) in sheet.ordered where address.column != opening {
        if case .number = cell.content { Issue.record("\(sheet.name)!\(address.text)") }
      }
    }
  }

  @Test("A defined name is used by a formula or names an output", arguments: Book.names)
  func names(_ name: String) throws {
    let book = try Book.named(name)
    let used = Set(book.formulas.flatMap { FormulaText($0.text).names })
    #expect(book.workbook.names.map(\.name).contains("Case"))
    for item in book.workbook.names {
      #expect(used.contains(item.name) || item.name == "master_check", "\(item.name)")
    }
  }

  @Test("The reader of formulas knows numbers, cells, names and depths")
  func reader() {
    let text = FormulaText("IF(ISNUMBER('A 1'!$B2),SUM(C3:D$4)*100,\"n/a 7\")+Case-Inputs!E5")
    #expect(text.functions == ["IF", "ISNUMBER", "SUM"])
    #expect(text.numbers == ["100"])
    #expect(text.names == ["'", "Case", "Inputs"])
    #expect(text.nesting == 2)
    let (one, two) = (FormulaText("$A1+B$1+C1"), FormulaText("$A1+C$1+D1"))
    #expect(one.relative(to: CellAddress(row: 0, column: 4)) == two.relative(to: CellAddress(row: 0, column: 5)))
    #expect(one.relative(to: CellAddress(row: 0, column: 4)) != one.relative(to: CellAddress(row: 0, column: 5)))
  }
}
