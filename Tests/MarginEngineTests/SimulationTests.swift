import Foundation
import MarginModel
import MarginSource
import MarginSyntax
import Synchronization
import Testing

@testable import MarginEngine

/// The results of simulations against what is known of them without any draw. z is the normal distribution's p90,
/// 1.2815515655446.
@Suite("Simulation")
struct SimulationTests {
  private static let p90 = 1.2815515655446

  private func model(_ text: String) throws -> Model {
    let source = SourceFile(name: "test.margin", text: "model \"M\" { timeline 2026-01 for 4 months }\n" + text)
    var sources = SourceSet()
    let (tree, faults) = parse(source, file: sources.add(source))
    let (model, found) = check(Program(sources: sources, trees: [tree], imports: [[]]))
    #expect((faults + found).filter { $0.severity == .error }.map(\.message) == [])
    return try #require(model)
  }

  private func answer(
    _ text: String, case name: String = "base", _ change: (inout SimulationOptions) -> Void = { _ in }
  )
    throws -> SimulationOutcome
  {
    let model = try model(text)
    var options = SimulationOptions()
    options.caseIndex = try #require(model.cases.firstIndex { $0.name == name })
    change(&options)
    return simulate(model, try #require(model.simulations.first), options)
  }

  private func quantile(_ value: SimulatedValue, _ level: Double) throws -> Double {
    value.quantiles[try #require(SimulationOutcome.levels.firstIndex { abs($0 - level) < 1e-9 })]
  }

  private func isNear(_ value: Double, _ wanted: Double, _ share: Double) -> Bool {
    abs(value - wanted) <= share * abs(wanted)
  }

  @Test("A sum of normals is normal, with the variances added")
  func sumOfNormals() throws {
    let found = try answer(
      """
      input a = 5 ~ normal(5, 1)
      input b = 3 ~ normal(3, 2)
      calc  c = a + b
      simulate 16k draws sobol { c }
      """
    ).values[0]
    #expect(isNear(found.moments.mean, 8, 0.001))
    #expect(isNear(found.moments.deviation, 5.squareRoot(), 0.005))
    #expect(isNear(try quantile(found, 0.9), 8 + Self.p90 * 5.squareRoot(), 0.003))
    #expect(found.base == 8)
  }

  @Test("A product of lognormals is lognormal, with the variances of the logarithms added")
  func productOfLognormals() throws {
    let found = try answer(
      """
      input a = 4 ~ 2 to 8
      input b = 3 ~ 1 to 9
      calc  c = a * b
      simulate 16k draws sobol { c }
      """
    ).values[0]
    // p5 and p95 lie 1.6448536269515 deviations from the mean of the logarithm.
    let deviation = (pow(log(4), 2) + pow(log(9), 2)).squareRoot() / (2 * 1.6448536269515)
    #expect(isNear(try quantile(found, 0.5), 12, 0.01))
    #expect(isNear(try quantile(found, 0.9), 12 * exp(Self.p90 * deviation), 0.01))
  }

  @Test("An input's own percentiles come out as they are stated", arguments: ["plain", "latin", "sobol"])
  func ownPercentiles(_ sampling: String) throws {
    let found = try answer(
      """
      input a = 72% ~ beta(p10 55%, p90 85%)
      calc  c = a
      simulate 20k draws \(sampling) seed 3 { c }
      """
    ).values[0]
    #expect(isNear(try quantile(found, 0.1), 0.55, 0.01))
    #expect(isNear(try quantile(found, 0.9), 0.85, 0.01))
  }

  @Test("The same seed gives the same bits on 1, 2, 3 and 4 threads, another seed others")
  func threads() throws {
    func text(_ seed: Int) -> String {
      """
      input a = 5 ~ normal(5, 1)
      input b = 3 ~ 1 to 9
      correlate a, b = 0.5
      calc  c = a * b
      calc  d = a / (b - 3)
      check "few" c < 20
      simulate 20k draws seed \(seed) { c, d }
      """.replacingOccurrences(of: "check \"few\" c", with: "check \"few\": c")
    }
    func digest(_ outcome: SimulationOutcome) -> [UInt64] {
      var numbers: [Double] = outcome.checks.map { Double($0.held) }
      for value in outcome.values {
        numbers += value.quantiles
        numbers += value.ranks
        numbers += [value.moments.mean, value.moments.deviation, value.moments.least]
        if let shares = value.shares { numbers += shares.first + shares.total }
      }
      return numbers.map(\.bitPattern)
    }
    let one = digest(try answer(text(7)) { $0.findsShares = true })
    for threads in 2...4 {
      #expect(
        digest(
          try answer(text(7)) {
            $0.threads = threads; $0.findsShares = true
          }) == one)
    }
    #expect(digest(try answer(text(8)) { $0.findsShares = true }) != one)
  }

  @Test("Correlations are reached within their error, and leave each input's own distribution as it is")
  func correlation() throws {
    let outcome = try answer(
      """
      input a = 5 ~ uniform(4, 8)
      input b = 3 ~ 1 to 9
      correlate a, b = -0.6
      calc  c = a
      calc  d = b
      simulate 32k draws { c, d }
      """)
    // 32,000 pairs: the error of a rank correlation is below 1 / sqrt(32,000), which is 0.006.
    #expect(abs(outcome.values[0].ranks[1] - -0.6) < 0.02)
    #expect(abs(outcome.values[0].ranks[0] - 1) < 1e-12)
    #expect(isNear(try quantile(outcome.values[0], 0.25), 5, 0.01))
    #expect(isNear(try quantile(outcome.values[1], 0.95), 9, 0.03))
  }

  @Test("Only inputs that the results or the checks depend on are drawn, and a new one leaves the others' draws alone")
  func reached() throws {
    let text = """
      input a = 5 ~ uniform(4, 8)
      input b = 3 ~ 1 to 9
      calc  c = a
      calc  d = b
      simulate 5k draws { c }
      """
    let one = try answer(text)
    #expect(one.inputs.count == 1)
    #expect(one.certainInputs == 0)
    let both = try answer(
      "input extra = 1 ~ 0.5 to 2\n" + text.replacingOccurrences(of: "{ c }", with: "{ c, d + extra }"))
    #expect(both.inputs.count == 3)
    #expect(both.values[0].quantiles == one.values[0].quantiles)
  }

  @Test("Undefined draws are counted and left out of the numbers; Latin strata make the shares exact")
  func undefined() throws {
    let outcome = try answer(
      """
      input a = 1 ~ discrete(0: 25%, 1: 75%)
      input b = 5 ~ uniform(4, 8)
      calc  c = 2 / a
      check "small": b < 6
      simulate 10k draws latin { c, b < 5 }
      """)
    #expect(outcome.values[0].undefined == 2500)
    #expect(outcome.values[0].moments.count == 7500)
    #expect(outcome.values[0].moments.mean == 2)
    #expect(outcome.checks.map(\.held) == [5000])
    #expect(isNear(outcome.values[1].moments.mean, 0.25, 1e-9))
    #expect(outcome.values[1].base == 0)
  }

  @Test("A check that is undefined in a draw neither holds nor fails there")
  func undefinedCheck() throws {
    let outcome = try answer(
      """
      input a = 1 ~ discrete(0: 25%, 1: 25%, 3: 50%)
      calc  c = 2 / a
      check "more than one": c > 1
      simulate 10k draws latin { c }
      """)
    #expect(outcome.checks.map(\.held) == [2500])
    #expect(outcome.checks.map(\.undefined) == [2500])
  }

  @Test("Shares of the variance: of a sum by the variances, of a product of centred factors only together")
  func shares() throws {
    let outcome = try answer(
      """
      input a = 0 ~ uniform(-1, 1)
      input b = 0 ~ uniform(-1, 1)
      calc  c = 2 * a + b
      calc  d = a * b
      simulate 16384 draws { c, d }
      """
    ) { $0.findsShares = true }
    let sum = try #require(outcome.values[0].shares)
    #expect(abs(sum.first[0] - 0.8) < 0.005)
    #expect(abs(sum.total[1] - 0.2) < 0.005)
    let product = try #require(outcome.values[1].shares)
    #expect(abs(product.first[0]) < 0.01)
    #expect(abs(product.total[0] - 1) < 0.02)
    #expect(outcome.shareEvaluations == 16_384 * 4)
  }

  @Test("What is stopped answers for the draws that are done, as if no more had been asked")
  func stopped() throws {
    let text = "input a = 5 ~ normal(5, 1)\ncalc c = a\nsimulate 40k draws { c }"
    let runs = Mutex(0)
    let stopped = try answer(text) { options in
      options.shouldStop = {
        runs.withLock {
          $0 += 1; return $0 > 2
        }
      }
    }
    #expect(stopped.draws == 8192)
    #expect(stopped.wanted == 40_000)
    let short = try answer(text.replacingOccurrences(of: "40k", with: "8192"))
    #expect(short.values[0].quantiles == stopped.values[0].quantiles)
  }

  @Test("Where not all numbers are kept, percentiles are within the bound that is told")
  func sketched() throws {
    let text = "input a = 0.5 ~ uniform(0, 1)\ncalc c = a\nsimulate 200k draws { c }"
    let exact = try answer(text).values[0]
    let found = try answer(text) { $0.keptNumbers = 1000 }.values[0]
    #expect(exact.rankError == 0)
    #expect(found.rankError > 0)
    #expect(found.rankError < 0.01)
    // Of a uniform number between 0 and 1 the rank is the value; that of the exact one is off by chance alone.
    for (one, other) in zip(exact.quantiles, found.quantiles) { #expect(abs(one - other) <= found.rankError + 1e-3) }
    #expect(exact.moments.mean == found.moments.mean)
  }

  @Test("All shapes of an input take one random number a trial")
  func oneDraw() throws {
    let outcome = try answer(
      """
      input a = 5 ~ uniform(4, 8) { from 2026-03: 50 ~ uniform(40, 80) }
      calc  c = a * 1
      simulate 5k draws { (c at 2026-04) / (c at 2026-01) }
      """.replacingOccurrences(of: "(c at 2026-04) / (c at 2026-01)", with: "c[2026-04] / c[2026-01]"))
    #expect(isNear(outcome.values[0].moments.least, 10, 1e-9))
    #expect(isNear(outcome.values[0].moments.greatest, 10, 1e-9))
  }

  @Test("A case's value is certain, and a growing input's level and rate are drawn")
  func cases() throws {
    let text = """
      input a = 100 ~ uniform(90, 130) growing 10%/month ~ 5%/month to 15%/month
      calc  c = a
      case fixed { a -> 100 }
      simulate 5k draws { c at 2026-01 }
      """
    let base = try answer(text)
    #expect(base.values[0].moments.least > 89.9)
    #expect(base.values[0].moments.greatest < 130.1)
    #expect(base.values[0].moments.deviation > 5)
    let fixed = try answer(text, case: "fixed")
    #expect(fixed.values[0].moments.least == 100)
    #expect(fixed.values[0].moments.greatest == 100)
  }
}
