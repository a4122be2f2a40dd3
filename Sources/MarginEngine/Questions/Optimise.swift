import MarginModel

/// What an `optimise` comes to.
package struct OptimumOutcome: Sendable {
  package struct Point: Sendable, Equatable {
    package enum State: Sendable, Equatable { case open, excluded, undefined }
    /// In the leaf's unit; NaN for a base that has several numbers.
    package let x: Double
    /// In base units.
    package let value: Double
    /// By condition its sides in base units; the right one is 1 where it is no comparison.
    package let sides: [[Double]]
    package let state: State
    /// By condition, whether it does not hold.
    package let fails: [Bool]
  }

  package enum End: Sendable, Equatable {
    case low, high
    /// The condition that fails just beyond.
    case condition(Int)
  }

  package let optimisation: Model.Optimisation
  package let caseIndex: Int
  package let base: StandingInput
  package let now: Point
  /// Nil where no value is open.
  package let best: Point?
  /// Others that are as good.
  package let ties: [Point]
  /// Others that are better than all around them, best first.
  package let others: [Point]
  /// Values on both sides of the best one.
  package let below: Point?
  package let above: Point?
  package let ends: [End]
  /// All values in it are as good.
  package let flat: ClosedRange<Double>?
  /// How many values were looked at to begin with, and how many of them are left out.
  package let count: Int
  package let excluded: Int
  package let undefined: Int
  /// A value around which the result passes every bound, so that there is no best one; `x` and `value` are of the
  /// nearest number looked at.
  package let pole: Point?
  /// Where the conditions come nearest to hold, if they hold nowhere.
  package let nearest: Point?
  package let cause: Undefined?
  package let isReached: Bool
}

/// The value of an input, between its bounds and where the conditions hold, at which a result is lowest or highest.
package func optimise(_ optimisation: Model.Optimisation, _ model: Model, caseIndex: Int) -> OptimumOutcome {
  OptimumSearch(optimisation, model, caseIndex: caseIndex).outcome()
}

private struct OptimumSearch {
  typealias Point = OptimumOutcome.Point

  private let asked: Model.Optimisation
  private let caseIndex: Int
  private let readings: [Model.Reading]
  private let probe: Probe
  private let now: Point
  private let base: StandingInput

  init(_ asked: Model.Optimisation, _ model: Model, caseIndex: Int) {
    self.asked = asked
    self.caseIndex = caseIndex
    readings = [asked.value] + asked.conditions.flatMap { [$0.left] + ($0.right.map { [$0] } ?? []) }
    probe = Probe(asked.input, readings, model, caseIndex: caseIndex)
    let results = Calculator(
      model, caseIndex: caseIndex, targets: readings.map(\.definition) + [asked.input.definition]
    ).results
    base = standing(asked.input, model, results)
    now = Self.point(asked, base.value ?? .nan, readings.map { read($0, model, results).first ?? .nan })
  }

  private static func point(_ asked: Model.Optimisation, _ x: Double, _ numbers: [Double]) -> Point {
    var rest = numbers.dropFirst()
    var sides: [[Double]] = []
    var truths: [Double] = []
    for condition in asked.conditions {
      let left = rest.popFirst() ?? .nan
      let right = condition.right == nil ? 1 : rest.popFirst() ?? .nan
      sides.append([left, right])
      truths.append(condition.right == nil ? left : condition.comparison.truth(left, right))
    }
    let state: Point.State =
      truths.contains(0) ? .excluded : truths.contains(where: \.isNaN) || !numbers[0].isFinite ? .undefined : .open
    return Point(x: x, value: numbers[0], sides: sides, state: state, fails: truths.map { $0 == 0 })
  }

  private func points(_ values: [Double]) -> [Point] {
    let numbers = probe.values(values)
    return values.indices.map { place in Self.point(asked, values[place], numbers.map { $0[place] }) }
  }

  private func point(_ value: Double) -> Point { points([value])[0] }

  /// Less is better; nothing is worse than what is not open.
  private func score(_ point: Point) -> Double {
    point.state == .open ? (asked.isLowest ? point.value : -point.value) : .infinity
  }

  private func isAsGood(_ one: Point, _ other: Point) -> Bool {
    one.state == .open && other.state == .open && areClose(one.value, other.value, tieShare)
  }

  func outcome() -> OptimumOutcome {
    let (low, high) = (asked.bounds.lowerBound, asked.bounds.upperBound)
    let seen = points(asked.step.map { steps($0) } ?? searchPoints(asked.bounds, also: [now.x].filter { !$0.isNaN }))
    let optima = asked.step == nil ? locals(seen) : seen.filter { $0.state == .open }
    var best = optima.min { score($0) < score($1) }
    let pole = best.flatMap { asked.step == nil && isPole($0, among: seen) ? $0 : nil }
    if pole != nil { best = nil }
    let flat = best.flatMap { asked.step == nil ? plateau($0, seen) : nil }
    if let flat { best = point(flat.lowerBound) }
    let ties = best.map { best in optima.filter { $0.x != best.x && isAsGood($0, best) } } ?? []
    let others =
      asked.step != nil
      ? inner(seen).filter { point in best.map { !isAsGood(point, $0) } ?? false }
      : optima.filter { point in best.map { $0.x != point.x && !isAsGood(point, $0) } ?? false }
    let distance = asked.step ?? (high - low) / 20
    func beside(_ x: Double) -> Point? {
      asked.bounds.contains(x) || asked.step == nil ? point(min(high, max(low, x))) : nil
    }
    let below = best.flatMap { $0.x > low ? beside(shown($0.x - distance)) : nil }
    let above = best.flatMap { $0.x < high ? beside(shown($0.x + distance)) : nil }
    let nearest = best == nil && pole == nil ? seen.filter { $0.state == .excluded }.min { miss($0) < miss($1) } : nil
    var cause: Undefined?
    if best == nil, pole == nil, nearest == nil, let first = seen.first {
      cause = readings.lazy.compactMap { probe.cause(of: $0, at: first.x) }.first
    }
    return OptimumOutcome(
      optimisation: asked, caseIndex: caseIndex, base: base, now: now, best: best,
      ties: ties.filter { tie in flat.map { !$0.contains(tie.x) } ?? true },
      others: others.sorted { score($0) < score($1) }, below: below, above: above,
      ends: flat == nil ? best.map(ends) ?? [] : [],
      flat: flat, count: seen.count, excluded: seen.count { $0.state == .excluded },
      undefined: seen.count { $0.state == .undefined }, pole: pole, nearest: nearest, cause: cause,
      isReached: probe.isReached)
  }

  private func steps(_ step: Double) -> [Double] {
    let (low, high) = (asked.bounds.lowerBound, asked.bounds.upperBound)
    var values: [Double] = []
    while values.count <= 100_000 {
      let value = shown(low + Double(values.count) * step)
      guard value <= high + 1e-9 * step else { break }
      values.append(min(high, value))
    }
    return values
  }

  /// The number as it would be written, where only rounding keeps it from that.
  private func shown(_ value: Double) -> Double {
    let rounded = (value * 1e12).rounded() / 1e12
    return (rounded - value).magnitude <= 4 * value.ulp ? rounded : value
  }

  /// Points that are better than both their neighbours, not at an end.
  private func inner(_ seen: [Point]) -> [Point] {
    seen.indices.dropFirst().dropLast().map { $0 }.filter { place in
      let here = score(seen[place])
      return here.isFinite && here < score(seen[place - 1]) && here < score(seen[place + 1])
    }.map { seen[$0] }
  }

  /// The best point around each scanned one that is no worse than its neighbours.
  private func locals(_ seen: [Point]) -> [Point] {
    let candidates = bottoms(seen).sorted { score(seen[$0]) < score(seen[$1]) }
    var found: [Point] = []
    for place in candidates.prefix(16) {
      let middle = seen[place]
      let low = place > 0 ? seen[place - 1].x : middle.x
      let high = place < seen.count - 1 ? seen[place + 1].x : middle.x
      guard !found.contains(where: { low <= $0.x && $0.x <= high && isAsGood($0, middle) }) else { continue }
      let refined = [settle(low, middle, high), settle(low, middle, middle.x), settle(middle.x, middle, high)]
      let best = refined.min { score($0) < score($1) } ?? middle
      // Where rounding decides, the scanned value is the rounder one.
      let own = areClose(best.value, middle.value, 1e-14) ? middle : best
      if !found.contains(where: { $0.x == own.x }) { found.append(own) }
    }
    return found
  }

  /// Whether the result runs away around a value: it is far beyond all that was scanned, and changes with every digit of
  /// the input, where a step would leave one side as good and a peak both.
  private func isPole(_ best: Point, among seen: [Point]) -> Bool {
    let largest = seen.filter { $0.state == .open && $0.x != best.x }.map(\.value.magnitude).max() ?? .infinity
    guard best.value.magnitude > 10 * largest else { return false }
    let little = max(best.x.ulp * 4, (asked.bounds.upperBound - asked.bounds.lowerBound) * 1e-15)
    return points([best.x - little, best.x + little].filter(asked.bounds.contains)).allSatisfy { beside in
      !((beside.value - best.value).magnitude <= best.value.magnitude / 10)
    }
  }

  /// Points, of equal ones in a row the first, with nothing better beside them.
  private func bottoms(_ seen: [Point]) -> [Int] {
    var found: [Int] = []
    var first = 0
    while first < seen.count {
      var last = first
      while last + 1 < seen.count, score(seen[last + 1]) == score(seen[first]) { last += 1 }
      let here = score(seen[first])
      let isBest =
        (first == 0 || here < score(seen[first - 1])) && (last == seen.count - 1 || here < score(seen[last + 1]))
      if here.isFinite, isBest { found.append(first) }
      first = last + 1
    }
    return found
  }

  /// A golden section down to neighbouring numbers; what is not open counts as worst, so that it ends at its edge.
  private func settle(_ from: Double, _ start: Point, _ to: Double) -> Point {
    let golden = 0.3819660112501051
    var (low, best, high) = (from, start, to)
    for _ in 0..<110 {
      let isRight = high - best.x > best.x - low
      let x = isRight ? best.x + golden * (high - best.x) : best.x - golden * (best.x - low)
      guard x != best.x, x > low, x < high else { break }
      let found = point(x)
      if score(found) < score(best) {
        if isRight { low = best.x } else { high = best.x }
        best = found
      } else if isRight {
        high = x
      } else {
        low = x
      }
    }
    return best
  }

  /// The values around the best one that are as good, where they are more than one.
  private func plateau(_ best: Point, _ seen: [Point]) -> ClosedRange<Double>? {
    let (below, above) = (seen.filter { $0.x < best.x }, seen.filter { $0.x > best.x })
    let left = below.reversed().prefix { isAsGood($0, best) }
    let right = above.prefix { isAsGood($0, best) }
    guard left.count + right.count > 2 else { return nil }
    let low = edge(left.last ?? best, below.dropLast(left.count).last, best)
    return low...max(low, edge(right.last ?? best, above.dropFirst(right.count).first, best))
  }

  private func edge(_ good: Point, _ worse: Point?, _ best: Point) -> Double {
    guard var outside = worse?.x else { return good.x }
    var inside = good.x
    for _ in 0..<60 {
      let middle = inside + (outside - inside) / 2
      guard middle != inside, middle != outside else { break }
      if isAsGood(point(middle), best) { inside = middle } else { outside = middle }
    }
    return inside
  }

  /// What keeps the input from going on.
  private func ends(_ best: Point) -> [OptimumOutcome.End] {
    let (low, high) = (asked.bounds.lowerBound, asked.bounds.upperBound)
    let little = asked.step ?? max((high - low) * 1e-9, best.x.ulp * 4)
    var found: [OptimumOutcome.End] = []
    if best.x - little < low { found.append(.low) }
    if best.x + little > high { found.append(.high) }
    for x in [best.x - little, best.x + little] where asked.bounds.contains(x) {
      let beyond = point(x)
      guard beyond.state == .excluded, let failing = beyond.fails.firstIndex(of: true),
        asked.isLowest ? beyond.value < best.value : beyond.value > best.value
      else { continue }
      found.append(.condition(failing))
    }
    return found
  }

  /// How far the conditions are from holding: how many fail, and by which share.
  private func miss(_ point: Point) -> Double {
    zip(point.fails, point.sides).reduce(0) { sum, item in
      guard item.0 else { return sum }
      let (left, right) = (item.1[0], item.1[1])
      let largest = max(left.magnitude, right.magnitude)
      return sum + 1 + (largest > 0 ? (left - right).magnitude / (2 * largest) : 0)
    }
  }
}
