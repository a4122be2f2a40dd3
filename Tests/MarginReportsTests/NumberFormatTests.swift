import MarginUnits
import Testing

@testable import MarginReports

@Suite("Number formats")
struct NumberFormatTests {
  private let dollars = UnitTable().unit("USD")

  @Test(
    "The larger the numbers, the fewer their decimals",
    arguments: [
      (0.5, "#,##0.0000"), (0.0123, "#,##0.000000"), (12.345, "#,##0.00"), (1234.5, "#,##0.0"), (12_345.6, "#,##0"),
    ] as [(Double, String)])
  func decimals(_ value: Double, _ digits: String) {
    #expect(numberFormat(dollars, [value]) == "\(digits)_);(\(digits));\"–\"_)")
  }

  @Test("Whole numbers have no decimals, and the largest number of a row decides for all")
  func whole() {
    #expect(numberFormat(dollars, [1, 250]) == NumberFormat.plain(decimals: 0))
    #expect(numberFormat(dollars, [0.5, 250]) == NumberFormat.plain(decimals: 2))
    #expect(numberFormat(dollars, [-20_000.5, 0.5]) == NumberFormat.plain(decimals: 0))
    #expect(numberFormat(dollars, [.nan, 0.5]) == NumberFormat.plain(decimals: 4))
  }

  @Test("What is very large is shown in millions and billions, what is very small with a power of ten")
  func sizes() {
    #expect(numberFormat(dollars, [2.5e9]).hasPrefix("#,##0.0,,\"M\""))
    #expect(numberFormat(dollars, [2.5e12]).hasPrefix("#,##0.0,,,\"bn\""))
    #expect(numberFormat(dollars, [1e-6]) == "0.000E+00")
  }

  @Test("A row without numbers has a format too", arguments: [[], [.nan], [0]] as [[Double]])
  func nothing(_ values: [Double]) { #expect(numberFormat(dollars, values) == NumberFormat.plain(decimals: 0)) }

  @Test("A share has as many decimals as its smallest number needs")
  func shares() {
    #expect(numberFormat(.percent, [0.72, 0.05]) == "0.0%")
    #expect(numberFormat(.percent, [0.72, 0.004]) == "0.00%")
    #expect(numberFormat(.percent, [0.0004]) == "0.000%")
    #expect(numberFormat(.percent, [0, .nan]) == "0.0%")
  }

  @Test("Dates and truths have formats of their own")
  func types() {
    #expect(numberFormat(.plain, [46_023], type: .date) == "yyyy-mm-dd")
    #expect(numberFormat(.plain, [1], type: .truth) == "0")
  }

  @Test(
    "The length of a number is what its format shows",
    arguments: [
      (46_023, "yyyy-mm-dd", 10), (0.725, "0.0%", 5), (0.0725, "0.00%", 5), (1234567, "#,##0_);(#,##0);\"–\"_)", 10),
      (-1234, "#,##0_);(#,##0);\"–\"_)", 7), (2.5e9, "#,##0.0,,\"M\"_);(#,##0.0,,\"M\");\"–\"_)", 9),
    ] as [(Double, String, Int)])
  func lengths(_ value: Double, _ format: String, _ length: Int) {
    #expect(NumberFormat.shownLength(value, format) == length, "\(format)")
  }

  @Test("Every row states a unit, a plain number too")
  func labels() {
    #expect(unitLabel(.plain) == "number")
    #expect(unitLabel(dollars) == "USD")
    #expect(unitLabel(.percent) == "%")
  }
}
