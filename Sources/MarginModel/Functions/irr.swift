import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let irr = ModelFunction(
    "irr", forms: ["irr(flow)"], group: .money,
    summary: "The internal rate of return: the yearly rate at which all amounts of a flow are worth nothing together.",
    notes: """
      It is found per period, as Excel's IRR, and given as an effective rate per year: 1% a month is 12.68%/year. A flow
      can have no such rate, or several, and then there is no value and its cause names them. To be sure that there is
      one only, the sums of the amounts so far and of those to come are looked at: together they may change their sign
      once (Descartes' rule; Norstrom 1972). Excel shows one of several rates without a word. The example is Microsoft's
      own of IRR.
      """,
    example: """
      timeline 2026-01 for 6 years
      input flow amount = series 2026-01: -$70k, 2027-01: $12k, 2028-01: $15k, 2029-01: $18k, 2030-01: $21k, 2031-01: $26k
      calc  rate = irr(amount)
      test "Microsoft, IRR function" { expect rate = 8.663094803653%/year within 0.000000001% }
      """,
    excel: "rows of sums and of their signs, and IRR of the flow's row with the solved rate as its guess",
    lower: { $0.lowerInternalRate($1, $2, $3, $4) })
}

extension Checker {
  func lowerInternalRate(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...1, "irr(flow)") else { return nil }
    guard let flow = moneyFlow(name, arguments[0].value, context),
      let single = hasRoomForOneRate(flow.formula, span)
    else { return nil }
    let rate = Formula(
      .overPeriods(.internalRate, flow.id, [single]), type: .quantity(.plain),
      axes: flow.formula.axes.filter { $0 != 0 }, unit: .percent, span: span)
    let perPeriod = helper(rate, words: "Internal rate per period")
    guard let growth = sum([(false, plain(1, span)), (false, perPeriod)], span) else { return nil }
    let seconds = timeline.seconds(month: units.monthSeconds)
    let perYear = timeline.countsDays ? 12 * units.monthSeconds / seconds : 12 / Double(timeline.stepCount)
    let compounded = Formula(
      .power(growth, plain(perYear, span)), type: .quantity(.plain), axes: growth.axes, unit: .plain, span: span)
    let yearly =
      perYear == 1
      ? perPeriod
      : helper(
        Formula(
          .sum([(false, compounded), (true, plain(1, span))]), type: .quantity(.plain), axes: growth.axes,
          unit: .percent, span: span),
        words: "Internal rate per year")
    let year = Formula(.literal(1), type: .quantity(.time), axes: [], unit: units.unit("year"), span: span)
    let result = product([(false, yearly), (true, year)], span)
    return Formula(
      result.form, type: result.type, axes: result.axes,
      unit: Unit([units.factor("year", exponent: Rational(-1))].compactMap { $0 }, style: .percent), span: span)
  }

  /// 1 where the signs of a flow leave room for one internal rate only, else 0. With the value of the flow a polynomial
  /// in 1 / (1 + rate), the sums so far bound the number of rates above 0, and the sums still to come of those below.
  private func hasRoomForOneRate(_ flow: Formula, _ span: Span) -> Formula? {
    let size = helper(
      sumOfPeriods(call(.abs, [flow], as: flow, span), words: "Flow without its sign"), words: "Size of the flow")
    let all = helper(sumOfPeriods(flow, words: "Flow"), words: "Flow in all")
    let soFar = helper(cumulative(flow, span), words: "Flow so far")
    guard let rest = sum([(false, all), (true, soFar), (false, flow)], span) else { return nil }
    let toCome = helper(rest, words: "Flow still to come")
    guard let before = signChanges(soFar, size, "so far", span),
      let after = signChanges(toCome, size, "still to come", span),
      let both = sum([(false, before), (false, after)], span),
      let isBalanced = comparison(.equal, sign(all, size, "in all", span), plain(0, span), span),
      // Where all amounts add up to 0, that is a rate already.
      let allowed = conditional(isBalanced, plain(0, span), plain(1, span), span),
      let isOne = comparison(
        .equal, helper(both, words: "Changes of sign"), helper(allowed, words: "Changes that leave one rate"), span)
    else { return nil }
    return conditional(isOne, plain(1, span), plain(0, span), span).map {
      helper($0, words: "There is room for one rate only")
    }
  }

  /// How often a row changes its sign, numbers that are 0 beside the flow's size left out.
  private func signChanges(_ row: Formula, _ size: Formula, _ words: String, _ span: Span) -> Formula? {
    let sign = sign(row, size, words, span)
    guard let isZero = comparison(.equal, sign, plain(0, span), span) else { return nil }
    // The next definition is the last sign that is not 0: it refers to its own cell before.
    let last = Formula(
      .lag(definitions.count, periods: 1, start: plain(0, span)), type: .quantity(.plain), axes: row.axes, unit: .plain,
      span: span)
    guard let choice = conditional(isZero, last, sign, span) else { return nil }
    let kept = helper(choice, words: "Last sign of the flow \(words)")
    let product = product([(false, kept), (false, lag(kept, 1, plain(0, span), span))], span)
    guard let isChange = comparison(.less, product, plain(0, span), span),
      let change = conditional(isChange, plain(1, span), plain(0, span), span)
    else { return nil }
    return sumOfPeriods(change, words: "The flow \(words) changes its sign")
  }

  /// The sign of a row beside the flow's size: the noise of sums is 0.
  private func sign(_ row: Formula, _ size: Formula, _ words: String, _ span: Span) -> Formula {
    let share = product([(false, row), (true, size)], span)
    return helper(call(.signWithoutNoise, [share], span), words: "Sign of the flow \(words)")
  }
}
