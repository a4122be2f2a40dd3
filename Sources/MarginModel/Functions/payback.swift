import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let payback = ModelFunction(
    "payback", forms: ["payback(investment, saving)"], group: .time,
    summary: "The time until the savings so far cover the investments so far.",
    notes: """
      It goes between the points: savings arrive evenly within their period, investments stand at its start. Where the savings
      never cover the investments it is undefined.
      """,
    example: """
      timeline 2026-01 for 12 months
      input launch = once 2026-01: $100k
      flow  saving [USD] = $40k/month
      calc  back = payback(launch, saving)
      test "two and a half months" { expect back = 2.5 months }
      """,
    excel: "rows of sums so far, and INDEX and MATCH at the first period that covers",
    lower: { $0.lowerPayback($1, $2, $3, $4) })
}

extension Checker {
  /// `payback(investment, saving)`: time until the savings so far cover the investments so far, interpolated inside the
  /// period in which they do (savings accrue evenly, investments stand at its start); undefined where they never do.
  func lowerPayback(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 2...2, "payback(investment, saving)") else { return nil }
    let investment = number(lower(arguments[0].value, context))
    let saving = number(lower(arguments[1].value, context))
    guard let investment, let saving else { return nil }
    guard isZero(investment) || investment.type == saving.type else {
      cannotAdd(investment, saving, "add", span)
      return nil
    }
    let spent =
      investment.axes.contains(0) ? helper(cumulative(investment, span), words: "Invested so far") : investment
    let saved = helper(cumulative(saving, span), words: "Saved so far")
    guard let reaches = comparison(.atLeast, saved, spent, span),
      let isCovered = conditional(hasBegun(spent, reaches, span), plain(1, span), plain(0, span), span),
      let open = sum([(false, spent), (true, saved), (false, saving)], span)
    else { return nil }
    let covered = helper(isCovered, words: "Covered")
    let lacking = helper(open, words: "Still to cover at the period's start")
    let share = product([(false, lacking), (true, saving)], span)
    guard let isHere = comparison(.equal, covered, plain(1, span), span),
      let isOpen = comparison(.greater, lacking, plain(0, span), span),
      let part = conditional(
        Formula(
          .and([isHere, isOpen]), type: .truth, axes: union([isHere.axes, isOpen.axes]), unit: .plain, span: span),
        share,
        plain(0, span), span),
      let elapsed = sum(
        [
          (false, Formula(.periodIndex, type: .quantity(.plain), axes: [0], unit: .plain, span: span)),
          (false, helper(part, words: "Part of the period")),
        ],
        span)
    else { return nil }
    let length = Formula(.period, type: .quantity(.time), axes: [], unit: units.unit("month"), span: span)
    let time = helper(product([(false, elapsed), (false, length)], span), words: "Time to here")
    guard case .definition(let condition) = covered.form, case .definition(let value) = time.form else { return nil }
    return Formula(
      .firstWhere(condition: condition, value: value), type: time.type,
      axes: union([covered.axes, time.axes]).filter { $0 != 0 },
      unit: time.unit, span: span)
  }

  /// Savings cover nothing before the first investment, unless there is none at all.
  private func hasBegun(_ spent: Formula, _ reaches: Formula, _ span: Span) -> Formula {
    guard case .definition(let id) = spent.form, spent.axes.contains(0) else { return reaches }
    let last = Formula(
      .atPeriod(id, period: timeline.count - 1), type: spent.type, axes: spent.axes.filter { $0 != 0 },
      unit: spent.unit,
      span: span)
    guard let some = comparison(.greater, spent, plain(0, span), span),
      let none = comparison(.atMost, last, plain(0, span), span)
    else { return reaches }
    let begun = Formula(.or([some, none]), type: .truth, axes: spent.axes, unit: .plain, span: span)
    return Formula(
      .and([reaches, begun]), type: .truth, axes: union([reaches.axes, begun.axes]), unit: .plain, span: span)
  }
}
