extension ModelFunction {
  static let sum = ModelFunction(
    "sum", forms: ["sum(x over dimension)", "sum(x by dimension)", "sum(x)"], group: .members,
    summary: "The sum of the members.",
    notes: foldNotes,
    example: """
      dimension region { north, south }
      input team = [north: 7 people, south: 4 people]
      calc  staff = sum(team over region)
      test "both teams" { expect staff = 11 people }
      """,
    excel: "SUM over the rows of the members",
    lower: { $0.lowerFold($1, $2, $3, $4) })
}
