import MarginSource

extension Lint {
  /// A difference that is zero whatever the numbers are: hidden recompute priced by the cost per output that already
  /// holds it, `total - outputs * (total / outputs)`.
  static let emptyDifference = Lint { linted in
    linted.model.definitions.compactMap { definition in
      guard definition.purpose == .named, case .formula(let body) = definition.body else { return nil }
      let terms = body.terms(linted.model)
      guard terms.count == 2, terms[0].negative != terms[1].negative else { return nil }
      // What the first term names is kept whole, so that it is found again in the second.
      let whole: Set<Int> =
        if case .definition(let id) = terms[0].term.form { [id] } else { [] }
      let first = Factors(terms[0].term, linted.model, keeping: whole)
      let second = Factors(terms[1].term, linted.model, keeping: whole)
      guard !first.list.isEmpty, first.isSame(as: second) else { return nil }
      return .lint(
        "W907", "`\(definition.path)` is zero by construction", definition.span, "both sides are the same product",
        notes: [("because", "the unit cost is made of the total that it is held against")],
        fix: "hold the total against an ideal unit cost, one attempt without retries or recompute")
    }
  }
}
