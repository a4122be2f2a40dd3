import MarginSource
import MarginSyntax
import MarginUnits

/// A checked model: a typed graph of definitions with its inputs' numbers in every case, and what the text asks of it.
///
/// Arrays over axes are row-major in the order of `Model.layout(axes)`: the dimensions as declared, time last (fastest).
package struct Model: Sendable {
  package var title: String
  package var name: String
  package var currency: String
  package var owner: String?
  /// `purpose`, `version`, `preparer` and the like, as written in the header.
  package var texts: [(name: String, value: String)]
  package var timeline: Timeline
  package var units: UnitTable
  package var sources: SourceSet
  /// `axes[0]` is time.
  package var axes: [Axis]
  package var instances: [Instance]
  package var definitions: [Definition]
  /// Definition by path, helpers excluded.
  package var paths: [String: Int]
  package var leaves: [Leaf]
  /// `cases[0]` is the base.
  package var cases: [Case]
  package var reports: [Report]
  package var charts: [Chart]
  package var sensitivities: [Sensitivity]
  package var checks: [Check]
  package var bands: [Band]
  package var tests: [Test]
  package var decisions: [Decision] = []
  package var roadmaps: [Roadmap] = []
  package var correlations: [Correlation] = []
  package var tornados: [Tornado] = []
  package var simulations: [Simulation] = []
  package var solves: [Solve] = []
  package var comparisons: [CaseComparison] = []
  package var fragilities: [Fragility] = []
  package var optimisations: [Optimisation] = []
  /// Old values in cases of inputs that are bound to formulas, to be compared once the base has been computed.
  package var guards: [Guard]
  /// The case that the command line's `--set` makes.
  package var settingsCase: Int?

  /// An axis: its members by name and label.
  package struct Axis: Sendable {
    package let name: String
    package let label: String
    package var members: [(name: String, label: String)]
    /// For an axis that maps another one's members (owner of scenario): that axis and, per its member, ours.
    package let maps: (axis: AxisID, members: [Int])?
    /// For an axis that is part of another one: that axis and, per own member, its place there.
    package var part: (axis: AxisID, members: [Int])?
    /// The members are numbers in a row, as of `dimension turn 1 to 40`.
    package var isNumbered = false
  }

  package struct Instance: Sendable {
    package let name: String
    package let label: String
    package let isScenario: Bool
    package let template: String
    package let owner: String?
    package let span: Span
    /// The instance that holds it, for components inside templates.
    package let parent: Int?
  }

  /// A named what-if with its numbers in every leaf's `cases`.
  package struct Case: Sendable {
    package let name: String
    package let label: String
    /// `email.hit_rate 72% -> 20% from 2026-06 because "…"`, as written, with the inputs that it changes.
    package let changes: [(text: String, because: String?, span: Span, definitions: [Int])]
    package let span: Span?
    /// Whether it stands for the steps of a roadmap so far, and not in the text.
    package var isStep = false
  }

  /// The value that a case says an input had in the base; where it has another, the case is stale.
  package struct Guard: Sendable {
    package let definition: Int
    package let period: Int
    /// Per member of the definition's dimensions, in base units.
    package let expected: [Double]
    package let members: Set<Int>?
    package let span: Span
  }

  /// One number, or one per member: a definition read as it is, rolled up, or at a period.
  package struct Reading: Sendable {
    package enum Time: Sendable, Equatable {
      /// The definition does not vary in time.
      case constant
      case rolledUp
      case period(Int)
      /// Every period.
      case all
    }
    package let definition: Int
    package let time: Time
    package let label: String
    package let span: Span
    package init(definition: Int, time: Time, label: String, span: Span) {
      self.definition = definition
      self.time = time
      self.label = label
      self.span = span
    }
  }

  package struct Report: Sendable {
    package let label: String
    package let items: [Reading]
  }

  package struct Chart: Sendable {
    package let label: String
    /// `line`, `column`, `stacked` or `area`
    package let kind: String
    package let items: [Reading]
  }

  /// A one- or two-way table.
  package struct Sensitivity: Sendable {
    package let label: String
    package let values: [Reading]
    package let rows: Axis?
    package let columns: Axis?
    package let span: Span
    package struct Axis: Sendable {
      package let definition: Int
      /// The leaf whose value the points replace, whole.
      package let leaf: Int
      /// In the leaf's unit.
      package let points: [Double]
      package let label: String
    }
  }

  package struct Check: Sendable {
    package let label: String
    /// The two sides of a comparison; for other conditions the left is a truth and the right is nil.
    package let left: Reading
    package let comparison: Comparison
    package let right: Reading?
    /// Relative where `isRelative`, else in base units; nil means a difference of 1e-9 relative.
    package let tolerance: Double?
    package let isRelative: Bool
    package let everyCase: Bool
    package let span: Span
    /// The axis whose members the two sides are, judged by their places; nil for numbers.
    package var members: AxisID?
    /// Where both sides are compared as printed: what one more of the last digit is worth, in base units.
    package var roundedTo: Double?
    /// Whether the right side is a written 0. It gives no measure of what is noise: the left side's own row over time does.
    package var isAgainstZero = false
    /// What the left side of a check against 0 is made of, where it is a sum without time: the sum of the terms' sizes.
    package var size: Reading?
  }

  package struct Band: Sendable {
    package let label: String
    package let value: Reading
    /// Best first; `bound` in the value's unit.
    package let levels: [(name: String, comparison: Comparison?, bound: Double?)]
    package let span: Span
    /// What to read or change where it is not at its best, in the author's words.
    package var note: String?
    package init(
      label: String, value: Reading, levels: [(name: String, comparison: Comparison?, bound: Double?)], span: Span,
      note: String? = nil
    ) {
      self.label = label
      self.value = value
      self.levels = levels
      self.span = span
      self.note = note
    }
  }

  /// A choice among the members of a dimension.
  package struct Decision: Sendable {
    package let label: String
    /// Its members are the options.
    package let options: AxisID
    /// One number for each option, or one for all; what is chosen by is among them.
    package let shown: [Reading]
    /// The place in `shown` of what is chosen by.
    package let criterion: Int
    package let isLowest: Bool
    /// A truth for each option, with its text.
    package let condition: (reading: Reading, text: String)?
    package let texts: [(name: String, value: String)]
    package let span: Span
  }

  /// How one number moves as cases are laid on each other in order.
  package struct Roadmap: Sendable {
    package let label: String
    package let value: Reading
    /// By step its case, and the case of all steps so far.
    package let steps: [(own: Int, together: Int)]
    package let span: Span
  }

  /// The rank correlation of two uncertain inputs.
  package struct Correlation: Sendable {
    package let first: Int
    package let second: Int
    package let value: Double
    package let span: Span
  }

  package struct Test: Sendable {
    package let label: String
    package let caseIndex: Int
    /// The numbers of the leaves that the test sets, in full, by leaf.
    package let leaves: [Int: [Double]]
    package let expectations: [Check]
    package let span: Span
  }

  /// The name of the member of an axis at a place, from 1; nil where there is none.
  package func memberName(_ axis: AxisID, at place: Double) -> String? {
    guard let place = exactInt(place), axes[axis].members.indices.contains(place - 1) else { return nil }
    return axes[axis].members[place - 1].name
  }

  /// The axes of a value in the order of its numbers: the dimensions, then time.
  package func layout(_ axes: [AxisID]) -> [AxisID] { axes.filter { $0 != 0 } + (axes.contains(0) ? [0] : []) }

  /// How many numbers a value over these axes has.
  package func count(_ axes: [AxisID]) -> Int { axes.reduce(1) { $0 * self.axes[$1].members.count } }
}
