import MarginReports
import Testing

@testable import MarginXLSX

@Suite("References")
struct SheetReferenceTests {
  @Test("A reference is a sheet, in apostrophes where needed, and a cell or block")
  func reads() {
    let reference = SheetReference("'Bob''s ! sheet'!$K$5:$AH$7")
    #expect(reference?.sheet == "Bob's ! sheet")
    #expect(reference?.range == block("K5:AH7"))
    #expect(SheetReference("Inputs!B2")?.range == block("B2:B2"))
    #expect(SheetReference("Inputs!XFD1048576")?.range.first == CellAddress(row: 1_048_575, column: 16_383))
  }

  @Test(
    "Anything else is none",
    arguments: [
      "", "!A1", "''!A1", "'a'A1", "a!1", "a!A", "a!A1:B2:C3", "a!a1", "a!A01", "a!XFE1", "a!A1048577", "a!A1 ",
      "a!AAAAAAAAAAAAAAAAAAAAAAA1", "a!A99999999999999999999999999", "a!$$A1", "a!A1:",
    ])
  func refuses(text: String) {
    #expect(SheetReference(text) == nil)
  }
}
