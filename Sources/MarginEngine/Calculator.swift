import MarginModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Holds the numbers of a model in one case while leaves change, and recomputes only what depends on a change. Its
/// results are bit for bit those of an evaluation from scratch.
package struct Calculator: Sendable {
  private(set) var evaluator: Evaluator
  private var steps: [Step]
  private let readers: Readers
  private let caseIndex: Int
  private var isStale: [Bool]
  private var hasStale = true
  /// How many definitions the last `refresh()` recomputed.
  package private(set) var recomputed = 0

  /// Evaluates everything, or, with targets, only these definitions and what they need; the rest stays undefined.
  package init(_ model: Model, leaves: [[Double]]? = nil, caseIndex: Int = 0, targets: [Int]? = nil) {
    let numbers = leaves ?? model.leaves.map { $0.cases.indices.contains(caseIndex) ? $0.cases[caseIndex] : [] }
    evaluator = Evaluator(model, leaves: numbers)
    readers = Readers(model)
    self.caseIndex = caseIndex
    isStale = Array(repeating: true, count: model.definitions.count)
    let all = evaluationOrder(model).steps
    if let targets {
      let isNeeded = readers.needed(by: targets)
      steps = all.filter { $0.definitions.contains { isNeeded[$0] } }
    } else {
      steps = all
    }
    refresh()
  }

  package var model: Model { evaluator.model }

  /// The same numbers, of which only those that the targets need are kept up to date.
  func narrowed(to targets: [Int]) -> Calculator {
    let isNeeded = readers.needed(by: targets)
    var found = self
    found.steps = steps.filter { $0.definitions.contains { isNeeded[$0] } }
    return found
  }

  package var results: Results {
    Results(
      caseIndex: caseIndex, columns: evaluator.columns, rollUps: evaluator.rollUps,
      unsettled: evaluator.unsettled.keys.sorted().flatMap { evaluator.unsettled[$0] ?? [] },
      rounds: evaluator.rounds)
  }

  /// The leaf's numbers in its unit.
  package func numbers(leaf: Int) -> [Double] { evaluator.leaves[leaf] }

  /// Gives a leaf other numbers, in its unit; `refresh()` then brings the results up to date.
  package mutating func set(leaf: Int, values: [Double]) {
    guard evaluator.leaves.indices.contains(leaf), !areIdentical(evaluator.leaves[leaf], values) else { return }
    evaluator.leaves[leaf] = values
    for reader in readers.ofLeaf[leaf] { isStale[reader] = true }
    hasStale = true
  }

  /// Recomputes everything.
  package mutating func recalculate() {
    recomputed = 0
    for step in steps {
      evaluator.run(step)
      recomputed += step.definitions.count
    }
    isStale = isStale.map { _ in false }
    hasStale = false
  }

  /// Recomputes what reads changed leaves or definitions whose numbers became others.
  package mutating func refresh() {
    recomputed = 0
    guard hasStale else { return }
    hasStale = false
    for step in steps {
      let definitions = step.definitions
      guard definitions.contains(where: { isStale[$0] }) else { continue }
      let before = definitions.map { (evaluator.columns[$0], evaluator.rollUps[$0]) }
      evaluator.run(step)
      recomputed += definitions.count
      for (definition, old) in zip(definitions, before) {
        isStale[definition] = false
        if areIdentical(old.0, evaluator.columns[definition]), areIdentical(old.1, evaluator.rollUps[definition]) {
          continue
        }
        for reader in readers.ofDefinition[definition] { isStale[reader] = true }
      }
      for definition in definitions { isStale[definition] = false }
    }
  }
}

/// Whether the numbers agree bit for bit, all undefined ones being alike.
private func areIdentical(_ left: [Double], _ right: [Double]) -> Bool {
  guard left.count == right.count else { return false }
  let areSame = left.withUnsafeBytes { left in
    right.withUnsafeBytes { right in
      guard let first = left.baseAddress, let second = right.baseAddress else { return true }
      return memcmp(first, second, left.count) == 0
    }
  }
  return areSame
    || zip(left, right).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
}
