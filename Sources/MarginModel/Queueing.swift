import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

/// How long an arrival may wait, as a share of the time that one takes; nil where it may not wait at all.
struct WaitLimit {
  let share: Formula?
}

/// What the functions of queueing share.
extension Checker {
  /// A plain number, of a count such as GPUs too; nil where a fault was found and reported.
  func plainCount(_ expression: Expression, _ what: String, _ context: Context) -> Formula? {
    guard let count = number(lower(expression, context)) else { return nil }
    if let value = written(count), value < 0 {
      error("U261", "\(what) is not negative", count.span, "below zero")
      return nil
    }
    if count.type == .quantity(.plain) { return count }
    guard isCount(Unit(count.unit.factors)) else {
      let isRate =
        count.type == .quantity(Dimension.time.power(Rational(-1))) || count.unit.dimension.timeExponent < .zero
      error(
        "U260", "\(what) is a plain number or a count, such as GPUs", count.span, "this is \(describe(count.unit))",
        fixes: isRate ? [.init("multiply the arrivals per time by the time that each one takes")] : [])
      return nil
    }
    let one = Formula(.literal(1), type: count.type, axes: [], unit: Unit(count.unit.factors), span: count.span)
    let result = product([(false, count), (true, one)], count.span)
    return Formula(result.form, type: .quantity(.plain), axes: result.axes, unit: .plain, span: count.span)
  }

  /// A number that the text holds, with its sign.
  func written(_ formula: Formula) -> Double? {
    switch formula.form {
    case .literal(let value): return value
    case .negative(let inner): return written(inner).map { -$0 }
    default: return nil
    }
  }

  /// How many servers are busy on average, in a row of its own.
  func offeredLoad(_ expression: Expression, _ span: Span, _ context: Context) -> Formula? {
    plainCount(expression, "a load", context).map { load in
      helper(call(.offeredLoad, [load], load.span), words: "Load")
    }
  }

  /// Whole servers: a fraction of one serves nobody.
  func wholeCount(_ count: Formula, _ span: Span) -> Formula {
    if let value = written(count), value == value.rounded() { return count }
    return helper(call(.floor, [count], span), words: "Whole servers")
  }

  /// A wait as a share of the handling time; nothing where neither is given, nil where a fault was found and reported.
  func waitShare(_ arguments: ArraySlice<Expression.Argument>, _ span: Span, _ context: Context) -> WaitLimit? {
    guard let wait = arguments.first, let handling = arguments.last, arguments.count == 2 else {
      return WaitLimit(share: nil)
    }
    let times = [wait, handling].map { argument -> Formula? in
      guard let time = number(lower(argument.value, context)) else { return nil }
      guard fits(time, .time) else {
        unitMismatch("a time is needed here, such as 20 s", time, units.unit("second"), time.span)
        return nil
      }
      return time
    }
    guard let limit = times[0], let length = times[1] else { return nil }
    let share = product([(false, limit), (true, length)], span)
    return WaitLimit(share: helper(share, words: "Wait as a share of the handling"))
  }

  /// Erlang's C of a load below its servers: the share that waits, or waits longer than a share of the handling time.
  func waitingShare(_ load: Formula, _ servers: Formula, _ wait: Formula?, _ span: Span) -> Formula {
    let axes = union([load.axes, servers.axes])
    let mass = helper(
      call(.poissonMass, [servers, load], span),
      words: "Probability of as many arrivals as servers")
    let waits = Formula(
      .call(.waitingShare, [load, servers, mass]), type: .quantity(.plain), axes: axes, unit: .percent, span: span)
    guard let wait else { return waits }
    let lead = Formula(
      .sum([(false, load), (true, servers)]), type: .quantity(.plain), axes: axes, unit: .plain, span: span)
    let fading = call(.exp, [product([(false, lead), (false, wait)], span)], span)
    let result = product([(false, helper(waits, words: "Share that waits at all")), (false, fading)], span)
    return Formula(result.form, type: result.type, axes: result.axes, unit: .percent, span: span)
  }
}
