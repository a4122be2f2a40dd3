import MarginFunctions

/// The functions of money and of probability as spreadsheets have them.
enum SheetFinance {
  /// NPV and IRR, which read a row of numbers.
  static func call(_ name: String, _ arguments: [SheetBlock]) -> SheetValue {
    let rate = arguments[name == "NPV" ? 0 : min(1, arguments.count - 1)].first
    if rate.isError { return rate }
    guard let number = rate.asNumber else { return .error("#VALUE!") }
    switch SheetFunctions.numbers(name == "NPV" ? Array(arguments.dropFirst()) : [arguments[0]]) {
    case .failure(let fault): return .error(fault.text)
    case .success(let flows):
      if name == "NPV" { return SheetFunctions.finite(SeriesFunction.netPresentValue.kernel(flows, [number])) }
      let only = InternalRates(flows).only
      if only.isFinite { return .number(only) }
      // A spreadsheet walks from its guess to the nearest rate.
      let nearest = InternalRates(flows).all.min { ($0 - number).magnitude < ($1 - number).magnitude }
      return nearest.map { .number($0) } ?? .error("#NUM!")
    }
  }

  /// PMT and distributions, of one number each.
  static func scalar(_ name: String, _ arguments: [SheetBlock]) -> SheetValue {
    if let fault = arguments.map(\.first).first(where: \.isError) { return fault }
    let numbers = arguments.compactMap(\.first.asNumber)
    guard numbers.count == arguments.count, numbers.count >= 3 else { return .error("#VALUE!") }
    switch name {
    case "PMT":
      let future = numbers.count > 3 ? -numbers[3] : 0
      return SheetFunctions.finite(-BuiltinFunction.levelPayment.kernel([numbers[0], numbers[1], numbers[2], future]))
    case "NORM.DIST":
      guard numbers.count == 4, numbers[3] != 0 else { return .error("#VALUE!") }
      return SheetFunctions.finite(builtinFunction("normal_cdf")?.kernel(Array(numbers.prefix(3))) ?? .nan)
    default:
      let function = numbers[2] == 0 ? BuiltinFunction.poissonMass : .poissonCumulative
      return SheetFunctions.finite(function.kernel(Array(numbers.prefix(2))))
    }
  }
}
