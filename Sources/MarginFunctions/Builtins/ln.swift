extension BuiltinFunction {
  /// `ln(x)`: the natural logarithm; undefined at zero and below.
  static let ln = BuiltinFunction(
    "ln", "The natural logarithm; undefined at zero and below.", group: .powers, parameters: [.init("x", .plain)],
    result: .plain, requirements: [.init(0, .positive)],
    example: .init([2.718281828459045], gives: 1),
    kernel: { $0[0] > 0 ? naturalLogarithm($0[0]) : .nan }, excel: { "LN(\($0[0]))" })
}
