import MarginUnits

extension SeriesFunction {
  /// The rate per period at which a row of flows is worth nothing: Excel's IRR. Its argument says whether the signs of
  /// the row leave room for one rate only (1) or not (0); where they do not, there is no value.
  package static let internalRate = SeriesFunction(
    name: "irr", requirement: .init(0, .isOne), keepsUnit: false, needsGuess: true,
    kernel: { flows, arguments in
      arguments.first == 1 ? InternalRates(flows).only : .nan
    },
    cause: { flows, _ in
      let rates = InternalRates(flows).all
      let list = rates.prefix(6).map(percentText).joined(separator: ", ") + (rates.count > 6 ? ", …" : "")
      switch rates.count {
      case 0: return "no rate per period makes this flow worth nothing"
      case 1: return "the flow changes its sign more than once; \(list) per period may not be its only rate"
      default: return "\(rates.count) rates per period make this flow worth nothing: \(list)"
      }
    },
    excel: { "IRR(\($0),\($1.last ?? "0"))" })
}

/// A rate in percent with six digits: `1.23457 %`.
private func percentText(_ rate: Double) -> String {
  let percent = rate * 100
  guard percent != 0, percent.isFinite else { return "0 %" }
  let digits = decimalLogarithm(percent.magnitude).rounded(.down)
  let scale = raised(10, to: 5 - digits)
  let rounded = (percent * scale).rounded() / scale
  let text = "\(rounded)"
  return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
}
