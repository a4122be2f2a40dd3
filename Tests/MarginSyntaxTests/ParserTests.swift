import MarginSource
import MarginSyntax
import Testing

@Suite("Parser")
struct ParserTests {
  @Test("The sample of the language parses, every statement of it")
  func sample() {
    let (tree, diagnostics) = Texts.parsed(Texts.sample)
    #expect(diagnostics.map(\.message) == [])
    #expect(tree.statements.count == 22)
  }

  @Test("The tokens with what stands between them are the text again", arguments: Texts.models + ["sample"])
  func lossless(_ name: String) {
    let text = name == "sample" ? Texts.sample : Texts.text(name)
    let (tree, _) = Texts.parsed(text)
    let again = tree.tokens.map { tree.source.text(from: $0.triviaStart, to: $0.end) }.joined()
    #expect(again == text)
  }

  @Test("The models and templates of the repository parse", arguments: Texts.models)
  func models(_ name: String) { #expect(Texts.parsed(Texts.text(name)).diagnostics.isEmpty) }

  @Test(
    "One mistake gives one message, and the rest is read",
    arguments: [
      "input a = ", "input a = 5 5 5", "calc b = (1 + 2", "calc b = 1 +* 2", "dimension e { a, b", "case c { a 5 - 6 }",
      "table t by e {\n  x\n  a (1 +)\n}", "report \"x\" { a b c }", "wrong statement here",
      "input a = 5 { range 1 9 }",
      "calc b = if 1 > 2 then 3", "calc b = f(1,,2)", "input a = [small 5]", "input a = 5 ~ to 9", "test \"t\" { foo }",
    ])
  func recovery(_ mistake: String) {
    let (tree, diagnostics) = Texts.parsed("model \"M\" { currency USD }\n\(mistake)\ncalc z = 1\ncalc y = 2\n")
    #expect(diagnostics.count == 1)
    let names = tree.statements.compactMap { statement -> String? in
      if case .definition(let declaration) = statement.form { return declaration.path.text }
      return nil
    }
    #expect(names.suffix(2) == ["z", "y"])
  }

  @Test("A text cut anywhere ends in messages, their places inside the text", arguments: 0..<40)
  func cuts(_ seed: Int) {
    let bytes = Array(Texts.sample.utf8)
    let cut = bytes.count * seed / 40
    let text = String(decoding: bytes[..<cut], as: UTF8.self)
    for diagnostic in Texts.parsed(text).diagnostics {
      guard let span = diagnostic.primary?.span else { continue }
      #expect(span.start <= span.end && span.end <= text.utf8.count)
    }
  }

  @Test("A text with some bytes changed ends in messages and no trap", arguments: 0..<60)
  func mutations(_ seed: Int) {
    var state = UInt64(seed) &* 2_654_435_761 &+ 1
    func below(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var bytes = Array(Texts.sample.utf8)
    let signs = Array("{}[]()=-+*/^%$\"#;:,.~<> \n0aE_\u{0}".utf8)
    for _ in 0..<(1 + below(6)) { bytes[below(bytes.count)] = signs[below(signs.count)] }
    let source = SourceFile(name: "test.margin", bytes: bytes)
    let (tree, diagnostics) = parse(source, file: 0)
    for diagnostic in diagnostics {
      guard let span = diagnostic.primary?.span else { continue }
      #expect(span.start <= span.end && span.end <= bytes.count)
    }
    for statement in tree.statements { #expect(statement.span.end <= bytes.count) }
  }

  @Test("Brackets nested without end are refused, not followed")
  func depth() {
    for open in ["(", "[a: ", "-", "not ", "2^", "f("] {
      let text = "calc a = " + String(repeating: open, count: 20_000) + "\n"
      #expect(Texts.parsed(text).diagnostics.contains { $0.code == "P107" }, "\(open)")
    }
  }
}
