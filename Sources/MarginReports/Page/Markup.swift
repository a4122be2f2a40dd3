/// A piece of a page.
///
/// Text enters it escaped, and the names of elements and attributes stand in the program, so that nothing a model holds
/// can become markup.
struct Markup: Sendable {
  private(set) var html = ""

  static let none = Markup()

  /// Text of a model or of the program.
  static func text(_ text: String) -> Markup { Markup(html: escaped(text)) }

  /// `<td class="number">12</td>`, with a line break behind elements that are blocks.
  static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: [Markup] = []
  ) -> Markup {
    let head = attributes.written
    let end = blocks.contains("\(name)") ? "\n" : ""
    return Markup(html: "<\(name)\(head)>" + content.map(\.html).joined() + "</\(name)>" + end)
  }

  static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ text: String
  ) -> Markup { element(name, attributes, [.text(text)]) }

  /// `<br />`: an element that holds nothing.
  static func empty(_ name: StaticString, _ attributes: Attributes = [:]) -> Markup {
    Markup(html: "<\(name)" + attributes.written + " />")
  }

  /// The line before a page.
  static let documentType = Markup(html: "<!DOCTYPE html>\n")

  /// The style sheets, which hold nothing of the model.
  static let styles = [PageStyle.sheets, PageStyle.media].map { Markup(html: "<style>\n" + $0 + "</style>\n") }

  private init(html: String = "") { self.html = html }

  private static let blocks: Set<String> = [
    "html", "head", "title", "style", "body", "header", "main", "footer", "nav", "section", "div", "h1", "h2", "h3",
    "p", "ul", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "figure", "figcaption", "svg",
    "desc",
    "details", "summary", "pre",
  ]

  /// Text as it stands between tags and in quoted values. What no page may hold, and what turns the direction of the text
  /// after it, is shown as the sign for an unreadable character.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n": result.append(scalar)
      default: result.append(isShown(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return String(result)
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }
}

/// The attributes of an element in the order in which they are written.
struct Attributes: Sendable, ExpressibleByDictionaryLiteral {
  private var pairs: [(name: StaticString, value: String)]

  init(dictionaryLiteral elements: (StaticString, String)...) { pairs = elements }

  static func + (first: Attributes, second: Attributes) -> Attributes {
    var both = first
    both.pairs += second.pairs
    return both
  }

  static func += (first: inout Attributes, second: Attributes) { first = first + second }

  /// ` class="n"`
  var written: String { pairs.map { " \($0.name)=\"" + Markup.escaped($0.value) + "\"" }.joined() }
}
