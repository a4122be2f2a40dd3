import MarginModel

/// What a `solve` comes to.
package struct SolveOutcome: Sendable {
  /// Where the bounds come from.
  package enum Origin: Sendable { case written, range, share, aroundBase, aroundZero }
  package struct Gap: Sendable {
    /// In the leaf's unit.
    package let stretch: ClosedRange<Double>
    package let cause: Undefined?
  }

  package let solve: Model.Solve
  package let caseIndex: Int
  /// In the leaf's unit, as all values of the input here.
  package let bounds: ClosedRange<Double>
  package let origin: Origin
  package let base: StandingInput
  /// Both sides as the case has them, in base units.
  package let now: Roots.Sample
  package let roots: Roots
  /// Where a side is undefined, with the first cause.
  package let undefined: [Gap]
  /// Whether a side depends on the input at all.
  package let isReached: Bool
}

/// Every value of an input between its bounds at which the two sides of a `solve` are equal.
package func solve(_ solve: Model.Solve, _ model: Model, caseIndex: Int) -> SolveOutcome {
  let readings = [solve.left, solve.right]
  let results = Calculator(model, caseIndex: caseIndex, targets: readings.map(\.definition) + [solve.input.definition])
    .results
  let base = standing(solve.input, model, results)
  let (bounds, origin) = solve.bounds.map { ($0, .written) } ?? usualBounds(of: solve.input, base, model)
  let probe = Probe(solve.input, readings, model, caseIndex: caseIndex)
  let known = [base.value].compactMap { $0 }.filter { bounds.contains($0) }
  let roots = findRoots(in: bounds, also: known) { points in
    let sides = probe.values(points)
    return points.indices.map { Roots.Sample(x: points[$0], left: sides[0][$0], right: sides[1][$0]) }
  }
  let undefined = roots.undefined.map { stretch in
    let middle = stretch.lowerBound + (stretch.upperBound - stretch.lowerBound) / 2
    let causes = readings.lazy.compactMap { probe.cause(of: $0, at: middle) }
    return SolveOutcome.Gap(stretch: stretch, cause: causes.first)
  }
  func now(_ reading: Model.Reading) -> Double { read(reading, model, results).first ?? .nan }
  return SolveOutcome(
    solve: solve, caseIndex: caseIndex, bounds: bounds, origin: origin, base: base,
    now: Roots.Sample(x: base.value ?? .nan, left: now(solve.left), right: now(solve.right)), roots: roots,
    undefined: undefined, isReached: probe.isReached)
}

/// Where an input is looked for that has no written bounds: in its range, else among all shares, else three powers of
/// ten around the base.
func usualBounds(
  of input: Model.MovedInput, _ base: StandingInput, _ model: Model
) -> (ClosedRange<Double>, SolveOutcome.Origin) {
  let definition = model.definitions[input.definition]
  let leaf = model.leaves[input.leaf]
  if let range = definition.range, range.lowerBound.isFinite, range.upperBound.isFinite,
    range.lowerBound < range.upperBound
  {
    let factor = definition.unit.scale / leaf.unit.scale
    return (range.lowerBound * factor...range.upperBound * factor, .range)
  }
  if leaf.unit.factors.isEmpty, leaf.unit.style == .percent { return (0...1, .share) }
  let size = base.first
  guard size.isFinite, size != 0, (size * 1000).isFinite else { return (-1000...1000, .aroundZero) }
  return (size > 0 ? size / 1000...size * 1000 : size * 1000...size / 1000, .aroundBase)
}
