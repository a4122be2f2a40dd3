import MarginSource
import MarginSyntax
import Testing

/// Texts beyond all measure end with one message that names the limit; `bin/limits` asks the same of larger ones.
@Suite("Limits")
struct LimitTests {
  /// The codes of the errors, each once, in the order of the text.
  private func codes(_ text: String) -> [String] {
    var found: [String] = []
    for code in Checked(head + text).codes.map({ String($0.prefix(4)) }) where !found.contains(code) {
      found.append(code)
    }
    return found
  }

  @Test("A loop through time over thousands of definitions is refused, and one over sixty is computed")
  func loops() {
    func loop(_ count: Int) -> String {
      let flows = (0..<count).map { "flow b\($0) [USD] = previous(a, $1) * 1% + b\($0 + 1)\n" }.joined()
      return "stock a [USD] { open $1; add b0 }\n" + flows + "input flow b\(count) = $1\n"
    }
    #expect(codes(loop(3000)) == ["N436"])
    #expect(codes(loop(60)) == [])
  }

  @Test("Templates that multiply are refused by their components, their names and their line")
  func templates() {
    func doubling(_ levels: Int, _ body: String) -> String {
      "template t0 {\n\(body)}\n"
        + (1..<levels).map { "template t\($0) { component a : t\($0 - 1) { }; component b : t\($0 - 1) { } }\n" }
        .joined()
        + "component r : t\(levels - 1) { }\n"
    }
    #expect(codes(doubling(40, "calc x = 1\n")) == ["N420"])
    #expect(codes(doubling(12, (0..<300).map { "calc x\($0) = 1\n" }.joined())) == ["N472"])
    #expect(codes(doubling(6, "calc x = 1\n")) == [])
    func line(_ count: Int) -> String {
      "template t0 { calc x = 1 }\n" + (1..<count).map { "template t\($0) : t\($0 - 1) { }\n" }.joined()
        + "component r : t\(count - 1) { }\n"
    }
    #expect(codes(line(500)) == ["N471"])
    #expect(codes(line(60)) == [])
  }

  @Test("Exponents of units that grow without end are refused and not held at some number")
  func powers() {
    let powers = "input a0 = 2 tokens\n" + (1..<40).map { "calc a\($0) = a\($0 - 1)^9\n" }.joined()
    #expect(codes(powers + "calc z = a39 / a38\n") == ["N470"])
    let roots = "input a0 = 2 tokens\n" + (1..<40).map { "calc a\($0) = sqrt(a\($0 - 1))\n" }.joined()
    #expect(codes(roots) == ["N470"])
    #expect(codes("input a = 2 tokens\ncalc b = a^8\ncalc c = b^8\n") == [])
  }

  @Test("Units may stand in any order, ten thousand of them deep")
  func units() {
    let chain = (0..<10_000).map { "unit u\($0) = 1 u\($0 + 1)\n" }.joined() + "unit u10000 = 2 hours\n"
    let checked = Checked(head + chain + "calc a [hours] = 3 u0\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [6])
    #expect(codes("unit a = 0 hours\n") == ["U211"])
    #expect(codes("unit a = 1e300 hours\nunit b = 1e300 a\n") == ["U211"])
  }

  @Test("Cases times numbers have a limit of their own")
  func cases() {
    let members = (0..<2000).map { "m\($0)" }.joined(separator: ", ")
    let cases = (0..<1000).map { "case c\($0) { a -> 2 from 2026-03 }\n" }.joined()
    #expect(codes("dimension d { \(members) }\ninput a by d = 1\n" + cases) == ["D705"])
  }

  @Test("After a thousand faults a text is read no further")
  func faults() {
    let found = Checked(head + String(repeating: "calc x = = 3\n", count: 5000)).diagnostics.map(\.code)
    #expect(found.count <= 3001)
    #expect(found.contains("P184"))
    #expect(Checked(head + String(repeating: "calc x = (3\n\n", count: 5000)).diagnostics.count <= 3001)
    #expect(Checked(head + String(repeating: "é ", count: 5000)).diagnostics.count <= 3001)
  }

  @Test("Lines that end with a carriage return alone get one message, and its mend mends them")
  func returns() {
    let text = (head + "input a = 5\ncalc b = a + 1\n").replacing("\n", with: "\r")
    let checked = Checked(text)
    #expect(checked.codes == ["P182 1:12"])
    let edits = checked.diagnostics.flatMap(\.fixes).flatMap(\.edits)
    let mended = applying(edits, to: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    #expect(Checked(mended ?? "").values("b") == [6])
  }

  @Test("A text ends on its line, also behind a backslash")
  func backslash() {
    #expect(codes("input a \"x\\\ninput b = 2\ncalc c = b\n") == ["P102"])
  }

  @Test("Numbers too small for a double are zero, and long ones are the nearest")
  func numbers() {
    let checked = Checked(
      head + "input a = 0.\(String(repeating: "0", count: 400))1\ninput b = 1.\(String(repeating: "3", count: 9000))\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == [0])
    #expect(checked.values("b") == [1.33333333333])
    #expect(codes("input a = 1e400\n") == ["P103"])
  }
}
