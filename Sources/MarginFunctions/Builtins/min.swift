extension BuiltinFunction {
  /// `min(a, b, …)`: the smallest; undefined where one of them is.
  package static let min = BuiltinFunction(
    "min", "The smallest of its arguments.", parameters: [.init("a", .same), .init("b", .same)], variadic: true,
    result: .same, example: .init([3, 7, 5], gives: 3),
    kernel: { values in
      var result = values[0]
      for value in values.dropFirst() { result = value < result || value.isNaN ? value : result }
      return result
    },
    excel: { "MIN(\($0.joined(separator: ",")))" })
}
