import Testing

@testable import MarginSource

@Suite("Diagnostics as people and tools read them")
struct RendererTests {
  @Test("Parts of one line are underlined together, with the words of the last beside it and the others below")
  func oneLine() {
    let (sources, file) = sourced("calc a = 1\nflow cost = inference_cost + price.output\n")
    let diagnostic = Diagnostic(
      "U201", "these units do not add up", at: .init(mark("price.output", sources, file), "USD / 1M tokens"),
      secondary: [.init(mark("inference_cost", sources, file), "USD")],
      notes: [.init("left", "USD"), .init("right", "USD · token⁻¹")], fixes: [.init("multiply by something")])
    #expect(
      terminalText([diagnostic], sources, color: false) == """
        error[U201]: these units do not add up
          model.margin:2:30
          2 │ flow cost = inference_cost + price.output
            │             ──────────────   ──────────── USD / 1M tokens
            │             USD
          left   USD
          right  USD · token⁻¹
          fix    multiply by something


        """)
  }

  @Test("Parts of several lines are shown in the order of the lines, however the marks are ordered")
  func severalLines() {
    let (sources, file) = sourced("first = 1\n" + String(repeating: "\n", count: 9) + "second = 2\n")
    let text = terminalText(
      [
        Diagnostic(
          "N402", "twice", at: .init(mark("second", sources, file), "again"),
          secondary: [.init(mark("first", sources, file), "defined here")])
      ], sources, color: false)
    #expect(
      text == """
        error[N402]: twice
          model.margin:11:1
           1 │ first = 1
             │ ───── defined here
          11 │ second = 2
             │ ────── again


        """)
  }

  @Test("Tabs, combining characters and characters beyond ASCII keep the underline below its part")
  func columns() {
    let (sources, file) = sourced("\tlabel \"cafe\u{301} – naïve\" = wrong\n")
    let text = terminalText([Diagnostic("P105", "m", at: .init(mark("wrong", sources, file)))], sources, color: false)
    let lines = text.split(separator: "\n")
    let strokes = lines[3]
    #expect(lines[2].split(separator: "wrong")[0].count == strokes.prefix { $0 != "─" }.count)
    #expect(strokes.count { $0 == "─" } == 5)
  }

  @Test("A line of wide characters keeps the underline below its part")
  func wide() {
    let (sources, file) = sourced("label \"日本\" = wrong\n")
    let lines = terminalText([Diagnostic("P105", "m", at: .init(mark("wrong", sources, file)))], sources, color: false)
      .split(separator: "\n")
    // Two characters that take two places each stand before the part.
    #expect(lines[3].prefix { $0 != "─" }.count == lines[2].prefix { $0 != "w" }.count + 2)
  }

  @Test("What a terminal would obey is not sent to it")
  func controls() {
    let (sources, file) = sourced("a = \u{1B}[31m \u{202E}wrong\n")
    let text = terminalText(
      [Diagnostic("P101", "`\u{1B}]0;title\u{7}`", at: .init(mark("wrong", sources, file), "\u{1B}c"))], sources,
      color: false)
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 || $0.value == 0x202E })
  }

  @Test("A very long line is shown around its fault", arguments: [0, 100, 5_000, 100_000])
  func longLine(place: Int) {
    let padding = String(repeating: "a ", count: place / 2)
    let (sources, file) = sourced("\(padding)wrong\(String(repeating: " b", count: 50_000))\n")
    let text = terminalText(
      [Diagnostic("P105", "m", at: .init(mark("wrong", sources, file), "here"))], sources, color: false)
    #expect(text.contains("wrong"))
    #expect(text.contains("───── here"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count < 200 })
  }

  @Test("A place at the end of a file or over several lines is shown on one")
  func edges() {
    let (sources, file) = sourced("a\nb")
    for span in [Span(file: file, start: 3, end: 3), Span(file: file, start: 0, end: 3)] {
      let text = terminalText([Diagnostic("P105", "m", at: .init(span, "words"))], sources, color: false)
      #expect(text.contains("─ words"))
    }
    #expect(
      terminalText([Diagnostic("L301", "no such file", at: nil)], sources, color: false)
        == "error[L301]: no such file\n\n")
  }

  @Test("Colour changes nothing but colour")
  func color() {
    let (sources, file) = sourced("wrong = 1\n")
    let diagnostics = [Diagnostic("P105", "m", at: .init(mark("wrong", sources, file), "w"), fixes: [.init("f")])]
    let plain = terminalText(diagnostics, sources, color: false)
    let colored = terminalText(diagnostics, sources, color: true)
    #expect(colored != plain)
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test("JSON holds the places, notes and edits, and escapes what it must")
  func json() {
    let (sources, file) = sourced("a = \"x\"\nb")
    let diagnostic = Diagnostic(
      "P102", "quote \" and \\ and\nline \u{1}", at: .init(Span(file: file, start: 4, end: 7), "here"),
      secondary: [.init(Span(file: file, start: 8, end: 9))], notes: [.init("left", "USD")],
      fixes: [.init("close it", edits: [.init(Span(file: file, start: 7, end: 7), "\"")])])
    let text = jsonText([diagnostic], sources)
    for part in [
      #""code": "P102", "severity": "error", "message": "quote \" and \\ and\nline \u0001""#,
      #""file": "model.margin", "line": 1, "column": 5, "endLine": 1, "endColumn": 8, "words": "here""#,
      #""line": 2, "column": 1"#, #"{"heading": "left", "words": "USD"}"#,
      #""start": 7, "end": 7, "replacement": "\"""#,
    ] { #expect(text.contains(part), "\(part)\n\(text)") }
    #expect(jsonText([], sources) == "[]\n")
  }

  private func sourced(_ text: String) -> (SourceSet, Int) {
    var sources = SourceSet()
    let file = sources.add(SourceFile(name: "model.margin", text: text))
    return (sources, file)
  }

  private func mark(_ part: String, _ sources: SourceSet, _ file: Int) -> Span {
    let bytes = sources.files[file].bytes
    let wanted = Array(part.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return Span(file: file, start: start, end: start + wanted.count)
  }
}
