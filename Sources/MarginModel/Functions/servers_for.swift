import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let serversFor = ModelFunction(
    "servers_for", forms: ["servers_for(load, share)", "servers_for(load, share, wait, handling)"], group: .queueing,
    summary: "The fewest servers at which at most a share of the arrivals wait, or wait longer than `wait`.",
    notes: """
      For a service level of 80 % in 20 seconds the share is 20%, what may wait longer. Load, `wait` and `handling` are
      those of `erlang_c`. It is searched among 511 numbers from the first above the load on, by halves; beyond there
      is no value. A plain number: multiply it by `1 GPU` for a quantity.
      """,
    example: """
      calc load   = 720 requests/hour * 240 s/request
      calc agents = servers_for(load, 20%, 20 s, 240 s)
      test "80 % in 20 seconds" {
        expect load   = 48
        expect agents = 54
        expect 1 - erlang_c(load, 54, 20 s, 240 s) >= 80%
        expect 1 - erlang_c(load, 53, 20 s, 240 s) <  80%
      }
      """,
    excel: "a search by halves in rows: nine candidates, the share that waits at each, and the next",
    lower: { $0.lowerServersFor($1, $2, $3, $4) })
}

extension Checker {
  /// As many halves as the search takes; it looks through one number less than 2 to the power of this.
  private var halves: Int { 9 }

  func lowerServersFor(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard arguments.count == 4 || expect(name, arguments, 2...2, "servers_for(load, share[, wait, handling])") else {
      return nil
    }
    let load = offeredLoad(arguments[0].value, span, context)
    let share = allowedShare(arguments[1].value, context)
    let wait = waitShare(arguments.dropFirst(2), span, context)
    guard let load, let share, let wait else { return nil }
    guard let above = sum([(false, call(.floor, [load], span)), (false, plain(1, span))], span) else { return nil }
    let first = helper(above, words: "Fewest servers above the load")
    let reach = helper(plain(Double(1 << halves), span), words: "Numbers of servers to search")
    var step = helper(product([(false, reach), (true, plain(2, span))], span), words: "Half of them")
    guard let middle = sum([(false, first), (false, step), (true, plain(1, span))], span) else { return nil }
    var candidate = helper(middle, words: "Candidate 1")
    for number in 1...halves {
      let waiting = helper(
        waitingShare(load, candidate, wait.share, span), words: "Share that waits too long, candidate \(number)")
      guard let isTooMuch = comparison(.greater, waiting, share, span) else { return nil }
      let isLast = number == halves
      if !isLast {
        step = helper(product([(false, step), (true, plain(2, span))], span), words: "Step \(number)")
      }
      let back = Formula(.negative(step), type: step.type, axes: step.axes, unit: step.unit, span: span)
      guard let move = conditional(isTooMuch, isLast ? plain(1, span) : step, isLast ? plain(0, span) : back, span),
        let next = sum([(false, candidate), (false, move)], span)
      else { return nil }
      candidate = helper(next, words: isLast ? "Servers found" : "Candidate \(number + 1)")
    }
    guard let room = sum([(false, first), (false, reach), (true, plain(1, span)), (true, candidate)], span) else {
      return nil
    }
    return call(.serversFound, [candidate, helper(room, words: "Room left in the search")], span)
  }

  /// The share that may wait; one that is written must lie between 0 % and 100 %.
  private func allowedShare(_ expression: Expression, _ context: Context) -> Formula? {
    guard let share = number(lower(expression, context)) else { return nil }
    guard share.type == .quantity(.plain) else {
      unitMismatch("a share of the arrivals has no unit", share, .percent, share.span)
      return nil
    }
    if let value = written(share), value <= 0 || value >= 1 {
      error(
        "U262", "the share that may wait lies between 0 % and 100 %", share.span,
        value <= 0 ? "no number of servers is enough" : "every number of servers is enough",
        fixes: [.init("for a service level of 80 % write what may wait longer, `20%`")])
      return nil
    }
    let allowed = Formula(
      .call(.allowedShare, [share]), type: .quantity(.plain), axes: share.axes, unit: .percent, span: share.span)
    return helper(allowed, words: "Share that may wait")
  }
}
