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

  init(_ check: Model.Check, _ model: Model, left: Int, right: Int?) {
    self.check = check
    self.left = left
    self.right = right
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

  /// A failing cell decides, then an undefined one.
  func state(lane: Int, lanes: Int, _ results: [UnsafeMutablePointer<Double>]) -> CheckOutcome.State {
    var state = leftCells.isEmpty ? CheckOutcome.State.undefined : .passed
    for (cell, other) in zip(leftCells, rightCells) {
      let value = results[left][cell * lanes + lane]
      let (found, _) = check.judged(value, right.map { results[$0][other * lanes + lane] } ?? 1)
      if found == .failed { return .failed }
      if found == .undefined { state = .undefined }
    }
    return state
  }
}
