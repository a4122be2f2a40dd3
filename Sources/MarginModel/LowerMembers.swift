import MarginSource
import MarginSyntax
import MarginUnits

/// Members as values: `lowest(price over engine)`, `price[best]`, `best = small`.
///
/// Inside formulas a member is its place, a number of a definition of its own; only what a reader sees is its name.
extension Checker {
  /// A member as the number of its place, where numbers are judged.
  func place(_ formula: Formula) -> Formula {
    guard case .member = formula.type else { return formula }
    return Formula(formula.form, type: .quantity(.plain), axes: formula.axes, unit: .plain, span: formula.span)
  }

  /// `U251`: only a `calc` may be a member; what cases set, and what rolls up, are amounts.
  func isAmount(_ formula: Formula, _ parts: Parts) -> Bool {
    guard case .member = formula.type, parts.draft.kind != .calc || parts.draft.isInput else { return true }
    error(
      "U251", "a member is no amount, so it is a `calc`", parts.draft.span,
      "\(program.sources.text(formula.span)) is a \(name(of: formula.type))")
    return false
  }

  /// Both sides of a comparison; beside a member a bare name is another member of the same dimension.
  func lowerSides(_ left: Expression, _ right: Expression, _ lowered: (Expression) -> Formula?) -> (Formula, Formula)? {
    // A name that may be a member's waits for what the other side is.
    let isLeftName = bareName(left) != nil
    let other = isLeftName ? left : right
    guard let first = lowered(isLeftName ? right : left) else {
      _ = lowered(other)
      return nil
    }
    guard let name = bareName(other), case .member(let axis) = first.type else {
      return lowered(other).map { isLeftName ? ($0, first) : (first, $0) }
    }
    guard let found = member(name, of: axis) else { return nil }
    return isLeftName ? (found, first) : (first, found)
  }

  /// The name of an expression that is nothing else and may be a member's.
  private func bareName(_ expression: Expression) -> Name? {
    if case .number(let number) = expression.form { return numberedMember(number) }
    guard case .path(let path) = expression.form, path.parts.count == 1, let name = path.parts.first else { return nil }
    return memberNames.contains(name.text) || draftByPath[name.text] == nil ? name : nil
  }

  /// `3`, where it may be a member of an ordered dimension.
  private func numberedMember(_ number: NumberLiteral) -> Name? {
    guard axes.contains(where: \.isNumbered), number.unit == nil, number.style == .plain,
      let whole = exactInt(number.value)
    else { return nil }
    return Name("\(whole)", number.span)
  }

  /// The member of an axis that a name means; `N403` where there is none.
  private func member(_ name: Name, of axis: AxisID) -> Formula? {
    guard let place = axes[axis].members.firstIndex(where: { $0.name == name.text }) else {
      noMember(name, of: axis)
      return nil
    }
    return Formula(.literal(Double(place + 1)), type: .member(axis), axes: [], unit: .plain, span: name.span)
  }

  /// `U250`: members are equal or not, and have no order.
  func isOrdered(_ operation: Comparison, _ left: Formula, _ span: Span) -> Bool {
    guard case .member = left.type, operation != .equal, operation != .unequal else { return true }
    error("U250", "members have no order", span, "compare them by `=` or `!=`")
    return false
  }

  /// A value at the member that another value names: `price[lowest(price over engine)]`.
  func chosen(_ formula: Formula, _ place: Formula, _ span: Span) -> Formula? {
    guard case .member(let axis) = place.type else { return nil }
    guard formula.axes.contains(axis) else {
      let dimensions = formula.axes.filter { $0 != 0 }.map { "`\(axes[$0].name)`" }.joined(separator: ", ")
      error(
        "D739", "this does not vary over `\(axes[axis].name)`", formula.span,
        dimensions.isEmpty ? "it is one value" : "it varies over \(dimensions)",
        secondary: [.init(place.span, "a member of `\(axes[axis].name)`")])
      return nil
    }
    let whole = asDefinition(formula)
    guard case .definition(let id) = whole.form else { return nil }
    return Formula(
      .chosen(id, over: axis, place: place), type: whole.type,
      axes: union([whole.axes.filter { $0 != axis }, place.axes]), unit: whole.unit, span: span)
  }

  /// The one dimension that a function works over: the one named, else the only one that the value has.
  func axis(
    _ name: Name, _ arguments: [Expression.Argument], of value: Formula, _ context: Context
  ) -> AxisID? {
    let dimensions = value.axes.filter { $0 != 0 }
    let folded = arguments.map(\.value).first { $0.span == value.span }
    if let by = arguments.flatMap(\.by).first {
      error("D730", "`\(name.text)` names what it looks along: `over`", by.span, "`by` keeps a dimension")
      return nil
    }
    let named = arguments.flatMap(\.over)
    guard let over = axesNamed(named) else { return nil }
    for (axis, written) in zip(over, named) where !dimensions.contains(axis) {
      if let folded, toldSetters(of: folded, context, over: written.text) { return nil }
      error("N434", "this does not vary over `\(written.text)`", value.span, "there is nothing to look along")
      return nil
    }
    guard !dimensions.isEmpty else {
      if let folded, toldSetters(of: folded, context) { return nil }
      error("N434", "this has no dimension to look along", value.span, "it is one value")
      return nil
    }
    let found = over.isEmpty ? dimensions : over
    guard found.count == 1 else {
      let names = dimensions.map { axes[$0].name }
      let fixes =
        over.isEmpty
        ? [
          Diagnostic.Fix(
            "say which: ` over \(names[0])`",
            edits: [.init(Span(file: value.span.file, start: value.span.end, end: value.span.end), " over \(names[0])")]
          )
        ] : []
      error(
        "D730", "`\(name.text)` looks along one dimension", over.isEmpty ? value.span : named[1].span,
        over.isEmpty ? "this varies over \(names.joined(separator: ", "))" : "a second one", fixes: fixes)
      return nil
    }
    return found[0]
  }
}
