import Testing

@testable import MarginSyntax

@Suite("Laying out")
struct LayoutTests {
  @Test("A text that is laid out stands as it is")
  func sampleStands() {
    let formatted = format(parsed(sample).tree).split(separator: "\n", omittingEmptySubsequences: false)
    let lines = sample.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(formatted.count == lines.count)
    for (new, old) in zip(formatted, lines) where new != old { Issue.record("\n|\(old)\n|\(new)") }
  }

  @Test("A formatted text stays as it is, also one that was squeezed or blown up", arguments: [sample, otherForms])
  func idempotent(text: String) {
    for variant in [text, squeezed(text), blownUp(text)] {
      let once = format(parsed(variant).tree)
      #expect(parsed(once).diagnostics.map(\.message) == [])
      #expect(format(parsed(once).tree) == once)
    }
  }

  @Test("Formatting keeps every word, number, text and sign in their order", arguments: [sample, otherForms])
  func keepsTokens(text: String) {
    for variant in [text, squeezed(text), blownUp(text)] {
      #expect(words(format(parsed(variant).tree)) == words(variant))
    }
  }

  @Test("Formatting keeps every comment, wherever it stands")
  func keepsComments() {
    var number = 0
    let commented = otherForms.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      number += 1
      return "# before \(number)\n\(line)  # behind \(number)"
    }.joined(separator: "\n")
    let formatted = format(parsed(commented).tree)
    #expect(parsed(formatted).diagnostics.map(\.message) == [])
    #expect(comments(formatted) == comments(commented))
    #expect(format(parsed(formatted).tree) == formatted)
  }

  private func comments(_ text: String) -> [Substring] {
    text.split(separator: "\n").compactMap { line in line.firstIndex(of: "#").map { line[$0...] } }
  }

  private func words(_ text: String) -> [String] {
    let tree = parsed(text).tree
    return tree.tokens.filter { $0.kind != .newline && $0.kind != .end }.map {
      tree.source.text(from: $0.start, to: $0.end)
    }
  }

  /// Without indentation, and with single spaces outside of texts.
  private func squeezed(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var isText = false
      var result = ""
      for character in line {
        if character == "\"" { isText.toggle() }
        if character == " ", !isText, result.isEmpty || result.last == " " { continue }
        result.append(character)
      }
      return result
    }.joined(separator: "\n")
  }

  /// With tabs before and blanks behind every line.
  private func blownUp(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "\t \($0)  " }
      .joined(separator: "\n")
  }
}
