extension BuiltinFunction {
  /// A rate as a share of its own time, at which something can be discounted. No function of the language; a row of some.
  package static let discountRate = BuiltinFunction(
    "a discount", "A rate above -100 %.", group: .money, parameters: [.init("rate", .plain)], result: .plain,
    requirements: [.init(0, .aboveMinusOne)], example: .init([0.1], gives: 0.1),
    kernel: { $0[0] > -1 ? $0[0] : .nan }, excel: { $0[0] })
}
