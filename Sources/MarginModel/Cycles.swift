import MarginSource

extension Checker {
  /// Loops inside one period that inference let pass because it met them through an earlier period first.
  func checkCycles() {
    let known = definitions.compactMap { $0 }
    guard known.count == definitions.count else { return }
    let found = order(known)
    for loop in found.cycles { cycle(named(loop, known)) }
    for rivals in found.rivals { tooMany(rivals) }
    guard found.cycles.isEmpty, found.rivals.isEmpty else { return }
    checkConverging(found.loops, known)
  }

  /// The written definitions of a loop, each once.
  private func named(_ loop: [Int], _ known: [Definition]) -> [Int] {
    var unique: [Int] = []
    for id in loop {
      var current = id
      while current >= drafts.count, case .part(let owner) = known[current].purpose { current = owner }
      if current < drafts.count, !unique.contains(current) { unique.append(current) }
    }
    return unique
  }
}
