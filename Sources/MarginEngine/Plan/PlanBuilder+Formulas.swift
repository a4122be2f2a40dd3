import MarginFunctions
import MarginModel
import MarginSource

/// Formulas, cell by cell.
extension PlanBuilder {
  /// A definition at a member.
  func body(_ definition: Int, _ member: Int, _ spot: Spot) -> Operand {
    switch model.definitions[definition].body {
    case .leaf(let leaf): return self.leaf(leaf, spot)
    case .formula(let formula): return value(formula, spot)
    case .converged(let convergence): return value(convergence.formula, spot)
    case .stock(let open, let adds, let lesses):
      var level = before(definition, member, start: value(open, spot), spot)
      for movement in adds { level = make(.add, level, read(movement, spot), in: spot.list) }
      for movement in lesses { level = make(.subtract, level, read(movement, spot), in: spot.list) }
      return level
    }
  }

  func value(_ formula: Formula, _ spot: Spot) -> Operand {
    guard isVarying(formula) else { return constant(formula, spot) }
    switch formula.form {
    case .literal, .period, .periodIndex, .periodStart: return constant(formula, spot)
    case .leaf(let leaf): return self.leaf(leaf, spot)
    case .definition(let definition): return read(definition, spot)
    case .element(let definition, let picks):
      var at = spot
      for pick in picks where pick.axis != 0 { at.members[pick.axis] = pick.member }
      return picks.first { $0.axis == 0 }.map { slice(definition, $0.member, at) } ?? read(definition, at)
    case .atPeriod(let definition, let period): return slice(definition, period, spot)
    case .lag(let definition, let distance, let start): return lag(definition, distance, start, spot)
    case .earlierMember(let definition, let axis, let distance, let start):
      let member = spot.members[axis]
      if member < distance { return start.map { value($0, spot) } ?? undefined }
      guard member - distance < model.axes[axis].members.count else { return undefined }
      return read(definition, spot.at(axis, member - distance))
    case .byMember(let axis, let formulas):
      let member = spot.members[axis]
      return formulas.indices.contains(member) ? value(formulas[member], spot) : undefined
    case .growth(let rate, let elapsed, let perPeriod): return growth(rate, elapsed, perPeriod, spot)
    case .adjusted(let inner, let factor, let addend):
      let product = make(.replace, value(inner, spot), leaf(factor, spot), in: spot.list)
      return make(.add, product, leaf(addend, spot), in: spot.list)
    case .fold(let fold, let definition, let over, let onto):
      return folded(fold, definition, over: over, onto: onto, spot)
    case .rolledUp(let definition): return rolledUp(definition, spot)
    case .total(let definition, let range): return sum(definition, range, spot)
    case .cumulative(let definition): return running(definition, spot)
    case .firstWhere(let condition, let inner): return firstWhere(condition, inner, spot)
    case .chosen(let definition, let over, let place):
      return chosen(definition, over: over, value(place, spot), spot)
    case .percentile(let definition, let share, let over):
      return percentile(definition, value(share, spot), over: over, spot)
    case .rank(let definition, let over): return rank(definition, over: over, spot)
    case .fallback(let first, let second):
      return make(.fallback, value(first, spot), value(second, spot), in: spot.list)
    case .overPeriods(let function, let definition, let arguments):
      return overPeriods(function, definition, arguments, spot)
    case .call(let function, let arguments): return call(function, arguments.map { value($0, spot) }, spot)
    case .conditional(let condition, let then, let otherwise):
      return conditional(value(condition, spot), then, otherwise, spot)
    case .negative(let operand): return make(.negate, value(operand, spot), in: spot.list)
    case .sum(let terms): return sum(terms, spot)
    case .product(let factors): return product(factors, spot)
    case .power(let base, let exponent): return power(value(base, spot), value(exponent, spot), spot)
    case .comparison(let comparison, let left, let right):
      return make(Self.code(comparison), value(left, spot), value(right, spot), in: spot.list)
    case .and(let operands): return joined(.and, operands, spot)
    case .or(let operands): return joined(.or, operands, spot)
    case .not(let operand): return make(.not, value(operand, spot), in: spot.list)
    }
  }

  private func sum(_ terms: [(negative: Bool, term: Formula)], _ spot: Spot) -> Operand {
    var result: Operand?
    for term in terms {
      let next = value(term.term, spot)
      if let found = result {
        result = make(term.negative ? .subtract : .add, found, next, in: spot.list)
      } else {
        result = term.negative ? make(.negate, next, in: spot.list) : next
      }
    }
    return result ?? undefined
  }

  private func product(_ factors: [(inverse: Bool, factor: Formula)], _ spot: Spot) -> Operand {
    var result: Operand?
    for factor in factors {
      let next = value(factor.factor, spot)
      if let found = result {
        result = make(factor.inverse ? .divide : .multiply, found, next, in: spot.list)
      } else {
        result = factor.inverse ? make(.divide, number(1), next, in: spot.list) : next
      }
    }
    return result ?? undefined
  }

  /// A small whole power is a product, as in `raised`.
  private func power(_ base: Operand, _ exponent: Operand, _ spot: Spot) -> Operand {
    guard let known = settled(exponent), let whole = exactInt(known), (2...4).contains(whole) else {
      return make(.power, base, exponent, in: spot.list)
    }
    let square = make(.multiply, base, base, in: spot.list)
    return whole == 2 ? square : make(.multiply, square, whole == 3 ? base : square, in: spot.list)
  }

  private func joined(_ code: Operation.Code, _ operands: [Formula], _ spot: Spot) -> Operand {
    let values = operands.map { value($0, spot) }
    guard let first = values.first else { return undefined }
    return values.dropFirst().reduce(first) { make(code, $0, $1, in: spot.list) }
  }

  /// A condition that is the same for all lanes and periods decides here.
  private func conditional(_ condition: Operand, _ then: Formula, _ otherwise: Formula, _ spot: Spot) -> Operand {
    if let truth = settled(condition) {
      return truth.isNaN ? undefined : value(truth != 0 ? then : otherwise, spot)
    }
    return make(.select, condition, value(then, spot), value(otherwise, spot), in: spot.list)
  }

  private func call(_ function: BuiltinFunction, _ arguments: [Operand], _ spot: Spot) -> Operand {
    let first = arguments.first ?? undefined
    switch function.name {
    case "min": return arguments.dropFirst().reduce(first) { make(.minimum, $0, $1, in: spot.list) }
    case "max": return arguments.dropFirst().reduce(first) { make(.maximum, $0, $1, in: spot.list) }
    case "abs": return make(.absolute, first, in: spot.list)
    case "sqrt": return make(.root, first, in: spot.list)
    case "exp": return make(.exponential, first, in: spot.list)
    case "ln": return make(.logarithm, first, in: spot.list)
    default: return call(function.kernel, arguments, in: spot.list)
    }
  }

  private static func code(_ comparison: Comparison) -> Operation.Code {
    switch comparison {
    case .less: .less
    case .atMost: .atMost
    case .greater: .greater
    case .atLeast: .atLeast
    case .equal: .equal
    case .unequal: .unequal
    }
  }

  /// A leaf in base units: what a mover sets, else the case's own numbers.
  func leaf(_ leaf: Int, _ spot: Spot) -> Operand {
    guard model.leaves.indices.contains(leaf) else { return undefined }
    guard moverOfCell[leaf] != nil else { return constant(.leaf(leaf), spot) }
    let own = model.leaves[leaf]
    let variesInTime = own.axes.contains(0)
    guard !variesInTime || spot.time == .stepped else { return undefined }
    let members = own.axes.filter { $0 != 0 }.reduce(0) { $0 * model.axes[$1].members.count + spot.members[$1] }
    let key = CellKey(id: -1 - leaf, member: members, at: spot.list)
    if let known = knownMoved[key] { return known }
    let cells = variesInTime ? (members * periods)..<((members + 1) * periods) : members..<(members + 1)
    let found = cells.map { moverOfCell[leaf]?[$0] ?? nil }
    let value: Operand
    if let first = found.first, found.allSatisfy({ $0 == first }) {
      value = moved(leaf, cells, by: first, spot)
    } else {
      // Each run of periods that is moved alike is copied on its own.
      let slot = lastingSlot(in: spot.list)
      var start = 0
      while start < found.count {
        let end = found[start...].firstIndex { $0 != found[start] } ?? found.count
        copy(moved(leaf, cells, by: found[start], spot), to: slot, in: spot.list, periods: start..<end)
        start = end
      }
      value = .lanes(slot)
    }
    knownMoved[key] = value
    return value
  }

  private func moved(_ leaf: Int, _ cells: Range<Int>, by mover: Int?, _ spot: Spot) -> Operand {
    let scale = number(model.leaves[leaf].unit.scale)
    let numbers = evaluator.leaves[leaf]
    guard cells.upperBound <= numbers.count else { return undefined }
    let own = cells.count == 1 ? number(numbers[cells.lowerBound]) : row(Array(numbers[cells]))
    guard let mover else { return make(.multiply, own, scale, in: spot.list) }
    let input = Operand.lanes(inputs[mover])
    let value = movers[mover].isFactor ? make(.multiply, own, input, in: spot.list) : input
    return model.leaves[leaf].unit.scale == 1 ? value : make(.multiply, value, scale, in: spot.list)
  }
}
