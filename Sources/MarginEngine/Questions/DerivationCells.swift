import MarginModel

/// Which cells a derivation goes to.
extension CauseWalk {
  /// Whether a cell stands for the whole timeline.
  func isTotal(_ cell: Cell) -> Bool {
    guard model.definitions[cell.definition].variesInTime, case .slot = cell.time else { return false }
    return true
  }

  /// The one cell that a formula reads; nil where it is made of others, or reads none there.
  func single(_ formula: Formula, _ cell: Cell) -> Cell? {
    switch formula.form {
    case .definition, .element, .atPeriod, .growth: break
    case .lag(_, let distance, _):
      guard case .period(let period) = cell.time, period >= distance else { return nil }
    case .earlierMember(_, let axis, let distance, _): guard cell.members[axis] >= distance else { return nil }
    default: return nil
    }
    if case .growth(let rate, _, _) = formula.form { return reading(rate, cell) }
    guard case .cell(let next) = origin(formula, cell) else { return nil }
    return next
  }
}
