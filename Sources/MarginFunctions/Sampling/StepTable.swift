import MarginSource

/// The quantile function of a variable with single values: the first value whose level is not below the probability, found
/// by a guide that says where to begin.
struct StepTable: Sendable {
  private let values: [Double]
  /// The probability of at most each value, rising; the last is 1.
  private let levels: [Double]
  /// For equal parts of the probabilities, the first value that can be meant.
  private let guide: [Int32]

  init(values: [Double], levels: [Double]) {
    self.values = values
    self.levels = levels
    let count = max(64, values.count)
    var guide: [Int32] = []
    var place = 0
    for part in 0..<count {
      while place < levels.count - 1, levels[place] < Double(part) / Double(count) { place += 1 }
      guide.append(Int32(clamping: place))
    }
    self.guide = guide
  }

  /// Of a Poisson variable; the counts left out at either end have together a probability below 1e-15.
  init(poisson mean: Double) {
    let distribution = PoissonDistribution(mean: mean)
    let low = clampedInt(distribution.quantile(1e-17), to: 0...1_000_000_000) ?? 0
    let high = clampedInt(distribution.quantile(1 - 0x1p-53), to: low...1_000_000_000) ?? low
    let values = (low...high).map { Double($0) }
    var levels: [Double] = []
    var sum = 0.0
    for value in values {
      sum += Poisson.mass(value, mean: mean)
      levels.append(min(1, sum))
    }
    levels[levels.count - 1] = 1
    self.init(values: values, levels: levels)
  }

  func fill(_ out: UnsafeMutablePointer<Double>, fromUniforms uniforms: UnsafePointer<Double>, count: Int) {
    for index in 0..<count { out[index] = value(uniforms[index]) }
  }

  func fill(_ out: UnsafeMutablePointer<Double>, fromNormals scores: UnsafePointer<Double>, count: Int) {
    for index in 0..<count { out[index] = value(normalProbability(scores[index])) }
  }

  @inline(__always)
  private func value(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let part = wholeAndRest(p * Double(guide.count)).whole
    // A part is a number too far where the probability lies on its edge.
    var place = Int(guide[max(0, min(part, guide.count - 1))])
    while place > 0, levels[place - 1] >= p { place -= 1 }
    while place < levels.count - 1, levels[place] < p { place += 1 }
    return values[place]
  }
}
