extension BuiltinFunction {
  /// `ceil(x)` of a count or number, `ceil(x, step)` of any quantity: the next whole number of steps upward.
  static let ceil = BuiltinFunction(
    "ceil", "The next whole number, or whole number of steps, upward; GPUs come whole.",
    group: .rounding,
    notes: """
      A quantity that is no count needs its step: `ceil(90 minutes, 1 hour)` is 2 hours. The noise of binary fractions is
      rounded away first, at the twelfth decimal, so that `ceil(0.1 * 3 * 10)` is 3.
      """,
    parameters: [.init("x", .same), .init("step", .same, optional: true)], result: .same, needsStep: true,
    requirements: [.init(1, .notZero)],
    example: .init([7.78], gives: 8),
    kernel: { arguments in
      guard arguments.count > 1 else { return withoutNoise(arguments[0]).rounded(.up) }
      return withoutNoise(arguments[0] / arguments[1]).rounded(.up) * arguments[1]
    },
    excel: { arguments in
      guard arguments.count > 1 else { return "-INT(-ROUND(\(arguments[0]),12))" }
      return "-INT(-ROUND(\(arguments[0])/\(arguments[1]),12))*\(arguments[1])"
    })
}
