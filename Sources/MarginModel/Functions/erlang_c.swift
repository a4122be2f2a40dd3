import MarginFunctions
import MarginSource
import MarginSyntax

extension ModelFunction {
  static let erlangC = ModelFunction(
    "erlang_c", forms: ["erlang_c(load, servers)", "erlang_c(load, servers, wait, handling)"], group: .queueing,
    summary: "The share of arrivals that must wait, or that wait longer than `wait` (Erlang's C formula).",
    notes: """
      `load` is the arrivals per time multiplied by the time that each one takes, `handling`. Load and servers are plain
      numbers or counts, such as GPUs; a fraction of a server serves nobody. Where the load is not below the servers all
      wait: 100 %. Longer than `wait` waits erlang_c(load, servers) · exp(-(servers - load) · wait / handling), so the
      service level is 1 less that, and the mean wait is erlang_c(load, servers) · handling / (servers - load).
      """,
    example: """
      input calls    = 720 requests/hour
      input handling = 240 s/request
      input agents   = 55
      calc  load     = calls * handling
      calc  waiting  = erlang_c(load, agents)
      calc  service  = 1 - erlang_c(load, agents, 20 s, 240 s)
      calc  mean_wait [s] = waiting * 240 s / (agents - load)
      test "by the recursion of Erlang's B, in fractions" {
        expect load      = 48
        expect waiting   = 23.87009363780%
        expect mean_wait = 8.184032104389 s
        expect service   = 86.67964881729%
      }
      """,
    excel: "rows of POISSON.DIST and of the share",
    lower: { $0.lowerErlangC($1, $2, $3, $4) })
}

extension Checker {
  func lowerErlangC(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard arguments.count == 4 || expect(name, arguments, 2...2, "erlang_c(load, servers[, wait, handling])") else {
      return nil
    }
    let load = offeredLoad(arguments[0].value, span, context)
    let servers = plainCount(arguments[1].value, "a number of servers", context)
    let wait = waitShare(arguments.dropFirst(2), span, context)
    guard let load, let servers, let wait else { return nil }
    let count = wholeCount(servers, span)
    let share = waitingShare(load, count, wait.share, span)
    guard let isEnough = comparison(.less, load, count, span),
      let result = conditional(isEnough, share, plain(1, span), span)
    else { return nil }
    return Formula(result.form, type: result.type, axes: result.axes, unit: .percent, span: span)
  }
}
