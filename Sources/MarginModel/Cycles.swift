import MarginSource

extension Checker {
  /// Where a loop reads all members of a dimension along which it looks back, so that there is no first one to begin with.
  private func wholeReads(_ loop: [Definition]) -> [(String, String)] {
    let inside = Set(loop.map(\.id))
    let reads = loop.flatMap { dependencies(of: $0).reads.filter { inside.contains($0.definition) } }
    guard let axis = reads.flatMap(\.across).first(where: { $0 != 0 }) else { return [] }
    return [("within", "a fold or a pick in this loop needs all of `\(axes[axis].name)` before the first is there")]
  }

  /// Loops inside one period that inference let pass because it met them through an earlier period first.
  func checkCycles() {
    let known = definitions.compactMap { $0 }
    guard known.count == definitions.count else { return }
    let found = order(known)
    for loop in found.cycles { cycle(named(loop, known), notes: wholeReads(loop.map { known[$0] })) }
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
