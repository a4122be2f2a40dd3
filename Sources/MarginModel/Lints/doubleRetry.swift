import MarginSource

extension Lint {
  /// Retries counted twice: a cost that already holds every attempt is raised by the retry rate again, or the cost of
  /// the retries is added to it.
  static let doubleRetry = Lint { linted in
    let found = linted.model.definitions.compactMap { definition in
      rateCountedTwice(definition, linted).map { (definition: definition, rate: $0) }
    }
    // What only reads such a cost holds the mistake too, and is not told of.
    let costs = Set(found.map(\.definition.id))
    return found.compactMap { definition, rate in
      let reads = dependencies(of: definition).all.filter { $0 != definition.id }
      return costs.isDisjoint(with: reads) ? fault(definition, rate, linted) : nil
    }
  }

  private static func rateCountedTwice(_ definition: Definition, _ linted: LintedModel) -> Int? {
    guard case .formula(let body) = definition.body, !definition.isInput else { return nil }
    let terms = body.terms(linted.model)
    let rates = terms.map { RetryFactors($0.term, linted) }
    if let twice = rates.lazy.compactMap(\.twice).first { return twice }
    let positive = zip(terms, rates).filter { !$0.0.negative }.map(\.1)
    for (index, whole) in positive.enumerated() {
      for (other, extra) in positive.enumerated() where other != index {
        guard let rate = whole.raised.intersection(extra.plain).subtracting(extra.raised).min(),
          !whole.prices.isDisjoint(with: extra.prices)
        else { continue }
        return rate
      }
    }
    return nil
  }

  private static func fault(_ definition: Definition, _ rate: Int, _ linted: LintedModel) -> Diagnostic {
    let input = linted.model.definitions[rate]
    return .lint(
      "W906", "`\(input.path)` is counted twice", definition.span, "its retries are in this cost already",
      secondary: input.span.file == definition.span.file ? [.init(input.span, "the rate")] : [],
      fix: "count attempts once, `requests * expected_attempts(rate, max)`, and price each attempt")
  }
}

/// How retry rates enter a product.
private struct RetryFactors {
  /// Rates that raise the number of attempts: `1 + rate`, `1 / (1 - rate)`, `expected_attempts(rate, max)`.
  var raised: Set<Int> = []
  /// Rates that stand as a factor.
  var plain: Set<Int> = []
  /// Money for something counted, among the factors.
  var prices: Set<Int> = []
  /// A rate that raises the product more than once, or raises it and is a factor too.
  var twice: Int?

  init(_ formula: Formula, _ linted: LintedModel) {
    for factor in Factors(formula, linted.model).list {
      let raising = Self.raising(factor, linted)
      let alone = Self.rate(factor, linted)
      if let again = (raising.intersection(raised).union(raising.intersection(plain)).union(alone.intersection(raised)))
        .min()
      {
        twice = again
      }
      raised.formUnion(raising)
      plain.formUnion(alone)
      if case .definition(let id) = factor.atom, linted.model.definitions[id].isInput,
        linted.model.definitions[id].dimension?.exponents.keys.contains(where: { $0.count == 3 && $0 != "GPU" }) == true
      {
        prices.insert(id)
      }
    }
  }

  private static func rate(_ factor: Factors.Factor, _ linted: LintedModel) -> Set<Int> {
    guard !factor.isInverse, case .definition(let id) = factor.atom, isRetry(linted.model.definitions[id]) else {
      return []
    }
    return [id]
  }

  private static func raising(_ factor: Factors.Factor, _ linted: LintedModel) -> Set<Int> {
    var formula = factor.formula
    if case .definition(let id) = formula.form, case .formula(let body) = linted.model.definitions[id].body,
      !linted.model.definitions[id].isInput
    {
      formula = body
    }
    switch formula.form {
    case .call(let function, let arguments) where function.name == "expected_attempts" && !factor.isInverse:
      return arguments.first.map { linted.inputs(of: $0) } ?? []
    case .sum(let terms) where terms.count == 2:
      guard case .literal(1) = terms[0].term.form, !terms[0].negative, terms[1].negative == factor.isInverse else {
        return []
      }
      return linted.inputs(of: terms[1].term).filter { isRetry(linted.model.definitions[$0]) }
    default: return []
    }
  }

  private static func isRetry(_ definition: Definition) -> Bool {
    let name = LintedModel.lastName(definition)
    return definition.dimension?.isPlain == true && (name.contains("retr") || name.contains("fail"))
  }
}
