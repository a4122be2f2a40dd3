import MarginModel

/// Readings of one number each while one input moves; its value replaces the whole of the input, as on the axis of a
/// sensitivity. A probe belongs to one thread.
final class Probe {
  private let model: Model
  private let caseIndex: Int
  private let input: Model.MovedInput
  private let readings: [Model.Reading]
  private let plan: Plan
  private var memory: PlanMemory

  /// With `cells` a value replaces these alone, as a factor it multiplies them.
  init(
    _ input: Model.MovedInput, _ readings: [Model.Reading], _ model: Model, caseIndex: Int, cells: [Int]? = nil,
    isFactor: Bool = false
  ) {
    var moved = model
    if cells == nil, !isFactor { moved.settle(besides: input.leaf, caseIndex: caseIndex) }
    self.model = moved
    self.caseIndex = caseIndex
    self.input = input
    self.readings = readings
    plan = Plan(
      moved, caseIndex: caseIndex, movers: [.init(leaf: input.leaf, cells: cells, isFactor: isFactor)],
      readings: readings)
    memory = plan.memory()
  }

  /// By reading, its number in base units at each value of the input, which is in the leaf's unit.
  func values(_ points: [Double]) -> [[Double]] {
    var results = readings.map { _ in [Double]() }
    for start in stride(from: 0, to: points.count, by: Plan.blockSize) {
      let block = Array(points[start..<min(points.count, start + Plan.blockSize)])
      for (place, numbers) in evaluate(block).enumerated() { results[place] += numbers }
    }
    return results
  }

  /// By reading what is picked of its numbers for each point; the first number unless told.
  private func evaluate(
    _ points: [Double], pick: (UnsafeMutablePointer<Double>, Int) -> Double = { $0[$1] }
  ) -> [[Double]] {
    let sizes = plan.cellCounts.map { max(1, $0) * points.count }
    let room = UnsafeMutablePointer<Double>.allocate(capacity: sizes.reduce(0, +) + points.count)
    defer { room.deallocate() }
    room.update(from: points, count: points.count)
    var starts: [UnsafeMutablePointer<Double>] = []
    var next = room + points.count
    next.initialize(repeating: .nan, count: sizes.reduce(0, +))
    for size in sizes {
      starts.append(next)
      next += size
    }
    plan.evaluate(lanes: points.count, inputs: [UnsafePointer(room)], results: starts, &memory)
    return starts.map { start in points.indices.map { pick(start, $0) } }
  }

  /// The largest or the smallest number of the first reading at each value of the input; undefined where any is.
  func extremes(_ points: [Double], isLargest: Bool) -> [Double] {
    let count = max(1, plan.cellCounts.first ?? 1)
    // Wide readings in narrow blocks, so that the room for their numbers stays in bounds.
    let width = max(1, min(Plan.blockSize, 4_000_000 / count))
    return stride(from: 0, to: points.count, by: width).flatMap { start -> [Double] in
      let block = Array(points[start..<min(points.count, start + width)])
      let lanes = block.count
      return evaluate(block) { numbers, lane in
        var (found, place) = (numbers[lane], lane)
        let end = count * lanes
        while place < end {
          let number = numbers[place]
          if number.isNaN { return .nan }
          if isLargest ? number > found : number < found { found = number }
          place += lanes
        }
        return found
      }.first ?? []
    }
  }

  /// Why a reading is undefined at a value of the input; nil where it is a number.
  func cause(of reading: Model.Reading, at point: Double) -> Undefined? {
    var calculator = Calculator(model, caseIndex: caseIndex, targets: [reading.definition])
    calculator.replace(leaf: input.leaf, by: point)
    calculator.refresh()
    return whyUndefined(
      reading, model, calculator.results, leaves: model.leaves.indices.map { calculator.numbers(leaf: $0) })
  }

  /// Whether anything of the readings depends on the input.
  var isReached: Bool { Readers(model).needed(by: readings.map(\.definition))[input.definition] }
}

extension Model {
  /// Gives what stands beside a replaced leaf its resting numbers: a growing input grows from the first period on, and an
  /// input bound to a formula no longer reads it.
  fileprivate mutating func settle(besides leaf: Int, caseIndex: Int) {
    let changed = leaves[leaf]
    for sibling in leaves.indices where leaves[sibling].definition == changed.definition {
      let count = self.count(leaves[sibling].axes)
      switch (changed.role, leaves[sibling].role) {
      case (.level, .elapsed):
        let periods = leaves[sibling].axes.contains(0) ? max(1, axes[0].members.count) : 1
        leaves[sibling].cases[caseIndex] = (0..<count).map { Double($0 % periods) }
      case (.addend, .factor): leaves[sibling].cases[caseIndex] = Array(repeating: 0, count: count)
      default: break
      }
    }
  }
}

/// Why a reading of one number is undefined; nil where it is a number.
func whyUndefined(_ reading: Model.Reading, _ model: Model, _ results: Results, leaves: [[Double]]) -> Undefined? {
  guard let value = read(reading, model, results).first, value.isNaN else { return nil }
  switch reading.time {
  case .rolledUp where model.definitions[reading.definition].variesInTime:
    return whyUndefined(model, results, leaves: leaves, definition: reading.definition, member: 0, year: nil)
  case .period(let period):
    return whyUndefined(
      model, results, leaves: leaves, definition: reading.definition,
      cell: model.definitions[reading.definition].variesInTime ? period : 0)
  default: return whyUndefined(model, results, leaves: leaves, definition: reading.definition, cell: 0)
  }
}

/// An input as it stands in a case.
package struct StandingInput: Sendable {
  /// In the leaf's unit; nil where it has several numbers, over time or members.
  package let value: Double?
  /// The first of its numbers.
  package let first: Double
}

/// What a moved input is in the results of a case.
func standing(_ input: Model.MovedInput, _ model: Model, _ results: Results) -> StandingInput {
  let leaf = model.leaves[input.leaf]
  let definition = model.definitions[input.definition]
  var numbers = leaf.cases[results.caseIndex]
  // The leaf of a bound input holds what is added to its formula.
  if leaf.role == .addend {
    numbers = results.columns[input.definition].map { $0 / leaf.unit.scale }
  }
  let first = numbers.first ?? .nan
  let isOne =
    numbers.allSatisfy { $0 == first } || leaf.role == .addend && !definition.variesInTime && numbers.count == 1
  return StandingInput(value: isOne ? first : nil, first: first)
}
