import MarginSource
import MarginSyntax
import MarginUnits

/// What looks at other cells by member or date: `x[small]`, `x[2026-07]`, `x[-3]`, `[small: 40%, large: 60%]`.
extension Checker {
  func lowerIndex(_ base: Expression, _ arguments: [Expression], _ span: Span, _ context: Context) -> Formula? {
    guard var formula = lowerBase(base, arguments, context) else { return nil }
    var picks: [Formula.Pick] = []
    var places: [Formula] = []
    for written in arguments {
      // `x[time: 2026-03]` says what `x[2026-03]` means.
      let inTime = namedIndex(written).flatMap { $0.name.text == "time" ? $0.value : nil }
      let argument = inTime ?? written
      if let named = namedIndex(argument) {
        guard let axis = axesNamed([named.name])?.first else { return nil }
        guard let whole = varying(formula, over: axis) else {
          error("N434", "this does not vary over `\(named.name.text)`", base.span, "there is nothing to pick")
          return nil
        }
        formula = whole
        if let distance = lagPeriods(named.value) {
          formula = earlierMember(asDefinition(formula), axis, distance, nil, span)
        } else {
          guard let member = member(named.value, of: axis) else { return nil }
          picks.append(.init(axis: axis, member: member))
        }
      } else if let periods = lagPeriods(argument) {
        formula = lag(asDefinition(formula), periods, nil, span)
      } else if let place = namedMember(argument, of: formula, context) {
        guard let place = place.formula else { return nil }
        places.append(place)
      } else if let name = pickedName(argument, formula) {
        guard let pick = pick(name, of: formula) else { return nil }
        picks.append(pick)
      } else {
        guard isInTime(argument, formula), let period = period(of: argument, context) else { return nil }
        guard let fixed = atPeriod(formula, period, span) else { return nil }
        formula = fixed
      }
    }
    for place in places {
      guard let picked = chosen(formula, place, span) else { return nil }
      formula = picked
    }
    guard !picks.isEmpty else { return formula }
    let whole = asDefinition(formula)
    guard case .definition(let id) = whole.form else { return nil }
    let fixed = Set(picks.map(\.axis))
    return Formula(
      .element(id, picks: picks), type: whole.type, axes: whole.axes.filter { !fixed.contains($0) }, unit: whole.unit,
      span: span)
  }

  /// An index that is a value and no name: a call or a definition that gives a member. Nil where it is something else;
  /// the formula is nil where it has a fault.
  private func namedMember(_ argument: Expression, of formula: Formula, _ context: Context) -> (
    formula: Formula?, Void
  )? {
    switch argument.form {
    case .call, .index, .conditional: break
    case .path(let path):
      if path.parts.count == 1 {
        guard !["first", "last"].contains(path.text),
          !formula.axes.contains(where: { axis in axes[axis].members.contains { $0.name == path.text } })
        else { return nil }
      }
      guard let global = resolve(path, context.scope), draftByPath[global] != nil else { return nil }
    default: return nil
    }
    guard let place = lower(argument, context) else { return (nil, ()) }
    guard case .member = place.type else {
      error(
        "T507", "a date or a member is needed here", argument.span, "this is a \(name(of: place.type))")
      return (nil, ())
    }
    return (place, ())
  }

  /// What is indexed: where the index looks back, a loop through it is legal.
  private func lowerBase(_ base: Expression, _ arguments: [Expression], _ context: Context) -> Formula? {
    for argument in arguments {
      if lagPeriods(argument) != nil { return earlier(along: 0) { lower(base, context) } }
      // The name may be that of time.
      if let named = namedIndex(argument), lagPeriods(named.value) != nil, let axis = axisByName[named.name.text] {
        return earlier(along: axis) { lower(base, context) }
      }
    }
    return lower(base, context)
  }

  /// `turn: 3` of the index `x[turn: 3]`.
  func namedIndex(_ argument: Expression) -> (name: Name, value: Expression)? {
    guard case .members(let members) = argument.form, members.count == 1 else { return nil }
    return members.first
  }

  /// 3 for the index -3.
  private func lagPeriods(_ argument: Expression) -> Int? {
    guard case .negative(let inner) = argument.form, case .number(let number) = inner.form, number.unit == nil else {
      return nil
    }
    return exactInt(number.value).flatMap { (1...periodLimit).contains($0) ? $0 : nil }
  }

  /// The member that an index names: `small`, or `3` where the value varies over an ordered dimension.
  func pickedName(_ argument: Expression, _ formula: Formula) -> Name? {
    switch argument.form {
    case .path(let path) where path.parts.count == 1 && !["first", "last"].contains(path.text): return path.parts[0]
    case .number(let number) where formula.axes.contains { axes[$0].isNumbered }: return self.name(of: number)
    default: return nil
    }
  }

  private func name(of number: NumberLiteral) -> Name? {
    guard number.unit == nil, number.style == .plain, let whole = exactInt(number.value) else { return nil }
    return Name("\(whole)", number.span)
  }

  /// The member of a dimension that `first`, `last`, a name or a number means; nil with a message where there is none.
  func member(_ expression: Expression, of axis: AxisID) -> Int? {
    let members = axes[axis].members
    switch expression.form {
    case .path(let path) where path.parts.count == 1:
      if let place = members.firstIndex(where: { $0.name == path.text }) { return place }
      if path.text == "first" { return 0 }
      if path.text == "last" { return members.count - 1 }
      noMember(path.parts[0], of: axis)
    case .number(let number):
      let name = self.name(of: number) ?? Name(program.sources.text(number.span), number.span)
      if let place = members.firstIndex(where: { $0.name == name.text }) { return place }
      noMember(name, of: axis)
    default:
      error(
        "T507", "a member of `\(axes[axis].name)` is needed here", expression.span,
        "such as \(members.first?.name ?? "first"), first or last")
    }
    return nil
  }

  /// `N495` for `x[last]` of a value that has no periods but an order of its own.
  private func isInTime(_ argument: Expression, _ formula: Formula) -> Bool {
    guard case .path(let path) = argument.form, !formula.axes.contains(0),
      let axis = formula.axes.first(where: { axes[$0].isNumbered })
    else { return true }
    let text = "\(axes[axis].name): \(path.text)"
    error(
      "N495", "`\(path.text)` alone is a period, and this does not vary in time", argument.span,
      "it varies over `\(axes[axis].name)`",
      fixes: [.init("write `\(text)`", edits: [.init(argument.span, text)])])
    return false
  }

  /// The member of one of a formula's dimensions.
  func pick(_ name: Name, of formula: Formula) -> Formula.Pick? {
    let dimensions = formula.axes.filter { $0 != 0 }
    let picks = dimensions.compactMap { axis in
      axes[axis].members.firstIndex { $0.name == name.text }.map { Formula.Pick(axis: axis, member: $0) }
    }
    if picks.count > 1, picks.allSatisfy({ axes[$0.axis].isNumbered }) {
      let names = picks.map { axes[$0.axis].name }
      error(
        "N493", "`\(name.text)` is a member of " + names.map { "`\($0)`" }.joined(separator: " and of "), name.span,
        "which one?",
        fixes: names.prefix(1).map {
          .init("write `\($0): \(name.text)`", edits: [.init(name.span, "\($0): \(name.text)")])
        })
      return nil
    }
    if let pick = picks.first { return pick }
    let members = dimensions.flatMap { axes[$0].isNumbered ? [] : axes[$0].members.map(\.name) }
    let listed = dimensions.map(memberList).joined(separator: ", ")
    guard !dimensions.isEmpty else {
      error("N403", "this has no dimension to pick `\(name.text)` from", name.span, "it is one value")
      return nil
    }
    guard !unreadNames.contains(name.text) else {
      isSilenced = true
      return nil
    }
    let near = members.count > 10_000 ? nil : likely(name.text, among: members)
    error(
      "N403", "`\(name.text)` is no member here", name.span, "unknown member",
      notes: [("members", listed)],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
    return nil
  }

  /// The period that a date, `first` or `last` means; nil with a message where it lies outside the timeline.
  func period(of expression: Expression, _ context: Context) -> Int? {
    switch expression.form {
    case .date(let date):
      let period = timeline.period(date.calendarDay)
      guard timeline.isDeclared else {
        error(
          "T505", "this model has no timeline", expression.span,
          "`timeline 2026-01 for 24 months` in the model's braces")
        return nil
      }
      guard timeline.contains(period) else {
        error(
          "T506", "this date lies outside the timeline", expression.span,
          "it runs from \(timeline.label(0)) to \(timeline.label(timeline.count - 1))")
        return nil
      }
      return period
    case .path(let path) where path.text == "first": return 0
    case .path(let path) where path.text == "last": return timeline.count - 1
    case .text(let text):
      error(
        "T507", "a member stands without quotes", expression.span, "",
        fixes: [.init("write `\(text.value)`", edits: [.init(expression.span, text.value)])])
      return nil
    default:
      error("T507", "a date or a member is needed here", expression.span, "such as 2026-07, first, last or -3")
      return nil
    }
  }

  func atPeriod(_ formula: Formula, _ period: Int, _ span: Span) -> Formula? {
    guard formula.axes.contains(0) else { return formula }
    let whole = asDefinition(formula)
    guard case .definition(let id) = whole.form else { return nil }
    return Formula(
      .atPeriod(id, period: period), type: whole.type, axes: whole.axes.filter { $0 != 0 }, unit: whole.unit, span: span
    )
  }

  func lag(_ whole: Formula, _ periods: Int, _ start: Formula?, _ span: Span) -> Formula {
    guard case .definition(let id) = whole.form else { return whole }
    return Formula(
      .lag(id, periods: periods, start: start), type: whole.type, axes: union([whole.axes, start?.axes ?? [], [0]]),
      unit: whole.unit, span: span)
  }

  func earlierMember(_ whole: Formula, _ axis: AxisID, _ distance: Int, _ start: Formula?, _ span: Span) -> Formula {
    guard case .definition(let id) = whole.form else { return whole }
    return Formula(
      .earlierMember(id, axis: axis, distance: distance, start: start), type: whole.type,
      axes: union([whole.axes, start?.axes ?? [], [axis]]), unit: whole.unit, span: span)
  }

  /// Reads what stands for an earlier period or member, where a loop is legal.
  func earlier<T>(along axis: AxisID, _ body: () -> T) -> T {
    guard !stack.isEmpty else { return body() }
    let place = stack.count - 1
    let before = stack[place].earlier
    stack[place].earlier.insert(axis)
    defer { stack[place].earlier = before }
    return body()
  }

  func lowerMembers(_ members: [(name: Name, value: Expression)], _ span: Span, _ context: Context) -> Formula? {
    guard let axis = axis(of: members, span) else { return nil }
    var values: [Formula?] = []
    for member in axes[axis].members {
      values.append(members.first { $0.name.text == member.name }.flatMap { lower($0.value, context) })
    }
    let found = values.compactMap { $0 }
    guard found.count == values.count, let known = aligned(found, span),
      let first = known.first(where: { !isZero($0) }) ?? known.first
    else { return nil }
    for value in known where !comparable(value, first) {
      unitMismatch("all members need one unit", value, first.unit, value.span, left: first)
      return nil
    }
    return Formula(
      .byMember(axis, known), type: first.type, axes: union(known.map(\.axes) + [[axis]]), unit: first.unit, span: span)
  }

  /// The dimension whose members a list names, each once.
  func axis(of members: [(name: Name, value: Expression)], _ span: Span) -> AxisID? {
    guard let first = members.first else { return nil }
    let fitting = axes.indices.dropFirst().filter { axis in axes[axis].members.contains { $0.name == first.name.text } }
    // A dimension with just these members comes first: they may all belong to a larger one too.
    let whole = fitting.filter { axis in
      let known = Set(axes[axis].members.map(\.name))
      return members.allSatisfy { known.contains($0.name.text) }
    }
    guard
      let axis = whole.first(where: { axes[$0].members.count == members.count }) ?? whole.first ?? fitting.first
    else {
      error("N403", "`\(first.name.text)` is a member of no dimension", first.name.span, "unknown member")
      return nil
    }
    let known = Set(axes[axis].members.map(\.name))
    var seen: Set<String> = []
    for member in members {
      if !seen.insert(member.name.text).inserted { duplicate(member.name, "a value for this member"); return nil }
      if !known.contains(member.name.text) {
        noMember(member.name, of: axis)
        return nil
      }
    }
    let lacking = axes[axis].members.map(\.name).filter { !seen.contains($0) }
    guard lacking.isEmpty else {
      error(
        "N429", "a value is missing for \(lackingList(lacking))", span,
        "every member of `\(axes[axis].name)` needs one")
      return nil
    }
    return axis
  }
}
