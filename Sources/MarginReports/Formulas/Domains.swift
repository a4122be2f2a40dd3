import MarginFunctions
import MarginModel
import MarginUnits

/// What values can be: between which numbers they lie whatever the inputs are within their ranges, and whether they
/// can be undefined. Where it cannot be ruled out, the workbook's formulas say `n/a` instead of an error.
final class Domains {
  private let model: Model
  private var intervals: [Interval?]
  private var isOpen: [Bool]
  private(set) var mayBeUndefined: [Bool]

  init(_ model: Model) {
    self.model = model
    intervals = Array(repeating: nil, count: model.definitions.count)
    isOpen = Array(repeating: false, count: model.definitions.count)
    mayBeUndefined = Array(repeating: false, count: model.definitions.count)
    var isChanging = true
    while isChanging {
      isChanging = false
      for definition in model.definitions where !mayBeUndefined[definition.id] && isUndefinable(definition) {
        mayBeUndefined[definition.id] = true
        isChanging = true
      }
    }
  }

  /// In base units.
  func interval(of id: Int) -> Interval {
    if let known = intervals[id] { return known }
    guard !isOpen[id] else { return .everything }
    isOpen[id] = true
    let definition = model.definitions[id]
    let found: Interval
    switch definition.body {
    case .leaf(let leaf): found = interval(leaf: leaf)
    case .formula(let formula): found = interval(formula)
    case .stock, .converged: found = .everything
    }
    isOpen[id] = false
    intervals[id] = found
    return found
  }

  private func interval(leaf id: Int) -> Interval {
    let leaf = model.leaves[id]
    let definition = model.definitions[leaf.definition]
    switch leaf.role {
    case .elapsed: return Interval(low: 0, high: Double(model.timeline.count))
    case .factor, .addend: return .everything
    case .value, .level:
      guard let range = definition.range else { return .everything }
      var result = Interval(low: range.lowerBound, high: range.upperBound)
      for axis in model.sensitivities.flatMap({ [$0.rows, $0.columns] }).compactMap({ $0 }) where axis.leaf == id {
        for point in axis.points { result = result.union(Interval(point)) }
      }
      return result * Interval(definition.unit.scale)
    }
  }

  func interval(_ formula: Formula) -> Interval {
    switch formula.form {
    case .literal(let value): return Interval(value * formula.unit.scale)
    case .leaf(let leaf): return interval(leaf: leaf)
    case .definition(let id), .element(let id, _), .atPeriod(let id, _): return interval(of: id)
    case .lag(let id, _, let start), .earlierMember(let id, _, _, let start):
      return start.map { interval(of: id).union(interval($0)) } ?? interval(of: id)
    case .byMember(_, let formulas): return formulas.map(interval).reduce(nil, Self.union) ?? .everything
    case .period: return Interval(model.timeline.seconds(month: model.units.monthSeconds))
    case .periodIndex: return Interval(low: 0, high: Double(model.timeline.count - 1))
    case .periodStart: return Interval(low: 1, high: 3e6)
    case .negative(let operand): return -interval(operand)
    case .sum(let terms):
      return terms.map { $0.negative ? -interval($0.term) : interval($0.term) }.reduce(Interval(0), +)
    case .product(let factors):
      return factors.map { $0.inverse ? interval($0.factor).inverse : interval($0.factor) }.reduce(Interval(1), *)
    case .power(let base, let exponent): return power(interval(base), interval(exponent))
    case .comparison, .and, .or, .not: return Interval(low: 0, high: 1)
    case .conditional(_, let then, let otherwise):
      let branches = [then, otherwise].filter { if case .literal(let value) = $0.form { !value.isNaN } else { true } }
      return branches.map(interval).reduce(nil, Self.union) ?? .everything
    case .call(let function, let arguments): return call(function.name, arguments.map(interval))
    case .growth(let rate, _, _):
      let low = interval(of: rate).low / model.definitions[rate].unit.scale
      return Interval(low: low >= 0 ? 1 : low > -1 ? .leastNonzeroMagnitude : -.infinity, high: .infinity)
    case .adjusted(let inner, let factor, let addend):
      return interval(inner) * interval(leaf: factor) + interval(leaf: addend)
    case .fold(let fold, let id, _, _):
      switch fold {
      case .sum: return interval(of: id).accumulated
      case .mean, .min, .max: return interval(of: id)
      case .first: return Interval(low: 1, high: .infinity)
      case .count: return Interval(low: model.definitions[id].type == .truth ? 0 : 1, high: .infinity)
      }
    case .rolledUp(let id):
      return model.definitions[id].rollUp == .sum ? interval(of: id).accumulated : interval(of: id)
    case .total(let id, _), .cumulative(let id): return interval(of: id).accumulated
    case .firstWhere(_, let value): return interval(of: value)
    case .chosen(let id, _, _), .percentile(let id, _, _): return interval(of: id)
    case .rank: return Interval(low: 1, high: .infinity)
    case .fallback(let value, let other): return interval(value).union(interval(other))
    case .overPeriods(let function, _, _):
      return function.keepsUnit ? .everything : Interval(low: -1, high: .infinity)
    }
  }

  private static func union(_ left: Interval?, _ right: Interval) -> Interval? { left?.union(right) ?? right }

  private func power(_ base: Interval, _ exponent: Interval) -> Interval {
    guard base.low >= 0, exponent.low.isFinite, exponent.high.isFinite else {
      return base.isPositive ? Interval(low: .leastNonzeroMagnitude, high: .infinity) : .everything
    }
    let ends = [base.low, base.high].flatMap { end in
      [exponent.low, exponent.high].map { raised(end, to: $0) }
    }
    return Interval(low: ends.min() ?? 0, high: ends.max() ?? .infinity)
  }

  private func call(_ name: String, _ arguments: [Interval]) -> Interval {
    guard let first = arguments.first else { return .everything }
    switch name {
    case "abs":
      return Interval(low: first.containsZero ? 0 : min(first.low.magnitude, first.high.magnitude), high: .infinity)
    case "min":
      return Interval(low: arguments.map(\.low).min() ?? 0, high: arguments.map(\.high).min() ?? 0)
    case "max":
      return Interval(low: arguments.map(\.low).max() ?? 0, high: arguments.map(\.high).max() ?? 0)
    case "clamp" where arguments.count == 3: return Interval(low: arguments[1].low, high: arguments[2].high)
    case "exp": return Interval(low: .leastNonzeroMagnitude, high: .infinity)
    case "sqrt": return Interval(low: max(0, first.low).squareRoot(), high: .infinity)
    case "expected_attempts": return first.low >= 0 ? Interval(low: 1, high: .infinity) : .everything
    // A positive value is at least one step upward; of the noise that rounding takes away see `withoutNoise`.
    case "ceil":
      return first.low > 1e-9
        ? Interval(low: first.low, high: .infinity) : Interval(low: min(first.low, 0), high: .infinity)
    case "sign": return Interval(low: -1, high: 1)
    case "poisson", "normal_cdf", "erlang_c": return Interval(low: 0, high: 1)
    case "a discount": return Interval(low: max((-1.0).nextUp, first.low), high: first.high)
    case "a queue": return Interval(low: max(0, first.low), high: first.high)
    case "servers_for": return Interval(low: 0, high: .infinity)
    case "floor", "round": return first.low >= 0 ? Interval(low: 0, high: .infinity) : .everything
    default: return .everything
    }
  }
}

// Whether a value can be undefined.
extension Domains {
  private func isUndefinable(_ definition: Definition) -> Bool {
    switch definition.body {
    case .leaf(let leaf): isUndefinable(leaf: leaf)
    case .formula(let formula): isUndefinable(formula)
    case .converged: true
    case .stock(let open, let adds, let lesses):
      isUndefinable(open) || (adds + lesses).contains { mayBeUndefined[$0] }
    }
  }

  private func isUndefinable(leaf: Int) -> Bool { model.leaves[leaf].cases.contains { $0.contains(where: \.isNaN) } }

  func isUndefinable(_ formula: Formula) -> Bool {
    switch formula.form {
    case .literal(let value): return value.isNaN
    case .period, .periodIndex, .periodStart: return false
    case .leaf(let leaf): return isUndefinable(leaf: leaf)
    case .atPeriod(let id, let period):
      return mayBeUndefined[id] || (model.definitions[id].variesInTime && !(0..<model.timeline.count).contains(period))
    case .fold(.first, _, _, _), .firstWhere: return true
    case .definition(let id), .element(let id, _), .cumulative(let id), .total(let id, _),
      .fold(_, let id, _, _), .rank(let id, _):
      return mayBeUndefined[id]
    case .chosen(let id, _, let place):
      return mayBeUndefined[id] || isUndefinable(place) || interval(place).low < 1
    case .percentile(let id, let share, _):
      return mayBeUndefined[id] || isUndefinable(share) || !isShare(share)
    case .fallback(let value, let other): return isUndefinable(value) && isUndefinable(other)
    case .lag(let id, _, let start), .earlierMember(let id, _, _, let start):
      return mayBeUndefined[id] || (start.map(isUndefinable) ?? true)
    case .byMember(_, let formulas), .and(let formulas), .or(let formulas):
      return formulas.contains(where: isUndefinable)
    case .negative(let operand), .not(let operand): return isUndefinable(operand)
    case .sum(let terms): return terms.contains { isUndefinable($0.term) }
    case .product(let factors):
      return factors.contains { isUndefinable($0.factor) || ($0.inverse && interval($0.factor).containsZero) }
    case .power(let base, let exponent):
      return isUndefinable(base) || isUndefinable(exponent) || needsPositiveBase(base, exponent)
        || needsNonzeroBase(base, exponent)
    case .comparison(_, let left, let right): return isUndefinable(left) || isUndefinable(right)
    case .conditional(let condition, let then, let otherwise):
      return [condition, then, otherwise].contains(where: isUndefinable)
    case .call(let function, let arguments):
      return arguments.contains(where: isUndefinable) || !requirements(function, arguments).isEmpty
    case .growth(let rate, let elapsed, _): return mayBeUndefined[rate] || isUndefinable(elapsed)
    case .adjusted(let inner, let factor, let addend):
      return isUndefinable(inner) || isUndefinable(leaf: factor) || isUndefinable(leaf: addend)
    case .rolledUp(let id):
      let definition = model.definitions[id]
      return mayBeUndefined[id] || (definition.variesInTime && !rollsUp(definition))
    case .overPeriods(let function, let id, let arguments):
      let requirement = function.requirement
      return mayBeUndefined[id] || arguments.contains(where: isUndefinable)
        || !isCertain(requirement.condition, arguments[requirement.argument])
    }
  }

  /// Whether a formula is certain to lie within 0 and 1.
  func isShare(_ formula: Formula) -> Bool {
    let found = interval(formula)
    return found.low >= 0 && found.high <= 1
  }

  /// Whether years and totals of a definition have a value: its formula neither looks along time nor reads what has none.
  func rollsUp(_ definition: Definition) -> Bool {
    var seen: Set<Int> = [definition.id]
    var waiting = [definition]
    while let next = waiting.popLast() {
      guard next.variesInTime else { continue }
      switch next.rollUp {
      case .sum, .closing: continue
      case .constant, .none: return false
      case .formula:
        guard case .formula(let formula) = next.body, !formula.readsPeriods else { return false }
        let found = dependencies(of: next)
        guard found.leaves.allSatisfy({ !model.leaves[$0].axes.contains(0) }) else { return false }
        waiting += found.samePeriod.filter { seen.insert($0).inserted }.map { model.definitions[$0] }
      }
    }
    return true
  }

  func needsPositiveBase(_ base: Formula, _ exponent: Formula) -> Bool {
    if case .literal(let value) = exponent.form, value == value.rounded() { return false }
    return interval(base).low < 0
  }

  func needsNonzeroBase(_ base: Formula, _ exponent: Formula) -> Bool {
    interval(exponent).low < 0 && interval(base).containsZero
  }

  /// What arguments of a function must be and are not certain to be: each argument's place and the test, such as `>0`.
  func requirements(_ function: BuiltinFunction, _ arguments: [Formula]) -> [(argument: Int, test: String)] {
    function.requirements.compactMap { requirement in
      guard arguments.indices.contains(requirement.argument),
        !isCertain(requirement.condition, arguments[requirement.argument])
      else { return nil }
      return (requirement.argument, requirement.condition.rawValue)
    }
  }

  /// Whether a value meets a condition whatever the inputs are within their ranges.
  func isCertain(_ condition: BuiltinFunction.Condition, _ formula: Formula) -> Bool {
    let interval = interval(formula)
    switch condition {
    case .positive: return interval.low > 0
    case .notNegative: return interval.low >= 0
    case .notZero: return !interval.containsZero
    case .aboveMinusOne: return interval.low > -1
    case .isOne: return interval.low == 1 && interval.high == 1
    }
  }
}
