extension ModelFunction {
  static let max = ModelFunction(
    "max", forms: ["max(x over dimension)", "max(x by dimension)"], group: .members,
    summary: "The largest of the members; with `over` or `by`.",
    notes: foldNotes,
    example: """
      dimension region { north, south }
      input team = [north: 7 people, south: 4 people]
      calc  busiest = max(team over region)
      test "the north" { expect busiest = 7 people }
      """,
    excel: "MAX over the rows of the members",
    lower: { $0.lowerFold($1, $2, $3, $4) })
}
