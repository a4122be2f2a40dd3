import MarginModel
import MarginSource
import MarginSyntax
import Testing

/// The pages of codes are true: each code is used, each use has a page, and the example gives the code.
@Suite("Codes")
struct CodeTests {
  static let pages = syntaxCodePages + modelCodePages

  @Test("The codes that the sources give and the pages agree")
  func agreement() {
    #expect(MessageTests.codes(in: "MarginSyntax") == syntaxCodePages.map(\.code).sorted())
    let elsewhere = syntaxCodePages.map(\.code) + lintCodePages.map(\.code)
    let both = Set(MessageTests.codes(in: "MarginModel")).subtracting(elsewhere)
    #expect(both.sorted() == modelCodePages.map(\.code).sorted())
  }

  @Test("A code has one page and a title of its own")
  func unique() {
    #expect(Set(Self.pages.map(\.code)).count == Self.pages.count)
    #expect(Set(Self.pages.map(\.title)).count == Self.pages.count)
  }

  @Test("The example of a page gives its code", arguments: pages.map(\.code))
  func example(_ code: String) {
    guard let page = Self.pages.first(where: { $0.code == code }) else { return }
    let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix("    ") }
    guard !lines.isEmpty else { return }
    let text = lines.map { $0.dropFirst(4) + "\n" }.joined()
    let codes = Checked(text.hasPrefix("model") ? text : head + text).diagnostics.map(\.code)
    #expect(Set(codes) == [code], "\(text)")
  }
}
