/// The beta-PERT distribution: a beta distribution between two ends whose mean weighs the most likely value four times.
package struct PERTDistribution: DistributionFamily {
  package let low: Double
  package let mode: Double
  package let high: Double
  let function: IncompleteBeta

  init(low: Double, mode: Double, high: Double) {
    self.low = low
    self.mode = mode
    self.high = high
    let width = high - low
    function = IncompleteBeta(a: 1 + 4 * ((mode - low) / width), b: 1 + 4 * ((high - mode) / width))
  }

  package func quantile(_ p: Double) -> Double {
    let (x, y) = function.inverse(p)
    return x <= 0.5 ? low + x * (high - low) : high - y * (high - low)
  }

  package func cumulative(_ x: Double) -> Double {
    function.tails((x - low) / (high - low), (high - x) / (high - low)).lower
  }

  package var mean: Double { low / 6 + mode * (2 / 3.0) + high / 6 }

  package var deviation: Double {
    let sum = function.a + function.b
    return (high - low) * (function.a / sum * (function.b / sum) / (sum + 1)).squareRoot()
  }
}

extension Distribution {
  package static func pert(low: Double, mode: Double, high: Double) -> Distribution? {
    guard low <= mode, mode <= high, (high - low).isFinite else { return nil }
    return low == high ? .certain(low) : .pert(PERTDistribution(low: low, mode: mode, high: high))
  }
}
