import MarginSource
import MarginSyntax
import Testing

@Suite("Cells of data files")
struct CellTextTests {
  private func number(_ text: String) -> (value: Double, hasUnit: Bool)? {
    let source = SourceFile(name: "a.csv", text: "x," + text + ",250")
    guard let found = CellText.number(source, 0, 2..<(2 + text.utf8.count)) else { return nil }
    switch found.form {
    case .number(let literal): return (literal.value, literal.unit != nil)
    case .negative(let inner):
      if case .number(let literal) = inner.form { return (-literal.value, literal.unit != nil) }
    default: break
    }
    return nil
  }

  @Test(
    "A cell is one written number, with its suffix and unit",
    arguments: [
      ("0.25", 0.25, false), ("72%", 0.72, false), ("$3", 3, true), ("120k", 120_000, false), ("-5", -5, false),
      ("-$2.50", -2.5, true), ("+5pp", 0.05, false), ("40 requests/s", 40, true), ("1_250", 1_250, false),
      ("€3 per 1M tokens", 3, true), ("1e-3", 0.001, false),
    ])
  func numbers(text: String, value: Double, hasUnit: Bool) throws {
    let found = try #require(number(text))
    #expect(found.value == value)
    #expect(found.hasUnit == hasUnit)
  }

  @Test(
    "Anything else is none",
    arguments: ["", "x", "1 2 3", "1,250", "(2)", "a*2", "2026-01", "true", "1e999", "$", "5;", "5 #", "\"5\"", "--5"])
  func others(text: String) { #expect(number(text) == nil) }

  @Test("A number has its place in the file")
  func places() throws {
    let source = SourceFile(name: "a.csv", text: "a,b\nx,3 GB\n")
    let found = try #require(CellText.number(source, 0, 6..<10))
    #expect(source.text(found.span) == "3 GB")
    guard case .number(let literal) = found.form else { return #expect(Bool(false)) }
    #expect(literal.unit.map { source.text($0.span) } == "GB")
  }

  @Test(
    "Plain digits are read at once, all else is left to the language",
    arguments: [
      ("0", 0), ("-1.5", -1.5), ("1e3", 1_000), ("2.5E-1", 0.25), ("1e999", nil), ("inf", nil), ("nan", nil),
      ("0x10", nil), ("1_0", nil), ("-", nil), ("", nil), ("72%", nil), ("e5", nil), ("5 ", nil),
    ])
  func plain(text: String, value: Double?) { #expect(CellText.plainNumber(Array(text.utf8)[...]) == value) }

  @Test(
    "A name stays, any other text makes one of its letters and digits",
    arguments: [
      ("small", "small"), ("Europe", "Europe"), ("North America", "north_america"), ("GPT-4o (mini)", "gpt_4o_mini"),
      ("2026-10-01 00:05", "sample_2026_10_01_00_05"), ("7", "sample_7"), (" _x_ ", "x"), ("_x", "_x"),
      ("Zürich", "z_rich"),
      ("???", nil), ("", nil),
    ])
  func names(text: String, name: String?) { #expect(CellText.name(text, prefix: "sample") == name) }
}
