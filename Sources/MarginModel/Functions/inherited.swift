import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let inherited = ModelFunction(
    "inherited", forms: ["inherited(x)"], group: .conditions,
    summary: "In a `replace`, the formula that it replaces.",
    notes: """
      It stands nowhere else.
      """,
    example: """
      template plain_desk { flow cost [USD] = $100 }
      template dear_desk : plain_desk { replace flow cost [USD] = inherited(cost) * 2 }
      component desk : dear_desk {}
      test "twice" { expect desk.cost = $200 }
      """,
    excel: "the rows of the older formula",
    lower: { $0.lowerInherited($1, $2, $3, $4) })
}

extension Checker {
  func lowerInherited(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard let older = context.inherited else {
      error("N431", "there is nothing inherited here", span, "`inherited(x)` stands in a `replace` of x")
      return nil
    }
    return reference(older, span)
  }
}
