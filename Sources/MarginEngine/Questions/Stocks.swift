import MarginModel

/// A stock whose closing level is not its opening level with the movements of the period.
package struct BrokenStock: Sendable, Equatable {
  package let definition: Int
  /// Of the first cell at fault.
  package let period: Int
  /// In base units.
  package let closing: Double
  package let expected: Double
}

/// The stocks that their movements do not explain, each with its first such period: none, unless a value was computed
/// wrongly. Both sides are compared to nine digits of the larger amounts.
package func brokenStocks(_ model: Model, _ results: Results) -> [BrokenStock] {
  let numbers = model.leaves.map { $0.cases.indices.contains(results.caseIndex) ? $0.cases[results.caseIndex] : [] }
  let evaluator = Evaluator(model, leaves: numbers, results: results)
  return model.definitions.compactMap { definition in
    guard case .stock(let open, let adds, let lesses) = definition.body else { return nil }
    return broken(definition.id, open, adds, lesses, evaluator)
  }
}

private func broken(
  _ id: Int, _ open: Formula, _ adds: [Int], _ lesses: [Int], _ evaluator: Evaluator
) -> BrokenStock? {
  let members = evaluator.memberLayouts[id]
  for period in 0..<evaluator.periods {
    let frame = evaluator.frame(at: period)
    func numbers(_ value: Value) -> [Double] { value.expanded(to: members, frame) }
    let opening = numbers(period == 0 ? evaluator.value(open, frame) : evaluator.slice(id, period - 1, frame))
    let closing = numbers(evaluator.slice(id, period, frame))
    let movements =
      adds.map { numbers(evaluator.read($0, frame)) } + lesses.map { numbers(evaluator.read($0, frame)).map { -$0 } }
    for member in closing.indices {
      let moved = movements.map { $0[member] }
      let expected = moved.reduce(opening[member], +)
      let size = moved.reduce(max(opening[member].magnitude, closing[member].magnitude)) { max($0, $1.magnitude) }
      let agrees =
        closing[member].isNaN || !expected.isFinite
        ? closing[member].isNaN && !expected.isFinite : (closing[member] - expected).magnitude <= 1e-9 * size
      guard agrees else {
        return BrokenStock(definition: id, period: period, closing: closing[member], expected: expected)
      }
    }
  }
  return nil
}
