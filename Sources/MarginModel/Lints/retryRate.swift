import MarginSource

extension Lint {
  /// More than every second attempt failing is an outage or a slip of scale, not an assumption to plan on.
  static let retryRate = Lint { linted in
    linted.assumptions.compactMap { definition, numbers in
      let name = LintedModel.lastName(definition)
      guard name.contains("retr"), name.contains("rate"), definition.dimension?.isPlain == true,
        let high = numbers.first(where: { $0 * definition.unit.scale > 0.5 })
      else { return nil }
      return .lint(
        "W914", "a retry rate above 50 %", definition.span, "more than every second attempt fails",
        notes: [("bands", "healthy below 5 %, critical above 15 %")],
        fix: "is \(short(high * definition.unit.scale)) % meant, or attempts per request?")
    }
  }
}
