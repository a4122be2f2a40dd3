import MarginSource

/// Words for powers of ten, and the letter that a number takes instead.
private let powerWords = [
  "thousand": "k", "million": "M", "millions": "M", "mio": "M", "billion": "bn", "billions": "bn", "bn": "bn",
  "k": "k", "M": "M",
]

/// Amounts as people write them elsewhere: each is refused with the spelling that works.
extension Parser {
  /// `$ 5`
  func moneyWithoutNumber(_ sign: Token) -> Unreadable {
    let written = text(sign)
    guard current.kind == .number, isOnLine(sign) else {
      return fault("P103", "a number is missing after `\(written)`", "such as \(written)5")
    }
    return misspelt("P154", "the sign of a currency touches its number", sign, written + text(current))
  }

  /// `5 million`
  func refuseWordedPower(of number: Token) throws {
    guard current.kind == .word, isOnLine(number), let letter = powerWords[text(current)] else { return }
    throw misspelt("P158", "a power of ten is a letter that touches the number", number, text(number) + letter)
  }

  private func isOnLine(_ token: Token) -> Bool { tokens[position - 1].start == token.start }

  /// A fault from a token up to the one at hand, with the spelling that works.
  private func misspelt(_ code: String, _ message: String, _ first: Token, _ mended: String) -> Unreadable {
    let place = Span(file: file, start: first.start, end: current.end)
    diagnostics.append(
      Diagnostic(
        code, message, at: .init(place), fixes: [.init("write `\(mended)`", edits: [.init(place, mended)])]))
    return Unreadable()
  }
}
