import MarginModel

/// What a model's test comes to.
package struct TestOutcome: Sendable {
  package struct Expectation: Sendable {
    /// In base units, at the worst cell.
    package let left: Double
    package let right: Double
    /// As in `Model.Check`.
    package let tolerance: Double?
    package let isRelative: Bool
    package let passed: Bool
    package let place: String
    /// Why a side is undefined.
    package let undefined: Undefined?
    /// Why it does not hold; nil where it does.
    package let explanation: Explanation?
  }
  /// The index in `Model.tests`.
  package let test: Int
  /// In the order of the test.
  package let expectations: [Expectation]
  /// What the test's case changes, where an expectation does not hold.
  package let changes: [ChangedInput]
  package var passed: Bool { expectations.allSatisfy(\.passed) }
}

/// Runs all tests of a model, each in its case with the leaves that it sets.
package func testOutcomes(_ model: Model) -> [TestOutcome] {
  var calculators: [Int: Calculator] = [:]
  return model.tests.enumerated().map { index, test in
    let base = calculators[test.caseIndex] ?? Calculator(model, caseIndex: test.caseIndex)
    calculators[test.caseIndex] = base
    var calculator = base
    for leaf in test.leaves.keys.sorted() { calculator.set(leaf: leaf, values: test.leaves[leaf] ?? []) }
    calculator.refresh()
    let results = calculator.results
    let leaves = model.leaves.indices.map { calculator.numbers(leaf: $0) }
    let expectations = test.expectations.map { check in
      let found = judge(check, model, results)
      return TestOutcome.Expectation(
        left: found.left, right: found.right, tolerance: check.tolerance, isRelative: check.isRelative,
        passed: found.state == .passed, place: found.place,
        undefined: reason(check, found, model, results, leaves),
        explanation: found.state == .passed ? nil : explain(check, found, model, results, leaves))
    }
    let hasPassed = expectations.allSatisfy(\.passed)
    return TestOutcome(
      test: index, expectations: expectations, changes: hasPassed ? [] : changedInputs(model, base.results))
  }
}

private func reason(
  _ check: Model.Check, _ found: Judgement, _ model: Model, _ results: Results, _ leaves: [[Double]]
) -> Undefined? {
  guard found.left.isNaN || found.right.isNaN else { return nil }
  let reading = found.left.isNaN ? check.left : check.right ?? check.left
  let walk = CauseWalk(model, results, leaves: leaves)
  var time = Cell.Time.period(found.members.first ?? 0)
  switch reading.time {
  case .period(let period): time = .period(period)
  case .rolledUp: time = .slot(walk.evaluator.years.count)
  case .constant, .all: break
  }
  return walk.cause(of: Cell(definition: reading.definition, members: found.members, time: time))
}
