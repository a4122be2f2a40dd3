import MarginModel
import MarginSource

/// What a total is made of.
extension DerivationReader {
  /// The total of a flow: by the totals of what its formula reads where it holds for totals too, else term by term,
  /// else by its periods.
  mutating func totals(_ formula: Formula, _ cell: Cell) -> DerivationReads {
    let total = sum(of: formula, cell)
    if !total.isNaN, areClose(walk.number(formula, cell), total, 1e-9) { return reads(formula, cell) }
    switch formula.form {
    case .negative(let inner): return totals(inner, cell)
    case .sum(let terms) where terms.count == 1 && !terms[0].negative: return totals(terms[0].term, cell)
    case .sum(let terms):
      var pieces: [DerivationPiece] = []
      for term in terms { pieces += termTotals(term.term, cell) }
      return DerivationReads(pieces: pieces)
    case .definition(let id) where model.definitions[id].purpose != .named:
      if case .formula(let inner) = model.definitions[id].body { return totals(inner, cell) }
    default: break
    }
    return periods(of: formula, cell)
  }

  /// A term of a sum: what it reads where that is totals, else itself with its periods below.
  private mutating func termTotals(_ term: Formula, _ cell: Cell) -> [DerivationPiece] {
    let total = sum(of: term, cell)
    if !total.isNaN, areClose(walk.number(term, cell), total, 1e-9) { return reads(term, cell).pieces }
    if case .definition(let id) = term.form, model.definitions[id].purpose == .named {
      let inner = periods(of: walk.reading(id, cell), 0..<evaluator.periods, .sum)
      return [DerivationPiece(content: .part(.definition(id), term, cell, value: total, inner))]
    }
    return [part(term, cell, .operand, periods(of: term, cell), value: total)]
  }

  private func sum(of formula: Formula, _ cell: Cell) -> Double { row(of: formula, cell).reduce(0, +) }

  func row(of formula: Formula, _ cell: Cell) -> [Double] {
    let value = evaluator.value(formula, evaluator.whole)
    var members = cell.members
    return (0..<evaluator.periods).map { period in
      members[0] = period
      return value.number(at: members, evaluator.whole)
    }
  }
}
