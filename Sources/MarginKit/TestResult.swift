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
  /// One line for each expectation that does not hold: what was got, and what was expected.
  public let findings: [String]

  init(_ outcome: TestOutcome, _ model: Model) {
    let test = model.tests[outcome.test]
    label = test.label
    place = model.sources.place(test.span)
    hasPassed = outcome.passed
    findings = zip(test.expectations, outcome.expectations).filter { !$0.1.passed }.map { check, expectation in
      Self.line(check, expectation, model)
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
