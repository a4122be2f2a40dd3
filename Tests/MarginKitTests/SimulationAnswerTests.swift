import Testing

@testable import MarginKit

@Suite("Simulations as numbers")
struct SimulationAnswerTests {
  private static let model = """
    model "M" { currency USD }
    input chance = 50% ~ uniform(0%, 100%)
    calc  doubled = 2 * chance
    simulate "Spread" 4_096 draws sobol { doubled }

    """

  private func answer(_ settings: SimulationSettings) throws -> SimulationAnswer {
    try Folder.with { folder in
      try folder.write("m.margin", Self.model)
      return try #require(try Workspace.load(folder.path("m.margin")).simulate(.all, settings).first)
    }
  }

  @Test("Percentiles that are asked for come in their order among the others, each once")
  func percentiles() throws {
    var settings = SimulationSettings()
    let usual = try #require(try answer(settings).results.first).percentiles
    settings.percentiles = [0.999, 0.333, 0.5, 0.333, 1.5]
    let found = try #require(try answer(settings).results.first).percentiles
    #expect(found.map(\.level) == (usual.map(\.level) + [0.333, 0.999]).sorted())
    for (level, value) in found {
      // Twice a number that lies evenly between 0 and 1.
      #expect(abs(value - 2 * level) < 0.002)
    }
  }

  @Test("The evaluations of the shares are told where shares are asked for")
  func evaluations() throws {
    var settings = SimulationSettings()
    #expect(try answer(settings).shareEvaluations == nil)
    settings.indices = true
    // Two samples, and one more for the input.
    #expect(try answer(settings).shareEvaluations == 3 * 4_096)
  }
}
