import MarginSource

/// How many numbers lie between edges that are round numbers.
package struct Histogram: Sendable, Equatable {
  /// Rising, evenly apart; one more than there are bins.
  package let edges: [Double]
  /// From each edge to below the next one; in the last bin, to the last edge.
  package private(set) var counts: [Int]
  package private(set) var below = 0
  package private(set) var above = 0

  /// Bins from below `low` to above `high`, about as many as asked; nil where the two do not rise or are not finite.
  package init?(from low: Double, to high: Double, about bins: Int) {
    guard let edges = roundEdges(from: low, to: high, about: bins) else { return nil }
    self.edges = edges
    counts = [Int](repeating: 0, count: edges.count - 1)
  }

  /// Counts numbers; NaN is none.
  package mutating func add(_ values: UnsafeBufferPointer<Double>) {
    guard let low = edges.first, let high = edges.last else { return }
    var (below, above) = (0, 0)
    let edges = self.edges
    edges.withUnsafeBufferPointer { edges in
      counts.withUnsafeMutableBufferPointer { counts in
        let (perUnit, last) = (Double(counts.count) / (high - low), counts.count - 1)
        for value in values where !value.isNaN {
          if value < low {
            below += 1
          } else if value > high {
            above += 1
          } else {
            // The edges are rounded, and so is the quotient: seldom, so that the processor foresees it.
            var bin = min(wholeAndRest((value - low) * perUnit).whole, last)
            if value < edges[bin] { bin -= 1 } else if bin < last, value >= edges[bin + 1] { bin += 1 }
            counts[bin] += 1
          }
        }
      }
    }
    self.below += below
    self.above += above
  }

  /// Adds what another with the same edges has counted.
  package mutating func merge(_ other: Histogram) {
    guard edges == other.edges else { return }
    for bin in counts.indices { counts[bin] += other.counts[bin] }
    below += other.below
    above += other.above
  }
}

/// Edges a round step apart (1, 2, 2.5 or 5 of a power of ten) that hold a range, with about as many steps as asked; nil
/// where the range has no extent, or too little for its size.
package func roundEdges(from low: Double, to high: Double, about steps: Int) -> [Double]? {
  let rough = (high - low) / Double(max(1, steps))
  let least = max(1e-290, max(low.magnitude, high.magnitude) * 1e-12)
  guard rough > least, rough.isFinite else { return nil }
  let power = decimalLogarithm(rough).rounded(.down)
  // A negative power of ten is no exact number, its reciprocal is.
  let scale = (0..<(wholeInt(power.magnitude) ?? 0)).reduce(1.0) { product, _ in product * 10 }
  func times(_ number: Double) -> Double { power < 0 ? number / scale : number * scale }
  let mantissas = [1, 2, 2.5, 5, 10, 20]
  guard let mantissa = mantissas.first(where: { times($0) >= rough * 0.999 }) else { return nil }
  let step = times(mantissa)
  guard let first = wholeInt(low / step, .down), let last = wholeInt(high / step, .up), last > first else { return nil }
  return (first...last).map { times(Double($0) * mantissa) }
}
