import Testing

@testable import MarginFunctions

private let table = "distribution_reference.csv"

@Suite("Distributions against 25 digits")
struct DistributionReferenceTests {
  @Test(
    "Every row of a family that the language has is met",
    .enabled(if: ReferenceData.has(table), "the table is not here"))
  func rows() throws {
    var worst: [String: Double] = [:]
    var count = 0
    for row in try ReferenceData.rows(table) where row.count == 5 {
      guard let distribution = distribution(row[0], numbers(row[1])), let expected = Double(row[4]),
        let value = value(row[2], of: distribution, at: Double(row[3]) ?? .nan)
      else { continue }
      let error = relativeError(value, expected)
      let isTail = (Double(row[3]) ?? 1) < 1e-20
      #expect(error < (isTail ? 1e-10 : 1e-12), "\(row) gave \(value)")
      worst[row[0], default: 0] = max(worst[row[0], default: 0], error)
      count += 1
    }
    #expect(count == 893, "\(worst.sorted { $0.key < $1.key })")
  }

  private func numbers(_ text: String) -> [String: Double] {
    var numbers: [String: Double] = [:]
    for part in text.split(separator: " ") {
      let sides = part.split(separator: "=")
      if sides.count == 2 { numbers[String(sides[0])] = Double(sides[1]) }
    }
    return numbers
  }

  private func distribution(_ family: String, _ numbers: [String: Double]) -> Distribution? {
    func number(_ name: String) -> Double { numbers[name] ?? .nan }
    switch family {
    case "normal": return .normal(mean: number("mean"), deviation: number("sd"))
    case "lognormal":
      return .lognormal(
        LognormalDistribution(logarithmMean: number("mu"), logarithmDeviation: number("sigma")))
    case "lognormal-from-p5-p95": return .central(number("p5"), number("p95"), isShare: false)
    case "beta": return .beta(a: number("a"), b: number("b"))
    case "gamma": return .gamma(shape: number("shape"), scale: number("scale"))
    case "chi_squared": return .gamma(shape: number("df") / 2, scale: 2)
    case "exponential": return .gamma(shape: 1, scale: 1 / number("rate"))
    case "uniform": return .uniform(low: number("low"), high: number("high"))
    case "triangular": return .triangular(low: number("low"), mode: number("mode"), high: number("high"))
    case "pert": return .pert(low: number("low"), mode: number("mode"), high: number("high"))
    case "poisson": return .poisson(mean: number("lambda"))
    default: return nil
    }
  }

  private func value(_ function: String, of distribution: Distribution, at argument: Double) -> Double? {
    switch (function, distribution) {
    case ("quantile", _): distribution.quantile(argument)
    case ("cdf", _): distribution.cumulative(argument)
    case ("sf", .normal(let normal)): distribution.cumulative(2 * normal.mean - argument)
    case ("pmf", .poisson(let poisson)): Poisson.mass(argument, mean: poisson.mean)
    case ("mean", _): distribution.mean
    case ("sd", _): distribution.deviation
    case ("mu", .lognormal(let lognormal)): lognormal.logarithmMean
    case ("sigma", .lognormal(let lognormal)): lognormal.logarithmDeviation
    default: nil
    }
  }
}
