extension BuiltinFunction {
  /// `normal_cdf(x)` of a plain number, `normal_cdf(x, mean, sd)` of any quantity: the probability of at most `x`.
  static let normalCDF = BuiltinFunction(
    "normal_cdf", "The probability that a normally distributed value is at most `x`.", group: .probability,
    notes: """
      Without `mean` and `sd`, of the standard normal distribution and a plain number. `sd` is the standard deviation;
      at 0 and below there is no value. By the complementary error function, exact to the last digits also far out:
      `normal_cdf(-10)` is 7.6e-24.
      """,
    parameters: [.init("x", .same), .init("mean", .same, optional: true), .init("sd", .same, optional: true)],
    result: .plain, takesAllOrLeast: true, requirements: [.init(2, .positive)],
    example: .init([1.96], gives: 0.9750021048517795),
    kernel: { arguments in
      guard arguments.count > 2 else { return normalProbability(arguments[0]) }
      guard arguments[2] > 0 else { return .nan }
      return normalProbability((arguments[0] - arguments[1]) / arguments[2])
    },
    excel: {
      $0.count > 2 ? "NORM.DIST(\($0[0]),\($0[1]),\($0[2]),TRUE)" : "NORM.DIST(\($0[0]),0,1,TRUE)"
    })
}
