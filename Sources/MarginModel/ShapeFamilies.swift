import MarginFunctions

/// A family of distributions as the text names it, and what it is stated by.
struct ShapeFamily: Sendable {
  enum Parameter: Sendable {
    /// In the unit of the input.
    case value
    /// In the unit of the input, above 0.
    case spread
    /// A plain number above 0.
    case plain
  }
  let name: String
  /// Names of its parameters, in order; empty for a list of any length.
  let parameters: [(name: String, kind: Parameter)]
  /// Whether its parameters rise and hold the base value between them.
  var isBounded = false
  /// The distribution of two quantiles, for families that these state.
  var fit: (@Sendable (KnownQuantile, KnownQuantile) -> Distribution?)?
  /// The distribution of the parameters.
  let make: @Sendable ([Double]) -> Distribution?

  static let all = [
    ShapeFamily(
      name: "normal", parameters: [("mean", .value), ("deviation", .spread)],
      fit: { Distribution.normal($0, $1) }, make: { Distribution.normal(mean: $0[0], deviation: $0[1]) }),
    ShapeFamily(
      name: "lognormal", parameters: [("mean", .spread), ("deviation", .spread)],
      fit: { Distribution.lognormal($0, $1) }, make: { Distribution.lognormal(mean: $0[0], deviation: $0[1]) }),
    ShapeFamily(
      name: "beta", parameters: [("a", .plain), ("b", .plain)],
      fit: { Distribution.beta($0, $1) }, make: { Distribution.beta(a: $0[0], b: $0[1]) }),
    ShapeFamily(
      name: "gamma", parameters: [("mean", .spread), ("deviation", .spread)],
      fit: { Distribution.gamma($0, $1) }, make: { Distribution.gamma(mean: $0[0], deviation: $0[1]) }),
    ShapeFamily(
      name: "uniform", parameters: [("low", .value), ("high", .value)], isBounded: true,
      fit: { Distribution.uniform($0, $1) }, make: { Distribution.uniform(low: $0[0], high: $0[1]) }),
    ShapeFamily(
      name: "triangular", parameters: [("low", .value), ("most likely", .value), ("high", .value)], isBounded: true,
      make: { Distribution.triangular(low: $0[0], mode: $0[1], high: $0[2]) }),
    ShapeFamily(
      name: "pert", parameters: [("low", .value), ("most likely", .value), ("high", .value)], isBounded: true,
      make: { Distribution.pert(low: $0[0], mode: $0[1], high: $0[2]) }),
    ShapeFamily(
      name: "poisson", parameters: [("mean", .spread)], make: { Distribution.poisson(mean: $0[0]) }),
    ShapeFamily(name: "discrete", parameters: [], make: { Distribution.discrete($0) }),
    ShapeFamily(name: "empirical", parameters: [], make: { Distribution.empirical($0) }),
  ]

  static func named(_ name: String) -> ShapeFamily? { all.first { $0.name == name } }

  /// What the family takes, for a message.
  var usage: String {
    switch name {
    case "discrete": return "discrete(value, value, …) or discrete(value: weight, …)"
    case "empirical": return "empirical(value, value, …) or empirical(csv \"file.csv\" column name)"
    default:
      let list = parameters.map(\.name).joined(separator: ", ")
      return "\(name)(\(list))" + (fit == nil ? "" : " or \(name)(p10 …, p90 …)")
    }
  }
}
