import MarginSource

/// So many faults are told of one text.
let faultLimit = 1_000

/// Cuts a text into tokens; together with their trivia they are the text again.
struct Lexer {
  private let bytes: [UInt8]
  private let file: Int
  private var position = 0
  private(set) var tokens: [Token] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Where carriage returns stand alone.
  private var returns: [Int] = []
  /// The strokes that stand between the columns of tables elsewhere.
  private var pipes: [Span] = []

  init(_ source: SourceFile, file: Int) {
    bytes = source.bytes
    self.file = file
  }

  mutating func run() {
    tokens.reserveCapacity(bytes.count / 4 + 1)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    var triviaStart = 0
    while true {
      skipTrivia()
      let start = position
      guard start < bytes.count else { break }
      let kind = next()
      tokens.append(Token(kind: kind, triviaStart: triviaStart, start: start, end: position))
      triviaStart = position
    }
    tokens.append(Token(kind: .end, triviaStart: triviaStart, start: bytes.count, end: bytes.count))
    reportReturns()
    reportPipes()
  }

  /// Adds a fault; beyond the limit a text is no model, and what else is wrong in it is of no use to anyone.
  private mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < faultLimit { diagnostics.append(diagnostic) }
  }

  /// `P101`, once for the lines of one table.
  private mutating func reportPipes() {
    var rest = pipes[...]
    while let first = rest.first {
      var count = 1
      while count < rest.count {
        let between = bytes[rest[rest.startIndex + count - 1].end..<rest[rest.startIndex + count].start]
        guard between.count(where: { $0 == UInt8(ascii: "\n") }) <= 1 else { break }
        count += 1
      }
      let edits = rest.prefix(count).map { Diagnostic.Edit($0, "") }
      report(
        Diagnostic(
          "P101", "`|` means nothing here", at: .init(first, "the cells of a table stand between spaces"),
          fixes: count > 1 ? [.init("leave out each `|` of the table", edits: edits)] : []))
      rest = rest.dropFirst(count)
    }
  }

  /// `P182`, once for the file.
  private mutating func reportReturns() {
    guard let first = returns.first else { return }
    let edits = returns.prefix(faultLimit).map {
      Diagnostic.Edit(Span(file: file, start: $0, end: $0 + 1), "\n")
    }
    report(
      Diagnostic(
        "P182", "lines end with a carriage return alone", at: .init(Span(file: file, start: first, end: first + 1)),
        fixes: [.init("end lines with a line feed", edits: edits)]))
  }

  /// `P183`: what is not shown as it stands in a comment or text, from a place up to here.
  private mutating func findHidden(from start: Int) {
    var edits: [Diagnostic.Edit] = []
    var place = start
    while place < position {
      let length = hiddenLength(place)
      if length > 0, edits.count < faultLimit {
        edits.append(.init(Span(file: file, start: place, end: place + length), ""))
      }
      place += max(1, length)
    }
    guard let first = edits.first else { return }
    report(
      Diagnostic(
        "P183", "a character that is not shown stands here",
        at: .init(first.span, "it can make a line look like another"),
        fixes: [.init("take it out", edits: edits)]))
  }

  /// How many bytes a control character, a line separator or a mark that turns the direction of writing takes; else 0.
  private func hiddenLength(_ place: Int) -> Int {
    let first = bytes[place]
    if first == 0x7F || first < 0x20 && first != 0x09 && first != 0x0D { return 1 }
    guard first == 0xE2 else { return 0 }
    let (second, third) = (byte(place + 1), byte(place + 2))
    let isHidden = second == 0x80 && (0xA8...0xAE).contains(third) || second == 0x81 && (0xA6...0xA9).contains(third)
    return isHidden ? 3 : 0
  }

  private func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  private mutating func skipTrivia() {
    while position < bytes.count, !isLoneReturn(position) {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "#"):
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), !isLoneReturn(position) { position += 1 }
        findHidden(from: start)
      default: return
      }
    }
  }

  /// A carriage return that no line feed follows, the line ending of very old files.
  private func isLoneReturn(_ place: Int) -> Bool {
    bytes[place] == UInt8(ascii: "\r") && byte(place + 1) != UInt8(ascii: "\n") && place + 1 < bytes.count
  }

  private mutating func next() -> Token.Kind {
    let first = bytes[position]
    if first == UInt8(ascii: "\n") || first == UInt8(ascii: "\r") {
      if first == UInt8(ascii: "\r") { returns.append(position) }
      position += 1
      return .newline
    }
    if isLetter(first) {
      while position < bytes.count, isLetter(bytes[position]) || isDigit(bytes[position]) { position += 1 }
      return .word
    }
    if isDigit(first) { return number() }
    if isMicrosecond() { position += 3; return .word }
    if first == UInt8(ascii: "\"") { return text() }
    return sign()
  }

  /// `µs`, with either of the two signs for a millionth.
  private func isMicrosecond() -> Bool {
    let sign = (byte(position), byte(position + 1))
    return (sign == (0xC2, 0xB5) || sign == (0xCE, 0xBC)) && byte(position + 2) == UInt8(ascii: "s")
      && !isLetter(byte(position + 3)) && !isDigit(byte(position + 3))
  }

  private mutating func number() -> Token.Kind {
    if isDate(position) {
      position += 7
      if byte(position) == UInt8(ascii: "-"), isDigit(byte(position + 1)), isDigit(byte(position + 2)),
        !isDigit(byte(position + 3))
      {
        position += 3
      }
      return .date
    }
    let start = position
    digits()
    groups(start, of: UInt8(ascii: ","), "a number has no commas", "commas separate values here")
    fraction()
    groups(start, of: UInt8(ascii: "."), "a number has one point", "it separates the decimals")
    exponent()
    suffix()
    return .number
  }

  private mutating func digits() {
    while isDigit(byte(position)) || byte(position) == UInt8(ascii: "_") && isDigit(byte(position + 1)) {
      position += 1
    }
  }

  private mutating func exponent() {
    guard byte(position) | 0x20 == UInt8(ascii: "e") else { return }
    let sign = byte(position + 1) == UInt8(ascii: "-") || byte(position + 1) == UInt8(ascii: "+")
    guard isDigit(byte(position + (sign ? 2 : 1))) else { return }
    position += sign ? 2 : 1
    digits()
  }

  private mutating func fraction() {
    guard byte(position) == UInt8(ascii: "."), isDigit(byte(position + 1)) else { return }
    position += 1
    digits()
  }

  /// `1,000.50` and `1.000.000`: one error for the whole number, with the spelling that works.
  private mutating func groups(_ start: Int, of separator: UInt8, _ message: String, _ words: String) {
    var end = position
    while byte(end) == separator, (1...3).allSatisfy({ isDigit(byte(end + $0)) }), !isDigit(byte(end + 4)) { end += 4 }
    let isPoint = separator == UInt8(ascii: ".")
    // After a first point only a second one shows that they separate thousands: 1.250 is one and a quarter.
    guard end > position, !isPoint || bytes[start..<position].contains(separator) else { return }
    position = end
    let groups = String(decoding: bytes[start..<end], as: UTF8.self)
    if !isPoint { fraction() }
    let rest = String(decoding: bytes[end..<position], as: UTF8.self)
    let mended = groups.split(separator: isPoint ? "." : ",").joined(separator: "_") + rest
    let span = Span(file: file, start: start, end: position)
    report(
      Diagnostic(
        "P103", message, at: .init(span, words), fixes: [.init("write `\(mended)`", edits: [.init(span, mended)])]))
  }

  /// `k`, `M`, `bn`, `%`, `pp`, `bp` and `x` touch the digits.
  private mutating func suffix() {
    if byte(position) == UInt8(ascii: "%") { position += 1; return }
    guard isLetter(byte(position)) else { return }
    for letters in ["bn", "pp", "bp", "k", "M", "x"] {
      let code = Array(letters.utf8)
      let end = position + code.count
      guard end <= bytes.count, Array(bytes[position..<end]) == code, !isLetter(byte(end)), !isDigit(byte(end)) else {
        continue
      }
      position = end
      return
    }
    foreignSuffix()
  }

  /// `1K`, `5MM`, `2B`, as price lists and bankers write them.
  private mutating func foreignSuffix() {
    for (foreign, own) in foreignSuffixes {
      let end = position + foreign.utf8.count
      guard end <= bytes.count, bytes[position..<end].elementsEqual(foreign.utf8), !isLetter(byte(end)),
        !isDigit(byte(end))
      else { continue }
      let span = Span(file: file, start: position, end: end)
      diagnostics.append(
        Diagnostic(
          "P158", "this multiple is written `\(own)` here", at: .init(span),
          fixes: [.init("write `\(own)`", edits: [.init(span, own)])]))
      position = end
      return
    }
  }

  private func isDate(_ start: Int) -> Bool {
    byte(start + 4) == UInt8(ascii: "-") && (0..<4).allSatisfy { isDigit(byte(start + $0)) } && isDigit(byte(start + 5))
      && isDigit(byte(start + 6)) && !isDigit(byte(start + 7))
  }

  private mutating func text() -> Token.Kind {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      if bytes[position] == UInt8(ascii: "\\"), byte(position + 1) != UInt8(ascii: "\n") { position += 2; continue }
      if bytes[position] == UInt8(ascii: "\"") {
        position += 1
        findHidden(from: start)
        return .text
      }
      position += 1
    }
    position = min(position, bytes.count)
    let span = Span(file: file, start: start, end: position)
    let place = endOfLabel(start) ?? position
    report(
      Diagnostic(
        "P102", "this text has no closing quote", at: .init(span, "it ends with the line"),
        fixes: [.init("close it", edits: [.init(Span(file: file, start: place, end: place), "\"")])]))
    return .unknown
  }

  /// Where a label lacks its quote: before the ` = ` that has become part of it.
  private func endOfLabel(_ start: Int) -> Int? {
    let line = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")) ?? 0
    guard !bytes[line..<start].contains(UInt8(ascii: "=")) else { return nil }
    return (start..<position).first { place in
      byte(place) == UInt8(ascii: "=") && byte(place - 1) == 0x20 && byte(place + 1) == 0x20
    }.map { $0 - 1 }
  }

  private mutating func sign() -> Token.Kind {
    let first = bytes[position]
    if first >= 0x80 || foreignSignStarts.contains(first), foreignSign() { return .unknown }
    if isPair(first, byte(position + 1)) { position += 2; return .sign }
    if signs.contains(first) { position += 1; return .sign }
    for currency in ["€", "£"] where bytes[position...].starts(with: Array(currency.utf8)) {
      position += currency.utf8.count
      return .sign
    }
    return curlyText() ? .text : unknown()
  }

  /// The signs of two bytes: `->`, and those that end with `=`.
  private func isPair(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "-"): second == UInt8(ascii: ">")
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: ":"):
      second == UInt8(ascii: "=")
    default: false
    }
  }

  /// `“…”` or `'…'` on one line: read as a text, with one message for both of its quotes.
  private mutating func curlyText() -> Bool {
    let start = position
    let opening = quoteLength(start)
    guard opening > 0 else { return false }
    let isSingle = bytes[start] == UInt8(ascii: "'")
    var closing = start + opening
    while closing < bytes.count {
      if bytes[closing] == UInt8(ascii: "\n") { return false }
      let byte = bytes[closing]
      if isSingle ? byte == UInt8(ascii: "'") : byte == UInt8(ascii: "\"") || byte == 0xE2 && quoteLength(closing) > 0 {
        break
      }
      closing += 1
    }
    guard closing < bytes.count else { return false }
    position = closing + max(1, quoteLength(closing))
    let edits = [(start, start + opening), (closing, position)].map {
      Diagnostic.Edit(Span(file: file, start: $0.0, end: $0.1), "\"")
    }
    report(
      Diagnostic(
        "P101", "texts stand in straight double quotes", at: .init(Span(file: file, start: start, end: position)),
        fixes: [.init("write `\"`", edits: edits)]))
    return true
  }

  /// The bytes of “ ” „ ‟ ‘ ’ or ' at a place; 0 where none of them stands there.
  private func quoteLength(_ place: Int) -> Int {
    if byte(place) == UInt8(ascii: "'") { return 1 }
    guard byte(place) == 0xE2, byte(place + 1) == 0x80 else { return 0 }
    return (0x98...0x99).contains(byte(place + 2)) || (0x9C...0x9F).contains(byte(place + 2)) ? 3 : 0
  }

  /// A sign that other languages and word processors write: one message with the sign that it is here.
  private mutating func foreignSign() -> Bool {
    guard let (foreign, own) = foreignSigns.first(where: { bytes[position...].starts(with: $0.foreign) }) else {
      return false
    }
    let end = position + foreign.count
    let isWord = own.utf8.last.map(isLetter) ?? false
    let mended = isWord ? (isBlank(position - 1) ? "" : " ") + own + (isBlank(end) ? "" : " ") : own
    let span = Span(file: file, start: position, end: end)
    let message = own.isEmpty || own == " " ? "this sign cannot be seen" : "this is written `\(own)` here"
    let words = own.isEmpty ? "take it out" : own == " " ? "write a plain space" : "write `\(own)`"
    report(
      Diagnostic("P150", message, at: .init(span), fixes: [.init(words, edits: [.init(span, mended)])]))
    position = end
    return true
  }

  private func isBlank(_ place: Int) -> Bool { place < 0 || byte(place) <= 0x20 }

  /// What no token begins with: one message for the run of such bytes.
  private mutating func unknown() -> Token.Kind {
    let start = position
    while position < bytes.count, bytes[position] >= 0x80 || !isKnown(bytes[position]) { position += 1 }
    position = max(position, start + 1)
    let span = Span(file: file, start: start, end: position)
    let written = String(decoding: bytes[start..<position], as: UTF8.self)
    let isSpace = written.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    let fixes: [Diagnostic.Fix] =
      isSpace
      ? [.init("write a plain space", edits: [.init(span, " ")])]
      : written == "?"
        ? [.init("a choice is written `if condition then value else value`")]
        : written == "!"
          ? [.init("what is not so is written `not x`")]
          : written == "&" ? [.init("what holds together is joined by `and`")] : []
    if written == "|" {
      pipes.append(span)
      return .unknown
    }
    report(
      Diagnostic(
        "P101", isSpace ? "this is no plain space" : "`\(written.prefix(20))` means nothing here", at: .init(span),
        fixes: fixes))
    return .unknown
  }

  private func isKnown(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
      || "~<>=+-*/^()[]{},;:.%$#\"!".utf8.contains(byte)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
  }
  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

private let signs = ByteSet("~<>=+-*/^()[]{},;:.%$")
/// What the signs of `foreignSigns` that are ASCII begin with.
private let foreignSignStarts = ByteSet("<&|*")

/// Multiples as they are written elsewhere, and the suffix of this language.
let foreignSuffixes = [("K", "k"), ("MM", "M"), ("mm", "M"), ("mn", "M"), ("B", "bn"), ("Bn", "bn"), ("BN", "bn")]

/// What stands for a sign elsewhere, and the sign of this language; nothing for what is only to be taken out.
private let foreignSigns: [(foreign: [UInt8], own: String)] = [
  ("<>", "!="), ("&&", "and"), ("||", "or"), ("**", "^"), ("×", "*"), ("÷", "/"), ("−", "-"), ("–", "-"), ("≤", "<="),
  ("≥", ">="), ("≠", "!="), ("→", "->"), ("\u{A0}", " "), ("\u{202F}", " "), ("\u{200B}", ""), ("\u{FEFF}", ""),
].map { (Array($0.0.utf8), $0.1) }
