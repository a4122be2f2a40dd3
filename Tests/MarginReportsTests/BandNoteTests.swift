import Testing

@testable import MarginReports

/// What a band says is to be done.
@Suite("Notes of bands in a workbook")
struct BandNoteTests {
  @Test("The note of a band stands below its levels, and the bands after it are still judged")
  func note() throws {
    let text = """
      model "Notes" { currency USD; timeline 2026-01 for 2 months }
      input rate = 9%
      input hits = 80%
      flow cost [USD] = $5/month * rate
      band "Retries" rate "Look for retries in layers" { healthy < 5%; warning <= 15%; critical otherwise }
      band "Hits" hits { healthy > 70%; critical otherwise }
      report "R" { cost }

      """
    let book = try #require(Book.make(text: text))
    #expect(book.diagnostics.isEmpty)
    let sheet = try book.sheet("Checks")
    func row(_ label: String) throws -> Int {
      try #require(
        sheet.cells.first { $0.key.column == CheckPlaces.label && $0.value.content == .text(label) }?.key.row)
    }
    let (retries, hits) = (try row("Retries"), try row("Hits"))
    #expect(sheet.text(retries + 4, CheckPlaces.words) == "Look for retries in layers" && hits == retries + 5)
    for (row, level) in [(retries, "warning"), (hits, "healthy")] {
      guard case .formula(_, cached: .text(let text))? = sheet.content(row, CheckPlaces.result) else {
        Issue.record("no level")
        continue
      }
      #expect(text == level)
    }
  }
}
