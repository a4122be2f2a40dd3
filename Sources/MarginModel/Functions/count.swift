extension ModelFunction {
  static let count = ModelFunction(
    "count", forms: ["count(x over dimension)", "count(x by dimension)", "count(x)"], group: .members,
    summary: "How many members are not empty; of a condition, how many meet it.",
    notes: foldNotes,
    example: """
      dimension region { north, south }
      input team = [north: 7 people, south: 4 people]
      calc  regions = count(team over region)
      test "two" { expect regions = 2 }
      """,
    excel: "COUNT over the rows of the members",
    lower: { $0.lowerFold($1, $2, $3, $4) })
}
