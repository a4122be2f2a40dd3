import MarginSource

/// A node of an expression. Chains of one operator are flat lists, so that depth is bounded by brackets alone.
package final class Expression: Sendable {
  package let form: Form
  package let span: Span

  package init(_ form: Form, _ span: Span) {
    self.form = form
    self.span = span
  }

  package enum Form: Sendable {
    /// A number with the unit that belongs to it, if any.
    case number(NumberLiteral)
    case date(DateLiteral)
    case text(Text)
    case truth(Bool)
    /// `email.hit_rate`, or a member such as `small`
    case path(Path)
    /// `x[small]`, `x[2026-07]`, `x[-3]`, `x[first]`
    case index(Expression, [Expression])
    /// `[small: 40%, large: 60%]`
    case members([(name: Name, value: Expression)])
    case negative(Expression)
    case not(Expression)
    /// a + b - c
    case sum([(negative: Bool, term: Expression)])
    /// a * b / c
    case product([(inverse: Bool, factor: Expression)])
    case power(Expression, Expression)
    case comparison(Comparison, Expression, Expression)
    case and([Expression])
    case or([Expression])
    /// `if c then a else b`
    case conditional(Expression, then: Expression, otherwise: Expression)
    /// `f(x, y)`; `sum(x over engine)` and `sum(x by owner)` carry the fold
    case call(Name, [Argument])
    /// `x at 2026-12`
    case at(Expression, Expression)
    /// `x as USD/day`
    case converted(Expression, UnitExpression)
    /// What could not be read; the message has been given.
    case missing
  }

  /// An argument: `over` and `by` name dimensions, `name` is set in `name: value`, and `key` too where what stands
  /// before the colon is no name, such as the bound in `200k: value`.
  package struct Argument: Sendable {
    package let name: Name?
    package let key: Expression?
    package let value: Expression
    package let over: [Name]
    package let by: [Name]
    package init(name: Name?, key: Expression? = nil, value: Expression, over: [Name], by: [Name]) {
      self.name = name
      self.key = key
      self.value = value
      self.over = over
      self.by = by
    }
  }
}

/// An identifier where it stands.
package struct Name: Sendable, Hashable {
  package let text: String
  package let span: Span
  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// `email.hit_rate`
package struct Path: Sendable, Hashable {
  package let parts: [Name]
  package init(_ parts: [Name]) { self.parts = parts }
  package var text: String { parts.count == 1 ? parts[0].text : parts.map(\.text).joined(separator: ".") }
  package var span: Span { parts.dropFirst().reduce(parts[0].span) { $0.union($1.span) } }
}

/// A string, unescaped.
package struct Text: Sendable, Hashable {
  package let value: String
  package let span: Span
  package init(_ value: String, _ span: Span) {
    self.value = value
    self.span = span
  }
}

/// `120k`, `72%`, `+5pp`, `$3.00/1M tokens`, `2 weeks`
package struct NumberLiteral: Sendable {
  /// How the number was written, which is how it is shown from there on.
  package enum Style: Sendable, Equatable { case plain, percent, points, basisPoints, multiple }
  /// The value with suffixes applied: 120k is 120000, 72% is 0.72, 5bp is 0.0005.
  package let value: Double
  package let style: Style
  /// `$3/1M tokens` has the unit USD / 1M tokens.
  package let unit: UnitExpression?
  package let span: Span
  /// What one more of the last printed digit is worth: 0.01 of `12.13`.
  package let lastDigit: Double
  package init(value: Double, style: Style, unit: UnitExpression?, span: Span, lastDigit: Double = 1) {
    self.lastDigit = lastDigit
    self.value = value
    self.style = style
    self.unit = unit
    self.span = span
  }
}

/// `USD / 1M tokens`, `GPU-hour`, `requests/s`, `m^2`: factors as written.
package struct UnitExpression: Sendable {
  package struct Factor: Sendable {
    /// The multiple before the name: 1e6 in `1M tokens`, else 1.
    package let multiple: Double
    package let name: Name
    /// Negative after `/` or `per`.
    package let exponent: Int
    package init(multiple: Double, name: Name, exponent: Int) {
      self.multiple = multiple
      self.name = name
      self.exponent = exponent
    }
  }
  package let factors: [Factor]
  package let span: Span
  package init(factors: [Factor], span: Span) {
    self.factors = factors
    self.span = span
  }

  /// Whether both have the same factors in the same order, wherever they stand.
  package func isWritten(as other: UnitExpression) -> Bool {
    factors.count == other.factors.count
      && zip(factors, other.factors).allSatisfy {
        $0.exponent == $1.exponent && $0.multiple == $1.multiple && $0.name.text == $1.name.text
      }
  }
}

/// A month (`day` nil) or a day.
package struct DateLiteral: Sendable, Hashable {
  package let year: Int
  package let month: Int
  package let day: Int?
  package let span: Span
  package init(year: Int, month: Int, day: Int?, span: Span) {
    self.year = year
    self.month = month
    self.day = day
    self.span = span
  }
}
