import MarginSource

/// Finds the partner of every bracket before anything is parsed, so that a missing one costs one message and the rest
/// of the file is read as it was meant.
///
/// The parser gets tokens whose brackets are balanced: a closing bracket that closes nothing is left out, and one that
/// is missing stands there as a token without bytes.
struct Brackets {
  /// The tokens for the parser.
  private(set) var tokens: [Token] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The signs of the tokens without bytes, by their negative `triviaStart` counted from -1.
  private(set) var missing: [String] = []
  /// By the place of an opening bracket among the tokens, that of its partner; 0 where none is known.
  private var partners: [Int32] = []

  private let source: SourceFile
  private let file: Int
  private let all: [Token]
  /// Closes a block that lacks its brace where a line is indented no deeper than the block's first line.
  private let usesIndentation: Bool
  private var stack: [Open] = []
  private var strayClosers = 0
  private var openBlocks = 0
  private var isTooDeep = false

  private struct Open {
    let token: Token
    /// Its place among `tokens`.
    let index: Int
    let sign: UInt8
    let indent: Int
    /// The indentation of the first line inside a block, once it is known.
    var content: Int?
  }

  static func balanced(_ tokens: [Token], in source: SourceFile, file: Int) -> Brackets {
    var plain = Brackets(tokens, source, file, usesIndentation: false)
    plain.run()
    guard plain.openBlocks > 0 else { return plain }
    var guided = Brackets(tokens, source, file, usesIndentation: true)
    guided.run()
    return guided.strayClosers == 0 ? guided : plain
  }

  private init(_ tokens: [Token], _ source: SourceFile, _ file: Int, usesIndentation: Bool) {
    all = tokens
    self.source = source
    self.file = file
    self.usesIndentation = usesIndentation
    self.tokens.reserveCapacity(tokens.count)
  }

  private mutating func run() {
    var lineStart = true
    var indent = 0
    for (place, token) in all.enumerated() {
      if token.kind == .newline {
        lineStart = true
        if isBlank(place) { closeRounds() }
        tokens.append(token)
        continue
      }
      if lineStart { indent = indentation(token) }
      closeUnclosed(at: place, beginsLine: lineStart, indent: indent)
      guard diagnostics.count < faultLimit else {
        stop(at: token)
        return
      }
      lineStart = false
      let sign = sign(token)
      if let sign, Self.closer(of: sign) != nil {
        let isBlock = sign == UInt8(ascii: "{")
        let blocks = isBlock ? stack.count { $0.sign == UInt8(ascii: "{") } : 0
        guard stack.count < nestingLimit, blocks < blockLimit else {
          tooDeep(token, isBlock && blocks >= blockLimit ? blockLimit : nestingLimit)
          return
        }
        stack.append(Open(token: token, index: tokens.count, sign: sign, indent: indent))
      } else if let sign, Self.isCloser(sign), !close(token, sign) {
        continue
      } else if token.kind == .end {
        openBlocks = stack.count { $0.sign == UInt8(ascii: "{") }
        while let open = stack.last { add(closing: open) }
      }
      tokens.append(token)
    }
  }

  /// The place of the bracket that closes the one at a place; nil where none opens there.
  func partner(of place: Int) -> Int? {
    guard partners.indices.contains(place), partners[place] > 0 else { return nil }
    return Int(partners[place])
  }

  private mutating func pair(_ open: Open, with place: Int) {
    while partners.count <= open.index { partners.append(0) }
    partners[open.index] = Int32(clamping: place)
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < faultLimit { diagnostics.append(diagnostic) }
  }

  /// What goes deeper is not read.
  private mutating func tooDeep(_ token: Token, _ limit: Int) {
    report(
      Diagnostic(
        "P107", "brackets are nested too deep",
        at: .init(Span(file: file, start: token.start, end: token.end), "more than \(limit) inside each other")))
    stop(at: token)
  }

  /// What follows a token is not read: the file ends there for the parser.
  private mutating func stop(at token: Token) {
    isTooDeep = true
    tokens.append(Token(kind: .unknown, triviaStart: token.triviaStart, start: token.start, end: token.end))
    while let open = stack.last { add(closing: open) }
    if let end = all.last { tokens.append(end) }
  }

  /// The bracket that closes an opening one; nil for other signs.
  private static func closer(of sign: UInt8) -> UInt8? {
    switch sign {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    default: nil
    }
  }

  private static func isCloser(_ sign: UInt8) -> Bool {
    sign == UInt8(ascii: ")") || sign == UInt8(ascii: "]") || sign == UInt8(ascii: "}")
  }

  private func sign(_ token: Token) -> UInt8? {
    token.kind == .sign && token.end == token.start + 1 ? source.bytes[token.start] : nil
  }

  private func word(_ token: Token) -> String? {
    token.kind == .word ? source.text(from: token.start, to: token.end) : nil
  }

  private func indentation(_ token: Token) -> Int { token.start - token.triviaStart }

  /// Whether the line that this line ending ends holds nothing, not even a comment.
  private func isBlank(_ place: Int) -> Bool {
    place > 0 && all[place - 1].kind == .newline
      && !source.bytes[all[place].triviaStart..<all[place].start].contains(UInt8(ascii: "#"))
  }

  /// A blank line ends what stands in round and square brackets.
  private mutating func closeRounds() {
    while let open = stack.last, open.sign != UInt8(ascii: "{") { add(closing: open) }
  }

  /// Closes what cannot reach as far as this token.
  private mutating func closeUnclosed(at place: Int, beginsLine: Bool, indent: Int) {
    let token = all[place]
    guard !stack.isEmpty else { return }
    let isBrace = sign(token) == UInt8(ascii: "{") || sign(token) == UInt8(ascii: "}")
    let inRounds = stack.last.map { $0.sign != UInt8(ascii: "{") } ?? false
    if inRounds,
      isBrace || beginsLine && endsOperand(before: place) && beginsOperand(token) && !isClosedSoon(from: place)
    {
      closeRounds()
    }
    guard beginsLine, token.kind == .word else { return }
    if usesIndentation {
      while let open = stack.last, indent <= open.indent,
        open.content.map({ $0 > open.indent }) ?? beginsStatement(place)
      {
        add(closing: open)
      }
    }
    if let last = stack.last, last.sign == UInt8(ascii: "{"), last.content == nil {
      stack[stack.count - 1].content = indent
    }
  }

  private func endsOperand(before place: Int) -> Bool {
    guard let token = all[..<place].last(where: { $0.kind != .newline }) else { return false }
    if let word = word(token) { return !smallWords.contains(word) && word != "if" }
    return [.number, .text, .date].contains(token.kind) || [UInt8(ascii: ")"), UInt8(ascii: "]")].contains(sign(token))
  }

  private func beginsOperand(_ token: Token) -> Bool {
    if let word = word(token) { return !smallWords.contains(word) }
    return [.number, .text, .date].contains(token.kind)
  }

  private func beginsStatement(_ place: Int) -> Bool {
    guard let word = word(all[place]), statementWords.contains(word), place + 1 < all.count else { return false }
    return self.word(all[place + 1]).map { !smallWords.contains($0) } ?? (all[place + 1].kind == .text)
  }

  /// Whether a closing bracket follows before anything that cannot stand in brackets: then only a comma is missing.
  private func isClosedSoon(from place: Int) -> Bool {
    var depth = 0
    for index in place..<min(place + 100, all.count - 1) {
      switch sign(all[index]) {
      case UInt8(ascii: "{"), UInt8(ascii: "}"): return false
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth < 0 { return true }
      guard let word = word(all[index]), index == place || all[index - 1].kind == .newline else { continue }
      if statementWords.contains(word) || sign(all[index + 1]) == UInt8(ascii: "=") { return false }
    }
    return false
  }

  /// Pairs a closing bracket with the last opening one; false where none fits.
  private mutating func close(_ token: Token, _ sign: UInt8) -> Bool {
    let place = Span(file: file, start: token.start, end: token.end)
    guard let open = stack.last, (open.sign == UInt8(ascii: "{")) == (sign == UInt8(ascii: "}")) else {
      strayClosers += 1
      report(
        Diagnostic(
          "P104", "this `\(source.text(place))` closes nothing", at: .init(place, "no bracket is open here"),
          fixes: [.init("remove it", edits: [.init(place, "")])]))
      return false
    }
    guard Self.closer(of: open.sign) != sign else {
      pair(open, with: tokens.count)
      stack.removeLast()
      return true
    }
    let closing = self.closing(open)
    report(
      Diagnostic(
        "P104", "a bracket is closed by one of another kind", at: .init(place, "must be `\(closing)`"),
        secondary: [.init(Span(file: file, start: open.token.start, end: open.token.end), "opened here")],
        fixes: [.init("write `\(closing)`", edits: [.init(place, closing)])]))
    stack.removeLast()
    insertMissing(closing, of: open, at: tokens.count, offset: token.start)
    return false
  }

  private func closing(_ open: Open) -> String {
    open.sign == UInt8(ascii: "(") ? ")" : open.sign == UInt8(ascii: "[") ? "]" : "}"
  }

  /// Puts the missing closing bracket behind the last token of what it closes.
  private mutating func add(closing open: Open) {
    stack.removeLast()
    let closing = closing(open)
    let last = tokens.lastIndex { $0.kind != .newline } ?? open.index
    let end = tokens[last].end
    let line = source.lineNumber(open.token.start)
    let isBlock = closing == "}"
    let replacement = isBlock ? "\n" + String(repeating: " ", count: open.indent) + "}" : closing
    let fix = Diagnostic.Fix(
      isBlock ? "close the block with `}` after line \(source.lineNumber(end))" : "close it with `\(closing)`",
      edits: [.init(Span(file: file, start: end, end: end), replacement)])
    if !isTooDeep {
      report(
        Diagnostic(
          "P104", isBlock ? "the block that begins on line \(line) is not closed" : "this bracket is not closed",
          at: .init(Span(file: file, start: open.token.start, end: open.token.end), "opened here"), fixes: [fix]))
    }
    insertMissing(closing, of: open, at: last + 1, offset: end)
  }

  private mutating func insertMissing(_ sign: String, of open: Open, at place: Int, offset: Int) {
    missing.append(sign)
    pair(open, with: place)
    tokens.insert(Token(kind: .sign, triviaStart: -missing.count, start: offset, end: offset), at: place)
  }
}
