/// What the formulas of a definition read.
package struct Dependencies: Sendable, Equatable {
  /// Definitions read in the same period, or at one that is not later (`x[first]`, `cumulative(x)`).
  package var sameCell: [Int] = []
  /// Definitions read in earlier periods only: through `lag`, and a stock's own closing value before.
  package var earlier: [Int] = []
  /// Definitions read at other or all periods: roll-ups, totals, fixed later periods.
  package var anyPeriod: [Int] = []
  package var leaves: [Int] = []

  package var all: [Int] { sameCell + earlier + anyPeriod }
}

/// A part of the order in which definitions are evaluated.
package enum Step: Sendable, Equatable {
  /// One definition, for all periods at once.
  case single(Int)
  /// Definitions that read each other's earlier periods: period by period, in this order within one.
  case overTime([Stage])

  package var definitions: [Int] {
    switch self {
    case .single(let definition): return [definition]
    case .overTime(let stages): return stages.flatMap(\.definitions)
    }
  }
}

/// What is found at once within one period.
package enum Stage: Sendable, Equatable {
  case one(Int)
  /// A loop inside the period that converges.
  case fixedPoint(Loop)

  package var definitions: [Int] {
    switch self {
    case .one(let definition): return [definition]
    case .fixedPoint(let loop): return [loop.cut] + loop.others
    }
  }
}

/// Definitions that read each other in the same period, and the one whose value is guessed and corrected.
package struct Loop: Sendable, Equatable {
  package let cut: Int
  /// The rest, each after those that it reads, the cut being known.
  package let others: [Int]
  /// Whether a member's value depends on other members', so that all of them converge together.
  package let isCoupled: Bool
}

/// The order of evaluation, and what has none.
package struct OrderFound: Sendable {
  package var steps: [Step] = []
  /// Cycles inside one period, each the definitions along the loop, every one reading the next and the last the first.
  package var cycles: [[Int]] = []
  /// Definitions that converge in one and the same loop.
  package var rivals: [[Int]] = []

  package var loops: [Loop] {
    steps.flatMap { step -> [Loop] in
      guard case .overTime(let stages) = step else { return [] }
      return stages.compactMap { if case .fixedPoint(let loop) = $0 { loop } else { nil } }
    }
  }
}

/// What a definition reads, each name once, in the order of its formulas.
package func dependencies(of definition: Definition) -> Dependencies {
  var collector = DependencyCollector()
  switch definition.body {
  case .leaf(let leaf): collector.found.leaves.append(leaf)
  case .formula(let formula): collector.collect(formula)
  case .stock(let open, let adds, let lesses):
    collector.collect(open)
    for movement in adds + lesses { collector.add(movement, to: .sameCell) }
    collector.add(definition.id, to: .earlier)
  case .converged(let convergence):
    collector.collect(convergence.start)
    collector.collect(convergence.formula)
  }
  return collector.found
}

/// What a definition reads in the same cell before its loop is entered: of one that converges, its start.
private func entering(_ definition: Definition) -> [Int] {
  guard case .converged(let convergence) = definition.body else { return dependencies(of: definition).sameCell }
  var collector = DependencyCollector()
  collector.collect(convergence.start)
  return collector.found.sameCell
}

/// The order of evaluation of definitions whose ids are their places in the list. Cycles inside one period that do not
/// converge are left out of the steps.
package func order(_ definitions: [Definition]) -> OrderFound {
  let ids = definitions.indices
  let graph = definitions.map { dependencies(of: $0) }
  let sameCell = graph.map { $0.sameCell.filter(ids.contains) }
  let anyPeriod = graph.map { $0.anyPeriod.filter(ids.contains) }
  let everything = graph.map { $0.all.filter(ids.contains) }
  var found = OrderFound()
  for component in components(everything) {
    if component.count == 1, !everything[component[0]].contains(component[0]) {
      found.steps.append(.single(component[0]))
      continue
    }
    let members = component.sorted()
    let inside = Set(members)
    // Inside the component, whoever reads a whole column waits for its last period and so for itself.
    if let edge = firstEdge(of: members, within: inside, anyPeriod) {
      found.cycles.append(loop(edge, within: inside, edges: everything))
      continue
    }
    var stages: [Stage] = []
    var isBroken = false
    for part in components(subgraph(members, sameCell)).map({ $0.map { members[$0] } }) {
      if part.count == 1, !sameCell[part[0]].contains(part[0]) {
        stages.append(.one(part[0]))
      } else if let loop = fixedPoint(part.sorted(), definitions, sameCell, &found) {
        stages.append(.fixedPoint(loop))
      } else {
        isBroken = true
      }
    }
    if !isBroken { found.steps.append(.overTime(stages)) }
  }
  return found
}

/// A loop inside one period as a fixed point; nil where nothing or too much of it converges, or a loop remains.
private func fixedPoint(
  _ part: [Int], _ definitions: [Definition], _ sameCell: [[Int]], _ found: inout OrderFound
) -> Loop? {
  let inside = Set(part)
  let cuts = part.filter { if case .converged = definitions[$0].body { true } else { false } }
  guard cuts.count < 2 else {
    found.rivals.append(cuts)
    return nil
  }
  var edges = sameCell
  for cut in cuts { edges[cut] = entering(definitions[cut]).filter(definitions.indices.contains) }
  let ordered = components(subgraph(part, edges)).map { $0.map { part[$0] } }
  let broken = ordered.filter { $0.count > 1 || edges[$0[0]].contains($0[0]) }
  for group in broken {
    guard let edge = firstEdge(of: group.sorted(), within: Set(group), edges) else { continue }
    found.cycles.append(loop(edge, within: Set(group), edges: edges))
  }
  guard broken.isEmpty, let cut = cuts.first else { return nil }
  let isCoupled = part.contains { definitions[$0].looksAcrossMembers(of: inside) }
  return Loop(cut: cut, others: ordered.map { $0[0] }.filter { $0 != cut }, isCoupled: isCoupled)
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

  /// Whether some formula picks or folds members of the given definitions.
  fileprivate func looksAcrossMembers(of others: Set<Int>) -> Bool {
    var waiting = formulas
    while let formula = waiting.popLast() {
      switch formula.form {
      case .fold(_, let id, _, _) where others.contains(id): return true
      case .element(let id, _) where others.contains(id): return true
      default: waiting += formula.operands
      }
    }
    return false
  }
}

/// The edges between some nodes, these renumbered by their places in `members`.
private func subgraph(_ members: [Int], _ edges: [[Int]]) -> [[Int]] {
  var place: [Int: Int] = [:]
  for (index, member) in members.enumerated() { place[member] = index }
  return members.map { edges[$0].compactMap { place[$0] } }
}

private func firstEdge(of nodes: [Int], within members: Set<Int>, _ edges: [[Int]]) -> (from: Int, to: Int)? {
  for node in nodes {
    if let target = edges[node].first(where: members.contains) { return (node, target) }
  }
  return nil
}

/// The shortest loop that begins with an edge.
private func loop(_ edge: (from: Int, to: Int), within members: Set<Int>, edges: [[Int]]) -> [Int] {
  let (start, second) = edge
  guard start != second else { return [start] }
  var cameFrom: [Int: Int] = [second: start]
  var queue = [second]
  var next = 0
  while next < queue.count, cameFrom[start] == nil {
    let node = queue[next]
    next += 1
    for target in edges[node] where members.contains(target) && cameFrom[target] == nil {
      cameFrom[target] = node
      queue.append(target)
    }
  }
  var path: [Int] = []
  var node = cameFrom[start]
  while let current = node, current != start {
    path.append(current)
    node = cameFrom[current]
  }
  return [start] + path.reversed()
}

/// Tarjan's strongly connected components, each after those that it reads; its own stack, for long chains.
func components(_ edges: [[Int]]) -> [[Int]] {
  var index = Array(repeating: -1, count: edges.count)
  var low = index
  var isOpen = Array(repeating: false, count: edges.count)
  var open: [Int] = []
  var visits = 0
  var result: [[Int]] = []
  var frames: [(node: Int, edge: Int)] = []

  func enter(_ node: Int) {
    index[node] = visits
    low[node] = visits
    visits += 1
    open.append(node)
    isOpen[node] = true
    frames.append((node, 0))
  }

  func leave(_ node: Int) {
    frames.removeLast()
    if let parent = frames.last { low[parent.node] = min(low[parent.node], low[node]) }
    guard low[node] == index[node] else { return }
    var component: [Int] = []
    while let member = open.popLast() {
      isOpen[member] = false
      component.append(member)
      if member == node { break }
    }
    result.append(component.reversed())
  }

  for root in edges.indices where index[root] < 0 {
    enter(root)
    while let (node, edge) = frames.last {
      guard edge < edges[node].count else {
        leave(node)
        continue
      }
      frames[frames.count - 1].edge += 1
      let target = edges[node][edge]
      if index[target] < 0 {
        enter(target)
      } else if isOpen[target] {
        low[node] = min(low[node], index[target])
      }
    }
  }
  return result
}

private struct DependencyCollector {
  var found = Dependencies()
  private var seen: Set<Edge> = []
  enum Kind { case sameCell, earlier, anyPeriod, leaf }
  private struct Edge: Hashable {
    let target: Int
    let kind: Kind
  }

  mutating func add(_ target: Int, to kind: Kind) {
    guard seen.insert(Edge(target: target, kind: kind)).inserted else { return }
    switch kind {
    case .sameCell: found.sameCell.append(target)
    case .earlier: found.earlier.append(target)
    case .anyPeriod: found.anyPeriod.append(target)
    case .leaf: found.leaves.append(target)
    }
  }

  mutating func collect(_ formula: Formula) {
    switch formula.form {
    case .literal, .period, .periodIndex, .periodStart: break
    case .leaf(let leaf): add(leaf, to: .leaf)
    case .definition(let definition), .cumulative(let definition): add(definition, to: .sameCell)
    case .element(let definition, let picks):
      add(definition, to: picks.contains { $0.axis == 0 && $0.member > 0 } ? .anyPeriod : .sameCell)
    case .atPeriod(let definition, let period): add(definition, to: period > 0 ? .anyPeriod : .sameCell)
    case .lag(let definition, let periods, let start):
      add(definition, to: periods > 0 ? .earlier : periods == 0 ? .sameCell : .anyPeriod)
      if let start { collect(start) }
    case .fold(_, let definition, let over, _): add(definition, to: over == 0 ? .anyPeriod : .sameCell)
    case .rolledUp(let definition), .total(let definition, _): add(definition, to: .anyPeriod)
    case .firstWhere(let condition, let value):
      add(condition, to: .anyPeriod)
      add(value, to: .anyPeriod)
    case .growth(let rate, let elapsed, _):
      add(rate, to: .sameCell)
      collect(elapsed)
    case .adjusted(let value, let factor, let addend):
      collect(value)
      add(factor, to: .leaf)
      add(addend, to: .leaf)
    default:
      for operand in formula.operands { collect(operand) }
    }
  }
}

extension Formula {
  /// The formulas that this one is made of, in the order of the text.
  package var operands: [Formula] {
    switch form {
    case .negative(let operand), .not(let operand): return [operand]
    case .sum(let terms): return terms.map(\.term)
    case .product(let factors): return factors.map(\.factor)
    case .power(let left, let right), .comparison(_, let left, let right): return [left, right]
    case .and(let operands), .or(let operands), .byMember(_, let operands), .call(_, let operands): return operands
    case .conditional(let condition, let then, let otherwise): return [condition, then, otherwise]
    case .growth(_, let elapsed, _): return [elapsed]
    case .adjusted(let value, _, _): return [value]
    case .lag(_, _, let start): return start.map { [$0] } ?? []
    case .literal, .leaf, .definition, .element, .atPeriod, .period, .periodIndex, .periodStart, .fold, .rolledUp,
      .total, .cumulative, .firstWhere:
      return []
    }
  }
}
