import Testing

/// Values over time: flows, growth, series, changes and loops through the past.
@Suite("Time")
struct TimeTests {
  @Test("A rate given to a flow is integrated term by term, an amount is not")
  func integration() {
    let checked = Checked(head + "input rate = $3/month\nflow a = rate + $2\nflow b [GPU-hours] = 2 GPU\nflow c = $1\n")
    #expect(checked.codes == [])
    #expect(checked.values("a") == Array(repeating: 5, count: 12))
    #expect(checked.whole("a") == [60])
    #expect(checked.values("b").first == 1460)
    #expect(checked.whole("c") == [12])
  }

  @Test("A ratio over the year is its formula on the year's amounts")
  func ratios() {
    let checked = Checked(
      head
        + "input n = series 2026-01: 1 request, 2026-07: 3 requests\ninput flow done = series 2026-01: 1 request, 2026-07: 3 requests\nflow cost = $12\nratio each = cost / done\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("each") == Array(repeating: 12, count: 6) + Array(repeating: 4, count: 6))
    #expect(checked.whole("each") == [6])
  }

  @Test("Growth compounds from the first period, and its rate has a name")
  func growth() {
    let checked = Checked(
      head
        + "input a = 100 growing 10%/month\ncase flat { a.growth 10%/month -> 0%/month }\ncase higher { a 110 -> 50 from 2026-02 }\n"
    )
    #expect(checked.codes == [])
    #expect(Array(checked.values("a").prefix(3)) == [100, 110, 121])
    #expect(checked.values("a", case: "flat") == Array(repeating: 100, count: 12))
    #expect(Array(checked.values("a", case: "higher").prefix(3)) == [100, 50, 55])
  }

  @Test("A series steps, or goes straight where it says linear, and its last value holds")
  func series() {
    let checked = Checked(
      head + "input a = series 2026-01: 1, 2026-03: 3\ninput b = series 2026-01: 1, 2026-03: 3 linear\n")
    #expect(Array(checked.values("a").prefix(4)) == [1, 1, 3, 3])
    #expect(Array(checked.values("b").prefix(4)) == [1, 2, 3, 3])
  }

  @Test("Once and every are zero elsewhere, and the date of a once can be shifted")
  func moments() {
    let checked = Checked(
      head
        + "flow a = once 2026-03: $40\nflow b = every 6 months from 2026-02: $8\ninput flow c = once 2026-02: $5\ncase late { shift c by 3 months }\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("a") == [0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(checked.values("b") == [0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
    #expect(checked.values("c", case: "late") == [0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test("A dated change holds from its date on, and the date may be an input")
  func changes() {
    let checked = Checked(
      head
        + "input start = 2026-03\ninput a = 5 { from 2026-02: 6 }\ninput b = 5 { from start: 7 }\ncalc c = a * 1 { from 2026-02: a * 10 }\n"
    )
    #expect(checked.codes == [])
    #expect(Array(checked.values("a").prefix(3)) == [5, 6, 6])
    #expect(Array(checked.values("b").prefix(3)) == [5, 5, 7])
    #expect(Array(checked.values("c").prefix(3)) == [5, 60, 60])
  }

  @Test("A loop through the past is legal, one within a period is not")
  func loops() {
    let checked = Checked(
      head
        + "stock level [USD] { open $10; add interest; less $1/month }\nflow interest [USD] = previous(level, $10) * 10%\ncalc count = previous(count, 0) + 1\n"
    )
    #expect(checked.codes == ["T510 7:6"])
    let good = Checked(
      head + "stock level [USD] { open $10; add interest; less $1 }\nflow interest [USD] = previous(level, $10) * 10%\n"
    )
    #expect(good.codes == [])
    #expect(Array(good.values("level").prefix(2)) == [10, 10])
    let deep = Checked(head + "calc a [USD] = b * 2\ncalc b = c\ncalc c = previous(a, $1)\n")
    #expect(deep.codes == [])
    #expect(Array(deep.values("a").prefix(3)) == [2, 4, 8])
  }

  @Test("The past, a date, first, last, totals and running sums are read")
  func reading() {
    let checked = Checked(
      head
        + "flow a = series_of * 1\ninput series_of = series 2026-01: $1, 2026-02: $2\ncalc b = a[-1]\ncalc c = a[2026-02]\ncalc d = a[first] + a[last]\ncalc e = total(a)\ncalc f = total(a, 2026)\ncalc g = cumulative(a)\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("b")[0].isNaN && checked.values("b")[1] == 1)
    #expect(checked.values("c") == [2])
    #expect(checked.values("d") == [3])
    #expect(checked.values("e") == [23])
    #expect(checked.values("f") == [23])
    #expect(Array(checked.values("g").prefix(3)) == [1, 3, 5])
  }

  @Test("A payback interpolates, and never is undefined")
  func payback() {
    let checked = Checked(
      head
        + "input flow spent = once 2026-01: $25\nflow saved = $10\nflow lost = $0\ncalc a [months] = payback(spent, saved)\ncalc b = payback(spent, lost)\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("a") == [2.5])
    let never = checked.values("b").allSatisfy { $0.isNaN }
    #expect(never)
  }

  @Test("Quarters and years are longer periods")
  func quarters() {
    let checked = Checked(
      "model \"M\" { currency USD; timeline 2026-01 for 4 quarters }\nflow a = $2/month\ninput b = 100 growing 1%/month\n"
    )
    #expect(checked.values("a") == [6, 6, 6, 6])
    #expect(checked.values("b")[1] == 103.0301)
  }

  @Test("Nothing is paid back before the first investment")
  func paybackOfLaterInvestment() {
    let checked = Checked(
      head
        + "input flow spent = once 2026-03: $100\nflow saved = $40\nflow lost = $0\ncalc a [months] = payback(spent, saved)\ncalc b = payback(spent, lost)\ncalc c = payback(lost, saved)\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("a") == [2.5])
    #expect(checked.values("b").map(\.isNaN) == [true])
    #expect(checked.values("c") == [0])
  }

  @Test("What looks back at other values takes their members, and a loop takes those that it states")
  func previousOverMembers() {
    let checked = Checked(
      head
        + "dimension engine { small, large }\ninput rate = [small: 1, large: 2]\nflow a = rate * 3\ncalc b = previous(a, 9)\ncalc c by engine = previous(a, 9)\ncalc d by engine = previous(d, 1) * rate\nstock e { open 5; add a }\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("b").filter { $0 == 9 }.count == 2)
    #expect(checked.values("b") == checked.values("c"))
    #expect(checked.whole("e") == [41, 77])
  }

  @Test("A date inside a quarter means that quarter, in a series as in a dated change")
  func datesInQuarters() {
    let model = Checked(
      "model \"M\" { currency USD; timeline 2026-02 for 3 quarters }\ninput a = 1 { from 2026-06: 3 }\ninput b = series 2026-02: 1, 2026-06: 3\n"
    )
    #expect(model.values("a") == [1, 3, 3])
    #expect(model.values("b") == [1, 3, 3])
  }

  @Test("A growth rate that changes compounds from period to period, also after a new level")
  func changingGrowth() {
    let checked = Checked(
      "model \"M\" { currency USD; timeline 2026-01 for 5 months }\n" + """
        input rate = 10%/month { from 2026-03: 5%/month }
        input a = 100 growing rate
        input b = 100 growing 10%/month
        case flat { b.growth 10%/month -> 0%/month from 2026-04 }
        case both { b.growth 10%/month -> 20%/month from 2026-03; b -> 50 from 2026-03 }

        """)
    #expect(checked.codes == [])
    #expect(checked.values("a") == [100, 110, 115.5, 121.275, 127.33875])
    #expect(checked.values("b") == [100, 110, 121, 133.1, 146.41])
    #expect(checked.values("b", case: "flat") == [100, 110, 121, 121, 121])
    #expect(checked.values("b", case: "both") == [100, 110, 50, 60, 72])
  }
}
