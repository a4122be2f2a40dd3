import MarginSource

/// Words for powers of ten, and the letter that a number takes instead.
private let powerWords = [
  "thousand": "k", "million": "M", "millions": "M", "mio": "M", "billion": "bn", "billions": "bn", "bn": "bn",
  "k": "k", "M": "M",
]

/// Numbers as people write them elsewhere: each is refused with the spelling that works.
extension Parser {
  /// `50 %`, `500$` and `5 million`.
  func refuseOtherForms(of number: Token, _ style: NumberLiteral.Style) throws {
    try refuseWordedPower(of: number)
    guard style == .plain, at("%") || at("$") || at("€") || at("£"), isOnLine(number) else { return }
    let written = text(number)
    let mended = at("%") ? written + "%" : text(current) + written
    throw misspelt("the sign of a number touches it", number, mended)
  }

  /// `$ 5`
  func moneyWithoutNumber(_ sign: Token) -> Unreadable {
    let written = text(sign)
    guard current.kind == .number, isOnLine(sign) else {
      return fault("P103", "a number is missing after `\(written)`", "such as \(written)5")
    }
    return misspelt("the sign of a currency touches its number", sign, written + text(current))
  }

  /// `5 million`
  func refuseWordedPower(of number: Token) throws {
    guard current.kind == .word, isOnLine(number), let letter = powerWords[text(current)] else { return }
    throw misspelt("a power of ten is a letter that touches the number", number, text(number) + letter)
  }

  /// `USD 5`: a word of three capitals before a number.
  func refuseLeadingCurrency() throws {
    let word = text(current)
    let number = peek()
    guard number.kind == .number, word.utf8.count == 3, word.utf8.allSatisfy({ (65...90).contains($0) }) else { return }
    let first = advance()
    throw misspelt("a currency's code stands behind its number", first, "\(text(number)) \(word)")
  }

  /// `.5`
  func refuseLeadingPoint() throws {
    let point = current
    guard at("."), peek().kind == .number, peek().start == point.end else { return }
    advance()
    throw misspelt("a number begins with a digit", point, "0." + text(current))
  }

  private func isOnLine(_ token: Token) -> Bool { tokens[position - 1].start == token.start }

  /// `P103` from a token up to the one at hand, with the spelling that works.
  private func misspelt(_ message: String, _ first: Token, _ mended: String) -> Unreadable {
    let place = Span(file: file, start: first.start, end: current.end)
    diagnostics.append(
      Diagnostic(
        "P103", message, at: .init(place), fixes: [.init("write `\(mended)`", edits: [.init(place, mended)])]))
    return Unreadable()
  }
}
