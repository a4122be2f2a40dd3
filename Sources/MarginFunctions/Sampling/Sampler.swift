import CMarginKernels

/// A distribution made ready for many draws: turns blocks of uniform numbers between 0 and 1, or of normal scores where
/// inputs are correlated, into draws by the inverse of its cumulative distribution, without allocating.
package struct Sampler: Sendable {
  package let distribution: Distribution
  private let method: Method

  private enum Method {
    case certain(Double)
    case normal(mean: Double, deviation: Double)
    case lognormal(mean: Double, deviation: Double)
    case uniform(UniformDistribution)
    case triangular(TriangularDistribution)
    case table(QuantileTable)
    case slow(SlowQuantile)
    case steps(StepTable)
    case manyCounts(NearlyNormal)
    case line([Double])
  }

  /// Costs up to some milliseconds for beta, gamma, PERT and Poisson, of which a table is made.
  package init(_ distribution: Distribution) {
    self.distribution = distribution
    switch distribution {
    case .certain(let value): method = .certain(value)
    case .normal(let normal): method = .normal(mean: normal.mean, deviation: normal.deviation)
    case .lognormal(let lognormal):
      method = .lognormal(mean: lognormal.logarithmMean, deviation: lognormal.logarithmDeviation)
    case .uniform(let uniform): method = .uniform(uniform)
    case .triangular(let triangular): method = .triangular(triangular)
    case .beta(let beta): method = Self.tabled(.beta(beta.function, low: 0, width: 1))
    case .gamma(let gamma): method = Self.tabled(.gamma(gamma.function, scale: gamma.scale))
    case .pert(let pert): method = Self.tabled(.beta(pert.function, low: pert.low, width: pert.high - pert.low))
    case .poisson(let poisson):
      method = poisson.mean <= 1e6 ? .steps(StepTable(poisson: poisson.mean)) : .manyCounts(poisson.nearlyNormal)
    case .discrete(let discrete): method = .steps(StepTable(values: discrete.values, levels: discrete.levels))
    case .empirical(let empirical): method = .line(empirical.values)
    }
  }

  private static func tabled(_ function: SlowQuantile) -> Method {
    QuantileTable(function).map { .table($0) } ?? .slow(function)
  }

  /// How far a draw may be from the exact quantile, as a share of the range from p1 to p99; 0 where the quantile itself is
  /// taken.
  package var errorBound: Double {
    if case .table = method { 10 * QuantileTable.aim } else { 0 }
  }

  /// Draws from uniform numbers; `out` has as many places, and may be the same memory.
  package func fill(_ out: UnsafeMutableBufferPointer<Double>, fromUniforms uniforms: UnsafeBufferPointer<Double>) {
    let count = min(out.count, uniforms.count)
    guard let out = out.baseAddress, let source = uniforms.baseAddress else { return }
    switch method {
    case .certain(let value): for index in 0..<count { out[index] = value }
    case .normal, .lognormal, .table:
      margin_normal_scores(out, source, count)
      fill(out, fromNormals: out, count: count)
    case .uniform(let uniform): margin_uniform_draws(out, source, count, uniform.low, uniform.high)
    case .triangular(let triangular):
      margin_triangular_draws(out, source, count, triangular.low, triangular.mode, triangular.high)
    case .slow(let function):
      for index in 0..<count { out[index] = function.value(normalQuantile(source[index])) }
    case .steps(let steps): steps.fill(out, fromUniforms: source, count: count)
    case .manyCounts(let normal):
      for index in 0..<count { out[index] = Self.count(normal, normalQuantile(source[index])) }
    case .line(let values): for index in 0..<count { out[index] = Self.onLine(values, source[index]) }
    }
  }

  /// Draws from normal scores; `out` has as many places, and may be the same memory.
  package func fill(_ out: UnsafeMutableBufferPointer<Double>, fromNormals scores: UnsafeBufferPointer<Double>) {
    let count = min(out.count, scores.count)
    guard let out = out.baseAddress, let source = scores.baseAddress else { return }
    fill(out, fromNormals: source, count: count)
  }

  private func fill(_ out: UnsafeMutablePointer<Double>, fromNormals source: UnsafePointer<Double>, count: Int) {
    switch method {
    case .certain(let value): for index in 0..<count { out[index] = value }
    case .normal(let mean, let deviation):
      for index in 0..<count { out[index] = mean + deviation * source[index] }
    case .lognormal(let mean, let deviation):
      for index in 0..<count { out[index] = exponential(mean + deviation * source[index]) }
    case .uniform(let uniform):
      for index in 0..<count { out[index] = uniform.quantile(normalProbability(source[index])) }
    case .triangular(let triangular):
      for index in 0..<count { out[index] = triangular.quantile(normalProbability(source[index])) }
    case .table(let table): table.fill(out, fromNormals: source, count: count)
    case .slow(let function): for index in 0..<count { out[index] = function.value(source[index]) }
    case .steps(let steps): steps.fill(out, fromNormals: source, count: count)
    case .manyCounts(let normal): for index in 0..<count { out[index] = Self.count(normal, source[index]) }
    case .line(let values):
      for index in 0..<count { out[index] = Self.onLine(values, normalProbability(source[index])) }
    }
  }

  /// Of counts beyond a million, by the expansion around the normal distribution: right to one of them.
  private static func count(_ normal: NearlyNormal, _ score: Double) -> Double {
    max(0, (normal.value(score) - 0.5).rounded(.up))
  }

  @inline(__always)
  private static func onLine(_ values: [Double], _ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let (place, rest) = wholeAndRest(Double(values.count - 1) * p)
    let below = min(place, values.count - 2)
    return values[below] + rest * (values[below + 1] - values[below])
  }
}
