import MarginUnits
import Testing

@Suite("Units")
struct UnitTests {
  let table = UnitTable()
  var all: [Unit] { table.names.map { table.unit($0) } }

  @Test("A product has the product of the dimensions and of the scales")
  func products() {
    for left in all {
      for right in [table.unit("USD"), table.unit("hour"), table.unit("tokens"), table.unit("GB"), .plain] {
        let product = left * right
        #expect(product.dimension == left.dimension * right.dimension)
      }
    }
  }

  @Test("What is multiplied by its inverse is plain")
  func inverses() {
    for unit in all {
      #expect((unit * unit.power(Rational(-1))).dimension.isPlain)
      #expect((unit.dimension / unit.dimension).isPlain)
    }
  }

  @Test("Products commute and associate in their dimensions")
  func laws() {
    let some = ["USD", "token", "request", "hour", "GPU", "kWh"].map { table.unit($0).dimension }
    for a in some {
      for b in some {
        #expect(a * b == b * a)
        for c in some { #expect((a * b) * c == a * (b * c)) }
      }
    }
  }

  @Test("Units convert by their scales")
  func scales() {
    #expect(table.unit("hour").scale == 3600 * table.unit("second").scale)
    #expect(table.unit("GB").scale == 1e9 && table.unit("GiB").scale == 1_073_741_824)
    #expect(table.unit("month").scale == 730 * 3600)
    #expect(UnitTable(monthSeconds: 720 * 3600).unit("month").scale == 720 * 3600)
    #expect(table.unit("kWh").dimension == table.unit("watt").dimension * .time)
  }

  @Test("Currencies and counts are kinds of their own")
  func strict() {
    #expect(table.unit("USD").dimension != table.unit("EUR").dimension)
    #expect(table.unit("request").dimension != table.unit("outcome").dimension)
    #expect(table.unit("request").dimension == table.unit("requests").dimension)
    #expect(table.factor("nothing") == nil)
  }

  @Test("A unit reads as it is written")
  func text() throws {
    let tokens = try #require(table.factor("tokens", multiple: 1e6, exponent: Rational(-1)))
    let money = try #require(table.factor("USD"))
    #expect(Unit([money, tokens]).text == "USD/1M tokens")
    #expect(Unit.percent.text == "%" && Unit.plain.text.isEmpty)
    #expect(Dimension(["USD": .one, "token": Rational(-1)]).description == "USD · token⁻¹")
    #expect(Dimension.plain.description == "a plain number")
  }

  @Test("A declared unit is a new count or an amount of another")
  func declared() {
    var own = UnitTable()
    own.declareCount(["ticket", "tickets"])
    own.declare(["sprint"], dimension: .time, scale: 14 * 86_400)
    #expect(own.unit("ticket").dimension == own.unit("tickets").dimension)
    #expect(own.unit("sprint").scale == 2 * own.unit("week").scale)
  }
}

@Suite("Exponents")
struct RationalTests {
  @Test("A fraction is reduced, its denominator positive")
  func reduced() {
    #expect(
      Rational(2, -4) == Rational(-1, 2) && Rational(6, 3).description == "2" && Rational(1, 2).description == "1/2")
    #expect(Rational(1, 2) + Rational(1, 3) == Rational(5, 6) && Rational(1, 2) * Rational(2, 3) == Rational(1, 3))
    #expect(Rational(1, 3) < Rational(1, 2))
  }

  @Test("Exponents beyond all measure are held, not trapped on")
  func extremes() {
    let huge = [Rational(.max), Rational(.min), Rational(1, .max), Rational(.min, .min), Rational(.max - 1, 3)]
    for a in huge { for b in huge { _ = (a + b, a * b, a < b, -a) } }
  }
}

@Suite("Timeline")
struct TimelineTests {
  let timeline = Timeline(startYear: 2025, startMonth: 11, count: 4)

  @Test("Periods have the labels of their months, across years")
  func labels() {
    #expect(timeline.labels == ["2025-11", "2025-12", "2026-01", "2026-02"])
    #expect(timeline.years.map(\.year) == [2025, 2026] && timeline.years[1].periods == 2..<4)
  }

  @Test("A month finds its period, before and after the timeline too")
  func finding() {
    #expect(timeline.period(year: 2026, month: 1) == 2 && timeline.period(year: 2025, month: 10) == -1)
    let quarters = Timeline(startYear: 2026, startMonth: 1, count: 4, monthsPerPeriod: 3)
    #expect(quarters.period(year: 2026, month: 5) == 1 && quarters.period(year: 2025, month: 12) == -1)
    #expect(!timeline.contains(-1) && !timeline.contains(4) && timeline.contains(3))
  }

  @Test("Days are counted as spreadsheets count them")
  func days() {
    #expect(serialDay(year: 2026, month: 1, day: 1) == 46_023)
    #expect(serialDay(year: 1970, month: 1, day: 1) == 25_569)
    #expect(serialDay(year: 2024, month: 3, day: 1) - serialDay(year: 2024, month: 2, day: 28) == 2)
  }
}
