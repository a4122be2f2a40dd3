import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let xnpv = ModelFunction(
    "xnpv", forms: ["xnpv(rate, flow)"], group: .money,
    summary: "What all amounts of a flow are worth on the first day of the timeline, by days.",
    notes: """
      As Excel's XNPV, the first amount is not discounted, each other by the days since then: amount / (1 + rate)^(days /
      365), with the first day of its period. Unlike Excel's, it also takes rates below 0; the workbook writes the
      discount factors into a row.
      """,
    example: """
      timeline 2026-01 for 13 months
      input loan  = once 2026-01: $1_000
      input back  = once 2027-01: $1_100
      flow  net [USD] = back - loan
      calc  value = xnpv(10%/year, net)
      test "365 days at 10 %" { expect value = $0 within $0.000001 }
      """,
    excel: "a row of discount factors, one of discounted amounts, and their SUM",
    lower: { $0.lowerDatedPresentValue($1, $2, $3, $4) })
}

extension Checker {
  func lowerDatedPresentValue(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 2...2, "xnpv(rate, flow)") else { return nil }
    let rate = moneyRate(arguments[0].value, context)
    let flow = moneyFlow(name, arguments[1].value, context)
    guard let rate, let flow else { return nil }
    let yearly = helper(ratePerYear(rate, span), words: "Rate per year")
    let first = Formula(
      .literal(timeline.start.serial), type: .date, axes: [], unit: .plain, span: span)
    let day = Formula(.periodStart, type: .date, axes: [0], unit: .plain, span: span)
    let days = Formula(
      .sum([(false, day), (true, first)]), type: .quantity(.plain), axes: [0], unit: .plain, span: span)
    let years = product([(false, days), (true, plain(365, span))], span)
    guard let growth = sum([(false, plain(1, span)), (false, yearly)], span) else { return nil }
    let power = Formula(
      .power(growth, years), type: .quantity(.plain), axes: union([[0], growth.axes]), unit: .plain, span: span)
    let factor = helper(product([(true, power)], span), words: "Discount factor")
    let discounted = product([(false, flow.formula), (false, factor)], span)
    let amounts = Formula(
      discounted.form, type: flow.formula.type, axes: discounted.axes, unit: flow.formula.unit, span: span)
    return sumOfPeriods(amounts, words: "Discounted")
  }
}
