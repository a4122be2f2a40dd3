import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let weighted = ModelFunction(
    "weighted", forms: ["weighted(x, share over dimension)"], group: .members,
    summary: "The mean of the members, each counting by its share.",
    notes: """
      The sum of value times share, divided by the sum of the shares: they need not add up to 1, so volumes serve as shares too.
      Shares that add up to 0 leave it undefined.
      """,
    example: """
      dimension engine { small, large }
      input price = [small: $2/request, large: $5/request]
      input share = [small: 80%, large: 20%]
      calc  usual = weighted(price, share over engine)
      test "0.8 times 2 and 0.2 times 5" { expect usual = $2.60/request }
      """,
    excel: "a row of products, and the SUM over it by the SUM over the shares",
    lower: { $0.lowerWeighted($1, $2, $3, $4) })
}

extension Checker {
  func lowerWeighted(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard expect(name, arguments, 2...2, "weighted(x, share over dimension)") else { return nil }
    let value = number(lower(arguments[0].value, context))
    let share = number(lower(arguments[1].value, context))
    guard let value, let share, let axis = axis(name, arguments, of: share, context) else { return nil }
    let part = helper(product([(false, value), (false, share)], span), words: "Value times share")
    let above = folded(.sum, part, over: axis, onto: nil, span)
    let below = folded(.sum, share, over: axis, onto: nil, span)
    let mean = product([(false, above), (true, below)], span)
    return Formula(mean.form, type: value.type, axes: mean.axes, unit: value.unit, span: span)
  }
}
