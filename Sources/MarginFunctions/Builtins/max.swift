extension BuiltinFunction {
  /// `max(a, b, …)`: the largest; undefined where one of them is.
  package static let max = BuiltinFunction(
    "max", "The largest of its arguments.", parameters: [.init("a", .same), .init("b", .same)], variadic: true,
    result: .same, example: .init([3, 7, 5], gives: 7),
    kernel: { values in
      var result = values[0]
      for value in values.dropFirst() { result = value > result || value.isNaN ? value : result }
      return result
    },
    excel: { "MAX(\($0.joined(separator: ",")))" })
}
