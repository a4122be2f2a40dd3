import Testing

/// Amounts of several currencies: what a rate is, where it leads, and who may change it.
@Suite("Currencies")
struct ExchangeTests {
  static let rates =
    head + """
      fx EUR to USD "ECB reference rate" { 2026-01: 1.08; 2026-07: 1.11; source "ECB" 2026-10-01 }
      fx GBP to USD { 2025-06: 1.25, 2026-01: 1.27 }
      fx CHF to EUR { 2026-01: 1.06; range 0.5 to 2 }

      """

  @Test("One unit is worth the rate from its date on, and the way back divides by it")
  func conversion() {
    let checked = Checked(
      Self.rates + "input fee = €5\ncalc there = fee as USD\ncalc back = there as EUR\ncalc plain = $9 as USD\n")
    #expect(checked.codes == [])
    #expect(checked.values("there") == Array(repeating: 5.4, count: 6) + Array(repeating: 5.55, count: 6))
    #expect(checked.values("back") == Array(repeating: 5, count: 12))
    #expect(checked.values("plain") == [9] && checked.unit("there") == "USD")
  }

  @Test("A way over other currencies multiplies and divides their rates")
  func chains() {
    let checked = Checked(
      Self.rates + "calc a = £100 as EUR\ncalc b = 100 CHF as USD\ncalc c = £100 as CHF\ncalc d = $100 as GBP\n")
    #expect(checked.codes == [])
    #expect(abs(checked.values("a")[0] - 100 * 1.27 / 1.08) < 1e-9)
    #expect(abs(checked.values("b")[6] - 100 * 1.06 * 1.11) < 1e-9)
    #expect(abs(checked.values("c")[0] - 100 * 1.27 / 1.08 / 1.06) < 1e-9)
    #expect(abs(checked.values("d")[0] - 100 / 1.27) < 1e-9)
  }

  @Test("Prices and rates convert by the power of their currency, with their scale")
  func compounds() {
    let checked = Checked(
      Self.rates + """
        input price = €3/1M tokens
        calc a = price as USD/1M tokens
        calc b = 1 / price as tokens/USD
        calc c = price * price as USD^2/tokens^2
        flow d [USD] = 2M tokens/month * price as USD/month
        flow e [EUR] = 2M tokens/month * price
        flow f [USD] = e as USD

        """)
    #expect(checked.codes == [])
    #expect(checked.values("a")[0] == 3.24 && checked.values("a")[6] == 3.33)
    #expect(abs(checked.values("b")[0] - 1e6 / 3.24) < 1e-6)
    #expect(abs(checked.values("c")[0] / (3.24e-6 * 3.24e-6) - 1) < 1e-9)
    #expect(checked.values("d")[0] == 6.48 && checked.values("f") == checked.values("d"))
    #expect(checked.whole("f") == [78.84])
  }

  @Test("The rate is an input: cases, settings and tests change it, and its source is kept")
  func inputs() throws {
    let checked = Checked(
      Self.rates + """
        input fee = €5
        calc there = fee as USD
        case strong { fx.EUR 1.08 -> 1.25 from 2026-03 because "a stronger euro" }
        case weak { scale fx.EUR by 50%; fx.GBP 1.27 USD/GBP -> 1.2 }
        case stale { add fx.EUR by 0.02 USD/EUR }

        """, settings: "case what_if : weak {\n  fx.EUR -> 2 from 2026-12\n}\n")
    #expect(checked.codes == [])
    #expect(Array(checked.values("there", case: "strong").prefix(4)) == [5.4, 5.4, 6.25, 6.25])
    #expect(checked.values("there", case: "weak")[0] == 2.7)
    #expect(checked.values("there", case: "stale")[11] == 5.65)
    #expect(checked.values("there", case: "what_if")[11] == 10)
    let model = try #require(checked.model)
    let rate = model.definitions[try #require(model.paths["fx.EUR"])]
    #expect(rate.source?.text == "ECB" && rate.source?.date == "2026-10-01" && rate.label == "ECB reference rate")
    #expect(rate.unit.text == "USD/EUR" && rate.isInput)
    #expect(
      Checked(Self.rates + "case c { fx.EUR 1.07 -> 1.2 }\ncase d { fx.CHF -> 3 }\n").codes == [
        "C604 8:17", "N441 9:20",
      ])
  }

  @Test("A template converts by the model's rates, and a model names them")
  func templates() {
    let checked = Checked(
      Self.rates + """
        template bill { input fee [EUR]; calc there = fee as USD }
        component a : bill { fee = €5 }
        calc same = €5 * fx.EUR
        calc late = fx.EUR at 2026-12

        """)
    #expect(checked.codes == [])
    #expect(checked.values("a.there") == checked.values("same") && checked.values("late") == [1.11])
  }

  @Test("A single rate, and a model without a timeline, have one number")
  func single() {
    let one = Checked("model \"M\" { currency EUR }\nfx USD to EUR { 2026-01: 0.9 }\ncalc a = $10 as EUR\n")
    #expect(one.codes == [] && one.values("a") == [9])
    let checked = Checked(head + "fx EUR to USD { 2025-01: 1.1 }\ncalc a = €10 as USD\n")
    #expect(checked.codes == [] && checked.values("a") == [11])
    #expect(Checked(head + "fx EUR to USD { 2026-05: 1.1 }\n").codes == ["T508 5:17"])
  }

  @Test("Every currency of ISO 4217 is known, a count is none, and names of money lead to their codes")
  func codes() {
    let checked = Checked("model \"M\" { currency KES }\ninput a = 5 UYU\ninput b = ₹\n")
    #expect(checked.codes == ["P101 3:11"])
    #expect(Checked("model \"M\" { currency GPU }\n").codes == ["N411 1:22"])
    #expect(Checked("model \"M\" { currency yen }\n").diagnostics.first?.fixes.first?.words == "write `JPY`")
    #expect(Checked(head + "input a = 5 euros\n").diagnostics.first?.fixes.first?.words == "write `EUR`")
  }

  @Test("Where the rate is known, the offered conversion works")
  func mend() {
    let text = Self.rates + "input used = 2M tokens/month\nflow a [USD] = $20/month + used * €3/1M tokens\n"
    let checked = Checked(text)
    #expect(checked.diagnostics.map(\.code) == ["U270"])
    #expect(checked.diagnostics[0].fixes.first?.edits.first?.replacement == "(used * €3/1M tokens as USD/month)")
    #expect(
      Checked(text.replacing("used * €3/1M tokens", with: "(used * €3/1M tokens as USD/month)")).codes == [])
  }
}

/// Prefixes of units.
@Suite("Prefixes")
struct PrefixTests {
  @Test("A GB is not a GiB, a byte is eight bits, a joule is a watt second")
  func values() {
    let checked = Checked(
      head + """
        calc a [GB] = 1 GiB
        calc b [Gbit/s] = 10 GB/s
        calc c [Wh] = 3.6 MJ
        calc d [FLOP] = 2 ZFLOP
        calc e [ms] = 5_000 µs + 1_000_000 ns
        calc f [us] = 1 ms
        calc g [kbit] = 1 KiB
        calc h [J] = 1 kWh
        calc i [TiB] = 1 PiB

        """)
    #expect(checked.codes == [])
    #expect(checked.values("a") == [1.073741824] && checked.values("b") == [80] && checked.values("c") == [1000])
    #expect(checked.values("d") == [2e21] && checked.values("e") == [6] && checked.values("f") == [1000])
    #expect(checked.values("g") == [8.192] && checked.values("h") == [3.6e6] && checked.values("i") == [1024])
  }
}
