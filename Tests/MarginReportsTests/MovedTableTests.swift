import MarginEngine
import MarginModel
import Testing

@testable import MarginReports

@Suite("Tornados and fragilities of a workbook")
struct MovedTableTests {
  @Test("Each end of each bar is the engine's number, and the changes and the swing follow from it")
  func bars() throws {
    let book = try Book.named("moves")
    #expect(book.diagnostics.isEmpty)
    let sheet = try book.sheet("Sensitivity")
    let outcome = tornadoOutcome(book.model.tornados[0], book.model, caseIndex: 0)
    let effects = outcome.effects(on: 0).effects
    let first = try row("Result, USD", sheet) + 2
    #expect(effects.count == 9)
    for (index, effect) in effects.enumerated() {
      #expect(sheet.text(first + index, 1) == outcome.bars[effect.bar].input.label)
      let numbers = (3...7).map { number(sheet, first + index, $0) }
      let base = outcome.base[0]
      let expected = [effect.low, effect.high, effect.low - base, effect.high - base, effect.swing]
      for (given, wanted) in zip(numbers, expected) { #expect(abs(given - wanted) <= 1e-9 * abs(base)) }
    }
    // The share of 90 % goes down by a fifth of itself, and up to its range.
    let share = try #require(effects.firstIndex { outcome.bars[$0.bar].input.label == "Share" })
    #expect(abs(number(sheet, first + share, 8) - 0.72) < 1e-12)
    #expect(abs(number(sheet, first + share, 9) - 1) < 1e-12)
  }

  @Test("An input that stands at an end of its range stays there on that side")
  func atItsEnd() throws {
    let text = """
      model "At an end" { currency USD }
      input opened = 24 hours { range 1 hour to 24 hours }
      input spare = 1 hour { range 1 hour to 24 hours }
      calc  cost "Cost" = (opened + spare) * $2/hour
      report "Cost" { cost }
      tornado "Ends" of cost { every input by 20% }
      """
    let book = Book(try #require(Book.checked(text)))
    #expect(book.diagnostics.map(\.message) == [])
    let sheet = try book.sheet("Sensitivity")
    let first = try row("Cost, USD", sheet) + 2
    let numbers = (first...first + 1).map { line in [number(sheet, line, 3), number(sheet, line, 4)] }
    let wanted = [[40.4, 50], [50, 50.4]]
    for (given, expected) in zip(numbers.joined(), wanted.joined()) { #expect(abs(given - expected) < 1e-9) }
  }

  @Test("An end at which the result is undefined is n/a, and so is its swing")
  func undefined() throws {
    let sheet = try Book.named("moves").sheet("Sensitivity")
    let first = try row("Odd, number", sheet) + 2
    #expect(number(sheet, first, 3) == -50)
    #expect(sheet.text(first, 4) == "n/a")
    #expect(cached(sheet, first, 7) == .text("n/a"))
  }

  @Test("While no bar is chosen nothing moves, and a chosen one moves its input alone")
  func chosen() throws {
    let book = try Book.named("moves")
    var workbook = book.workbook
    let index = try #require(workbook.sheets.firstIndex { $0.name == "Sensitivity" })
    let sheet = workbook.sheets[index]
    let bar = CellAddress(row: try row("Everything, input", sheet), column: 3)
    let side = CellAddress(row: bar.row + 1, column: 3)
    #expect(sheet.text(bar.row, 3) == "live" && sheet.text(side.row, 3) == "live")
    let head = try row("Result, USD", sheet)
    let place = try #require((head + 2..<head + 11).first { sheet.text($0, 1) == "Price" })
    let (live, low) = (number(sheet, head + 1, 2), number(sheet, place, 3))
    workbook.sheets[index].cells[bar]?.content = try #require(sheet.content(place, 2))
    workbook.sheets[index].cells[side]?.content = .number(1)
    let moved = workbook.calculated().book.sheets[index]
    #expect(abs(number(moved, head + 1, 2) - low) < 1e-9 * abs(low))
    #expect(live != low)
  }

  @Test("The class of each point is a formula that says what the engine says")
  func classes() throws {
    let book = try Book.named("moves")
    let sheet = try book.sheet("Sensitivity")
    for fragility in book.model.fragilities {
      let outcome = fragilityOutcome(fragility, book.model, caseIndex: 0)
      let start = try row(fragility.label, sheet)
      for (point, found) in zip(fragility.points, outcome.points) {
        let place = try #require(
          (start..<start + 16).first { [point.text, "At " + point.text].contains(sheet.text($0, 1)) })
        guard !found.isOutside else {
          #expect(sheet.text(place, 3) == "n/a")
          #expect(sheet.text(place, 4)?.contains("beyond its range 0% to 100%") == true)
          continue
        }
        #expect(cached(sheet, place, 6) == .text(found.grade.words), "\(fragility.label) at \(point.text)")
      }
    }
  }

  @Test("The bars are drawn on the Dashboard where a chart's place is free, else under their table")
  func chart() throws {
    let free = try Book.named("moves")
    #expect(free.model.charts.count == 1)
    #expect(try free.sheet("Dashboard").charts.last?.title == "Everything: Result, change in USD")
    let full = try Book.named("support-email")
    #expect(full.model.charts.count == 4)
    let chart = try #require(try full.sheet("Sensitivity").charts.first)
    #expect(chart.kind == .bar && chart.series.count == 2)
  }

  private func row(_ text: String, _ sheet: Sheet) throws -> Int {
    try #require(
      sheet.ordered.first { $0.address.column == 1 && $0.cell.content == .text(text) }?.address.row, "\(text)")
  }

  private func cached(_ sheet: Sheet, _ row: Int, _ column: Int) -> CachedValue? {
    guard case .formula(_, let cached)? = sheet.content(row, column) else { return nil }
    return cached
  }

  private func number(_ sheet: Sheet, _ row: Int, _ column: Int) -> Double {
    switch sheet.content(row, column) {
    case .number(let number), .formula(_, cached: .number(let number)): number
    default: .nan
    }
  }
}
