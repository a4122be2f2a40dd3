import Testing

@Suite("Reading Swift text for its code")
struct SwiftCodeTests {
  @Test("Comments and the contents of strings are no code")
  func blanks() {
    #expect(SwiftCode.only(in: #"let a = "try! x" // as! y"#) == "let a = \"" + blank(6) + "\" " + blank(8))
    #expect(SwiftCode.only(in: "a /* b /* c */\n d */ e") == "a " + blank(12) + "\n" + blank(5) + " e")
  }

  @Test("What is interpolated into a string is code, also within a raw string and in two depths")
  func interpolation() {
    #expect(SwiftCode.only(in: #""a \(b["c"]!) d" e"#) == #""  \(b[" "]!)  " e"#)
    #expect(SwiftCode.only(in: ##"#"a \(b) \#(c)"# d"##) == ##"#"       \#(c)"# d"##)
  }

  @Test("A quote within a text of several lines does not end it")
  func severalLines() {
    #expect(SwiftCode.only(in: "\"\"\"\na \"b\" \\\" c\n\"\"\" d") == "\"\"\"\n" + blank(10) + "\n\"\"\" d")
  }

  private func blank(_ count: Int) -> String { String(repeating: " ", count: count) }
}
