extension BuiltinFunction {
  /// `log10(x)`: the logarithm to base ten; undefined at zero and below.
  static let log10 = BuiltinFunction(
    "log10", "The logarithm to base ten; undefined at zero and below.", group: .powers,
    parameters: [.init("x", .plain)],
    result: .plain, requirements: [.init(0, .positive)], example: .init([1000], gives: 3),
    kernel: { $0[0] > 0 ? decimalLogarithm($0[0]) : .nan }, excel: { "LOG10(\($0[0]))" })
}
