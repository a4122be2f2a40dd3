import MarginSource
import MarginSyntax
import MarginUnits

/// What looks at other cells by member or date: `x[small]`, `x[2026-07]`, `x[-3]`, `[small: 40%, large: 60%]`.
extension Checker {
  func lowerIndex(_ base: Expression, _ arguments: [Expression], _ span: Span, _ context: Context) -> Formula? {
    var isLag = false
    for argument in arguments { if lagPeriods(argument) != nil { isLag = true } }
    let base = isLag ? throughTime { lower(base, context) } : lower(base, context)
    guard var formula = base else { return nil }
    var picks: [Formula.Pick] = []
    for argument in arguments {
      if let periods = lagPeriods(argument) {
        formula = lag(asDefinition(formula), periods, nil, span)
      } else if case .path(let path) = argument.form, path.parts.count == 1, !["first", "last"].contains(path.text) {
        guard let pick = pick(path.parts[0], of: formula) else { return nil }
        picks.append(pick)
      } else {
        guard let period = period(of: argument, context) else { return nil }
        guard let fixed = atPeriod(formula, period, span) else { return nil }
        formula = fixed
      }
    }
    guard !picks.isEmpty else { return formula }
    let whole = asDefinition(formula)
    guard case .definition(let id) = whole.form else { return nil }
    let fixed = Set(picks.map(\.axis))
    return Formula(
      .element(id, picks: picks), type: whole.type, axes: whole.axes.filter { !fixed.contains($0) }, unit: whole.unit,
      span: span)
  }

  /// 3 for the index -3.
  private func lagPeriods(_ argument: Expression) -> Int? {
    guard case .negative(let inner) = argument.form, case .number(let number) = inner.form, number.unit == nil else {
      return nil
    }
    return exactInt(number.value).flatMap { (1...periodLimit).contains($0) ? $0 : nil }
  }

  /// The member of one of a formula's dimensions.
  func pick(_ name: Name, of formula: Formula) -> Formula.Pick? {
    for axis in formula.axes where axis != 0 {
      if let member = axes[axis].members.firstIndex(where: { $0.name == name.text }) {
        return .init(axis: axis, member: member)
      }
    }
    let members = formula.axes.filter { $0 != 0 }.flatMap { axes[$0].members.map(\.name) }
    guard !members.isEmpty else {
      error("N403", "this has no dimension to pick `\(name.text)` from", name.span, "it is one value")
      return nil
    }
    guard !unreadNames.contains(name.text) else {
      isSilenced = true
      return nil
    }
    let near = likely(name.text, among: members)
    error(
      "N403", "`\(name.text)` is no member here", name.span, "unknown member",
      notes: [("members", members.joined(separator: ", "))],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
    return nil
  }

  /// The period that a date, `first` or `last` means; nil with a message where it lies outside the timeline.
  func period(of expression: Expression, _ context: Context) -> Int? {
    switch expression.form {
    case .date(let date):
      let period = timeline.period(year: date.year, month: date.month)
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

  /// Reads what stands for an earlier period, where a loop is legal.
  func throughTime<T>(_ body: () -> T) -> T {
    guard !stack.isEmpty else { return body() }
    let place = stack.count - 1
    let before = stack[place].throughTime
    stack[place].throughTime = true
    defer { stack[place].throughTime = before }
    return body()
  }

  func lowerMembers(_ members: [(name: Name, value: Expression)], _ span: Span, _ context: Context) -> Formula? {
    guard let axis = axis(of: members, span) else { return nil }
    var values: [Formula?] = []
    for member in axes[axis].members {
      values.append(members.first { $0.name.text == member.name }.flatMap { lower($0.value, context) })
    }
    let known = values.compactMap { $0 }
    guard known.count == values.count, let first = known.first(where: { !isZero($0) }) ?? known.first else {
      return nil
    }
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
    guard
      let axis = fitting.first(where: { axis in
        let known = Set(axes[axis].members.map(\.name))
        return members.allSatisfy { known.contains($0.name.text) }
      })
        ?? fitting.first
    else {
      error("N403", "`\(first.name.text)` is a member of no dimension", first.name.span, "unknown member")
      return nil
    }
    let known = Set(axes[axis].members.map(\.name))
    var seen: Set<String> = []
    for member in members {
      if !seen.insert(member.name.text).inserted { duplicate(member.name, "a value for this member"); return nil }
      if !known.contains(member.name.text) {
        let names = axes[axis].members.map(\.name)
        let near = likely(member.name.text, among: names)
        error(
          "N403", "`\(member.name.text)` is no member of `\(axes[axis].name)`", member.name.span, "unknown member",
          notes: [("members", names.joined(separator: ", "))],
          fixes: near.map { [.init("write `\($0)`", edits: [.init(member.name.span, $0)])] } ?? [])
        return nil
      }
    }
    let lacking = axes[axis].members.map(\.name).filter { !seen.contains($0) }
    guard lacking.isEmpty else {
      error(
        "N429", "a value is missing for \(lacking.joined(separator: ", "))", span,
        "every member of `\(axes[axis].name)` needs one")
      return nil
    }
    return axis
  }
}
