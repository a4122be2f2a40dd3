import MarginUnits
import Testing

@testable import MarginReports

@Suite("Numbers for people and programs")
struct NumberTextTests {
  @Test(
    "Money has its cents, thousands separators, and small unit costs their digits",
    arguments: [
      (0, "0.00"), (1, "1.00"), (12.345, "12.35"), (999.994, "999.99"), (999.996, "1,000"), (1234567.5, "1,234,568"),
      (-1234.4, "-1,234"), (0.01695, "0.01695"), (0.000123456, "0.0001235"), (1.005, "1.01"), (0.5, "0.50"),
      (0.99999, "1.00"),
      (1e-12, "1e-12"), (.nan, "n/a"), (.infinity, "n/a"),
    ])
  func money(value: Double, text: String) {
    #expect(NumberText.value(value, UnitTable().unit("USD")) == text)
  }

  @Test(
    "Other amounts have the digits that they need",
    arguments: [(0, "0"), (127200, "127,200"), (1875.26, "1,875.3"), (1.875, "1.875"), (1e21, "1e21"), (-0.5, "-0.5")])
  func amounts(value: Double, text: String) {
    #expect(NumberText.value(value, UnitTable().unit("tokens")) == text)
  }

  @Test("Shares, points and multiples are printed as they were written")
  func styles() {
    #expect(NumberText.value(0.72, .percent) == "72%")
    #expect(NumberText.value(0.07, .percent) == "7%")
    #expect(NumberText.value(0.00123, .percent) == "0.12%")
    #expect(NumberText.value(0.05, Unit(style: .points)) == "+5pp")
    #expect(NumberText.value(-0.0005, Unit(style: .basisPoints)) == "-5bp")
    #expect(NumberText.with("1% to 3%", unit: "1/month") == "1% to 3%/month")
    #expect(NumberText.with("12", unit: "hours") == "12 hours")
    #expect(NumberText.value(2.64, Unit(style: .multiple)) == "2.64x")
  }

  @Test(
    "Exact text gives the same number back",
    arguments: [0, -0.0, 12, 0.1, 0.01695, 1e-9, 1e-300, 1.7976931348623157e308, 0.1 + 0.2, 1e16, 123456789.125])
  func exact(value: Double) {
    let text = exactText(value)
    #expect(Double(text) == value)
    #expect(!text.hasSuffix(".0"))
  }

  @Test("Day numbers are printed as days")
  func days() {
    #expect(dayText(46023) == "2026-01-01")
    #expect(dayText(61) == "1900-03-01")
    #expect(dayText(46081) == "2026-02-28")
    #expect(dayText(45351) == "2024-02-29")
    #expect(dayText(.nan) == "n/a")
    #expect(dayText(1e300) == "n/a")
  }
}
