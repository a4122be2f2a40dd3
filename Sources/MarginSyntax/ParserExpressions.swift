import MarginSource

private let comparisons: [(sign: StaticString, operation: Comparison)] = [
  ("<", .less), ("<=", .atMost), (">", .greater), (">=", .atLeast), ("=", .equal), ("==", .equal), ("!=", .unequal),
]

/// Most sums and products have no more parts, so that their lists need not grow.
private let usualLength = 3

extension Parser {
  func expression() throws -> Expression {
    if atWord("if") { return try conditional() }
    return try chain("or", conjunction, Expression.Form.or)
  }

  private func conjunction() throws -> Expression { try chain("and", negation, Expression.Form.and) }

  private func conditional() throws -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < nestingLimit else { throw tooDeep() }
    let start = advance().start
    let condition = try expression()
    joinLine { isWord($0, "then") }
    guard takeWord("then") else { throw fault("P105", "`then` is missing", "if condition then value else value") }
    continueLine()
    let then = try expression()
    joinLine { isWord($0, "else") }
    guard takeWord("else") else { throw fault("P105", "`else` is missing", "every `if` says what holds otherwise") }
    continueLine()
    let otherwise = try expression()
    return Expression(.conditional(condition, then: then, otherwise: otherwise), span(from: start))
  }

  private func chain(
    _ word: StaticString, _ part: () throws -> Expression, _ form: ([Expression]) -> Expression.Form
  ) throws -> Expression {
    let start = current.start
    let first = try part()
    joinLine { isWord($0, word) }
    guard atWord(word) else { return first }
    var parts = [first]
    while takeWord(word) {
      continueLine()
      parts.append(try part())
      joinLine { isWord($0, word) }
    }
    return Expression(form(parts), span(from: start))
  }

  private func negation() throws -> Expression {
    guard atWord("not") else { return try comparisonExpression() }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < nestingLimit else { throw tooDeep() }
    let start = advance().start
    return Expression(.not(try negation()), span(from: start))
  }

  private func comparisonExpression() throws -> Expression {
    let start = current.start
    let left = try qualified()
    joinLine { comparison($0) != nil }
    guard let operation = comparison(current) else { return left }
    if at("==") {
      let place = span(current)
      diagnostics.append(
        Diagnostic(
          "P110", "equality is written `=`", at: .init(place), fixes: [.init("write `=`", edits: [.init(place, "=")])]))
    }
    advance()
    continueLine()
    let right = try qualified()
    if comparison(current) != nil {
      let place = current.start
      let edit = Diagnostic.Edit(Span(file: file, start: place, end: place), "and \(source.text(right.span)) ")
      throw fault(
        "P112", "comparisons do not chain", "join two of them with `and`",
        fixes: [.init("write `and \(source.text(right.span))` before it", edits: [edit])])
    }
    return Expression(.comparison(operation, left, right), span(from: start))
  }

  private func comparison(_ token: Token) -> Comparison? {
    guard token.kind == .sign else { return nil }
    return comparisons.first { isSign(token, $0.sign) }?.operation
  }

  /// `x at 2026-12`, `x as USD/day`
  func qualified() throws -> Expression {
    let start = current.start
    var result = try sum()
    for _ in 0..<nestingLimit {
      if takeWord("at") {
        result = Expression(.at(result, try primary()), span(from: start))
      } else if takeWord("as") {
        result = Expression(.converted(result, try unitExpression(spaced: false)), span(from: start))
      } else {
        break
      }
      if let fault = operatorBehind(result) { throw fault }
    }
    return result
  }

  /// `P105` for `a at 2026-12 / b`: `at` and `as` hold for all that stands before them, so nothing is computed behind.
  private func operatorBehind(_ value: Expression) -> Unreadable? {
    guard current.kind == .sign, ["+", "-", "*", "/"].contains(text(current)) else { return nil }
    let word = if case .at = value.form { "at" } else { "as" }
    func place(_ offset: Int) -> Span { Span(file: file, start: offset, end: offset) }
    let edits = [Diagnostic.Edit(place(value.span.start), "("), .init(place(value.span.end), ")")]
    return fault(
      "P105", "round brackets are missing", "`\(word)` holds for all that stands before it",
      fixes: [.init("write `(\(source.text(value.span)))`", edits: edits)])
  }

  func sum() throws -> Expression {
    let start = current.start
    let first = try product()
    joinLine { isSign($0, "+") || isSign($0, "-") }
    guard at("+") || at("-") else { return first }
    var terms: [(negative: Bool, term: Expression)] = []
    terms.reserveCapacity(usualLength)
    terms.append((false, first))
    while at("+") || at("-") {
      let negative = at("-")
      advance()
      continueLine()
      terms.append((negative, try product()))
      joinLine { isSign($0, "+") || isSign($0, "-") }
    }
    return Expression(.sum(terms), span(from: start))
  }

  private func product() throws -> Expression {
    let start = current.start
    let first = try unary()
    joinLine { isSign($0, "*") || isSign($0, "/") }
    guard at("*") || at("/") else { return first }
    var factors: [(inverse: Bool, factor: Expression)] = []
    factors.reserveCapacity(usualLength)
    factors.append((false, first))
    while at("*") || at("/") {
      let inverse = at("/")
      advance()
      continueLine()
      factors.append((inverse, try unary()))
      joinLine { isSign($0, "*") || isSign($0, "/") }
    }
    return Expression(.product(factors), span(from: start))
  }

  /// A sign before a value binds looser than a power: -2^2 is -4.
  private func unary() throws -> Expression {
    guard at("-") || at("+") else { return try power() }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < nestingLimit else { throw tooDeep() }
    let start = current.start
    let negative = at("-")
    advance()
    let inner = try unary()
    return negative ? Expression(.negative(inner), span(from: start)) : inner
  }

  private func power() throws -> Expression {
    let start = current.start
    let base = try postfix()
    guard take("^") else { return base }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < nestingLimit else { throw tooDeep() }
    return Expression(.power(base, try unary()), span(from: start))
  }

  /// `x[small]`: the bracket touches what it picks from.
  private func postfix() throws -> Expression {
    let start = current.start
    var result = try primary()
    for _ in 0..<nestingLimit {
      guard at("["), tokens[position].start == tokens[position - 1].end else { break }
      result = Expression(.index(result, try indexArguments()), span(from: start))
    }
    return result
  }

  /// `[small]`, `[2026-07, small]`, `[turn: 3]`
  func indexArguments() throws -> [Expression] {
    try bracketed("[", "]") {
      var arguments = [try self.indexArgument()]
      while self.take(",") { arguments.append(try self.indexArgument()) }
      return arguments
    }
  }

  /// `turn: 3` is read as the list of one member that it looks like.
  private func indexArgument() throws -> Expression {
    guard current.kind == .word, isSign(peek(), ":") else { return try expression() }
    let start = current.start
    let name = try name("a dimension")
    try expect(":", "the member of a dimension: x[turn: 3]")
    let value = try expression()
    return Expression(.members([(name, value)]), span(from: start))
  }

  func bracketed<T>(_ open: StaticString, _ close: StaticString, _ inner: () throws -> T) throws -> T {
    let place = position
    try expect(open, "an opening bracket")
    let end = max(place, partner(place))
    let outer = bracketDepth
    bracketDepth += 1
    do {
      let result = try inner()
      guard at(close) else {
        throw fault(
          "P109", "`\(text(current).prefix(30))` is not expected here", "the brackets should have ended before it")
      }
      bracketDepth = outer
      position += 1
      return result
    } catch {
      bracketDepth = 0
      position = max(position, end + 1)
      throw error
    }
  }

  func primary() throws -> Expression {
    let token = current
    switch token.kind {
    case .number: return Expression(.number(try number()), span(from: token.start))
    case .date: return Expression(.date(try date("")), span(token))
    case .text:
      guard let text = optionalText() else { throw fault("P105", "a text is missing", "") }
      return Expression(.text(text), text.span)
    case .sign: return try bracketOrMoney()
    case .word: return try named()
    default:
      throw fault("P105", "a value is missing", "a number, a name or a bracket belongs here")
    }
  }

  private func bracketOrMoney() throws -> Expression {
    let start = current.start
    if atCurrencySign() { return Expression(.number(try money()), span(from: start)) }
    switch text(current) {
    case "(":
      let inner = try bracketed("(", ")") { try self.expression() }
      return Expression(inner.form, span(from: start))
    case "[": return try members()
    default: throw fault("P105", "a value is missing", "`\(text(current))` cannot begin one")
    }
  }

  func atCurrencySign() -> Bool { at("$") || at("€") || at("£") }

  private func members() throws -> Expression {
    let start = current.start
    let members = try bracketed("[", "]") { () -> [(name: Name, value: Expression)] in
      var result: [(name: Name, value: Expression)] = []
      repeat {
        if self.at("]") { break }
        let name = try self.member()
        try self.expect(":", "a value for each member: [small: 40%, large: 60%]")
        result.append((name, try self.expression()))
      } while self.take(",") || self.isSign(self.peek(), ":") && self.lacksComma()
      return result
    }
    return Expression(.members(members), span(from: start))
  }

  private func named() throws -> Expression {
    let token = current
    let word = text(token)
    if word == "true" || word == "false" {
      advance()
      return Expression(.truth(word == "true"), span(token))
    }
    if word == "if" { return try conditional() }
    guard !isSmallWord(token) else {
      guard !refusedWords.contains(word) else { throw Unreadable() }
      throw fault("P105", "a value is missing", "`\(word)` is a word of the grammar")
    }
    if isSign(peek(), "("), peek().start == token.end {
      advance()
      return Expression(.call(Name(word, span(token)), try arguments()), span(from: token.start))
    }
    if let habit = leadingHabit() {
      diagnostics.append(habit)
      throw Unreadable()
    }
    advance()
    let path = try path("a name", from: Name(word, span(token)))
    return Expression(.path(path), path.span)
  }

  /// `(x, y)`, `(x over engine)`, `(x, 200k: a, above: b)`
  private func arguments() throws -> [Expression.Argument] {
    try bracketed("(", ")") {
      var result: [Expression.Argument] = []
      while !self.at(")"), self.current.kind != .end {
        result.append(try self.argument())
        guard self.take(",") || self.takeSemicolonAsComma() else { break }
      }
      return result
    }
  }

  private func argument() throws -> Expression.Argument {
    var label: Name?
    var key: Expression?
    if current.kind == .word, isSign(peek(), ":") {
      label = try name("a name")
      advance()
    }
    var value = try expression()
    if label == nil, at(":") {
      label = Name(source.text(value.span), value.span)
      key = value
      advance()
      value = try expression()
    }
    var over: [Name] = []
    var by: [Name] = []
    while atWord("over") || atWord("by") {
      let keeps = atWord("by")
      advance()
      let name = try name("a dimension")
      if keeps { by.append(name) } else { over.append(name) }
    }
    return Expression.Argument(name: label, key: key, value: value, over: over, by: by)
  }
}
