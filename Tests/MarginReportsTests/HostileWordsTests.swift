import Testing

@testable import MarginReports

@Suite("Words of a model on a page")
struct HostileWordsTests {
  /// Words that end elements, values or style sheets, call programs, or turn what follows them.
  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</style><script>x</script>",
    "</title><svg onload=alert(1)>", "<!-- ", " -->", "]]>", "&lt;b&gt; &amp;", "javascript:alert(1)",
    "{{7*7}}${7*7}", "<a href='javascript:x'>", "=HYPERLINK('x')", "`tick` \\x3cscript\\x3e", "<plaintext>",
    "<base href=//x>",
  ]

  /// Where a text of a model may stand, all of them.
  private static func model(_ word: String) -> String {
    let text =
      "\""
      + word.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
      .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    return """
      model \(text) { currency USD; timeline 2026-01 for 14 months; owner \(text); purpose \(text); version \(text) }
      dimension engine \(text) { small \(text), large }
      template desk \(text) { input seats \(text) [users]; flow cost \(text) [USD] = seats * $2/user/month }
      scenario care \(text) : desk { owner \(text); seats = 9 users }
      input fee \(text) = $2/month ~ $1/month to $4/month \(text) { source \(text) 2024-01-01; range $0/month to $9/month }
      input share = [small: 20%, large: 80%] \(text)
      flow  cost \(text) = fee + care.cost
      calc  part [USD] = $10 * share
      case more \(text) { fee $2/month -> $3/month because \(text) }
      report \(text) { cost \(text), part \(text) }
      chart \(text) stacked { cost \(text), care.cost }
      chart \(text) column { part \(text) }
      sensitivity \(text) of total(cost) { rows fee $1/month, $2/month; columns care.seats 1 users, 2 users }
      tornado \(text) of total(cost) { fee by 10% }
      solve goal \(text): fee in $0/month to $9/month so that total(cost) = $300
      compare base to more of total(cost)
      fragility total(cost) over care.seats at 2x
      decision \(text) { options engine; show part \(text); choose lowest part; owner \(text); because \(text) }
      roadmap \(text) of total(cost) { case more }
      check \(text) : total(cost) < $1
      band \(text) total(cost) { fine < $1; poor otherwise }
      """
  }

  @Test("What would be markup stays words: the page has the elements of a harmless one", arguments: hostile)
  func words(word: String) throws {
    let (page, harmless) = try (Page(Book.text(Self.model(word))), Page(Book.text(Self.model("harmless"))))
    #expect(page.faults == [])
    // Long words take two lines in a drawing, and are elements of their own there.
    let (tags, others) = (page.tags.filter { $0.name != "text" }, harmless.tags.filter { $0.name != "text" })
    #expect(tags.map(\.name) == others.map(\.name))
    #expect(tags.map { $0.attributes.keys.sorted() } == others.map { $0.attributes.keys.sorted() })
    #expect(page.styles == harmless.styles)
    let shown = word.split { $0.isWhitespace }.joined(separator: " ")
    #expect(page.words.ranges(of: shown).count >= 12, "\(word)")
  }

  @Test("What no page may hold, or turns the words after it, is shown as unreadable")
  func unreadable() {
    let bad: [Unicode.Scalar] = [
      "\u{0}", "\u{8}", "\u{B}", "\u{1B}", "\u{7F}", "\u{85}", "\u{202E}", "\u{2066}", "\u{FFFF}",
    ]
    for scalar in bad { #expect(Markup.escaped("a\(Character(scalar))b") == "a\u{FFFD}b") }
    #expect(Markup.escaped("ä €\u{1F600}\t\n\u{200B}") == "ä €\u{1F600}\t\n\u{200B}")
    #expect(Markup.escaped("<&>\"'") == "&lt;&amp;&gt;&quot;&#39;")
  }
}
