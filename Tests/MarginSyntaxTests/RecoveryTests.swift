import Testing

@testable import MarginSyntax

@Suite("Going on after a fault")
struct RecoveryTests {
  @Test("Three mistakes give three messages, in order, and the rest is read")
  func threeMistakes() {
    let (tree, diagnostics) = parsed(
      """
      calc a = 3 + * 4
      calc b = (1 + 2
      calc c = 5
      component d : t {
        x = = 3
        y = 4
      }
      calc e = 6
      """)
    #expect(diagnostics.count == 3)
    #expect(names(tree) == ["a", "b", "c", "d", "e"])
  }

  @Test(
    "A name whose value cannot be read is still known",
    arguments: ["3 +", "* 2", "max(1, 2", "1 2", "if a", "\"text", "@"])
  func nameIsKept(value: String) {
    let (tree, diagnostics) = parsed("calc a = \(value)\ncalc b = a")
    #expect(diagnostics.count == 1)
    #expect(names(tree) == ["a", "b"])
  }

  @Test(
    "A statement whose braces hold a mistake keeps its other lines",
    arguments: [
      "component a : t {\n x = 1\n y = *\n z = 2\n}", "case a {\n x 1 -> 2\n y 3 ->\n z 4 -> 5\n}",
      "dimension a {\n small\n 3\n large\n}", "model \"a\" {\n currency USD\n owner 3\n month = 730 hours\n}",
    ])
  func blocks(text: String) {
    let (tree, diagnostics) = parsed(text + "\ncalc b = 1")
    #expect(diagnostics.count == 1)
    #expect(tree.statements.count == 2)
  }

  @Test("A missing closing brace costs one message, and what follows it is read outside the block")
  func missingBrace() {
    let (tree, diagnostics) = parsed(
      """
      scenario email : cascade {
        volume = 3
        rate   = 4%

      case a { x 1 -> 2 }
      calc b = 1
      report { b }
      """)
    #expect(diagnostics.map(\.code) == ["P104"])
    #expect(names(tree) == ["email", "a", "b", "report"])
  }

  @Test("A closing brace too many costs one message")
  func strayBrace() {
    let (tree, diagnostics) = parsed("component a : t {\n  x = 1\n}\n}\ncalc b = 1")
    #expect(diagnostics.count == 1)
    #expect(names(tree) == ["a", "b"])
  }

  @Test("A brace on a line of its own costs one message")
  func braceAlone() {
    let (tree, diagnostics) = parsed("component a : t\n{\n  x = 1\n}\ncalc b = 1")
    #expect(diagnostics.count == 1)
    #expect(names(tree) == ["a", "b"])
  }

  private func names(_ tree: SyntaxTree) -> [String] {
    tree.statements.map { statement in
      switch statement.form {
      case .definition(let definition): definition.path.text
      case .instance(let instance): instance.name.text
      case .case(let declaration): declaration.name.text
      case .report: "report"
      default: "other"
      }
    }
  }
}
