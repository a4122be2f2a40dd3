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

  @Test("A page is found by its code in any case, and an unknown code is told with the nearest")
  func page() throws {
    #expect(try CodeReference.page("l308").hasPrefix("L308"))
    let failure = #expect(throws: Failure.self) { try CodeReference.page("L3088") }
    #expect(failure?.findings.first?.code == "L318")
    #expect(failure?.text().contains("L308") == true)
  }
}
