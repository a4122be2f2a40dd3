import MarginEngine
import MarginModel
import MarginReports
import MarginSource
import MarginSyntax
import Testing

/// Values that come from data files, in the workbook.
@Suite("Values from files")
struct DataFilesTests {
  private func model(_ text: String, file: String, _ lines: String) throws -> Model {
    var sources = SourceSet()
    let source = SourceFile(name: "test.margin", text: text)
    let (tree, _) = parse(source, file: sources.add(source))
    var program = Program(sources: sources, trees: [tree], imports: [[]])
    let index = program.sources.add(SourceFile(name: file, text: lines))
    for clause in tree.dataClauses { program.data[clause.path.span] = index }
    return try #require(check(program).model)
  }

  private static let text = """
    model "M" { currency USD; timeline 2026-01 for 12 months }
    dimension place from csv "p.csv"
    table load by place [requests] { from csv "p.csv" column load; source "gateway log" 2026-01-15 }
    calc peak = max(load over place)
    report "R" { peak }

    """

  @Test("Inputs names the line of the file for every number, Documentation the file")
  func provenance() throws {
    let book = Book(try model(Self.text, file: "p.csv", "place,load\nnorth,5\nsouth,-\n\neast,7\n"))
    #expect(book.diagnostics.isEmpty)
    func texts(_ sheet: String) throws -> [String] {
      try book.sheet(sheet).cells.values.compactMap { if case .text(let text) = $0.content { text } else { nil } }
    }
    let inputs = try texts("Inputs").filter { $0.contains("p.csv") }
    #expect(inputs.sorted() == [2, 3, 5].map { "gateway log; p.csv:\($0)" })
    #expect(try texts("Documentation").contains("gateway log; p.csv"))
    #expect(try texts("Documentation").contains("from csv \"p.csv\" column load"))
  }

  @Test("A thousand lines are a thousand rows, and the workbook gives the model's values")
  func thousand() throws {
    let lines = (0..<1_000).map { "m\($0),\($0 % 97)\n" }.joined()
    let book = Book(try model(Self.text, file: "p.csv", "place,load\n" + lines))
    #expect(book.diagnostics.isEmpty)
    let places = try book.sheet("Inputs").cells.values.filter {
      if case .text(let text) = $0.content { text.contains("p.csv:") } else { false }
    }
    #expect(places.count == 1_000)
  }

  @Test("A model with more values than a workbook holds is refused before it is laid out")
  func tooLarge() throws {
    let lines = (0..<150_000).map { "m\($0),1\n" }.joined()
    let book = Book(try model(Self.text, file: "p.csv", "place,load\n" + lines))
    #expect(book.diagnostics.map(\.code) == ["X103"])
    #expect(book.workbook.sheets.isEmpty)
  }
}
