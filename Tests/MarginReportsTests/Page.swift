import Foundation
import MarginEngine
import MarginModel
import Testing

@testable import MarginReports

/// The page of a book's model, taken apart.
struct Page {
  struct Tag: Equatable {
    let name: String
    let attributes: [String: String]
  }

  let text: String
  /// Those that open or stand alone, in order.
  private(set) var tags: [Tag] = []
  /// What is read, one blank between its parts.
  private(set) var words = ""
  private(set) var styles = ""
  /// What is opened and not closed, or the other way round.
  private(set) var faults: [String] = []

  var ids: [String] { tags.compactMap { $0.attributes["id"] } }

  init(_ book: Book, caseIndex: Int = 0, simulations: [SimulationOutcome] = []) {
    let info = BookInfo(
      toolVersion: "0", modelFile: "models/test.margin", digest: "0123456789abcdef", asOf: "2026-01-31")
    let figures = Figures(
      model: book.model, results: book.results[caseIndex], caseName: book.model.cases[caseIndex].name, asked: [])
    self.init(WebPage(figures, cases: book.results, info: info, simulations: simulations).html)
  }

  init(_ html: String) {
    text = html
    var open: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      add(String(rest[..<start]), in: open.last)
      guard let end = rest[start...].firstIndex(of: ">") else { break }
      let inside = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if inside.hasPrefix("!") { continue }
      if inside.hasPrefix("/") {
        if open.popLast() != String(inside.dropFirst()) { faults.append("</\(inside.dropFirst())>") }
        continue
      }
      let tag = Self.tag(inside)
      tags.append(tag)
      if !inside.hasSuffix("/") { open.append(tag.name) }
    }
    faults += open
  }

  private mutating func add(_ piece: String, in element: String?) {
    if element == "style" { return styles += piece }
    let read = piece.split { $0.isWhitespace }.joined(separator: " ")
    if !read.isEmpty { words += (words.isEmpty ? "" : " ") + Self.plain(read) }
  }

  private static func tag(_ inside: Substring) -> Tag {
    let name = inside.prefix { $0.isLetter || $0.isNumber }
    var attributes: [String: String] = [:]
    for match in inside.dropFirst(name.count).matches(of: /([\w-]+)="([^"]*)"/) {
      attributes[String(match.1)] = plain(String(match.2))
    }
    return Tag(name: String(name), attributes: attributes)
  }

  static func plain(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }
}

/// Share to the power of 2.4.
func powered(_ value: Double) -> Double { pow(value, 2.4) }

extension Book {
  /// The book of a text without errors.
  static func text(_ text: String) throws -> Book { try #require(of(text)) }
}
