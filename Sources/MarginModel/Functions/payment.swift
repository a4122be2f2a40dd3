import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let payment = ModelFunction(
    "payment", forms: ["payment(rate, periods, present)", "payment(rate, periods, present, future)"], group: .money,
    summary: "The equal amount to pay at the end of each period that pays a loan off.",
    notes: """
      `present` is owed now and `future`, 0 unless stated, is still owed after the last payment. What is owed and what
      is paid are both positive: Excel's PMT gives the same amount with a minus sign, and the workbook writes -PMT.
      `periods` is a number of periods of the timeline, or a time such as 36 months. The rate says its time and converts
      effectively: 8%/year is 1.08^(1/12) - 1 a month, so a bank's nominal 8% a year is written 8% / 12 a month,
      0.6667%/month.
      """,
    example: """
      timeline 2026-01 for 10 months
      input rate  = 0.6666666666666667%/month
      calc  instalment = payment(rate, 10 months, $10k)
      test "Microsoft, PMT function" { expect instalment = $1_037.03 within $0.01 }
      """,
    excel: "-PMT of the rate per period",
    lower: { $0.lowerPayment($1, $2, $3, $4) })
}

extension Checker {
  func lowerPayment(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard expect(name, arguments, 3...4, "payment(rate, periods, present, future)") else { return nil }
    let rate = moneyRate(arguments[0].value, context, mayVary: true)
    let count = paymentCount(arguments[1].value, span, context)
    let amounts = arguments.dropFirst(2).map { number(lower($0.value, context)) }
    let owed = amounts.compactMap { $0 }
    guard let rate, let count, owed.count == amounts.count,
      let present = owed.first(where: { !isZero($0) }) ?? owed.first
    else { return nil }
    for amount in owed where !isZero(amount) && amount.type != present.type {
      cannotAdd(present, amount, "add", span)
      return nil
    }
    let perPeriod = helper(ratePerPeriod(rate, span), words: "Rate per period")
    return call(.levelPayment, [perPeriod, count] + owed, as: present, span)
  }

  /// A number of periods, or a time divided by the length of a period.
  private func paymentCount(_ expression: Expression, _ span: Span, _ context: Context) -> Formula? {
    guard let count = number(lower(expression, context)) else { return nil }
    if count.type == .quantity(.plain) { return count }
    guard count.type == .quantity(.time) else {
      unitMismatch("`periods` is a number of payments, or a time", count, units.unit("month"), count.span)
      return nil
    }
    let length = Formula(.period, type: .quantity(.time), axes: [], unit: units.unit("month"), span: span)
    return product([(false, count), (true, length)], span)
  }
}
