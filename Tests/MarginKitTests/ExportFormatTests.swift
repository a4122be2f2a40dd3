import Testing

@testable import MarginKit

@Suite("Formats of an export")
struct ExportFormatTests {
  private static let text = """
    model "Desk" { currency USD; timeline 2026-01 for 2 months }
    input seats = 40 users
    flow  cost [USD] = seats * $2/user/month
    report "Costs" { cost }
    """

  private func withEvaluation(_ body: (Folder, Evaluation) throws -> Void) throws {
    try Folder.with { folder in
      try folder.write("models/desk.margin", Self.text)
      try body(folder, Workspace.load(folder.path("models/desk.margin")).evaluate())
    }
  }

  @Test("The ending of a file tells its format, in any case of letters, and a workbook's is the default")
  func endings() throws {
    let known: [(String, ExportFormat)] = [
      ("a.xlsx", .xlsx), ("a.html", .html), ("b/a.htm", .html), ("a.CSV", .csv), ("a.md", .markdown),
      ("a.markdown", .markdown), ("a.json", .json), ("a", .xlsx), ("x.y/a", .xlsx),
    ]
    for (path, format) in known { #expect(try ExportFormat.told(by: path) == format, "\(path)") }
    #expect(try ExportFormat.told(by: nil) == .xlsx)
    #expect(throws: Failure.self) { try ExportFormat.told(by: "a.pdf") }
  }

  @Test("Figures are what run prints in that format, and the page is a page")
  func texts() throws {
    try withEvaluation { folder, evaluation in
      for (name, format) in [("a.csv", OutputFormat.csv), ("a.md", .markdown), ("a.json", .json)] {
        try evaluation.export(to: folder.path(name))
        #expect(try folder.text(name) == evaluation.text(format))
      }
      try evaluation.export(to: folder.path("page.html"))
      #expect(folder.text("page.html") == (try evaluation.page()))
      #expect(folder.text("page.html")?.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">") == true)
    }
  }

  @Test("A format that is asked for goes before the ending, and has a place of its own")
  func formats() throws {
    try withEvaluation { folder, evaluation in
      try evaluation.export(to: folder.path("figures.txt"), format: .csv)
      #expect(folder.text("figures.txt")?.hasPrefix("path,") == true)
      try evaluation.export(format: .html)
      #expect(folder.text("exports/desk.html")?.contains("<h1>Desk</h1>") == true)
    }
  }

  @Test("Only a workbook has a map, and the model itself stays")
  func refusals() throws {
    try withEvaluation { folder, evaluation in
      #expect(throws: Failure.self) {
        try evaluation.export(to: folder.path("a.html"), map: folder.path("a.map.json"))
      }
      #expect(throws: Failure.self) { try evaluation.export(to: folder.path("a.pdf")) }
      #expect(throws: Failure.self) { try evaluation.export(to: folder.path("models/desk.margin"), format: .html) }
      #expect(folder.names() == ["models"])
      #expect(folder.text("models/desk.margin") == Self.text)
    }
  }
}
