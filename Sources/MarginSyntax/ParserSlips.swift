import MarginSource

/// What a value begins with besides a number or a name.
private let openingSigns: [StaticString] = ["$", "€", "£", "(", "["]

/// Slips in definitions that leave no doubt what is meant: each is told once with its mend, and reading goes on as if it
/// were mended.
extension Parser {
  func slip(
    _ code: String, _ message: String, _ span: Span, _ words: String = "", fix: String,
    edits: [Diagnostic.Edit] = []
  ) {
    diagnostics.append(
      Diagnostic(code, message, at: .init(span, words), fixes: [.init(fix, edits: edits)]))
  }

  /// A name that is being defined; `P130` where it is written with hyphens, `P113` where nothing could refer to it.
  func declaredName(_ what: String) throws -> Name {
    let first = try name(what)
    if let whole = hyphenated(first) { return whole }
    if smallWords.contains(first.text) { refuse(first) }
    return first
  }

  /// `P113`; where the word is used as a name later, nothing more is said.
  func refuse(_ word: Name) {
    diagnostics.append(
      Diagnostic(
        "P113", "`\(word.text)` is a word of the grammar and cannot be a name",
        at: .init(word.span, "choose another name")))
    refusedWords.insert(word.text)
  }

  func declaredPath() throws -> Path {
    let path = try path("a name")
    guard path.parts.count == 1, let first = path.parts.first, let whole = hyphenated(first) else { return path }
    return Path([whole])
  }

  private func hyphenated(_ first: Name) -> Name? {
    var last = first.span.end
    var text = first.text
    while at("-"), current.start == last, [.word, .number].contains(peek().kind), peek().start == current.end {
      advance()
      let token = advance()
      text += "_" + self.text(token)
      last = token.end
    }
    guard text != first.text,
      text.utf8.allSatisfy({
        $0 == 0x5F || Unicode.Scalar($0).properties.isAlphabetic
          || ($0 >= 0x30 && $0 <= 0x39)
      })
    else { return nil }
    let place = Span(file: file, start: first.span.start, end: last)
    slip(
      "P130", "a name has no hyphen", place, "`-` takes one value from another", fix: "write `\(text)`",
      edits: [.init(place, text)])
    return Name(text, place)
  }

  /// `input calls: 100k`, read as `=`.
  func takeColonAsEquals() -> Bool {
    guard at(":") else { return false }
    let token = advance()
    let isBlank = token.start > 0 && source.bytes[token.start - 1] == 0x20
    slip(
      "P110", "a value stands behind `=`", span(token), fix: "write `=`",
      edits: [.init(span(token), isBlank ? "=" : " =")])
    return true
  }

  /// `= "Monthly fee" $38`: the label belongs before the sign.
  func labelBehindEquals(_ label: inout Text?) {
    guard label == nil, current.kind == .text, position > 0 else { return }
    let next = peek()
    guard [.number, .word].contains(next.kind) || openingSigns.contains(where: { isSign(next, $0) })
    else { return }
    let equals = span(tokens[position - 1])
    let token = current
    label = optionalText()
    let written = source.text(span(token))
    slip(
      "P131", "a label stands before `=`", span(token), fix: "write it there",
      edits: [
        .init(Span(file: file, start: equals.start, end: equals.start), written + " "),
        .init(Span(file: file, start: token.start, end: current.start), ""),
      ])
  }

  /// A second text before `=`.
  func secondLabel() {
    let token = advance()
    slip(
      "P131", "a definition has one label", span(token), "a second text before `=`",
      fix: "a note stands behind the value")
  }

  /// `fee (USD/month)`
  func unitInRoundBrackets() throws -> UnitExpression {
    let open = current
    let close = tokens[max(position, partner(position))]
    let unit = try bracketed("(", ")") { try self.unitExpression(spaced: true) }
    slip(
      "P132", "a unit stands in square brackets", Span(file: file, start: open.start, end: close.end),
      fix: "write `[\(source.text(unit.span))]`", edits: [.init(span(open), "["), .init(span(close), "]")])
    return unit
  }

  /// True, with `P133`, where the next of several things follows on the same line without its comma.
  func lacksComma() -> Bool {
    guard current.kind == .word, position > 0, !isSmallWord(current) else { return false }
    let place = Span(file: file, start: tokens[position - 1].end, end: tokens[position - 1].end)
    var edits = [Diagnostic.Edit(place, ",")]
    var first = Diagnostic.Mark(place, "before `\(text(current).prefix(30))`")
    // Each further comma of the same list belongs to the same message.
    if let last = diagnostics.last, last.code == "P133", let mark = last.primary, let fix = last.fixes.first,
      source.bytes[mark.span.end..<place.start].allSatisfy({ $0 > 0x20 || $0 == 0x20 })
    {
      diagnostics.removeLast()
      (edits, first) = (fix.edits + edits, mark)
    }
    diagnostics.append(
      Diagnostic("P133", "a comma is missing", at: first, fixes: [.init("write `,`", edits: edits)]))
    return true
  }

  /// `f(a; b)`
  func takeSemicolonAsComma() -> Bool {
    guard at(";") else { return false }
    let place = span(advance())
    slip("P133", "a comma stands between arguments", place, fix: "write `,`", edits: [.init(place, ",")])
    return true
  }

  /// `case both : cold, flaky`
  func takeCommaAsPlus() -> Bool {
    guard at(","), peek().kind == .word else { return false }
    let place = span(advance())
    slip("P133", "cases are put together with `+`", place, fix: "write `+`", edits: [.init(place, " +")])
    return true
  }

  /// `growing by 5%/month`
  func growthRate() throws -> Expression {
    if atWord("by") {
      let token = advance()
      slip(
        "P135", "`growing` stands before its rate alone", span(token), fix: "leave `by` out",
        edits: [.init(Span(file: file, start: token.start, end: current.start), "")])
    }
    return try sum()
  }

  /// `every quarter: …`
  func everyWord() -> Diagnostic? {
    let word = peek()
    let numbers = ["month": "1 month", "quarter": "3 months", "year": "12 months", "week": "1 week", "day": "1 day"]
    guard word.kind == .word, let interval = numbers[text(word)] else { return nil }
    return message(
      "P135", "`every` says its interval as a number", span(word), "from which date on?", write: interval)
  }

  /// `5% p.a.`
  func perAnnum(after number: Token) -> UnitExpression? {
    guard current.kind == .word, ["p", "P"].contains(text(current)), isSign(peek(), "."), peek(2).kind == .word,
      let time = ["a": "year", "m": "month"][text(peek(2)).lowercased()]
    else { return nil }
    advance()
    advance()
    let last = advance()
    var end = last.end
    if at("."), current.start == end { end = advance().end }
    let place = span(number).union(Span(file: file, start: last.start, end: end))
    slip(
      "P136", "a rate says its time behind `/`", place, fix: "write `\(text(number))/\(time)`",
      edits: [.init(place, text(number) + "/" + time)])
    let name = Name(time, span(last))
    return UnitExpression(factors: [.init(multiple: 1, name: name, exponent: -1)], span: span(last))
  }

  /// `currency: USD` in a model's header, once for all its settings.
  func settingsWithColons(_ colons: [Span]) {
    guard let first = colons.first else { return }
    slip(
      "P110", "a setting has no `:`", first, fix: "leave it out",
      edits: colons.map { .init($0, "") })
  }
}
