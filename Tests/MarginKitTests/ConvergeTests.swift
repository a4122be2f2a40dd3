import Foundation
import Testing

@testable import MarginKit

/// `load = base * (1 + r(L(load)))` with L = service / (1 - load / capacity) and r = 10 % * L / patience: a quadratic
/// equation. With u = load / 100 and 40 requests/s, u^2 - 1.4 u + 0.416 = 0, so u = 0.42796956...
private let coupling = """
  model "SLO and retries" { currency USD }
  input base_load [requests/s] = 40 requests/s
  input capacity  [requests/s] = 100 requests/s
  input service   [s] = 0.2 s
  input patience  [s] = 0.5 s
  calc  latency    [s] = service / (1 - load / capacity)
  calc  retry_rate = 10% * latency / patience
  calc  load [requests/s] = base_load * (1 + retry_rate)
  converge load from base_load within 0.0000001% limit 60
  case flood { base_load -> 90 requests/s }
  report "Load" { load }
  """

@Suite("Loops that converge")
struct ConvergeTests {
  private func workspace(_ text: String, caseName: String? = nil, settings: [String] = []) throws -> Workspace {
    try Folder.with { folder in
      try folder.write("m.margin", text)
      return Workspace.load(folder.path("m.margin"), caseName: caseName, settings: settings)
    }
  }

  @Test(
    "The load that causes the retries that it has is the root of its equation",
    arguments: [
      (40.0, 0.2), (30, 0.2), (40, 0.4), (55, 0.1),
    ])
  func root(_ base: Double, _ service: Double) throws {
    let settings = ["base_load=\(base) requests/s", "service=\(service) s"]
    let value = try workspace(coupling, settings: settings).evaluate().values(of: "load").values[0]
    // u - b - b * 0.2 * service / (1 - u) = 0, by halving.
    var (low, high) = (base / 100, (1 + base / 100) / 2)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle - base / 100 * (1 + 0.2 * service / (1 - middle)) < 0 { low = middle } else { high = middle }
    }
    #expect(abs((value ?? .nan) / 100 - low) < 1e-9)
  }

  @Test("A loop that reads the member before converges member by member, those that it sums together")
  func alongMembers() throws {
    let text = """
      model "Turns" { currency USD }
      dimension turn 1 to 3
      dimension region { north, south }
      input base = [north: 10, south: 12]
      calc heat by turn = 10 + previous(heat over turn, 0) / 4 + heat / 2
      converge heat from 10 within 0.0000001%
      calc warmth by region, turn = base + previous(warmth over turn, 0) / 4 + sum(warmth over region) / 8
      converge warmth from base within 0.0000001%
      report "r" { heat[3], warmth[north, 3] }
      """
    let evaluation = try workspace(text).evaluate()
    // 2 * 10, 2 * (10 + 20 / 4), 2 * (10 + 30 / 4)
    let heat = try evaluation.values(of: "heat").values.map { $0 ?? .nan }
    #expect(heat.count == 3 && zip(heat, [20.0, 30, 35]).allSatisfy { abs($0 - $1) < 1e-6 })
    // The sum s of a turn is (22 + its sum before / 4) * 4 / 3; north is 10 + its value before / 4 + s / 8.
    var (sum, north) = (0.0, 0.0)
    for _ in 0..<3 {
      sum = (22 + sum / 4) * 4 / 3
      north = 10 + north / 4 + sum / 8
    }
    // By turn, then by region, as declared.
    let warmth = try evaluation.values(of: "warmth").values.map { $0 ?? .nan }
    #expect(warmth.count == 6 && abs(warmth[4] - north) < 1e-6)
  }

  @Test("A loop that runs away is undefined and named with its case and its last two values, and no book is written")
  func runaway() throws {
    let evaluation = try workspace(coupling, caseName: "flood").evaluate()
    #expect(try evaluation.values(of: "load").values == [nil])
    #expect(evaluation.messages().contains("error[X110]"))
    #expect(evaluation.messages().contains("`load` does not converge in the case `flood`"))
    #expect(evaluation.messages().contains("last") && evaluation.messages().contains("before"))
    let failure = #expect(throws: Failure.self) { try evaluation.export(to: NSTemporaryDirectory() + "runaway.xlsx") }
    #expect(failure?.findings.first?.code == "X110")
  }

  @Test("A loop that needs more rounds than a workbook has is calculated, and not exported")
  func slow() throws {
    let text = """
      model "Slow" { currency USD }
      input start = 1
      calc load = 1 + load * 99%
      converge load from start within 0.001% limit 2000
      report "r" { load }
      """
    let evaluation = try workspace(text).evaluate()
    let load = try #require(try evaluation.values(of: "load").values[0])
    #expect(abs(load - 100) < 0.2)
    let failure = #expect(throws: Failure.self) { try evaluation.export(to: NSTemporaryDirectory() + "slow.xlsx") }
    #expect(failure?.findings.map(\.code) == ["X111"])
  }

  @Test("Undefined inputs make a loop undefined, and that is no failure of the loop")
  func undefined() throws {
    let text = """
      model "Hole" { currency USD }
      input none = 0
      calc load = 1 / none + load / 2
      converge load from 1 within 0.1%
      report "r" { load }
      """
    let evaluation = try workspace(text).evaluate()
    #expect(try evaluation.values(of: "load").values == [nil])
    #expect(evaluation.messages() == "")
    #expect(try evaluation.text(.table).contains("zero denominator"))
  }
}
