import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let total = ModelFunction(
    "total", forms: ["total(x)", "total(x, 2026)"], group: .time,
    summary: "A flow summed over the timeline or a calendar year; a ratio of sums over the timeline.",
    notes: """
      A stock is a level: `x[last]` is its closing value.
      """,
    example: """
      timeline 2026-01 for 12 months
      flow  cost [USD] = $100
      calc  all = total(cost)
      test "a year" { expect all = $1_200 }
      """,
    excel: "SUM over the periods",
    lower: { $0.lowerTotal($1, $2, $3, $4) })
}

extension Checker {
  func lowerTotal(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...2, "total(x) or total(x, 2026)") else { return nil }
    guard let value = number(lower(arguments[0].value, context)) else { return nil }
    guard value.axes.contains(0) else {
      error("T520", "this does not vary in time, so there is nothing to total", value.span, "one value")
      return nil
    }
    let whole = asDefinition(value)
    guard case .definition(let id) = whole.form, let definition = definitions[id] else { return nil }
    guard definition.rollUp == .sum || definition.rollUp == .formula else {
      error(
        "T520",
        definition.rollUp == .closing ? "a stock is a level: it is read, not added up" : "only flows are totalled",
        value.span,
        definition.rollUp == .closing
          ? "`x[last]` is its closing value"
          : definition.isInput ? "this input has no sum" : "this is a \(definition.kind.rawValue)",
        fixes: definition.rollUp == .closing
          ? closingMend(arguments, span)
          : [.init("define it as \(definition.isInput ? "an `input flow`" : "a `flow`")")])
      return nil
    }
    let axes = whole.axes.filter { $0 != 0 }
    guard arguments.count == 2 else {
      return Formula(.rolledUp(id), type: whole.type, axes: axes, unit: whole.unit, span: span)
    }
    guard case .number(let number) = arguments[1].value.form, let year = exactInt(number.value), number.unit == nil,
      let periods = timeline.years.first(where: { $0.year == year })?.periods, definition.rollUp == .sum
    else {
      error(
        "T521", "a year of the timeline is needed here", arguments[1].value.span,
        "such as `total(x, \(timeline.start.year))` of a flow")
      return nil
    }
    return Formula(.total(id, periods), type: whole.type, axes: axes, unit: whole.unit, span: span)
  }

  private func closingMend(_ arguments: [Expression.Argument], _ span: Span) -> [Diagnostic.Fix] {
    guard arguments.count == 1, case .path(let path) = arguments[0].value.form else { return [] }
    return [.init("write `\(path.text)[last]`", edits: [.init(span, "\(path.text)[last]")])]
  }
}
