import MarginReports
import Testing

@Suite("Searches and bridges in the workbook")
struct SearchBlockTests {
  @Test("Every solution and every best value holds where a what-if table puts it into its driver")
  func holds() throws {
    let book = try Book.named("searches")
    #expect(book.diagnostics.isEmpty)
    let states = book.formulas.filter { $0.sheet == "Sensitivity" && $0.text.contains("export again") }
    // Eight solutions, two of them of one equation, and two best values; the third has none.
    #expect(states.count == 10)
    for state in states { #expect(state.cached == .text("holds"), "\(state.place)") }
  }

  @Test("A bridge leads from the live start to the live end, and its parts stand on Sensitivity")
  func bridge() throws {
    let book = try Book.named("searches")
    let cases = book.formulas.filter { $0.sheet == "Cases" }
    let states = cases.filter { $0.text.contains("export again") }
    #expect(states.count == 3)
    for state in states { #expect(state.cached == .text("holds"), "\(state.place)") }
    let sheet = try book.sheet("Cases")
    #expect(sheet.cells.values.allSatisfy { if case .number = $0.content { false } else { true } })
    #expect(sheet.cells.values.contains { $0.content == .text("Price, 3.00 → 1.00 USD/request from 2026-04") })
  }

  @Test("What has no solution says so, and has no table")
  func none() throws {
    let sheet = try Book.named("searches").sheet("Sensitivity")
    let texts = sheet.cells.values.compactMap { if case .text(let text) = $0.content { text } else { nil } }
    #expect(texts.contains { $0.hasPrefix("no solution: total(profit) is positive all the way") })
    #expect(texts.contains { $0.hasPrefix("no solution: a side is undefined everywhere") })
    #expect(texts.contains { $0.hasPrefix("no value is left") })
    #expect(sheet.tables.count == 2 + 7 + 2)
  }
}
