import MarginModel

/// Many periods as the few that tell of them.
extension DerivationReader {
  /// The periods of a formula that no definition holds.
  mutating func periods(of formula: Formula, _ cell: Cell) -> DerivationReads {
    let row = row(of: formula, cell)
    let shown = telling(row, .sum)
    var pieces: [DerivationPiece] = []
    for (place, period) in shown.enumerated() {
      let there = walk.at(cell, period)
      var piece = part(formula, there, .period, place == 0 ? reads(formula, there) : .init(), value: row[period])
      piece.isAlike = place > 0
      piece.mark = mark(row, period, shown, .sum)
      pieces.append(piece)
    }
    return DerivationReads(pieces: pieces, rest: rest(row, shown, .sum, .period))
  }

  /// The periods of a definition in a range, put together by a fold.
  func periods(of cell: Cell, _ range: Range<Int>, _ fold: Formula.Fold) -> DerivationReads {
    let range = range.clamped(to: 0..<evaluator.periods)
    let row = range.map { walk.number(walk.at(cell, $0)) }
    let shown = telling(row, fold)
    let pieces = shown.enumerated().map { place, period in
      DerivationPiece(
        role: .period, content: .cell(walk.at(cell, range.lowerBound + period)), isAlike: place > 0,
        mark: mark(row, period, shown, fold))
    }
    return DerivationReads(pieces: pieces, rest: rest(row, shown, fold, .period))
  }

  private func isSame(_ row: [Double]) -> Bool { row.count > 1 && row.allSatisfy { areClose($0, row[0], 1e-12) } }

  /// The first period, the last and the one that decides; all of a few, and one of those that are all the same.
  private func telling(_ row: [Double], _ fold: Formula.Fold) -> [Int] {
    guard !row.isEmpty, !isSame(row) else { return row.isEmpty ? [] : [0] }
    guard row.count > 3 else { return Array(row.indices) }
    return Set([0, fold.deciding(row).first ?? 0, row.count - 1]).sorted()
  }

  /// Of a few periods that stand for many, the one that decides is named as such.
  private func mark(_ row: [Double], _ period: Int, _ shown: [Int], _ fold: Formula.Fold) -> Derivation.Mark? {
    guard shown.count < row.count, !isSame(row), fold.deciding(row).first == period, !row[period].isNaN else {
      return nil
    }
    return fold == .min || fold != .max && row[period] < 0 ? .lowest : .largest
  }

  /// The numbers that are not shown, and what they add up to where the fold adds them.
  func rest(_ numbers: [Double], _ shown: [Int], _ fold: Formula.Fold, _ role: Derivation.Role) -> Derivation.Rest? {
    let isShown = Set(shown)
    let left = numbers.indices.filter { !isShown.contains($0) }
    guard !left.isEmpty else { return nil }
    return Derivation.Rest(
      count: left.count, sum: fold == .sum ? left.reduce(0) { $0 + numbers[$1] } : nil,
      isSame: role == .period && isSame(numbers), role: role)
  }
}

extension Formula.Fold {
  /// The places of numbers, those first that decide what they come to together; what is undefined comes before all.
  func deciding(_ numbers: [Double]) -> [Int] {
    func weight(_ number: Double) -> Double {
      guard !number.isNaN else { return .infinity }
      switch self {
      case .min: return -number
      case .max: return number
      case .sum, .mean, .count, .first: return number.magnitude
      }
    }
    let weights = numbers.map(weight)
    return numbers.indices.sorted { weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1] }
  }
}
