import Foundation
import Testing

@testable import MarginKit

/// docs/systems.md is the index of all that the field asks for. `MARGIN_REWRITE=1` makes it anew.
@Suite("The 48 systems")
struct SystemIndexTests {
  @Test("The page holds every row with the number that its test proves")
  func fresh() throws {
    let made = try SystemIndex.made()
    if ProcessInfo.processInfo.environment["MARGIN_REWRITE"] == "1" {
      try made.write(toFile: Page.root + "/" + SystemIndex.path, atomically: true, encoding: .utf8)
    }
    let isFresh = Page.text(SystemIndex.path) == made
    #expect(isFresh, "make \(SystemIndex.path) anew: MARGIN_REWRITE=1 ./bin/test --filter SystemIndex")
  }

  @Test("There are 48, each once and in order")
  func complete() {
    #expect(SystemIndex.rows.map(\.number) == (1...48).map(String.init))
    #expect(Set(SystemIndex.rows.map(\.system)).count == 48)
  }

  @Test("Every row says where it lives, how it works and who says its number")
  func placed() {
    for row in SystemIndex.rows {
      #expect(!row.form.isEmpty && !row.source.isEmpty, "\(row)")
      #expect(!row.templates.isEmpty || !row.models.isEmpty || !row.section.isEmpty, "\(row)")
      #expect(!row.form.contains("template") || !row.templates.isEmpty, "\(row): which template?")
    }
  }

  @Test("Every template and model that a row names exists, and so do the codes and verbs of its form")
  func existing() {
    let codes = Set(CodeReference.pages.map(\.code))
    for row in SystemIndex.rows {
      let files = row.templates.map { "templates/\($0).margin" } + row.models.map { "models/\($0).margin" }
      for file in files + (row.proof.isEmpty ? [] : [row.proof]) { #expect(Page.text(file) != "", "\(row): \(file)") }
      for match in row.form.matches(of: /W[0-9]{3}/) { #expect(codes.contains(String(match.0)), "\(row): \(match.0)") }
      for match in row.form.matches(of: /margin ([a-z]+)/) {
        let verb = "Sources/margin/Verbs/\(match.1.capitalized).swift"
        #expect(Page.text(verb) != "", "\(row): there is no verb \(match.1)")
      }
    }
  }
}
