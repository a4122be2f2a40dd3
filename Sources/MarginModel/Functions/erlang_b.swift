import MarginFunctions
import MarginSource
import MarginSyntax

extension ModelFunction {
  static let erlangB = ModelFunction(
    "erlang_b", forms: ["erlang_b(load, servers)"], group: .queueing,
    summary: "The share of arrivals that find all servers busy and are turned away (Erlang's B formula).",
    notes: """
      `load` is the arrivals per time multiplied by the time that each one takes: how many servers are busy on average
      if none is turned away. Both are plain numbers or counts, such as GPUs; a fraction of a server serves nobody.
      The load's Poisson probability of as many arrivals as servers, divided by that of at most as many. Where that is
      too small for a spreadsheet, a load of more than 700 that has next to no servers, there is no value. The example
      is in tables of Erlang B as 0.0568.
      """,
    example: """
      calc lost = erlang_b(10, 14)
      test "tables of Erlang B" { expect lost = 5.68% within 0.01pp }
      """,
    excel: "POISSON.DIST(servers, load, FALSE) / POISSON.DIST(servers, load, TRUE)",
    lower: { $0.lowerErlangB($1, $2, $3, $4) })
}

extension Checker {
  func lowerErlangB(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard expect(name, arguments, 2...2, "erlang_b(load, servers)") else { return nil }
    let load = offeredLoad(arguments[0].value, span, context)
    let servers = plainCount(arguments[1].value, "a number of servers", context)
    guard let load, let servers else { return nil }
    let count = wholeCount(servers, span)
    let mass = call(.poissonMass, [count, load], span)
    let most = call(.poissonCumulative, [count, load], span)
    let share = product(
      [
        (false, helper(mass, words: "Probability of as many arrivals as servers")),
        (true, helper(most, words: "Probability of at most as many")),
      ], span)
    return Formula(share.form, type: share.type, axes: share.axes, unit: .percent, span: span)
  }
}
