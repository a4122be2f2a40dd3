import MarginSource

extension Parser {
  /// What follows the kind of a definition: name, fields, label, unit, dimensions, value, note and clauses.
  func definition(kind: DefinitionDeclaration.Kind?, replaces: Bool, start: Int) throws -> DefinitionDeclaration {
    let path = try declaredPath()
    if let part = path.parts.first(where: { smallWords.contains($0.text) }), path.parts.count == 1 {
      refuse(part)
      throw Unreadable()
    }
    var header = DefinitionHeader()
    var value: ValueClause?
    do {
      try definitionHeader(&header)
      if takeEquals() || takeColonAsEquals() {
        continueLine()
        labelBehindEquals(&header.label)
        value = try valueClause()
      } else if current.kind == .unknown {
        throw Unreadable()
      }
    } catch {
      value = unread()
      recover(toBraces: true)
    }
    let note = optionalText()
    let clauses = at("{") ? try self.clauses() : []
    return DefinitionDeclaration(
      kind: kind, replaces: replaces, path: path, fields: header.fields, label: header.label, unit: header.unit,
      dimensions: header.dimensions, value: value, note: note, clauses: clauses, span: span(from: start))
  }

  private struct DefinitionHeader {
    var fields: [Name] = []
    var label: Text?
    var unit: UnitExpression?
    var dimensions: [Name] = []
  }

  /// What stands between a definition's name and its value, in any order.
  private func definitionHeader(_ header: inout DefinitionHeader) throws {
    while true {
      if at("{"), header.fields.isEmpty, startsFields() {
        var fields: [Name] = []
        try block("fields") { fields.append(try self.name("a field")) }
        header.fields = fields
      } else if at("[") {
        header.unit = try unitBrackets()
      } else if takeWord("by") {
        repeat { header.dimensions.append(try name("a dimension")) } while take(",")
      } else if current.kind == .text, header.label == nil {
        header.label = optionalText()
      } else if current.kind == .text {
        secondLabel()
      } else if at("("), header.unit == nil {
        header.unit = try unitInRoundBrackets()
      } else {
        return
      }
    }
  }

  /// Stands for a value that could not be read, so that its name is known and nothing more is said of it.
  private func unread() -> ValueClause {
    let place = Span(file: file, start: current.start, end: current.start)
    return ValueClause(form: .expression(Expression(.missing, place)), shape: nil, span: place)
  }

  /// True at `{ input, cached }`, which names fields; clauses begin with a word and something else.
  private func startsFields() -> Bool {
    var place = position + 1
    while tokens[place].kind == .newline { place += 1 }
    guard tokens[place].kind == .word else { return false }
    var after = place + 1
    while tokens[after].kind == .newline { after += 1 }
    return isSign(tokens[after], ",") || isSign(tokens[after], "}")
  }

  func valueClause() throws -> ValueClause {
    let start = current.start
    let form: ValueClause.Form
    if atWord("once"), !endsName(peek()) {
      advance()
      let date = try primary()
      try expect(":", "`once 2026-03: $40k`")
      form = .once(date: date, value: try expression())
    } else if atWord("every"), peek().kind == .number {
      advance()
      let interval = try primary()
      let from = takeWord("from") ? try primary() : nil
      try expect(":", "`every 6 months from 2026-03: $8k`")
      form = .every(interval: interval, from: from, value: try expression())
    } else if atWord("every"), let habit = everyWord() {
      diagnostics.append(habit)
      throw Unreadable()
    } else if atWord("series"), peek().kind == .date {
      advance()
      form = try series()
    } else {
      return try plainOrGrowing(start)
    }
    joinLine { isSign($0, "~") }
    let shape = at("~") ? try self.shape() : nil
    return valueClause(form, shape, start)
  }

  /// `72% ~ 55% to 85%`, `120k requests/month ~ 100k to 150k growing 6%/month ~ 4% to 9%`: a shape belongs to the
  /// literal before it.
  private func plainOrGrowing(_ start: Int) throws -> ValueClause {
    let value = try expression()
    joinLine { isSign($0, "~") }
    let shape = at("~") ? try self.shape() : nil
    guard takeWord("growing") else { return valueClause(.expression(value), shape, start) }
    let form = ValueClause.Form.growing(value, rate: try growthRate())
    joinLine { isSign($0, "~") }
    guard shape != nil else {
      return valueClause(form, nil, start, rateShape: at("~") ? try self.shape() : nil)
    }
    let end = span(from: start).end
    let rateShape = at("~") ? try self.shape() : nil
    return ValueClause(
      form: form, shape: shape, rateShape: rateShape, span: Span(file: file, start: start, end: end).trimmed(source))
  }

  private func valueClause(_ form: ValueClause.Form, _ shape: Shape?, _ start: Int, rateShape: Shape? = nil)
    -> ValueClause
  {
    let end = (shape ?? rateShape)?.span.start ?? span(from: start).end
    return ValueClause(
      form: form, shape: shape, rateShape: rateShape, span: Span(file: file, start: start, end: end).trimmed(source))
  }

  /// True where a word such as `once` is a definition's name after all.
  private func endsName(_ token: Token) -> Bool {
    token.kind == .newline || token.kind == .end || token.kind == .text
      || token.kind == .sign && !["$", "€", "£", "("].contains(text(token))
  }

  private func series() throws -> ValueClause.Form {
    var points: [(date: DateLiteral, value: Expression)] = []
    repeat {
      continueLine()
      let date = try date("a series goes by dates: `2026-01: 100k, 2026-07: 150k`")
      try expect(":", "a value for each date")
      points.append((date, try expression()))
    } while take(",")
    return .series(points, linear: takeWord("linear"))
  }

  private func clauses() throws -> [DefinitionDeclaration.Clause] {
    var result: [DefinitionDeclaration.Clause] = []
    try block("clauses") { result.append(try self.clause()) }
    return result
  }

  func clause() throws -> DefinitionDeclaration.Clause {
    guard current.kind == .word else {
      throw fault("P105", "a clause begins with a word", "source, range, from, open, add or less")
    }
    switch text(current) {
    case "source": return .source(try provenance())
    case "range":
      advance()
      let low = try sum()
      guard takeWord("to") else { throw rangeWithDash(low) ?? fault("P105", "`to` is missing", "`range 0% to 100%`") }
      return .range(low: low, high: try sum())
    case "from":
      advance()
      let date = try primary()
      try expect(":", "`from 2026-07: 5%`")
      continueLine()
      let value = try valueClause()
      return .change(from: date, value: value, note: optionalText())
    case "open": advance(); return .open(try expression())
    case "add": advance(); return .add(try expression())
    case "less": advance(); return .less(try expression())
    default:
      let name = try name("a clause")
      if current.kind != .text, let movement = movement(name) { throw movement }
      return .text(name: name, value: try requiredText("clauses are source, range, from, open, add, less or a text"))
    }
  }

  func provenance() throws -> Provenance {
    let start = advance().start
    let text = try requiredText("`source \"gateway log\" 2026-10-31`")
    return Provenance(text: text, date: current.kind == .date ? try date("") : nil, span: span(from: start))
  }
}

extension Span {
  /// The span without white space at its ends.
  func trimmed(_ source: SourceFile) -> Span {
    var low = start
    var high = min(end, source.bytes.count)
    while low < high, source.bytes[low] <= 0x20 { low += 1 }
    while high > low, source.bytes[high - 1] <= 0x20 { high -= 1 }
    return Span(file: file, start: low, end: high)
  }
}
