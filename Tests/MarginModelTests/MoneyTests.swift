import MarginEngine
import MarginModel
import Testing

/// Money through time and queues in models: what rates mean, and why there is no value.
@Suite("Money and queues in models")
struct MoneyTests {
  @Test("A rate of another length than the period converts effectively")
  func rates() {
    for (timeline, last, rate, growth) in [
      ("24 months", "2027-12", "12%/year", 1.12), ("8 quarters", "2027-10", "12%/year", 1.12),
      ("2 years", "2027-01", "12%/year", 1.12), ("2 years", "2027-01", "1%/month", 1.126825030131969720661),
    ] {
      let text = """
        model "M" { currency USD; timeline 2026-01 for \(timeline) }
        input one = once \(last): $100
        calc value = npv(\(rate), one)
        """
      let checked = Checked(text)
      #expect(checked.messages == "")
      // The last period ends after two years.
      #expect(checked.isNear("value", 100 / (growth * growth)))
    }
  }

  @Test(
    "A flow without one internal rate says why",
    arguments: [
      ("series 2026-01: -$1_000, 2026-02: $2_500, 2026-03: -$1_540, 2026-04: $0", "2 rates per period"),
      ("series 2026-01: $1_000, 2026-02: -$1_500, 2026-03: $1_000, 2026-04: $0", "no rate per period"),
      ("once 2026-02: $5", "no rate per period"),
    ])
  func noRate(_ series: String, _ words: String) throws {
    let checked = Checked(head + "input flow amount = \(series)\ncalc rate = irr(amount)\n")
    let model = try #require(checked.model)
    let id = try #require(model.paths["rate"])
    let cause = whyUndefined(model, evaluate(model, caseIndex: 0), definition: id, cell: 0)
    #expect(cause?.cause.hasPrefix(words) == true, "\(String(describing: cause))")
  }

  @Test("An internal rate is a yearly one, and discounts the flow to nothing")
  func yearly() {
    let checked = Checked(
      head
        + """
        input flow amount = series 2026-01: -$1_000, 2026-02: $100
        calc rate  = irr(amount)
        calc value = npv(rate, amount)
        """)
    #expect(checked.messages == "")
    #expect(checked.isNear("value", 0, within: 1e-9))
  }

  @Test("A rate of -100 % or less has no value, in the workbook either")
  func impossible() {
    for rate in ["-100%/year", "-150%/year", "-120%/month"] {
      let checked = Checked(
        head
          + """
          flow amount = $5
          calc value = npv(\(rate), amount)
          calc dated = xnpv(\(rate), amount)
          calc paid  = payment(\(rate), 5, $10)
          """)
      #expect(checked.messages == "")
      for name in ["value", "dated", "paid"] { #expect(checked.value(name).isNaN, "\(name) at \(rate)") }
    }
  }

  /// 360 calls in half an hour of 240 seconds each and 55 agents, by Erlang's formulas.
  @Test("A desk's waits and the agents for 80 % in 20 seconds are the known ones")
  func desk() {
    let checked = Checked(
      head
        + """
        input calls = 12 requests/minute
        input agents = 55 people
        calc load = calls * 240 s/request
        calc waits = erlang_c(load, agents)
        calc mean_wait [s] = waits * 240 s / (55 - load)
        calc in_15 = 1 - erlang_c(load, agents, 15 s, 240 s)
        calc in_20 = 1 - erlang_c(load, agents, 20 s, 240 s)
        calc needed = servers_for(load, 20%, 20 s, 240 s)
        calc with_54 = 1 - erlang_c(load, 54, 20 s, 240 s)
        calc with_53 = 1 - erlang_c(load, 53, 20 s, 240 s)
        calc lost = erlang_b(10, 14)
        """)
    #expect(checked.messages == "")
    let known = [
      ("load", 48), ("waits", 0.23870), ("mean_wait", 8.184), ("in_15", 0.846), ("in_20", 0.8668), ("needed", 54),
      ("with_54", 0.817), ("with_53", 0.752), ("lost", 0.0568),
    ]
    for (name, value) in known { #expect(checked.isNear(name, value, within: 5e-4 * value), "\(name)") }
  }

  @Test("A load that its servers do not carry makes all wait, and a negative one has no value")
  func overload() {
    let checked = Checked(
      head
        + """
        input load = 5
        calc all    = erlang_c(load, 5)
        calc none   = erlang_b(load - 6, 5)
        calc spare  = erlang_b(0, 3)
        calc beyond = servers_for(load, load - 5)
        calc agents = servers_for(load, 20%)
        """)
    #expect(checked.messages == "")
    #expect(checked.isNear("all", 1) && checked.isNear("spare", 0, within: 0) && checked.isNear("agents", 8))
    #expect(checked.value("none").isNaN && checked.value("beyond").isNaN)
  }
}

extension Checked {
  /// The first number of a name, in its unit.
  fileprivate func value(_ path: String) -> Double {
    guard let model, let id = model.paths[path] else { return .nan }
    return (evaluate(model, caseIndex: 0).columns[id].first ?? .nan) / model.definitions[id].unit.scale
  }

  fileprivate func isNear(_ path: String, _ expected: Double, within: Double? = nil) -> Bool {
    (value(path) - expected).magnitude <= within ?? 1e-12 * expected.magnitude
  }
}
