import MarginFunctions
import MarginModel
import MarginSource
import MarginUnits

/// Where a formula is written.
struct Spot {
  let sheet: Int
  /// The definition whose rows the formula's parts stand above.
  let definition: Int
  let member: Int
  /// The member on each dimension.
  let members: [AxisID: Int]
  let label: String
  /// How the parts roll up.
  let roll: PlanRow.Roll
  /// The period that the formula is read at; nil for all.
  var period: Int?
}

// Formulas of the model as formulas of a sheet.
extension Plan {
  mutating func term(_ formula: Formula, _ spot: Spot) -> Term {
    switch formula.form {
    case .literal(let value): return literal(value, formula.unit, formula.type, spot)
    case .leaf(let leaf): return self.leaf(leaf, spot)
    case .definition(let id): return read(id, members: spot.members, spot)
    case .element(let id, let picks): return element(id, picks, spot)
    case .atPeriod(let id, let period): return read(id, members: spot.members, spot.at(period))
    case .lag(let id, let periods, let start): return lag(id, periods, start, formula, spot)
    case .earlierMember(let id, let axis, let distance, let start):
      return earlierMember(id, axis, distance, start, spot)
    case .byMember(let axis, let formulas):
      let member = spot.members[axis] ?? 0
      return formulas.indices.contains(member) ? term(formulas[member], spot) : .undefined
    case .period, .periodIndex, .periodStart: return calendar(formula.form, spot)
    case .negative(let operand):
      var result = operandTerm(operand, spot)
      result.text = "-" + result.within(.sign)
      result.binding = .sign
      result.isCell = false
      result.isOne = false
      return result
    case .sum(let terms): return sum(terms, formula, spot)
    case .product(let factors): return product(factors, formula, spot)
    case .power(let base, let exponent): return power(base, exponent, spot)
    case .comparison, .and, .or, .not: return truth(formula, spot)
    case .conditional(let condition, let then, let otherwise): return choice(condition, then, otherwise, spot)
    case .call(let function, let arguments): return call(function, arguments, spot)
    case .growth(let rate, let elapsed, let perPeriod): return growth(rate, elapsed, perPeriod, spot)
    case .adjusted(let inner, let factor, let addend): return adjusted(inner, factor, addend, formula, spot)
    case .fold(let fold, let id, let over, let onto): return self.fold(fold, id, over, onto, formula, spot)
    case .rolledUp(let id): return rolledUp(id, spot)
    case .total(let id, let range): return total(id, range, spot)
    case .cumulative(let id): return cumulative(id, formula, spot)
    case .overPeriods(let function, let id, let arguments): return overPeriods(function, id, arguments, spot)
    case .firstWhere(let condition, let value): return firstWhere(condition, value, formula, spot)
    case .chosen(let id, let over, let place): return chosen(id, over, place, spot)
    case .percentile(let id, let share, let over): return percentile(id, share, over, spot)
    case .rank(let id, let over): return rank(id, over, spot)
    case .fallback(let value, let other): return fallback(value, other, spot)
    }
  }

  /// A formula as an operand: its value must be a number, or the whole is undefined.
  mutating func operandTerm(_ formula: Formula, _ spot: Spot) -> Term { operand(term(formula, spot), formula, spot) }

  mutating func operand(_ term: Term, _ formula: Formula, _ spot: Spot) -> Term {
    guard term.mayBeText else { return term }
    var cell = term.isCell ? term : part(term, formula, spot)
    cell.mayBeText = false
    if !cell.needs.contains(cell.text) { cell.needs.append(cell.text) }
    return cell
  }

  private mutating func literal(_ value: Double, _ unit: Unit, _ type: ValueType, _ spot: Spot) -> Term {
    if value == 0 { return Term(text: "0", scale: nil) }
    if value.isNaN { return .undefined }
    let size = value.magnitude
    var result: Term
    if [1, 2, 12, 100, 1000].contains(size) {
      result = Term(text: String(Int(size)), scale: unit.scale, isOne: value == 1)
    } else {
      result = Term(text: figure(size, unit, spot, type), scale: unit.scale)
    }
    if value < 0 {
      result.text = "-" + result.text
      result.binding = .sign
    }
    return result
  }

  /// The cell on Inputs of a number that a formula holds.
  mutating func figure(_ value: Double, _ unit: Unit, _ spot: Spot, _ type: ValueType? = nil) -> String {
    let definition = model.definitions[spot.definition]
    let number = PlanNumber(
      value: value, unit: type == .date ? "date" : unitLabel(unit), label: "In \(spot.label.singleLine)",
      source: (purpose(spot.definition) == .named ? "formula of \(definition.path), " : "a question of the model, ")
        + model.place(definition.span),
      format: numberFormat(unit, [value], type: type))
    if let place = figures.firstIndex(of: number) {
      return table.token(Reference(target: .figure(place), across: .same))
    }
    figures.append(number)
    return table.token(Reference(target: .figure(figures.count - 1), across: .same))
  }

  private mutating func calendar(_ form: Formula.Form, _ spot: Spot) -> Term {
    switch form {
    case .period:
      let scale = model.timeline.stepSeconds(month: model.units.monthSeconds)
      if model.timeline.stepCount == 1 { return Term(text: "1", scale: scale, isOne: true) }
      let token = table.token(Reference(target: .periodLength, across: .same))
      return Term(text: token, scale: scale)
    case .periodIndex:
      let token = table.token(Reference(target: .periodNumber, across: spot.period.map { .period($0) } ?? .same))
      return Term(text: "\(token)-1", binding: .sum, varies: spot.period == nil)
    default:
      let across: Reference.Across = spot.period.map { .period($0) } ?? .same
      return Term(
        text: table.token(Reference(target: .periodStart, across: across)), isCell: true, varies: spot.period == nil)
    }
  }

  private mutating func sum(_ terms: [(negative: Bool, term: Formula)], _ whole: Formula, _ spot: Spot) -> Term {
    var parts = terms.map { operandTerm($0.term, spot) }
    // The scale of most terms is kept, the others are brought to it.
    let scales = parts.compactMap(\.scale)
    let common = scales.first { scale in scales.filter { areNear($0, scale) }.count * 2 > scales.count } ?? scales.first
    if let common {
      for index in parts.indices { parts[index] = converted(parts[index], to: common, terms[index].term, spot) }
    }
    shorten(&parts, terms.map(\.term), spot)
    var result = Term(text: "", binding: .sum, scale: common)
    for (index, part) in parts.enumerated() {
      let isNegative = terms[index].negative
      // A sign in front binds more tightly than a power: -x^2 would be the square of -x.
      let least: Term.Binding = index == 0 ? (isNegative ? .sign : .sum) : isNegative ? .product : .sum
      let text = index > 0 && part.binding == .sign ? "(\(part.text))" : part.within(least)
      result.text += (isNegative ? "-" : index > 0 ? "+" : "") + text
      result.require(part)
    }
    return result
  }

  private mutating func product(_ factors: [(inverse: Bool, factor: Formula)], _ whole: Formula, _ spot: Spot) -> Term {
    var parts = factors.map { operandTerm($0.factor, spot) }
    for index in factors.indices where factors[index].inverse && parts[index].text == "0" {
      parts[index] = operand(.undefined, factors[index].factor, spot)
    }
    for index in factors.indices where factors[index].inverse && domains.interval(factors[index].factor).containsZero {
      if !parts[index].isCell { parts[index] = partOperand(parts[index], factors[index].factor, spot) }
      let cell = parts[index].text
      parts[index].conditions.append(parts[index].needs.contains(cell) ? "N(\(cell))<>0" : "\(cell)<>0")
    }
    shorten(&parts, factors.map(\.factor), spot)
    var scale: Double? = 1
    var (above, below) = ("", "")
    var result = Term(text: "", binding: .product)
    for (index, part) in parts.enumerated() {
      result.require(part)
      guard let own = part.scale, let so = scale else {
        scale = nil
        above += (above.isEmpty ? "" : "*") + part.within(.product)
        continue
      }
      scale = factors[index].inverse ? so / own : so * own
      if part.isOne { continue }
      if factors[index].inverse {
        below += "/" + part.within(.power)
      } else {
        above += (above.isEmpty ? "" : "*") + (above.isEmpty ? part.within(.product) : part.within(.power))
      }
    }
    result.text = (above.isEmpty ? "1" : above) + below
    result.scale = scale
    result.isOne = above.isEmpty && below.isEmpty
    if parts.count(where: { !$0.isOne }) == 1, below.isEmpty, let only = parts.first(where: { !$0.isOne }) {
      result.text = only.text
      result.binding = only.binding
      result.isCell = only.isCell
    } else if result.isOne {
      result.binding = .atom
    }
    return result
  }

  private mutating func power(_ base: Formula, _ exponent: Formula, _ spot: Spot) -> Term {
    var low = operandTerm(base, spot)
    var high = converted(operandTerm(exponent, spot), to: 1, exponent, spot)
    let (isSigned, isZero) = (domains.needsPositiveBase(base, exponent), domains.needsNonzeroBase(base, exponent))
    if isSigned || isZero {
      if !low.isCell { low = partOperand(low, base, spot) }
      guard case .literal = exponent.form else { return openPower(low, high, isSigned, exponent, spot) }
      low.conditions.append(low.text + (!isZero ? ">=0" : isSigned ? ">0" : "<>0"))
    }
    var parts = [low, high]
    shorten(&parts, [base, exponent], spot)
    (low, high) = (parts[0], parts[1])
    if case .literal(let value) = exponent.form, let scale = low.scale {
      low.scale = raised(scale, to: value)
    } else {
      low = converted(low, to: 1, base, spot)
    }
    var result = Term(text: low.within(.atom) + "^" + high.within(.atom), binding: .power, scale: low.scale)
    result.require(low)
    result.require(high)
    return result
  }

  /// A power whose exponent is no written number, of a base that may be zero or negative: 0^0 is 1 and a negative base
  /// takes whole exponents, as in the engine; a spreadsheet has an error for the first.
  private mutating func openPower(
    _ base: Term, _ power: Term, _ isSigned: Bool, _ exponent: Formula, _ spot: Spot
  ) -> Term {
    var low = converted(base, to: 1, exponent, spot)
    if !low.isCell { low = partOperand(low, exponent, spot) }
    let high = power.isCell ? power : partOperand(power, exponent, spot)
    let (x, n) = (low.text, high.text)
    low.conditions.append("(\(x)>0)+(\(n)=0)+(\(x)=0)*(\(n)>0)" + (isSigned ? "+(\(x)<0)*(\(n)=INT(\(n)))" : "") + ">0")
    var result = Term(text: "(\(x)+(\(n)=0)*(\(x)=0))^\(n)", binding: .power, scale: 1)
    result.require(low)
    result.require(high)
    return result
  }

  private mutating func call(_ function: BuiltinFunction, _ arguments: [Formula], _ spot: Spot) -> Term {
    var parts = arguments.map { operandTerm($0, spot) }
    let needsBase = function.needsStep && arguments.count == 1
    let common = needsBase ? 1 : parts.compactMap(\.scale).first ?? 1
    for index in parts.indices {
      let parameter = function.parameters[min(index, function.parameters.count - 1)]
      parts[index] = converted(parts[index], to: parameter.kind == .plain ? 1 : common, arguments[index], spot)
    }
    let requirements = domains.requirements(function, arguments)
    // Functions that put their arguments between commas take sums as they are; others want one operand.
    let takesSums = ["abs", "min", "max", "exp", "ln", "log10", "sqrt"].contains(function.name)
    let own = Term.nesting(function.excel(parts.map { _ in "x" }))
    for index in parts.indices {
      let isCompound = takesSums ? parts[index].text.count > 60 : parts[index].binding < .atom || parts[index].depth > 0
      let isDeep = own.all + parts[index].depth > 2 || own.ifs + parts[index].choices > 1
      if isCompound || isDeep || (requirements.contains { $0.argument == index } && !parts[index].isCell) {
        if !parts[index].isCell { parts[index] = partOperand(parts[index], arguments[index], spot, keepsScale: true) }
      }
    }
    shorten(&parts, arguments, spot)
    var result = Term(text: function.excel(parts.map { $0.binding < .atom && !takesSums ? "(\($0.text))" : $0.text }))
    parts.forEach { result.require($0) }
    for requirement in requirements { result.conditions.append(parts[requirement.argument].text + requirement.test) }
    result.binding = Self.binding(of: result.text)
    switch function.result {
    case .plain: result.scale = 1
    case .same: result.scale = common
    case .squareRoot: result.scale = common.squareRoot()
    }
    return result
  }

  /// How tightly a function's own Excel form holds together.
  private static func binding(of text: String) -> Term.Binding {
    var depth = 0
    var result = Term.Binding.atom
    for (index, character) in text.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      guard depth == 0 else { continue }
      switch character {
      case "+": result = min(result, .sum)
      case "-": result = min(result, index == 0 ? .sign : .sum)
      case "*", "/": result = min(result, .product)
      case "^": result = min(result, .power)
      default: break
      }
    }
    return result
  }
}

extension Spot {
  func at(_ period: Int) -> Spot {
    var copy = self
    copy.period = period
    return copy
  }
}

extension Term {
  /// What has no value.
  static let undefined = Term(text: "\"n/a\"", mayBeText: true)
}
