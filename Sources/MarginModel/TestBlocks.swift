import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  /// A `test` block: one test for what it sets and expects, and one for each line of its tables.
  func answer(_ test: Test, _ scope: Scope, _ span: Span) {
    questionPurpose = .test
    var caseIndex = 0
    if let name = test.caseName {
      guard let found = cases.firstIndex(where: { $0.name == name.text }) else {
        unknownCase(name, among: cases.map(\.name))
        return
      }
      caseIndex = found
    }
    checkExpectations(of: test, span)
    let label = test.label?.value ?? "test"
    if test.tables.isEmpty || !test.expectations.isEmpty {
      add(label, caseIndex, test.settings, test.expectations, scope, span)
    }
    for line in test.tables.flatMap(\.lines) {
      let words = "\(label), \(line.setting.path.text) = \(program.sources.text(line.setting.value.span))"
      add(words, caseIndex, test.settings + [line.setting], line.expectations, scope, line.span)
    }
  }

  private func add(
    _ label: String, _ caseIndex: Int, _ settings: [Test.Setting], _ expected: [Test.Expectation], _ scope: Scope,
    _ span: Span
  ) {
    var numbers = caseNumbers[caseIndex]
    for setting in settings { apply(setting, scope, to: &numbers) }
    let expectations = expected.compactMap { check($0, scope, label) }
    let base = caseNumbers[caseIndex]
    let changed = leaves.indices.filter { leaf in
      zip(numbers[leaf], base[leaf]).contains { $0.bitPattern != $1.bitPattern }
    }
    tests.append(
      Model.Test(
        label: label, caseIndex: caseIndex, leaves: Dictionary(uniqueKeysWithValues: changed.map { ($0, numbers[$0]) }),
        expectations: expectations, span: span))
  }

  private func apply(_ setting: Test.Setting, _ scope: Scope, to numbers: inout [[Double]]) {
    if let shape = setting.value.shape {
      error("Q859", "a test computes without chance", shape.span, "this shape would never be drawn from")
    }
    for target in requireTargets(setting.path, scope) ?? [] {
      guard let main = mainLeaf(target), let definition = definitions[target],
        let cells = cells(setting.index, of: leaves[main]),
        let values = newNumbers(setting.value, definition, leaves[main]),
        inRange(values, definition, leaves[main].unit, setting.value.span)
      else { continue }
      apply(
        ResolvedChange(
          draft: target, operation: .set(values), members: cells.members, periods: cells.periods, span: setting.span),
        to: &numbers)
    }
  }

  private func check(_ expectation: Test.Expectation, _ scope: Scope, _ label: String) -> Model.Check? {
    let comparison = Expression(
      .comparison(expectation.comparison, expectation.left, expectation.right), expectation.span)
    var check = condition(
      comparison, scope, label: label, tolerance: expectation.tolerance, need: .one, period: nil, everyCase: false,
      expectation.span)
    guard expectation.isRounded else { return check }
    guard let digit = lastDigit(expectation), let right = check?.right,
      case .formula(let literal)? = definitions[right.definition]?.body
    else { return nil }
    check?.roundedTo = digit * literal.unit.scale
    return check
  }

  /// What one more of the printed digit is worth, in the unit of the number.
  private func lastDigit(_ expectation: Test.Expectation) -> Double? {
    var written = expectation.right
    if case .negative(let inner) = written.form { written = inner }
    guard case .number(let number) = written.form, expectation.comparison == .equal, expectation.tolerance == nil else {
      error(
        "Q846", "`rounded` compares with the digits of a written number", expectation.right.span,
        "write `expect x = 12.13 rounded`")
      return nil
    }
    return number.lastDigit
  }
}
