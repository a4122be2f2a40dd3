extension BuiltinFunction {
  /// `sqrt(x)`: the square root, of a quantity with its unit; undefined below zero.
  static let sqrt = BuiltinFunction(
    "sqrt", "The square root; undefined below zero.", group: .powers,
    notes: "Of a quantity with its unit: the root of 9 GPU^2 is 3 GPUs.", parameters: [.init("x", .same)],
    result: .squareRoot, requirements: [.init(0, .notNegative)],
    example: .init([9], gives: 3), kernel: { $0[0] >= 0 ? $0[0].squareRoot() : .nan }, excel: { "SQRT(\($0[0]))" })
}
