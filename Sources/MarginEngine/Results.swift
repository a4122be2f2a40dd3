import MarginModel

/// The numbers of a model in one case: a column per definition, and its roll-ups.
package struct Results: Sendable {
  /// The index in `Model.cases`.
  package let caseIndex: Int
  /// By definition, in base units, in the order of `Model.layout(axes)`. NaN is undefined.
  package let columns: [[Double]]
  /// By definition that varies in time: roll-ups in base units, for each member (in layout order, time taken away) first
  /// the years of `Timeline.years`, then the whole timeline. Empty where there is no roll-up.
  package let rollUps: [[Double]]
  /// Loops that did not come to a fixed point; the cells are undefined.
  package var unsettled: [Unsettled] = []
  /// By definition that converges, the most rounds that any of its cells took.
  package var rounds: [Int: Int] = [:]
}

/// A cell whose loop did not come to a fixed point.
package struct Unsettled: Sendable, Equatable {
  /// The definition that converges.
  package let definition: Int
  package let period: Int
  /// In layout order, time left out.
  package let member: Int
  package let rounds: Int
  /// The values of the last two rounds in base units; the last is NaN where the loop became undefined.
  package let before: Double
  package let last: Double
}

/// Why a value is undefined.
package struct Undefined: Sendable, Equatable {
  /// `a zero denominator`, `an empty cell`, `never paid back`, …
  package let cause: String
  /// The definition and cell where it began, such as `email.accepted at 2026-03`.
  package let place: String
}
