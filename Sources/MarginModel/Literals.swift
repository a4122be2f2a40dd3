import MarginSource
import MarginSyntax
import MarginUnits

/// A value that is written out: a number, a date, a truth, or one per member of a dimension.
struct LiteralValue {
  var numbers: [Double]
  var dimension: AxisID?
  /// The unit that `numbers` are in.
  var unit: Unit
  var type: ValueType
  let span: Span

  func `in`(_ other: Unit) -> [Double] {
    unit.scale == other.scale ? numbers : numbers.map { $0 * (unit.scale / other.scale) }
  }
}

extension Checker {
  /// True where an expression is written out, so that it becomes a cell that can be set.
  func isLiteral(_ expression: Expression) -> Bool {
    switch expression.form {
    case .number, .date, .truth: true
    case .negative(let inner): if case .number = inner.form { true } else { false }
    case .members(let members):
      members.allSatisfy { member in if case .members = member.value.form { false } else { isLiteral(member.value) } }
    default: false
    }
  }

  /// The value of a written-out expression. A number without a unit takes `wanted`, with its scale; money never does.
  func literalValue(_ expression: Expression, wanted: Unit?, name: String) -> LiteralValue? {
    switch expression.form {
    case .date(let date):
      guard let serial = serial(date) else { return nil }
      return LiteralValue(numbers: [serial], dimension: nil, unit: .plain, type: .date, span: expression.span)
    case .truth(let truth):
      return LiteralValue(numbers: [truth ? 1 : 0], dimension: nil, unit: .plain, type: .truth, span: expression.span)
    case .members(let members): return memberValues(members, expression.span, wanted, name)
    case .negative(let inner):
      guard case .number(let number) = inner.form else { return nil }
      return numberValue(number, sign: -1, expression.span, wanted, name)
    case .number(let number): return numberValue(number, sign: 1, expression.span, wanted, name)
    default: return nil
    }
  }

  private func numberValue(_ number: NumberLiteral, sign: Double, _ span: Span, _ wanted: Unit?, _ name: String)
    -> LiteralValue?
  {
    guard var unit = literalUnit(number), !isUnclearShare(number, wanted, span, name) else { return nil }
    if let wanted, number.unit == nil, wanted.dimension != unit.dimension, number.value != 0 {
      let isMoney = wanted.dimension.exponents.keys.contains(where: UnitTable.isCurrency)
      guard !isMoney || isExchangeRate(wanted.dimension) else {
        let text = program.sources.text(span)
        error(
          "U204", "money needs its currency", span, "`\(name)` is stated in \(wanted.text)",
          fixes: number.style == .plain
            ? [.init("write `\(wanted.literal(text))`", edits: [.init(span, wanted.literal(text))])] : [])
        return nil
      }
      unit = number.style == .plain ? wanted : wanted.styled(number.style == .percent ? .percent : .plain)
    } else if let wanted, number.unit == nil {
      unit = wanted.factors.isEmpty ? (number.style == .plain ? wanted : unit) : wanted
    }
    if let wanted, unit.dimension != wanted.dimension {
      let formula = Formula(
        .literal(number.value), type: .quantity(unit.dimension), axes: [], unit: unit, span: span)
      unitMismatch("`\(name)` is stated in another unit", formula, wanted, span)
      return nil
    }
    return LiteralValue(
      numbers: [sign * number.value], dimension: nil, unit: unit, type: .quantity(unit.dimension), span: span)
  }

  /// `U208`: a plain number above 1 where a share is stated, which may be meant as percent or not.
  func isUnclearShare(_ number: NumberLiteral, _ wanted: Unit?, _ span: Span, _ name: String) -> Bool {
    guard let wanted, wanted.factors.isEmpty, wanted.style == .percent, number.unit == nil, number.style == .plain,
      number.value > 1
    else { return false }
    let text = program.sources.text(number.span)
    error(
      "U208", "a share is written with its sign", span, "`\(name)` is stated in %",
      fixes: [
        // Between 1 and 2 nobody knows: 1.5 may be 1.5% or 150%.
        .init(
          "write `\(text)%`, or `\(hundredfold(number.value))%` if that is meant",
          edits: number.value < 2 ? [] : [.init(number.span, text + "%")])
      ])
    return true
  }

  private func hundredfold(_ value: Double) -> String { exactInt(value * 100).map(String.init) ?? "\(value * 100)" }

  private func memberValues(
    _ members: [(name: Name, value: Expression)], _ span: Span, _ wanted: Unit?, _ name: String
  ) -> LiteralValue? {
    guard let axis = axis(of: members, span) else { return nil }
    var shared = wanted
    var numbers: [Double] = []
    var type = ValueType.quantity(.plain)
    let byName = Dictionary(members.map { ($0.name.text, $0) }, uniquingKeysWith: { first, _ in first })
    for member in axes[axis].members {
      guard let written = byName[member.name],
        let value = literalValue(written.value, wanted: shared, name: name), value.dimension == nil
      else { return nil }
      if shared == nil { shared = value.unit }
      type = value.type
      numbers.append(value.in(shared ?? value.unit)[0])
    }
    return LiteralValue(numbers: numbers, dimension: axis, unit: shared ?? .plain, type: type, span: span)
  }

  /// The unit of a written-out default, which a binding must fit.
  func unitOfDefault(_ value: ValueClause?) -> Unit? {
    let expression: Expression? =
      switch value?.form {
      case .expression(let found), .growing(let found, _), .once(_, let found), .every(_, _, let found): found
      case .series(let points, _): points.first?.value
      case nil: nil
      }
    var inner = expression
    while case .negative(let next) = inner?.form { inner = next }
    if case .members(let members) = inner?.form { inner = members.first?.value }
    guard case .number(let number) = inner?.form else { return nil }
    return number.unit == nil ? Unit(style: style(number)) : literalUnit(number)
  }

  private func style(_ number: NumberLiteral) -> Unit.Style { number.style == .percent ? .percent : .plain }
}
