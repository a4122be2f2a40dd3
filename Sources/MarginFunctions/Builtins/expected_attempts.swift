import MarginUnits

extension BuiltinFunction {
  /// `expected_attempts(rate, max)`: attempts per request when each attempt fails with probability `rate` and at most
  /// `max` retries follow, (1 - rate^(max + 1)) / (1 - rate); `max + 1` at rate 1. Three layers of 3 retries on a dead
  /// service multiply to 4 · 4 · 4 = 64 (Google SRE book, cascading failures).
  static let expectedAttempts = BuiltinFunction(
    "expected_attempts", "Attempts per request with at most `max` retries, each attempt failing at `rate`.",
    group: .probability,
    notes: """
      (1 - rate^(max + 1)) / (1 - rate), the mean of a truncated geometric distribution, and max + 1 at rate 1. Three
      layers of 3 retries on a dead service multiply to 4 · 4 · 4 = 64 attempts (Google SRE book, "Addressing Cascading
      Failures"). Multiply by `1 attempt/request` for a quantity.
      """,
    parameters: [.init("rate", .plain), .init("max", .plain)], result: .plain, example: .init([0.5, 2], gives: 1.75),
    kernel: { $0[0] == 1 ? $0[1] + 1 : (1 - raised($0[0], to: $0[1] + 1)) / (1 - $0[0]) },
    excel: { "IF(\($0[0])=1,\($0[1])+1,(1-\($0[0])^(\($0[1])+1))/(1-\($0[0])))" })
}
