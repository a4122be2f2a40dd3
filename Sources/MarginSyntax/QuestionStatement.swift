import MarginSource

/// `report "Summary" { email.cost_per_outcome, saving at 2026-12, total(saving) "Saving" }`
package struct Report: Sendable {
  package let label: Text?
  package let items: [Item]
  package struct Item: Sendable {
    package let value: Expression
    package let label: Text?
  }
}

/// `chart "…" line { a, b }`; kinds are `line`, `column`, `stacked`, `area`.
package struct Chart: Sendable {
  package let label: Text?
  package let kind: Name?
  package let items: [Report.Item]
}

/// `sensitivity "…" of x at 2026-12 { rows PATH AXIS; columns PATH AXIS }`
package struct Sensitivity: Sendable {
  package let label: Text?
  /// `at DATE` is part of the expression.
  package let values: [Expression]
  package let rows: Axis?
  package let columns: Axis?

  package struct Axis: Sendable {
    package let path: Path
    package let index: [Expression]
    package let points: Points
    package let span: Span
  }
  package enum Points: Sendable {
    case list([Expression])
    /// `0% to 100% step 10%`
    case steps(low: Expression, high: Expression, step: Expression)
  }
}

/// Where or in which case a statement holds: `every month`, `at DATE`, `in every case`.
package struct Qualifier: Sendable {
  package var everyPeriod: Bool
  package var everyCase: Bool
  package var at: Expression?
  package init(everyPeriod: Bool = false, everyCase: Bool = false, at: Expression? = nil) {
    self.everyPeriod = everyPeriod
    self.everyCase = everyCase
    self.at = at
  }
}

/// `check "…" every month: a < b`, with `within 0.1%` for an equality
package struct Check: Sendable {
  package let label: Text?
  package let qualifier: Qualifier
  package let condition: Expression
  package let tolerance: Expression?
}

/// `band "…" x "what to do" { healthy > 70%; warning > 50%; critical otherwise }`
package struct Band: Sendable {
  package let label: Text?
  package let value: Expression
  /// What to read or change where it is not at its best.
  package let note: Text?
  /// In the order written; the last has neither operator nor bound.
  package let levels: [Level]
  package struct Level: Sendable {
    package let name: Name
    package let comparison: Comparison?
    package let bound: Expression?
  }
}

/// `test "…" { with PATH = value; in case NAME; expect x = value within 0.1% }`
package struct Test: Sendable {
  package let label: Text?
  package let caseName: Name?
  package let settings: [Setting]
  package let expectations: [Expectation]
  package let tables: [Table]

  /// `table at 2026-01 rounded { hit_rate  cost … }`: the first column is set, the others are expected.
  package struct Table: Sendable {
    /// The name of the first column.
    package let path: Path
    package let lines: [Line]
    package let span: Span
  }
  /// One line of a table: what it sets, and what is expected then.
  package struct Line: Sendable {
    package let setting: Setting
    package let expectations: [Expectation]
    package let span: Span
  }
  package struct Setting: Sendable {
    package let path: Path
    package let index: [Expression]
    package let value: ValueClause
    package let span: Span
  }
  package struct Expectation: Sendable {
    package let left: Expression
    package let comparison: Comparison
    package let right: Expression
    /// `within 0.1%` or `within $0.01`
    package let tolerance: Expression?
    /// `rounded`: the left side agrees with the right one's printed digits.
    package let isRounded: Bool
    package let span: Span
  }
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
