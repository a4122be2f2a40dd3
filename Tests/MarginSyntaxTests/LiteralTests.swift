import MarginSource
import Testing

@testable import MarginSyntax

@Suite("Literals")
struct LiteralTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let text: String
    let value: Double
    let unit: String
    init(_ text: String, _ value: Double, _ unit: String = "") {
      (self.text, self.value, self.unit) = (text, value, unit)
    }
    var testDescription: String { text }
  }

  static let samples = [
    Sample("1_250.5", 1250.5), Sample("3e-4", 3e-4), Sample("120k", 120_000), Sample("1.5M", 1.5e6),
    Sample("2bn", 2e9), Sample("72%", 0.72), Sample("5pp", 0.05), Sample("5bp", 0.0005), Sample("2x", 2),
    Sample("0.1k", 100), Sample("1.1%", 0.011), Sample("$3.00", 3, "USD"), Sample("€2", 2, "EUR"),
    Sample("£2", 2, "GBP"), Sample("3 USD", 3, "USD"), Sample("$3.00/1M tokens", 3, "USD / 1e6 tokens"),
    Sample("$3 per 1M tokens", 3, "USD / 1e6 tokens"), Sample("$2.50/GPU-hour", 2.5, "USD / GPU / hour"),
    Sample("40 requests/s", 40, "requests / s"), Sample("81% outcomes/request", 0.81, "outcomes / request"),
    Sample("2 weeks", 2, "weeks"), Sample("10GB", 10, "GB"), Sample("9 m^2", 9, "m^2"),
    Sample("6%/month", 0.06, "/ month"), Sample("5 GPU-hours", 5, "GPU hours"),
    Sample("40 requests per second", 40, "requests / second"), Sample("$40k", 40_000, "USD"),
    Sample("$3/1M tokens/hour", 3, "USD / 1e6 tokens / hour"), Sample("9 J/m^2", 9, "J / m^2"),
  ]

  @Test("A number and its unit are one literal", arguments: samples)
  func literal(sample: Sample) throws {
    let (tree, diagnostics) = parsed("calc x = " + sample.text)
    #expect(diagnostics.map(\.message) == [])
    let number = try #require(self.number(in: tree))
    #expect(number.value == sample.value)
    #expect(unitText(number.unit) == sample.unit)
    #expect(tree.source.text(number.span) == sample.text)
  }

  @Test("A spaced operator ends the unit, so that a rate divides as a whole")
  func spacedOperator() throws {
    let tree = parsed("calc x = v / 40 requests/s * 2").tree
    guard case .product(let factors)? = value(in: tree)?.form else {
      Issue.record("no product")
      return
    }
    #expect(factors.count == 3)
    #expect(factors.map(\.inverse) == [false, true, false])
  }

  @Test(
    "A unit ends a side of a comparison; behind a value of its own a word that is set is a name",
    arguments: [
      "check \"c\": a * 1 request = b", "check \"c\": 8 GPUs = b", "calc x = if a / 1 request = 2 then 1 else 0",
      "test \"t\" { expect owned.power * 8 GPUs = 10.2 kW }", "test \"t\" { expect a / 1 request = 2 }",
    ])
  func unitBeforeEquals(_ text: String) {
    #expect(parsed(text).diagnostics.map(\.message) == [])
    #expect(parsed("test \"t\" { with a = 5 b = 6 }").diagnostics.count == 1)
  }

  @Test("A subtraction that touches is no unit when a digit follows")
  func touchingMinus() {
    guard case .sum(let terms)? = value(in: parsed("calc x = 10 tokens -5 tokens").tree)?.form else {
      Issue.record("no sum")
      return
    }
    #expect(terms.count == 2)
  }

  private func value(in tree: SyntaxTree) -> Expression? {
    guard case .definition(let definition)? = tree.statements.first?.form,
      case .expression(let value)? = definition.value?.form
    else { return nil }
    return value
  }

  private func number(in tree: SyntaxTree) -> NumberLiteral? {
    guard case .number(let number)? = value(in: tree)?.form else { return nil }
    return number
  }

  private func unitText(_ unit: UnitExpression?) -> String {
    var result = ""
    for factor in unit?.factors ?? [] {
      if factor.exponent < 0 { result += result.isEmpty ? "/ " : " / " } else if !result.isEmpty { result += " " }
      if factor.multiple != 1 { result += "1e\(String(Int64(factor.multiple)).count - 1) " }
      result += factor.name.text
      if abs(factor.exponent) != 1 { result += "^\(abs(factor.exponent))" }
    }
    return result
  }
}
