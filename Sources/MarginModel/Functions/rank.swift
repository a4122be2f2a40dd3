import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let rank = ModelFunction(
    "rank", forms: ["rank(x over dimension)"], group: .members,
    summary: "Each member's place by size, the largest being 1.",
    notes: """
      Equal members share the better place, as in a spreadsheet's RANK. For the smallest first, rank `-x`.
      """,
    example: """
      dimension region { north, south, west }
      input team  = [north: 7 people, south: 4 people, west: 7 people]
      calc  place = rank(team over region)
      test "two are first" {
        expect place[north] = 1
        expect place[west]  = 1
        expect place[south] = 3
      }
      """,
    excel: "SUMPRODUCT over what is larger, and 1",
    lower: { $0.lowerRank($1, $2, $3, $4) })
}

extension Checker {
  func lowerRank(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard expect(name, arguments, 1...1, "rank(x over dimension)") else { return nil }
    guard let value = number(lower(arguments[0].value, context)), let axis = axis(name, arguments, of: value, context)
    else {
      return nil
    }
    let whole = asDefinition(value, words: "What is ranked")
    guard case .definition(let id) = whole.form else { return nil }
    return Formula(.rank(id, over: axis), type: .quantity(.plain), axes: whole.axes, unit: .plain, span: span)
  }
}
