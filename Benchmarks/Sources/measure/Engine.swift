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
  static func load(_ path: String, settings: [String] = []) throws -> Workspace {
    let workspace = Workspace.load(path, settings: settings)
    guard workspace.isSound else { throw Unsound(messages: workspace.messages()) }
    return workspace
  }

  /// The two edits of W2, as settings: the shared price, and the hit rate of the first member.
  static let edits = [("W2 price", "small_input_price=$0.30/1M tokens"), ("W2 input", "hit_rate[u0]=50%")]

  /// The model after an edit. The library has no way yet to keep what an edit does not reach, so that reading and
  /// checking it again is counted.
  static func edited(_ path: String, _ setting: String) throws -> Evaluation {
    try load(path, settings: [setting]).evaluate()
  }

  struct Unsound: Error { let messages: String }
}
