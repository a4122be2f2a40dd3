import Foundation
import MarginKit

/// Everything that the benchmarks ask of Margin, and the only file here that names its interface.
enum Engine {
  /// Total cost, cost per accepted outcome and net present value over all scenarios of a model: the members of its
  /// dimension, or its instances, of which it has sums.
  static func outcome(_ evaluation: Evaluation) throws -> [(name: String, value: Double)] {
    let ofInstances = try? evaluation.values(of: "all_cost")
    let cost = try sum((ofInstances ?? evaluation.values(of: "total_cost")).values)
    let accepted = try sum(evaluation.values(of: ofInstances == nil ? "accepted" : "all_accepted").values)
    let worth = try evaluation.values(of: ofInstances == nil ? "net_present_value" : "all_worth")
    // Time is the last axis, so that the last period of each member ends a stretch.
    let periods = worth.labels.last?.count ?? 1
    let last = stride(from: periods - 1, to: worth.values.count, by: periods).map { worth.values[$0] }
    return [("total_cost", cost), ("cost_per_outcome", cost / accepted), ("net_present_value", sum(last))]
  }

  private static func sum(_ values: [Double?]) -> Double { values.reduce(0) { $0 + ($1 ?? .nan) } }

  /// A model that must be sound.
  static func load(_ path: String, asking question: String? = nil) throws -> Workspace {
    let workspace = Workspace.load(path, asking: question)
    guard workspace.isSound else { throw Unsound(messages: workspace.messages()) }
    return workspace
  }

  /// An edit of W2: an input in its own unit, as it was and as it becomes.
  struct Edit: Sendable {
    let workload, input: String
    let members: [String]
    let old, new: Double
  }

  /// The shared price, and the hit rate of the first member as the model has it.
  static func edits(of evaluation: Evaluation) throws -> [Edit] {
    guard let first = try evaluation.values(of: "hit_rate").values.first, let hitRate = first else { return [] }
    return [
      Edit(workload: "W2 price", input: "small_input_price", members: [], old: 0.25, new: 0.30),
      Edit(workload: "W2 input", input: "hit_rate", members: ["u0"], old: hitRate, new: 0.5),
    ]
  }

  /// Makes an input as it was and then as it becomes, with what depends on it, so that each of the two changes something.
  static func alternate(_ edit: Edit, in recalculation: inout Recalculation) throws {
    for value in [edit.old, edit.new] {
      try recalculation.set(edit.input, to: value, at: edit.members)
      recalculation.refresh()
    }
  }

  /// The three results over all periods of the scenario, as the other engines give them.
  static let results = ["total(total_cost)", "total(cost_per_outcome)", "net_present_value[last]"]
  static let names = ["total_cost", "cost_per_outcome", "net_present_value"]

  /// The model with the simulation of W3, of all results or of one.
  static func uncertain(_ path: String, of results: [String] = results) throws -> Workspace {
    try load(path, asking: "simulate { \(results.joined(separator: "; ")) }")
  }

  /// W3: draws, means and medians, and nothing of what else a simulation tells.
  static func simulate(_ workspace: Workspace, draws: Int, threads: Int) throws -> SimulationAnswer {
    var settings = SimulationSettings()
    (settings.draws, settings.threads) = (draws, threads)
    (settings.checks, settings.drivers) = (false, false)
    settings.percentiles = beside(draws)
    return try only(workspace.simulate(.question, settings))
  }

  /// The levels one standard error of its rank below and above the median.
  private static func beside(_ draws: Int) -> [Double] {
    let error = 0.5 / Double(draws).squareRoot()
    return [0.5 - error, 0.5 + error]
  }

  /// Mean and median of each result with their errors.
  static func distributions(_ answer: SimulationAnswer) -> [(name: String, parts: [(String, Double)])] {
    let levels = beside(answer.draws)
    return zip(names, answer.results).map { name, result in
      func percentile(_ level: Double) -> Double { result.percentiles.first { $0.level == level }?.value ?? .nan }
      return (
        name,
        [
          ("mean", result.mean), ("mean_error", result.standardError), ("median", percentile(0.5)),
          ("median_error", (percentile(levels[1]) - percentile(levels[0])) / 2),
        ]
      )
    }
  }

  /// The first-order Sobol indices of the net present value, and how many evaluations they took besides the draws.
  static func indices(
    _ workspace: Workspace, draws: Int
  ) throws -> (first: [(name: String, value: Double)], evaluations: Int) {
    var settings = SimulationSettings()
    (settings.draws, settings.threads, settings.indices) = (draws, 1, true)
    (settings.checks, settings.drivers) = (false, false)
    let answer = try only(workspace.simulate(.question, settings))
    let drivers = answer.results.first?.drivers ?? []
    return (drivers.map { ($0.path, $0.firstOrder ?? .nan) }, answer.shareEvaluations ?? 0)
  }

  /// The model with the grid of W4, of so many points along each side.
  static func gridded(_ path: String, side: Int) throws -> Workspace {
    func axis(_ input: String, _ step: Double) -> String {
      "\(input) 0% to \(percent(step * Double(side - 1)))% step \(percent(step))%"
    }
    let stride = Double(1000 / side)
    return try load(
      path,
      asking: """
        sensitivity of \(results.joined(separator: ", ")) {
          rows \(axis("hit_rate", 0.1 * stride))
          columns \(axis("retry_rate", 0.05 * stride))
        }
        """)
  }

  private static func percent(_ number: Double) -> String { String(format: "%.2f", number) }

  /// W4: each result at each point.
  static func grid(_ workspace: Workspace, threads: Int) throws -> SensitivityAnswer {
    try only(workspace.sensitivities(.question, threads: threads))
  }

  /// Of each result the sum over the grid.
  static func sums(_ answer: SensitivityAnswer) -> [(name: String, value: Double)] {
    zip(names, answer.results).map { ($0, $1.values.reduce(0, +)) }
  }

  /// The answer to the one question that was asked.
  private static func only<Answer>(_ answers: [Answer]) throws -> Answer {
    guard let answer = answers.first, answers.count == 1 else { throw Unsound(messages: "measure: no answer\n") }
    return answer
  }

  struct Unsound: Error { let messages: String }
}
