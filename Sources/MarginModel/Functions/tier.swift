import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let tier = ModelFunction(
    "tier", forms: ["tier(x, 200k: a, 1M: b, above: c)"], group: .tables,
    summary: "The price of the tier that a quantity falls into, for all of it.",
    notes: """
      It reprices the whole request, as providers of models do for long inputs: with a bound of 200k, 200k tokens are still at the
      first price, and one more has the second for all. Bounds are written numbers in the quantity's unit, ascending.
      For charging by slice there is `bands_of`.
      """,
    example: """
      input prompt = 250k tokens/request
      calc  price  = tier(prompt, 200k: $1.25/1M tokens, above: $2.50/1M tokens)
      calc  cost [USD/request] = prompt * price
      test "all 250k at the second price" { expect cost = $0.625/request }
      """,
    excel: "IF(x<=bound, a, …), a row for each tier",
    lower: { $0.lowerTier($1, $2, $3, $4) })
}

extension Checker {
  func lowerTier(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard let steps = steps(name, arguments, span, context) else { return nil }
    var result = steps.above
    for (place, step) in steps.bounded.enumerated().reversed() {
      guard let isWithin = comparison(.atMost, steps.quantity, step.bound, span),
        let choice = conditional(isWithin, step.price, result, span)
      else { return nil }
      result = choice
      if place > 0 { result = helper(choice, words: "Price above \(steps.bounded[place - 1].words)") }
    }
    // A month's tier says nothing of a year's amount, so what depends on an amount of a period has no year.
    return rollUp(of: steps.quantity) == .sum
      ? helper(result, words: "Price of the tier", rollUp: Definition.RollUp.none) : result
  }
}
