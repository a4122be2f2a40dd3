import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  /// What the pages of the folds say alike.
  static let foldNotes = """
    `over` names the dimensions that are folded away, `by` those that are kept; without either all are folded. Over
    time, `max(x over time)` is the peak period, and likewise `min`, `mean` and `count`; sums are `total(x)`.
    """
}

/// What `sum`, `mean`, `min`, `max` and `count` share.
extension Checker {
  func lowerFold(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard arguments.count == 1, let argument = arguments.first, let fold = Formula.Fold(rawValue: name.text) else {
      let isPlain = arguments.count > 1 && arguments.allSatisfy { $0.name == nil && $0.over.isEmpty && $0.by.isEmpty }
      let sum = arguments.map { program.sources.text($0.value.span) }.joined(separator: " + ")
      let mends = name.text == "sum" && isPlain && arguments.allSatisfy { isName($0.value) }
      error(
        "N433", "`\(name.text)` is called as `\(name.text)(x over dimension)`", name.span, "it folds one value",
        fixes: mends ? [.init("write `(\(sum))`", edits: [.init(span, "(\(sum))")])] : [])
      return nil
    }
    guard let whole = lower(argument.value, context), fold == .count || number(whole) != nil else { return nil }
    if fold != .sum, argument.over.map(\.text) == ["time"] { return foldedOverTime(fold, whole, span) }
    guard let over = axesNamed(argument.over), let by = axesNamed(argument.by) else { return nil }
    // A part of a dimension is folded or kept alone.
    let value = (over + by).reduce(whole) { varying($0, over: $1) ?? $0 }
    let dimensions = value.axes.filter { $0 != 0 }
    for (dimension, written) in zip(over, argument.over) where !dimensions.contains(dimension) {
      let part = dimensions.first { wholes(of: $0).contains(dimension) }.map { axes[$0].name }
      if part == nil, toldSetters(of: argument.value, context, over: written.text) { return nil }
      error(
        "N434", "this does not vary over `\(written.text)`", argument.value.span,
        part.map { "it varies over its part `\($0)`" } ?? "there is nothing to fold",
        fixes: part.map { [.init("write `over \($0)`", edits: [.init(written.span, $0)])] } ?? [])
      return nil
    }
    guard !dimensions.isEmpty else {
      if toldSetters(of: argument.value, context) { return nil }
      error(
        "N434", "this has no dimension to fold", argument.value.span,
        fold == .sum
          ? "over time use `total`, `x[last]` or `cumulative`" : "over time write `\(name.text)(x over time)`")
      return nil
    }
    var result = value
    let mapped = by.filter { axis in axes[axis].maps.map { dimensions.contains($0.axis) } ?? false }
    for (axis, written) in zip(by, argument.by) where !dimensions.contains(axis) && !mapped.contains(axis) {
      error("N434", "this does not vary over `\(written.text)`", argument.value.span, "there is nothing to keep")
      return nil
    }
    for axis in mapped {
      guard let source = axes[axis].maps?.axis else { continue }
      result = folded(fold, result, over: source, onto: axis, span)
    }
    let gone = over.isEmpty ? (by.isEmpty ? dimensions : dimensions.filter { !by.contains($0) }) : over
    if gone.isEmpty, mapped.isEmpty, value.axes == whole.axes, let kept = argument.by.first {
      error(
        "N434", "this keeps all that it varies over, so nothing is folded", kept.span, "`by` keeps a dimension",
        fixes: [.init("write `over \(kept.text)`", edits: overEdit(argument, kept))])
      return nil
    }
    // What has been counted along one dimension is added up along the next.
    var next = mapped.isEmpty || fold != .count ? fold : .sum
    for axis in gone where result.axes.contains(axis) {
      result = folded(next, result, over: axis, onto: nil, span)
      if next == .count { next = .sum }
    }
    return result
  }

  /// `max(x over time)`: the peak period. Sums over time are totals, by the rule of what is added up.
  private func foldedOverTime(_ fold: Formula.Fold, _ value: Formula, _ span: Span) -> Formula? {
    guard value.axes.contains(0) else {
      error("N434", "this does not vary over `time`", value.span, "it is one value")
      return nil
    }
    return folded(fold, value, over: 0, onto: nil, span)
  }

  func folded(_ fold: Formula.Fold, _ value: Formula, over axis: AxisID, onto: AxisID?, _ span: Span) -> Formula {
    let whole = asDefinition(value, words: "\(title(of: axes[axis].name)) by \(axes[axis].name)")
    guard case .definition(let id) = whole.form else { return value }
    let unit = fold == .count ? Unit.plain : whole.unit
    return Formula(
      .fold(fold, id, over: axis, onto: onto), type: .quantity(unit.dimension),
      axes: union([whole.axes.filter { $0 != axis }, onto.map { [$0] } ?? []]), unit: unit, span: span)
  }

  private func isName(_ expression: Expression) -> Bool {
    if case .path = expression.form { true } else { false }
  }

  /// `by` of the only dimension of a call, as `over`.
  private func overEdit(_ argument: Expression.Argument, _ kept: Name) -> [Diagnostic.Edit] {
    let gap = Span(file: kept.span.file, start: argument.value.span.end, end: kept.span.start)
    guard argument.by.count == 1, argument.over.isEmpty,
      program.sources.text(gap).split(whereSeparator: \.isWhitespace) == ["by"]
    else { return [] }
    return [.init(gap, " over ")]
  }

  func axesNamed(_ names: [Name]) -> [AxisID]? {
    var result: [AxisID] = []
    for name in names {
      guard let axis = axisByName[name.text], axis != 0 else {
        unknownDimension(name)
        return nil
      }
      result.append(axis)
    }
    return result
  }
}
