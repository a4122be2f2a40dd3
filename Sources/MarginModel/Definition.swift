import MarginSource
import MarginUnits

/// A named value of the checked model, or a helper that the checker made for part of one. A class: it is large, never
/// changes, and is handed on many times.
package final class Definition: Sendable {
  package enum Kind: String, Sendable { case input, calc, flow, stock, ratio }

  /// Why the definition exists; results show `named` ones only.
  package enum Purpose: Sendable, Equatable {
    case named
    /// Part of another definition's formula.
    case part(of: Int)
    /// What a report, chart, sensitivity, check or band reads.
    case question
    /// What only a test reads; no workbook shows it.
    case test
  }

  /// How a value over time becomes one number.
  package enum RollUp: Sendable, Equatable {
    /// It does not vary in time.
    case constant
    case sum
    case closing
    /// The body again, on rolled-up operands.
    case formula
    /// It has no roll-up.
    case none
  }

  package enum Body: Sendable {
    case leaf(Int)
    case formula(Formula)
    /// `open` before the first period, then the closing value before; the movements are definitions.
    case stock(open: Formula, adds: [Int], lesses: [Int])
    /// The fixed point of a formula that reads itself in the same period. In a box of its own: it is large and rare.
    indirect case converged(Convergence)
  }

  /// How a fixed point is found: from the start the formula is computed again until its change is within the tolerance.
  package struct Convergence: Sendable {
    package let formula: Formula
    package let start: Formula
    /// A share of the value before where `isRelative`, else an amount in base units.
    package let tolerance: Double
    package let isRelative: Bool
    /// How many rounds there may be.
    package let limit: Int
    /// The statement that asks for it.
    package let span: Span
  }

  package let id: Int
  /// `email.cost_per_outcome`; helpers have a `~` in theirs.
  package let path: String
  package let label: String
  package let kind: Kind
  package let isInput: Bool
  package let purpose: Purpose
  package let type: ValueType
  /// The unit in which the value is stated and shown.
  package let unit: Unit
  /// Ascending, time first where it varies in time.
  package let axes: [AxisID]
  package let rollUp: RollUp
  package let body: Body
  /// The instance it belongs to; nil for the model's own.
  package let instance: Int?
  package let note: String?
  package let source: Provenance?
  /// In the definition's unit, both ends included.
  package let range: ClosedRange<Double>?
  /// The shape as written, such as `beta(p10 55%, p90 85%)`.
  package let shape: String?
  /// The low and high ends of the shape's written quantiles, in the definition's unit.
  package let low: Double?
  package let high: Double?
  /// What stands right of `=`, as written.
  package let text: String
  package let span: Span

  package init(
    id: Int, path: String, label: String, kind: Kind, isInput: Bool, purpose: Purpose, type: ValueType, unit: Unit,
    axes: [AxisID], rollUp: RollUp, body: Body, instance: Int?, note: String?, source: Provenance?,
    range: ClosedRange<Double>?, shape: String?, low: Double?, high: Double?, text: String, span: Span
  ) {
    self.id = id
    self.path = path
    self.label = label
    self.kind = kind
    self.isInput = isInput
    self.purpose = purpose
    self.type = type
    self.unit = unit
    self.axes = axes
    self.rollUp = rollUp
    self.body = body
    self.instance = instance
    self.note = note
    self.source = source
    self.range = range
    self.shape = shape
    self.low = low
    self.high = high
    self.text = text
    self.span = span
  }

  package struct Provenance: Sendable, Equatable {
    package let text: String
    /// `2026-10-31`
    package let date: String?
    package init(text: String, date: String?) {
      self.text = text
      self.date = date
    }
  }

  package var variesInTime: Bool { axes.first == 0 }
}

/// A column of numbers that cases set: an input's value, the level of a growing one, a change's factor.
package struct Leaf: Sendable {
  package enum Role: Sendable, Equatable {
    case value
    /// The starting level of a growing input.
    case level
    /// Periods since the level was last set.
    case elapsed
    /// Of an input bound to a formula: what a case multiplies it by (0 where the case replaces it) and adds to it.
    case factor
    case addend
  }
  package let id: Int
  package let definition: Int
  package let role: Role
  package let axes: [AxisID]
  package let unit: Unit
  /// For each case of the model (0 is the base) the numbers in `unit`, row-major over `axes` reordered so that time runs
  /// fastest; NaN is an empty cell.
  package var cases: [[Double]]
  /// Where the numbers were read, for those that come from a data file.
  package var lines: DataLines?
  /// By case, from what the cells are drawn that are uncertain; empty where all are certain in every case.
  package var shapes: [[CellShape]] = []

  package init(
    id: Int, definition: Int, role: Role, axes: [AxisID], unit: Unit, cases: [[Double]], lines: DataLines? = nil,
    shapes: [[CellShape]] = []
  ) {
    self.id = id
    self.definition = definition
    self.role = role
    self.axes = axes
    self.unit = unit
    self.cases = cases
    self.lines = lines
    self.shapes = shapes
  }

  /// The lines, from 1, of a data file: one for each cell of the leaf's dimensions.
  package struct DataLines: Sendable {
    /// The file as the model names it, which is the same on every machine.
    package let file: String
    package let numbers: [Int]
  }
}

extension Definition.Kind {
  /// `an input`, `a flow`
  var phrase: String { (self == .input ? "an " : "a ") + rawValue }
}
