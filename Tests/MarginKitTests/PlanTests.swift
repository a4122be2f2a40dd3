import MarginEngine
import MarginModel
import Testing

@testable import MarginKit

@Suite("Plans of models")
struct PlanTests {
  /// Converging loops, growth, tables and functions that look at whole rows, which random graphs do not have.
  private static let text = """
    model "M" { currency USD; timeline 2026-01 for 14 months }
    dimension engine { small, large }
    input rate     = 3%/month
    input volume   = 1000 requests/month growing rate
    input price    = [small: $1/request, large: $4/request]
    input spread   = 20%
    input start    = $60k
    input discount = 10%/year
    calc  load     = volume * (1 + spread * sqrt(load / (1000 requests/month)) / 10)
    converge load from volume within 1e-9 limit 60
    flow  traffic  = load
    flow  cost     = traffic * price
    flow  gain     = sum(cost over engine) * 0.3
    calc  back     = payback(start, gain)
    calc  worth    = npv(discount, gain)
    calc  dearest  = highest(total(cost) over engine)
    calc  middle   = percentile(cost, 30% over engine)
    stock cash { open start; add gain; less traffic * $0.5/request }
    calc  best     = max(gain, $100/month * period) + min(gain, 3 * $9/month * period)
    """

  @Test("Lanes agree with an evaluation from scratch for each of them")
  func agreement() throws {
    let workspace = try Folder.with { folder in
      try folder.write("m.margin", Self.text)
      return Workspace.load(folder.path("m.margin"))
    }
    let model = try #require(workspace.model, "\(workspace.messages())")
    let readings = model.definitions.filter { $0.purpose == .named }.flatMap { definition -> [Model.Reading] in
      let times: [Model.Reading.Time] =
        !definition.variesInTime ? [.constant] : definition.rollUp == .none ? [.all] : [.all, .rolledUp]
      return times.map { Model.Reading(definition: definition.id, time: $0, label: "", span: definition.span) }
    }
    for (path, values) in [
      ("volume", [1000, 400, 2000, 0]), ("price", [1, 2, 3]), ("spread", [0, 0.2, 0.5, -30]),
      ("start", [1, 50_000, .nan]), ("discount", [0, 0.1, -2]), ("rate", [0, 0.03, 0.1, -0.2]),
    ] as [(String, [Double])] {
      let id = try #require(model.paths[path])
      let leaf = try #require(
        model.leaves.first(where: { $0.definition == id && ($0.role == .value || $0.role == .level) }))
      let plan = Plan(model, caseIndex: 0, movers: [.init(leaf: leaf.id)], readings: readings)
      var memory = plan.memory()
      let targets = plan.cellCounts.map { UnsafeMutablePointer<Double>.allocate(capacity: $0 * values.count) }
      defer { for target in targets { target.deallocate() } }
      values.withUnsafeBufferPointer { values in
        guard let first = values.baseAddress else { return }
        plan.evaluate(lanes: values.count, inputs: [first], results: targets, &memory)
      }
      for (lane, value) in values.enumerated() {
        var leaves = model.leaves.map { $0.cases[0] }
        leaves[leaf.id] = leaves[leaf.id].map { _ in value }
        let results = evaluate(model, leaves: leaves, caseIndex: 0)
        for (place, reading) in readings.enumerated() {
          for (cell, expected) in read(reading, model, results).enumerated() {
            let found = targets[place][cell * values.count + lane]
            #expect(
              found.isNaN == expected.isNaN
                && (found.isNaN || abs(found - expected) <= 1e-12 * abs(expected)),
              "\(model.definitions[reading.definition].path) \(cell) at \(path) = \(value): \(found), not \(expected)")
          }
        }
      }
    }
  }
}
