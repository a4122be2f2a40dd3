import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let percentile = ModelFunction(
    "percentile", forms: ["percentile(x over dimension, share)", "percentile(x over time, share)"], group: .members,
    summary: "The value that a share of the members does not exceed.",
    notes: """
      Of n members in order, the one at place 1 + share * (n - 1), straight between two where that is no whole number: the
      inclusive percentile of spreadsheets, PERCENTILE.INC. 0% is the smallest, 50% the median, 100% the largest. `over time`
      takes the periods.
      """,
    example: """
      dimension day { mon, tue, wed, thu, fri }
      input load = [mon: 10 requests/s, tue: 20 requests/s, wed: 30 requests/s, thu: 40 requests/s, fri: 50 requests/s]
      calc  peak = percentile(load over day, 90%)
      test "between the fourth and the fifth" { expect peak = 46 requests/s }
      """,
    excel: "PERCENTILE over the rows of the members",
    lower: { $0.lowerPercentile($1, $2, $3, $4) })
}

extension Checker {
  func lowerPercentile(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard expect(name, arguments, 2...2, "percentile(x over dimension, 95%)") else { return nil }
    let value = number(lower(arguments[0].value, context))
    let share = number(lower(arguments[1].value, context))
    guard let value, let share else { return nil }
    guard fits(share, .plain) else {
      unitMismatch("the share of a percentile is a plain number", share, .plain, share.span)
      return nil
    }
    guard isShare(share) else { return nil }
    var axis: AxisID?
    if arguments.flatMap(\.over).contains(where: { $0.text == "time" }) {
      guard value.axes.contains(0), arguments.flatMap(\.over).count == 1 else {
        error("N434", "this does not vary over `time` alone", value.span, "there is nothing to look along")
        return nil
      }
      axis = 0
    } else {
      axis = self.axis(name, arguments, of: value, context)
    }
    guard let axis else { return nil }
    let whole = asDefinition(value, words: "What is put in order")
    guard case .definition(let id) = whole.form else { return nil }
    return Formula(
      .percentile(id, share: share, over: axis), type: whole.type,
      axes: union([whole.axes.filter { $0 != axis }, share.axes]), unit: whole.unit, span: span)
  }

  /// `D735`: a written share lies within 0 % and 100 %.
  private func isShare(_ share: Formula) -> Bool {
    guard case .literal(let value) = share.form, !(0...1).contains(value) else { return true }
    let text = program.sources.text(share.span)
    let isPercent = (1...100).contains(value) && share.unit.style == .plain
    error(
      "D735", "the share of a percentile lies within 0% and 100%", share.span, "outside",
      fixes: isPercent ? [.init("write `\(text)%`", edits: [.init(share.span, text + "%")])] : [])
    return false
  }
}
