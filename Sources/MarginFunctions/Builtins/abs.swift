extension BuiltinFunction {
  /// `abs(x)`: the distance from zero.
  package static let abs = BuiltinFunction(
    "abs", "The distance of a value from zero.", parameters: [.init("x", .same)], result: .same,
    example: .init([-3.5], gives: 3.5), kernel: { $0[0].magnitude }, excel: { "ABS(\($0[0]))" })
}
