extension BuiltinFunction {
  /// `round(x)` of a count or number, `round(x, step)` of any quantity: half away from zero, as Excel's ROUND.
  static let round = BuiltinFunction(
    "round", "The nearest whole number, or whole number of steps; halves go away from zero.",
    group: .rounding,
    notes: """
      A quantity that is no count needs its step: `round(90 minutes, 1 hour)` is 2 hours. The noise of binary fractions is
      rounded away first, at the twelfth decimal, so that `round($4.35, $0.10)` is $4.40.
      """,
    parameters: [.init("x", .same), .init("step", .same, optional: true)], result: .same, needsStep: true,
    requirements: [.init(1, .notZero)],
    example: .init([2.5], gives: 3),
    kernel: { arguments in
      guard arguments.count > 1 else { return withoutNoise(arguments[0]).rounded(.toNearestOrAwayFromZero) }
      return withoutNoise(arguments[0] / arguments[1]).rounded(.toNearestOrAwayFromZero) * arguments[1]
    },
    excel: { arguments in
      guard arguments.count > 1 else { return "ROUND(ROUND(\(arguments[0]),12),0)" }
      return "ROUND(ROUND(\(arguments[0])/\(arguments[1]),12),0)*\(arguments[1])"
    })
}
