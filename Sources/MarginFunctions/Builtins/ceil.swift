extension BuiltinFunction {
  /// `ceil(x)` of a count or number, `ceil(x, step)` of any quantity: the next whole number of steps upward.
  static let ceil = BuiltinFunction(
    "ceil", "The next whole number, or whole number of steps, upward; GPUs come whole.",
    parameters: [.init("x", .same), .init("step", .same, optional: true)], result: .same, needsStep: true,
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
