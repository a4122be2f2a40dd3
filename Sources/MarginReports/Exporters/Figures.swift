import MarginEngine
import MarginModel
import MarginUnits

/// What the exporters print: one case of a model with its numbers, and what was asked of it.
package struct Figures: Sendable {
  package let model: Model
  package let results: Results
  /// The case as the user named it, without what was set on top of it.
  package let caseName: String
  /// What was set on top of the case, such as `email.hit_rate = 20%`.
  package let settings: [String]
  /// The definitions that were asked for by name; where empty, the reports are printed, and data formats give all.
  package let asked: [Int]
  package let checks: [CheckLine]
  package let bands: [BandLine]

  /// What a `check` found.
  package struct CheckLine: Sendable {
    package let label: String
    package let state: CheckOutcome.State
    /// Both sides at the place that is nearest to failing or fails most; NaN is undefined.
    package let left: Double
    package let right: Double?
    package let comparison: String
    package let unit: Unit
    /// `2026-03`, `Small, 2026-03`, `case worst, 2026-03`, or nothing for a single value.
    package let at: String
    /// Why it does not hold; nil where it does.
    package let reason: ConditionReason?
    /// Both sides where they are members and no numbers.
    package var names: (left: String, right: String)?
  }

  /// Which level a `band` is at.
  package struct BandLine: Sendable {
    package let label: String
    /// Nil where the value is undefined.
    package let level: String?
    package let value: Double
    package let unit: Unit
    package let at: String
  }

  /// Judges the checks and bands of the model in the case of the results.
  package init(model: Model, results: Results, caseName: String, settings: [String] = [], asked: [Int]) {
    self.model = model
    self.results = results
    self.caseName = caseName
    self.settings = settings
    self.asked = asked
    checks = Self.checkLines(model, results)
    bands = Self.bandLines(model, results)
  }

  /// `base`, or `cold_cache with email.retry_rate = 9%`.
  package var caseLabel: String {
    caseName + (settings.isEmpty ? "" : " with " + settings.joined(separator: ", "))
  }

  /// The definitions that data formats list, in the order of the text.
  var listed: [Definition] {
    asked.isEmpty ? model.definitions.filter { $0.purpose == .named } : asked.map { model.definitions[$0] }
  }

  /// The axes of a definition in the order of its numbers.
  func layout(_ definition: Definition) -> [AxisID] { model.layout(definition.axes) }

  /// The numbers of a definition in its own unit.
  package func values(_ definition: Definition) -> [Double] {
    results.columns[definition.id].map { $0 / definition.unit.scale }
  }

  /// The members of every axis but time, one element per combination, in the order of the numbers.
  func members(_ definition: Definition) -> [[String]] {
    var rows: [[String]] = [[]]
    for axis in layout(definition) where axis != 0 {
      rows = rows.flatMap { row in model.axes[axis].members.map { row + [$0.name] } }
    }
    return rows
  }

  /// The cell of a definition as people name it: `small, 2026-03`.
  func place(_ definition: Definition, _ cell: Int) -> String {
    let periods = definition.variesInTime ? model.timeline.count : 1
    let members = members(definition)
    let row = cell / max(1, periods)
    let time = definition.variesInTime && model.timeline.isDeclared ? [model.timeline.label(cell % periods)] : []
    return ((row < members.count ? members[row] : []) + time).joined(separator: ", ")
  }

  /// The headings of a definition's roll-ups: its calendar years, then `total`.
  var totalLabels: [String] { model.timeline.years.map { String($0.year) } + ["total"] }

  /// The roll-ups of a definition in its own unit, for each member the years and the whole; empty where it has none.
  func totals(_ definition: Definition) -> [Double] {
    guard definition.variesInTime, definition.rollUp != .none else { return [] }
    return results.rollUps[definition.id].map { $0 / definition.unit.scale }
  }
}

/// One format: what `--format` calls it, and its text.
package protocol Exporter: Sendable {
  static var name: String { get }
  static func text(_ figures: Figures) -> String
}
