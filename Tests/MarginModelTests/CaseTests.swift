import Testing

/// Cases and settings: what they set, in which order, and what they refuse.
@Suite("Cases")
struct CaseTests {
  static let inputs = head + "input a = 10\ninput b = 20%\ninput c = a * 3\ncalc sum_of = a + c\n"

  @Test("A case sets, scales, adds and shifts, from a date on")
  func changes() {
    let checked = Checked(
      Self.inputs + """
        input d = series 2026-01: 1, 2026-02: 2, 2026-03: 3
        case one { a 10 -> 12 from 2026-03 because "a reason" }
        case two { scale a by 2; add b by +5pp }
        case three { shift d by 1 month }
        case four { c -> 7 }
        case five { scale c by 2; a -> 1 }

        """)
    #expect(checked.codes == [])
    #expect(Array(checked.values("a", case: "one").prefix(4)) == [10, 10, 12, 12])
    #expect(checked.values("a", case: "two").first == 20)
    #expect(checked.values("b", case: "two").first == 0.25)
    #expect(Array(checked.values("d", case: "three").prefix(4)) == [1, 1, 2, 3])
    #expect(checked.values("c", case: "four").first == 7)
    #expect(checked.values("c", case: "five").first == 6)
    #expect(checked.values("sum_of", case: "one")[2] == 48)
    #expect(checked.model?.cases[1].changes.first?.because == "a reason")
  }

  @Test("Parts apply in the order written, and a conflict must be restated")
  func composition() {
    let checked = Checked(
      Self.inputs
        + "case one { a -> 12 }\ncase two { scale a by 2 }\ncase both : one + two\ncase other : two + one\ncase three { a -> 5 }\ncase all : one + three { a -> 8 }\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("a", case: "both") == [24])
    #expect(checked.values("a", case: "other") == [12])
    #expect(checked.values("a", case: "all") == [8])
    #expect(
      Checked(Self.inputs + "case one { a -> 12 }\ncase three { a -> 5 }\ncase all : one + three\n").codes == [
        "C603 11:6"
      ])
  }

  @Test("Two parts that set one input in different periods do not conflict")
  func periods() {
    let checked = Checked(
      Self.inputs + "case one { a[2026-01] -> 12 }\ncase two { a -> 5 from 2026-02 }\ncase all : one + two\n")
    #expect(checked.codes == [])
    #expect(Array(checked.values("a", case: "all").prefix(3)) == [12, 5, 5])
  }

  @Test("A guard is compared at its date, in the input's unit")
  func guards() {
    #expect(Checked(head + "input a = 90 minutes\ncase c { a 1.5 hours -> 2 hours }\n").codes == [])
    #expect(Checked(head + "input a = 5 { from 2026-03: 6 }\ncase c { a 6 -> 2 from 2026-04 }\n").codes == [])
    #expect(
      Checked(head + "input a = 5 { from 2026-03: 6 }\ncase c { a 5 -> 2 from 2026-04 }\n").codes == ["C604 6:12"])
  }

  @Test("One member of a dimension can be set")
  func members() {
    let checked = Checked(
      head
        + "dimension engine { small, large }\ninput a = [small: 1, large: 2]\ncase c { a[large] 2 -> 5 }\ncase d { a -> [small: 7, large: 8] }\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("a", case: "c") == [1, 5])
    #expect(checked.values("a", case: "d") == [7, 8])
  }

  @Test("What the command line sets is the last case, on top of the one it names")
  func settings() {
    let checked = Checked(Self.inputs + "case one { a -> 12 }\n", settings: "case what_if : one {\n  b -> 35%\n}\n")
    #expect(checked.codes == [])
    #expect(checked.model?.settingsCase == 2)
    #expect(checked.values("a", case: "what_if") == [12])
    #expect(checked.values("b", case: "what_if") == [0.35])
  }

  @Test("A setting of what is not there is told at its place")
  func wrongSetting() {
    let checked = Checked(Self.inputs, settings: "case what_if {\n  bb -> 35%\n}\n")
    #expect(checked.diagnostics.map(\.code) == ["N401"])
  }

  @Test("A growth below zero is a number that a case can set")
  func shrinking() {
    let checked = Checked(head + "input a = 100 growing -10%/month\ncase c { a.growth -10%/month -> -20%/month }\n")
    #expect(checked.codes == [])
    #expect(Array(checked.values("a").prefix(3)) == [100, 90, 81])
    #expect(Array(checked.values("a", case: "c").prefix(3)) == [100, 80, 64])
  }

  @Test("A guard of a growing input counts its growth from the base's last change on")
  func guardAfterChange() {
    let grown = head + "input a = 100 growing 10%/month { from 2026-03: 200 }\n"
    #expect(Checked(grown + "case c { a 220 -> 300 from 2026-04 }\n").codes == [])
    #expect(Checked(grown + "case c { a 266.2 -> 300 from 2026-04 }\n").codes == ["C604 6:12"])
  }
}
