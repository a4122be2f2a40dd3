import Foundation
import MarginKit
import Testing

/// The program holds the library that the repository holds.
@Suite("The embedded library")
struct EmbeddedLibraryTests {
  @Test("Every file of templates/ is embedded under its name, in order")
  func names() {
    let files = Repository.files(in: "templates", ending: ".margin")
    let names = files.map { String($0.dropFirst("templates/".count).dropLast(".margin".count)) }.sorted()
    let advice = names.map { "#define ENTRY \($0)\n#include \"entry.h\"" }.joined(separator: "\n")
    #expect(EmbeddedLibrary.names() == names, "the table in Sources/CMarginLibrary/library.c should be\n\(advice)")
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
