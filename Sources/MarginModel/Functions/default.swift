import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let `default` = ModelFunction(
    "default", forms: ["default(x, y)"], group: .tables,
    summary: "The first value, or the second where the first is empty or undefined.",
    notes: """
      An empty cell of a table, a zero denominator, a look before the first period: `default` is the only function that makes a
      value of what is undefined. Say by it what holds then, and not that nothing is wrong: of a flow, the second value stands in
      each period that lacks the first.
      """,
    example: """
      dimension engine { small, large }
      table price by engine [USD / 1M tokens] {
                input  cached
        small   0.25   0.025
        large   3.00   -
      }
      calc  paid = default(price.cached, price.input)
      test "no discount where none is listed" {
        expect paid[small] = $0.025/1M tokens
        expect paid[large] = $3/1M tokens
      }
      """,
    excel: "IF(ISNUMBER(x), x, y)",
    lower: { $0.lowerDefault($1, $2, $3, $4) })
}

extension Checker {
  func lowerDefault(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard expect(name, arguments, 2...2, "default(x, y)") else { return nil }
    let value = number(lower(arguments[0].value, context))
    let other = number(lower(arguments[1].value, context))
    guard let value, let other else { return nil }
    guard comparable(value, other) else {
      unitMismatch("a default has the unit of what it stands for", other, value.unit, other.span, left: value)
      return nil
    }
    let first = isZero(value) ? other : value
    let whole = Formula(
      .fallback(value, other), type: first.type, axes: union([value.axes, other.axes]), unit: first.unit, span: span)
    // A definition of its own, so that the year of a flow is the sum of its periods, each with its own default.
    return rollUp(of: value) == .sum ? helper(whole, words: "With its default") : whole
  }
}
