import MarginEngine
import MarginModel
import MarginUnits

/// What the exporters print: one case of a model with its numbers, and what was asked of it.
package struct Figures: Sendable {
  package let model: Model
  package let results: Results
  /// The case as the user named it: `base`, or `base with email.hit_rate = 20%`.
  package let caseName: String
  /// The definitions that were asked for by name; where empty, the reports are printed, and data formats give all.
  package let asked: [Int]
  package let checks: [CheckLine]
  package let bands: [BandLine]
  /// Why a cell of a definition is undefined.
  package let why: @Sendable (_ definition: Int, _ cell: Int) -> String

  /// What a `check` found.
  package struct CheckLine: Sendable {
    package enum State: String, Sendable { case passed, failed, undefined }
    package let label: String
    package let state: State
    /// Both sides where the check fails first, else where it was judged last; NaN is undefined.
    package let left: Double
    package let right: Double?
    package let comparison: String
    package let unit: Unit
    /// `2026-03`, `small, 2026-03`, or nothing for a single value.
    package let at: String
    package init(
      label: String, state: State, left: Double, right: Double?, comparison: String, unit: Unit, at: String
    ) {
      self.label = label
      self.state = state
      self.left = left
      self.right = right
      self.comparison = comparison
      self.unit = unit
      self.at = at
    }
  }

  /// Which level a `band` is at.
  package struct BandLine: Sendable {
    package let label: String
    /// Nil where the value is undefined.
    package let level: String?
    package let value: Double
    package let unit: Unit
    package let at: String
    package init(label: String, level: String?, value: Double, unit: Unit, at: String) {
      self.label = label
      self.level = level
      self.value = value
      self.unit = unit
      self.at = at
    }
  }

  package init(
    model: Model, results: Results, caseName: String, asked: [Int], checks: [CheckLine], bands: [BandLine],
    why: @escaping @Sendable (Int, Int) -> String
  ) {
    self.model = model
    self.results = results
    self.caseName = caseName
    self.asked = asked
    self.checks = checks
    self.bands = bands
    self.why = why
  }

  /// The definitions that data formats list, in the order of the text.
  var listed: [Definition] {
    asked.isEmpty ? model.definitions.filter { $0.purpose == .named } : asked.map { model.definitions[$0] }
  }

  /// The axes of a definition in the order of its numbers.
  func layout(_ definition: Definition) -> [AxisID] { model.layout(definition.axes) }

  /// The numbers of a definition in its own unit.
  func values(_ definition: Definition) -> [Double] {
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
