import Foundation
import Testing

@testable import MarginKit

@Suite("Codes")
struct CodeTests {
  @Test("Every code has one page, in order, with a title and a text")
  func pages() {
    let codes = CodeReference.pages.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    #expect(CodeReference.pages.allSatisfy { !$0.title.isEmpty && !$0.text.isEmpty })
  }

  @Test("Every code that the sources give has a page, and every page is of such a code")
  func complete() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    var given: Set<String> = []
    let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
    for file in files where file.hasSuffix(".swift") && !file.contains("/Codes/") {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(of: /"([CDKLNPQTUWX][0-9]{3})"/) { given.insert(String(match.1)) }
    }
    let known = Set(CodeReference.pages.map(\.code))
    #expect(given.subtracting(known).sorted() == [])
    #expect(known.subtracting(given).sorted() == [])
  }

  @Test("A page is found by its code in any case, and an unknown code is told with the nearest")
  func page() throws {
    #expect(try CodeReference.page("l308").hasPrefix("L308"))
    let failure = #expect(throws: Failure.self) { try CodeReference.page("L3088") }
    #expect(failure?.findings.first?.code == "L318")
    #expect(failure?.text().contains("L308") == true)
  }
}
