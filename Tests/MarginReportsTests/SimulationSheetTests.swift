import MarginEngine
import MarginModel
import Testing

@testable import MarginReports

@Suite("The sheet of simulations")
struct SimulationSheetTests {
  /// The model of support emails, simulated in few draws.
  private func simulated() throws -> (outcome: SimulationOutcome, book: Workbook, faults: Int) {
    let book = try Book.named("support-email")
    let asked = try #require(book.model.simulations.first).with(draws: 500, seed: nil, sampling: nil)
    let outcome = simulate(book.model, asked, SimulationOptions())
    let info = BookInfo(toolVersion: "0", modelFile: "models/test.margin", digest: "0", asOf: "2026-01-31")
    let found = present(book.model, book.results, selectedCase: 0, info: info, simulations: [outcome])
    return (outcome, found.workbook, found.diagnostics.count)
  }

  @Test("Percentiles are values that say how they were drawn, beside a live base value that belongs to them")
  func values() throws {
    let (outcome, book, faults) = try simulated()
    #expect(faults == 0)
    let sheet = try #require(book.sheets.first { $0.name == "Simulation" })
    func row(_ label: String) throws -> Int {
      try #require(sheet.cells.first { $0.key.column == 1 && $0.value.content == .text(label) }?.key.row)
    }
    func content(_ label: String, _ column: Int) throws -> CellContent? {
      sheet.cells[CellAddress(row: try row(label), column: column)]?.content
    }
    #expect(try content("Draws", 2) == .number(500))
    #expect(try content("Seed", 2) == .number(7))
    #expect(try content("Model as of", 2) == .text("2026-01-31"))
    let value = try #require(outcome.values.first)
    #expect(try content("p50", 2) == .number(value.quantiles[10]))
    #expect(try content("Mean", 2) == .number(value.moments.mean))
    guard case .formula(_, cached: .number(let live))? = try content("Live base value, without chance", 2) else {
      Issue.record("the base value is not live")
      return
    }
    #expect(abs(live - value.base) <= 1e-9 * abs(value.base))
    guard case .formula(_, cached: let word)? = try content("Does the simulation still belong to the model?", 2) else {
      Issue.record("nothing watches the base value")
      return
    }
    #expect(word == .text("yes"))
    #expect(sheet.charts.count == 4)
    #expect(sheet.charts.allSatisfy { $0.alternativeText.contains("500 draws, seed 7") })
  }

  @Test("A workbook whose simulations were not done has no sheet of them")
  func absent() throws {
    let book = try Book.named("support-email")
    #expect(!book.workbook.sheets.contains { $0.name == "Simulation" })
  }
}
