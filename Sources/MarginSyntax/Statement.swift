import MarginSource

/// One statement of a model, a template body or an instance body.
package struct Statement: Sendable {
  package let form: Form
  package let span: Span

  /// Each in a box of its own, so that a list of statements is small however much one of them holds.
  package indirect enum Form: Sendable {
    case model(ModelHeader)
    case `import`(Import)
    case unit(UnitDeclaration)
    case rates(RateDeclaration)
    case dimension(DimensionDeclaration)
    case table(TableDeclaration)
    case definition(DefinitionDeclaration)
    case instance(InstanceDeclaration)
    case template(TemplateDeclaration)
    case `case`(CaseDeclaration)
    case report(Report)
    case chart(Chart)
    case sensitivity(Sensitivity)
    case check(Check)
    case band(Band)
    case test(Test)
    case tornado(Tornado)
    case simulation(Simulation)
    case solve(Solve)
    case comparison(CaseComparison)
    case fragility(Fragility)
    case optimisation(Optimisation)
    case converge(Converge)
    case correlate(Correlation)
    case roadmap(Roadmap)
    case decision(Decision)
  }
}

/// `model "Title" { currency USD; timeline 2026-01 for 24 months; month = 730 hours; owner "…" }`
package struct ModelHeader: Sendable {
  package let title: Text
  package var currency: Name?
  package var timeline: TimelineClause?
  /// `month = 730 hours`
  package var month: Expression?
  package var owner: Text?
  /// Other `word "text"` lines, such as `purpose "…"`, `version "…"`, `preparer "…"`.
  package var texts: [(name: Name, value: Text)]

  /// `timeline 2026-01 for 24 months`; `unit` is `months`, `quarters`, `years`, `weeks` or `days`.
  package struct TimelineClause: Sendable {
    package let start: DateLiteral
    package let count: NumberLiteral
    package let unit: Name
    package let span: Span
  }
}

/// `import "margin/inference"` or `import "prices.margin" as p`
package struct Import: Sendable {
  package let path: Text
  package let alias: Name?
}

/// `unit ticket, tickets` (a new count) or `unit sprint = 2 weeks` (a derived one)
package struct UnitDeclaration: Sendable {
  package let names: [Name]
  package let value: Expression?
}

/// `dimension engine { small, large }`, `dimension hidden of trigger { undo, retry }` or `dimension turn 1 to 40`
package struct DimensionDeclaration: Sendable {
  package let name: Name
  package let label: Text?
  package let parent: Name?
  /// Members with an optional label each: `small "Small model"`.
  package let members: [(name: Name, label: Text?)]
  /// The ends of `1 to 40`.
  package let bounds: (low: NumberLiteral, high: NumberLiteral)?
  /// `from csv "loads.csv" key minute`: the members are the cells of that column.
  package var data: DataClause?
}

/// `from csv "usage.csv" key member columns input, cached`: what a table or dimension takes from a data file. With
/// `column input` the table is one value, that column.
package struct DataClause: Sendable {
  package let path: Text
  /// The column that names the members; nil is the first.
  package let key: Text?
  /// The columns that are taken, in this order; none is all but the key.
  package let columns: [Text]
  package let isOneColumn: Bool
  package let span: Span
}

/// `table price "Token prices" by engine [USD / 1M tokens] { header, rows, source }`; with two dimensions
/// (`by engine, region`) the header names the members of the second, and the table is one value.
package struct TableDeclaration: Sendable {
  package let name: Name
  package let label: Text?
  package let dimensions: [Name]
  package let unit: UnitExpression?
  package let columns: [Column]
  package let rows: [Row]
  package let provenance: [Provenance]
  package let note: Text?
  /// `from csv "usage.csv"`, which stands in place of header and rows, in the braces or without them.
  package var data: DataClause?

  /// The dimension whose members are the lines.
  package var dimension: Name? { dimensions.first }

  package struct Column: Sendable {
    package let name: Name
    package let unit: UnitExpression?
  }
  /// `cells` has one element per cell of the line; nil is the empty cell `-`. A ragged row is the checker's to report.
  package struct Row: Sendable {
    package let member: Name
    package let cells: [Expression?]
    package let span: Span
  }
}

/// An input, calc, flow, stock or ratio, or `name = value` in the body of an instance.
///
/// A class, as a value clause is: both are large, never change, and are handed on many times.
package final class DefinitionDeclaration: Sendable {
  package enum Kind: String, Sendable { case input, calc, flow, stock, ratio, inputFlow, inputStock }
  /// Nil for `name = value`, which binds an input of the instance (or sets a template's default in a template's body).
  package let kind: Kind?
  /// `replace flow cost = …`
  package let replaces: Bool
  package let path: Path
  /// The fields of `input strong_price { input, cached, output } [USD / 1M tokens]`.
  package let fields: [Name]
  package let label: Text?
  package let unit: UnitExpression?
  /// `by engine, region`
  package let dimensions: [Name]
  package let value: ValueClause?
  /// The string after the value.
  package let note: Text?
  package let clauses: [Clause]
  package let span: Span

  init(
    kind: Kind?, replaces: Bool, path: Path, fields: [Name], label: Text?, unit: UnitExpression?, dimensions: [Name],
    value: ValueClause?, note: Text?, clauses: [Clause], span: Span
  ) {
    self.kind = kind
    self.replaces = replaces
    self.path = path
    self.fields = fields
    self.label = label
    self.unit = unit
    self.dimensions = dimensions
    self.value = value
    self.note = note
    self.clauses = clauses
    self.span = span
  }

  /// What stands in the braces after a definition.
  package enum Clause: Sendable {
    case source(Provenance)
    case range(low: Expression, high: Expression)
    /// `from 2026-07: price[large] * 80%  "announced cut"`
    case change(from: Expression, value: ValueClause, note: Text?)
    case open(Expression)
    case add(Expression)
    case less(Expression)
    case text(name: Name, value: Text)
  }
}

/// A right side: an expression, how it goes on through time, and how sure it is.
package final class ValueClause: Sendable {
  package let form: Form
  /// `~ beta(p10 55%, p90 85%)` or `~ 2% to 9%`
  package let shape: Shape?
  /// The shape behind the rate of a growing value.
  package let rateShape: Shape?
  package let span: Span

  init(form: Form, shape: Shape?, rateShape: Shape? = nil, span: Span) {
    self.form = form
    self.shape = shape
    self.rateShape = rateShape
    self.span = span
  }

  package enum Form: Sendable {
    case expression(Expression)
    /// `120k requests/month growing 6%/month`
    case growing(Expression, rate: Expression)
    /// `series 2026-01: 100k, 2026-07: 150k linear`
    case series([(date: DateLiteral, value: Expression)], linear: Bool)
    /// `once 2026-03: $40k`; the date may be the name of an input
    case once(date: Expression, value: Expression)
    /// `every 6 months from 2026-03: $8k`
    case every(interval: Expression, from: Expression?, value: Expression)
  }
}

/// `source "gateway log" 2026-10-31`
package struct Provenance: Sendable {
  package let text: Text
  package let date: DateLiteral?
  package let span: Span
}

/// `template cascade : inference { … }`
package struct TemplateDeclaration: Sendable {
  package let name: Name
  package let label: Text?
  package let base: Name?
  package let body: [Statement]
}

/// `component desk "Human baseline" : human_baseline { … }` or `scenario …`
package struct InstanceDeclaration: Sendable {
  package enum Kind: String, Sendable { case component, scenario }
  package let kind: Kind
  package let name: Name
  package let label: Text?
  /// A template's name; through an aliased import `x.name` it has two parts.
  package let template: Path
  package let body: [Statement]
  /// `owner "Customer Care"` in the body.
  package let owner: Text?
}

/// `case worst "…" : cold_cache + ten_x { … }`
package struct CaseDeclaration: Sendable {
  package let name: Name
  package let label: Text?
  package let parts: [Name]
  package let changes: [Change]

  package init(name: Name, label: Text?, parts: [Name], changes: [Change]) {
    self.name = name
    self.label = label
    self.parts = parts
    self.changes = changes
  }

  package struct Change: Sendable {
    package let form: Form
    package let path: Path
    /// The member or period picked: `price.input[small]`.
    package let index: [Expression]
    package let from: Expression?
    package let because: Text?
    package let span: Span
  }
  package enum Form: Sendable {
    /// `old -> new`; old is nil in `path -> new`.
    case set(old: Expression?, new: ValueClause)
    case scale(Expression)
    case add(Expression)
    case shift(Expression)
  }
}
