import MarginModel
import MarginSource

/// What looks across periods and members, and what a total is made of.
extension DerivationReader {
  /// How many of the members are shown.
  private static let memberLimit = 6

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
      let inner = periods(of: walk.reading(id, cell), 0..<evaluator.periods, isSum: true)
      return [DerivationPiece(content: .part(.definition(id), term, cell, value: total, inner))]
    }
    return [part(term, cell, .operand, periods(of: term, cell), value: total)]
  }

  private func sum(of formula: Formula, _ cell: Cell) -> Double { row(of: formula, cell).reduce(0, +) }

  private func row(of formula: Formula, _ cell: Cell) -> [Double] {
    let value = evaluator.value(formula, evaluator.whole)
    var members = cell.members
    return (0..<evaluator.periods).map { period in
      members[0] = period
      return value.number(at: members, evaluator.whole)
    }
  }

  /// The periods of a formula that no definition holds.
  private mutating func periods(of formula: Formula, _ cell: Cell) -> DerivationReads {
    let row = row(of: formula, cell)
    var pieces: [DerivationPiece] = []
    for (place, period) in telling(row, 0..<row.count).enumerated() {
      let there = walk.at(cell, period)
      var piece = part(formula, there, .period, place == 0 ? reads(formula, there) : .init(), value: row[period])
      piece.isAlike = place > 0
      pieces.append(piece)
    }
    return DerivationReads(pieces: pieces, rest: rest(row, pieces.map(period), isSum: true, .period))
  }

  /// The periods of a definition in a range.
  func periods(of cell: Cell, _ range: Range<Int>, isSum: Bool) -> DerivationReads {
    let range = range.clamped(to: 0..<evaluator.periods)
    let row = range.map { walk.number(walk.at(cell, $0)) }
    let pieces = telling(row, range).enumerated().map { place, period in
      DerivationPiece(role: .period, content: .cell(walk.at(cell, period)), isAlike: place > 0)
    }
    let shown = pieces.map { period($0) - range.lowerBound }
    return DerivationReads(pieces: pieces, rest: rest(row, shown, isSum: isSum, .period))
  }

  private func isSame(_ row: [Double]) -> Bool { row.count > 1 && row.allSatisfy { areClose($0, row[0], 1e-12) } }

  /// The first period, the last and the largest; all of a few, and one of those that are all the same.
  private func telling(_ row: [Double], _ range: Range<Int>) -> [Int] {
    guard !isSame(row) else { return [range.lowerBound] }
    guard row.count > 3 else { return Array(range) }
    let largest = row.indices.max { row[$0].magnitude < row[$1].magnitude } ?? 0
    let undefined = row.firstIndex(where: \.isNaN)
    return Set([0, undefined ?? largest, row.count - 1]).sorted().map { $0 + range.lowerBound }
  }

  private func period(_ piece: DerivationPiece) -> Int {
    let cell: Cell
    switch piece.content {
    case .cell(let own), .part(_, _, let own, _, _): cell = own
    }
    if case .period(let period) = cell.time { return period }
    return 0
  }

  private func rest(_ numbers: [Double], _ shown: [Int], isSum: Bool, _ role: Derivation.Role) -> Derivation.Rest? {
    let left = numbers.indices.filter { !shown.contains($0) }
    guard !left.isEmpty else { return nil }
    return Derivation.Rest(
      count: left.count, sum: isSum ? left.reduce(0) { $0 + numbers[$1] } : nil,
      isSame: role == .period && isSame(numbers), role: role)
  }

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
    case .fold(let fold, let id, let over, let onto): inner = members(of: id, over, onto, cell, isSum: fold == .sum)
    case .percentile(let id, let share, let over):
      inner = members(of: id, over, nil, cell, isSum: false)
      inner.pieces = reads(share, cell).pieces + inner.pieces
    case .rank(let id, let over): inner = members(of: id, over, nil, cell, isSum: false)
    case .total(let id, let range): inner = periods(of: walk.reading(id, cell), range, isSum: true)
    case .cumulative(let id):
      guard case .period(let last) = cell.time else { return .init() }
      inner = periods(of: walk.reading(id, cell), 0..<(last + 1), isSum: true)
    case .overPeriods(_, let id, let arguments):
      inner = periods(of: walk.reading(id, cell), 0..<evaluator.periods, isSum: false)
      for argument in arguments { inner.pieces += reads(argument, cell).pieces }
    case .firstWhere(let condition, let value): return first(condition, value, cell)
    case .chosen(_, _, let place):
      guard case .cell(let next) = walk.origin(formula, cell) else { return reads(place, cell) }
      return joined([look(at: next), reads(place, cell)])
    default: return .init()
    }
    return DerivationReads(pieces: [part(formula, cell, .operand, inner)])
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
      for piece in look(at: next).pieces {
        if case .cell = piece.content { pieces.append(DerivationPiece(role: .member, content: piece.content)) }
      }
    }
    let left = members.count - min(members.count, Self.memberLimit)
    let rest = left > 0 ? Derivation.Rest(count: left, sum: nil, isSame: false, role: .member) : nil
    return DerivationReads(pieces: pieces, rest: rest)
  }

  /// The members of a definition, the largest first.
  private func members(of id: Int, _ over: AxisID, _ onto: AxisID?, _ cell: Cell, isSum: Bool) -> DerivationReads {
    guard over != 0 else { return periods(of: walk.reading(id, cell), 0..<evaluator.periods, isSum: isSum) }
    let maps = onto.flatMap { model.axes[$0].maps?.members }
    let cells = model.axes[over].members.indices.compactMap { member -> Cell? in
      if let onto, maps?[member] != cell.members[onto] { return nil }
      var next = walk.reading(id, cell)
      next.members[over] = member
      return next
    }
    let numbers = cells.map(walk.number)
    let order = cells.indices.sorted {
      size(numbers[$0]) == size(numbers[$1]) ? $0 < $1 : size(numbers[$0]) > size(numbers[$1])
    }
    let shown = Array(order.prefix(Self.memberLimit))
    let pieces = shown.map { DerivationPiece(role: .member, content: .cell(cells[$0])) }
    return DerivationReads(pieces: pieces, rest: rest(numbers, shown, isSum: isSum, .member))
  }

  /// What is undefined comes first.
  private func size(_ number: Double) -> Double { number.isNaN ? .infinity : number.magnitude }
}
