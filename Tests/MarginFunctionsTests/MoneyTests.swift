import Foundation
import MarginFunctions
import Testing

/// Money through time. Sources: [E] the examples of Microsoft's pages of NPV, IRR and PMT, to the digits shown there;
/// [R] the closed form or the polynomial's roots in 80 digits; [N] the pages of numpy-financial's irr.
@Suite("Money through time")
struct MoneyTests {
  @Test(
    "The internal rate of flows that have one is exact to twelve digits",
    arguments: [
      ([-70_000, 12_000, 15_000, 18_000, 21_000, 26_000], 0.08663094803653161),  // [E] 8.7 %
      ([-70_000, 12_000, 15_000, 18_000, 21_000], -0.02124484827341097),  // [E] -2.1 %
      ([-70_000, 12_000, 15_000], -0.4435069413347405),  // [E] -44.4 %
      ([-100, 39, 59, 55, 20], 0.2809484211599611),  // [N]
      ([-300, 100, 100, 100], 0),  // [R]
      ([-300, 100, 100, 100.000001], 1.666666658755034e-9),  // [R]
      ([-100, 1], -0.99), ([-1, 101], 100),  // [R]
      ([100, -39, -59, -55], 0.23162422305668928),  // [R]
      ([0, 0, 0, -100, 60, 60], 0.13066238629180749),  // [R]
      ([-1000, 400, 400, -300, 400, 400, -300, 400, 400], 0.1605649906543768),  // [R]
      ([-1e15, 4e14, 5e14, 3e14], 0.10133104877260951),  // [R]
    ] as [([Double], Double)])
  func internalRate(_ flows: [Double], _ expected: Double) {
    let found = SeriesFunction.internalRate.kernel(flows, [1])
    #expect((found - expected).magnitude <= max(1e-12 * expected.magnitude, 4e-17), "\(found)")
    #expect(SeriesFunction.internalRate.kernel(flows, [0]).isNaN)
  }

  @Test(
    "All internal rates of a flow are found, and named where they are several or none",
    arguments: [
      ([-1000, 2500, -1540], [0.1, 0.4], "2 rates per period make this flow worth nothing: 10 %, 40 %"),
      ([-1600, 10_000, -10_000], [0.25, 4], "2 rates per period make this flow worth nothing: 25 %, 400 %"),
      (
        [-1000, 3600, -4310, 1716], [0.1, 0.2, 0.3],
        "3 rates per period make this flow worth nothing: 10 %, 20 %, 30 %"
      ),
      (
        [-100, 100, 0, -7], [-0.6788943736323866, -0.08329966618493269],
        "2 rates per period make this flow worth nothing: -67.8894 %, -8.32997 %"
      ),
      ([1000, -1500, 1000], [], "no rate per period makes this flow worth nothing"),
      ([100, 200, 300], [], "no rate per period makes this flow worth nothing"),
      ([0, 0, 0], [], "no rate per period makes this flow worth nothing"),
    ] as [([Double], [Double], String)])
  func allRates(_ flows: [Double], _ expected: [Double], _ words: String) {
    let found = InternalRates(flows).all
    #expect(found.count == expected.count)
    for (rate, wanted) in zip(found, expected) { #expect((rate - wanted).magnitude <= 1e-12) }
    #expect(SeriesFunction.internalRate.cause(flows, [0]) == words)
  }

  @Test(
    "The net present value discounts the first amount too",
    arguments: [
      (0.1, [-10_000, 3_000, 4_200, 6_800], 1188.4434123352228),  // [E] 1,188.44
      (0.08, [8_000, 9_200, 10_000, 12_000, 14_500], 41_922.06155493237),  // [E] 41,922.06
      (0, [1, 2, 3], 6), (-0.5, [10, 20], 100),  // [R]
      (0.01, Array(repeating: 100, count: 120), 6970.052203139725),  // [R]
    ] as [(Double, [Double], Double)])
  func netPresentValue(_ rate: Double, _ flows: [Double], _ expected: Double) {
    let found = SeriesFunction.netPresentValue.kernel(flows, [rate])
    #expect((found - expected).magnitude <= 1e-12 * expected.magnitude, "\(found)")
  }

  @Test("A rate of -100 % or less has no present value")
  func impossibleRate() {
    #expect(SeriesFunction.netPresentValue.kernel([1, 2], [-1]).isNaN)
    #expect(SeriesFunction.netPresentValue.cause([1, 2], [-1]) == "a rate of -100% or less")
  }

  @Test(
    "A level payment is exact at every rate, also next to 0",
    arguments: [
      ([0.08 / 12, 10, 10_000], 1037.032089359152),  // [E] 1,037.03
      ([0, 12, 200_000], 16_666.666666666668),  // [R]
      ([0.005, 360, 200_000], 1199.1010503055048), ([-0.02, 60, 200_000], 1694.3809462397782),  // [R]
      ([1e-9, 360, 200_000], 555.5556558333393), ([1e-14, 60, 200_000], 3333.33333333435),  // [R]
      ([0.5, 360, 200_000], 100_000), ([0.01, 12, 1_000, 1_000], 10),  // [R]
    ] as [([Double], Double)])
  func payment(_ arguments: [Double], _ expected: Double) {
    let found = BuiltinFunction.levelPayment.kernel(arguments)
    #expect((found - expected).magnitude <= 1e-12 * expected.magnitude, "\(found)")
  }

  @Test("A loan of no periods or at -100 % has no payment")
  func noPayment() {
    #expect(BuiltinFunction.levelPayment.kernel([0.01, 0, 100]).isNaN)
    #expect(BuiltinFunction.levelPayment.kernel([-1, 12, 100]).isNaN)
  }
}

/// The exact tables of finance and probability, where `MARGIN_REFERENCE_TABLES` names the folder that holds them.
@Suite("Reference tables")
struct ReferenceTableTests {
  private static let folder = ProcessInfo.processInfo.environment["MARGIN_REFERENCE_TABLES"]

  @Test("Finance is exact to twelve digits", .enabled(if: folder != nil))
  func finance() throws {
    var count = 0
    for row in try Self.rows("finance_reference_exact.csv") where row.count > 6 {
      guard let data = row[2].data(using: .utf8),
        let inputs = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
      else { continue }
      let flows = inputs["cashflows"] as? [Double] ?? []
      let found: Double
      switch row[1] {
      case "IRR" where row[5] == "unique":
        found = InternalRates(flows).only
        #expect(InternalRates(flows).all.count == 1, "\(row[0])")
      case "IRR" where row[5] == "multiple":
        #expect(InternalRates(flows).all.count == row[4].split(separator: ";").count, "\(row[0])")
        count += 1
        continue
      case "IRR" where row[5] == "none":
        #expect(InternalRates(flows).all.isEmpty, "\(row[0])")
        count += 1
        continue
      case "PMT" where inputs["type"] as? Double == 0:
        let arguments = ["rate", "nper", "pv", "fv"].compactMap { inputs[$0] as? Double }
        found = -BuiltinFunction.levelPayment.kernel(arguments)
      case let name where name.hasPrefix("NPV (first"):
        found = SeriesFunction.netPresentValue.kernel(flows, [inputs["rate"] as? Double ?? .nan])
      default: continue
      }
      let expected = Double(row[6]) ?? .nan
      #expect((found - expected).magnitude <= max(1e-12 * expected.magnitude, 4e-17), "\(row[0]): \(found)")
      count += 1
    }
    #expect(count > 60)
  }

  @Test("Distributions are exact to twelve digits", .enabled(if: folder != nil))
  func distributions() throws {
    var count = 0
    for row in try Self.rows("distribution_reference.csv") where row.count > 4 {
      let parameters = row[1].split { $0 == " " || $0 == "," }.compactMap { part in
        part.split(separator: "=").last.flatMap { Double($0) }
      }
      guard let x = Double(row[3]), let expected = Double(row[4]) else { continue }
      let found: Double
      switch (row[0], row[2]) {
      case ("normal", "cdf"): found = builtinFunction("normal_cdf")?.kernel([x] + parameters) ?? .nan
      case ("poisson", "pmf"): found = BuiltinFunction.poissonMass.kernel([x] + parameters)
      case ("poisson", "cdf"): found = BuiltinFunction.poissonCumulative.kernel([x] + parameters)
      default: continue
      }
      let tolerance = expected < 1e-20 ? 1e-10 : 1e-12
      #expect((found - expected).magnitude <= tolerance * expected.magnitude, "\(row): \(found)")
      count += 1
    }
    #expect(count > 50)
  }

  /// The rows of a file of comma-separated values, the header left out.
  private static func rows(_ name: String) throws -> [[String]] {
    let text = try String(contentsOfFile: (folder ?? "") + "/" + name, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map(fields)
  }

  /// The fields of a line; in quotes a comma is a letter, and two quotes are one.
  private static func fields(_ line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    var before: Character = ","
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        if isQuoted, before == "\"" { fields[fields.count - 1].append(character) }
      } else if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
      before = character
    }
    return fields
  }
}
