import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let previous = ModelFunction(
    "previous", forms: ["previous(x, start)", "previous(x over dimension, start)"], group: .time,
    summary: "The value of the period before, or of the member before in a dimension; `start` in the first one.",
    notes: """
      Without `start` the first one is undefined. `x[-2]` looks two periods back, `x[turn: -2]` two members. Members stand in
      the order in which their dimension names them.
      """,
    example: """
      timeline 2026-01 for 3 months
      input volume = 100 requests/month growing 10%/month
      calc  change = volume / previous(volume, volume) - 1
      test "growth" { expect change at 2026-02 = 10% }

      dimension turn 1 to 20
      calc context [tokens] = previous(context over turn, 4_000 tokens) + 500 tokens
      test "the third turn" { expect context[3] = 5_500 tokens }
      """,
    excel: "the cell of the period or member before",
    lower: { $0.lowerPrevious($1, $2, $3, $4) })
}

extension Checker {
  func lowerPrevious(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...2, "previous(x, start)") else { return nil }
    guard let axis = axisAlong(name, arguments) else { return nil }
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
      provisional[draft] = (start.unit, union([[axis], start.axes]))
    }
    if let start, !isZero(start), let own = stack.last?.draft, provisional[own] == nil, !hasWrittenUnit(own),
      isWhole(own, span)
    {
      provisional[own] = (start.unit, union([[axis], start.axes]))
    }
    guard let found = earlier(along: axis, { number(lower(arguments[0].value, context)) }) else { return nil }
    guard let value = axis == 0 ? found : varying(found, over: axis) else {
      error(
        "N434", "this does not vary over `\(axes[axis].name)`", arguments[0].value.span, "there is no member before")
      return nil
    }
    if let start, !comparable(start, value) {
      unitMismatch("the start has another unit than what it starts", start, value.unit, start.span, left: value)
      return nil
    }
    guard let parts = aligned([value] + (start.map { [$0] } ?? []), span) else { return nil }
    let (whole, first) = (asDefinition(parts[0]), parts.dropFirst().first)
    return axis == 0 ? lag(whole, 1, first, span) : earlierMember(whole, axis, 1, first, span)
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
