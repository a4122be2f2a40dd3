extension BuiltinFunction {
  /// `clamp(x, low, high)`: the value, held between two bounds.
  static let clamp = BuiltinFunction(
    "clamp", "The value, held between two bounds.",
    notes: "Where the bounds cross, the lower one holds.",
    parameters: [.init("x", .same), .init("low", .same), .init("high", .same)], result: .same,
    example: .init([1.2, 0, 1], gives: 1),
    kernel: { Swift.max($0[1], Swift.min($0[0], $0[2])) + 0 * ($0[0] + $0[1] + $0[2]) },
    excel: { "MAX(\($0[1]),MIN(\($0[0]),\($0[2])))" })
}
