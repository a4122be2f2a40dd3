import MarginSource
import Testing

@testable import MarginSyntax

/// What cannot be read: the code and the place of its message.
@Suite("Faults of a text")
struct FaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let code: String
    let marked: String
    init(_ code: String, _ marked: String) { (self.code, self.marked) = (code, marked) }
    var testDescription: String { "\(code): \(marked)" }
  }

  static let faults = [
    Fault("P101", "calc x = 3 «@» 4"), Fault("P101", "calc «é» = 3"), Fault("P101", "report «“Summary”» { a }"),
    Fault("P102", "model «\"Title»\n"), Fault("P103", "calc x = «1,000» USD"),
    Fault("P103", "calc x = max(«1,000,000», 2)"),
    Fault("P103", "calc x = «1e999»"), Fault("P103", "calc x = «1e9223372036854775807k»"),
    Fault("P104", "calc x = «(»1 + 2"), Fault("P104", "calc x = max«(»1, 2\ncalc y = 3"),
    Fault("P104", "calc x = y«[»small"),
    Fault("P104", "report «{» a, b\n"), Fault("P104", "component c : t «{»\n  a = 1\n"),
    Fault("P104", "component c : t «{»\n  a = 1\ncalc y = 3\n"),
    Fault("P105", "calc x = 3 + «*» 4"), Fault("P105", "calc x =«»\ncalc y = 3"),
    Fault("P105", "check every month«»\n"),
    Fault("P105", "case c { email.rate 5% «9%» }"), Fault("P105", "sensitivity «email» { rows a 1, 2 }"),
    Fault("P105", "calc x = if a then b«»"), Fault("P105", "component c «{» }"), Fault("P106", "«timeline» x"),
    Fault("P106", "«calcs» x = 3"), Fault("P106", "«3» = x"), Fault("P109", "calc x = 3 \"a\" «\"b\"»"),
    Fault("P109", "calc x = a «b»"), Fault("P110", "calc x = if a «==» b then 1 else 2"),
    Fault("P110", "calc x «:=» 3"), Fault("P110", "test { with a «==» 3 }"),
    Fault("P112", "calc x = a < b «<» c"), Fault("P113", "calc «over» = 3"),
    Fault("P111", "calc x = «2026-13»"), Fault("P111", "calc x = y at «2026-02-30» + 1"),
    Fault("P107", "calc x = \(String(repeating: "(", count: 256))«(»1"),
    Fault("P108", "calc x = «»\u{0}"),
  ]

  @Test(
    "A mend that has edits leads to a text without messages",
    arguments: [
      "calc x = 1,000 USD", "calc x = max(1, 2", "calc x = y[small", "report {\n  a\n", "model \"Title",
      "calc x = if a == b then 1 else 2", "calc x := 3", "report “Summary” { a }", "calc x = (1 + 2]", "calc x = 3 }",
      "component c : t {\n  a = 1\n\ncalc y = 3",
    ])
  func mends(text: String) throws {
    let (tree, diagnostics) = parsed(text)
    #expect(diagnostics.count == 1)
    let mend = mended(try #require(diagnostics.first), tree.source)
    #expect(mend != text)
    #expect(parsed(mend).diagnostics.map(\.message) == [], "\(mend)")
  }

  @Test("Each fault has its code and its place, and one message", arguments: faults)
  func fault(fault: Fault) {
    let marked = Marked(fault.marked)
    let diagnostics = parse(marked.source, file: 0).diagnostics
    #expect(diagnostics.map(\.code) == [fault.code])
    #expect(
      diagnostics.first?.primary?.span == marked.span,
      "\(diagnostics.first?.message ?? "") \(String(describing: diagnostics.first?.primary))")
  }
}
