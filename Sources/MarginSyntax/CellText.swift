import MarginSource

/// What the cells of a data file hold, read as the language reads it.
package enum CellText {
  /// The number of a cell that is digits and nothing else, which nearly all cells are; nil for any other.
  package static func plainNumber(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard let first = bytes.first, let last = bytes.last, isDigit(last), isDigit(first) || bytes.count > 1,
      bytes.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }), first | 0x20 != UInt8(ascii: "e")
    else { return nil }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  /// A cell as one written number, with its sign and unit; nil for anything else.
  package static func number(_ source: SourceFile, _ file: Int, _ range: Range<Int>) -> Expression? {
    guard range.count <= longest, let parser = parser(source, file, range) else { return nil }
    let isNegative = parser.take("-")
    if !isNegative { _ = parser.take("+") }
    let isMoney = parser.atCurrencySign()
    guard isMoney || parser.current.kind == .number,
      let number = try? isMoney ? parser.money() : parser.number(), number.span.end == range.upperBound,
      parser.diagnostics.isEmpty
    else { return nil }
    let plain = Expression(.number(number), number.span)
    return isNegative
      ? Expression(.negative(plain), Span(file: file, start: range.lowerBound, end: range.upperBound)) : plain
  }

  /// A unit, as it stands between the brackets of a header; nil, with the reason, where it is none.
  package static func unit(
    _ source: SourceFile, _ file: Int, _ range: Range<Int>
  ) -> (unit: UnitExpression?, diagnostics: [Diagnostic]) {
    guard range.count <= longest, let parser = parser(source, file, range) else { return (nil, []) }
    guard let unit = try? parser.unitExpression(spaced: true), parser.current.kind == .end else {
      return (nil, parser.diagnostics)
    }
    return (unit, parser.diagnostics)
  }

  /// The name that a text makes: a name stays as it is; of any other text the letters A to Z, made small, and the
  /// digits stay, and whatever stands between them is one `_`. A text that begins with a digit gets `prefix` and `_`
  /// before it. Nil where no letter and no digit is in it.
  package static func name(_ text: String, prefix: String) -> String? {
    var name: [UInt8] = []
    var isName = true
    for byte in text.utf8 {
      let isLetter = isLetter(byte)
      if !isLetter && byte != underscore && (!isDigit(byte) || name.isEmpty) { isName = false }
      if isLetter || isDigit(byte) {
        name.append(byte)
      } else if let last = name.last, last != underscore {
        name.append(underscore)
      }
    }
    guard !isName || text.isEmpty else { return text }
    if name.last == underscore { name.removeLast() }
    guard let first = name.first else { return nil }
    let lowered = String(decoding: name.map { isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    return isDigit(first) ? prefix + "_" + lowered : lowered
  }

  /// No written number or unit is longer.
  private static let longest = 200
  private static let underscore = UInt8(ascii: "_")

  /// A parser of a part of a text, with the places of the whole; nil where the part is not made of tokens.
  private static func parser(_ source: SourceFile, _ file: Int, _ range: Range<Int>) -> Parser? {
    var lexer = Lexer(SourceFile(name: source.name, bytes: Array(source.bytes[range])), file: file)
    lexer.run()
    guard lexer.diagnostics.isEmpty else { return nil }
    let tokens = lexer.tokens.map {
      Token(
        kind: $0.kind, triviaStart: $0.triviaStart + range.lowerBound, start: $0.start + range.lowerBound,
        end: $0.end + range.lowerBound)
    }
    return Parser(source, file: file, Brackets.balanced(tokens, in: source, file: file))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }
}
