import MarginEngine
import MarginModel
import MarginReports

/// What one `test` block of a model came to.
public struct TestResult: Sendable {
  /// What the test is called.
  public let label: String
  /// `models/email.margin:31:1`
  public let place: String
  /// Whether every expectation holds.
  public let hasPassed: Bool
  /// For each expectation that does not hold a line that says what was got and what was expected, and below it the
  /// values of its parts.
  public let findings: [String]

  init(_ outcome: TestOutcome, _ model: Model) {
    let test = model.tests[outcome.test]
    label = test.label
    place = model.sources.place(test.span)
    hasPassed = outcome.passed
    let failed = zip(test.expectations, outcome.expectations).filter { !$0.1.passed }
    findings = failed.enumerated().map { index, pair in
      let reason = pair.1.explanation.flatMap {
        ConditionReason($0, changes: outcome.changes, caseIndex: test.caseIndex, model)
      }
      // What the case changes is told once, below the last.
      let changes = index == failed.count - 1 ? reason?.changes ?? [] : []
      let lines = [Self.line(pair.0, pair.1, model)] + ((reason?.lines ?? []) + changes).map { "  " + $0 }
      return lines.joined(separator: "\n")
    }
  }

  private static func line(_ check: Model.Check, _ expectation: TestOutcome.Expectation, _ model: Model) -> String {
    let unit = model.definitions[check.left.definition].unit
    let text =
      model.sources.place(check.span) + ": expected "
      + words(model.sources.text(check.span)) + (expectation.place.isEmpty ? "" : ", at " + expectation.place)
    if let reason = expectation.undefined {
      return text + ", but it is undefined: " + reason.cause + (reason.place.isEmpty ? "" : ", " + reason.place)
    }
    guard check.right != nil else { return text + ", but it is not so" }
    if let axis = check.members { return text + ", but got " + (model.memberName(axis, at: expectation.left) ?? "n/a") }
    let name = NumberText.unit(unit)
    return text + ", but got " + exactText(expectation.left / unit.scale) + (name.isEmpty ? "" : " " + name)
      + (unit.style == .percent ? " (a share)" : "")
  }

  /// A part of the text on one line, without the word `expect` that it may begin with.
  private static func words(_ text: String) -> String {
    let words = text.split { $0.isWhitespace }
    return words.drop { $0 == "expect" }.joined(separator: " ")
  }
}
