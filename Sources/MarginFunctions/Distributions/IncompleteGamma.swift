/// The regularised incomplete gamma function of one shape, which is above 0, and its inverse.
struct IncompleteGamma: Sendable, Equatable {
  let shape: Double
  private let stirlingError: Double

  /// Above it the sums get long, and the expansion around the normal distribution is exact to the last digits.
  private static let largest = 1e8

  init(shape: Double) {
    self.shape = shape
    stirlingError = Poisson.stirlingError(shape)
  }

  /// x^shape · e^-x / Γ(shape + 1), by Loader's saddle-point form, which neither overflows nor loses digits.
  private func mass(_ x: Double) -> Double {
    exponential(-stirlingError - Poisson.deviance(shape, x)) / (2 * Double.pi * shape).squareRoot()
  }

  /// The probabilities of at most and of more than x; neither is the rounded rest of the other where it is small.
  func tails(_ x: Double) -> (lower: Double, upper: Double) {
    guard x > 0 else { return x.isNaN ? (.nan, .nan) : (0, 1) }
    guard x.isFinite else { return (1, 0) }
    if shape > Self.largest {
      let score = nearlyNormal.score(x)
      return (normalProbability(score), normalProbability(-score))
    }
    if x < shape + 1 {
      let lower = mass(x) * series(x)
      return (lower, 1 - lower)
    }
    let upper = mass(x) * shape * fraction(x)
    return (1 - upper, upper)
  }

  func density(_ x: Double) -> Double { mass(x) * shape / x }

  /// 1 + x/(shape + 1) + x²/((shape + 1)(shape + 2)) + …
  private func series(_ x: Double) -> Double {
    var (sum, term, place) = (1.0, 1.0, shape)
    for _ in 0..<1_000_000 {
      place += 1
      term *= x / place
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  /// Γ(shape, x) / (x^shape · e^-x) as a continued fraction, by the method of Lentz.
  private func fraction(_ x: Double) -> Double {
    var base = x + 1 - shape
    var upper = 1 / Double.leastNormalMagnitude
    var lower = 1 / base
    var value = lower
    for number in 1..<1_000_000 {
      let factor = -Double(number) * (Double(number) - shape)
      base += 2
      lower = 1 / nonZero(factor * lower + base)
      upper = nonZero(base + factor / upper)
      let change = upper * lower
      value *= change
      if (change - 1).magnitude < 3e-16 { break }
    }
    return value
  }

  /// The x with a probability of at most x of `p`, which is between 0 and 1.
  func inverse(_ p: Double) -> Double { inverse(lower: p, upper: 1 - p) }

  /// The same by both tails, of which the smaller one counts.
  func inverse(lower: Double, upper: Double) -> Double {
    guard lower > 0, upper > 0 else { return lower == 0 ? 0 : upper == 0 ? .infinity : .nan }
    let score = lower <= 0.5 ? normalQuantile(lower) : -normalQuantile(upper)
    if shape > Self.largest { return max(0, nearlyNormal.value(score)) }
    // Of Wilson and Hilferty in the middle; near 0 all but the first term of the series vanish.
    let cubeRoot = 1 - 1 / (9 * shape) + score / (3 * shape.squareRoot())
    let start = max(exponential((naturalLogarithm(lower) + logarithm) / shape), shape * cubeRoot * cubeRoot * cubeRoot)
    return logarithmicRoot(from: start, low: .leastNormalMagnitude, high: .greatestFiniteMagnitude) { x in
      let found = tails(x)
      let pull = x * density(x)
      return lower <= 0.5
        ? (naturalLogarithm(found.lower / lower), pull / found.lower)
        : (-naturalLogarithm(found.upper / upper), pull / found.upper)
    }
  }

  /// ln Γ(shape + 1)
  private var logarithm: Double {
    stirlingError + (shape + 0.5) * naturalLogarithm(shape) - shape + 0.5 * naturalLogarithm(2 * Double.pi)
  }

  private var nearlyNormal: NearlyNormal {
    NearlyNormal(mean: shape, deviation: shape.squareRoot(), skewness: 2 / shape.squareRoot(), excess: 6 / shape)
  }
}

/// What a continued fraction divides by.
@inline(__always)
func nonZero(_ x: Double) -> Double { x == 0 ? .leastNormalMagnitude : x }
