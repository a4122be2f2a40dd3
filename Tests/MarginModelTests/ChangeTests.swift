import Testing

/// What a case may change and how far it reaches, sentence by sentence.
@Suite("Changes of a case")
struct ChangeTests {
  @Test("The new value replaces everything from its date on, dated changes and later points of a series too")
  func replaces() {
    let checked = Checked(
      head + """
        input a = 5 { from 2026-06: 6 }
        input b = series 2026-01: 1, 2026-04: 4, 2026-08: 8
        case c { a 5 -> 9 from 2026-03; b -> 7 from 2026-05 }
        case d { a -> 1 }

        """)
    #expect(checked.codes == [])
    #expect(checked.values("a", case: "c") == [5, 5] + Array(repeating: 9, count: 10))
    #expect(checked.values("b", case: "c") == [1, 1, 1, 4] + Array(repeating: 7, count: 8))
    #expect(checked.values("a", case: "d") == Array(repeating: 1, count: 12))
  }

  @Test("Scale and add work from a date on, in the order written")
  func order() {
    let checked = Checked(
      head + """
        input a = 10
        input b = 100 growing 10%/month
        case one { scale a by 2 from 2026-03; add a by 5 from 2026-03 }
        case two { add a by 5; scale a by 2 }
        case three { scale b by 10 from 2026-02 }
        case four { scale a by 80%; add a by -3 }

        """)
    #expect(checked.codes == [])
    #expect(Array(checked.values("a", case: "one").prefix(3)) == [10, 10, 25])
    #expect(checked.values("a", case: "two")[0] == 30)
    #expect(Array(checked.values("b", case: "three").prefix(3)) == [100, 1100, 1210])
    #expect(checked.values("a", case: "four")[0] == 5)
  }

  @Test("Growth, the amounts of once and every, and the periods of every are set by their names")
  func parts() {
    let checked = Checked(
      head + """
        input a = once 2026-02: $40
        input b = every 4 months from 2026-02: $8 { from 2026-08: $9 }
        case c { a $40 -> $50; a.date 2026-02 -> 2026-04; b $8 -> $7 from 2026-04 }
        case d { shift b by 1 month }
        case e { shift b by -1 month; shift b by -1 month }
        case f { a.date 2026-03 -> 2026-05 }

        """)
    #expect(checked.codes == ["C604 10:17"])
    #expect(checked.messages.contains("it is 2026-02 now"))
    let good = Checked(
      head + """
        input a = once 2026-02: $40
        input b = every 4 months from 2026-02: $8 { from 2026-08: $9 }
        case c { a $40 -> $50; a.date 2026-02 -> 2026-04; b $8 -> $7 from 2026-04 }
        case d { shift b by 1 month }
        case e { shift b by -1 month; shift b by -1 month }

        """)
    #expect(good.values("a", case: "c") == [0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(good.values("b") == [0, 8, 0, 0, 0, 8, 0, 0, 0, 9, 0, 0])
    #expect(good.values("b", case: "c") == [0, 8, 0, 0, 0, 7, 0, 0, 0, 7, 0, 0])
    #expect(good.values("b", case: "d") == [0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 9, 0])
    // Moved back by two months it begins before the timeline and is there a third time.
    #expect(good.values("b", case: "e") == [0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0, 9])
  }

  @Test("A shift moves a series, a growth and dates that are inputs")
  func shifts() {
    let checked = Checked(
      head + """
        input start = 2026-03
        input a = 5 { from start: 7 }
        input b = once start: $40
        input c = 100 growing 10%/month
        input d = 1 { from 2026-04: 2 }
        case late { shift start by 2 months; shift c by 1 month; shift d by 3 months }
        case early { shift d by -2 months }
        case set { start 2026-03 -> 2026-06 }
        case both : late + early

        """)
    #expect(checked.codes == [])
    #expect(checked.values("a", case: "late") == Array(repeating: 5, count: 4) + Array(repeating: 7, count: 8))
    #expect(checked.values("b", case: "late")[4] == 40 && checked.values("b", case: "set")[5] == 40)
    #expect(Array(checked.values("c", case: "late").prefix(4)) == [100, 100, 110, 121])
    #expect(checked.values("d", case: "late").firstIndex(of: 2) == 6)
    #expect(checked.values("d", case: "early").firstIndex(of: 2) == 1)
    #expect(checked.values("d", case: "both").firstIndex(of: 2) == 4)
    #expect(checked.values("a", case: "set").firstIndex(of: 7) == 5)
    #expect(checked.values("start") == checked.values("start", case: "early"))
  }

  @Test("A composite that restates settles its parts for those that take it in")
  func nestedComposites() {
    let parts = head + "input a = 1\ncase one { a -> 2 }\ncase two { a -> 3 }\ncase three { a -> 4 }\n"
    let settled = parts + "case low : one + two { a -> 5 }\n"
    #expect(Checked(settled + "input b = 1\ncase other { b -> 2 }\ncase all : low + other\n").codes == [])
    #expect(Checked(settled + "case all : low + three\n").codes == ["C603 10:6"])
    let all = Checked(settled + "case all : low + three { a -> 9 }\n")
    #expect(all.codes == [] && all.values("a", case: "all") == [9])
    #expect(Checked(parts + "case x : one\ncase y : one\ncase all : x + y\n").codes == [])
  }

  @Test("What scaling or adding leads to must keep the range")
  func ranges() {
    let text = head + "input rate = 72% { range 0% to 100% }\n"
    #expect(Checked(text + "case c { add rate by +50pp }\n").codes == ["N441 6:10"])
    #expect(Checked(text + "case c { scale rate by 2 from 2026-05 }\n").codes == ["N441 6:10"])
    #expect(Checked(text + "case c { scale rate by 2; add rate by -60pp }\n").codes == [])
    #expect(Checked(text + "case c { add rate by +5pp }\n").codes == [])
  }

  @Test("A change from a date after the timeline says that it changes nothing")
  func tooLate() {
    let checked = Checked(head + "input a = 5\ncase c { a 5 -> 6 from 2027-01 }\n")
    #expect(checked.model != nil && checked.diagnostics.map(\.code) == ["C662"])
    #expect(checked.messages.contains("the last period is 2026-12"))
    #expect(Checked(head + "input a = 5\ncase c { a 5 -> 6 from 2025-01 }\n").values("a", case: "c")[0] == 6)
  }

  @Test("An input that is bound to a formula is replaced, scaled and added to from a date on")
  func wired() {
    let checked = Checked(
      head + """
        input a = series 2026-01: 1, 2026-03: 3
        input b = a * 2
        case c { b 6 -> 9 from 2026-04 }
        case d { scale b by 10 from 2026-02; add b by 1 }

        """)
    #expect(checked.codes == [])
    #expect(Array(checked.values("b", case: "c").prefix(5)) == [2, 2, 6, 9, 9])
    #expect(Array(checked.values("b", case: "d").prefix(3)) == [3, 21, 61])
  }
}

/// The kinds of value, and where one number is needed.
@Suite("Kinds over time")
struct KindTests {
  @Test("An input flow adds up, an input stock closes, a flow of a constant happens in every period")
  func rolling() {
    let checked = Checked(
      head + """
        input flow a = series 2026-01: $1, 2026-07: $2
        input stock b = series 2026-01: $1, 2026-07: $2
        input flow c = $3/month
        flow d = $4
        stock e [USD] { add c; less $1 }

        """)
    #expect(checked.codes == [])
    #expect(checked.whole("a") == [18] && checked.whole("b") == [2] && checked.whole("c") == [36])
    #expect(checked.whole("d") == [48] && checked.whole("e") == [24])
  }

  @Test("One number of a calc that varies needs a date, and one of a flow does not")
  func oneNumber() {
    let text = head + "input a = series 2026-01: 1, 2026-07: 2\ncalc b = a * 2\nflow c = $4\n"
    #expect(Checked(text + "report \"R\" { b at 2026-07, c }\n").codes == [])
    #expect(Checked(text + "sensitivity \"S\" of b { rows a 1, 2 }\n").codes == ["Q802 8:20"])
  }

  @Test("A date of a once that is an input moves with it, and a change begins with its input's date")
  func dates() {
    let checked = Checked(
      head + """
        input start = 2026-03-20
        input fee = $5 { from start: $7 }
        input launch = once start: $40
        calc reached = when(launch > $0)

        """)
    #expect(checked.codes == [])
    #expect(Array(checked.values("fee").prefix(3)) == [5, 5, 7])
    #expect(Array(checked.values("launch").prefix(4)) == [0, 0, 40, 0])
  }

  @Test("Whatever the timeline counts, every names a period, and no other word does")
  func everyPeriod() {
    for word in ["month", "period", "week", "day", "quarter", "year"] {
      #expect(Checked(head + "flow a = $5\ncheck \"C\" every \(word): a > $1\n").codes == [])
    }
    #expect(Checked(head + "flow a = $5\ncheck \"C\" every now: a > $1\n").codes == ["P105 6:17"])
  }
}
