/// Where a search over an interval looks first: evenly, and more densely towards 0, where an input of any size has its
/// own scale. Both ends are among the points; they rise.
func searchPoints(_ bounds: ClosedRange<Double>, also extra: [Double] = []) -> [Double] {
  let (low, high) = (bounds.lowerBound, bounds.upperBound)
  let even = 512
  var points = (0...even).map { low + (high - low) * (Double($0) / Double(even)) }
  if low > 0 || high < 0 {
    let (near, far) = low > 0 ? (low, high) : (-high, -low)
    if far / near > 16 {
      let steps = 384
      let ratio = far / near
      points += (1..<steps).map { step in
        let size = near * partOf(ratio, Double(step) / Double(steps))
        return low > 0 ? size : -size
      }
    }
  } else {
    points.append(0)
    for end in [low, high] where end != 0 {
      var size = end
      for _ in 0..<40 {
        size /= 2
        points.append(size)
      }
    }
  }
  points = (points + extra).filter { bounds.contains($0) } + [low, high]
  points.sort()
  return points.enumerated().filter { $0.offset == 0 || $0.element != points[$0.offset - 1] }.map(\.element)
}

/// A base above 0 raised to an exponent from 0 to 1, by halving the exponent: enough for points of a search.
private func partOf(_ base: Double, _ exponent: Double) -> Double {
  var (result, root, rest) = (1.0, base, exponent)
  for _ in 0..<30 where rest > 0 {
    root = root.squareRoot()
    rest *= 2
    if rest >= 1 {
      result *= root
      rest -= 1
    }
  }
  return result
}
