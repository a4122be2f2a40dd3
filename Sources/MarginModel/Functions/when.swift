import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let when = ModelFunction(
    "when", forms: ["when(condition)"], group: .conditions,
    summary: "1 where the condition holds, else 0.",
    notes: """
      It turns a condition into a factor.
      """,
    example: """
      input traffic = 20 requests/month
      calc  is_busy = when(traffic > 15 requests/month)
      test "busy" { expect is_busy = 1 }
      """,
    excel: "IF(condition, 1, 0)",
    lower: { $0.lowerWhen($1, $2, $3, $4) })
}

extension Checker {
  func lowerWhen(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard expect(name, arguments, 1...1, "when(condition)") else { return nil }
    guard let condition = truth(lower(arguments[0].value, context)) else { return nil }
    return conditional(condition, plain(1, span), plain(0, span), span)
  }
}
