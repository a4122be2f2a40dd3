import Foundation
import MarginReports
import Testing

@testable import MarginXLSX

/// A shared list of texts that spreadsheets like to run, where it lies beside the project; the tests pass without it.
private func sharedFile(_ name: String) -> String? {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let shared = ProcessInfo.processInfo.environment["MARGIN_SHARED"] ?? root.path + "/../shared"
  let path = shared + "/data/reference/" + name
  return FileManager.default.fileExists(atPath: path) ? path : nil
}

@Suite("Texts that spreadsheets like to run")
struct InjectionTests {
  @Test(
    "Each of the list stays the text it is, or is refused with its cell",
    .enabled(if: sharedFile("injection_strings.csv") != nil, "the list is not here"))
  func list() throws {
    let path = try #require(sharedFile("injection_strings.csv"))
    let rows = records(of: try String(contentsOfFile: path, encoding: .utf8)).dropFirst()
    #expect(rows.count == 62)
    for row in rows where row.count >= 5 {
      var text = decoded(row[1])
      if text.hasSuffix("... repeated, see length"), let count = Int(row[2]), let first = text.first {
        text = String(repeating: first, count: count)
      }
      let mustRefuse = row[4].hasPrefix("Refused") || row[4].hasPrefix("XML 1.0")
      if mustRefuse {
        let error = #expect(throws: XLSXError.self) { try WrittenBook(book(["C4": .text(text)])) }
        #expect(error?.place == "'Sheet'!C4", "\(row[0])")
      } else {
        let written = try WrittenBook(book(["C4": .text(text)]))
        #expect(written.text("C4")?.unicodeScalars.elementsEqual(text.unicodeScalars) == true, "\(row[0])")
        #expect(!written.sheet(1).contains("<f"))
      }
    }
  }

  /// The records of a text with quoted fields.
  private func records(of text: String) -> [[String]] {
    var records: [[String]] = []
    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var quoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where quoted && scalars.first == "\"":
        field.append(scalar)
        scalars.removeFirst()
      case "\"": quoted.toggle()
      case "," where !quoted, "\n" where !quoted:
        fields.append(String(field))
        field.removeAll()
        if scalar == "\n" {
          records.append(fields)
          fields = []
        }
      case "\r" where !quoted: break
      default: field.append(scalar)
      }
    }
    return records
  }

  /// A text with `\t`, `\x01`, `\u200b` and `\U0001f600` in place of those characters.
  private func decoded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = Array(text.unicodeScalars)[...]
    let lengths: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let kind = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      if let length = lengths[kind] {
        let digits = String(String.UnicodeScalarView(rest.prefix(length)))
        rest = rest.dropFirst(length)
        if let code = UInt32(digits, radix: 16), let decoded = Unicode.Scalar(code) { result.append(decoded) }
      } else {
        result.append(["t": "\t", "n": "\n", "r": "\r"][kind] ?? kind)
      }
    }
    return String(result)
  }
}
