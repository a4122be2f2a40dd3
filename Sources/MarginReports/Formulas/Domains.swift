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
    case .lag(let id, _, let start): return start.map { interval(of: id).union(interval($0)) } ?? interval(of: id)
    case .byMember(_, let formulas): return formulas.map(interval).reduce(nil, Self.union) ?? .everything
    case .period: return Interval(model.units.monthSeconds * Double(model.timeline.monthsPerPeriod))
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
      case .count: return Interval(low: model.definitions[id].type == .truth ? 0 : 1, high: .infinity)
      }
    case .rolledUp(let id):
      return model.definitions[id].rollUp == .sum ? interval(of: id).accumulated : interval(of: id)
    case .total(let id, _), .cumulative(let id): return interval(of: id).accumulated
    case .firstWhere(_, let value): return interval(of: value)
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
    case .definition(let id), .element(let id, _), .cumulative(let id), .total(let id, _),
      .fold(_, let id, _, _):
      return mayBeUndefined[id]
    case .lag(let id, _, let start): return mayBeUndefined[id] || (start.map(isUndefinable) ?? true)
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
      return arguments.contains(where: isUndefinable) || requirement(function, arguments) != nil
    case .growth(let rate, let elapsed, _): return mayBeUndefined[rate] || isUndefinable(elapsed)
    case .adjusted(let inner, let factor, let addend):
      return isUndefinable(inner) || isUndefinable(leaf: factor) || isUndefinable(leaf: addend)
    case .rolledUp(let id):
      let definition = model.definitions[id]
      return mayBeUndefined[id] || (definition.variesInTime && !rollsUp(definition))
    case .firstWhere: return true
    }
  }

  /// Whether years and totals of a definition have a value: its formula neither looks along time nor reads what has none.
  func rollsUp(_ definition: Definition, depth: Int = 0) -> Bool {
    guard definition.variesInTime else { return true }
    switch definition.rollUp {
    case .sum, .closing: return true
    case .constant, .none: return false
    case .formula:
      guard case .formula(let formula) = definition.body, !formula.readsPeriods, depth < 100 else { return false }
      let found = dependencies(of: definition)
      return found.sameCell.allSatisfy { rollsUp(model.definitions[$0], depth: depth + 1) }
        && found.leaves.allSatisfy { !model.leaves[$0].axes.contains(0) }
    }
  }

  func needsPositiveBase(_ base: Formula, _ exponent: Formula) -> Bool {
    if case .literal(let value) = exponent.form, value == value.rounded() { return false }
    return interval(base).low < 0
  }

  func needsNonzeroBase(_ base: Formula, _ exponent: Formula) -> Bool {
    interval(exponent).low < 0 && interval(base).containsZero
  }

  /// What an argument of a function must be and is not certain to be: its place and the test, such as `>0`.
  func requirement(_ function: BuiltinFunction, _ arguments: [Formula]) -> (argument: Int, test: String)? {
    guard let first = arguments.first.map(interval) else { return nil }
    switch function.name {
    case "ln", "log10": return first.low > 0 ? nil : (0, ">0")
    case "sqrt": return first.low >= 0 ? nil : (0, ">=0")
    case "ceil", "floor", "round":
      guard arguments.count > 1 else { return nil }
      return interval(arguments[1]).containsZero ? (1, "<>0") : nil
    default: return nil
    }
  }
}
