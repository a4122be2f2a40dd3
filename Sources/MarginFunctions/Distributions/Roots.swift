/// The positive x where something that rises with x is 0, by Newton's method on the logarithm of x, held between `low`
/// and `high` by bisection. `measure` gives the excess at an x and its slope per ln x; excesses are taken to be
/// logarithms of probabilities, which makes nearly straight lines of the tails.
func logarithmicRoot(
  from start: Double, low: Double, high: Double, _ measure: (Double) -> (excess: Double, slope: Double)
) -> Double {
  var (low, high) = (low, high)
  var x = start > low && start < high ? start : low.squareRoot() * high.squareRoot()
  // Bisection alone would need about 60 rounds.
  for _ in 0..<200 {
    let (excess, slope) = measure(x)
    guard !excess.isNaN else { return .nan }
    let next = x * exponential(-excess / slope)
    // What is left after such a step is its square.
    if excess.magnitude < 1e-8, next.isFinite { return next }
    if excess < 0 { low = x } else { high = x }
    let middle = low.squareRoot() * high.squareRoot()
    x = next > low && next < high ? next : middle
    guard x > low, x < high else { return x }
  }
  return x
}

/// Where a continuous function changes its sign between two ends, to about `tolerance`; nil where it has the same sign
/// at both or is undefined. By the method of T. R. Chandrupatla (1997), "A new hybrid quadratic/bisection algorithm for
/// finding the zero of a nonlinear function without using derivatives".
func bracketedRoot(
  _ low: Double, _ high: Double, tolerance: Double, _ function: (Double) -> Double
) -> Double? {
  var (a, b) = (high, low)
  var (atA, atB) = (function(a), function(b))
  guard !atA.isNaN, !atB.isNaN, (atA < 0) != (atB < 0) || atA == 0 || atB == 0 else { return nil }
  var share = 0.5
  for _ in 0..<200 {
    let x = a + share * (b - a)
    let atX = function(x)
    guard !atX.isNaN else { return nil }
    let (c, atC) = (atX < 0) == (atA < 0) ? (a, atA) : (b, atB)
    if (atX < 0) != (atA < 0) { (b, atB) = (a, atA) }
    (a, atA) = (x, atX)
    let (best, atBest) = atA.magnitude < atB.magnitude ? (a, atA) : (b, atB)
    let least = (2 * Double.ulpOfOne * best.magnitude + tolerance) / (b - c).magnitude
    if least > 0.5 || atBest == 0 { return best }
    let (position, height) = ((a - b) / (c - b), (atA - atB) / (atC - atB))
    if height * height < position, (1 - height) * (1 - height) < 1 - position {
      share = atA / (atB - atA) * atC / (atB - atC) + (c - a) / (b - a) * atA / (atC - atA) * atB / (atC - atB)
    } else {
      share = 0.5
    }
    share = min(1 - least, max(least, share))
  }
  return a
}

/// As `bracketedRoot`, of a function that is searched around `start` in steps that double; nil where the sign does not
/// change within `range`.
func rootAround(
  _ start: Double, step: Double, within range: ClosedRange<Double>, tolerance: Double, _ function: (Double) -> Double
) -> Double? {
  let start = min(max(start, range.lowerBound), range.upperBound)
  var (low, high, step) = (start, start, step)
  while low > range.lowerBound || high < range.upperBound {
    low = max(range.lowerBound, start - step)
    high = min(range.upperBound, start + step)
    if let root = bracketedRoot(low, high, tolerance: tolerance, function) { return root }
    step *= 2
  }
  return nil
}
