import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let previous = ModelFunction(
    "previous", forms: ["previous(x, start)"], group: .time,
    summary: "The value of the period before; `start` in the first one.",
    notes: """
      Without `start` the first period is undefined. `x[-2]` looks two periods back.
      """,
    example: """
      timeline 2026-01 for 3 months
      input volume = 100 requests/month growing 10%/month
      calc  change = volume / previous(volume, volume) - 1
      test "growth" { expect change at 2026-02 = 10% }
      """,
    excel: "the cell of the period before",
    lower: { $0.lowerPrevious($1, $2, $3, $4) })
}

extension Checker {
  func lowerPrevious(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...2, "previous(x, start)") else { return nil }
    if let over = arguments.flatMap(\.over).first {
      error("K901", "`previous` over a dimension is not supported yet", over.span, "it looks back in time")
      return nil
    }
    var start: Formula?
    if arguments.count == 2 {
      guard let lowered = number(lower(arguments[1].value, context)) else { return nil }
      start = lowered
    }
    if let start, !isZero(start), case .path(let path) = arguments[0].value.form,
      let global = resolve(path, context.scope),
      let draft = draftByPath[global], drafts[draft].state == .working, provisional[draft] == nil,
      !hasWrittenUnit(draft)
    {
      provisional[draft] = (start.unit, union([[0], start.axes]))
    }
    if let start, !isZero(start), let own = stack.last?.draft, provisional[own] == nil, !hasWrittenUnit(own),
      isWhole(own, span)
    {
      provisional[own] = (start.unit, union([[0], start.axes]))
    }
    guard let value = throughTime({ number(lower(arguments[0].value, context)) }) else { return nil }
    if let start, !comparable(start, value) {
      unitMismatch("the start has another unit than what it starts", start, value.unit, start.span, left: value)
      return nil
    }
    return lag(asDefinition(value), 1, start, span)
  }

  /// True where a definition is nothing but the expression of this span, so that it has its unit.
  private func isWhole(_ draft: Int, _ span: Span) -> Bool {
    guard case .written(_, let value, _, _) = drafts[draft].origin, case .expression(let expression) = value?.form
    else { return false }
    return expression.span == span
  }

  private func hasWrittenUnit(_ draft: Int) -> Bool {
    if case .written(let declaration, _, _, _) = drafts[draft].origin { return declaration.unit != nil }
    return false
  }
}
