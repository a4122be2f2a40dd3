import Foundation
import MarginKit
import Testing

/// The program holds the library that the repository holds.
@Suite("The embedded library")
struct EmbeddedLibraryTests {
  private static let table = "Sources/CMarginLibrary/library.c"

  /// The names of all files below templates/ but their tests, in order.
  private static let names = Repository.files(in: "templates", ending: ".margin")
    .filter { !$0.hasPrefix("templates/tests/") }
    .map { String($0.dropFirst("templates/".count).dropLast(".margin".count)) }.sorted()

  @Test("Every file of templates/ but the tests is embedded under its name; MARGIN_REWRITE=1 renews the table")
  func embedded() throws {
    let rows = Self.names.map { "#define ENTRY \($0)\n#include \"entry.h\"\n" }.joined()
    let text = Repository.text(Self.table)
    let opening = try #require(text.range(of: "entries[] = {\n"))
    let closing = try #require(text.range(of: "};", range: opening.upperBound..<text.endIndex))
    if ProcessInfo.processInfo.environment["MARGIN_REWRITE"] == "1" {
      let renewed = text.replacingCharacters(in: opening.upperBound..<closing.lowerBound, with: rows)
      try renewed.write(toFile: Repository.root + "/" + Self.table, atomically: true, encoding: .utf8)
    }
    #expect(
      EmbeddedLibrary.names() == Self.names,
      "renew \(Self.table) by MARGIN_REWRITE=1 ./bin/test --filter EmbeddedLibrary and build again, or write\n\(rows)")
  }

  @Test("Every embedded text is the file's")
  func texts() throws {
    for name in EmbeddedLibrary.names() {
      let file = try Data(contentsOf: URL(filePath: Repository.root + "/templates/\(name).margin"))
      #expect(EmbeddedLibrary.text(name) == Array(file), "\(name)")
    }
    #expect(EmbeddedLibrary.text("no-such-template") == nil)
  }
}
