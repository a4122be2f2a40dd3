import MarginFunctions
import MarginModel
import MarginUnits

/// Evaluates formulas over whole columns, and holds the columns found so far.
struct Evaluator {
  let model: Model
  /// The periods of each year of the timeline.
  let years: [Range<Int>]
  let periods: Int
  /// All periods at once.
  let whole: Frame
  let rolled: Frame
  /// By definition, the axes in the order of its column, and those but time.
  let layouts: [[AxisID]]
  let memberLayouts: [[AxisID]]
  var leaves: [[Double]]
  var columns: [[Double]]
  var rollUps: [[Double]]
  /// By the definition that converges, its cells that did not.
  var unsettled: [Int: [Unsettled]] = [:]
  /// By the definition that converges, the most rounds that a cell took.
  var rounds: [Int: Int] = [:]

  /// Begins with everything undefined, or with results found before.
  init(_ model: Model, leaves: [[Double]], results: Results? = nil) {
    self.model = model
    self.leaves = leaves
    years = model.timeline.years.map(\.periods)
    var sizes = model.axes.map(\.members.count)
    periods = sizes.first ?? 1
    whole = Frame(time: .every, sizes: sizes)
    if !sizes.isEmpty { sizes[0] = years.count + 1 }
    rolled = Frame(time: .rolledUp, sizes: sizes)
    layouts = model.definitions.map { model.layout($0.axes) }
    memberLayouts = model.definitions.map { $0.axes.filter { $0 != 0 } }
    columns = results?.columns ?? model.definitions.map { Array(repeating: .nan, count: model.count($0.axes)) }
    rollUps = results?.rollUps ?? Array(repeating: [], count: model.definitions.count)
  }

  func frame(at period: Int) -> Frame { Frame(time: .at(period), sizes: whole.sizes) }

  func value(_ formula: Formula, _ frame: Frame) -> Value {
    switch formula.form {
    case .literal(let number): return Value(defined(number * formula.unit.scale))
    case .leaf(let leaf): return self.leaf(leaf, frame)
    case .definition(let definition): return read(definition, frame)
    case .element(let definition, let picks): return element(definition, picks, frame)
    case .atPeriod(let definition, let period): return slice(definition, period, frame)
    case .lag(let definition, let periods, let start): return lag(definition, periods, start, frame)
    case .earlierMember(let definition, let axis, let distance, let start):
      return earlierMember(definition, axis, distance, start, frame)
    case .byMember(let axis, let formulas): return byMember(axis, formulas, frame)
    case .period, .periodIndex, .periodStart: return calendar(formula.form, frame)
    case .growth(let rate, let elapsed, let perPeriod): return growth(rate, elapsed, perPeriod, frame)
    case .adjusted(let formula, let factor, let addend): return adjusted(formula, factor, addend, frame)
    case .fold(let fold, let definition, let over, let onto):
      return folded(fold, definition, over: over, onto: onto, frame)
    case .rolledUp(let definition): return rolledUp(definition, frame)
    case .total(let definition, let range): return total(definition, range, frame)
    case .cumulative(let definition): return cumulative(definition, frame)
    case .firstWhere(let condition, let value): return firstWhere(condition, value, frame)
    case .chosen(let definition, let over, let place):
      return chosen(definition, over: over, self.value(place, frame), frame)
    case .percentile(let definition, let share, let over):
      return percentile(definition, self.value(share, frame), over: over, frame)
    case .rank(let definition, let over): return rank(definition, over: over, frame)
    case .fallback(let first, let second):
      var result = value(first, frame)
      result.combine(value(second, frame), frame) { $0.isNaN ? $1 : $0 }
      return result
    case .overPeriods(let function, let definition, let arguments):
      return overPeriods(function, definition, arguments.map { value($0, whole) }).picked(in: frame)
    case .call(let function, let arguments): return call(function, arguments.map { self.value($0, frame) }, frame)
    case .conditional(let condition, let then, let otherwise):
      return conditional(value(condition, frame), then, otherwise, frame)
    case .negative, .sum, .product, .power: return arithmetic(formula.form, frame)
    case .comparison, .and, .or, .not: return truth(formula.form, frame)
    }
  }

  private func arithmetic(_ form: Formula.Form, _ frame: Frame) -> Value {
    var result = Value.undefined
    switch form {
    case .negative(let operand):
      result = value(operand, frame)
      result.map { -$0 }
    case .sum(let terms):
      for (index, term) in terms.enumerated() {
        let next = value(term.term, frame)
        if index == 0 {
          result = next
          if term.negative { result.map { -$0 } }
        } else if term.negative {
          result.combine(next, frame) { defined($0 - $1) }
        } else {
          result.combine(next, frame) { defined($0 + $1) }
        }
      }
    case .product(let factors):
      for (index, factor) in factors.enumerated() {
        let next = value(factor.factor, frame)
        if index == 0 {
          result = next
          if factor.inverse { result.map { defined(1 / $0) } }
        } else if factor.inverse {
          result.combine(next, frame) { defined($0 / $1) }
        } else {
          result.combine(next, frame) { defined($0 * $1) }
        }
      }
    case .power(let base, let exponent):
      result = value(base, frame)
      result.combine(value(exponent, frame), frame, power)
    default: break
    }
    return result
  }

  private func truth(_ form: Formula.Form, _ frame: Frame) -> Value {
    var result = Value.undefined
    switch form {
    case .comparison(let comparison, let left, let right):
      result = value(left, frame)
      result.combine(value(right, frame), frame) { comparison.truth($0, $1) }
    case .and(let operands): result = joined(operands, frame) { $0 != 0 && $1 != 0 }
    case .or(let operands): result = joined(operands, frame) { $0 != 0 || $1 != 0 }
    case .not(let operand):
      result = value(operand, frame)
      result.map { $0.isNaN ? .nan : $0 == 0 ? 1 : 0 }
    default: break
    }
    return result
  }

  private func joined(
    _ operands: [Formula], _ frame: Frame, _ operation: (Double, Double) -> Bool
  ) -> Value {
    var result = Value.undefined
    for (index, operand) in operands.enumerated() {
      let next = value(operand, frame)
      if index == 0 {
        result = next
      } else {
        result.combine(next, frame) { $0.isNaN || $1.isNaN ? .nan : operation($0, $1) ? 1 : 0 }
      }
    }
    return result
  }

  /// The taken branch alone decides, also where the other one is undefined.
  private func conditional(_ condition: Value, _ then: Formula, _ otherwise: Formula, _ frame: Frame) -> Value {
    if condition.axes.isEmpty {
      return condition.single.isNaN ? .undefined : value(condition.single != 0 ? then : otherwise, frame)
    }
    let (yes, no) = (value(then, frame), value(otherwise, frame))
    let axes = Value.union(Value.union(condition.axes, yes.axes), no.axes)
    var result = condition.expanded(to: axes, frame)
    let (yesNumbers, noNumbers) = (yes.expanded(to: axes, frame), no.expanded(to: axes, frame))
    for index in result.indices where !result[index].isNaN {
      result[index] = result[index] != 0 ? yesNumbers[index] : noNumbers[index]
    }
    return Value(result, over: axes)
  }

  private func call(_ function: BuiltinFunction, _ arguments: [Value], _ frame: Frame) -> Value {
    // Of two columns at a time, which needs no row for each cell.
    switch function.name {
    case "max": return reduced(arguments, frame) { $1.isNaN ? $1 : $1 > $0 ? $1 : $0 }
    case "min": return reduced(arguments, frame) { $1.isNaN ? $1 : $1 < $0 ? $1 : $0 }
    default: break
    }
    let axes = arguments.reduce([]) { Value.union($0, $1.axes) }
    var row = arguments.map(\.single)
    if axes.isEmpty { return Value(defined(function.kernel(row))) }
    let columns = arguments.map { $0.expanded(to: axes, frame) }
    var result = Array(repeating: Double.nan, count: axes.reduce(1) { $0 * frame.sizes[$1] })
    for index in result.indices {
      for argument in row.indices { row[argument] = columns[argument][index] }
      result[index] = defined(function.kernel(row))
    }
    return Value(result, over: axes)
  }

  @inline(__always)
  private func reduced(_ arguments: [Value], _ frame: Frame, _ operation: (Double, Double) -> Double) -> Value {
    var result = arguments.first ?? .undefined
    for next in arguments.dropFirst() { result.combine(next, frame, operation) }
    return result
  }
}

/// `pow`, undefined where an operand is: C gives 1 for `pow(1, NaN)` and `pow(NaN, 0)`.
func power(_ base: Double, _ exponent: Double) -> Double {
  base.isNaN || exponent.isNaN ? .nan : defined(raised(base, to: exponent))
}
