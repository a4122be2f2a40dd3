import MarginModel

/// Loops inside a period that are meant as a fixed point.
extension PlanBuilder {
  func settle(_ loop: Loop, held: [AxisID: Int], _ members: [Int], before: Int, loop steppedList: Int) {
    guard isVarying[loop.cut], case .converged(let convergence) = model.definitions[loop.cut].body else { return }
    let all = [loop.cut] + loop.others
    let isStepped = all.contains { isVarying[$0] && model.definitions[$0].variesInTime }
    let list = isStepped ? steppedList : before
    let (start, round) = (addList(), addList())
    for id in all where isVarying[id] {
      forEachMember(of: id, held: held, members) { member, _ in listOf[id][member] = list }
    }
    func spot(_ own: Int, _ members: [Int]) -> Spot {
      Spot(list: own, time: isStepped ? .stepped : .once, members: members, rollUps: before, loop: list)
    }
    var guesses: [Int] = []
    forEachMember(of: loop.cut, held: held, members) { member, members in
      let guess = lastingSlot(in: list)
      guesses.append(guess)
      copy(value(convergence.start, spot(start, members)), to: guess, in: start)
      columns[loop.cut][member] = .lanes(guess)
    }
    for other in loop.others where isVarying[other] {
      forEachMember(of: other, held: held, members) { member, members in
        columns[other][member] = body(other, member, spot(round, members))
      }
    }
    var found: [Operand] = []
    forEachMember(of: loop.cut, held: held, members) { _, members in
      found.append(value(convergence.formula, spot(round, members)))
    }
    lists[list].append(
      .settle(
        Settling(
          start: start, round: round, guesses: guesses, found: found, limit: convergence.limit,
          isSettled: { convergence.isSettled($0, $1) }, isCoupled: loop.isCoupled)))
  }
}
