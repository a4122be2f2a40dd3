import MarginFunctions
import MarginModel

/// What a run of trials comes to.
struct TrialRun: Sendable {
  /// By result, a number for each trial; NaN where it is undefined.
  var values: [[Double]]
  /// By result, of the defined ones.
  var moments: [Moments]
  /// By check, in how many trials it holds, and in how many it is undefined.
  var held: [Int]
  var undefined: [Int]
  /// By input, what was drawn; empty beyond the trials that are ranked.
  var drawn: [[Double]]
}

/// Collects the runs of a simulation in the order of their trials.
struct Tally: ChunkCollector {
  /// By result, all numbers; or, where these are too many, only as many as are ranked.
  private(set) var values: [[Double]]
  /// By result, where not all numbers are kept.
  private(set) var sketches: [QuantileSketch]
  private(set) var moments: [Moments]
  private(set) var held: [Int]
  private(set) var undefined: [Int]
  private(set) var drawn: [[Double]]
  private(set) var draws = 0
  let keepsAll: Bool
  private let rankedTrials: Int

  init(results: Int, checks: Int, inputs: Int, draws: Int, keptNumbers: Int, rankedTrials: Int) {
    let (count, overflows) = draws.multipliedReportingOverflow(by: results)
    keepsAll = !overflows && count <= keptNumbers
    self.rankedTrials = rankedTrials
    values = Array(repeating: [], count: results)
    sketches = keepsAll ? [] : Array(repeating: QuantileSketch(), count: results)
    moments = Array(repeating: Moments(), count: results)
    held = Array(repeating: 0, count: checks)
    undefined = Array(repeating: 0, count: checks)
    drawn = Array(repeating: [], count: inputs)
    for place in values.indices { values[place].reserveCapacity(keepsAll ? draws : rankedTrials) }
  }

  mutating func take(_ run: TrialRun) {
    for (place, numbers) in run.values.enumerated() {
      moments[place].merge(run.moments[place])
      if keepsAll {
        values[place] += numbers
      } else {
        if values[place].count < rankedTrials { values[place] += numbers }
        numbers.filter { !$0.isNaN }.withUnsafeBufferPointer { sketches[place].add($0) }
      }
    }
    for place in held.indices {
      held[place] += run.held[place]
      undefined[place] += run.undefined[place]
    }
    for (place, numbers) in run.drawn.enumerated() { drawn[place] += numbers }
    draws += run.values.first?.count ?? 0
  }

  /// The numbers of a result, which are then no longer here: there may be millions of them, to be rearranged.
  mutating func takeValues(of place: Int) -> [Double] {
    var taken: [Double] = []
    swap(&taken, &values[place])
    return taken
  }
}
