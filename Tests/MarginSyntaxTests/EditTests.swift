import MarginSource
import Testing

@testable import MarginSyntax

@Suite("Edits of a text")
struct EditTests {
  @Test(
    "A new value takes the place of the old one's bytes and of no others",
    arguments: [
      ("email.hit_rate", "hit_rate        = ", "72%", "  ~ beta("),
      ("email.volume", "= ", "120k requests/month", " growing"),
      ("email.volume.growth", "growing ", "6%/month", "\n"), ("desk.wage", "= ", "$38/hour", "\n"),
      ("email.stable_tokens", "= ", "3_200 tokens/attempt", "            \"System"),
      ("email.strong_price", "= ", "price[large]", " { from"), ("price.cached[large]", "3.00   ", "0.30", "    15.00"),
    ])
  func setting(path: String, before: String, old: String, after: String) throws {
    let tree = parsed(sample).tree
    let edit = try #require(settingEdit(tree, path: path, newText: "NEW"))
    let bytes = try #require(applying([edit], to: tree.source.bytes))
    #expect(tree.source.text(edit.span) == old)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(before + "NEW" + after))
    #expect(text.replacing("NEW", with: old) == sample)
  }

  @Test(
    "What the text does not hold in one place has no edit",
    arguments: ["nothing", "email", "email.nothing", "requests_in", "price.input[medium]", "price.none[small]", ""])
  func noSetting(path: String) {
    #expect(settingEdit(parsed(sample + otherForms).tree, path: path, newText: "1") == nil)
  }

  @Test("An exchange rate is set where it is one number")
  func rates() {
    let text =
      "fx EUR to USD { 2026-01: 1.08; source \"ECB\" 2026-01-15 }\nfx GBP to USD { 2026-01: 1.27; 2026-07: 1.3 }\n"
    let tree = parsed(text).tree
    #expect(settingEdit(tree, path: "fx.EUR", newText: "1.1").map { tree.source.text($0.span) } == "1.08")
    #expect(settingEdit(tree, path: "fx.GBP", newText: "1.1") == nil)
  }

  @Test("Edits are made in the order of their places, and those at one place in the order given")
  func order() {
    let bytes = Array("abcdef".utf8)
    let edits = [edit(4, 5, "E"), edit(0, 1, ""), edit(2, 2, "1"), edit(2, 2, "2"), edit(6, 6, "!")]
    #expect(applying(edits, to: bytes).map { String(decoding: $0, as: UTF8.self) } == "b12cdEf!")
  }

  @Test("Edits that overlap or lie outside are refused")
  func refused() {
    let bytes = Array("abcdef".utf8)
    #expect(applying([edit(0, 3, "x"), edit(2, 4, "y")], to: bytes) == nil)
    #expect(applying([edit(5, 7, "x")], to: bytes) == nil)
    #expect(applying([], to: bytes) == bytes)
  }

  private func edit(_ start: Int, _ end: Int, _ text: String) -> Diagnostic.Edit {
    Diagnostic.Edit(Span(file: 0, start: start, end: end), text)
  }
}
