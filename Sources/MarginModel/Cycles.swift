import MarginSource

extension Checker {
  /// Loops inside one period that inference let pass because it met them through an earlier period first.
  func checkCycles() {
    let known = definitions.compactMap { $0 }
    guard known.count == definitions.count else { return }
    for loop in order(known).cycles {
      let named = loop.map { id -> Int in
        var current = id
        while current >= drafts.count, case .part(let owner) = known[current].purpose { current = owner }
        return current
      }
      var unique: [Int] = []
      for id in named where id < drafts.count && !unique.contains(id) { unique.append(id) }
      cycle(unique)
    }
  }
}
