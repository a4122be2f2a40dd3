import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

/// Formulas inside formulas, and definitions in a loop, are followed this deep.
private let lowerLimit = 800

/// What an expression is read in: where its names are looked up, and which field of a row of prices is meant.
struct Context {
  var scope: Scope
  var field: String?
  /// The formula that `inherited(…)` means.
  var inherited: Int?
}

extension Checker {
  /// A checked formula of a written expression; nil where a fault was found and reported.
  func lower(_ expression: Expression, _ context: Context) -> Formula? {
    let span = expression.span
    lowerDepth += 1
    defer { lowerDepth -= 1 }
    guard lowerDepth < lowerLimit else {
      if lowerDepth == lowerLimit {
        error("N436", "this loop of definitions is too long to follow", span, "more than \(lowerLimit) steps")
      }
      return nil
    }
    switch expression.form {
    case .number(let number): return literal(number)
    case .date(let date): return dateLiteral(date)
    case .truth(let truth):
      return Formula(.literal(truth ? 1 : 0), type: .truth, axes: [], unit: .plain, span: span)
    case .text(let text):
      error("U220", "a text is not a number", text.span, "formulas work on numbers, dates and truths")
      return nil
    case .path(let path): return lower(path, context)
    case .index(let base, let arguments): return lowerIndex(base, arguments, span, context)
    case .members(let members): return lowerMembers(members, span, context)
    case .negative(let inner):
      guard let inner = number(lower(inner, context)) else { return nil }
      return Formula(.negative(inner), type: inner.type, axes: inner.axes, unit: inner.unit, span: span)
    case .not(let inner):
      guard let inner = truth(lower(inner, context)) else { return nil }
      return Formula(.not(inner), type: .truth, axes: inner.axes, unit: .plain, span: span)
    case .sum(let terms):
      let lowered = terms.map { (negative: $0.negative, term: number(lower($0.term, context))) }
      return sum(lowered, span)
    case .product(let factors): return bounded(lowerProduct(factors, span, context))
    case .power(let base, let exponent): return bounded(lowerPower(base, exponent, span, context))
    case .comparison(let operation, let left, let right):
      return lowerComparison(operation, left, right, span, context)
    case .and(let parts): return lowerTruths(parts, span, context) { .and($0) }
    case .or(let parts): return lowerTruths(parts, span, context) { .or($0) }
    case .conditional(let condition, let then, let otherwise):
      return lowerConditional(condition, then, otherwise, span, context)
    case .call(let name, let arguments): return bounded(lowerCall(name, arguments, span, context))
    case .at(let base, let date):
      guard let base = lower(base, context), let period = period(of: date, context) else { return nil }
      return atPeriod(base, period, span)
    case .converted(let inner, let written):
      guard let inner = number(lower(inner, context)), let unit = unit(written) else { return nil }
      guard fits(inner, unit.dimension) else {
        if case .quantity(let given) = inner.type, let way = exchange(from: given, to: unit.dimension) {
          return exchanged(inner, way, unit, span, written.span)
        }
        if case .quantity(let given) = inner.type, lacksTime(inner, given, unit, written.span) { return nil }
        unitMismatch("this cannot be shown in `\(unit.text)`", inner, unit, written.span)
        return nil
      }
      return Formula(.sum([(false, inner)]), type: inner.type, axes: inner.axes, unit: unit, span: span)
    case .missing:
      isSilenced = true
      return nil
    }
  }

  func literal(_ number: NumberLiteral) -> Formula? {
    guard let unit = literalUnit(number) else { return nil }
    return Formula(.literal(number.value), type: .quantity(unit.dimension), axes: [], unit: unit, span: number.span)
  }

  func literalUnit(_ number: NumberLiteral) -> Unit? {
    let style: Unit.Style =
      switch number.style {
      case .plain: .plain
      case .percent: .percent
      case .points: .points
      case .basisPoints: .basisPoints
      case .multiple: .multiple
      }
    guard let written = number.unit else { return Unit(style: style) }
    return unit(written)?.styled(style)
  }

  private func dateLiteral(_ date: DateLiteral) -> Formula? {
    guard let serial = serial(date) else { return nil }
    return Formula(.literal(serial), type: .date, axes: [], unit: .plain, span: date.span)
  }

  /// The day number of the first day of the period that a date lies in.
  func serial(_ date: DateLiteral) -> Double? {
    guard date.year >= 1900 else {
      error("T504", "spreadsheets know no date before 1900", date.span, "such as 2026-07")
      return nil
    }
    return timeline.firstDay(timeline.period(date.calendarDay)).serial
  }

  /// A sum whose terms have one dimension; a plain 0 fits any.
  func sum(_ terms: [(negative: Bool, term: Formula?)], _ span: Span) -> Formula? {
    let known = terms.compactMap(\.term)
    guard known.count == terms.count, let first = known.first(where: { !isZero($0) }) ?? known.first else { return nil }
    for (index, term) in known.enumerated() where term !== first && !isZero(term) && !sameDimension(term, first) {
      cannotAdd(
        first, term,
        terms[index].negative && index > 0 ? "these units cannot be subtracted" : "these units do not add up", span)
      return nil
    }
    checkShares(known)
    guard let parts = aligned(known, span) else { return nil }
    let aligned = zip(terms, parts).map { (negative: $0.negative, term: $1) }
    let unit =
      isShare(parts) ? Unit.percent : first.unit.style == .percent && first.unit.factors.isEmpty ? .plain : first.unit
    return Formula(.sum(aligned), type: first.type, axes: union(parts.lazy.map { $0.axes }), unit: unit, span: span)
  }

  /// Shares added up, and what is left of the whole, `1 - hit_rate`: shown in percent. 7 + 15% is a number.
  private func isShare(_ terms: [Formula]) -> Bool {
    terms.contains { $0.unit.style == .percent }
      && terms.allSatisfy { term in
        if case .literal(let value) = term.form, value == 0 || value == 1, term.unit == .plain { return true }
        return term.unit.factors.isEmpty && [.percent, .points, .basisPoints].contains(term.unit.style)
      }
  }

  private func lowerProduct(_ factors: [(inverse: Bool, factor: Expression)], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard !isMoneyPerTime(factors, span) else { return nil }
    // Each is read even where one before it is at fault, so that all faults are told.
    var known: [Formula] = []
    known.reserveCapacity(factors.count)
    for item in factors { if let factor = number(lower(item.factor, context)) { known.append(factor) } }
    guard known.count == factors.count, let operands = aligned(known, span) else { return nil }
    return product(zip(factors, operands).map { (inverse: $0.inverse, factor: $1) }, span)
  }

  func product(_ factors: [(inverse: Bool, factor: Formula)], _ span: Span) -> Formula {
    var unit = Unit.plain
    for (index, item) in factors.enumerated() {
      let own = item.inverse ? item.factor.unit.power(Rational(-1)) : item.factor.unit
      unit = index == 0 ? own : unit * own
    }
    if factors.count == 2, factors.allSatisfy({ !$0.inverse && $0.factor.unit.factors.isEmpty }) {
      // A share of a share is a share; a number times a share is a number.
      if factors.allSatisfy({ $0.factor.unit.style == .percent }) { unit = .percent }
    }
    return Formula(
      .product(factors), type: .quantity(unit.dimension), axes: union(factors.lazy.map { $0.factor.axes }), unit: unit,
      span: span)
  }

  private func lowerPower(_ base: Expression, _ exponent: Expression, _ span: Span, _ context: Context) -> Formula? {
    guard let left = number(lower(base, context)), let right = number(lower(exponent, context)),
      let operands = aligned([left, right], span)
    else { return nil }
    let (base, power) = (operands[0], operands[1])
    guard fits(power, .plain) else {
      unitMismatch("an exponent is a plain number", power, .plain, power.span)
      return nil
    }
    var unit = Unit.plain
    if case .quantity(let dimension) = base.type, !dimension.isPlain {
      guard case .literal(let value) = power.form, let whole = exactInt(value * 2), whole.magnitude <= 18 else {
        error(
          "U205", "a quantity can only be raised to a written power", power.span, "its unit would not be known",
          secondary: [.init(base.span, base.unit.text)])
        return nil
      }
      unit = base.unit.power(Rational(whole, 2))
    }
    return Formula(
      .power(base, power), type: .quantity(unit.dimension), axes: union([base.axes, power.axes]), unit: unit, span: span
    )
  }

  private func lowerComparison(
    _ operation: Comparison, _ left: Expression, _ right: Expression, _ span: Span, _ context: Context
  ) -> Formula? {
    guard let (left, right) = lowerSides(left, right, { lower($0, context) }) else { return nil }
    guard comparable(left, right) else {
      unitMismatch("these cannot be compared", right, left.unit, right.span, left: left)
      return nil
    }
    guard isOrdered(operation, left, span) else { return nil }
    return comparison(operation, left, right, span)
  }

  func comparison(_ operation: Comparison, _ left: Formula, _ right: Formula, _ span: Span) -> Formula? {
    guard let sides = aligned([left, right], span) else { return nil }
    return Formula(
      .comparison(operation, sides[0], sides[1]), type: .truth, axes: union(sides.lazy.map { $0.axes }), unit: .plain,
      span: span)
  }

  func comparable(_ left: Formula, _ right: Formula) -> Bool {
    isZero(left) || isZero(right) ? true : left.type == right.type
  }

  private func lowerTruths(
    _ parts: [Expression], _ span: Span, _ context: Context, _ form: ([Formula]) -> Formula.Form
  ) -> Formula? {
    let lowered = parts.map { truth(lower($0, context)) }
    let found = lowered.compactMap { $0 }
    guard found.count == lowered.count, let known = aligned(found, span) else { return nil }
    return Formula(form(known), type: .truth, axes: union(known.map(\.axes)), unit: .plain, span: span)
  }

  private func lowerConditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, _ span: Span, _ context: Context
  ) -> Formula? {
    let condition = truth(lower(condition, context))
    let then = lower(then, context)
    let otherwise = lower(otherwise, context)
    guard let condition, let then, let otherwise else { return nil }
    return conditional(condition, then, otherwise, span)
  }

  func conditional(_ condition: Formula, _ then: Formula, _ otherwise: Formula, _ span: Span) -> Formula? {
    guard comparable(then, otherwise) else {
      unitMismatch("both branches need one unit", otherwise, then.unit, otherwise.span, left: then)
      return nil
    }
    guard let parts = aligned([condition, then, otherwise], span) else { return nil }
    let shown = isZero(then) ? otherwise : then
    return Formula(
      .conditional(parts[0], then: parts[1], otherwise: parts[2]), type: shown.type,
      axes: union(parts.lazy.map { $0.axes }), unit: shown.unit, span: span)
  }

  func number(_ formula: Formula?) -> Formula? {
    guard let formula else { return nil }
    if case .quantity = formula.type { return formula }
    error("U221", "a number is needed here", formula.span, "this is a \(name(of: formula.type))")
    return nil
  }

  func truth(_ formula: Formula?) -> Formula? {
    guard let formula else { return nil }
    if formula.type == .truth { return formula }
    error("U222", "a condition is needed here", formula.span, "this is a \(name(of: formula.type)), not true or false")
    return nil
  }

  func name(of type: ValueType) -> String {
    switch type {
    case .quantity: "number"
    case .truth: "truth"
    case .date: "date"
    case .member(let axis): "member of `\(axes[axis].name)`"
    case .text: "text"
    }
  }

  func isZero(_ formula: Formula) -> Bool {
    if case .literal(let value) = formula.form, value == 0, formula.unit == .plain { return true }
    return false
  }

  func fits(_ formula: Formula, _ dimension: Dimension) -> Bool {
    isZero(formula) || formula.type == .quantity(dimension)
  }

  private func sameDimension(_ a: Formula, _ b: Formula) -> Bool { a.type == b.type }

  /// All axes of some lists, ascending. The lists are short and mostly one and the same.
  func union(_ axes: some Sequence<[AxisID]>) -> [AxisID] {
    var result: [AxisID] = []
    for list in axes where list != result {
      if result.isEmpty, list.count == 1 || zip(list, list.dropFirst()).allSatisfy(<) {
        result = list
        continue
      }
      for axis in list {
        let place = result.firstIndex { $0 >= axis } ?? result.count
        if place == result.count || result[place] != axis { result.insert(axis, at: place) }
      }
    }
    return result
  }
}
