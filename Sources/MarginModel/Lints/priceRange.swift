import MarginSource
import MarginUnits

extension Lint {
  /// A price of tokens far from all that are asked for, and the factor of the scale that was meant where one explains
  /// it: published price lists are stated per token, per 1K and per 1M.
  ///
  /// The range: of 3,233 input and 3,231 output prices of chat models in LiteLLM's catalogue 1.109.1, all but a handful
  /// lie between $0.01 and $200 a million; cache reads go down to $0.001.
  static let priceRange = Lint { linted in
    linted.assumptions.flatMap { definition, numbers -> [Diagnostic] in
      guard let dimension = definition.dimension, dimension.isPrice(of: "token") else { return [] }
      let perMillion = numbers.filter { $0.isFinite && $0 > 0 }.map { $0 * definition.unit.scale * 1e6 }
      guard let odd = perMillion.first(where: { !isPlausible($0, definition) }) else { return [] }
      return [priceFault(definition, odd)]
    }
  }

  private static func isPlausible(_ perMillion: Double, _ definition: Definition) -> Bool {
    let name = LintedModel.lastName(definition)
    let isCached = ["cache", "hit", "read", "stor"].contains { name.contains($0) }
    return (isCached ? 0.001...200 : 0.01...200).contains(perMillion)
  }

  private static func priceFault(_ definition: Definition, _ perMillion: Double) -> Diagnostic {
    let slips = [(1e-3, "1k tokens"), (1e-6, "token"), (1e3, "1k tokens"), (1e6, "token")]
    let shown = "$\(short(perMillion)) for 1M tokens"
    guard let slip = slips.first(where: { isPlausible(perMillion * $0.0, definition) }) else {
      return .lint(
        "W903", "`\(definition.path)` is no price of this market", definition.span, shown,
        notes: [("market", "0.01 to 200 USD for 1M tokens, cache reads from 0.001")],
        fix: "compare with the provider's price list, and name it as the source")
    }
    let words =
      slip.0 < 1
      ? "a price for 1M tokens stands as one for \(slip.1)" : "a price for \(slip.1) stands as one for 1M tokens"
    return .lint(
      "W904", "the scale of `\(definition.path)` looks wrong", definition.span, shown,
      notes: [("likely", words + ": $\(short(perMillion * slip.0)) for 1M tokens would fit")],
      fix: "write the scale as the price list has it, such as `$3/1M tokens` or `$0.003/1k tokens`")
  }
}
