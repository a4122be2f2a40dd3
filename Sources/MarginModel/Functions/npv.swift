import MarginFunctions
import MarginSource
import MarginSyntax

extension ModelFunction {
  static let npv = ModelFunction(
    "npv", forms: ["npv(rate, flow)"], group: .money,
    summary: "The net present value: what all amounts of a flow are worth one period before the first.",
    notes: """
      As in Excel the first amount is discounted by one period; for an outlay that is paid now, add it outside: `-outlay
      + npv(8%/year, saving)`. The rate says its time and converts effectively: 10%/year is 1.1^(1/12) - 1 a month. At
      -100% and below there is no value. The example is Microsoft's own of NPV.
      """,
    example: """
      timeline 2026-01 for 4 years
      input flow amount = series 2026-01: -$10k, 2027-01: $3_000, 2028-01: $4_200, 2029-01: $6_800
      calc  value = npv(10%/year, amount)
      test "Microsoft, NPV function" { expect value = $1_188.44 within $0.01 }
      """,
    excel: "NPV of the rate per period and the flow's row",
    lower: { $0.lowerNetPresentValue($1, $2, $3, $4) })
}

extension Checker {
  func lowerNetPresentValue(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 2...2, "npv(rate, flow)") else { return nil }
    guard let rate = moneyRate(arguments[0].value, context), let flow = moneyFlow(name, arguments[1].value, context)
    else { return nil }
    let perPeriod = helper(ratePerPeriod(rate, span), words: "Rate per period")
    return Formula(
      .overPeriods(.netPresentValue, flow.id, [perPeriod]), type: flow.formula.type,
      axes: union([flow.formula.axes, perPeriod.axes]).filter { $0 != 0 }, unit: flow.formula.unit, span: span)
  }
}
