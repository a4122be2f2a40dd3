import MarginModel

/// A cell as far as its definition varies, so that one number is known again.
struct DerivationKey: Hashable {
  let definition: Int
  let members: [Int]
  /// The period, -1 for the whole timeline, nil where it does not vary in time.
  let time: Int?

  init(_ cell: Cell, _ walk: CauseWalk) {
    definition = cell.definition
    members = walk.evaluator.memberLayouts[cell.definition].map { cell.members[$0] }
    guard walk.model.definitions[cell.definition].variesInTime else {
      time = nil
      return
    }
    switch cell.time {
    case .period(let period): time = period
    case .slot: time = -1
    }
  }
}
