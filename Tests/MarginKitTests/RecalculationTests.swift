import Testing

@testable import MarginKit

@Suite("Recalculation")
struct RecalculationTests {
  private static let text = """
    model "M" { currency USD; timeline 2026-01 for 3 months }
    dimension engine { small, large }
    input volume  = 1000 requests/month
    input price   = [small: $1/request, large: $4/request]
    input reserve = $7/month
    flow  cost    = volume * price
    flow  spare   = reserve
    """

  private func recalculation() throws -> Recalculation {
    try Folder.with { folder in
      try folder.write("m.margin", Self.text)
      return try Workspace.load(folder.path("m.margin")).recalculation()
    }
  }

  @Test("A change reaches what depends on it, and nothing else is computed")
  func change() throws {
    var recalculation = try recalculation()
    #expect(try recalculation.values(of: "cost").values == [1000, 1000, 1000, 4000, 4000, 4000])
    try recalculation.set("price", to: 2, at: ["large"])
    recalculation.refresh()
    #expect(try recalculation.values(of: "cost").values == [1000, 1000, 1000, 2000, 2000, 2000])
    #expect(recalculation.recomputed == 2)
    try recalculation.set("volume", to: 500)
    recalculation.refresh()
    #expect(try recalculation.values(of: "cost").values == [500, 500, 500, 1000, 1000, 1000])
  }

  @Test("Computing everything gives the same")
  func everything() throws {
    var recalculation = try recalculation()
    try recalculation.set("price", to: 3, at: ["small"])
    recalculation.refresh()
    let refreshed = try recalculation.values(of: "cost")
    recalculation.recalculate()
    #expect(try recalculation.values(of: "cost") == refreshed)
    #expect(recalculation.recomputed > 4)
  }

  @Test("What is no input, and no member, is told")
  func faults() throws {
    var recalculation = try recalculation()
    #expect(throws: Failure.self) { try recalculation.set("cost", to: 3) }
    #expect(throws: Failure.self) { try recalculation.set("price", to: 3, at: ["medium"]) }
    #expect(throws: Failure.self) { try recalculation.set("volume", to: 3, at: ["small"]) }
  }
}
