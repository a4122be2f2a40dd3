import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

/// An axis of a model: 0 is time, the others are the declared dimensions and the scenarios.
package typealias AxisID = Int

/// What a formula gives at a cell.
package enum ValueType: Sendable, Equatable {
  case quantity(Dimension)
  case truth
  /// A spreadsheet day number.
  case date
  /// A member of an axis, as its place from 1.
  case member(AxisID)
  case text
}

/// A checked expression: names resolved, units fitted, axes known. Values are in base units.
///
/// Whatever looks across cells (`lag`, `fold`, `element`, …) refers to a definition, not to a nested formula; the
/// checker makes a helper definition where the text has an expression there. So the engine works on columns and the
/// workbook on rows, and both read the same graph.
package final class Formula: Sendable {
  package let form: Form
  package let type: ValueType
  /// The axes over which the value varies, ascending (time first).
  package let axes: [AxisID]
  /// How the value is shown where nothing else says so.
  package let unit: Unit
  package let span: Span

  package init(_ form: Form, type: ValueType, axes: [AxisID], unit: Unit, span: Span) {
    self.form = form
    self.type = type
    self.axes = axes
    self.unit = unit
    self.span = span
  }

  package enum Form: Sendable {
    /// A number of the text: `value` as written, in `unit` of the formula; the base value is `value * unit.scale`.
    case literal(Double)
    /// The column of a leaf (only inside the body of the leaf's own definition).
    case leaf(Int)
    /// Another definition at the same cell; axes that it lacks are broadcast.
    case definition(Int)
    /// A definition with some axes fixed to members.
    case element(Int, picks: [Pick])
    /// A definition at a fixed period.
    case atPeriod(Int, period: Int)
    /// A definition `periods` earlier; `start` before the first period (nil: undefined there).
    case lag(Int, periods: Int, start: Formula?)
    /// A definition `distance` members earlier along a dimension, in the order of its members; `start` before the
    /// first (nil: undefined there).
    case earlierMember(Int, axis: AxisID, distance: Int, start: Formula?)
    /// One formula per member; only as the whole body of a definition.
    case byMember(AxisID, [Formula])
    /// The length of the current period, in seconds.
    case period
    /// The number of the period, from 0.
    case periodIndex
    /// The first day of the period, a date.
    case periodStart
    case negative(Formula)
    case sum([(negative: Bool, term: Formula)])
    case product([(inverse: Bool, factor: Formula)])
    case power(Formula, Formula)
    case comparison(Comparison, Formula, Formula)
    case and([Formula])
    case or([Formula])
    case not(Formula)
    case conditional(Formula, then: Formula, otherwise: Formula)
    case call(BuiltinFunction, [Formula])
    /// `(1 + rate)^(elapsed periods)`: `rate` is a definition per time, `perPeriod` how many of its time units a period
    /// has (1/12 for a yearly rate on months).
    case growth(rate: Int, elapsed: Formula, perPeriod: Double)
    /// `factor * value + addend`, both leaves neutral (1 and 0) unless a case replaces or changes a formula-bound input.
    case adjusted(Formula, factor: Int, addend: Int)
    /// A definition folded over one axis away, or onto another one that maps it.
    case fold(Fold, Int, over: AxisID, onto: AxisID?)
    /// A definition over all periods by its own rule: a flow summed, a stock's closing value, a ratio of roll-ups.
    case rolledUp(Int)
    /// The sum of a definition over a range of periods (`total(x, 2026)`).
    case total(Int, Range<Int>)
    /// The running sum of a definition.
    case cumulative(Int)
    /// The value of one definition at the first period where another is not 0; undefined where there is none.
    case firstWhere(condition: Int, value: Int)
    /// A definition at the member of an axis whose place, from 1, a formula gives; undefined at other places.
    case chosen(Int, over: AxisID, place: Formula)
    /// The percentile of a definition over an axis, interpolated between its members as spreadsheets' inclusive one is.
    case percentile(Int, share: Formula, over: AxisID)
    /// For each member of an axis, 1 and how many members are larger.
    case rank(Int, over: AxisID)
    /// The first formula, or the second where the first is undefined.
    case fallback(Formula, Formula)
    /// A function of a definition's whole row over time, with arguments that do not vary in time.
    case overPeriods(SeriesFunction, Int, [Formula])
  }

  package struct Pick: Sendable, Equatable {
    package let axis: AxisID
    package let member: Int
    package init(axis: AxisID, member: Int) {
      self.axis = axis
      self.member = member
    }
  }

  /// `first` is the place, from 1, of the first member that is not 0; undefined where there is none.
  package enum Fold: String, Sendable { case sum, mean, min, max, count, first }
}
