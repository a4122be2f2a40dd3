import MarginSource
import MarginUnits

extension Lint {
  /// Models chosen by their list prices: without hit rate and acceptance the cheaper price can be the dearer outcome.
  static let priceAlone = Lint { linted in
    let decided = linted.model.decisions.compactMap { decision -> Diagnostic? in
      guard decision.shown.indices.contains(decision.criterion) else { return nil }
      let id = decision.shown[decision.criterion].definition
      return isListPrice(id, linted) ? fault(id, decision.span, linted) : nil
    }
    return decided
      + linted.model.definitions.compactMap { definition in
        guard case .formula(let body) = definition.body, definition.purpose != .test else { return nil }
        var waiting = [body]
        while let next = waiting.popLast() {
          if case .fold(.min, let id, over: _, onto: _) = next.form, isListPrice(id, linted) {
            return fault(id, definition.span, linted)
          }
          waiting += next.operands
        }
        return nil
      }
  }

  private static func fault(_ id: Int, _ span: Span, _ linted: LintedModel) -> Diagnostic {
    .lint(
      "W912", "models are compared by price alone", span,
      "`\(linted.model.definitions[id].path)` knows neither cache hits nor acceptance",
      fix: "compare the cost of an accepted outcome: attempts, hit rate and acceptance included")
  }

  /// Money for tokens that is made of prices alone.
  private static func isListPrice(_ id: Int, _ linted: LintedModel) -> Bool {
    let definition = linted.model.definitions[id]
    guard definition.dimension?.isPrice(of: "token") == true else { return false }
    let formula = Formula(
      .definition(id), type: definition.type, axes: definition.axes, unit: definition.unit, span: definition.span)
    return linted.inputs(of: formula).allSatisfy {
      linted.model.definitions[$0].dimension?.isPrice(of: "token") == true
    }
  }
}
