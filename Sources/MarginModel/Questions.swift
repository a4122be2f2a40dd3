import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  /// Reads what the text asks: reports, charts, tables, checks, bands, tests.
  func answerQuestions() {
    for (file, tree) in program.trees.enumerated() {
      // What the command line asks names what the model's own file sees.
      let scope = Scope(file: file == program.question ? 0 : file)
      for statement in tree.statements { answer(statement, scope, instance: nil) }
    }
    for (statement, scope) in statementsOfTemplates { answer(statement, scope, instance: scope.instance) }
    readCorrelations()
  }

  private func answer(_ statement: Statement, _ scope: Scope, instance: Int?) {
    let prefix = instance.map { instances[$0].label + ": " } ?? ""
    questionPurpose = .question
    switch statement.form {
    case .report(let report):
      let items = report.items.compactMap {
        reading($0.value, scope, label: $0.label?.value, need: .one, showsMember: true)
      }
      reports.append(Model.Report(label: prefix + (report.label?.value ?? "Report"), items: items))
    case .chart(let chart):
      let items = chart.items.compactMap { reading($0.value, scope, label: $0.label?.value, need: .all) }
      charts.append(Model.Chart(label: prefix + (chart.label?.value ?? "Chart"), kind: chartKind(chart), items: items))
    case .sensitivity(let sensitivity): answer(sensitivity, scope, prefix, statement.span)
    case .check(let check):
      if let checked = self.check(check, scope, prefix, statement.span) { checks.append(checked) }
    case .band(let band): answer(band, scope, prefix, statement.span)
    case .test(let test): answer(test, scope, statement.span)
    case .tornado(let tornado): answer(tornado, scope, prefix, statement.span)
    case .simulation(let simulation): answer(simulation, scope, prefix, statement.span)
    case .solve(let solve): answer(solve, scope, prefix, statement.span)
    case .comparison(let comparison): answer(comparison, scope, prefix, statement.span)
    case .fragility(let fragility): answer(fragility, scope, prefix, statement.span)
    case .optimisation(let optimisation): answer(optimisation, scope, prefix, statement.span)
    case .decision(let decision): answer(decision, scope, prefix, statement.span)
    case .roadmap(let roadmap): answer(roadmap, scope, statement.span)
    default: break
    }
  }

  private func chartKind(_ chart: Chart) -> String {
    guard let kind = chart.kind else { return "line" }
    let known = ["line", "column", "stacked", "area"]
    guard !known.contains(kind.text) else { return kind.text }
    let near = likely(kind.text, among: known)
    error(
      "Q801", "there is no chart of the kind `\(kind.text)`", kind.span, "line, column, stacked or area",
      fixes: near.map { [.init("write `\($0)`", edits: [.init(kind.span, $0)])] } ?? [])
    return "line"
  }

  enum Need { case one, all }

  /// An expression read as one number (flows and ratios rolled up, stocks closing) or over all periods.
  func reading(
    _ expression: Expression, _ scope: Scope, label: String?, need: Need, showsMember: Bool = false
  ) -> Model.Reading? {
    var inner = expression
    var period: Int?
    if case .at(let base, let date) = expression.form {
      guard let found = self.period(of: date, Context(scope: scope)) else { return nil }
      inner = base
      period = found
    }
    guard let formula = lower(inner, Context(scope: scope)) else { return nil }
    guard case .member = formula.type else {
      return reading(formula, at: period, label: label, need: need, expression.span)
    }
    guard showsMember else {
      error("U252", "a number is needed here", expression.span, "this is a \(name(of: formula.type))")
      return nil
    }
    return reading(memberName(formula, inner, scope), at: period, label: label, need: need, expression.span)
  }

  /// What shows a member: the definition that the text names, else one of its own.
  private func memberName(_ place: Formula, _ expression: Expression, _ scope: Scope) -> Formula {
    guard case .path(let path) = expression.form, let global = resolve(path, scope), let draft = draftByPath[global]
    else { return helper(asDefinition(place), words: program.sources.text(expression.span)) }
    return Formula(.definition(draft), type: place.type, axes: place.axes, unit: .plain, span: expression.span)
  }

  func reading(_ formula: Formula, at period: Int?, label: String?, need: Need, _ span: Span) -> Model.Reading? {
    let text = program.sources.text(span)
    // A label that is a number would look like one in a spreadsheet.
    let isStated = if case .literal = formula.form { true } else { false }
    let words = label ?? (isStated ? "Stated: " + text : text)
    let whole = asDefinition(formula, words: words)
    guard case .definition(let id) = whole.form, let definition = definitions[id] else { return nil }
    let own = id < drafts.count ? ownLabel(definition) : definition.label
    var shown = label ?? own
    let date = period.map { " at " + timeline.label($0) } ?? ""
    // A formula's words may hold the date already.
    if label == nil, !shown.hasSuffix(date) { shown += date }
    func made(_ time: Model.Reading.Time) -> Model.Reading {
      Model.Reading(definition: id, time: time, label: shown, span: span)
    }
    guard definition.variesInTime else { return made(.constant) }
    if let period { return made(.period(period)) }
    if need == .all { return made(.all) }
    if definition.rollUp != .none { return made(.rolledUp) }
    // A test speaks of the beginning, where its figures can be followed by hand.
    let example = timeline.label(questionPurpose == .test ? 0 : timeline.count - 1)
    error(
      "Q802", "one number is needed, and `\(program.sources.text(span))` varies in time without a roll-up", span,
      "\(definition.kind.phrase) has no total",
      fixes: !timeline.isDeclared
        ? []
        : [
          .init(
            "say when: `\(program.sources.text(span)) at \(example)`",
            edits: [.init(Span(file: span.file, start: span.end, end: span.end), " at " + example)])
        ])
    return nil
  }

  func ownLabel(_ definition: Definition) -> String {
    definition.instance.map { instances[$0].label + ": " + definition.label } ?? definition.label
  }

  private func answer(_ sensitivity: Sensitivity, _ scope: Scope, _ prefix: String, _ span: Span) {
    let values = sensitivity.values.compactMap { reading($0, scope, label: nil, need: .one) }
    let rows = sensitivity.rows.map { axis($0, scope) }
    let columns = sensitivity.columns.map { axis($0, scope) }
    if case .some(.none) = rows { return }
    if case .some(.none) = columns { return }
    guard values.count == sensitivity.values.count else { return }
    guard rows != nil || columns != nil else {
      error("Q809", "a sensitivity moves something", span, "write `rows email.hit_rate 0%, 5%, 10%` in its braces")
      return
    }
    if let row = rows.flatMap({ $0 }), let column = columns.flatMap({ $0 }), row.leaf == column.leaf {
      error(
        "Q870", "rows and columns move the same input", sensitivity.columns?.span ?? span, "it has one value at a time",
        secondary: sensitivity.rows.map { [.init($0.span, "moved here")] } ?? [],
        fixes: [.init("move another input, or leave the columns out")])
      return
    }
    let made = Model.Sensitivity(
      label: prefix + (sensitivity.label?.value ?? values.map(\.label).joined(separator: ", ")), values: values,
      rows: rows.flatMap { $0 }, columns: columns.flatMap { $0 }, span: span)
    guard made.pointCount * values.count <= Model.Sensitivity.mostNumbers else {
      error(
        "Q806", "a sensitivity has at most \(Model.Sensitivity.mostNumbers) numbers", span,
        "\(made.pointCount) points, \(values.count == 1 ? "one result" : "\(values.count) results")",
        fixes: [.init("take larger steps")])
      return
    }
    sensitivities.append(made)
  }

  private func axis(_ written: Sensitivity.Axis, _ scope: Scope) -> Model.Sensitivity.Axis? {
    guard let targets = requireTargets(written.path, scope), let target = targets.first,
      let main = mainLeaf(target), let definition = definitions[target]
    else { return nil }
    guard targets.count == 1, leaves[main].dimensions.isEmpty, written.index.isEmpty else {
      error("Q804", "`\(written.path.text)` has several values", written.span, "an axis moves an input with one value")
      return nil
    }
    guard let points = points(written.points, leaves[main], definition) else { return nil }
    return Model.Sensitivity.Axis(definition: target, leaf: main, points: points, label: ownLabel(definition))
  }

  /// A statement of the text becomes a table of the workbook; what the command line asks need not fit there.
  private func points(_ points: Sensitivity.Points, _ leaf: LeafDraft, _ definition: Definition) -> [Double]? {
    func number(_ expression: Expression) -> Double? {
      guard isLiteral(expression) else {
        error("Q805", "the points of an axis are written numbers", expression.span, "such as 0%, 5%, 10%")
        return nil
      }
      guard let value = literalValue(expression, wanted: leaf.unit, name: definition.path)?.in(leaf.unit).first,
        inRange([value], definition, leaf.unit, expression.span)
      else { return nil }
      return value
    }
    switch points {
    case .list(let expressions):
      let numbers = expressions.map(number)
      let known = numbers.compactMap { $0 }
      return known.count == numbers.count && !known.isEmpty ? known : nil
    case .steps(let low, let high, let step):
      let isAsked = step.span.file == program.question
      let most = isAsked ? Model.Sensitivity.mostNumbers : 200
      guard let first = number(low), let last = number(high), let by = literalStep(step, leaf, definition) else {
        return nil
      }
      guard last >= first else {
        error("Q806", "an axis rises", low.span.union(high.span), "the low end comes first")
        return nil
      }
      guard by > 0, let count = exactInt(((last - first) / by + 1e-9).rounded(.down)), count <= most
      else {
        error(
          "Q806", "an axis has 1 to \(most) points", step.span, "the step is positive",
          fixes: isAsked
            ? [] : [.init("take larger steps, or ask `margin sensitivity` for it: more does not fit a workbook")])
        return nil
      }
      return (0...count).map { ((first + Double($0) * by) * 1e12).rounded() / 1e12 }
    }
  }

  private func literalStep(_ step: Expression, _ leaf: LeafDraft, _ definition: Definition) -> Double? {
    guard isLiteral(step) else {
      error("Q805", "the step of an axis is a written number", step.span, "such as `step 10%`")
      return nil
    }
    return literalValue(step, wanted: leaf.unit, name: definition.path)?.in(leaf.unit).first
  }

  private func check(_ check: Check, _ scope: Scope, _ prefix: String, _ span: Span) -> Model.Check? {
    var period: Int?
    if let at = check.qualifier.at {
      guard let found = self.period(of: at, Context(scope: scope)) else { return nil }
      period = found
    }
    let label = prefix + (check.label?.value ?? program.sources.text(check.condition.span))
    return condition(
      check.condition, scope, label: label, tolerance: check.tolerance, need: check.qualifier.everyPeriod ? .all : .one,
      period: period, everyCase: check.qualifier.everyCase, span)
  }

  /// A condition as two sides with a comparison, or as one truth.
  func condition(
    _ expression: Expression, _ scope: Scope, label: String, tolerance: Expression?, need: Need, period: Int?,
    everyCase: Bool, _ span: Span
  ) -> Model.Check? {
    guard case .comparison(let operation, let left, let right) = expression.form else {
      guard let formula = truth(lower(expression, Context(scope: scope))) else { return nil }
      guard let reading = reading(formula, at: period, label: label, need: need, expression.span) else { return nil }
      return Model.Check(
        label: label, left: reading, comparison: .equal, right: nil, tolerance: nil, isRelative: true,
        everyCase: everyCase,
        span: span)
    }
    let context = Context(scope: scope)
    let sides = lowerSides(left, right) { lowerSide($0, context, against: $0 === left ? right : left) }
    guard var (first, second) = sides else { return nil }
    guard comparable(first, second) else {
      unitMismatch("these cannot be compared", second, first.unit, right.span, left: first)
      return nil
    }
    guard isOrdered(operation, first, span) else { return nil }
    var members: AxisID?
    if case .member(let axis) = first.type { members = axis }
    (first, second) = (place(first), place(second))
    let leftDate = date(in: left, context) ?? period
    let rightDate = date(in: right, context) ?? period
    guard let leftReading = reading(first, at: leftDate, label: nil, need: need, left.span),
      let rightReading = reading(second, at: rightDate, label: nil, need: need, right.span)
    else { return nil }
    var bound: Double?
    var isRelative = true
    if let tolerance {
      guard let formula = number(lower(tolerance, context)) else { return nil }
      guard case .literal(let value) = formula.form else {
        error("Q808", "a tolerance is a written number", tolerance.span, "such as `within 0.1%` or `within $0.01`")
        return nil
      }
      isRelative = fits(formula, .plain) && formula.unit.style == .percent || !fits(formula, dimension(of: first))
      if isRelative, !fits(formula, .plain) {
        unitMismatch("a tolerance is a share, or has the unit of what is compared", formula, first.unit, tolerance.span)
        return nil
      }
      bound = value * formula.unit.scale
    }
    var check = Model.Check(
      label: label, left: leftReading, comparison: operation, right: rightReading, tolerance: bound,
      isRelative: isRelative, everyCase: everyCase, span: span, members: members)
    if case .literal(0) = second.form { check.isAgainstZero = members == nil && tolerance == nil }
    if check.isAgainstZero { check.size = sizeOfTerms(leftReading) }
    return check
  }

  private func dimension(of formula: Formula) -> Dimension {
    if case .quantity(let dimension) = formula.type { return dimension }
    return .plain
  }

  /// One side of a comparison, `x at DATE` without its date; a number without a unit takes the other side's.
  private func lowerSide(_ expression: Expression, _ context: Context, against other: Expression) -> Formula? {
    if case .at(let base, _) = expression.form { return lower(base, context) }
    if isLiteral(expression), !isLiteral(other), case .path(let path) = stripped(other).form,
      let global = resolve(path, context.scope), let draft = draftByPath[global], let definition = definitions[draft],
      case .quantity = definition.type
    {
      guard let literal = literalValue(expression, wanted: definition.unit, name: definition.path),
        literal.dimension == nil
      else { return nil }
      return Formula(
        .literal(literal.numbers[0]), type: literal.type, axes: [], unit: literal.unit, span: expression.span)
    }
    return lower(expression, context)
  }

  /// What is read, without the date or members at which it is.
  private func stripped(_ expression: Expression) -> Expression {
    var rest = expression
    while true {
      switch rest.form {
      case .at(let base, _), .index(let base, _): rest = base
      default: return rest
      }
    }
  }

  private func date(in expression: Expression, _ context: Context) -> Int? {
    if case .at(_, let date) = expression.form { return period(of: date, context) }
    return nil
  }

  private func answer(_ band: Band, _ scope: Scope, _ prefix: String, _ span: Span) {
    guard let value = reading(band.value, scope, label: nil, need: .all), let definition = definitions[value.definition]
    else {
      return
    }
    var levels: [(name: String, comparison: Comparison?, bound: Double?)] = []
    for level in band.levels {
      guard let expression = level.bound, let comparison = level.comparison else {
        levels.append((level.name.text, nil, nil))
        continue
      }
      guard isLiteral(expression) else {
        error("Q807", "the bound of a band is a written number", expression.span, "such as `healthy > 70%`")
        return
      }
      guard let literal = literalValue(expression, wanted: definition.unit, name: definition.path) else { return }
      levels.append((level.name.text, comparison, literal.in(definition.unit)[0]))
    }
    checkLevels(band, levels, span)
    let label = prefix + (band.label?.value ?? value.label)
    bands.append(
      Model.Band(label: label, value: value, levels: levels, span: span, note: band.note?.value))
  }
}
