import MarginSource
import MarginUnits

extension Lint {
  /// Retries that are measured and not paid for: the model has a rate of them, and what its requests cost does not
  /// depend on it. Where attempts are counted, every retry is among them.
  static let invisibleRetries = Lint { linted in
    guard linted.paysForRequests, !linted.countsAttempts else { return [] }
    return linted.assumptions.compactMap { rate, _ in
      guard LintedModel.lastName(rate).contains("retr"), rate.dimension?.isPlain == true,
        linted.costs(of: rate.id).isEmpty, !linted.readers[rate.id].isEmpty
      else { return nil }
      return .lint(
        "W917", "no cost depends on `\(rate.path)`", rate.span, "each retry is paid for like any other call",
        fix: "price attempts: `requests * expected_attempts(\(rate.path), 3)`, or count attempts instead of requests")
    }
  }
}

extension LintedModel {
  /// Whether some bill is made of an assumption that is a number of requests.
  fileprivate var paysForRequests: Bool {
    assumptions.contains { definition, _ in
      definition.dimension?.isCount(of: "request") == true
        && costs(of: definition.id).contains { model.definitions[$0].dimension?.isBill == true }
    }
  }

  fileprivate var countsAttempts: Bool {
    assumptions.contains { $0.definition.dimension?.isCount(of: "attempt") == true }
  }
}

extension Dimension {
  /// True of a number of something, and of so many in a time.
  func isCount(of counted: String) -> Bool {
    let others = exponents.filter { $0.key != "second" }
    return others.count == 1 && others[counted] == .one && (timeExponent == .zero || timeExponent == Rational(-1))
  }
}
