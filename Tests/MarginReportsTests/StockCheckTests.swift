import Testing

@testable import MarginReports

/// A stock's opening level, plus what is added, less what is taken away, is its closing level.
@Suite("Stocks of a workbook")
struct StockCheckTests {
  @Test("Every stock has one row in Checks that holds, whatever its members and undefined periods")
  func rows() throws {
    let book = try Book.named("weeks")
    #expect(book.diagnostics.isEmpty)
    for label in ["Spent", "By desk", "Heads"] {
      #expect(try result("Movements explain " + label, book.workbook) == "OK")
    }
  }

  @Test("A level that is written over is found, in any period and of any member", arguments: ["spent", "by_desk"])
  func broken(_ path: String) throws {
    let book = try Book.named("weeks")
    let place = try #require(book.map.values.first { $0.path == path }).value.place
    let range = try #require(CellRange(reading: place.range))
    let target = CellAddress(row: range.last.row, column: range.first.column + 3)
    var changed = book.workbook
    let sheet = try #require(changed.sheets.firstIndex { $0.name == place.sheet })
    changed.sheets[sheet].cells[target]?.content = .number(7)
    let label = path == "spent" ? "Spent" : "By desk"
    #expect(try result("Movements explain " + label, changed.calculated().book) == "FAIL")
    #expect(try result("Movements explain Heads", changed.calculated().book) == "OK")
  }

  /// What Checks says beside a label.
  private func result(_ label: String, _ book: Workbook) throws -> String {
    let sheet = try #require(book.sheets.first { $0.name == "Checks" })
    let row = try #require(
      sheet.cells.first { $0.key.column == CheckPlaces.label && $0.value.content == .text(label) }?.key.row)
    guard case .formula(_, cached: .text(let text))? = sheet.content(row, CheckPlaces.result) else { return "" }
    return text
  }
}

/// Weeks in a workbook.
@Suite("Weeks of a workbook")
struct WeekTests {
  @Test("Periods begin seven days apart, show their day, and Inputs says how long they are")
  func dates() throws {
    let book = try Book.named("weeks")
    let sheet = try #require(book.sheets("calc").first)
    let dates = sheet.ordered.filter { $0.address.row == Grid.dateRow }.compactMap { cell -> (Double, String)? in
      guard case .formula(_, cached: .number(let number)) = cell.cell.content else { return nil }
      return number > 40_000 ? (number, cell.cell.style.numberFormat) : nil
    }
    #expect(dates.map(\.0) == (0..<8).map { 46_356 + 7 * Double($0) })
    #expect(dates.allSatisfy { $0.1 == "d mmm yy" })
    let inputs = try book.sheet("Inputs")
    #expect(inputs.text(InputColumns.lengthRow, 1) == "Days in a period")
    #expect(inputs.content(InputColumns.lengthRow, InputColumns.live) == .number(7))
  }
}
