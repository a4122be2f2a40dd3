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
