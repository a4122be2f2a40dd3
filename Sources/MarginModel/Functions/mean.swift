extension ModelFunction {
  static let mean = ModelFunction(
    "mean", forms: ["mean(x over dimension)", "mean(x by dimension)", "mean(x)"], group: .members,
    summary: "The mean of the members, each counting once.",
    notes: foldNotes,
    example: """
      dimension region { north, south }
      input team = [north: 7 people, south: 4 people]
      calc  usual = mean(team over region)
      test "halfway" { expect usual = 5.5 people }
      """,
    excel: "AVERAGE over the rows of the members",
    lower: { $0.lowerFold($1, $2, $3, $4) })
}
