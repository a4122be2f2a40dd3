import MarginSource
import MarginSyntax
import MarginUnits

/// The largest number of periods; more is a mistake or an attack.
let periodLimit = 1200

/// So many units that begin with one name are kept: the list is looked through each time.
private let knownUnitLimit = 32

/// How a plain number is shown, where it stands in brackets: `calc slope [pp]`.
private let writtenStyles: [String: Unit.Style] = ["%": .percent, "pp": .points, "bp": .basisPoints]

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
    guard UnitTable.isCurrency(name.text) else { return notACurrency(name) }
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
    let months = ["month": 1, "months": 1, "quarter": 3, "quarters": 3, "year": 12, "years": 12]
    let days = ["day": 1, "days": 1, "week": 7, "weeks": 7]
    let counted = clause.unit.text
    guard let step = months[counted].map(Timeline.Step.months) ?? days[counted].map(Timeline.Step.days) else {
      let near = likely(counted, among: (Array(months.keys) + Array(days.keys)).sorted())
      error(
        "T501", "a timeline counts days, weeks, months, quarters or years", clause.unit.span,
        "`\(counted)` is not counted",
        fixes: near.map { [.init("write `\($0)`", edits: [.init(clause.unit.span, $0)])] } ?? [])
      return
    }
    guard let count = exactInt(clause.count.value), count >= 1, count <= periodLimit else {
      error(
        "T502", "a timeline has 1 to \(periodLimit) periods", clause.count.span, "a whole number of \(counted)")
      return
    }
    let day = clause.start.calendarDay
    if case .months = step, day.day != 1 {
      error(
        "T550", "a timeline of \(counted) begins with a month", clause.start.span, "in the middle of one",
        fixes: [
          .init("begin with the month", edits: [.init(clause.start.span, day.monthText)]),
          .init("or count days or weeks, `for 26 weeks`, which begin on any day"),
        ])
      return
    }
    let made = Timeline(start: day, count: count, step: step)
    guard day.year >= 1901, made.firstDay(count).year <= 9999 else {
      error(
        "T503", "a timeline lies between 1901 and 9999", clause.start.span,
        "spreadsheets know no \(day.year < 1901 ? "such" : "later") date")
      return
    }
    timeline = made
  }

  /// The unit that a written one means; nil, with a message, where a name in it is no unit. A model writes the same few
  /// again and again, so they are kept.
  func unit(_ expression: UnitExpression) -> Unit? {
    guard let first = expression.factors.first?.name.text else { return made(expression) }
    if let known = knownUnits[first]?.first(where: { $0.written.isWritten(as: expression) }) { return known.unit }
    let unit = made(expression)
    if let unit, (knownUnits[first]?.count ?? 0) < knownUnitLimit {
      knownUnits[first, default: []].append((expression, unit))
    }
    return unit
  }

  private func made(_ expression: UnitExpression) -> Unit? {
    var factors: [Unit.Factor] = []
    var style = Unit.Style.plain
    for factor in expression.factors {
      if let written = writtenStyles[factor.name.text] {
        style = written
        continue
      }
      guard let known = units.factor(factor.name.text, multiple: factor.multiple, exponent: Rational(factor.exponent))
      else {
        unknownUnit(factor)
        return nil
      }
      factors.append(known)
    }
    let unit = Unit(factors, style: style)
    return isBounded(unit.dimension, expression.span) ? unit : nil
  }

  private func unknownUnit(_ factor: UnitExpression.Factor) {
    let name = factor.name
    guard !unreadNames.contains(name.text) else { return isSilenced = true }
    if let advice = units.advice(name.text) {
      // Above the line a number stands before the unit already, which may be no multiple of it.
      let isBelow = factor.exponent < 0
      let isPlain = isBelow && factor.multiple == 1
      let written = advice.replacement.flatMap { text in
        (isPlain || !text.hasPrefix("1")) && !(isBelow && text.contains("/")) ? text : nil
      }
      let edits = written.map { [Diagnostic.Edit(name.span, $0)] } ?? []
      error(
        "U202", "there is no unit `\(name.text)`", name.span, "not a unit", fixes: [.init(advice.words, edits: edits)])
      return
    }
    let near = likely(name.text, among: units.names)
    error(
      "U202", "there is no unit `\(name.text)`", name.span, "not a unit",
      notes: near.map { [("near", "`\($0)` is one")] } ?? [("declare", "`unit \(name.text)` makes a new count of it")],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
  }
}
