import Foundation
import MarginModel
import MarginSource
import MarginSyntax
import Testing

@testable import MarginKit

/// What docs/systems.md is made of: the rows of docs/systems.csv, and the numbers of the tests that they name.
enum SystemIndex {
  static let path = "docs/systems.md"
  static let table = "docs/systems.csv"

  /// A system of the field, and where it lives.
  struct Row: CustomStringConvertible {
    let number: String
    let system: String
    /// How it works: `template`, `band`, `lint W907`, `verb margin compare`, `statement decision`, joined by `and`.
    let form: String
    /// Names below templates/ and models/, and a section of docs/how-to such as `outcomes#which-lines`.
    let templates: [String]
    let models: [String]
    let section: String
    /// The file that holds the test: a model, a template's test, or empty for the section.
    let proof: String
    let test: String
    /// Which of the test's expectations is shown, from 1; it is the first unless said.
    let expectation: Int
    let source: String

    var description: String { "\(SystemIndex.table): system \(number)" }

    init(_ cells: [String]) {
      let texts = cells + Array(repeating: "", count: max(0, 10 - cells.count))
      (number, system, form) = (texts[0], texts[1], texts[2])
      templates = texts[3].split(separator: " ").map(String.init)
      models = texts[4].split(separator: " ").map(String.init)
      (section, proof, test, source) = (texts[5], texts[6], texts[7], texts[9])
      expectation = Int(texts[8]) ?? 1
    }
  }

  static let rows: [Row] = {
    let source = SourceFile(name: table, text: Page.text(table))
    guard let read = CommaSeparated.read(source, file: 0, limit: 10_000)?.table else { return [] }
    return (1..<max(1, read.lineCount)).map { line in
      Row((0..<read.cellCount(line)).map { read.text(read.cell(line, $0)) })
    }
  }()

  /// The model that proves a row, checked.
  static func workspace(of row: Row) throws -> Workspace {
    guard row.proof.isEmpty else { return Workspace.load(Page.root + "/" + row.proof) }
    let parts = row.section.split(separator: "#").map(String.init)
    let path = "docs/how-to/\(parts.first ?? "").md"
    let page = Page(path: path, text: Page.text(path))
    let folder = try Folder()
    defer { folder.remove() }
    for block in page.blocks { if let file = block.file { try folder.write(file, block.text) } }
    let blocks = page.sections.first { Page.anchor($0.heading) == parts.last }?.blocks ?? []
    let block = try #require(
      blocks.first { block in
        // The line of a test's table has more words in its name.
        block.isWholeModel && block.text.matches(of: /test +"([^"]+)"/).contains { row.test.hasPrefix($0.1) }
      },
      "\(row): \(path)#\(parts.last ?? "") has no model with the test \"\(row.test)\"")
    try folder.write("block.margin", block.text)
    return Workspace.load(folder.path + "/block.margin")
  }

  /// What the test of a row expects, as it is written there: `cost_per_outcome = $0.172/outcome`.
  static func number(of row: Row) throws -> String {
    let workspace = try workspace(of: row)
    let model = try #require(workspace.model, "\(row): \(workspace.messages())")
    let test = try #require(model.tests.first { $0.label == row.test }, "\(row): there is no test \"\(row.test)\"")
    try #require(test.expectations.indices.contains(row.expectation - 1), "\(row): the test expects less")
    for result in try workspace.runTests() where result.label == row.test && !result.hasPassed {
      Issue.record("\(row): \(result.findings.joined(separator: "\n"))")
    }
    let expectation = test.expectations[row.expectation - 1]
    let text = model.sources.text(expectation.span)
    let words = text.split(whereSeparator: \.isWhitespace).drop { $0 == "expect" }.joined(separator: " ")
    // The cell of a test's table names no value.
    let named = words.contains(/[=<>]/) ? words : model.definitions[expectation.left.definition].path + " = " + words
    return named.replacing(/\s+(?:within\s.*|rounded)$/, with: "")
  }

  /// The page as it should be.
  static func made() throws -> String {
    try introduction + "\n" + rows.map { row in try line(of: row) + "\n" }.joined()
  }

  private static func line(of row: Row) throws -> String {
    let templates = row.templates.map { "[\($0)](../templates/\($0).margin)" }
    let models = row.models.map { "[\($0)](../models/\($0).margin)" }
    let parts = row.section.split(separator: "#").map(String.init)
    let section = parts.count == 2 ? ["[how to](how-to/\(parts[0]).md#\(parts[1]))"] : []
    let proof = row.proof.isEmpty ? "" : " in [\(row.proof.split(separator: "/").last ?? "")](../\(row.proof))"
    return
      "| \(row.number) | \(row.system) | \(row.form) | \((templates + models + section).joined(separator: ", ")) | "
      + "`\(try number(of: row))`\(proof) | \(row.source) |"
  }

  private static let introduction = """
    # The 48 systems of the field, and where each one works

    What the economics of AI products asks for, in 48 systems. Each works in its natural form: a calculation is a template,
    a diagnosis a band, a mistake a lint (`margin check --strict`), a question a statement and its verb. The number is taken
    from the test that is named, which is run whenever this page is; an input that had to be solved for is marked so where
    the test stands. This page is made from docs/systems.csv.

    | | system | works as | where | a number that it reproduces | source |
    | --- | --- | --- | --- | --- | --- |
    """
}
