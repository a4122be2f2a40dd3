extension Formula {
  /// The definitions that the formula reads, each once, in order.
  package func references() -> [Int] {
    var found: [Int] = []
    func visit(_ formula: Formula) {
      for id in formula.directReferences where !found.contains(id) { found.append(id) }
      for part in formula.operands { visit(part) }
    }
    visit(self)
    return found
  }

  /// The definitions that this node itself names.
  package var directReferences: [Int] {
    switch form {
    case .definition(let id), .element(let id, _), .atPeriod(let id, _), .lag(let id, _, _),
      .earlierMember(let id, _, _, _), .fold(_, let id, _, _), .rolledUp(let id), .total(let id, _),
      .cumulative(let id),
      .growth(let id, _, _), .chosen(let id, _, _), .percentile(let id, _, _), .rank(let id, _):
      [id]
    case .overPeriods(_, let id, _): [id]
    case .firstWhere(let condition, let value): [condition, value]
    default: []
    }
  }
}
