import MarginSource

/// `converge load from base_load within 0.1% limit 100`
package struct Converge: Sendable {
  package let path: Path
  package let start: Expression
  package let tolerance: Expression
  package let limit: NumberLiteral?
}

/// `correlate a, b = -0.4`
package struct Correlation: Sendable {
  package let first: Path
  package let second: Path
  package let value: Expression
}

/// `roadmap "…" of total(cost) { case a; case b }`
package struct Roadmap: Sendable {
  package let label: Text?
  package let value: Expression
  package let cases: [Name]
}

/// `lowest raw_cost where pass_rate > 95%`
package struct Criterion: Sendable {
  package let isLowest: Bool
  package let value: Expression
  package let condition: Expression?
  package let span: Span
}

/// `decision "…" { options engine; show raw_cost, adjusted_cost; choose lowest raw_cost where pass_rate > 95% }`
package struct Decision: Sendable {
  package let label: Text?
  /// The dimension whose members are the options.
  package let options: Name?
  package let shown: [Report.Item]
  package let criterion: Criterion?
  /// `owner "…"`, `because "…"` and other words with a text.
  package let texts: [(name: Name, value: Text)]
}
