import MarginFunctions
import MarginModel
import MarginSource

/// From a formula that is undefined at a cell to what makes it so.
extension CauseWalk {
  func origin(_ formula: Formula, _ cell: Cell) -> Origin {
    switch formula.form {
    case .literal: return .cause("a number too large")
    case .leaf: return .cause(isSlot(cell) ? "no value over more than one period" : "an empty cell")
    case .definition(let definition): return .cell(reading(definition, cell))
    case .element(let definition, let picks):
      var next = reading(definition, cell)
      for pick in picks where next.members.indices.contains(pick.axis) {
        next.members[pick.axis] = pick.member
        if pick.axis == 0 { next.time = .period(pick.member) }
      }
      return .cell(next)
    case .atPeriod(let definition, let period):
      guard evaluator.columns.indices.contains(definition), model.timeline.contains(period) else {
        return .cause("a period outside the timeline")
      }
      return .cell(at(reading(definition, cell), period))
    case .byMember(let axis, let formulas):
      let member = cell.members.indices.contains(axis) ? cell.members[axis] : 0
      return formulas.indices.contains(member) ? origin(formulas[member], cell) : .cause("an empty cell")
    case .chosen(let definition, let over, let place): return chosen(definition, over, place, cell)
    case .percentile(let definition, let share, let over):
      let found = firstUndefined([share], cell) ?? folded(definition, over, nil, cell)
      guard case .cause = found else { return found }
      let number = number(share, cell)
      return number < 0 || number > 1 ? .cause("a share outside 0% to 100%") : found
    case .rank(let definition, let over): return folded(definition, over, nil, cell)
    case .fallback(_, let other): return origin(other, cell)
    case .earlierMember(let definition, let axis, let distance, let start):
      let member = cell.members.indices.contains(axis) ? cell.members[axis] : 0
      if member < distance { return start.map { origin($0, cell) } ?? .cause("no member that early") }
      var next = reading(definition, cell)
      if next.members.indices.contains(axis) { next.members[axis] = member - distance }
      return .cell(next)
    case .lag, .growth, .fold, .rolledUp, .total, .cumulative, .firstWhere, .overPeriods:
      return lookingAcross(formula.form, cell)
    case .period, .periodIndex, .periodStart: return .cause("no value over more than one period")
    case .adjusted(let value, let factor, let addend):
      let leaves = [factor, addend].map { number(evaluator.leaf($0, frame(cell)), cell) }
      if leaves.contains(where: \.isNaN) {
        return .cause(isSlot(cell) ? "no value over more than one period" : "an empty cell")
      }
      return number(value, cell).isNaN ? origin(value, cell) : .cause("a number too large")
    case .conditional(let condition, let then, let otherwise):
      let truth = number(condition, cell)
      return origin(truth.isNaN ? condition : truth != 0 ? then : otherwise, cell)
    case .product(let factors):
      return firstUndefined(factors.map(\.factor), cell)
        ?? factors.first { $0.inverse && number($0.factor, cell) == 0 }.map { zeroDenominator($0.factor, cell) }
        ?? .cause("a number too large")
    case .power(let base, let exponent):
      return firstUndefined([base, exponent], cell)
        ?? (number(base, cell) == 0 ? zeroDenominator(base, cell) : .cause("a power that has no value"))
    case .call(let function, let arguments):
      return firstUndefined(arguments, cell) ?? .cause(unmet(function, arguments.map { number($0, cell) }))
    default: return firstUndefined(formula.operands, cell) ?? .cause("a number too large")
    }
  }

  /// What a function with all its arguments there lacks.
  private func unmet(_ function: BuiltinFunction, _ arguments: [Double]) -> String {
    for requirement in function.requirements where arguments.indices.contains(requirement.argument) {
      guard !requirement.condition.holds(arguments[requirement.argument]) else { continue }
      let name = function.parameters[min(requirement.argument, function.parameters.count - 1)].name
      return "\(function.name) needs its `\(name)` \(requirement.condition.words)"
    }
    return "no value of \(function.name) there"
  }

  private func lookingAcross(_ form: Formula.Form, _ cell: Cell) -> Origin {
    switch form {
    case .lag(let definition, let distance, let start):
      guard case .period(let period) = cell.time else { return .cause("no value over more than one period") }
      if period < distance { return start.map { origin($0, cell) } ?? .cause("no period that early") }
      guard period - distance < evaluator.periods else { return .cause("a period outside the timeline") }
      return .cell(at(reading(definition, cell), period - distance))
    case .growth(let rate, let elapsed, _):
      if number(reading(rate, cell)).isNaN { return .cell(reading(rate, cell)) }
      return number(elapsed, cell).isNaN ? origin(elapsed, cell) : .cause("a power that has no value")
    case .fold(_, let definition, let over, let onto): return folded(definition, over, onto, cell)
    case .rolledUp(let definition):
      var next = reading(definition, cell)
      next.time = .slot(evaluator.years.count)
      return .cell(next)
    case .total(let definition, let range):
      return firstUndefined(reading(definition, cell), range.clamped(to: 0..<evaluator.periods))
    case .cumulative(let definition):
      guard case .period(let period) = cell.time else { return .cause("no value over more than one period") }
      return firstUndefined(reading(definition, cell), 0..<(period + 1))
    case .overPeriods(let function, let definition, let arguments):
      if let found = firstUndefined(arguments, cell) { return found }
      let row = (0..<evaluator.periods).map { number(at(reading(definition, cell), $0)) }
      if row.contains(where: \.isNaN) { return firstUndefined(reading(definition, cell), 0..<evaluator.periods) }
      return .cause(function.cause(row, arguments.map { number($0, cell) }))
    case .firstWhere(let condition, let value):
      for period in 0..<evaluator.periods {
        let truth = number(at(reading(condition, cell), period))
        if truth.isNaN { return .cell(at(reading(condition, cell), period)) }
        if truth != 0 { return .cell(at(reading(value, cell), period)) }
      }
      return .cause("not reached within the timeline")
    default: return .cause("a number too large")
    }
  }

  private func chosen(_ definition: Int, _ over: Int, _ place: Formula, _ cell: Cell) -> Origin {
    let number = number(place, cell)
    if number.isNaN { return origin(place, cell) }
    guard let member = exactInt(number), model.axes[over].members.indices.contains(member - 1) else {
      return .cause("a value outside the points")
    }
    var next = reading(definition, cell)
    next.members[over] = member - 1
    return .cell(next)
  }

  private func folded(_ definition: Int, _ over: Int, _ onto: Int?, _ cell: Cell) -> Origin {
    guard model.axes.indices.contains(over) else { return .cause("a missing dimension") }
    let maps = onto.flatMap { model.axes[$0].maps?.members }
    var isEmpty = true
    for member in model.axes[over].members.indices {
      if let onto, maps?[member] != cell.members[onto] { continue }
      isEmpty = false
      var next = reading(definition, cell)
      next.members[over] = member
      if over == 0 { next.time = .period(member) }
      if number(next).isNaN { return .cell(next) }
    }
    return .cause(isEmpty ? "nothing to fold" : "a number too large")
  }

  private func firstUndefined(_ operands: [Formula], _ cell: Cell) -> Origin? {
    operands.first { number($0, cell).isNaN }.map { origin($0, cell) }
  }

  /// A definition that stands as denominator is to blame itself.
  private func zeroDenominator(_ formula: Formula, _ cell: Cell) -> Origin {
    guard case .definition(let definition) = formula.form else { return .cause("a zero denominator") }
    return .blamed(reading(definition, cell), "a zero denominator")
  }

  private func isSlot(_ cell: Cell) -> Bool {
    if case .slot = cell.time { return true }
    return false
  }
}
