extension BuiltinFunction {
  /// `floor(x)` of a count or number, `floor(x, step)` of any quantity: the next whole number of steps downward.
  package static let floor = BuiltinFunction(
    "floor", "The next whole number, or whole number of steps, downward.",
    group: .rounding,
    notes: """
      A quantity that is no count needs its step: `floor(90 minutes, 1 hour)` is 1 hour. The noise of binary fractions is
      rounded away first, at the twelfth decimal.
      """,
    parameters: [.init("x", .same), .init("step", .same, optional: true)], result: .same, needsStep: true,
    requirements: [.init(1, .notZero)],
    example: .init([7.78], gives: 7),
    kernel: { arguments in
      guard arguments.count > 1 else { return withoutNoise(arguments[0]).rounded(.down) }
      return withoutNoise(arguments[0] / arguments[1]).rounded(.down) * arguments[1]
    },
    excel: { arguments in
      guard arguments.count > 1 else { return "INT(ROUND(\(arguments[0]),12))" }
      return "INT(ROUND(\(arguments[0])/\(arguments[1]),12))*\(arguments[1])"
    })
}
