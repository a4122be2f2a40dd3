import Foundation
import Testing

/// A text with the faults that it must give: their codes and places are kept by hand, the words may be rewritten.
struct Golden: CustomTestStringConvertible, Sendable {
  let name: String
  let source: String
  /// `U201 4:12`, one a line.
  let expected: [String]
  let rendered: String
  var testDescription: String { name }

  static let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures"

  static let all: [Golden] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".golden") }.sorted().compactMap { name in
      guard let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) else { return nil }
      let parts = text.components(separatedBy: "---\n")
      guard parts.count == 3 else { return nil }
      let expected = parts[1].split(separator: "\n").map(String.init)
      return Golden(name: name, source: parts[0], expected: expected, rendered: parts[2])
    }
  }()

  func write(_ rendered: String) throws {
    let text = source + "---\n" + expected.map { $0 + "\n" }.joined() + "---\n" + rendered
    try text.write(toFile: Self.folder + "/" + name, atomically: true, encoding: .utf8)
  }
}

/// Every message says the right thing in the right place, once. `MARGIN_REWRITE=1` writes the words anew, never the
/// codes and places.
@Suite("Messages")
struct MessageTests {
  @Test("A mistake gives the codes and places that its fixture states, and the words", arguments: Golden.all)
  func golden(_ golden: Golden) throws {
    let checked = Checked(golden.source)
    #expect(checked.codes == golden.expected)
    if ProcessInfo.processInfo.environment["MARGIN_REWRITE"] == "1", checked.codes == golden.expected {
      try golden.write(checked.messages)
    } else {
      #expect(checked.messages == golden.rendered)
    }
  }

  @Test("Every fixture can be read, and there are many")
  func readable() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Golden.folder).filter { $0.hasSuffix(".golden") }
    #expect(files.count == Golden.all.count)
    #expect(files.count >= 100)
  }

  @Test("Every code of the language has a fixture, save those that a text alone cannot give")
  func coverage() {
    let shown = Set(Golden.all.flatMap(\.expected).compactMap { $0.split(separator: " ").first.map(String.init) })
    // A zero byte; an import; what only depth beyond any text or an oversight of the checker gives.
    let elsewhere: Set<String> = ["P108", "N412", "N436", "N443"]
    for folder in ["MarginSyntax", "MarginModel"] {
      for code in Self.codes(in: folder) where !elsewhere.contains(code) && !code.hasPrefix("W") {
        #expect(shown.contains(code), "no fixture gives \(code)")
      }
    }
  }

  @Test("The mend that a message offers for the machine mends it", arguments: Golden.all)
  func mends(_ golden: Golden) {
    let checked = Checked(golden.source)
    for diagnostic in checked.diagnostics {
      guard let fix = diagnostic.fixes.first(where: { !$0.edits.isEmpty }), let span = diagnostic.primary?.span else {
        continue
      }
      var bytes = Array(golden.source.utf8)
      for edit in fix.edits.sorted(by: { $0.span.start > $1.span.start }) {
        bytes.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.replacement.utf8))
      }
      let mended = Checked(String(decoding: bytes, as: UTF8.self))
      let again = mended.diagnostics.contains {
        $0.code == diagnostic.code && $0.primary?.span.start == span.start && $0.message == diagnostic.message
      }
      #expect(!again, "\(diagnostic.code) is still there")
    }
  }

  @Test("Every place of every message lies in the text", arguments: Golden.all)
  func places(_ golden: Golden) {
    let checked = Checked(golden.source)
    for diagnostic in checked.diagnostics {
      let spans = ([diagnostic.primary].compactMap { $0 } + diagnostic.secondary).map(\.span)
      for span in spans { #expect(span.start >= 0 && span.start <= span.end && span.end <= golden.source.utf8.count) }
    }
  }

  @Test("An imported file has no model statement of its own")
  func importedModel() {
    let checked = Checked(
      head + "import \"p.margin\"\n", imports: [("p.margin", "model \"P\" { currency USD }\ninput x = 5\n")])
    #expect(checked.diagnostics.map(\.code) == ["N412"])
  }

  @Test("A file that is no text gives one message")
  func binary() {
    #expect(Checked("model \u{0} \"M\" { }").diagnostics.map(\.code).first == "P108")
  }

  /// The codes that the sources of a target give.
  static func codes(in target: String) -> [String] {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Sources/" + target
    let files = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    let texts = files.filter { $0.hasSuffix(".swift") && !$0.hasSuffix("Codes.swift") }.sorted().map {
      (try? String(contentsOfFile: root + "/" + $0, encoding: .utf8)) ?? ""
    }
    return Set(texts.flatMap { $0.matches(of: /"([A-Z][0-9]{3})"/).map { String($0.1) } }).sorted()
  }
}
