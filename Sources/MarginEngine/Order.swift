import MarginModel

/// The order in which a model is evaluated, and the cycles inside a period that have no order.
package func evaluationOrder(_ model: Model) -> OrderFound { order(model.definitions) }

/// Who reads what: the definitions that read a definition or a leaf.
struct Readers {
  private(set) var ofDefinition: [[Int]]
  private(set) var ofLeaf: [[Int]]
  private let reads: [[Int]]

  init(_ model: Model) {
    ofDefinition = Array(repeating: [], count: model.definitions.count)
    ofLeaf = Array(repeating: [], count: model.leaves.count)
    let found = model.definitions.map { dependencies(of: $0) }
    reads = found.map(\.all)
    for (reader, found) in found.enumerated() {
      for read in found.all where ofDefinition.indices.contains(read) { ofDefinition[read].append(reader) }
      for leaf in found.leaves where ofLeaf.indices.contains(leaf) { ofLeaf[leaf].append(reader) }
    }
  }

  /// Which definitions the targets need, themselves included.
  func needed(by targets: [Int]) -> [Bool] {
    var isNeeded = Array(repeating: false, count: reads.count)
    var waiting = targets
    while let next = waiting.popLast() {
      guard isNeeded.indices.contains(next), !isNeeded[next] else { continue }
      isNeeded[next] = true
      waiting.append(contentsOf: reads[next])
    }
    return isNeeded
  }
}
