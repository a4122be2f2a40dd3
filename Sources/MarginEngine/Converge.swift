import MarginModel
import MarginSource

/// Loops inside one period that are meant as a fixed point.
extension Evaluator {
  /// Computes a loop again and again until the value that is guessed changes by no more than its tolerance. The value of
  /// a cell that is within it stays as it is, so that the rounds of a workbook, which are as many for all cells, give
  /// the same number.
  mutating func settle(_ loop: Loop, _ frame: Frame) {
    guard case .converged(let convergence) = model.definitions[loop.cut].body else { return }
    let axes = memberLayouts[loop.cut].filter { frame.held[$0] == nil }
    var guess = value(convergence.start, frame).expanded(to: axes, frame)
    var before = guess
    var settled = Array(repeating: 0.0, count: guess.count)
    var lost: [Int: Unsettled] = [:]
    var round = 0
    while round < convergence.limit, settled.contains(0) {
      round += 1
      store(Value(guess, over: axes), loop.cut, frame)
      for other in loop.others { store(body(other, frame), other, frame) }
      let found = value(convergence.formula, frame).expanded(to: axes, frame)
      before = guess
      for cell in guess.indices where settled[cell] != 1 {
        guess[cell] = settled[cell].isNaN ? .nan : found[cell]
        if round > 1, guess[cell].isNaN, !before[cell].isNaN {
          lost[cell] = unsettled(loop.cut, frame, cell, round, before[cell], .nan)
        }
      }
      for cell in guess.indices { settled[cell] = convergence.isSettled(guess[cell], before[cell]) }
      if loop.isCoupled {
        let all = settled.contains(where: \.isNaN) ? .nan : settled.min() ?? 1
        settled = settled.map { _ in all }
      }
    }
    for cell in guess.indices where settled[cell] == 0 {
      lost[cell] = unsettled(loop.cut, frame, cell, round, before[cell], guess[cell])
      guess[cell] = .nan
    }
    if settled.contains(1) { rounds[loop.cut] = max(rounds[loop.cut] ?? 0, round) }
    store(Value(guess, over: axes), loop.cut, frame)
    for other in loop.others { store(body(other, frame), other, frame) }
    if !lost.isEmpty { unsettled[loop.cut, default: []] += lost.keys.sorted().compactMap { lost[$0] } }
  }

  /// A cell of the members that a frame leaves open, at those that it holds.
  private func unsettled(
    _ definition: Int, _ frame: Frame, _ cell: Int, _ rounds: Int, _ before: Double, _ last: Double
  ) -> Unsettled {
    var (rest, member, step) = (cell, 0, 1)
    for axis in memberLayouts[definition].reversed() {
      let size = max(1, frame.sizes[axis])
      if let held = frame.held[axis] {
        member += held * step
      } else {
        member += rest % size * step
        rest /= size
      }
      step *= size
    }
    let period = if case .at(let period) = frame.time { period } else { 0 }
    return Unsettled(
      definition: definition, period: period, member: member, rounds: rounds, before: before, last: last)
  }
}

extension Definition.Convergence {
  /// 1 where a value has come within the tolerance of the one before, else 0; NaN where either is undefined.
  func isSettled(_ value: Double, _ before: Double) -> Double {
    guard !value.isNaN, !before.isNaN else { return .nan }
    let change = (value - before).magnitude
    return Comparison.atMost.truth(change, isRelative ? tolerance * before.magnitude : tolerance)
  }
}

extension CauseWalk {
  /// Where a loop that has no value begins to have none: at what it reads and is not part of, else in itself.
  func origin(ofLoop formula: Formula, _ cell: Cell) -> Origin {
    if let own = undefinedByItself(formula, cell) { return origin(own, cell) }
    var seen: Set<Int> = [cell.definition]
    var waiting = formula.references()
    while let id = waiting.popLast() {
      let next = reading(id, cell)
      guard seen.insert(id).inserted, number(next).isNaN else { continue }
      let reads = dependencies(of: model.definitions[id]).all
      if !reads.contains(where: { number(reading($0, cell)).isNaN }) { return .cell(next) }
      waiting += reads
    }
    return .cause("a loop without a fixed point")
  }

  /// The part of a formula that is undefined though all that it reads is there.
  private func undefinedByItself(_ formula: Formula, _ cell: Cell) -> Formula? {
    var waiting = [formula]
    while let next = waiting.popLast() {
      guard number(next, cell).isNaN else { continue }
      if !next.references().contains(where: { number(reading($0, cell)).isNaN }) { return next }
      waiting += next.operands
    }
    return nil
  }
}
