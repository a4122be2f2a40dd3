import MarginSource

/// `fx EUR to USD "ECB reference rate" { 2026-01: 1.08; 2026-07: 1.11; source "ECB" 2026-10-01 }`: what one EUR is worth,
/// each rate from its date on.
package struct RateDeclaration: Sendable {
  package let from: Name
  package let to: Name
  package let label: Text?
  package let points: [(date: DateLiteral, value: Expression)]
  /// False where a part of it could not be read; the message has been given.
  package let isWhole: Bool
  /// `source`, `range` and texts.
  package let clauses: [DefinitionDeclaration.Clause]
  /// Of what stands before the braces.
  package let head: Span
  package let span: Span
}

extension RateDeclaration {
  /// The unit of the rate: USD/EUR.
  package var unit: UnitExpression {
    UnitExpression(
      factors: [.init(multiple: 1, name: to, exponent: 1), .init(multiple: 1, name: from, exponent: -1)], span: head)
  }

  /// The rate as the input `fx.EUR` with a value.
  package func input(_ form: ValueClause.Form) -> (declaration: DefinitionDeclaration, value: ValueClause) {
    let first = points.first?.date.span ?? head
    let value = ValueClause(form: form, shape: nil, span: points.map(\.value.span).reduce(first) { $0.union($1) })
    let declaration = DefinitionDeclaration(
      kind: .input, replaces: false, path: Path([Name("fx", from.span), from]), fields: [], label: label, unit: unit,
      dimensions: [], value: value, note: nil, clauses: clauses, span: span)
    return (declaration, value)
  }
}

extension Parser {
  func rates() throws -> RateDeclaration {
    let start = advance().start
    let why = "`fx EUR to USD { 2026-01: 1.08 }`"
    let from = try name("a currency")
    guard takeWord("to") else { throw fault("P105", "`to` is missing", why) }
    let to = try name("a currency")
    let label = optionalText()
    let head = span(from: start)
    var points: [(date: DateLiteral, value: Expression)] = []
    var clauses: [DefinitionDeclaration.Clause] = []
    let before = diagnostics.count
    guard at("{") else {
      _ = fault("P105", "`{` is missing", "rates stand in braces: " + why)
      recover()
      return RateDeclaration(
        from: from, to: to, label: label, points: [], isWhole: false, clauses: [], head: head, span: span(from: start))
    }
    try block("rates stand in braces: " + why) {
      if self.atWord("from"), self.peek().kind == .date { self.passOver("from") }
      guard self.current.kind == .date else {
        clauses.append(try self.rateClause())
        return
      }
      repeat {
        self.continueLine()
        let date = try self.date(why)
        try self.expect(":", "a rate for each date")
        points.append((date, try self.expression()))
      } while self.take(",")
    }
    return RateDeclaration(
      from: from, to: to, label: label, points: points, isWhole: diagnostics.count == before, clauses: clauses,
      head: head, span: span(from: start))
  }

  /// A word that is not needed here, with one message for it.
  private func passOver(_ word: String) {
    let token = advance()
    let gone = Span(file: file, start: token.start, end: current.start)
    diagnostics.append(
      Diagnostic(
        "P105", "a rate stands after its date alone", at: .init(span(token), "each rate holds from its date on"),
        fixes: [.init("leave `\(word)` out", edits: [.init(gone, "")])]))
  }

  private func rateClause() throws -> DefinitionDeclaration.Clause {
    guard current.kind != .word || !["from", "open", "add", "less"].contains(text(current)) else {
      throw fault("P105", "a rate stands after its date", "`2026-07: 1.11`")
    }
    return try clause()
  }
}
