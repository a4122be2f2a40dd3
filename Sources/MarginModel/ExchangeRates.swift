import MarginSource
import MarginSyntax
import MarginUnits

/// What one unit of a currency is worth in another one: an input `fx.EUR` in USD/EUR.
struct ExchangeRate {
  let from: String
  let to: String
  let draft: Int
  let span: Span
}

/// `fx` statements. Each currency has at most one rate, so that one way leads from a currency to another.
extension Checker {
  /// Declares the rates of all files; they hold for the whole model, as its units do.
  func declareRates() {
    for (file, tree) in program.trees.enumerated() {
      for statement in tree.statements {
        guard case .rates(let declaration) = statement.form else { continue }
        declare(declaration, file)
      }
    }
    guard !rates.isEmpty else { return }
    for file in visible.indices {
      guard visible[file]["fx"] == nil else {
        let span = rates.values.map(\.span).min { ($0.file, $0.start) < ($1.file, $1.start) }
        if let span { error("N402", "`fx` names the exchange rates, and a definition too", span, "a rate") }
        return
      }
      visible[file]["fx"] = "fx"
    }
  }

  private func declare(_ rate: RateDeclaration, _ file: Int) {
    for name in [rate.from, rate.to] where !UnitTable.isCurrency(name.text) {
      return notACurrency(name)
    }
    guard rate.from.text != rate.to.text else {
      return error("U272", "a rate leads from one currency to another", rate.head, "twice \(rate.to.text)")
    }
    guard rate.isWhole || !rate.points.isEmpty else {
      unreadRates.insert(rate.from.text)
      return isSilenced = true
    }
    guard !rate.points.isEmpty else {
      return error(
        "U272", "this says no rate", rate.head, "what is one \(rate.from.text) worth?",
        fixes: [.init("write a rate from its date on: `{ \(timeline.start.monthText): 1.08 }`")])
    }
    if let wrong = rate.points.first(where: { isNoRate($0.value) }) {
      return error("U272", "a rate is a number above 0", wrong.value.span, "what one \(rate.from.text) is worth")
    }
    if let other = rates[rate.from.text] { return twice(rate, other) }
    var place = rate.to.text
    while let next = rates[place] {
      place = next.to
      guard place != rate.from.text else { return twice(rate, next) }
    }
    let draft = addRate(rate, file)
    rates[rate.from.text] = ExchangeRate(from: rate.from.text, to: rate.to.text, draft: draft, span: rate.head)
  }

  /// `N411`, with the code that is nearest.
  func notACurrency(_ name: Name) {
    let near = UnitTable.currencyCode(of: name.text) ?? likely(name.text.uppercased(), among: UnitTable.currencyCodes)
    error(
      "N411", "`\(name.text)` is not a currency code", name.span, "a three-letter code such as USD or EUR",
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
  }

  private func isNoRate(_ value: Expression) -> Bool {
    switch value.form {
    case .number(let number): number.value <= 0
    case .negative: true
    default: false
    }
  }

  private func twice(_ rate: RateDeclaration, _ other: ExchangeRate) {
    error(
      "U273", "a rate from \(rate.from.text) to \(rate.to.text) follows from another one already", rate.head,
      "which of them holds?", secondary: [.init(other.span, "\(other.from) to \(other.to) is given here")],
      fixes: [.init("keep one: the way back, and the way over a third currency, follow from it")])
  }

  /// The input that holds the rate, in money of one currency by another.
  private func addRate(_ rate: RateDeclaration, _ file: Int) -> Int {
    let points = rate.points.map { point in (date: point.date, value: stated(point.value, rate.unit)) }
    let (declaration, value) = rate.input(form(points))
    let draft = Draft(
      path: "fx." + rate.from.text,
      label: rate.label?.value ?? "Exchange rate, \(rate.to.text) per \(rate.from.text)", kind: .input, isInput: true,
      origin: .written(declaration, value: value, clauses: rate.clauses, valueScope: Scope(file: file)),
      scope: Scope(file: file), span: rate.head)
    draft.place = rate.span
    return addDraft(draft)
  }

  /// A plain number in a rate has the unit that the statement's head says.
  private func stated(_ value: Expression, _ unit: UnitExpression) -> Expression {
    guard case .number(let number) = value.form, number.unit == nil, number.style == .plain else { return value }
    return Expression(
      .number(NumberLiteral(value: number.value, style: .plain, unit: unit, span: number.span)), value.span)
  }

  /// One rate that holds from the beginning is one number; without a timeline nothing else has a meaning.
  private func form(_ points: [(date: DateLiteral, value: Expression)]) -> ValueClause.Form {
    let isWhole = !timeline.isDeclared || timeline.period(points[0].date.calendarDay) <= 0
    if points.count == 1, isWhole { return .expression(points[0].value) }
    guard timeline.isDeclared else {
      error(
        "T505", "this model has no timeline, so one rate holds", points[1].date.span,
        "`timeline 2026-01 for 24 months` in the model's braces")
      return .expression(points[0].value)
    }
    return .series(points, linear: false)
  }
}
