/// A quantile function that is found by iteration, with what a table of it needs.
enum SlowQuantile: Sendable {
  case gamma(IncompleteGamma, scale: Double)
  case beta(IncompleteBeta, low: Double, width: Double)

  /// The value at a normal score.
  func value(_ score: Double) -> Double {
    let (lower, upper) = (normalProbability(score), normalProbability(-score))
    switch self {
    case .gamma(let function, let scale): return scale * function.inverse(lower: lower, upper: upper)
    case .beta(let function, let low, let width):
      let (x, y) = function.inverse(lower: lower, upper: upper)
      return x <= 0.5 ? low + x * width : low + width - y * width
    }
  }

  /// The value at a normal score with its first and second derivative there.
  func curve(_ score: Double) -> (value: Double, slope: Double, bend: Double) {
    let (lower, upper) = (normalProbability(score), normalProbability(-score))
    let normalDensity = exponential(-score * score / 2) / (2 * Double.pi).squareRoot()
    let (value, unit, density, logarithmicSlope): (Double, Double, Double, Double)
    switch self {
    case .gamma(let function, let scale):
      let x = function.inverse(lower: lower, upper: upper)
      (value, unit) = (scale * x, scale)
      (density, logarithmicSlope) = (function.density(x), (function.shape - 1) / x - 1)
    case .beta(let function, let low, let width):
      let (x, y) = function.inverse(lower: lower, upper: upper)
      (value, unit) = (x <= 0.5 ? low + x * width : low + width - y * width, width)
      (density, logarithmicSlope) = (function.density(x, y), (function.a - 1) / x - (function.b - 1) / y)
    }
    let slope = normalDensity / density
    let bend = -slope * (score + logarithmicSlope * slope)
    // Where the value has run into the end of its range the curve is flat.
    guard slope.isFinite, bend.isFinite else { return (value, 0, 0) }
    return (value, unit * slope, unit * bend)
  }
}
