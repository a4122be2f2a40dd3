extension ModelFunction {
  static let min = ModelFunction(
    "min", forms: ["min(x over dimension)", "min(x by dimension)"], group: .members,
    summary: "The smallest of the members; with `over` or `by`.",
    notes: foldNotes,
    example: """
      dimension engine { small, large }
      input price = [small: $2/request, large: $5/request]
      calc  cheapest = min(price over engine)
      test "the small one" { expect cheapest = $2/request }
      """,
    excel: "MIN over the rows of the members",
    lower: { $0.lowerFold($1, $2, $3, $4) })
}
