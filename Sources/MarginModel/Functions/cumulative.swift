import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let cumulative = ModelFunction(
    "cumulative", forms: ["cumulative(x)"], group: .time,
    summary: "The sum up to and with this period.",
    notes: """
      Of a rate, give a flow: a rate has no sum.
      """,
    example: """
      timeline 2026-01 for 12 months
      flow  cost [USD] = $100
      calc  so_far = cumulative(cost)
      test "a quarter" { expect so_far at 2026-03 = $300 }
      """,
    excel: "the cell before plus this period",
    lower: { $0.lowerCumulative($1, $2, $3, $4) })
}

extension Checker {
  func lowerCumulative(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...1, "cumulative(x)") else { return nil }
    guard let value = number(lower(arguments[0].value, context)) else { return nil }
    return cumulative(value, span)
  }

  func cumulative(_ value: Formula, _ span: Span) -> Formula {
    let whole = asDefinition(value)
    guard case .definition(let id) = whole.form else { return value }
    return Formula(.cumulative(id), type: whole.type, axes: union([whole.axes, [0]]), unit: whole.unit, span: span)
  }
}
