import MarginSource

/// An input that an analysis moves, as it is named: `price.input[small]`.
package struct MovedInput: Sendable {
  package let path: Path
  package let index: [Expression]
  package let span: Span
}

/// `tornado "…" of total(saving) { every input by 20%; email.hit_rate 50% to 80%; top 12 }`
package struct Tornado: Sendable {
  package let label: Text?
  package let values: [Expression]
  package let swings: [Swing]
  package let top: Expression?

  /// How far an input goes to both sides.
  package struct Swing: Sendable {
    /// Nil is every input.
    package let input: MovedInput?
    package let form: Form
    package let span: Span
  }
  package enum Form: Sendable {
    /// `by 20%`
    case share(Expression)
    /// `from p10 to p90`
    case quantiles(low: Name, high: Name)
    /// `50% to 80%`
    case ends(low: Expression, high: Expression)
  }
}

/// `simulate 100k draws seed 7 { total(saving), email.cost_per_outcome at 2026-12 }`
package struct Simulation: Sendable {
  package let label: Text?
  package let draws: Expression?
  package let seed: Expression?
  /// `plain`, `latin` or `sobol`
  package let sampling: Name?
  package let items: [Report.Item]
}

/// `solve needed: email.acceptance in 10% to 100% so that total(saving) = 0`
package struct Solve: Sendable {
  package let label: Text?
  /// What the solution is called.
  package let name: Name
  package let input: MovedInput
  package let bounds: (low: Expression, high: Expression)?
  package let left: Expression
  package let right: Expression
}

/// `compare base to cold_cache of total(email.cost)`
package struct CaseComparison: Sendable {
  package let label: Text?
  package let from: Name
  package let to: Name
  package let values: [Expression]
}

/// `fragility email.cost_per_outcome over email.volume at 2x, 5x, 10x { lower is better; within 5% }`
package struct Fragility: Sendable {
  package let label: Text?
  package let value: Expression
  package let input: MovedInput
  package let points: [Expression]
  /// Nil where the text does not say.
  package let isLowerBetter: Bool?
  package let tolerance: Expression?
}

/// `optimise depth: spec.depth in 1 to 12 step 1 for lowest cost_per_outcome where pass_rate > 95%`
package struct Optimisation: Sendable {
  package let label: Text?
  /// What the best value is called.
  package let name: Name
  package let input: MovedInput
  package let low: Expression
  package let high: Expression
  package let step: Expression?
  package let criterion: Criterion
}
