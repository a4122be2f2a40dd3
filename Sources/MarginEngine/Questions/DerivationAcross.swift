import MarginModel

/// What looks across periods and members.
extension DerivationReader {
  /// How many of the members are shown.
  private static let memberLimit = 6

  /// A formula that puts many numbers of a definition together, as one part with those numbers below it.
  mutating func across(_ formula: Formula, _ cell: Cell) -> DerivationReads {
    var inner: DerivationReads
    switch formula.form {
    case .rolledUp(let id):
      guard model.definitions[id].variesInTime else { return look(at: walk.reading(id, cell)) }
      var next = walk.reading(id, cell)
      next.time = .slot(evaluator.years.count)
      return look(at: next)
    case .fold(.first, let id, let over, _): return candidates(id, over, cell)
    case .fold(let fold, let id, let over, let onto): inner = members(of: id, over, onto, cell, fold)
    case .percentile(let id, let share, let over):
      inner = members(of: id, over, nil, cell, .count)
      inner.pieces = reads(share, cell).pieces + inner.pieces
    case .rank(let id, let over): inner = members(of: id, over, nil, cell, .count)
    case .total(let id, let range): inner = periods(of: walk.reading(id, cell), range, .sum)
    case .cumulative(let id):
      guard case .period(let last) = cell.time else { return .init() }
      inner = periods(of: walk.reading(id, cell), 0..<(last + 1), .sum)
    case .overPeriods(_, let id, let arguments):
      inner = periods(of: walk.reading(id, cell), 0..<evaluator.periods, .count)
      for argument in arguments { inner.pieces += named(reads(argument, cell)) }
    case .firstWhere(let condition, let value): return first(condition, value, cell)
    case .chosen(_, _, let place):
      guard case .cell(let next) = walk.origin(formula, cell) else { return reads(place, cell) }
      return joined([look(at: next), reads(place, cell)])
    default: return .init()
    }
    return DerivationReads(pieces: [part(formula, cell, .operand, inner)])
  }

  /// The names that are read: what the checker added for a function is its own business.
  private func named(_ reads: DerivationReads) -> [DerivationPiece] {
    reads.pieces.filter { if case .cell = $0.content { true } else { false } }
  }

  /// The value at the first period where a condition holds.
  private mutating func first(_ condition: Int, _ value: Int, _ cell: Cell) -> DerivationReads {
    let met = (0..<evaluator.periods).first { walk.number(walk.at(walk.reading(condition, cell), $0)) != 0 }
    let period = met ?? evaluator.periods - 1
    return joined([condition, value].map { look(at: walk.at(walk.reading($0, cell), period)) })
  }

  /// The numbers among which one member was chosen.
  private mutating func candidates(_ id: Int, _ over: AxisID, _ cell: Cell) -> DerivationReads {
    var pieces: [DerivationPiece] = []
    let members = model.axes[over].members.indices
    for member in members.prefix(Self.memberLimit) {
      var next = walk.reading(id, cell)
      next.members[over] = member
      pieces += named(look(at: next)).map { DerivationPiece(role: .member, content: $0.content) }
    }
    let left = members.count - min(members.count, Self.memberLimit)
    let rest = left > 0 ? Derivation.Rest(count: left, sum: nil, isSame: false, role: .member) : nil
    return DerivationReads(pieces: pieces, rest: rest)
  }

  /// The members of a definition, those that decide first: the smallest for `min`, else the largest.
  private func members(
    of id: Int, _ over: AxisID, _ onto: AxisID?, _ cell: Cell, _ fold: Formula.Fold
  ) -> DerivationReads {
    guard over != 0 else { return periods(of: walk.reading(id, cell), 0..<evaluator.periods, fold) }
    let maps = onto.flatMap { model.axes[$0].maps?.members }
    let cells = model.axes[over].members.indices.compactMap { member -> Cell? in
      if let onto, maps?[member] != cell.members[onto] { return nil }
      var next = walk.reading(id, cell)
      next.members[over] = member
      return next
    }
    let numbers = cells.map(walk.number)
    let order = fold.deciding(numbers)
    let shown = Array(order.prefix(Self.memberLimit))
    let pieces = shown.map { DerivationPiece(role: .member, content: .cell(cells[$0])) }
    return DerivationReads(pieces: pieces, rest: rest(numbers, shown, fold, .member))
  }
}
