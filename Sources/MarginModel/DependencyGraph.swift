/// What the formulas of a definition read.
package struct Dependencies: Sendable, Equatable {
  /// One way in which a definition is read.
  package struct Read: Sendable, Hashable {
    package let definition: Int
    /// The axis along which it is read at earlier cells only: by a lag, a look at the member before, or a stock that
    /// goes on from its own level.
    package var earlier: AxisID?
    /// The axes along which it is read at other cells, or at all: folds, picks, roll-ups, fixed later periods.
    package var across: [AxisID] = []
  }
  /// Each once, in the order of the formulas.
  package var reads: [Read] = []
  package var leaves: [Int] = []

  package var all: [Int] { reads.map(\.definition) }

  /// Definitions read in the same period, or at one that is not later (`x[first]`, `cumulative(x)`).
  package var samePeriod: [Int] {
    reads.filter { $0.earlier != 0 && !$0.across.contains(0) }.map(\.definition)
  }
}

/// A part of the order in which definitions are evaluated.
package enum Step: Sendable, Equatable {
  /// One definition, for all cells at once.
  case single(Int)
  /// Steps whose definitions read each other's earlier cells along an axis: cell by cell along it, in this order at each.
  case along(AxisID, [Step])
  /// A loop inside one cell that converges.
  case fixedPoint(Loop)

  /// A loop inside a loop for every axis, of which there are few, bounds the depth.
  package var definitions: [Int] {
    switch self {
    case .single(let definition): return [definition]
    case .along(_, let steps): return steps.flatMap(\.definitions)
    case .fixedPoint(let loop): return [loop.cut] + loop.others
    }
  }

  /// The loops that converge, in their order.
  package var loops: [Loop] {
    switch self {
    case .single: return []
    case .along(_, let steps): return steps.flatMap(\.loops)
    case .fixedPoint(let loop): return [loop]
    }
  }
}

/// What a definition reads, each name once, in the order of its formulas.
package func dependencies(of definition: Definition) -> Dependencies {
  var collector = DependencyCollector()
  switch definition.body {
  case .leaf(let leaf): collector.add(leaf: leaf)
  case .formula(let formula): collector.collect(formula)
  case .stock(let open, let adds, let lesses):
    collector.collect(open)
    for movement in adds + lesses { collector.add(.init(definition: movement)) }
    collector.add(.init(definition: definition.id, earlier: 0))
  case .converged(let convergence):
    collector.collect(convergence.start)
    collector.collect(convergence.formula)
  }
  return collector.found
}

/// What a formula reads, each name once, in the order of its text.
func dependencies(of formula: Formula) -> Dependencies {
  var collector = DependencyCollector()
  collector.collect(formula)
  return collector.found
}

/// The order of evaluation, and what has none.
package struct OrderFound: Sendable {
  package var steps: [Step] = []
  /// Cycles inside one cell, each the definitions along the loop, every one reading the next and the last the first.
  package var cycles: [[Int]] = []
  /// Definitions that converge in one and the same loop.
  package var rivals: [[Int]] = []

  package var loops: [Loop] { steps.flatMap(\.loops) }
}

/// The order of evaluation of definitions whose ids are their places in the list. Cycles inside one cell that do not
/// converge are left out of the steps.
package func order(_ definitions: [Definition]) -> OrderFound {
  let ids = definitions.indices
  let reads = definitions.map { definition in
    let all = dependencies(of: definition).reads
    return all.allSatisfy { ids.contains($0.definition) } ? all : all.filter { ids.contains($0.definition) }
  }
  return Arrangement(definitions: definitions, reads: reads).arrange(Array(ids), stepped: [])
}

/// The most axes along which one loop goes.
private let axisLimit = 16

/// Definitions with what each of them reads.
struct Arrangement {
  let definitions: [Definition]
  let reads: [[Dependencies.Read]]

  /// The steps of some definitions inside loops along the axes that are stepped already: what is read earlier along
  /// these is there.
  func arrange(_ members: [Int], stepped: Set<AxisID>) -> OrderFound {
    let open = { (read: Dependencies.Read) in read.earlier.map { !stepped.contains($0) } ?? true }
    let edges = subgraph(members, reads, open)
    var found = OrderFound()
    for component in components(edges) {
      if component.count == 1, let only = component.first, !edges[only].contains(only) {
        found.steps.append(.single(members[only]))
        continue
      }
      let loop = component.map { members[$0] }.sorted()
      let inside = Set(loop)
      let own = loop.flatMap { reads[$0].filter { open($0) && inside.contains($0.definition) } }
      let across = Set(own.flatMap(\.across))
      // Whoever reads all cells along an axis waits for the last one and so, inside a loop along it, for itself.
      var ways = Set(own.compactMap(\.earlier)).subtracting(across)
      let converges = !across.contains(0) && loop.contains(where: isConverging)
      // What converges does so period by period.
      if converges, !stepped.contains(0) { ways.insert(0) }
      guard let axis = ways.min(), stepped.count < axisLimit else {
        if converges {
          add(fixedPoint(of: loop, stepped: stepped, open), to: &found)
        } else {
          found.cycles.append(shortestLoop(loop, reads, open))
        }
        continue
      }
      let inner = arrange(loop, stepped: stepped.union([axis]))
      if inner.cycles.isEmpty, inner.rivals.isEmpty { found.steps.append(.along(axis, inner.steps)) }
      found.cycles += inner.cycles
      found.rivals += inner.rivals
    }
    return found
  }

  private func add(_ other: OrderFound, to found: inout OrderFound) {
    found.steps += other.steps
    found.cycles += other.cycles
    found.rivals += other.rivals
  }
}

/// The edges between some definitions, these renumbered by their places in `members`.
func subgraph(
  _ members: [Int], _ reads: [[Dependencies.Read]], _ open: (Dependencies.Read) -> Bool
) -> Lists {
  // All of them keep their places.
  if members.elementsEqual(reads.indices) {
    return Lists(count: reads.count) { node, targets in
      for read in reads[node] where open(read) { targets.append(read.definition) }
    }
  }
  var place: [Int: Int] = [:]
  for (index, member) in members.enumerated() { place[member] = index }
  return Lists(count: members.count) { node, targets in
    for read in reads[members[node]] where open(read) {
      if let target = place[read.definition] { targets.append(target) }
    }
  }
}

/// A loop among definitions that has no order, along a read of all cells where there is one.
func shortestLoop(
  _ members: [Int], _ reads: [[Dependencies.Read]], _ open: (Dependencies.Read) -> Bool
) -> [Int] {
  let inside = Set(members)
  let edges = Dictionary(
    uniqueKeysWithValues: members.map { member in
      (member, reads[member].filter { open($0) && inside.contains($0.definition) })
    })
  var start: (from: Int, to: Int)?
  for wanted in [{ $0.across.contains(0) }, { !$0.across.isEmpty }, { _ in true }] as [(Dependencies.Read) -> Bool]
  where start == nil {
    for member in members where start == nil {
      start = edges[member]?.first(where: wanted).map { (member, $0.definition) }
    }
  }
  return start.map { loop($0, edges.mapValues { $0.map(\.definition) }) } ?? members
}

/// The shortest loop that begins with an edge.
private func loop(_ edge: (from: Int, to: Int), _ edges: [Int: [Int]]) -> [Int] {
  let (start, second) = edge
  guard start != second else { return [start] }
  var cameFrom: [Int: Int] = [second: start]
  var queue = [second]
  var next = 0
  while next < queue.count, cameFrom[start] == nil {
    let node = queue[next]
    next += 1
    for target in edges[node] ?? [] where cameFrom[target] == nil {
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
func components(_ edges: Lists) -> Lists {
  var index = Array(repeating: -1, count: edges.count)
  var low = index
  var isOpen = Array(repeating: false, count: edges.count)
  var open: [Int] = []
  var visits = 0
  var result = Lists()
  // The edges of a node that are still to be followed.
  var frames: [(node: Int, next: Int, end: Int)] = []

  func enter(_ node: Int) {
    index[node] = visits
    low[node] = visits
    visits += 1
    open.append(node)
    isOpen[node] = true
    let places = edges.places(of: node)
    frames.append((node, places.lowerBound, places.upperBound))
  }

  func leave(_ node: Int) {
    frames.removeLast()
    if let parent = frames.last { low[parent.node] = min(low[parent.node], low[node]) }
    guard low[node] == index[node] else { return }
    while let member = open.popLast() {
      isOpen[member] = false
      result.append(member)
      if member == node { break }
    }
    result.endListReversed()
  }

  for root in edges.indices where index[root] < 0 {
    enter(root)
    while let (node, next, end) = frames.last {
      guard next < end else {
        leave(node)
        continue
      }
      frames[frames.count - 1].next += 1
      let target = edges.number(at: next)
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
  /// What was found, for a formula that reads much; a short list is looked through as it is.
  private var seen: Set<Dependencies.Read> = []
  private var seenLeaves: Set<Int> = []

  mutating func add(_ read: Dependencies.Read) {
    if found.reads.isEmpty { found.reads.reserveCapacity(4) }
    if found.reads.count < Self.shortList {
      if !found.reads.contains(read) { found.reads.append(read) }
    } else {
      if seen.isEmpty { seen = Set(found.reads) }
      if seen.insert(read).inserted { found.reads.append(read) }
    }
  }

  private static let shortList = 12

  mutating func add(leaf: Int) {
    if seenLeaves.insert(leaf).inserted { found.leaves.append(leaf) }
  }

  mutating func collect(_ formula: Formula) {
    switch formula.form {
    case .literal, .period, .periodIndex, .periodStart: break
    case .leaf(let leaf): add(leaf: leaf)
    case .definition(let definition), .cumulative(let definition): add(.init(definition: definition))
    case .element(let definition, let picks):
      // The first period is there when a later one is computed.
      let across = picks.filter { $0.axis != 0 || $0.member > 0 }.map(\.axis)
      add(.init(definition: definition, across: across))
    case .atPeriod(let definition, let period): add(.init(definition: definition, across: period > 0 ? [0] : []))
    case .lag(let definition, let periods, let start): look(at: definition, along: 0, periods, start)
    case .earlierMember(let definition, let axis, let distance, let start):
      look(at: definition, along: axis, distance, start)
    case .fold(_, let definition, let over, _): add(.init(definition: definition, across: [over]))
    case .rolledUp(let definition), .total(let definition, _): add(.init(definition: definition, across: [0]))
    case .firstWhere(let condition, let value):
      add(.init(definition: condition, across: [0]))
      add(.init(definition: value, across: [0]))
    case .overPeriods(_, let definition, let arguments):
      add(.init(definition: definition, across: [0]))
      for argument in arguments { collect(argument) }
    case .growth(let rate, let elapsed, _):
      add(.init(definition: rate))
      collect(elapsed)
    case .chosen(let definition, let over, let inner), .percentile(let definition, let inner, let over):
      add(.init(definition: definition, across: [over]))
      collect(inner)
    case .rank(let definition, let over): add(.init(definition: definition, across: [over]))
    case .adjusted(let value, let factor, let addend):
      collect(value)
      add(leaf: factor)
      add(leaf: addend)
    default:
      formula.forEachOperand { collect($0) }
    }
  }

  private mutating func look(at definition: Int, along axis: AxisID, _ distance: Int, _ start: Formula?) {
    add(
      .init(definition: definition, earlier: distance > 0 ? axis : nil, across: distance < 0 ? [axis] : []))
    if let start { collect(start) }
  }
}

extension Formula {
  /// The formulas that this one is made of, in the order of the text.
  package var operands: [Formula] {
    var found: [Formula] = []
    forEachOperand { found.append($0) }
    return found
  }

  /// The same one after the other, without a list of them.
  func forEachOperand(_ body: (Formula) -> Void) {
    switch form {
    case .negative(let operand), .not(let operand): body(operand)
    case .sum(let terms): for item in terms { body(item.term) }
    case .product(let factors): for item in factors { body(item.factor) }
    case .power(let left, let right), .comparison(_, let left, let right), .fallback(let left, let right):
      body(left)
      body(right)
    case .and(let operands), .or(let operands), .byMember(_, let operands), .call(_, let operands),
      .overPeriods(_, _, let operands):
      for operand in operands { body(operand) }
    case .conditional(let condition, let then, let otherwise):
      body(condition)
      body(then)
      body(otherwise)
    case .growth(_, let inner, _), .chosen(_, _, let inner), .percentile(_, let inner, _): body(inner)
    case .adjusted(let value, _, _): body(value)
    case .lag(_, _, let start), .earlierMember(_, _, _, let start): if let start { body(start) }
    case .literal, .leaf, .definition, .element, .atPeriod, .period, .periodIndex, .periodStart, .fold, .rolledUp,
      .total, .cumulative, .firstWhere, .rank:
      break
    }
  }
}
