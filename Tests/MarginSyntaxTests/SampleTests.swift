import Testing

@testable import MarginSyntax

@Suite("Reading a whole model")
struct SampleTests {
  @Test("Every form of the language is read without a message", arguments: [sample, otherForms])
  func noMessages(text: String) {
    #expect(parsed(text).diagnostics.map { "\($0.code) \($0.message)" } == [])
  }

  @Test("The tokens and what stands between them are the text again", arguments: [sample, otherForms])
  func lossless(text: String) {
    #expect(rejoined(parsed(text).tree) == text)
  }

  @Test("A byte order mark, tabs and Windows line endings change nothing")
  func foreignEditors() {
    let text = "\u{FEFF}" + sample.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\t\r\n")
    let (tree, diagnostics) = parsed(text)
    #expect(diagnostics.isEmpty)
    #expect(tree.statements.count == parsed(sample).tree.statements.count)
    #expect(rejoined(tree).utf8.elementsEqual(text.utf8))
  }

  @Test("A keyword followed by an equals sign is a name")
  func keywordsAsNames() {
    let (tree, diagnostics) = parsed("component c : t {\n  case = 1\n  owner = 2\n  report = 3\n  model.x = 4\n}")
    #expect(diagnostics.isEmpty)
    guard case .instance(let instance)? = tree.statements.first?.form else {
      Issue.record("no instance")
      return
    }
    let names = instance.body.compactMap { statement -> String? in
      guard case .definition(let definition) = statement.form else { return nil }
      return definition.path.text
    }
    #expect(names == ["case", "owner", "report", "model.x"])
  }

  @Test("A chain of thirty thousand terms is read flat, and two hundred brackets deep")
  func chains() {
    let chain = "calc x = 1" + String(repeating: " + 1", count: 30_000)
    #expect(parsed(chain).diagnostics.isEmpty)
    let brackets = String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)
    #expect(parsed("calc x = " + brackets).diagnostics.isEmpty)
  }
}
