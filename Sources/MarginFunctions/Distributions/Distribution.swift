/// The distribution of an uncertain number: a family with its parameters. Made by the functions that are named after the
/// families, which give nil for parameters that no distribution has.
package enum Distribution: Sendable, Equatable {
  /// A number that is certain: what every family becomes without spread.
  case certain(Double)
  case normal(NormalDistribution)
  case lognormal(LognormalDistribution)
  case beta(BetaDistribution)
  case gamma(GammaDistribution)
  case uniform(UniformDistribution)
  case triangular(TriangularDistribution)
  case pert(PERTDistribution)
  case poisson(PoissonDistribution)
  case discrete(DiscreteDistribution)
  case empirical(EmpiricalDistribution)

  private var family: any DistributionFamily {
    switch self {
    case .certain(let value): CertainValue(value: value)
    case .normal(let family): family
    case .lognormal(let family): family
    case .beta(let family): family
    case .gamma(let family): family
    case .uniform(let family): family
    case .triangular(let family): family
    case .pert(let family): family
    case .poisson(let family): family
    case .discrete(let family): family
    case .empirical(let family): family
    }
  }

  /// The least value with a probability of at most it of `p`: the ends of the range at 0 and 1, NaN outside.
  package func quantile(_ p: Double) -> Double { family.quantile(p) }

  /// The probability of at most `x`.
  package func cumulative(_ x: Double) -> Double { x.isNaN ? .nan : family.cumulative(x) }

  package var mean: Double { family.mean }

  /// The standard deviation.
  package var deviation: Double { family.deviation }

  /// What `~ LOW to HIGH` says: nine draws of ten between the two, of a beta distribution for a share, of a lognormal
  /// for an amount above 0, of a normal one else. Nil where no such distribution has these quantiles.
  package static func central(_ low: Double, _ high: Double, isShare: Bool) -> Distribution? {
    let (first, second) = (KnownQuantile(0.05, low), KnownQuantile(0.95, high))
    if isShare { return beta(first, second) }
    return low > 0 ? lognormal(first, second) : normal(first, second)
  }
}

/// A number without spread.
private struct CertainValue: DistributionFamily {
  let value: Double

  func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value : .nan }
  func cumulative(_ x: Double) -> Double { x >= value ? 1 : 0 }
  var mean: Double { value }
  var deviation: Double { 0 }
}
