import MarginSource
import MarginSyntax
import MarginUnits

/// The largest number of periods; more is a mistake or an attack.
let periodLimit = 1200

extension Checker {
  /// Reads the `model` statement and the units: what everything else is stated in.
  func readHeader() {
    guard let tree = program.trees.first else { return }
    for statement in tree.statements {
      guard case .model(let found) = statement.form else { continue }
      if header != nil {
        error("N402", "a model has one `model` statement", statement.span, "this is a second one")
      } else {
        header = found
      }
    }
    guard let header else {
      let place = Span(file: 0, start: 0, end: 0)
      error(
        "N410", "this file has no `model` statement", place, "a model begins with its title",
        fixes: [.init("begin with a title", edits: [.init(place, "model \"Title\" { currency USD }\n\n")])])
      declareUnits()
      return
    }
    title = header.title.value
    if let name = header.currency { readCurrency(name) }
    if let month = header.month { readMonth(month) }
    if let clause = header.timeline { readTimeline(clause) }
    declareUnits()
  }

  private func readCurrency(_ name: Name) {
    guard let entry = units.entry(name.text), entry.scale == 1, entry.dimension.exponents[name.text] != nil,
      name.text.count == 3
    else {
      error("N411", "`\(name.text)` is not a currency code", name.span, "a three-letter code such as USD or EUR")
      return
    }
    currency = name.text
  }

  private func readMonth(_ expression: Expression) {
    guard case .number(let number) = expression.form, let written = number.unit, let unit = unit(written),
      unit.dimension == .time, number.value > 0
    else {
      error("U210", "a month is a length of time", expression.span, "such as `month = 730 hours`")
      return
    }
    units = UnitTable(monthSeconds: number.value * unit.scale)
  }

  private func readTimeline(_ clause: ModelHeader.TimelineClause) {
    let lengths = ["month": 1, "months": 1, "quarter": 3, "quarters": 3, "year": 12, "years": 12]
    guard let months = lengths[clause.unit.text] else {
      error(
        "T501", "a timeline counts months, quarters or years", clause.unit.span, "`\(clause.unit.text)` is not counted")
      return
    }
    guard let count = exactInt(clause.count.value), count >= 1, count <= periodLimit else {
      error(
        "T502", "a timeline has 1 to \(periodLimit) periods", clause.count.span,
        "a whole number of \(clause.unit.text)")
      return
    }
    guard clause.start.year >= 1901, clause.start.year <= 9000 else {
      error("T503", "a timeline begins after 1900 and before 9000", clause.start.span, "spreadsheets know no such date")
      return
    }
    timeline = Timeline(
      startYear: clause.start.year, startMonth: min(max(1, clause.start.month), 12), count: count,
      monthsPerPeriod: months)
  }

  /// The unit that a written one means; nil, with a message, where a name in it is no unit.
  func unit(_ expression: UnitExpression) -> Unit? {
    var factors: [Unit.Factor] = []
    var style = Unit.Style.plain
    for factor in expression.factors {
      if factor.name.text == "%" { style = .percent; continue }
      guard let known = units.factor(factor.name.text, multiple: factor.multiple, exponent: Rational(factor.exponent))
      else {
        unknownUnit(factor.name)
        return nil
      }
      factors.append(known)
    }
    let unit = Unit(factors, style: style)
    return isBounded(unit.dimension, expression.span) ? unit : nil
  }

  private func unknownUnit(_ name: Name) {
    guard !unreadNames.contains(name.text) else { return isSilenced = true }
    let near = likely(name.text, among: units.names)
    error(
      "U202", "there is no unit `\(name.text)`", name.span, "not a unit",
      notes: near.map { [("near", "`\($0)` is one")] } ?? [("declare", "`unit \(name.text)` makes a new count of it")],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
  }
}
