import MarginModel

/// What the level of a stock is made of.
extension DerivationReader {
  /// At a period: the level before, and the period's movements.
  mutating func step(_ open: Formula, _ adds: [Int], _ lesses: [Int], _ cell: Cell) -> DerivationReads {
    guard case .period(let period) = cell.time else { return .init() }
    let before =
      period > 0
      ? DerivationPiece(role: .before, content: .cell(walk.at(cell, period - 1))) : opening(open, cell)
    return DerivationReads(
      pieces: [before] + adds.map { movement($0, .added, cell) } + lesses.map { movement($0, .removed, cell) })
  }

  /// At the end of the timeline: the opening level, and the total of each movement.
  mutating func movements(_ open: Formula, _ adds: [Int], _ lesses: [Int], _ cell: Cell) -> DerivationReads {
    guard (adds + lesses).allSatisfy({ !walk.number(walk.reading($0, cell)).isNaN }) else {
      return DerivationReads(pieces: [.init(role: .period, content: .cell(walk.at(cell, evaluator.periods - 1)))])
    }
    let first = opening(open, walk.at(cell, 0))
    return DerivationReads(
      pieces: [first] + adds.map { movement($0, .added, cell) } + lesses.map { movement($0, .removed, cell) })
  }

  /// The opening level, in the unit of the stock.
  private mutating func opening(_ open: Formula, _ cell: Cell) -> DerivationPiece {
    let definition = model.definitions[cell.definition]
    let shown = Formula(open.form, type: definition.type, axes: open.axes, unit: definition.unit, span: open.span)
    return part(shown, cell, .opening, reads(open, cell))
  }

  private func movement(_ id: Int, _ role: Derivation.Role, _ cell: Cell) -> DerivationPiece {
    DerivationPiece(role: role, content: .cell(walk.reading(id, cell)))
  }
}
