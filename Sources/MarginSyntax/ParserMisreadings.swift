import MarginSource

/// Statements that are meant as another one, or lack a word: what the reader of the message needs is that word.
extension Parser {
  /// `scenario cold { h 72% -> 20% }`: the message, at the braces.
  func whatIf(_ keyword: Span) -> Diagnostic? {
    guard at("{") else { return nil }
    let end = partner(position)
    guard position < end, tokens[position..<end].contains(where: { isSign($0, "->") }) else { return nil }
    return message(
      "P138", "what changes assumptions is a case", keyword, "a scenario is made of a template", write: "case")
  }

  /// `owner Sales`
  func bareOwner() -> Unreadable {
    let place = span(current)
    diagnostics.append(
      message("P105", "a text in quotes is missing", place, write: "\"\(text(current))\""))
    return Unreadable()
  }

  /// `{ csv "usage.csv" }`
  func lacksFrom() -> Unreadable {
    let place = Span(file: file, start: current.start, end: current.start)
    diagnostics.append(
      Diagnostic(
        "P105", "`from` is missing", at: .init(place, "`from csv \"usage.csv\"`"),
        fixes: [.init("write `from` before it", edits: [.init(place, "from ")])]))
    return Unreadable()
  }

  /// `subtract spend` in a stock; nil where the word is none for a movement.
  func movement(_ name: Name) -> Unreadable? {
    let words = [
      "subtract": "less", "minus": "less", "remove": "less", "deduct": "less", "spend": "less", "out": "less",
      "plus": "add", "increase": "add", "in": "add", "opening": "open", "start": "open", "initial": "open",
    ]
    guard let own = words[name.text.lowercased()] else { return nil }
    diagnostics.append(message("P106", "a stock has `open`, `add` and `less`", name.span, write: own))
    return Unreadable()
  }

  /// `range 0% - 100%`
  func rangeWithDash(_ low: Expression) -> Unreadable? {
    guard case .sum(let terms) = low.form, terms.count == 2, terms[1].negative else { return nil }
    let dash = Span(file: file, start: terms[0].term.span.end, end: terms[1].term.span.start)
    diagnostics.append(
      Diagnostic(
        "P105", "`to` is missing", at: .init(dash.trimmed(source), "`range 0% to 100%`"),
        fixes: [.init("write `to`", edits: [.init(dash, " to ")])]))
    return Unreadable()
  }

  /// `expect h = 30% +- 1%`
  func plusMinus(_ right: Expression) -> Unreadable? {
    guard case .sum(let terms) = right.form, terms.count == 2, case .negative(let margin) = terms[1].term.form else {
      return nil
    }
    let sign = Span(file: file, start: terms[0].term.span.end, end: margin.span.start)
    guard source.text(sign).contains("+-") else { return nil }
    diagnostics.append(
      Diagnostic(
        "P150", "a tolerance is written `within` here", at: .init(sign.trimmed(source)),
        fixes: [.init("write `within`", edits: [.init(sign, " within ")])]))
    return Unreadable()
  }

  /// `check each month:`
  func eachWord() -> Unreadable? {
    guard current.kind == .word, ["each", "all", "per"].contains(text(current)) else { return nil }
    diagnostics.append(message("P105", "`every` is missing", span(current), write: "every"))
    return Unreadable()
  }

  /// `P134`: commas between the cells of a table; the message, at the brace before them.
  func commasBetweenCells(_ dimensions: [Name]) -> Diagnostic? {
    guard at("{") else { return nil }
    var place = position + 1
    while tokens[place].kind == .newline { place += 1 }
    guard tokens[place].kind == .word, isSign(tokens[place + 1], ",") else { return nil }
    var edits: [Diagnostic.Edit] = []
    if dimensions.contains(where: { $0.text == text(tokens[place]) }) { edits.append(.init(span(tokens[place]), "")) }
    let first = span(tokens[place + 1])
    let end = partner(position)
    while place < end {
      if isSign(tokens[place], ",") { edits.append(.init(span(tokens[place]), "")) }
      let isOpen = isSign(tokens[place], "(") || isSign(tokens[place], "[")
      place = (isOpen ? max(place, partner(place)) : place) + 1
    }
    return Diagnostic(
      "P134", "the cells of a table have no commas", at: .init(first, "they stand between spaces"),
      fixes: [.init("leave the commas out", edits: edits)])
  }

  /// `0,02`
  func decimalComma() -> Diagnostic? {
    guard let whole = token(-2), let comma = token(-1), let part = token(0), whole.kind == .number,
      isSign(comma, ","), part.kind == .number, touch(whole, comma), touch(comma, part),
      isDigits(text(whole))
    else { return nil }
    return message(
      "P137", "decimals stand behind a point", span(whole).union(span(part)), write: text(whole) + "." + text(part))
  }

  /// `120 000`
  func spacedThousands() -> Diagnostic? {
    guard let first = token(-1), let next = token(0), first.kind == .number, next.kind == .number,
      text(next).utf8.count == 3, isDigits(text(next))
    else { return nil }
    return message(
      "P103", "a number has no spaces between its thousands", span(first).union(span(next)),
      write: text(first) + "_" + text(next))
  }

  /// `= =a * b`
  func secondEquals() -> Diagnostic? {
    guard at("="), let before = token(-1), isSign(before, "=") else { return nil }
    return Diagnostic(
      "P110", "a formula begins behind one `=`", at: .init(span(current)),
      fixes: [.init("leave the second one out", edits: [.init(span(current), "")])])
  }

  /// `=>` for `>=`
  func reversedSign() -> Diagnostic? {
    guard at(">") || at("<"), let before = token(-1), isSign(before, "="), touch(before, current) else { return nil }
    return message(
      "P150", "this is written the other way round", span(before).union(span(current)),
      write: text(current) + "=")
  }
}
