import MarginReports

/// A formula taken apart into words, for rules about how formulas are written.
struct FormulaText {
  enum Word: Equatable {
    case number(String)
    case text
    case function(String)
    /// A cell with its dollars, such as `$C8`.
    case cell(String)
    /// A sheet's title or a defined name.
    case name(String)
    case sign(Character)
  }

  let words: [Word]

  init(_ text: String) {
    var words: [Word] = []
    var rest = Substring(text)
    while let character = rest.first {
      if character == "\"" || character == "'" {
        rest = Self.afterQuotes(rest, character)
        words.append(character == "\"" ? .text : .name("'"))
      } else if character.isNumber || character == "." {
        let number = rest.prefix { $0.isNumber || $0 == "." || $0 == "E" }
        words.append(.number(String(number)))
        rest = rest.dropFirst(number.count)
      } else if character.isLetter || character == "$" || character == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || "$_.".contains($0) }
        rest = rest.dropFirst(word.count)
        words.append(Self.word(String(word), rest.first))
      } else {
        words.append(.sign(character))
        rest = rest.dropFirst()
      }
    }
    self.words = words
  }

  private static func word(_ text: String, _ next: Character?) -> Word {
    if next == "(" { return .function(text) }
    if next == "!" { return .name(text) }
    let plain = text.filter { $0 != "$" }
    return CellRange(reading: plain) != nil ? .cell(text) : .name(text)
  }

  private static func afterQuotes(_ text: Substring, _ quote: Character) -> Substring {
    var rest = text.dropFirst()
    while let place = rest.firstIndex(of: quote) {
      rest = rest[place...].dropFirst()
      guard rest.first == quote else { return rest }
      rest = rest.dropFirst()
    }
    return rest
  }

  var functions: [String] { words.compactMap { if case .function(let name) = $0 { name } else { nil } } }
  var numbers: [String] { words.compactMap { if case .number(let number) = $0 { number } else { nil } } }
  var names: [String] { words.compactMap { if case .name(let name) = $0 { name } else { nil } } }

  /// How many functions stand in each other at the deepest place.
  var nesting: Int {
    var open: [Bool] = []
    var deepest = 0
    var isCall = false
    for word in words {
      if word == .sign("(") {
        open.append(isCall)
        deepest = max(deepest, open.count { $0 })
      } else if word == .sign(")") {
        _ = open.popLast()
      }
      if case .function = word { isCall = true } else { isCall = false }
    }
    return deepest
  }

  /// The formula as it is seen from its cell: equal for cells that were copied from each other.
  func relative(to cell: CellAddress) -> String {
    words.map { word in
      guard case .cell(let text) = word, let own = CellRange(reading: text.filter { $0 != "$" })?.first else {
        return "\(word)"
      }
      let fixesColumn = text.hasPrefix("$")
      let fixesRow = text.dropFirst().contains("$")
      return "R" + (fixesRow ? "\(own.row)" : "[\(own.row - cell.row)]") + "C"
        + (fixesColumn ? "\(own.column)" : "[\(own.column - cell.column)]")
    }.joined(separator: " ")
  }
}
