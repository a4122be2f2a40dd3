import MarginSource

extension Lint {
  /// A bill divided by utilisation: the bill stays what it is however busy the machines are. Only a price for a useful
  /// unit rises as utilisation falls.
  static let fixedCostByUtilisation = Lint { linted in
    linted.named.compactMap { definition in
      guard !definition.isInput, case .formula(let body) = definition.body else { return nil }
      for term in body.terms(linted.model) {
        guard case .product(let factors) = term.term.form, case .quantity(let dimension) = term.term.type,
          dimension.isBill
        else { continue }
        guard let divisor = factors.first(where: { $0.inverse && isUtilisation($0.factor, linted.model) }) else {
          continue
        }
        return .lint(
          "W908", "a fixed cost is divided by utilisation", divisor.factor.span,
          "`\(definition.path)` is a bill, not a price",
          fix: "divide a price for a useful unit instead: cost / (capacity * utilisation)")
      }
      return nil
    }
  }

  private static func isUtilisation(_ formula: Formula, _ model: Model) -> Bool {
    guard case .definition(let id) = formula.form, model.definitions[id].dimension?.isPlain == true else {
      return false
    }
    let name = LintedModel.lastName(model.definitions[id])
    return name.contains("utili") || name.contains("occupancy")
  }
}
