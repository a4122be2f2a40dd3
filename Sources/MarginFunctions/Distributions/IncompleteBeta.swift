/// The regularised incomplete beta function of two parameters, which are above 0, and its inverse. A place between 0 and
/// 1 is given with its distance from 1, so that neither end loses digits.
struct IncompleteBeta: Sendable, Equatable {
  let a: Double
  let b: Double
  /// stirlingError of a + b less those of a and b.
  private let stirlingError: Double

  /// Where both are above it the fractions get long, and the expansion around the normal distribution is exact.
  private static let largest = 1e8

  init(a: Double, b: Double) {
    self.a = a
    self.b = b
    stirlingError = Poisson.stirlingError(a + b) - Poisson.stirlingError(a) - Poisson.stirlingError(b)
  }

  /// x^a · y^b · Γ(a + b + 1) / (Γ(a + 1) · Γ(b + 1)), by Loader's saddle-point form.
  private func mass(_ x: Double, _ y: Double) -> Double {
    let (sum, difference) = (a + b, distance(x, y))
    let deviances =
      Poisson.deviance(a, sum * x, difference: difference) + Poisson.deviance(b, sum * y, difference: -difference)
    return exponential(stirlingError - deviances) * (sum / a / (2 * Double.pi * b)).squareRoot()
  }

  /// a - (a + b) · x, which is (a + b) · y - b: by the end that is nearer, since the other is rounded.
  private func distance(_ x: Double, _ y: Double) -> Double { x < y ? a - (a + b) * x : (a + b) * y - b }

  /// The probabilities of at most and of more than x; `y` is 1 - x.
  func tails(_ x: Double, _ y: Double) -> (lower: Double, upper: Double) {
    guard x > 0 else { return x.isNaN ? (.nan, .nan) : (0, 1) }
    guard y > 0 else { return (1, 0) }
    let (sum, difference) = (a + b, distance(x, y))
    if min(a, b) > Self.largest {
      let score = nearlyNormal.score(x)
      return (normalProbability(score), normalProbability(-score))
    }
    let front = mass(x, y) * a / sum * b
    if x < (a + 1) / (sum + 2) {
      let lower = front / Self.fraction(a, b, x, difference)
      return (lower, 1 - lower)
    }
    let upper = front / Self.fraction(b, a, y, -difference)
    return (1 - upper, upper)
  }

  func density(_ x: Double, _ y: Double) -> Double { mass(x, y) * a / x * b / y / (a + b) }

  /// x^a · y^b / B(a, b) per lower probability, as the continued fraction of A. R. DiDonato and A. H. Morris (1992),
  /// "Algorithm 708", by the method of Lentz; `difference` is a - (a + b) · x. It does not cancel where one parameter is
  /// very large and the other small.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ difference: Double) -> Double {
    var value = a / (a + 1) * (difference + 1)
    var (upper, lower) = (value, 0.0)
    for number in 1..<1_000_000 {
      let m = Double(number)
      let before = a + 2 * m - 1
      let above = (a + m - 1) / before * ((a + b + m - 1) / before) * x * m * (b - m) * x
      let term = m + m * (b - m) * x / before + (a + m) / (before + 2) * (difference + 1 + m * (2 - x))
      lower = 1 / nonZero(term + above * lower)
      upper = nonZero(term + above / upper)
      let change = upper * lower
      value *= change
      if (change - 1).magnitude < 3e-16 { break }
    }
    return value
  }

  /// The place with a probability of at most x of `p`, which is between 0 and 1.
  func inverse(_ p: Double) -> (x: Double, y: Double) { inverse(lower: p, upper: 1 - p) }

  /// The same by both tails, of which the smaller one counts.
  func inverse(lower: Double, upper: Double) -> (x: Double, y: Double) {
    guard lower > 0, upper > 0 else { return lower == 0 ? (0, 1) : upper == 0 ? (1, 0) : (.nan, .nan) }
    if min(a, b) > Self.largest {
      let x = nearlyNormal.value(lower <= 0.5 ? normalQuantile(lower) : -normalQuantile(upper))
      return (x, 1 - x)
    }
    // The end that is nearer is solved for.
    if lower <= tails(0.5, 0.5).lower {
      let x = place(lower, upper)
      return (x, 1 - x)
    }
    let y = IncompleteBeta(a: b, b: a).place(upper, lower)
    return (1 - y, y)
  }

  /// The x of at most one half with these probabilities on its sides.
  private func place(_ lower: Double, _ upper: Double) -> Double {
    let mean = a / (a + b)
    let score = lower <= 0.5 ? normalQuantile(lower) : -normalQuantile(upper)
    let start = max(
      exponential((naturalLogarithm(lower) + logarithm) / a),
      mean + score * (mean * (1 - mean) / (a + b + 1)).squareRoot())
    return logarithmicRoot(from: min(start, 0.5), low: .leastNormalMagnitude, high: 0.75) { x in
      let found = tails(x, 1 - x)
      let pull = x * density(x, 1 - x)
      return lower <= 0.5
        ? (naturalLogarithm(found.lower / lower), pull / found.lower)
        : (-naturalLogarithm(found.upper / upper), pull / found.upper)
    }
  }

  /// ln(a · B(a, b))
  private var logarithm: Double {
    let sum = a + b
    return naturalLogarithm(sum / b) - stirlingError
      + (a + 0.5) * naturalLogarithm(a) + (b + 0.5) * naturalLogarithm(b) - (sum + 0.5) * naturalLogarithm(sum)
      + 0.5 * naturalLogarithm(2 * Double.pi)
  }

  private var nearlyNormal: NearlyNormal {
    let sum = a + b
    let deviation = (a / sum * (b / sum) / (sum + 1)).squareRoot()
    let skewness = 2 * (b - a) * ((sum + 1) / a / b).squareRoot() / (sum + 2)
    let excess = 6 * ((a - b) / a * ((a - b) / b) * (sum + 1) - (sum + 2)) / ((sum + 2) * (sum + 3))
    return NearlyNormal(mean: a / sum, deviation: deviation, skewness: skewness, excess: excess)
  }
}
