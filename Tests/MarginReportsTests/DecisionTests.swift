import MarginEngine
import MarginModel
import MarginReports
import Testing

@Suite("Decisions and roadmaps")
struct DecisionTests {
  /// Three months of 1000, 1050 and 1102.5 requests: 3152.5 requests, so the large one costs 3152.5 * 0.05 + 300 =
  /// 457.625 USD, and 457.625 / (3152.5 * 0.97) = 0.14965 USD for each that passes. The small one is cheaper and fails.
  @Test("The best option that passes is chosen, and the others are told apart")
  func chosen() throws {
    let book = try Book.named("choices")
    let outcome = decisionOutcomes(book.model, book.results[0])[0]
    #expect(outcome.chosen == 1)
    #expect(outcome.options.map(\.state) == [.excluded, .open, .open])
    #expect(abs(outcome.options[1].values[0] - 457.625) < 1e-9)
    #expect(abs(outcome.options[1].values[1] - 457.625 / (3152.5 * 0.97)) < 1e-12)
  }

  @Test("Where nothing passes nothing is chosen; of equals the first is, and that is said")
  func ends() throws {
    let book = try Book.named("choices")
    let outcomes = decisionOutcomes(book.model, book.results[0])
    #expect(outcomes[1].chosen == nil && outcomes[1].ties.isEmpty)
    #expect(outcomes[2].chosen == 0 && outcomes[2].ties == [1])
    let figures = Figures(model: book.model, results: book.results[0], caseName: "base", asked: [])
    let text = TextExporter.text(figures)
    #expect(text.contains("chosen    no option passes") || text.contains("chosen     no option passes"))
    #expect(text.contains("Large one; the first is taken"))
    #expect(MarkdownExporter.text(figures).contains("| chosen | Large one: lowest Adjusted cost"))
    #expect(JSONExporter.text(figures).contains("\"chosen\": \"large\""))
  }

  @Test("The workbook decides by formulas, as the engine does")
  func sheet() throws {
    let book = try Book.named("choices")
    let sheet = try book.sheet("Decisions")
    let texts = sheet.cells.values.compactMap { cell -> String? in
      guard case .formula(let formula, cached: .text(let text)) = cell.content, formula.contains("MATCH") else {
        return nil
      }
      return text
    }
    #expect(texts.sorted() == ["Large one", "Small one", "no option passes"])
    #expect(book.diagnostics.isEmpty)
  }

  /// The base bill is 3152.5 * 0.26 + 900 = 1719.65; the cut saves 0.03 on 2152.5 requests, 64.575; twice the volume
  /// then adds the price of 3152.5 requests, 1719.65 - 900 - 64.575 = 755.075.
  @Test("The steps of a roadmap lead from the base to the last case")
  func roadmap() throws {
    let book = try Book.named("choices")
    let outcome = roadmapOutcomes(book.model)[0]
    #expect(abs(outcome.start - 1719.65) < 1e-9)
    #expect(zip(outcome.parts, [-64.575, 755.075]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(abs(outcome.end - outcome.start - outcome.parts.reduce(0, +)) < 1e-9)
    let sheet = try book.sheet("Cases")
    let numbers = sheet.cells.values.compactMap { cell -> Double? in
      guard case .formula(_, cached: .number(let number)) = cell.content else { return nil }
      return number
    }
    for part in outcome.parts { #expect(numbers.contains { abs($0 - part) < 1e-6 }) }
  }
}
