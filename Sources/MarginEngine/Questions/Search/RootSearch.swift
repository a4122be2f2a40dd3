/// Every value in an interval at which two sides are equal, as far as a scan can see, each to the last digit.
package struct Roots: Sendable {
  /// Both sides at one value.
  package struct Sample: Sendable, Equatable {
    package let x: Double
    package let left: Double
    package let right: Double
    package var gap: Double { left - right }
    package var isDefined: Bool { gap.isFinite }
    /// What rounding may leave of equal sides.
    var noise: Double { 8 * Double.ulpOfOne * max(left.magnitude, right.magnitude) }
  }

  /// How the left side moves against the right one.
  package enum Movement: String, Sendable { case rises, falls, touchesFromAbove, touchesFromBelow }

  package enum Finding: Sendable, Equatable {
    case root(Sample, Movement)
    /// The sides are equal all the way.
    case stretch(from: Sample, to: Sample)
    /// The difference changes its sign between neighbouring values and is zero at none.
    case jump(below: Sample, above: Sample, isUnbounded: Bool)

    package var place: Double {
      switch self {
      case .root(let sample, _), .stretch(let sample, _), .jump(let sample, _, _): sample.x
      }
    }
  }

  /// Rising.
  package fileprivate(set) var findings: [Finding] = []
  /// Stretches in which a side is undefined.
  package fileprivate(set) var undefined: [ClosedRange<Double>] = []
  package let low: Sample
  package let high: Sample
  /// Where the sides come nearest to each other; nil where they are nowhere defined.
  package fileprivate(set) var nearest: Sample?
  /// Neither side changes over the interval.
  package let isConstant: Bool
}

/// Looks for roots. `sides` gives both sides at some values, and `extra` are values to look at besides.
package func findRoots(
  in bounds: ClosedRange<Double>, also extra: [Double] = [], sides: @escaping ([Double]) -> [Roots.Sample]
) -> Roots {
  var search = RootSearch(bounds, also: extra, sides: sides)
  return search.found()
}

/// The interval is scanned, more densely where the sign of the difference or its definedness changes; changes of sign are
/// refined with Chandrupatla's method, and places where the difference comes near to zero without crossing it by a
/// golden section. Differences that are mere rounding of the sides count as zero.
private struct RootSearch {
  typealias Sample = Roots.Sample

  private var roots: Roots
  private let bounds: ClosedRange<Double>
  private let sides: ([Double]) -> [Sample]
  private var samples: [Sample]

  init(_ bounds: ClosedRange<Double>, also extra: [Double], sides: @escaping ([Double]) -> [Sample]) {
    self.bounds = bounds
    self.sides = sides
    samples = sides(searchPoints(bounds, also: extra))
    let first = samples[0]
    roots = Roots(
      low: first, high: samples[samples.count - 1],
      isConstant: samples.allSatisfy {
        $0.left.bitPattern == first.left.bitPattern && $0.right.bitPattern == first.right.bitPattern
      })
    note(samples)
  }

  mutating func found() -> Roots {
    if roots.isConstant, !samples[0].isDefined {
      roots.undefined = [bounds]
      return roots
    }
    look(closer: 8)
    findUndefined()
    for run in runs() { search(run) }
    if roots.findings.isEmpty { settleNearest() }
    roots.findings.sort { $0.place < $1.place }
    return roots
  }

  private mutating func note(_ seen: [Sample]) {
    for sample in seen where sample.isDefined {
      guard let nearest = roots.nearest else {
        roots.nearest = sample
        continue
      }
      let (known, own) = (nearest.gap.magnitude, sample.gap.magnitude)
      // Of two that are as near, the rounder one is told.
      if own < known || own == known && sample.x.description.count < nearest.x.description.count {
        roots.nearest = sample
      }
    }
  }

  private mutating func sample(_ x: Double) -> Sample {
    let found = sides([x])[0]
    note([found])
    return found
  }

  /// More points in the cells in which something changes, and in those beside them.
  private mutating func look(closer parts: Int) {
    var wanted: Set<Int> = []
    for cell in 0..<max(0, samples.count - 1) {
      let (first, second) = (samples[cell], samples[cell + 1])
      let changes =
        first.isDefined != second.isDefined || first.isDefined && (first.gap < 0) != (second.gap < 0)
      if changes { wanted.formUnion([cell - 1, cell, cell + 1]) }
    }
    let cells = wanted.filter { $0 >= 0 && $0 < samples.count - 1 }.sorted().prefix(400)
    let points = cells.flatMap { cell -> [Double] in
      let (from, to) = (samples[cell].x, samples[cell + 1].x)
      return (1..<parts).map { from + (to - from) * (Double($0) / Double(parts)) }.filter { $0 > from && $0 < to }
    }
    guard !points.isEmpty else { return }
    let found = sides(points)
    note(found)
    samples = (samples + found).sorted { $0.x < $1.x }
  }

  /// The last defined sample at each edge of what is undefined joins the samples.
  private mutating func findUndefined() {
    var edges: [Sample] = []
    var start: Double?
    for (place, sample) in samples.enumerated() {
      let isDefined = sample.isDefined
      if !isDefined, start == nil { start = place == 0 ? sample.x : nil }
      guard place > 0, samples[place - 1].isDefined != isDefined else { continue }
      let (inside, outside) = isDefined ? (sample, samples[place - 1]) : (samples[place - 1], sample)
      let edge = edges.count < 64 ? self.edge(inside, outside) : (inside: inside, outside: outside.x)
      edges.append(edge.inside)
      if isDefined, let from = start {
        roots.undefined.append(min(from, edge.outside)...max(from, edge.outside))
        start = nil
      } else {
        start = edge.outside
      }
    }
    if let start { roots.undefined.append(min(start, roots.high.x)...roots.high.x) }
    let known = Set(samples.map(\.x))
    samples = (samples + edges.filter { !known.contains($0.x) }).sorted { $0.x < $1.x }
  }

  private mutating func edge(_ defined: Sample, _ not: Sample) -> (inside: Sample, outside: Double) {
    var (inside, outside) = (defined, not.x)
    for _ in 0..<60 {
      let middle = inside.x + (outside - inside.x) / 2
      guard middle != inside.x, middle != outside else { break }
      let found = sample(middle)
      if found.isDefined { inside = found } else { outside = middle }
    }
    return (inside, outside)
  }

  /// Neighbouring samples without an undefined one between them.
  private func runs() -> [[Sample]] {
    samples.split(whereSeparator: { !$0.isDefined }).map { Array($0) }
  }

  /// -1, 0 or 1 by sample; what rounding of the sides, or of both neighbours', may leave is 0.
  private func signs(_ run: [Sample]) -> [Int] {
    run.indices.map { place in
      let around = min(run[max(0, place - 1)].noise, run[min(run.count - 1, place + 1)].noise)
      let gap = run[place].gap
      return gap.magnitude <= max(run[place].noise, around) ? 0 : gap < 0 ? -1 : 1
    }
  }

  private mutating func search(_ run: [Sample]) {
    let signs = signs(run)
    var place = 0
    while place < run.count {
      if signs[place] == 0 {
        var last = place
        while last + 1 < run.count, signs[last + 1] == 0 { last += 1 }
        zero(run, signs, place...last)
        place = last + 1
      } else {
        if place + 1 < run.count, signs[place] * signs[place + 1] < 0 { cross(run[place], run[place + 1]) }
        place += 1
      }
    }
    touch(run, signs)
  }

  /// Samples in a row at which the sides are equal: a root that was met, or a stretch.
  private mutating func zero(_ run: [Sample], _ signs: [Int], _ places: ClosedRange<Int>) {
    let (first, last) = (places.lowerBound, places.upperBound)
    let before = first > 0 ? signs[first - 1] : 0
    let after = last + 1 < run.count ? signs[last + 1] : 0
    if places.count > 2 || run.count == places.count {
      let from = first > 0 ? end(of: run[first], towards: run[first - 1]) : run[first]
      let to = last + 1 < run.count ? end(of: run[last], towards: run[last + 1]) : run[last]
      return roots.findings.append(.stretch(from: from, to: to))
    }
    if before * after < 0 { return cross(run[first - 1], run[last + 1]) }
    guard let best = places.map({ run[$0] }).min(by: { $0.gap.magnitude < $1.gap.magnitude }) else { return }
    let movement: Roots.Movement
    if before == 0 || after == 0 {
      movement = before < 0 || after > 0 ? .rises : .falls
    } else {
      movement = before > 0 ? .touchesFromAbove : .touchesFromBelow
    }
    roots.findings.append(.root(best, movement))
  }

  /// The last value at which the sides are still equal.
  private mutating func end(of equal: Sample, towards other: Sample) -> Sample {
    let noise = equal.gap == 0 ? 0 : max(equal.noise, other.noise)
    var (inside, outside) = (equal, other.x)
    for _ in 0..<60 {
      let middle = inside.x + (outside - inside.x) / 2
      guard middle != inside.x, middle != outside else { break }
      let found = sample(middle)
      if found.gap.magnitude <= noise { inside = found } else { outside = middle }
    }
    return inside
  }

  /// The root between two samples of different sign, by Chandrupatla's method, or the jump there.
  private mutating func cross(_ from: Sample, _ to: Sample) {
    var (newest, other, oldest) = (to, from, from)
    var share = 0.5
    for _ in 0..<200 {
      let found = sample(newest.x + share * (other.x - newest.x))
      guard found.isDefined else { return roots.findings.append(.jump(below: from, above: to, isUnbounded: false)) }
      if (found.gap < 0) == (newest.gap < 0) {
        oldest = newest
      } else {
        (oldest, other) = (other, newest)
      }
      newest = found
      let best = other.gap.magnitude < newest.gap.magnitude ? other : newest
      let width = (other.x - newest.x).magnitude
      let least = 2 * Double.ulpOfOne * best.x.magnitude + .leastNormalMagnitude
      guard best.gap != 0, least < 0.5 * width else { break }
      let xi = (newest.x - other.x) / (oldest.x - other.x)
      let phi = (newest.gap - other.gap) / (oldest.gap - other.gap)
      share = 0.5
      if phi * phi < xi, (1 - phi) * (1 - phi) < 1 - xi {
        share =
          newest.gap / (other.gap - newest.gap) * oldest.gap / (other.gap - oldest.gap)
          + (oldest.x - newest.x) / (other.x - newest.x) * newest.gap / (oldest.gap - newest.gap) * other.gap
          / (oldest.gap - other.gap)
      }
      share = min(1 - least / width, max(least / width, share.isFinite ? share : 0.5))
    }
    let (below, above) = newest.x < other.x ? (newest, other) : (other, newest)
    let step = (above.gap - below.gap).magnitude
    let before = (from.gap - to.gap).magnitude
    // What is continuous moves hardly between neighbouring numbers, but for rounding inside the sides.
    if below.gap != 0, above.gap != 0, step > 1e-4 * before {
      return jump(below, above, isUnbounded: step > 1e3 * before)
    }
    let best = below.gap.magnitude <= above.gap.magnitude ? below : above
    roots.findings.append(.root(best, from.gap < 0 ? .rises : .falls))
  }

  private mutating func jump(_ from: Sample, _ to: Sample, isUnbounded: Bool) {
    var (below, above) = (from, to)
    for _ in 0..<8 {
      let middle = below.x + (above.x - below.x) / 2
      guard middle > below.x, middle < above.x else { break }
      let found = sample(middle)
      if (found.gap < 0) == (below.gap < 0) { below = found } else { above = found }
    }
    roots.findings.append(.jump(below: below, above: above, isUnbounded: isUnbounded))
  }

  /// Where the difference comes near to zero and turns back: a root that only touches, or two close together.
  private mutating func touch(_ run: [Sample], _ signs: [Int]) {
    var candidates: [Int] = []
    for place in run.indices.dropFirst().dropLast() {
      let (before, here, after) = (run[place - 1].gap, run[place].gap, run[place + 1].gap)
      let isAlone = signs[place] != 0 && signs[place - 1] == signs[place] && signs[place + 1] == signs[place]
      guard isAlone, here.magnitude <= before.magnitude, here.magnitude <= after.magnitude,
        max(before.magnitude, after.magnitude) >= 1.3 * here.magnitude
      else { continue }
      candidates.append(place)
    }
    candidates.sort { run[$0].gap.magnitude < run[$1].gap.magnitude }
    for place in candidates.prefix(24) { turn(run[place - 1], run[place], run[place + 1], signs[place]) }
  }

  /// Without a root, the value at which the sides come nearest to each other is wanted more closely than the scan's.
  private mutating func settleNearest() {
    guard let place = samples.firstIndex(where: { $0.x == roots.nearest?.x }), place > 0, place + 1 < samples.count,
      samples[place - 1].isDefined, samples[place + 1].isDefined
    else { return }
    turn(samples[place - 1], samples[place], samples[place + 1], samples[place].gap > 0 ? 1 : -1)
  }

  private mutating func turn(_ before: Sample, _ middle: Sample, _ after: Sample, _ sign: Int) {
    let golden = 0.3819660112501051
    var (low, best, high) = (before, middle, after)
    for _ in 0..<120 {
      let isRight = high.x - best.x > best.x - low.x
      let x = isRight ? best.x + golden * (high.x - best.x) : best.x - golden * (best.x - low.x)
      guard x != best.x, x > low.x, x < high.x else { break }
      let found = sample(x)
      guard found.isDefined else { return }
      if found.gap != 0, (found.gap < 0) != (sign < 0) {
        cross(low, found)
        return cross(found, high)
      }
      if found.gap.magnitude < best.gap.magnitude {
        if isRight { low = best } else { high = best }
        best = found
      } else if isRight {
        high = found
      } else {
        low = found
      }
    }
    let shoulders = min(before.gap.magnitude, after.gap.magnitude)
    guard best.gap.magnitude <= max(64 * best.noise, 1e-9 * shoulders) else { return }
    roots.findings.append(.root(best, sign > 0 ? .touchesFromAbove : .touchesFromBelow))
  }
}
