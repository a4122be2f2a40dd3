import MarginSource

/// The shape of an uncertain value. `family` is nil for the short form `~ LOW to HIGH`. A class, since values without a
/// shape are many and should stay small.
package final class Shape: Sendable {
  package let family: Name?
  package let arguments: [Argument]
  package let bounds: (low: Expression, high: Expression)?
  /// `empirical(csv "latency.csv" column seconds)`
  package let data: DataClause?
  package let span: Span

  init(
    family: Name?, arguments: [Argument], bounds: (low: Expression, high: Expression)?, data: DataClause?, span: Span
  ) {
    self.family = family
    self.arguments = arguments
    self.bounds = bounds
    self.data = data
    self.span = span
  }

  package struct Argument: Sendable {
    /// `p10 55%` has the name p10; a plain argument has none.
    package let name: Name?
    package let value: Expression
    /// `$1: 70%` of a discrete distribution.
    package let weight: Expression?
  }
}

extension Parser {
  /// `~ 2% to 9%`, `~ beta(p10 55%, p90 85%)`
  func shape() throws -> Shape {
    let start = advance().start
    if current.kind == .word, isSign(peek(), "(") {
      let family = try name("a distribution")
      var data: DataClause?
      let arguments = try bracketed("(", ")") { () -> [Shape.Argument] in
        if self.atWord("csv"), self.peek().kind == .text {
          data = try self.sampleClause()
          return []
        }
        return try self.shapeArguments()
      }
      return Shape(
        family: family, arguments: arguments, bounds: nil, data: data, span: span(from: start + 1).trimmed(source))
    }
    let low = try sum()
    guard takeWord("to") else {
      throw fault("P105", "`to` is missing", "`~ 2% to 9%`, or a distribution such as `~ beta(p10 55%, p90 85%)`")
    }
    let high = try sum()
    return Shape(
      family: nil, arguments: [], bounds: (low, high), data: nil, span: span(from: start + 1).trimmed(source))
  }

  private func shapeArguments() throws -> [Shape.Argument] {
    var result: [Shape.Argument] = []
    while !at(")"), current.kind != .end {
      var label: Name?
      if current.kind == .word, !isSign(peek(), ","), !isSign(peek(), ")"), !isSign(peek(), "(") {
        label = try name("a name")
      }
      let value = try expression()
      result.append(.init(name: label, value: value, weight: take(":") ? try expression() : nil))
      guard take(",") else { break }
    }
    return result
  }
}

extension SyntaxTree {
  /// The data files that the shapes of values name.
  static func sampleClauses(of statement: Statement) -> [DataClause] {
    let values: [ValueClause]
    switch statement.form {
    case .definition(let definition):
      let changes = definition.clauses.compactMap { clause -> ValueClause? in
        if case .change(_, let value, _) = clause { value } else { nil }
      }
      values = [definition.value].compactMap { $0 } + changes
    case .case(let declaration):
      values = declaration.changes.compactMap { change in
        if case .set(_, let value) = change.form { value } else { nil }
      }
    default: values = []
    }
    return values.flatMap { [$0.shape?.data, $0.rateShape?.data].compactMap { $0 } }
  }
}
