import MarginSource
import MarginSyntax
import MarginUnits

/// A rate as a plain share of a time that it is stated for, such as 8% of a year.
struct MoneyRate {
  let share: Formula
  /// That time in seconds.
  let seconds: Double
}

/// What the functions of money through time share: rates with their time, and flows of amounts.
extension Checker {
  /// A rate per time, such as `8%/year`; nil where a fault was found and reported.
  func moneyRate(_ expression: Expression, _ context: Context, mayVary: Bool = false) -> MoneyRate? {
    guard let rate = number(lower(expression, context)) else { return nil }
    if rate.type == .quantity(.plain) {
      noTime(rate)
      return nil
    }
    guard rate.type == .quantity(Dimension.time.power(Rational(-1))) else {
      let yearly = Unit([units.factor("year", exponent: Rational(-1))].compactMap { $0 })
      unitMismatch("a rate is a share per time, such as 8%/year", rate, yearly, rate.span)
      return nil
    }
    guard mayVary || !rate.axes.contains(0) else {
      let dated = "\(program.sources.text(rate.span)) at \(timeline.label(0))"
      var fix = Diagnostic.Fix("take it at one date: `x at \(timeline.label(0))`")
      if case .definition = rate.form {
        fix = .init("take it at one date: `\(dated)`", edits: [.init(rate.span, dated)])
      }
      error(
        "T541", "one rate is needed for the whole timeline", rate.span, "this varies in time", fixes: [fix])
      return nil
    }
    let time = Formula(
      .literal(1), type: .quantity(.time), axes: [], unit: rate.unit.power(Rational(-1)), span: rate.span)
    let share = product([(false, rate), (false, time)], rate.span)
    let checked = Formula(
      .call(.discountRate, [share]), type: .quantity(.plain), axes: rate.axes, unit: .percent, span: rate.span)
    return MoneyRate(share: helper(checked, words: "Rate"), seconds: 1 / rate.unit.scale)
  }

  private func noTime(_ rate: Formula) {
    let text = program.sources.text(rate.span)
    var fix = Diagnostic.Fix("state it per time where it is set: `10%/year` or `1%/month`")
    if case .literal = rate.form {
      fix = Diagnostic.Fix("write `\(text)/year`, or per month", edits: [.init(rate.span, text + "/year")])
    }
    error("T540", "a rate says its time", rate.span, "per year, or per month?", fixes: [fix])
  }

  /// A rate per time as a plain share of one period of the timeline. Rates of another length convert effectively:
  /// 10%/year is 1.1^(1/12) - 1 a month.
  func ratePerPeriod(_ rate: MoneyRate, _ span: Span) -> Formula {
    effective(rate, seconds: timeline.seconds(month: units.monthSeconds), span)
  }

  /// The same of a year.
  func ratePerYear(_ rate: MoneyRate, _ span: Span) -> Formula {
    effective(rate, seconds: units.unit("year").scale, span)
  }

  private func effective(_ rate: MoneyRate, seconds: Double, _ span: Span) -> Formula {
    let lengths = seconds / rate.seconds
    if (lengths - 1).magnitude < 1e-12 { return rate.share }
    let parts = (1 / lengths).rounded()
    let isPart = (parts * lengths - 1).magnitude < 1e-12
    let times = isPart ? product([(true, plain(parts, span))], span) : plain(lengths, span)
    let axes = rate.share.axes
    let growth = Formula(
      .sum([(false, plain(1, span)), (false, rate.share)]), type: .quantity(.plain), axes: axes, unit: .plain,
      span: span)
    let grown = Formula(.power(growth, times), type: .quantity(.plain), axes: axes, unit: .plain, span: span)
    return Formula(
      .sum([(false, grown), (true, plain(1, span))]), type: .quantity(.plain), axes: axes, unit: .percent, span: span)
  }

  /// The definition of an amount in each period; nil where a fault was found and reported.
  func moneyFlow(_ name: Name, _ expression: Expression, _ context: Context) -> (id: Int, formula: Formula)? {
    guard let flow = number(lower(expression, context)) else { return nil }
    guard flow.axes.contains(0) else {
      error(
        "T542", "`\(name.text)` needs an amount in each period", flow.span, "this is one value",
        fixes: [.init("give a `flow`, or an input with `once`, `every` or `series`")])
      return nil
    }
    let whole = asDefinition(flow, words: "Flow")
    guard case .definition(let id) = whole.form, let definition = definitions[id] else { return nil }
    guard definition.rollUp != .closing, definition.kind != .ratio else {
      error(
        "T543", "`\(name.text)` needs amounts, and a \(definition.kind.rawValue) has none", flow.span,
        definition.rollUp == .closing ? "a stock is a level" : "a ratio is one amount by another",
        fixes: definition.rollUp == .closing ? [.init("give the flows that the stock is made of")] : [])
      return nil
    }
    if case .quantity(let dimension) = flow.type, dimension.timeExponent == Rational(-1) {
      error(
        "T544", "`\(name.text)` needs the amount of each period, and this is a rate", flow.span, flow.unit.text,
        fixes: [.init("make it a `flow`, which holds what happens in its period")])
      return nil
    }
    return (id, whole)
  }

  /// The sum over all periods of a definition that varies in time.
  func sumOfPeriods(_ formula: Formula, words: String) -> Formula {
    let whole = asDefinition(formula, words: words)
    guard case .definition(let id) = whole.form else { return formula }
    return Formula(
      .total(id, 0..<timeline.count), type: whole.type, axes: whole.axes.filter { $0 != 0 }, unit: whole.unit,
      span: whole.span)
  }
}
