import MarginSource
import MarginSyntax
import MarginUnits

/// A step from one currency to another: times the rate, or divided by it.
private struct ExchangeStep {
  let rate: ExchangeRate
  let isInverse: Bool
}

/// Amounts in other currencies: `as USD` goes by the model's rates, and nothing else does.
extension Checker {
  /// The currency that must go and the one that must come for two dimensions to agree, and to which power; nil where
  /// they differ in more than that.
  func exchange(from given: Dimension, to wanted: Dimension) -> (from: String, to: String, power: Int)? {
    let missing = (wanted / given).powers
    guard missing.count == 2, missing.allSatisfy({ UnitTable.isCurrency($0.base) }),
      let to = missing.first(where: { $0.exponent > .zero }), let from = missing.first(where: { $0.exponent < .zero }),
      to.exponent == -from.exponent, to.exponent.denominator == 1, to.exponent.numerator <= 4
    else { return nil }
    return (from.base, to.base, to.exponent.numerator)
  }

  /// True of a unit such as USD/EUR, whose plain number is a rate.
  func isExchangeRate(_ dimension: Dimension) -> Bool {
    dimension.powers.count == 2 && exchange(from: .plain, to: dimension) != nil
  }

  /// The rates that lead from one currency to another; nil where none do.
  private func steps(from: String, to: String) -> [ExchangeStep]? {
    func climb(_ start: String) -> [ExchangeRate] {
      var result: [ExchangeRate] = []
      while let next = rates[result.last?.to ?? start], result.count <= rates.count { result.append(next) }
      return result
    }
    let (up, down) = (climb(from), climb(to))
    let reached = [from] + up.map(\.to)
    let wanted = [to] + down.map(\.to)
    guard let meeting = reached.first(where: { wanted.contains($0) }), let high = reached.firstIndex(of: meeting),
      let low = wanted.firstIndex(of: meeting)
    else { return nil }
    return up.prefix(high).map { ExchangeStep(rate: $0, isInverse: false) }
      + down.prefix(low).reversed().map { ExchangeStep(rate: $0, isInverse: true) }
  }

  /// True where the model's rates lead from one currency to the other.
  func isKnown(from: String, to: String) -> Bool { steps(from: from, to: to) != nil }

  /// `x as USD` where x is in another currency; nil, with a message, where no rate leads there.
  func exchanged(
    _ inner: Formula, _ way: (from: String, to: String, power: Int), _ unit: Unit, _ span: Span, _ place: Span
  ) -> Formula? {
    guard let steps = steps(from: way.from, to: way.to) else {
      guard unreadRates.isEmpty else {
        isSilenced = true
        return nil
      }
      error(
        "U271", "no rate leads from \(way.from) to \(way.to)", place,
        "the model does not say what \(way.from) is worth",
        secondary: [.init(inner.span, inner.unit.text)], fixes: [missingRate(way.from, way.to)])
      return nil
    }
    var factors: [(inverse: Bool, factor: Formula)] = [(false, inner)]
    for step in steps {
      guard let rate = reference(step.rate.draft, span) else { return nil }
      for _ in 0..<way.power { factors.append((step.isInverse, rate)) }
    }
    let product = product(factors, span)
    return Formula(
      .sum([(false, product)]), type: .quantity(unit.dimension), axes: product.axes, unit: unit, span: span)
  }

  /// `U203` of `fee as USD` where the fee is per time: the rate of exchange fits, only the time is not said.
  func lacksTime(_ inner: Formula, _ given: Dimension, _ unit: Unit, _ place: Span) -> Bool {
    guard
      let time = inner.unit.factors.first(where: {
        $0.exponent == Rational(-1) && $0.dimension == .time
      }),
      unit.factors.count == 1,
      given * .time == unit.dimension || exchange(from: given * .time, to: unit.dimension) != nil
    else { return false }
    let text = unit.text + "/" + time.singular
    error(
      "U203", "this is an amount per time", inner.span, inner.unit.text,
      fixes: [.init("write `as \(text)`", edits: [.init(place, text)])])
    return true
  }

  /// The statement that a model lacks; its number is nothing to guess.
  private func missingRate(_ from: String, _ to: String) -> Diagnostic.Fix {
    let (from, to) = to == currency || from != currency ? (from, to) : (to, from)
    return .init(
      "say what one \(from) is worth, with your source: "
        + "`fx \(from) to \(to) { \(timeline.isDeclared ? timeline.label(0) : "2026-01"): …; source \"…\" 2026-01-15 }`"
    )
  }

  /// `U270`: amounts of two currencies where one is needed. False where the units differ in more than that.
  func areOtherCurrencies(_ wanted: Formula, _ given: Formula, _ message: String) -> Bool {
    guard case .quantity(let left) = wanted.type, case .quantity(let right) = given.type else { return false }
    return areOtherCurrencies(left, wanted.unit, given, right, message, [.init(wanted.span, wanted.unit.text)])
  }

  func areOtherCurrencies(
    _ wanted: Dimension, _ unit: Unit, _ given: Formula, _ dimension: Dimension, _ message: String,
    _ secondary: [Diagnostic.Mark]
  ) -> Bool {
    guard let way = exchange(from: dimension, to: wanted) else { return false }
    var fixes: [Diagnostic.Fix] = []
    if isKnown(from: way.from, to: way.to) {
      fixes = [conversion(of: given, to: unit)]
    } else {
      fixes = [missingRate(way.from, way.to), .init("then convert where it is meant: `… as \(way.to)`")]
    }
    report(
      Diagnostic(
        "U270", message, at: Diagnostic.Mark(given.span, given.unit.text), secondary: secondary,
        notes: [.init("why", "currencies never convert by themselves: `as \(way.to)` converts at the model's rate")],
        fixes: fixes))
    return true
  }

  /// `(fee as USD)`, as an edit where the unit can be written in a formula. A written amount is changed by hand.
  private func conversion(of given: Formula, to unit: Unit) -> Diagnostic.Fix {
    var text = unit.text
    if case .product(let factors) = given.form, case .period? = factors.last?.factor.form { text += "/month" }
    let written = "(\(program.sources.text(given.span)) as \(text))"
    var isLiteral = false
    if case .literal = given.form { isLiteral = true }
    let isPlain = !isLiteral && !text.contains("·") && !text.contains("^") && !text.hasPrefix("1/")
    return .init("write `\(written)`", edits: isPlain ? [.init(given.span, written)] : [])
  }
}
