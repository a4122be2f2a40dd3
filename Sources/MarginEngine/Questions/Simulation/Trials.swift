import MarginFunctions
import MarginModel

/// The trials of a simulation: what is drawn, what is computed of it, and how a run of trials is done.
struct Trials: Sendable {
  /// How many trials a run has: what is summed together, whoever does it.
  static let perRun = Moments.blockSize

  let draws: Draws
  let plan: Plan
  private let resultCount: Int
  private let judges: [CheckJudge]

  /// `values` are read one number each, the checks over all their cells.
  init(_ model: Model, caseIndex: Int, values: [Model.Reading], checks: [Int], _ draws: Draws) {
    self.draws = draws
    var readings = values
    var judges: [CheckJudge] = []
    for index in checks where model.checks.indices.contains(index) {
      let check = model.checks[index]
      let left = readings.count
      readings.append(check.left)
      if let right = check.right { readings.append(right) }
      judges.append(CheckJudge(check, model, left: left, right: check.right == nil ? nil : left + 1))
    }
    self.judges = judges
    resultCount = values.count
    plan = Plan(model, caseIndex: caseIndex, movers: draws.movers, readings: readings)
  }

  /// What the checks and values read of a model.
  static func targets(_ model: Model, _ values: [Model.Reading], _ checks: [Int]) -> [Int] {
    values.map(\.definition)
      + checks.flatMap { [model.checks[$0].left.definition, model.checks[$0].right?.definition].compactMap { $0 } }
  }

  /// What one thread works in.
  struct Memory: ~Copyable {
    let moved: NumberBlock
    let columns: NumberBlock
    let results: NumberBlock
    var plan: PlanMemory
  }

  func memory() -> Memory {
    Memory(
      moved: NumberBlock(count: draws.movers.count * Self.perRun),
      columns: NumberBlock(count: draws.columnCount * Self.perRun),
      results: NumberBlock(count: plan.cellCounts.reduce(0, +) * Plan.blockSize), plan: plan.memory())
  }

  /// The draws of a run, by mover, in the memory's own numbers.
  func draw(_ count: Int, from first: Int, _ memory: borrowing Memory) -> [UnsafeMutableBufferPointer<Double>] {
    let moved = draws.movers.indices.map { memory.moved[$0 * Self.perRun, count] }
    let columns = (0..<draws.columnCount).map { memory.columns[$0 * Self.perRun, count] }
    draws.fill(moved, from: UInt64(first), columns: columns)
    return moved
  }

  /// Computes trials of which the moved numbers are known, a block at a time; `take` gets a block's first trial, its
  /// lanes, and by reading its numbers.
  func evaluate(
    _ moved: [UnsafeMutableBufferPointer<Double>], count: Int, _ memory: inout Memory,
    take: (Int, Int, [UnsafeMutablePointer<Double>]) -> Void
  ) {
    var results: [UnsafeMutablePointer<Double>] = []
    var place = 0
    for cells in plan.cellCounts {
      guard let start = memory.results.numbers.baseAddress else { return }
      results.append(start + place)
      place += cells * Plan.blockSize
    }
    var first = 0
    while first < count {
      let lanes = min(Plan.blockSize, count - first)
      let inputs = moved.compactMap { column in column.baseAddress.map { UnsafePointer($0 + first) } }
      plan.evaluate(lanes: lanes, inputs: inputs, results: results, &memory.plan)
      take(first, lanes, results)
      first += lanes
    }
  }

  /// Does the trials from `first` on; `ranked` of them keep what was drawn.
  func run(_ count: Int, from first: Int, ranked: Int, _ memory: inout Memory) -> TrialRun {
    let moved = draw(count, from: first, memory)
    var run = TrialRun(
      values: Array(repeating: [], count: resultCount), moments: [],
      held: judges.map { _ in 0 }, undefined: judges.map { _ in 0 }, drawn: [])
    for place in run.values.indices { run.values[place].reserveCapacity(count) }
    evaluate(moved, count: count, &memory) { _, lanes, results in
      for place in run.values.indices {
        run.values[place].append(contentsOf: UnsafeBufferPointer(start: results[place], count: lanes))
      }
      for (place, judge) in judges.enumerated() {
        let found = judge.count(lanes: lanes, results)
        run.held[place] += found.held
        run.undefined[place] += found.undefined
      }
    }
    run.moments = run.values.map(moments)
    run.drawn = draws.inputs.indices.map { input in
      guard ranked > 0, let mover = draws.inputOfMover.firstIndex(of: input) else { return [] }
      return Array(moved[mover].prefix(ranked))
    }
    return run
  }

  /// Of the defined ones of a run's numbers.
  private func moments(_ numbers: [Double]) -> Moments {
    let defined = numbers.contains(where: \.isNaN) ? numbers.filter { !$0.isNaN } : numbers
    return defined.withUnsafeBufferPointer { Moments(block: $0) }
  }
}
