import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  func buildInput(_ parts: Parts) -> Definition? {
    guard let value = parts.value else {
      error(
        "N439", "`\(parts.draft.path)` has no value", parts.draft.span, "an input outside a template needs one",
        fixes: [.init("write `= …` after it")])
      return nil
    }
    let declared = parts.declaration.unit.map { self.unit($0) }
    if case .some(.none) = declared { return nil }
    let fallback = unitOfDefault(parts.declaration.value)
    let wanted = declared.flatMap { $0 } ?? fallback
    switch value.form {
    case .expression(let expression) where isLiteral(expression):
      return literalInput(parts, expression, declared.flatMap { $0 }, wanted)
    case .expression(let expression):
      return wiredInput(parts, lower(expression, parts.context), declared.flatMap { $0 }, wanted)
    case .growing(let base, _): return growingInput(parts, base, declared.flatMap { $0 }, wanted)
    case .series(let points, let linear): return seriesInput(parts, points, linear, declared.flatMap { $0 }, wanted)
    case .once(_, let amount):
      return timedInput(parts, amount, declared.flatMap { $0 }, wanted) { self.once($0, parts) }
    case .every(_, _, let amount):
      return timedInput(parts, amount, declared.flatMap { $0 }, wanted) { self.every($0, parts) }
    }
  }

  /// The unit in which a written-out input is shown: as declared, else as written, else as the default is.
  private func shownUnit(_ literal: LiteralValue, _ declared: Unit?, _ wanted: Unit?) -> Unit {
    if let declared {
      return declared.factors.isEmpty && declared.style == .plain ? literal.unit : declared
    }
    if literal.unit.factors.isEmpty, literal.unit.style == .plain, let wanted { return wanted }
    return literal.unit
  }

  private func literalInput(_ parts: Parts, _ expression: Expression, _ declared: Unit?, _ wanted: Unit?) -> Definition?
  {
    guard let literal = literalValue(expression, wanted: wanted, name: parts.draft.path) else { return nil }
    let unit = shownUnit(literal, declared, wanted)
    let changes = changeClauses(parts)
    guard changes.allSatisfy({ isLiteralChange($0) }) else {
      return wiredInput(parts, lower(expression, parts.context).map { retitled($0, literal, unit) }, declared, wanted)
    }
    let dimensions = dimensions(of: literal, parts)
    let hasTime = !changes.isEmpty || datedPaths.contains(parts.draft.path)
    var draft = LeafDraft(
      definition: parts.id, role: .value, dimensions: dimensions, unit: unit, hasTime: hasTime,
      values: spread(literal.in(unit), literal.dimension, dimensions, hasTime))
    for change in changes { apply(change, to: &draft, unit, parts) }
    return finishLeaf(parts, draft, around: literal.in(unit), type: literal.type)
  }

  /// A number without a unit that goes on as a formula takes the input's unit.
  private func retitled(_ formula: Formula, _ literal: LiteralValue, _ unit: Unit) -> Formula {
    guard literal.dimension == nil, let number = literal.in(unit).first else { return formula }
    return Formula(.literal(number), type: literal.type, axes: [], unit: unit, span: formula.span)
  }

  /// `numbers` are those that a shape stands around.
  private func finishLeaf(_ parts: Parts, _ draft: LeafDraft, around numbers: [Double], type: ValueType) -> Definition?
  {
    let axes = union([draft.dimensions, draft.hasTime ? [0] : []])
    let leaf = leaves.count
    leaves.append(draft)
    guard let range = range(parts, draft.unit, draft.values) else { return nil }
    let shape = drawCells(of: leaf, parts, type, numbers)
    let isRate = parts.draft.kind == .flow && draft.unit.dimension.timeExponent == Rational(-1)
    guard isRate else {
      // A constant amount of every period is a row of its own; the cell that is set stays one.
      let isRow = !draft.hasTime && (parts.draft.kind == .flow || parts.draft.kind == .stock)
      let cell = Formula(.leaf(leaf), type: type, axes: axes, unit: draft.unit, span: parts.declaration.span)
      return definition(
        parts, body: isRow ? .formula(cell) : .leaf(leaf), type: type, unit: draft.unit, axes: axes,
        range: range.bounds, shape: shape)
    }
    let own = Formula(.leaf(leaf), type: type, axes: axes, unit: draft.unit, span: parts.declaration.span)
    let amount = integrated(own, nil)
    return definition(
      parts, body: .formula(amount), type: amount.type, unit: amount.unit, axes: axes, range: nil, shape: shape)
  }

  /// An input that is bound to a formula; `place` says in which periods its value is there.
  private func wiredInput(
    _ parts: Parts, _ lowered: Formula?, _ declared: Unit?, _ wanted: Unit?, _ place: (Formula) -> Formula? = { $0 }
  ) -> Definition? {
    var formula = lowered
    for case .change(let from, let value, _) in parts.clauses {
      guard case .expression(let expression) = value.form else {
        error("T509", "a dated change is one value", value.span, "a growing one belongs in a case or a series")
        return nil
      }
      var changed: Formula?
      if isLiteral(expression), let unit = wanted ?? formula?.unit {
        guard let literal = literalValue(expression, wanted: unit, name: parts.draft.path) else { return nil }
        changed = lower(expression, parts.context).map { retitled($0, literal, unit) }
      } else {
        changed = lower(expression, parts.context)
      }
      formula = change(formula, from, changed, parts.context)
    }
    guard var formula = formula.flatMap(place), isAmount(formula, parts) else { return nil }
    refuseShapes(parts)
    if let wanted {
      guard fits(formula, wanted.dimension) || formula.type == .date else {
        unitMismatch("`\(parts.draft.path)` is stated in another unit", formula, wanted, formula.span)
        return nil
      }
    }
    let unit =
      declared ?? (formula.unit.factors.isEmpty && formula.unit.style == .plain ? wanted ?? formula.unit : formula.unit)
    if touchedPaths.contains(parts.draft.path) { formula = adjusted(formula, parts, unit) }
    if parts.draft.kind == .flow { formula = integrated(formula, nil) }
    let shown = formula.type == .quantity(unit.dimension) ? unit : formula.unit
    guard range(parts, shown, []) != nil else { return nil }
    return definition(
      parts, body: .formula(formula), type: formula.type, unit: shown, axes: formula.axes,
      range: range(parts, shown, [])?.bounds)
  }

  /// Lets cases change an input that is bound to a formula: factor and addend are neutral where they do not.
  private func adjusted(_ formula: Formula, _ parts: Parts, _ unit: Unit) -> Formula {
    let hasTime = datedPaths.contains(parts.draft.path)
    guard fits(union([formula.axes, [0]]), parts.draft.span) else { return formula }
    let dimensions = formula.axes.filter { $0 != 0 }
    let count = dimensions.reduce(hasTime ? timeline.count : 1) { $0 * axes[$1].members.count }
    func leaf(_ role: Leaf.Role, _ unit: Unit, _ neutral: Double) -> Int {
      leaves.append(
        LeafDraft(
          definition: parts.id, role: role, dimensions: dimensions, unit: unit, hasTime: hasTime,
          values: Array(repeating: neutral, count: count)))
      return leaves.count - 1
    }
    let factor = leaf(.factor, .plain, 1)
    let addend = leaf(.addend, unit, 0)
    return Formula(
      .adjusted(formula, factor: factor, addend: addend), type: formula.type,
      axes: union([formula.axes, hasTime ? [0] : []]), unit: unit, span: formula.span)
  }

  private func growingInput(_ parts: Parts, _ base: Expression, _ declared: Unit?, _ wanted: Unit?) -> Definition? {
    guard isLiteral(base) else {
      guard let formula = lower(base, parts.context).flatMap({ grow($0, parts, elapsed: nil) }) else { return nil }
      return wiredInput(parts, formula, declared, wanted)
    }
    guard let literal = literalValue(base, wanted: wanted, name: parts.draft.path) else { return nil }
    let unit = shownUnit(literal, declared, wanted)
    let changes = changeClauses(parts)
    for change in changes where !isLiteralChange(change) {
      error("T509", "a growing input changes to a written value", change.value.span, "a number with its date")
      return nil
    }
    let dimensions = dimensions(of: literal, parts)
    let hasTime = !changes.isEmpty || datedPaths.contains(parts.draft.path)
    var level = LeafDraft(
      definition: parts.id, role: .level, dimensions: dimensions, unit: unit, hasTime: hasTime,
      values: spread(literal.in(unit), literal.dimension, dimensions, hasTime))
    var elapsed: Int?
    let levelLeaf = leaves.count
    if hasTime {
      var since = LeafDraft(
        definition: parts.id, role: .elapsed, dimensions: dimensions, unit: .plain, hasTime: true,
        values: spread((0..<timeline.count).map(Double.init), nil, dimensions, true))
      for change in changes {
        apply(change, to: &level, unit, parts)
        restart(&since, at: change.from, parts)
      }
      elapsed = levelLeaf + 1
      leaves.append(level)
      leaves.append(since)
    } else {
      leaves.append(level)
    }
    guard let range = range(parts, unit, level.values) else { return nil }
    let axes = union([dimensions, hasTime ? [0] : []])
    let span = parts.declaration.span
    let start = Formula(.leaf(levelLeaf), type: literal.type, axes: axes, unit: unit, span: span)
    let count = elapsed.map {
      Formula(.leaf($0), type: .quantity(.plain), axes: union([dimensions, [0]]), unit: .plain, span: span)
    }
    guard var formula = grow(start, parts, elapsed: count) else { return nil }
    let shape = drawCells(of: levelLeaf, parts, literal.type, literal.in(unit))
    if parts.draft.kind == .flow { formula = integrated(formula, nil) }
    return definition(
      parts, body: .formula(formula), type: formula.type, unit: formula.unit, axes: formula.axes,
      range: formula.unit.dimension == unit.dimension ? range.bounds : nil, shape: shape)
  }

  private func seriesInput(
    _ parts: Parts, _ points: [(date: DateLiteral, value: Expression)], _ linear: Bool, _ declared: Unit?,
    _ wanted: Unit?
  ) -> Definition? {
    guard let first = points.first else { return nil }
    var known: [(place: Int, number: Double)] = []
    var unit = wanted
    var type = ValueType.quantity(.plain)
    for point in points {
      guard isLiteral(point.value), let literal = literalValue(point.value, wanted: unit, name: parts.draft.path),
        literal.dimension == nil
      else {
        error("T512", "a series is made of written numbers", point.value.span, "a formula belongs in a definition")
        return nil
      }
      if known.isEmpty { unit = shownUnit(literal, declared, wanted) }
      type = literal.type
      // A date means the period that it lies in, as everywhere.
      let period = timeline.period(point.date.calendarDay)
      if let last = known.last, period <= last.place {
        error("T513", "the dates of a series rise", point.date.span, "this is not after the one before")
        return nil
      }
      known.append((period, literal.in(unit ?? literal.unit)[0]))
    }
    guard let start = known.first, start.place <= 0, let unit else {
      error(
        "T508", "this series begins after the timeline does", first.date.span, "what holds before is not said",
        fixes: [.init("say what holds before: `\(timeline.label(0)): …`")])
      return nil
    }
    let numbers = (0..<timeline.count).map { period -> Double in
      let before = known.last { $0.place <= period } ?? start
      guard linear, let after = known.first(where: { $0.place > period }) else { return before.number }
      let share = Double(period - before.place) / Double(after.place - before.place)
      return before.number + share * (after.number - before.number)
    }
    let stated = union([statedDimensions(parts)])
    let dimensions = fits(union([stated, [0]]), parts.draft.span) ? stated : []
    var draft = LeafDraft(
      definition: parts.id, role: .value, dimensions: dimensions, unit: unit, hasTime: true,
      values: spread(numbers, nil, dimensions, true))
    for change in changeClauses(parts) { apply(change, to: &draft, unit, parts) }
    if let shape = parts.value?.shape {
      error(
        "Q859", "a shape stands around one written number, and a series has several", shape.span, "around which?",
        fixes: [.init("multiply the series by an uncertain input of its own, such as `input level = 1 ~ 0.8 to 1.2`")])
      return nil
    }
    return finishLeaf(parts, draft, around: [], type: type)
  }

  /// `once` and `every`: an amount that is there in some periods and zero in the others.
  private func timedInput(
    _ parts: Parts, _ amount: Expression, _ declared: Unit?, _ wanted: Unit?, _ place: (Formula) -> Formula?
  ) -> Definition? {
    let changes = changeClauses(parts)
    guard isLiteral(amount), changes.allSatisfy({ isLiteralChange($0) }) else {
      return wiredInput(parts, lower(amount, parts.context), declared, wanted, place)
    }
    guard let literal = literalValue(amount, wanted: wanted, name: parts.draft.path) else { return nil }
    let unit = shownUnit(literal, declared, wanted)
    let dimensions = dimensions(of: literal, parts)
    let hasTime = !changes.isEmpty || datedPaths.contains(parts.draft.path)
    var draft = LeafDraft(
      definition: parts.id, role: .value, dimensions: dimensions, unit: unit, hasTime: hasTime,
      values: spread(literal.in(unit), literal.dimension, dimensions, hasTime))
    // The amount changes; when it is there stays as it is.
    for change in changes { apply(change, to: &draft, unit, parts) }
    leaves.append(draft)
    let axes = union([dimensions, hasTime ? [0] : []])
    let own = Formula(.leaf(leaves.count - 1), type: literal.type, axes: axes, unit: unit, span: parts.declaration.span)
    guard let formula = place(own), range(parts, unit, draft.values) != nil else { return nil }
    let shape = drawCells(of: leaves.count - 1, parts, literal.type, literal.in(unit))
    return definition(
      parts, body: .formula(formula), type: formula.type, unit: unit, axes: formula.axes, shape: shape)
  }
}
