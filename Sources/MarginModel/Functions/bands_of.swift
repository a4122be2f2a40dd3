import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let bandsOf = ModelFunction(
    "bands_of", forms: ["bands_of(x, 1M: a, 10M: b, above: c)"], group: .tables,
    summary: "A quantity charged by slice: each part at the price of its own band.",
    notes: """
      The part up to the first bound at the first price, what lies between the first and the second at the second, and so on, as
      income taxes and volume discounts go. The result is the quantity times the unit of the prices. Bounds are written numbers in
      the quantity's unit, ascending. Where one price holds for all of it there is `tier`.
      """,
    example: """
      input used = 12M tokens/month
      calc  bill [USD/month] = bands_of(used, 1M: $3/1M tokens, 10M: $2/1M tokens, above: $1/1M tokens)
      test "1 at 3, 9 at 2 and 2 at 1" { expect bill = $23/month }
      """,
    excel: "a row for each slice, MAX(0, MIN(x, upper) - lower), and the sum of slice times price",
    lower: { $0.lowerBands($1, $2, $3, $4) })
}

extension Checker {
  func lowerBands(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard let steps = steps(name, arguments, span, context) else { return nil }
    var charges: [(negative: Bool, term: Formula?)] = []
    for (place, step) in steps.bounded.enumerated() {
      let words = place == 0 ? "Up to \(step.words)" : "\(steps.bounded[place - 1].words) to \(step.words)"
      let shown = isZero(step.bound) ? steps.quantity : step.bound
      let part = call(.min, [steps.quantity, step.bound], as: shown, span)
      charges.append(charge(part, from: place == 0 ? nil : steps.bounded[place - 1].bound, words, step.price, steps))
    }
    guard let last = steps.bounded.last else { return nil }
    charges.append(charge(steps.quantity, from: last.bound, "Above \(last.words)", steps.above, steps))
    return sum(charges, span)
  }

  /// The slice of a quantity above a bound, times its price.
  private func charge(_ quantity: Formula, from lower: Formula?, _ words: String, _ price: Formula, _ steps: Steps)
    -> (negative: Bool, term: Formula?)
  {
    var part = quantity
    if let lower {
      guard let rest = sum([(false, quantity), (true, lower)], price.span) else { return (false, nil) }
      part = call(.max, [plain(0, price.span), rest], as: rest, price.span)
    }
    // The bounds hold for each period, so the year of a slice is the sum of its periods and not a slice of the year.
    let isAmount = rollUp(of: steps.quantity) == .sum
    let slice = helper(part, words: words, rollUp: isAmount ? .sum : nil)
    return (false, product([(false, slice), (false, price)], price.span))
  }
}
