/// How much of a result's variance comes from each input, by the scheme of A. Saltelli: of two independent samples A and B,
/// and for each input of the sample A with that input's column from B.
package struct SensitivityIndices: Sendable, Equatable {
  /// The share of the variance that goes away where the input alone is known (Sobol's first-order index); the estimate of
  /// Saltelli et al. (2010), "Variance based sensitivity analysis of model output", may be a little below 0.
  package let first: [Double]
  /// The share of the variance that stays where all other inputs are known (the total index), by M. J. W. Jansen (1999).
  package let total: [Double]
  package let mean: Double
  package let variance: Double

  /// By the results of the samples, one for each trial; `mixed[i]` has the column of input i from B. The shares of a
  /// constant result are NaN. Nil where the samples differ in length or have less than two trials.
  package init?(a: [Double], b: [Double], mixed: [[Double]]) {
    guard a.count > 1, a.count == b.count, mixed.allSatisfy({ $0.count == a.count }) else { return nil }
    var moments = a.withUnsafeBufferPointer { Moments($0) }
    moments.merge(b.withUnsafeBufferPointer { Moments($0) })
    let (mean, variance) = (moments.mean, moments.variance)
    let scale = variance > 0 ? Double(a.count) * variance : .nan
    self.mean = mean
    self.variance = variance
    first = mixed.map { mixed in
      // Around the mean, which changes nothing but the error.
      var sum = 0.0
      for trial in mixed.indices { sum += (b[trial] - mean) * (mixed[trial] - a[trial]) }
      return sum / scale
    }
    total = mixed.map { mixed in
      var sum = 0.0
      for trial in mixed.indices {
        let change = a[trial] - mixed[trial]
        sum += change * change
      }
      return sum / (2 * scale)
    }
  }
}
