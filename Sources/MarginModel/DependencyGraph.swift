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
  case overTime([Int])

  package var definitions: [Int] {
    switch self {
    case .single(let definition): return [definition]
    case .overTime(let definitions): return definitions
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
  }
  return collector.found
}

/// The order of evaluation of definitions whose ids are their places in the list. Cycles inside one period are left out
/// of the steps; each is given as the definitions along the loop, every one reading the next and the last the first.
package func order(_ definitions: [Definition]) -> (steps: [Step], cycles: [[Int]]) {
  let ids = definitions.indices
  let graph = definitions.map { dependencies(of: $0) }
  let sameCell = graph.map { $0.sameCell.filter(ids.contains) }
  let anyPeriod = graph.map { $0.anyPeriod.filter(ids.contains) }
  let everything = graph.map { $0.all.filter(ids.contains) }
  var steps: [Step] = []
  var cycles: [[Int]] = []
  for component in components(everything) {
    if component.count == 1, !everything[component[0]].contains(component[0]) {
      steps.append(.single(component[0]))
      continue
    }
    let members = component.sorted()
    let inside = Set(members)
    // Inside the component, whoever reads a whole column waits for its last period and so for itself.
    if let edge = firstEdge(of: members, within: inside, anyPeriod) {
      cycles.append(loop(edge, within: inside, edges: everything))
      continue
    }
    let ordered = components(subgraph(members, sameCell)).map { $0.map { members[$0] } }
    let broken = ordered.filter { $0.count > 1 || sameCell[$0[0]].contains($0[0]) }
    if broken.isEmpty { steps.append(.overTime(ordered.map { $0[0] })) }
    for part in broken {
      let inside = Set(part)
      guard let edge = firstEdge(of: part.sorted(), within: inside, sameCell) else { continue }
      cycles.append(loop(edge, within: inside, edges: sameCell))
    }
  }
  return (steps, cycles)
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
private func components(_ edges: [[Int]]) -> [[Int]] {
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
    case .overPeriods(_, let definition, let arguments):
      add(definition, to: .anyPeriod)
      for argument in arguments { collect(argument) }
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
    case .and(let operands), .or(let operands), .byMember(_, let operands), .call(_, let operands),
      .overPeriods(_, _, let operands):
      return operands
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
