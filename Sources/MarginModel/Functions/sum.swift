extension ModelFunction {
  static let sum = ModelFunction(
    "sum", forms: ["sum(x over dimension)", "sum(x by dimension)", "sum(x)"], group: .members,
    summary: "The sum of the members.",
    notes: """
      `over` names the dimensions that are folded away, `by` those that are kept; without either all are folded. Time is folded
      by `total`.
      """,
    example: """
      dimension region { north, south }
      input team = [north: 7 people, south: 4 people]
      calc  staff = sum(team over region)
      test "both teams" { expect staff = 11 people }
      """,
    excel: "SUM over the rows of the members",
    lower: { $0.lowerFold($1, $2, $3, $4) })
}
