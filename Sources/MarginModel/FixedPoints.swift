/// Definitions that read each other in one cell, and the one whose value is guessed and corrected.
package struct Loop: Sendable, Equatable {
  package let cut: Int
  /// The rest, each after those that it reads, the cut being known.
  package let others: [Int]
  /// The axes along which it is computed cell by cell, time among them.
  package let stepped: Set<AxisID>
  /// Whether a member's value depends on other members', so that all of them converge together.
  package let isCoupled: Bool
}

extension Arrangement {
  func isConverging(_ id: Int) -> Bool {
    if case .converged = definitions[id].body { true } else { false }
  }

  /// A loop inside one cell as a fixed point: without what the guess is corrected by nothing in it depends on itself.
  func fixedPoint(of part: [Int], stepped: Set<AxisID>, _ open: (Dependencies.Read) -> Bool) -> OrderFound {
    var found = OrderFound()
    let cuts = part.filter(isConverging)
    guard cuts.count == 1, let cut = cuts.first else {
      found.rivals.append(cuts)
      return found
    }
    var reads = reads
    reads[cut] = entering(cut)
    let edges = subgraph(part, reads, open)
    let ordered = components(edges)
    for group in ordered where group.count > 1 || group.contains(where: { edges[$0].contains($0) }) {
      found.cycles.append(shortestLoop(group.map { part[$0] }.sorted(), reads, open))
    }
    guard found.cycles.isEmpty else { return found }
    let inside = Set(part)
    let isCoupled = part.contains { id in
      self.reads[id].contains { inside.contains($0.definition) && open($0) && !$0.across.isEmpty }
    }
    let others = ordered.compactMap { $0.first.map { part[$0] } }.filter { $0 != cut }
    found.steps.append(.fixedPoint(Loop(cut: cut, others: others, stepped: stepped, isCoupled: isCoupled)))
    return found
  }

  /// What the start of a definition that converges reads.
  private func entering(_ cut: Int) -> [Dependencies.Read] {
    guard case .converged(let convergence) = definitions[cut].body else { return [] }
    return dependencies(of: convergence.start).reads.filter { definitions.indices.contains($0.definition) }
  }
}

extension Definition {
  /// The formulas of the body, in the order of the text.
  package var formulas: [Formula] {
    switch body {
    case .leaf: []
    case .formula(let formula): [formula]
    case .stock(let open, _, _): [open]
    case .converged(let convergence): [convergence.start, convergence.formula]
    }
  }
}
