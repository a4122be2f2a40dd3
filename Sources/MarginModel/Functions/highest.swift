import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let highest = ModelFunction(
    "highest", forms: ["highest(x over dimension)"], group: .members,
    summary: "The member where the value is largest.",
    notes: """
      Of several alike it is the first. The result is a member: it picks, `price[highest(price over engine)]`, it is compared,
      `best = small`, and reports show its name.
      """,
    example: """
      dimension engine { small, large }
      input price  = [small: $2/request, large: $5/request]
      input wait   = [small: 9 s, large: 4 s]
      calc  best   = highest(price over engine)
      calc  waited = wait[best]
      test "the large one" {
        expect best   = large
        expect waited = 4 s
      }
      """,
    excel: "a row of 1 where the value is the largest, rows that count to the first of them, and INDEX into the names",
    lower: { $0.lowerExtreme(.max, .atLeast, $1, $2, $3, $4) })
}
