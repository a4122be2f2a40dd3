import MarginSource

/// Reads a text into a lossless tree. Every fault is among the diagnostics; what could be read is in the tree.
package func parse(_ source: SourceFile, file: Int) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  if let fault = binaryFault(source, file) {
    let end = Token(kind: .end, triviaStart: 0, start: source.bytes.count, end: source.bytes.count)
    return (SyntaxTree(source: source, file: file, tokens: [end], statements: []), [fault])
  }
  var lexer = Lexer(source, file: file)
  lexer.run()
  let brackets = Brackets.balanced(lexer.tokens, in: source, file: file)
  let parser = Parser(source, file: file, brackets)
  let statements = parser.statements(until: nil)
  let diagnostics = inOrder(lexer.diagnostics + brackets.diagnostics + parser.diagnostics)
  let faults = diagnostics.filter { $0.severity == .error }.compactMap { $0.primary?.span }
  let tree = SyntaxTree(
    source: source, file: file, tokens: lexer.tokens, statements: statements, faults: faults,
    mayNameData: parser.namesData)
  return (tree, diagnostics)
}

/// By place; messages about one place keep their order.
private func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  let keyed = diagnostics.enumerated().map { ($0.element.primary?.span.start ?? 0, $0.offset, $0.element) }
  return keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { $0.2 }
}

/// `P108` for a file that is no text.
private func binaryFault(_ source: SourceFile, _ file: Int) -> Diagnostic? {
  let zero = source.bytes.firstIndex(of: 0)
  guard zero != nil || String(validating: source.bytes, as: UTF8.self) == nil else { return nil }
  let place = zero ?? 0
  return Diagnostic(
    "P108", "this is not a text file",
    at: .init(Span(file: file, start: place, end: place), zero == nil ? "not UTF-8" : "a zero byte"),
    fixes: [.init("save the model as plain UTF-8 text")])
}

private let operatorSigns: [StaticString] = ["+", "-", "*", "/"]

/// A dotted name may have so many parts.
private let partLimit = 64

/// A text may have this many bytes, which a workbook's cell can hold.
let textLimit = 32_000

/// Brackets may nest this deep, braces among them.
let nestingLimit = 256
/// Braces may nest this deep: components nest 16 deep, and each body takes more of the stack than a bracket.
let blockLimit = 64

/// Recursive descent over tokens. A fault is reported where it is found and thrown as `Unreadable` to the nearest list
/// of clauses, which goes on with the next one: one mistake, one message.
final class Parser {
  struct Unreadable: Error {}

  let source: SourceFile
  let file: Int
  /// With balanced brackets.
  let tokens: [Token]
  private let brackets: Brackets
  var diagnostics: [Diagnostic] = []
  var position = 0
  /// Inside round or square brackets a line ending means nothing.
  var bracketDepth = 0
  var nesting = 0
  /// Words of the grammar that the text took for names of its own; their uses are no further mistakes.
  var refusedWords: Set<String> = []
  /// Whether the name of a data file was read.
  var namesData = false

  init(_ source: SourceFile, file: Int, _ brackets: Brackets) {
    self.source = source
    self.file = file
    self.brackets = brackets
    tokens = brackets.tokens
  }

  /// The token at hand; inside brackets line endings are passed over.
  var current: Token {
    if bracketDepth > 0 { while tokens[position].kind == .newline { position += 1 } }
    return tokens[position]
  }

  /// A token's text; a closing bracket that is missing in the file has one too.
  func text(_ token: Token) -> String {
    token.triviaStart < 0 ? brackets.missing[-1 - token.triviaStart] : source.text(from: token.start, to: token.end)
  }

  /// The place of the bracket that closes the one at a place.
  func partner(_ place: Int) -> Int { brackets.partner(of: place) ?? place }

  /// Compares bytes: this is asked several times of every token, and a String of each would cost more than all else.
  private func reads(_ token: Token, _ wanted: StaticString) -> Bool {
    guard token.triviaStart >= 0 else { return text(token) == wanted.description }
    guard token.end - token.start == wanted.utf8CodeUnitCount else { return false }
    return wanted.withUTF8Buffer { wanted in
      for (offset, byte) in wanted.enumerated() where source.bytes[token.start + offset] != byte { return false }
      return true
    }
  }

  func span(_ token: Token) -> Span { Span(file: file, start: token.start, end: token.end) }
  func span(from start: Int) -> Span {
    Span(file: file, start: start, end: position > 0 ? max(start, tokens[position - 1].end) : start)
  }

  @discardableResult
  func advance() -> Token {
    let token = current
    if token.kind != .end { position += 1 }
    return token
  }

  /// The token some places on, line endings counted.
  func peek(_ distance: Int = 1) -> Token { tokens[min(position + distance, tokens.count - 1)] }

  func at(_ sign: StaticString) -> Bool { isSign(current, sign) }
  func atWord(_ word: StaticString) -> Bool { isWord(current, word) }
  func isWord(_ token: Token, _ word: StaticString) -> Bool { token.kind == .word && reads(token, word) }
  func isSign(_ token: Token, _ sign: StaticString) -> Bool { token.kind == .sign && reads(token, sign) }

  func take(_ sign: StaticString) -> Bool {
    guard at(sign) else { return false }
    advance()
    return true
  }

  /// Takes `=`; for `:=` and `==`, which other languages write, with a message.
  func takeEquals() -> Bool {
    if at(":=") || at("==") {
      let place = span(current)
      diagnostics.append(
        Diagnostic(
          "P110", "equality is written `=`", at: .init(place), fixes: [.init("write `=`", edits: [.init(place, "=")])]))
      advance()
      return true
    }
    return take("=")
  }

  func takeWord(_ word: StaticString) -> Bool {
    guard atWord(word) else { return false }
    advance()
    return true
  }

  func expect(_ sign: StaticString, _ why: String) throws {
    guard !take(sign) else { return }
    throw fault("P105", "`\(sign)` is missing", why)
  }

  func fault(_ code: String, _ message: String, _ words: String, fixes: [Diagnostic.Fix] = []) -> Unreadable {
    let token = current
    let place =
      token.kind == .newline || token.kind == .end
      ? Span(file: file, start: token.start, end: token.start) : span(token)
    if token.kind != .unknown {
      diagnostics.append(habit() ?? Diagnostic(code, message, at: .init(place, words), fixes: fixes))
    }
    return Unreadable()
  }

  func name(_ what: String) throws -> Name {
    guard current.kind == .word else {
      throw fault("P105", "\(what) is missing", "a name such as `hit_rate` belongs here")
    }
    let token = advance()
    return Name(text(token), span(token))
  }

  /// A member's name, which in an ordered dimension is a number.
  func member() throws -> Name {
    guard current.kind == .number, text(current).allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return try name("a member")
    }
    let token = advance()
    return Name(text(token), span(token))
  }

  func path(_ what: String) throws -> Path { try path(what, from: try name(what)) }

  /// The rest of a dotted name whose first part has been read.
  func path(_ what: String, from first: Name) throws -> Path {
    var parts = [first]
    while at("."), peek().kind == .word, tokens[position].start == tokens[position - 1].end {
      advance()
      parts.append(try name(what))
      guard parts.count <= partLimit else {
        throw fault("P181", "this name has too many parts", "more than \(partLimit) between dots")
      }
    }
    return Path(parts)
  }

  /// A text, with `\"`, `\\` and `\n` read.
  func optionalText() -> Text? {
    guard current.kind == .text else { return nil }
    let token = advance()
    var inner = text(token).dropFirst()
    if let last = inner.last, "\"“”„‟‘’'".contains(last) { inner = inner.dropLast() }
    var result = ""
    var escaped = false
    for character in inner {
      if escaped {
        result.append(character == "n" ? "\n" : character)
        escaped = false
      } else if character == "\\" {
        escaped = true
      } else {
        result.append(character)
      }
    }
    checkLength(of: token)
    return Text(result, span(token))
  }

  /// `P159`: no cell of a workbook takes a text without end. Control characters are the lexer's to find.
  private func checkLength(of token: Token) {
    guard token.end - token.start > textLimit else { return }
    diagnostics.append(
      Diagnostic(
        "P159", "this text is too long",
        at: .init(span(token), "\(token.end - token.start) bytes, at most \(textLimit)")))
  }

  func requiredText(_ why: String) throws -> Text {
    guard let text = optionalText() else { throw fault("P105", "a text in quotes is missing", why) }
    return text
  }

  func date(_ why: String) throws -> DateLiteral {
    guard current.kind == .date else { throw fault("P105", "a date is missing", why) }
    let token = advance()
    let numbers = text(token).split(separator: "-").compactMap { Int($0) }
    guard isDay(numbers) else {
      diagnostics.append(
        Diagnostic("P111", "there is no such date", at: .init(span(token), "year-month or year-month-day")))
      throw Unreadable()
    }
    return DateLiteral(
      year: numbers[0], month: numbers[1], day: numbers.count > 2 ? numbers[2] : nil, span: span(token))
  }

  private func isDay(_ numbers: [Int]) -> Bool {
    let (year, month, day) = (numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 1)
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && day >= 1 && day <= lengths[month - 1]
  }

  /// Goes on to the next line where that is the rest of this one: it begins with a binary operator.
  func joinLine(_ goesOn: (Token) -> Bool) {
    guard bracketDepth == 0, tokens[position].kind == .newline, let next = nextLine() else { return }
    if goesOn(tokens[next]) { position = next }
  }

  /// After an operator or comma the next line belongs to this one, unless a blank line stands between.
  func continueLine() {
    guard bracketDepth == 0, tokens[position].kind == .newline else { return }
    if let next = nextLine() {
      if !beginsStatement(next) { position = next }
    } else if let next = operandBehindBlank() {
      let gap = Span(file: file, start: tokens[position].start, end: tokens[next - 1].start)
      diagnostics.append(
        Diagnostic(
          "P105", "a value is missing",
          at: .init(
            Span(file: file, start: gap.start, end: gap.start),
            "a blank line ends the formula"),
          fixes: [.init("take the blank line out", edits: [.init(gap, "")])]))
      position = next
    }
  }

  /// The token behind blank lines that can only be the rest of a formula: a value with nothing that would make it a
  /// statement of its own.
  private func operandBehindBlank() -> Int? {
    var place = position
    while tokens[place].kind == .newline { place += 1 }
    guard place + 1 < tokens.count, tokens[place].kind == .number || tokens[place].kind == .word,
      !statementWords.contains(text(tokens[place])), !isSmallWord(tokens[place])
    else { return nil }
    let next = tokens[place + 1]
    let goesOn = next.kind == .newline || next.kind == .end || operatorSigns.contains { isSign(next, $0) }
    return goesOn ? place : nil
  }

  /// Whether a word is one of the grammar's small ones.
  func isSmallWord(_ token: Token) -> Bool {
    smallWordLengths.contains(token.end - token.start) && smallWords.contains(text(token))
  }

  /// True of a word that begins a statement with a name or label after it, so that the line before lacks its end.
  private func beginsStatement(_ place: Int) -> Bool {
    guard statementWords.contains(text(tokens[place])), let next = tokens[(place + 1)...].first else { return false }
    return next.kind == .text || next.kind == .word && !isSmallWord(next)
  }

  /// The first token of the next line; nil where that line is blank. A line that holds a comment is not.
  private func nextLine() -> Int? {
    var place = position
    while tokens[place].kind == .newline {
      place += 1
      let token = tokens[place]
      if token.kind == .newline, !source.bytes[token.triviaStart..<token.start].contains(UInt8(ascii: "#")) {
        return nil
      }
    }
    return tokens[place].kind == .end ? nil : place
  }

  /// Skips line endings and semicolons.
  func skipEnds() {
    while tokens[position].kind == .newline || at(";") { position += 1 }
  }

  func atEnd(of brace: Bool) -> Bool { current.kind == .end || brace && at("}") }

  /// A `{`, its clauses and its `}`. A clause that cannot be read is passed over.
  func block(_ what: String, _ clause: () throws -> Void) throws {
    try expect("{", what)
    let outer = bracketDepth
    bracketDepth = 0
    defer { bracketDepth = outer }
    skipEnds()
    while !atEnd(of: true) {
      let before = position
      do {
        try clause()
        try endClause()
      } catch { recover() }
      if position == before { position += 1 }
      skipEnds()
    }
    _ = take("}")
  }

  func tooDeep() -> Unreadable {
    fault("P107", "this is nested too deep", "more than \(nestingLimit) inside each other")
  }

  /// A clause ends with its line, a `;` or its braces.
  func endClause() throws {
    if current.kind == .newline || current.kind == .end || at(";") || at("}") || at(",") {
      _ = take(",")
      return
    }
    throw fault(
      "P109", "`\(text(current).prefix(30))` is not expected here", "the clause before it ends with its line or a `;`")
  }

  /// Passes over the rest of a clause that could not be read, with all its brackets; up to its braces if these can
  /// still be read.
  func recover(toBraces: Bool = false) {
    bracketDepth = 0
    while tokens[position].kind != .end {
      let token = tokens[position]
      if token.kind == .newline || isSign(token, ";") || isSign(token, "}") || toBraces && isSign(token, "{") { return }
      position = max(position, partner(position)) + 1
    }
  }
}
