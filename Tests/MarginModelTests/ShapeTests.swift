import MarginModel
import Testing

/// Which cells are drawn from which distribution. Quantiles of the normal distribution: p90 is 1.2815515655446 deviations
/// above the mean, p95 is 1.6448536269515 (any table of them).
@Suite("Shapes")
struct ShapeTests {
  private func shapes(_ text: String, _ path: String, case name: String = "base", level: String = "") -> [CellShape] {
    let checked = Checked("model \"M\" { currency USD; timeline 2026-01 for 4 months }\n" + text)
    guard let model = checked.model, let id = model.paths[path],
      let index = model.cases.firstIndex(where: { $0.name == name })
    else {
      Issue.record("\(checked.messages)")
      return []
    }
    return model.uncertainLeaf(of: id, in: index)?.shapes(in: index) ?? []
  }

  private func quantiles(_ text: String, _ levels: [Double], case name: String = "base") -> [Double] {
    let found = shapes(text, "a", case: name)
    #expect(found.count == 1)
    return levels.map { level in found.first.map { ($0.shape.quantile(level) * 1e9).rounded() / 1e9 } ?? .nan }
  }

  @Test("A shape has the quantiles that it is stated by, in the input's unit")
  func stated() {
    #expect(quantiles("input a = 72% ~ beta(p10 55%, p90 85%)", [0.1, 0.9]) == [0.55, 0.85])
    #expect(quantiles("input a = 4% ~ 2% to 9%", [0.05, 0.95]) == [0.02, 0.09])
    #expect(quantiles("input a = $3 ~ $2 to $5", [0.05, 0.95]) == [2, 5])
    #expect(quantiles("input a = 1 ~ -2 to 4", [0.05, 0.5, 0.95]) == [-2, 1, 4])
    #expect(quantiles("input a = $5 ~ normal($5, $1)", [0.5, 0.9]) == [5, 6.281551566])
    #expect(quantiles("input a = 5 ~ gamma(p10 4, p90 6)", [0.1, 0.9]) == [4, 6])
    #expect(quantiles("input a = 5 ~ uniform(4, 8)", [0, 0.25, 1]) == [4, 5, 8])
    #expect(quantiles("input a = 5 ~ triangular(2, 5, 8)", [0, 0.5, 1]) == [2, 5, 8])
    #expect(quantiles("input a = 5 ~ pert(2, 5, 8)", [0, 0.5, 1]) == [2, 5, 8])
    #expect(quantiles("input a = 5 ~ empirical(4, 9, 5)", [0, 0.25, 1]) == [4, 4.5, 9])
    // A minute is 60 seconds; the shape is written in another scale than the value.
    #expect(quantiles("input a = 90 seconds ~ 1 minute to 3 minutes", [0.05, 0.95]) == [60, 180])
  }

  @Test("The short form names its family")
  func named() {
    #expect(shapes("input a = 4% ~ 2% to 9%", "a").map(\.shape.text) == ["2% to 9% (beta)"])
    #expect(shapes("input a = 4 ~ 2 to 9", "a").map(\.shape.text) == ["2 to 9 (lognormal)"])
    #expect(shapes("input a = 4 ~ -2 to 9", "a").map(\.shape.text) == ["-2 to 9 (normal)"])
  }

  @Test("Discrete values have their weights, as shares or in proportion")
  func discrete() {
    #expect(quantiles("input a = $1 ~ discrete($1: 70%, $2: 30%)", [0.69, 0.71]) == [1, 2])
    #expect(quantiles("input a = $1 ~ discrete($1: 7, $2: 3)", [0.69, 0.71]) == [1, 2])
    #expect(quantiles("input a = 4 ~ discrete(4, 9)", [0.49, 0.51]) == [4, 9])
  }

  @Test("A sample of measured values comes from a data file, in the unit of its header")
  func sample() {
    let text = """
      input a = 12 seconds ~ empirical(csv "latency.csv" column took)

      === latency.csv
      call,took [minutes]
      x,0.5
      y,0.1
      z,0.2
      """
    // Half a minute is the longest.
    #expect(quantiles(text, [0, 0.5, 1]) == [6, 12, 30])
  }

  @Test("A shape is cut at the range of its input")
  func cut() {
    let found = quantiles("input a = 5% ~ normal(5%, 5%) { range 0% to 100% }", [0, 1])
    #expect(found == [0, 1])
    // Above 0 lie 84.1 % of it; half of these are below the value with 15.9 + 42.1 = 57.9 % below, 0.2 deviations up.
    let middle = quantiles("input a = 5% ~ normal(5%, 5%) { range 0% to 100% }", [0.5])[0]
    #expect((middle - 0.06).magnitude < 0.0001)
  }

  @Test("A case's value is certain unless it brings its own shape; what it scales or adds to keeps one")
  func cases() {
    let text = """
      input a = 5 ~ uniform(4, 8)
      calc b = a
      case fixed { a 5 -> 7 }
      case other { a 5 -> 7 ~ uniform(6, 10) }
      case double { scale a by 2 }
      case more { add a by 1 }
      case late { a 5 -> 7 from 2026-03 }
      """
    #expect(shapes(text, "a", case: "fixed").isEmpty)
    #expect(quantiles(text, [0, 1], case: "other") == [6, 10])
    #expect(quantiles(text, [0, 1], case: "double") == [8, 16])
    #expect(quantiles(text, [0, 1], case: "more") == [5, 9])
    #expect(shapes(text, "a").map(\.cells) == [[0, 1, 2, 3]])
    #expect(shapes(text, "a", case: "late").map(\.cells) == [[0, 1]])
  }

  @Test("A dated value has its own shape, or none")
  func dated() {
    let text = "input a = 5 ~ uniform(4, 8) { from 2026-02: 6 ~ uniform(5, 9); from 2026-04: 7 }"
    let found = shapes(text, "a")
    #expect(found.map(\.cells) == [[0], [1, 2]])
    #expect(found.map { $0.shape.quantile(1) } == [8, 9])
  }

  @Test("The shape behind a rate is the rate's, the one behind the level the level's")
  func growing() {
    let text = "input a = 100 ~ uniform(90, 120) growing 6%/month ~ 4%/month to 9%/month"
    #expect(quantiles(text, [0, 1]) == [90, 120])
    let rate = shapes(text, "a.growth").first?.shape
    #expect(rate.map { ($0.quantile(0.95) * 1e9).rounded() / 1e9 } == 0.09)
    #expect(rate?.text == "4%/month to 9%/month (lognormal)")
  }
}
