import Foundation
import MarginSource
import MarginSyntax
import Testing

/// A text with the faults that it must give: their codes and places are kept by hand, the words may be rewritten. A
/// data file stands behind the model's text, under a line `=== usage.csv`.
struct Golden: CustomTestStringConvertible, Sendable {
  let name: String
  let source: String
  /// `U201 4:12`, one a line.
  let expected: [String]
  let rendered: String
  var testDescription: String { name }

  static let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures"

  /// Of the folder, and of `collected/`: mistakes of people who knew the language from its manual alone, as they made
  /// them.
  static let files = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []

  static let all: [Golden] = {
    return files.filter { $0.hasSuffix(".golden") }.sorted().compactMap { name in
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
    let files = Golden.files.filter { $0.hasSuffix(".golden") }
    #expect(files.count == Golden.all.count)
    #expect(files.count >= 100)
  }

  @Test("Many natural mistakes give one message each")
  func collected() {
    let collected = Golden.all.filter { $0.name.hasPrefix("collected/") }
    #expect(collected.count >= 50)
    for golden in collected { #expect(golden.expected.count == 1, "\(golden.name)") }
  }

  @Test("Every code of the language has a fixture, save those that a text alone cannot give")
  func coverage() {
    let shown = Set(Golden.all.flatMap(\.expected).compactMap { $0.split(separator: " ").first.map(String.init) })
    // A zero byte; an import; what only size beyond any text or an oversight of the checker gives; a warning.
    let elsewhere: Set<String> = [
      "P108", "P159", "P182", "P184", "N412", "N436", "N443", "N471", "N472", "C662", "T511",
    ]
    for folder in ["MarginSyntax", "MarginModel"] {
      for code in Self.codes(in: folder) where !elsewhere.contains(code) && !code.hasPrefix("W") {
        let isShown = shown.contains(code)
        #expect(isShown, "no fixture gives \(code)")
      }
    }
  }

  @Test("A mend for the machine takes its message away and brings no other", arguments: Golden.all)
  func mends(_ golden: Golden) {
    let checked = Checked(golden.source)
    let before = Set(checked.diagnostics.map(\.code))
    for diagnostic in checked.diagnostics {
      guard let span = diagnostic.primary?.span else { continue }
      for fix in diagnostic.fixes where !fix.edits.isEmpty {
        guard let text = Self.mended(checked, fix) else {
          Issue.record("the edits of `\(fix.words)` overlap")
          continue
        }
        let mended = Checked(text).diagnostics
        let again = mended.contains { $0.code == diagnostic.code && $0.primary?.span.start == span.start }
        #expect(!again, "\(diagnostic.code) is still there after `\(fix.words)`")
        let new = Set(mended.filter { $0.severity == .error }.map(\.code)).subtracting(before)
        #expect(new.isEmpty, "`\(fix.words)` brings \(new.sorted())")
      }
    }
  }

  /// The text of a fixture, its data files included, after a mend; nil where edits overlap.
  private static func mended(_ checked: Checked, _ fix: Diagnostic.Fix) -> String? {
    var texts: [String] = []
    for (index, file) in checked.sources.files.enumerated() {
      let edits = fix.edits.filter { $0.span.file == index }
      guard let bytes = applying(edits, to: file.bytes) else { return nil }
      texts.append((index == 0 ? "" : "\n=== \(file.name)\n") + String(decoding: bytes, as: UTF8.self))
    }
    return texts.joined()
  }

  @Test("Every place of every message lies in the text", arguments: Golden.all)
  func places(_ golden: Golden) {
    let checked = Checked(golden.source)
    for diagnostic in checked.diagnostics {
      let spans = ([diagnostic.primary].compactMap { $0 } + diagnostic.secondary).map(\.span)
      for span in spans {
        let length = checked.sources.files[span.file].bytes.count
        #expect(span.start >= 0 && span.start <= span.end && span.end <= length)
      }
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
