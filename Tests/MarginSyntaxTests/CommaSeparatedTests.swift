import MarginSource
import MarginSyntax
import Testing

@Suite("Data files")
struct CommaSeparatedTests {
  private func read(_ text: String, limit: Int = 1_000) -> CommaSeparated? {
    CommaSeparated.read(SourceFile(name: "a.csv", text: text), file: 0, limit: limit)?.table
  }

  private func lines(_ text: String) -> [[String]]? {
    read(text).map { table in
      (0..<table.lineCount).map { line in
        (0..<table.cellCount(line)).map { table.text(table.cell(line, $0)) }
      }
    }
  }

  @Test("Quotes hold separators, line ends and doubled quotes, as RFC 4180 has it")
  func quotes() {
    #expect(
      lines("name,\"a \"\"b\"\" c\"\r\n\"x,\ny\",2\r\n\"\",\"\"\"\"\n") == [
        ["name", "a \"b\" c"], ["x,\ny", "2"], ["", "\""],
      ])
  }

  @Test("A last line without its end, blank lines, blanks around cells and a byte order mark change nothing")
  func blanks() {
    #expect(lines("\u{FEFF}a , b\r\n\r\n 1,\"2\" \n\n\n3,") == [["a", "b"], ["1", "2"], ["3", ""]])
    #expect(lines("") == [])
    #expect(lines("\n\n") == [])
  }

  @Test(
    "The most frequent of comma, semicolon and tab in the header separates the cells",
    arguments: [
      ("a,b\n1;5,2\n", [["a", "b"], ["1;5", "2"]]), ("a;b;c\n1,5;2;3\n", [["a", "b", "c"], ["1,5", "2", "3"]]),
      ("a\tb c\n1,5\t\n", [["a", "b c"], ["1,5", ""]]), ("\"a,b,c\";d\n1;2\n", [["a,b,c", "d"], ["1", "2"]]),
      ("a\n1;2\n", [["a"], ["1;2"]]),
    ])
  func separators(text: String, cells: [[String]]) { #expect(lines(text) == cells) }

  @Test("Every cell knows its place, quotes and blanks left out")
  func places() throws {
    let text = "\u{FEFF}ä, \"b\"\nx,\n"
    let table = try #require(read(text))
    let source = SourceFile(name: "a.csv", text: text)
    let spans = (0..<2).flatMap { line in (0..<2).map { table.span(table.cell(line, $0)) } }
    #expect(spans.map { source.text($0) } == ["ä", "b", "x", ""])
    #expect(spans.map { source.position($0.start).line } == [1, 1, 2, 2])
    #expect(spans.map { source.position($0.start).column } == [1, 5, 1, 3])
    #expect(source.text(table.span(line: 0)) == "ä, \"b")
  }

  @Test(
    "A quote that is not closed, or not at its cell's end, ends the reading with one message",
    arguments: [("a,\"b\n1,2\n", 2), ("a,b\n\"1\"2,\"3\n\"\"4\"\"5\n", 4), ("a\n\"", 2)])
  func faults(text: String, start: Int) {
    let found = CommaSeparated.read(SourceFile(name: "a.csv", text: text), file: 0, limit: 10)
    #expect(found?.diagnostics.map(\.code) == ["P120"])
    #expect(found?.diagnostics.first?.primary?.span.start == start)
  }

  @Test("A file with more cells than may be is refused before it is read whole")
  func limit() {
    #expect(read("a,b\n1,2\n", limit: 4) != nil)
    #expect(read("a,b\n1,2\n", limit: 3) == nil)
    #expect(read(String(repeating: ",", count: 100_000), limit: 10) == nil)
  }

  @Test("Whatever its bytes, a text is cut without a trap, every cell inside it", arguments: 0..<40)
  func mutated(_ seed: Int) {
    var state = UInt64(seed) &+ 99
    let signs = Array(",;\t\"\n\r ab1\u{FEFF}".utf8)
    let bytes = (0..<200).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return signs[Int((state >> 33) % UInt64(signs.count))]
    }
    let source = SourceFile(name: "a.csv", bytes: bytes)
    guard let table = CommaSeparated.read(source, file: 0, limit: 1_000)?.table else { return }
    for line in 0..<table.lineCount {
      #expect(table.cellCount(line) > 0)
      for column in 0..<table.cellCount(line) {
        let span = table.span(table.cell(line, column))
        #expect(span.start <= span.end && span.end <= bytes.count)
      }
    }
  }
}
