import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let cumulative = ModelFunction(
    "cumulative", forms: ["cumulative(x)", "cumulative(x over dimension)"], group: .time,
    summary: "The sum up to and with this period, or this member of a dimension.",
    notes: """
      Of a rate, give a flow: a rate has no sum. `over` names a dimension, whose members stand in the order in which it names
      them.
      """,
    example: """
      timeline 2026-01 for 12 months
      flow  cost [USD] = $100
      calc  so_far = cumulative(cost)
      test "a quarter" { expect so_far at 2026-03 = $300 }

      dimension turn 1 to 4
      input added by turn = 500 tokens
      calc  context = cumulative(added over turn)
      test "three turns" { expect context[3] = 1_500 tokens }
      """,
    excel: "the cell before plus this one",
    lower: { $0.lowerCumulative($1, $2, $3, $4) })
}

extension Checker {
  func lowerCumulative(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...1, "cumulative(x)"), case .some(let axis) = axisAlong(name, arguments) else {
      return nil
    }
    guard let value = number(lower(arguments[0].value, context)) else { return nil }
    guard axis != 0 else { return cumulative(value, span) }
    guard let varied = varying(value, over: axis) else {
      error(
        "N434", "this does not vary over `\(axes[axis].name)`", arguments[0].value.span, "there is nothing to add up")
      return nil
    }
    return running(varied, over: axis, words: "\(program.sources.text(value.span)) so far", span)
  }

  /// The axis along which `previous` and `cumulative` look: a dimension after `over`, else time; nil with a message.
  func axisAlong(_ name: Name, _ arguments: [Expression.Argument]) -> AxisID? {
    let named = arguments.flatMap { $0.over + $0.by }
    guard let dimension = named.first else { return 0 }
    guard named.count == 1, arguments[0].over.count == 1 else {
      error(
        "N433", "`\(name.text)` looks along one dimension", dimension.span, "`\(name.text)(x over \(dimension.text))`")
      return nil
    }
    return dimension.text == "time" ? 0 : axesNamed([dimension])?.first
  }

  /// The sum of a value up to and with each member of a dimension: what it was at the member before, and this one's.
  func running(_ value: Formula, over axis: AxisID, words: String, _ span: Span) -> Formula {
    let axes = union([value.axes, [axis]])
    // The helper that is made here reads itself.
    let before = Formula(
      .earlierMember(definitions.count, axis: axis, distance: 1, start: plain(0, span)), type: value.type, axes: axes,
      unit: value.unit, span: span)
    let sum = Formula(
      .sum([(false, before), (false, value)]), type: value.type, axes: axes, unit: value.unit, span: span)
    return helper(sum, words: words, rollUp: rollUp(of: value))
  }

  func cumulative(_ value: Formula, _ span: Span) -> Formula {
    let whole = asDefinition(value)
    guard case .definition(let id) = whole.form else { return value }
    return Formula(.cumulative(id), type: whole.type, axes: union([whole.axes, [0]]), unit: whole.unit, span: span)
  }
}
