/// Rounds half away from zero at the twelfth decimal, which takes away the noise of binary fractions, as the exported
/// `ROUND(x,12)` does; without it `ceil(0.1 * 3 * 10)` would be 4.
func withoutNoise(_ value: Double) -> Double {
  guard value.magnitude < 1e3 else { return value }
  let scaled = value * 1e12
  let rounded = scaled.rounded(.toNearestOrAwayFromZero)
  return rounded / 1e12
}

extension BuiltinFunction {
  /// -1, 0 or 1, what is 0 to twelve decimals being 0. No function of the language; a row of some of them.
  package static let signWithoutNoise = BuiltinFunction(
    "sign", "The sign of a number, 0 where it is 0 to twelve decimals.", group: .rounding,
    parameters: [.init("x", .plain)], result: .plain, example: .init([-2], gives: -1),
    kernel: { arguments in
      let value = withoutNoise(arguments[0])
      return value.isNaN ? .nan : value > 0 ? 1 : value < 0 ? -1 : 0
    },
    excel: { "SIGN(ROUND(\($0[0]),12))" })
}
