extension BuiltinFunction {
  /// `exp(x)`: the exponential of a plain number.
  package static let exp = BuiltinFunction(
    "exp", "The exponential of a plain number.", group: .powers, parameters: [.init("x", .plain)], result: .plain,
    example: .init([1], gives: 2.718281828459045),
    kernel: { exponential($0[0]) }, excel: { "EXP(\($0[0]))" })
}
