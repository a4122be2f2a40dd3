import MarginSource
import MarginUnits

extension Lint {
  /// Tokens that are all paid at the full price: a price list has input and output and nothing for what the cache holds,
  /// and no share comes between the input price and the cost. A share there is a way of counting the cache too.
  static let noCachedPrice = Lint { linted in
    let prices = linted.assumptions.map(\.definition).filter { $0.dimension?.isPrice(of: "token") == true }
    guard !prices.contains(where: { isCached(LintedModel.lastName($0)) }) else { return [] }
    return prices.compactMap { input -> Diagnostic? in
      guard isInput(LintedModel.lastName(input)), !linted.isSharedOut(input.id) else { return nil }
      let own = path(of: input)
      guard let output = prices.first(where: { isOutput(LintedModel.lastName($0)) && path(of: $0) == own }),
        linted.costs(of: input.id).contains(where: linted.costs(of: output.id).contains)
      else { return nil }
      return .lint(
        "W916", "no price for cached tokens", input.span, "every input token is paid in full here",
        secondary: output.span == input.span ? [] : [.init(output.span, "output")],
        notes: [("usual", "a cache read costs a tenth to a half of the input price")],
        fix: "add the cached price and the share of input that hits, `input hit_rate = 0%` where nothing is cached")
    }
  }

  private static func path(of definition: Definition) -> [Substring] {
    definition.path.split(separator: ".").dropLast()
  }
  private static func isInput(_ name: String) -> Bool { name.contains("input") || name.contains("prompt") }
  private static func isOutput(_ name: String) -> Bool {
    ["output", "completion", "generat", "answer"].contains { name.contains($0) }
  }
  private static func isCached(_ name: String) -> Bool {
    ["cache", "hit", "read", "miss"].contains { name.contains($0) }
  }
}

extension LintedModel {
  /// The money that is made of a definition, itself or through others.
  func costs(of definition: Int) -> Set<Int> {
    Set(
      reached(from: definition).filter { id in
        model.definitions[id].dimension?.exponents.contains { UnitTable.isCurrency($0.key) } == true
      })
  }

  /// What reads a definition, itself or through others.
  func reached(from definition: Int) -> Set<Int> {
    var seen: Set<Int> = []
    var waiting = readers[definition]
    while let next = waiting.popLast() {
      if seen.insert(next).inserted { waiting += readers[next] }
    }
    return seen
  }

  /// Whether a product in which a price stands holds a share: part of what is counted pays another price. A sum inside
  /// the product is looked into; where the price is inside anything else, that may be a way of sharing out too.
  func isSharedOut(_ price: Int) -> Bool {
    readers[price].contains { reader in
      guard case .formula(let body) = model.definitions[reader].body else { return false }
      var waiting = [body]
      while let next = waiting.popLast() {
        for term in next.terms(model) where reads(term.term, price) {
          for factor in Factors(term.term, model, keeping: [price]).list {
            guard reads(factor.formula, price) else {
              if isShare(factor) { return true }
              continue
            }
            if case .sum = factor.formula.form, factor.formula !== next {
              waiting.append(factor.formula)
            } else if !factor.formula.operands.isEmpty {
              return true
            }
          }
        }
      }
      return false
    }
  }

  /// A plain factor that is no written number.
  private func isShare(_ factor: Factors.Factor) -> Bool {
    guard case .quantity(let dimension) = factor.formula.type, dimension.isPlain else { return false }
    if case .number = factor.atom { return false }
    return true
  }

  private func reads(_ formula: Formula, _ definition: Int) -> Bool { formula.references().contains(definition) }
}
