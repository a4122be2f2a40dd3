/// Probabilities of the Poisson distribution, by the saddle-point expansion of Loader (2000), "Fast and Accurate
/// Computation of Binomial Probabilities", which keeps its digits for large means too.
enum Poisson {
  /// More would take too long to add up.
  private static let limit = 1e9

  /// The probability of exactly `count` where `mean` are expected; a fraction of a count is cut off.
  static func mass(_ count: Double, mean: Double) -> Double {
    let count = count.rounded(.down)
    guard count >= 0, mean >= 0, count <= limit, mean <= limit else { return .nan }
    if mean == 0 { return count == 0 ? 1 : 0 }
    if count == 0 { return exponential(-mean) }
    return exponential(-stirlingError(count) - deviance(count, mean)) / (2 * Double.pi * count).squareRoot()
  }

  /// The probability of at most `count`.
  static func cumulative(_ count: Double, mean: Double) -> Double {
    let count = count.rounded(.down)
    let own = mass(count, mean: mean)
    guard own.isFinite else { return .nan }
    if mean == 0 { return 1 }
    var (sum, term, place) = (0.0, 1.0, count)
    guard count > mean else {
      while term > sum * 1e-18, place >= 0 {
        sum += term
        term *= place / mean
        place -= 1
      }
      return own * sum
    }
    while term > (1 + sum) * 1e-18 {
      place += 1
      term *= mean / place
      sum += term
    }
    return 1 - own * sum
  }

  /// ln Γ(count + 1) less Stirling's formula for it; `count` is above 0.
  static func stirlingError(_ count: Double) -> Double {
    guard count > 15 else {
      guard count == count.rounded() else {
        // Each step up is taken back by the formula's own difference.
        let step = (count + 0.5) * naturalLogarithmOfOnePlus(1 / count) - 1
        return step + stirlingError(count + 1)
      }
      var factorial = 1.0
      for number in stride(from: 2.0, through: count, by: 1) { factorial *= number }
      return naturalLogarithm(factorial)
        - ((count + 0.5) * naturalLogarithm(count) - count + 0.5 * naturalLogarithm(2 * Double.pi))
    }
    let square = count * count
    let terms = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156]
    return terms.reversed().reduce(0.0) { $0 / square + $1 } / count
  }

  /// count · ln(count / mean) + mean - count, also where both are nearly equal.
  static func deviance(_ count: Double, _ mean: Double) -> Double { deviance(count, mean, difference: count - mean) }

  /// The same where more is known of count - mean than the two numbers hold.
  static func deviance(_ count: Double, _ mean: Double, difference: Double) -> Double {
    guard difference.magnitude < 0.1 * (count + mean) else {
      return count * naturalLogarithm(count / mean) - difference
    }
    let share = difference / (count + mean)
    var sum = difference * share
    var term = 2 * count * share
    for number in stride(from: 3.0, to: 2_000, by: 2) {
      term *= share * share
      let next = sum + term / number
      if next == sum { break }
      sum = next
    }
    return sum
  }
}
