import Testing

@testable import MarginKit

@Suite("Sensitivities as numbers")
struct MovedAnswersTests {
  private static let model = """
    model "M" { currency USD }
    dimension engine { small, large }
    input share = 50%
    input price = [small: $2/request, large: $3/request]
    calc  cost [USD/1k requests] = price * share
    calc  odd  = 1 / (share - 75%)

    """

  @Test("A question gives its points and numbers in their own units, each member of a result for itself")
  func numbers() throws {
    try Folder.with { folder in
      try folder.write("m.margin", Self.model)
      let question = "sensitivity of cost, odd { rows share 25% to 75% step 25% }"
      let answers = try Workspace.load(folder.path("m.margin"), asking: question).sensitivities(.question, threads: 2)
      let answer = try #require(answers.first)
      #expect(answers.count == 1)
      #expect(answer.rows == SensitivityAxis(input: "share", unit: "", points: [0.25, 0.5, 0.75]))
      #expect(answer.columns == nil)
      #expect(answer.results.map(\.label) == ["Cost [small]", "Cost [large]", "Odd"])
      #expect(answer.results.map(\.unit) == ["USD/1k requests", "USD/1k requests", ""])
      // $2 and $3 a request, a quarter to three quarters of it, for a thousand.
      #expect(answer.results[0].values == [500, 1000, 1500])
      #expect(answer.results[1].values == [750, 1500, 2250])
      #expect(answer.results[2].values.map { $0.isNaN ? "n/a" : "\($0)" } == ["-2.0", "-4.0", "n/a"])
    }
  }
}
