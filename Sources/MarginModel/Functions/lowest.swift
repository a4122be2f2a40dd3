import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let lowest = ModelFunction(
    "lowest", forms: ["lowest(x over dimension)"], group: .members,
    summary: "The member where the value is smallest.",
    notes: """
      Of several alike it is the first. The result is a member: it picks, `price[lowest(price over engine)]`, it is compared,
      `best = small`, and reports show its name.
      """,
    example: """
      dimension engine { small, large }
      input price  = [small: $2/request, large: $5/request]
      input wait   = [small: 9 s, large: 4 s]
      calc  best   = lowest(price over engine)
      calc  waited = wait[best]
      test "the small one" {
        expect best   = small
        expect waited = 9 s
      }
      """,
    excel: "a row of 1 where the value is the smallest, rows that count to the first of them, and INDEX into the names",
    lower: { $0.lowerExtreme(.min, .atMost, $1, $2, $3, $4) })
}

extension Checker {
  /// The first member that reaches the smallest or the largest of all.
  func lowerExtreme(
    _ fold: Formula.Fold, _ reaches: Comparison, _ name: Name, _ arguments: [Expression.Argument], _ span: Span,
    _ context: Context
  ) -> Formula? {
    guard expect(name, arguments, 1...1, "\(name.text)(x over dimension)") else { return nil }
    guard let value = number(lower(arguments[0].value, context)), let axis = axis(name, arguments, of: value, context)
    else {
      return nil
    }
    let whole = asDefinition(value, words: "What is compared")
    let extreme = helper(
      folded(fold, whole, over: axis, onto: nil, span), words: fold == .min ? "Smallest" : "Largest")
    guard let isThere = comparison(reaches, whole, extreme, span),
      let flag = conditional(isThere, plain(1, span), plain(0, span), span)
    else { return nil }
    let place = folded(.first, helper(flag, words: "1 at \(name.text)"), over: axis, onto: nil, span)
    let found = helper(place, words: "Place of \(name.text)")
    return Formula(found.form, type: .member(axis), axes: place.axes, unit: .plain, span: span)
  }
}
