import Foundation
import Testing

@testable import MarginKit

/// The reference of the library is what its templates say of themselves.
@Suite("The library reference")
struct LibraryReferenceTests {
  @Test("docs/library.md is made from the templates; MARGIN_REWRITE=1 writes it anew")
  func page() throws {
    let path = Page.root + "/docs/library.md"
    if ProcessInfo.processInfo.environment["MARGIN_REWRITE"] == "1" {
      try LibraryReference.page.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let isFresh = Page.text("docs/library.md") == LibraryReference.page
    #expect(isFresh, "make docs/library.md anew: MARGIN_REWRITE=1 ./bin/test --filter LibraryReference")
  }

  @Test("Every file has a section, which the command line shows by the file's name")
  func sections() throws {
    for name in EmbeddedLibrary.importable {
      #expect(try LibraryReference.section(name).hasPrefix("## margin/\(name)\n"))
      #expect(LibraryReference.list.split(separator: "\n").contains { $0.hasPrefix(name + " ") }, "\(name)")
      #expect(LibraryReference.page.contains("\n## margin/\(name)\n"))
    }
  }

  @Test("A template's section tells what to give, the defaults with their sources, the results and the bands")
  func words() throws {
    let text = try LibraryReference.section("cascade")
    #expect(text == (try LibraryReference.section("margin/inference")))
    #expect(text.contains("* `stable_tokens` [tokens/attempt]: Stable prompt tokens\n"))
    #expect(
      text.contains(
        "* `hit_rate` = 70%: Cache hit rate, 0% to 100% (rule of the field: healthy above 70 %, critical below 50 %)\n")
    )
    #expect(text.contains("* flow `cost` [USD]: Scenario cost\n"))
    #expect(text.contains("### `cascade` Cheap model first\n\nEvery attempt goes to a cheap model;"))
    #expect(text.contains("All of `inference`, and:"))
    #expect(text.contains("* `price = cheap_price`\n"))
  }

  @Test("An unknown name is told with those that are like it")
  func unknown() {
    let failure = #expect(throws: Failure.self) { try LibraryReference.section("infrence") }
    #expect(failure?.findings.first?.code == "L320")
    #expect(failure?.text().contains("`inference`") == true)
  }
}
