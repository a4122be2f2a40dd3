import MarginSource
import MarginUnits

extension Lint {
  /// Calls counted instead of tasks: a bill is divided by calls where the model knows the accepted outcomes, and no cost
  /// of an outcome stands beside it.
  static let costOfCalls = Lint { linted in
    let known = linted.named
    guard known.contains(where: { $0.dimension?.isCount(of: "outcome") == true && !$0.isInput }),
      !known.contains(where: { $0.dimension?.isPrice(of: "outcome") == true && !$0.isInput })
    else { return [] }
    return known.compactMap { definition -> Diagnostic? in
      guard !definition.isInput, case .formula(let body) = definition.body,
        definition.dimension?.isPrice(of: "request") == true || definition.dimension?.isPrice(of: "attempt") == true
      else { return nil }
      let factors = Factors(body, linted.model, keeping: Set(linted.model.definitions.indices)).list
      guard factors.contains(where: { !$0.isInverse && dimension($0)?.isBill == true }),
        let calls = factors.first(where: { $0.isInverse && isCalls(dimension($0)) })
      else { return nil }
      return .lint(
        "W918", "a cost is divided by calls, and outcomes are known", definition.span,
        "`\(definition.path)` falls with every retry", secondary: [.init(calls.formula.span, "calls")],
        fix: "divide by what is accepted, and show both where calls are wanted too")
    }
  }

  private static func dimension(_ factor: Factors.Factor) -> Dimension? {
    if case .quantity(let dimension) = factor.formula.type { return dimension }
    return nil
  }

  private static func isCalls(_ dimension: Dimension?) -> Bool {
    dimension?.isCount(of: "request") == true || dimension?.isCount(of: "attempt") == true
  }
}
