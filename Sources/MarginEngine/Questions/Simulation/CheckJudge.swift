import MarginModel
import MarginSource

/// Judges a check in each lane of a block, over all its cells.
struct CheckJudge: Sendable {
  private let check: Model.Check
  /// The places of its sides among the readings of the plan.
  private let left: Int
  private let right: Int?
  /// By cell of both sides together, the number of each side.
  private let leftCells: [Int]
  private let rightCells: [Int]
  /// Of a row against 0 how many numbers it has, else 0.
  private let periods: Int

  init(_ check: Model.Check, _ model: Model, left: Int, right: Int?) {
    self.check = check
    self.left = left
    self.right = right
    let isRow = check.isAgainstZero && check.left.time == .all && model.definitions[check.left.definition].variesInTime
    periods = isRow ? model.timeline.count : 0
    let frame = Frame(time: .every, sizes: model.axes.map(\.members.count))
    func places(_ reading: Model.Reading) -> Value {
      let axes = readAxes(reading, model)
      return Value((0..<model.count(axes)).map { Double($0) }, over: axes)
    }
    let sides = (places(check.left), check.right.map(places) ?? Value(0))
    let axes = Value.union(sides.0.axes, sides.1.axes)
    leftCells = sides.0.expanded(to: axes, frame).map { wholeInt($0) ?? 0 }
    rightCells = sides.1.expanded(to: axes, frame).map { wholeInt($0) ?? 0 }
  }

  /// In how many lanes of a block the check holds, and in how many it is undefined: of a lane's cells a failing one
  /// decides, then an undefined one.
  func count(lanes: Int, _ results: [UnsafeMutablePointer<Double>]) -> (held: Int, undefined: Int) {
    guard !leftCells.isEmpty else { return (0, lanes) }
    var states = Array(repeating: CheckOutcome.State.passed, count: lanes)
    // The direction in which the right side is beyond the left one; 0 where only a closer look tells.
    let sign: Double =
      switch check.comparison {
      case .less, .atMost: right == nil ? 0 : 1
      case .greater, .atLeast: right == nil ? 0 : -1
      case .equal, .unequal: 0
      }
    for (cell, other) in zip(leftCells, rightCells) {
      let value = results[left] + cell * lanes
      let bound = right.map { results[$0] + other * lanes }
      for lane in 0..<lanes where states[lane] != .failed {
        let (first, second) = (value[lane], bound?[lane] ?? 1)
        // Far inside its bound it holds whatever its tolerance.
        if sign * (second - first) > 1e-6 * (first.magnitude + second.magnitude) { continue }
        var state = check.judged(first, second).0
        // Of a row against 0 the rest of the row tells what is noise.
        if state == .failed, periods > 0 {
          let start = cell / periods * periods
          let row = (start..<start + periods).lazy.map { results[left][$0 * lanes + lane] }
          state = check.judged(first, second, size: largestSize(row)).0
        }
        if state != .passed { states[lane] = state }
      }
    }
    return (states.count { $0 == .passed }, states.count { $0 == .undefined })
  }
}
