import MarginSource

/// Words for powers of ten, and the letter that a number takes instead.
private let powerWords = [
  "thousand": "k", "million": "M", "millions": "M", "mio": "M", "billion": "bn", "billions": "bn", "bn": "bn",
  "k": "k", "M": "M",
]

/// What people write who come from a spreadsheet, a letter or another language.
///
/// It is looked for only where the text could not be read anyway, around the token at which it could not.
extension Parser {
  /// The message for such a habit, with its mend.
  func habit() -> Diagnostic? {
    let kinds = [
      foreignDate, foreignComment, signAsCode, moneyAround, timesWord, loosePercent, shareOf, capitalWord, bareFraction,
      decimalComma, spacedThousands, secondEquals, reversedSign,
    ]
    return kinds.lazy.compactMap { $0() }.first
  }

  func token(_ distance: Int) -> Token? {
    let place = position + distance
    return tokens.indices.contains(place) ? tokens[place] : nil
  }

  func touch(_ left: Token, _ right: Token) -> Bool { left.end == right.start }

  func message(
    _ code: String, _ message: String, _ span: Span, _ words: String = "", write mended: String,
    edits: [Diagnostic.Edit]? = nil
  ) -> Diagnostic {
    Diagnostic(
      code, message, at: .init(span, words),
      fixes: [.init("write `\(mended)`", edits: edits ?? [.init(span, mended)])])
  }

  /// `Jan 2026`, `2026/01`, `2026-1`, `01/2026`
  private func foreignDate() -> Diagnostic? {
    for distance in -3...0 {
      guard let first = token(distance), let (last, mended) = foreignDate(first, distance) else { continue }
      guard last >= 0, let end = token(last) else { continue }
      return message(
        "P151", "a date is written year-month, or year-month-day", span(first).union(span(end)), write: mended)
    }
    return nil
  }

  private func foreignDate(_ first: Token, _ distance: Int) -> (last: Int, mended: String)? {
    if first.kind == .word, let month = month(text(first)), let year = digits(distance + 1, 4) {
      return (distance + 1, year + "-" + month)
    }
    guard first.kind == .number, let sign = token(distance + 1), isSign(sign, "/") || isSign(sign, "-"),
      touch(first, sign), let second = token(distance + 2), touch(sign, second)
    else { return nil }
    if let month = digits(distance, 1...2), let year = digits(distance + 2, 4) {
      return (distance + 2, year + "-" + month)
    }
    guard let year = digits(distance, 4), let month = digits(distance + 2, 1...2) else { return nil }
    if let other = token(distance + 3), other.kind == .sign, text(other) == text(sign), touch(second, other),
      let day = digits(distance + 4, 1...2)
    {
      return (distance + 4, [year, month, day].joined(separator: "-"))
    }
    return (distance + 2, year + "-" + month)
  }

  /// A plain number of so many digits at a place, with a leading zero where one is missing.
  private func digits(_ distance: Int, _ count: ClosedRange<Int>) -> String? {
    guard let token = token(distance), token.kind == .number else { return nil }
    let digits = text(token)
    guard count.contains(digits.count), isDigits(digits) else { return nil }
    return digits.count == 1 ? "0" + digits : digits
  }
  private func digits(_ distance: Int, _ count: Int) -> String? { digits(distance, count...count) }

  private func month(_ word: String) -> String? {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    let word = word.lowercased()
    guard word.count >= 3,
      let index = names.firstIndex(where: { $0.hasPrefix(word) || word == "sept" && $0 == "september" })
    else { return nil }
    return index < 9 ? "0\(index + 1)" : "\(index + 1)"
  }

  /// `// a comment`
  private func foreignComment() -> Diagnostic? {
    for distance in -1...0 {
      guard let first = token(distance), let second = token(distance + 1),
        isSign(first, "/") && isSign(second, "/") || isDashComment(distance, first, second), touch(first, second)
      else { continue }
      return message("P153", "a comment begins with `#`", span(first).union(span(second)), write: "#")
    }
    return nil
  }

  /// `-- a comment` on a line of its own; elsewhere it is twice a sign.
  private func isDashComment(_ distance: Int, _ first: Token, _ second: Token) -> Bool {
    distance == 0 && isSign(first, "-") && isSign(second, "-") && (token(-1).map { $0.kind == .newline } ?? true)
  }

  /// `10$`, `38 $/hour`, `$ 5`
  private func moneyAround() -> Diagnostic? {
    guard let before = token(-1) else { return nil }
    let (now, signs) = (tokens[position], ["$", "€", "£"])
    let place = span(before).union(span(now))
    if before.kind == .number, now.kind == .sign, signs.contains(text(now)) {
      return message(
        "P154", "the sign of a currency stands before its amount", place, write: text(now) + text(before))
    }
    guard before.kind == .sign, signs.contains(text(before)), now.kind == .number, !touch(before, now) else {
      return nil
    }
    return message("P154", "the sign of a currency touches its number", place, write: text(before) + text(now))
  }

  /// `currency $`
  private func signAsCode() -> Diagnostic? {
    guard let before = token(-1), before.kind == .word, text(before) == "currency",
      let code = ["$": "USD", "€": "EUR", "£": "GBP"][text(tokens[position])]
    else { return nil }
    return message("P154", "a model names its currency by its code", span(tokens[position]), write: code)
  }

  /// `volume x 2`
  private func timesWord() -> Diagnostic? {
    guard current.kind == .word, ["x", "X"].contains(text(current)), let before = token(-1), let next = token(1),
      before.kind == .word || before.kind == .number || isSign(before, ")"), [.word, .number].contains(next.kind)
    else { return nil }
    return message("P150", "this is written `*` here", span(current), write: "*")
  }

  /// `volume = 5` and `volume 5 => 6` in a case
  func arrow() -> Diagnostic? {
    guard at("=") else { return nil }
    var place = span(current)
    if let next = token(1), isSign(next, ">"), touch(current, next) { place = place.union(span(next)) }
    return message("P150", "a change is written with `->`", place, write: "->")
  }

  /// `USD 10`, `IF a < 5`: a word that would be read as a name, with what cannot follow a name.
  func leadingHabit() -> Diagnostic? {
    let next = peek()
    guard next.kind == .number || next.kind == .word else { return nil }
    let word = text(current)
    if ["USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD"].contains(word), next.kind == .number {
      return message(
        "P154", "the code of a currency stands behind its amount", span(current).union(span(next)),
        write: text(next) + " " + word)
    }
    guard word != word.lowercased(), ["if", "not"].contains(word.lowercased()) else { return nil }
    return message(
      "P156", "the words of the grammar are written small", span(current), write: word.lowercased())
  }

  /// `5 %`
  private func loosePercent() -> Diagnostic? {
    guard let before = token(-1), before.kind == .number, at("%"), !touch(before, tokens[position]) else { return nil }
    return message(
      "P155", "`%` touches its number", span(before).union(span(tokens[position])), write: text(before) + "%")
  }

  /// `5% of revenue`
  private func shareOf() -> Diagnostic? {
    guard let before = token(-1), before.kind == .number, text(before).hasSuffix("%"), atWord("of") else { return nil }
    return message("P152", "a share of something is a product", span(tokens[position]), write: "*")
  }

  /// `Then`, `AND`
  private func capitalWord() -> Diagnostic? {
    guard current.kind == .word else { return nil }
    let word = text(current)
    guard word != word.lowercased(), smallWords.contains(word.lowercased()) || word.lowercased() == "if" else {
      return nil
    }
    return message("P156", "the words of the grammar are written small", span(current), write: word.lowercased())
  }

  /// `.5`
  private func bareFraction() -> Diagnostic? {
    guard at("."), let next = token(1), next.kind == .number, touch(tokens[position], next) else { return nil }
    if let before = token(-1), touch(before, tokens[position]) { return pointsBetween(before) }
    let place = span(tokens[position]).union(span(next))
    return message("P157", "a number begins with a digit", place, write: "0." + text(next))
  }

  /// `1.000.000`: the number goes on in groups of three.
  private func pointsBetween(_ first: Token) -> Diagnostic? {
    guard first.kind == .number else { return nil }
    var (last, distance) = (first, 0)
    while let point = token(distance), isSign(point, "."), touch(last, point), let next = token(distance + 1),
      next.kind == .number, touch(point, next)
    {
      last = next
      distance += 2
    }
    let place = span(first).union(span(last))
    let groups = source.text(place).split(separator: ".")
    guard groups.count > 2,
      groups.dropFirst().allSatisfy({ $0.count == 3 && isDigits($0) })
    else { return nil }
    return message("P103", "a number has no points between its thousands", place, write: groups.joined(separator: "_"))
  }

  /// `5 million`
  func refuseWordedPower(of number: Token) throws {
    let isOnLine = tokens[position - 1].start == number.start
    guard current.kind == .word, isOnLine, let letter = powerWords[text(current)] else { return }
    diagnostics.append(
      message(
        "P158", "a power of ten is a letter that touches the number", span(number).union(span(current)),
        write: text(number) + letter))
    throw Unreadable()
  }

  /// True of a text of digits alone.
  func isDigits(_ text: some StringProtocol) -> Bool { text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

  /// `5 percent`, read as `5%`.
  func percentWord(after number: Token) -> Bool {
    guard current.kind == .word, ["percent", "pct"].contains(text(current).lowercased()) else { return false }
    let place = span(number).union(span(current))
    diagnostics.append(message("P155", "a share is written with `%`", place, write: text(number) + "%"))
    advance()
    return true
  }
}
