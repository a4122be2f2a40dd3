extension SeriesFunction {
  /// The value of a row of flows one period before the first of them, at a rate per period: Excel's NPV.
  package static let netPresentValue = SeriesFunction(
    name: "npv", requirement: .init(0, .aboveMinusOne), keepsUnit: true, needsGuess: false,
    kernel: { flows, arguments in
      guard let rate = arguments.first, rate > -1 else { return .nan }
      let growth = naturalLogarithmOfOnePlus(rate)
      var sum = CompensatedSum()
      for (period, flow) in flows.enumerated() where flow != 0 {
        sum.add(flow * exponential(-growth * Double(period + 1)))
      }
      return sum.value
    },
    cause: { _, arguments in
      (arguments.first ?? 0) > -1 ? "a number too large" : "a rate of -100% or less"
    },
    excel: { "NPV(\($1[0]),\($0))" })
}
