import MarginSource

/// A question that is checked but not evaluated yet: tornado, simulate, solve, compare, fragility, optimise.
package struct Question: Sendable {
  package enum Kind: String, Sendable { case tornado, simulate, solve, compare, fragility, optimise }
  package let kind: Kind
  package let label: Text?
  /// The results asked for, to check names and units of.
  package let values: [Expression]
  /// The inputs named, with the expressions that must fit the input's unit.
  package let inputs: [(path: Path, bounds: [Expression])]
  /// Names of cases.
  package let cases: [Name]
  /// Expressions of no fixed unit: a multiple, a share, the seed.
  package let others: [Expression]
  /// Equations `a = b`, whose units must fit.
  package let equations: [(Expression, Expression)]
  /// The name that a `solve` or `optimise` gives its result.
  package let name: Name?
  /// What must hold besides, of an `optimise`.
  package var condition: Expression?
}

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
