extension BuiltinFunction {
  /// What each of `periods` equal payments, each at a period's end, must be to bring `present` down to `future` at a
  /// `rate` per period; both are owed. Excel's PMT with its sign turned. It stands behind `payment` of the language.
  package static let levelPayment = BuiltinFunction(
    "payment", "The equal payment at each period's end that pays a loan off.", group: .money,
    parameters: [
      .init("rate", .plain), .init("periods", .plain), .init("present", .same), .init("future", .same, optional: true),
    ], result: .same, requirements: [.init(0, .aboveMinusOne), .init(1, .positive)],
    // Microsoft, "PMT function": PMT(8%/12,10,10000) is -1,037.03.
    example: .init([0.08 / 12, 10, 10_000], gives: 1_037.032089359152),
    kernel: { arguments in
      let (rate, periods, present) = (arguments[0], arguments[1], arguments[2])
      let future = arguments.count > 3 ? arguments[3] : 0
      guard rate > -1, periods > 0 else { return .nan }
      guard rate != 0 else { return (present - future) / periods }
      let growth = exponentialLessOne(periods * naturalLogarithmOfOnePlus(rate))
      return (present + (present - future) / growth) * rate
    },
    excel: { $0.count > 3 ? "-PMT(\($0[0]),\($0[1]),\($0[2]),-\($0[3]))" : "-PMT(\($0[0]),\($0[1]),\($0[2]))" })
}
