import MarginUnits
import Testing

/// Timelines of days, weeks, quarters and years: what dates, rates and roll-ups mean on them.
@Suite("Timelines")
struct TimelineKindTests {
  static func head(_ timeline: String, _ more: String = "") -> String {
    "model \"M\" {\n  currency USD\n  timeline \(timeline)\n\(more)}\n"
  }
  static let weeks = head("2026-01-05 for 26 weeks")
  static let days = head("2026-01-01 for 90 days")

  @Test("Weeks and days begin on the day that is written, and bear its date")
  func labels() throws {
    let weeks = try #require(Checked(Self.weeks + "flow a = $1\n").model?.timeline)
    #expect(Array(weeks.labels.prefix(5)) == ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02"])
    let days = try #require(Checked(Self.days + "flow a = $1\n").model?.timeline)
    #expect(days.label(58) == "2026-02-28" && days.label(59) == "2026-03-01" && days.labels.last == "2026-03-31")
    let month = try #require(Checked(Self.head("2026-02 for 4 weeks") + "flow a = $1\n").model?.timeline)
    #expect(month.label(0) == "2026-02-01")
  }

  @Test("A week is 7 days and a day 24 hours, a month 730 hours whatever the calendar")
  func lengths() {
    let weeks = Checked(
      Self.weeks
        + "flow a = $1/day\nflow b = $730/month\nflow c [GPU-hours] = 2 GPU\ncalc d [days] = period\ncalc e = period\n")
    #expect(weeks.codes == [] && weeks.values("e") == [1] && weeks.unit("e") == "weeks")
    #expect(weeks.values("a").first == 7 && weeks.values("b").first == 168 && weeks.values("c").first == 336)
    #expect(weeks.values("d") == [7])
    let days = Checked(Self.days + "flow a = $1/hour\ncalc d [hours] = period\n")
    #expect(days.values("a").first == 24 && days.values("d") == [24])
    #expect(days.whole("a") == [2160])
    let own = Checked(Self.head("2026-01 for 2 quarters", "  month = 30 days\n") + "flow a = $1/day\n")
    #expect(own.values("a") == [90, 90])
  }

  @Test("A date means the period that it lies in, and a month the one with its first day")
  func dates() {
    let checked = Checked(
      Self.weeks + """
        input a = 1 { from 2026-01-14: 2 }
        input b = series 2026-01-05: 1, 2026-02: 3, 2026-03-04: 5
        flow c = once 2026-01-18: $40
        calc e = b at 2026-02-07
        calc f = b[2026-02]
        calc g = b[2026-01-25]
        calc h = b[-4]

        """)
    #expect(checked.codes == [])
    #expect(Array(checked.values("a").prefix(3)) == [1, 2, 2])
    // 2026-02-01 is the Sunday of the week that begins on 2026-01-26.
    #expect(Array(checked.values("b").prefix(9)) == [1, 1, 1, 3, 3, 3, 3, 3, 5])
    #expect(Array(checked.values("c").prefix(3)) == [0, 40, 0])
    #expect(checked.values("e") == [3] && checked.values("f") == [3] && checked.values("g") == [1])
    #expect(checked.values("h")[3].isNaN && checked.values("h")[7] == 3)
  }

  @Test("A day inside a month means that month")
  func daysInMonths() {
    let checked = Checked(
      Self.head("2026-01 for 12 months")
        + "flow a = once 2026-03-31: $5\ncalc b = a at 2026-03-15\ncalc c = a[2026-04-01]\n")
    #expect(checked.values("b") == [5] && checked.values("c") == [0])
  }

  @Test("Every counts whole weeks, or calendar months from its day on")
  func intervals() {
    let checked = Checked(
      Self.weeks + """
        flow a = every 2 weeks from 2026-01-12: $1
        flow b = every 1 month from 2026-01-31: $1
        flow c = every 14 days: $1
        flow d = every 1 quarter: $1

        """)
    #expect(checked.codes == [])
    func found(_ name: String) -> [String] {
      zip(checked.model?.timeline.labels ?? [], checked.values(name)).filter { $0.1 == 1 }.map(\.0)
    }
    #expect(Array(found("a").prefix(3)) == ["2026-01-12", "2026-01-26", "2026-02-09"])
    // The last day of each month: 01-31, 02-28, 03-31, 04-30, 05-31, 06-30.
    #expect(found("b") == ["2026-01-26", "2026-02-23", "2026-03-30", "2026-04-27", "2026-05-25", "2026-06-29"])
    #expect(Array(found("c").prefix(2)) == ["2026-01-05", "2026-01-19"])
    #expect(found("d") == ["2026-01-05", "2026-03-30", "2026-06-29"])
    #expect(Checked(Self.weeks + "flow a = every 10 days: $1\n").codes == ["T514 5:16"])
    #expect(Checked(Self.head("2026-01 for 12 months") + "flow a = every 2 weeks: $1\n").codes == ["T514 5:16"])
  }

  @Test("Growth is per week where it says so, and a yearly one converts effectively")
  func growth() {
    let checked = Checked(
      Self.weeks + "input a = 100 growing 1%/week\ninput b = 100 growing 10%/year\ncalc c = previous(a, a)\n")
    #expect(checked.codes == [])
    #expect(Array(checked.values("a").prefix(3)) == [100, 101, 102.01])
    // 1.1^(7/365)
    #expect(abs(checked.values("b")[1] - 100.182_953_7) < 1e-6)
    #expect(checked.values("c")[2] == 101)
    let months = Checked(Self.head("2026-01 for 12 months") + "input a = 100 growing 1%/week\n")
    // 1.01^(730/168)
    #expect(abs(months.values("a")[1] - 104.418_1) < 1e-3)
  }

  @Test("A week belongs to the year of its first day")
  func weeksOfYears() {
    let checked = Checked(
      Self.head("2026-12-14 for 4 weeks") + "flow a = $1\ncalc b = total(a, 2026)\ncalc c = total(a, 2027)\n")
    #expect(checked.codes == [])
    #expect(checked.values("b") == [3] && checked.values("c") == [1] && checked.whole("a") == [4])
  }

  @Test("Quarters and years that begin in the middle of a year belong to the year that they begin in")
  func fiscalYears() {
    let quarters = Checked(
      Self.head("2026-02 for 6 quarters") + "flow a = $1/month\ncalc b = total(a, 2026)\ncalc c = total(a, 2027)\n")
    #expect(quarters.codes == [])
    #expect(quarters.model?.timeline.labels == ["2026-02", "2026-05", "2026-08", "2026-11", "2027-02", "2027-05"])
    #expect(quarters.values("b") == [12] && quarters.values("c") == [6])
    let years = Checked(
      Self.head("2026-07 for 3 years")
        + "flow a = $1/month\nstock level { open $0; add a }\nratio r = a / level\ninput g = 100 growing 10%/year\ncalc b = total(a, 2027)\n"
    )
    #expect(years.codes == [])
    #expect(years.values("a") == [12, 12, 12] && years.values("b") == [12])
    #expect(years.values("g") == [100, 110, 121] && years.whole("level") == [36] && years.whole("r") == [1])
  }

  @Test("A shift goes by weeks, and a date also by calendar months")
  func shifts() {
    let checked = Checked(
      Self.weeks + """
        input launch = once 2026-01-12: $40
        input b = series 2026-01-05: 1, 2026-01-12: 2
        case late { shift launch by 2 weeks; shift b by 1 week }
        case later { shift launch by 1 month }

        """)
    #expect(checked.codes == [])
    #expect(Array(checked.values("launch", case: "late").prefix(5)) == [0, 0, 0, 40, 0])
    #expect(Array(checked.values("b", case: "late").prefix(3)) == [1, 1, 2])
    // 2026-02-12 lies in the week of 2026-02-09.
    #expect(checked.values("launch", case: "later")[5] == 40)
    #expect(
      Checked(Self.weeks + "input b = series 2026-01-05: 1, 2026-01-12: 2\ncase c { shift b by 1 month }\n").codes == [
        "C608 6:21"
      ])
  }

  @Test("A timeline of months begins with a month, and no timeline goes beyond what spreadsheets count")
  func limits() {
    #expect(Checked(Self.head("2026-01-15 for 12 months")).codes == ["T550 3:12"])
    #expect(Checked(Self.head("2026-01-01 for 12 months") + "flow a = $1\n").codes == [])
    #expect(Checked(Self.head("9000-01 for 1200 years")).codes == ["T503 3:12"])
    #expect(Checked(Self.head("2026-01 for 1201 days")).codes == ["T502 3:24"])
    #expect(Checked(Self.head("2026-01 for 3 fortnights")).codes == ["T501 3:26"])
  }
}
