import MarginModel
import MarginSource

/// A value of one input that brings a band to a better level, in all its periods and members.
package struct Lever: Sendable {
  package let input: Model.MovedInput
  /// In the leaf's unit, as all values of the input here.
  package let now: Double
  /// Where the level begins.
  package let threshold: Double
  /// A short number just beyond the threshold, at which the level has been seen to hold.
  package let value: Double
  /// The index of the level in the band.
  package let level: Int
}

/// Looks for levers of a band: each for the best level that its input reaches.
struct LeverSearch {
  let band: Model.Band
  /// The place of the level that the band is at.
  let rank: Int
  let model: Model
  let results: Results

  /// The lever that an input is; nil where it has several values or reaches no better level within reason.
  func lever(_ definition: Int) -> Lever? {
    guard let leaf = model.leaves.first(where: { $0.definition == definition && [.value, .level].contains($0.role) })
    else { return nil }
    let named = model.definitions[definition]
    let input = Model.MovedInput(definition: definition, leaf: leaf.id, label: named.path, span: named.span)
    let base = standing(input, model, results)
    guard let now = base.value, now.isFinite, let bounds = bounds(input, base) else { return nil }
    let probe = Probe(input, [band.value], model, caseIndex: results.caseIndex)
    guard probe.isReached else { return nil }
    for level in 0..<min(rank, band.levels.count) {
      guard let bound = band.levels[level].bound else { continue }
      let target = bound * model.definitions[band.value.definition].unit.scale
      let roots = findRoots(in: bounds, also: [now].filter(bounds.contains)) { points in
        zip(points, probe.folded(points, furthest)).map { Roots.Sample(x: $0, left: $1, right: target) }
      }
      let places = roots.findings.flatMap { finding -> [Double] in
        switch finding {
        case .root(let sample, _): return [sample.x]
        case .stretch(let from, let to): return [from.x, to.x]
        case .jump(let below, let above, _): return [below.x, above.x]
        }
      }
      for place in places.sorted(by: { ($0 - now).magnitude < ($1 - now).magnitude }) {
        guard let value = short(beyond: place, now, bounds, reaches: { holds($0, level, probe) }) else { continue }
        return Lever(input: input, now: now, threshold: place, value: value, level: level)
      }
    }
    return nil
  }

  /// The number that is furthest on the bad side; undefined where any is.
  private func furthest(_ numbers: [Double]) -> Double {
    guard !numbers.contains(where: \.isNaN) else { return .nan }
    return (band.prefersLow ? numbers.max() : numbers.min()) ?? .nan
  }

  private func holds(_ value: Double, _ level: Int, _ probe: Probe) -> Bool {
    let rank = probe.folded([value]) { numbers in
      Double(band.worst(of: numbers, among: numbers.indices, model)?.rank ?? .max)
    }
    return rank.allSatisfy { $0 <= Double(level) }
  }

  /// An input that has neither range nor whole is moved up to tenfold: what lies beyond is no advice.
  private func bounds(_ input: Model.MovedInput, _ base: StandingInput) -> ClosedRange<Double>? {
    let (bounds, origin) = usualBounds(of: input, base, model)
    switch origin {
    case .range, .share, .written: return bounds
    case .aroundBase: return base.first > 0 ? base.first / 10...base.first * 10 : base.first * 10...base.first / 10
    case .aroundZero: return nil
    }
  }

  /// The number of fewest digits, three at least, that lies at a place or beyond it, seen from what is now.
  private func short(
    beyond place: Double, _ now: Double, _ bounds: ClosedRange<Double>, reaches: (Double) -> Bool
  ) -> Double? {
    for digits in 3...9 {
      let step = Decimal(of: place, digits: digits)
      for extra in [0.0, 1] {
        let value =
          place >= now ? step.value(step.count.rounded(.up) + extra) : step.value(step.count.rounded(.down) - extra)
        if bounds.contains(value), reaches(value) { return value }
      }
    }
    return nil
  }

  /// A number as a count of decimal steps, so that it is rounded to digits that can be written.
  private struct Decimal {
    let count: Double
    private var exponent = 0

    init(of number: Double, digits: Int) {
      var size = number.magnitude
      // No number that is not 0 is further from 1 than this.
      while size >= 10, exponent < 310 { (size, exponent) = (size / 10, exponent + 1) }
      while size < 1, size > 0, exponent > -310 { (size, exponent) = (size * 10, exponent - 1) }
      exponent -= digits - 1
      let exact = exponent < 0 ? number * Self.power(-exponent) : number / Self.power(exponent)
      // What is a whole number of steps but for rounding is one.
      count = (exact - exact.rounded()).magnitude < 1e-9 * exact.magnitude ? exact.rounded() : exact
    }

    func value(_ count: Double) -> Double {
      exponent < 0 ? count / Self.power(-exponent) : count * Self.power(exponent)
    }

    private static func power(_ exponent: Int) -> Double {
      (0..<min(exponent, 308)).reduce(1.0) { power, _ in power * 10 }
    }
  }
}
