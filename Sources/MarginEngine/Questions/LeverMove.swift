import MarginModel

/// One way in which an input is moved that may have several numbers.
package struct LeverMove: Sendable {
  package enum Manner: String, Sendable {
    /// One number for all periods and members.
    case value
    /// One number for one member, in all periods.
    case member
    /// All numbers are multiplied by one.
    case scale
  }

  package let input: Model.MovedInput
  package let manner: Manner
  /// The input, with the member where only that is moved: `failure_rate[cheap]`.
  package let path: String
  /// What it is where the band is worst, in the leaf's unit; 1 where it is scaled.
  package let now: Double
  /// The smallest and the largest number that is moved.
  package let low: Double
  package let high: Double
  let cells: [Int]?
  let bounds: ClosedRange<Double>

  /// The ways to move an input, the ones that change least of it first. A member is moved alone where `picks` has its
  /// axes, so that `members` tells which one.
  static func moves(
    of definition: Int, _ model: Model, _ results: Results, picks: [AxisID], _ members: [Int]
  ) -> [LeverMove] {
    guard let leaf = model.leaves.first(where: { $0.definition == definition && [.value, .level].contains($0.role) }),
      case .quantity = model.definitions[definition].type, leaf.cases.indices.contains(results.caseIndex)
    else { return [] }
    let ways = Ways(leaf: leaf, numbers: leaf.cases[results.caseIndex], members: members, model: model)
    if common(ways.numbers) != nil { return [ways.value].compactMap { $0 } }
    let dimensions = leaf.axes.filter { $0 != 0 }
    guard !dimensions.isEmpty else { return [ways.value, ways.scale].compactMap { $0 } }
    let member = dimensions.allSatisfy(picks.contains) ? ways.member(dimensions, results.caseIndex) : nil
    return [member, ways.scale, ways.value].compactMap { $0 }
  }

  func apply(_ value: Double, to calculator: inout Calculator) {
    switch manner {
    case .value: calculator.replace(leaf: input.leaf, by: value)
    case .member:
      var numbers = calculator.numbers(leaf: input.leaf)
      for cell in cells ?? [] where numbers.indices.contains(cell) { numbers[cell] = value }
      calculator.set(leaf: input.leaf, values: numbers)
    case .scale:
      calculator.set(leaf: input.leaf, values: calculator.numbers(leaf: input.leaf).map { $0 * value })
    }
  }
}

/// The numbers of a leaf in a case, and how they can be moved.
private struct Ways {
  let leaf: Leaf
  let numbers: [Double]
  let members: [Int]
  let model: Model

  private var input: Model.MovedInput {
    let named = model.definitions[leaf.definition]
    return Model.MovedInput(definition: named.id, leaf: leaf.id, label: named.path, span: named.span)
  }

  private var layout: [AxisID] { model.layout(leaf.axes) }

  private func made(
    _ manner: LeverMove.Manner, path: String? = nil, now: Double, _ moved: [Double], cells: [Int]? = nil,
    _ bounds: ClosedRange<Double>?
  ) -> LeverMove? {
    let defined = moved.filter(\.isFinite)
    guard let bounds, let low = defined.min(), let high = defined.max() else { return nil }
    return LeverMove(
      input: input, manner: manner, path: path ?? input.label, now: now, low: low, high: high, cells: cells,
      bounds: bounds)
  }

  var value: LeverMove? {
    let cell = layout.reduce(0) { $0 * max(1, model.axes[$1].members.count) + members[$1] }
    guard numbers.indices.contains(cell), numbers[cell].isFinite else { return nil }
    return made(.value, now: numbers[cell], numbers, reach(around: numbers[cell]))
  }

  var scale: LeverMove? {
    guard numbers.contains(where: { $0.isFinite && $0 != 0 }) else { return nil }
    let isShare = leaf.unit.factors.isEmpty && leaf.unit.style == .percent
    let within = factors(numbers, within: model.range(input) ?? (isShare ? 0...1 : nil))
    return made(.scale, now: 1, numbers, max(0.1, within.lowerBound)...min(10, max(within.upperBound, 1)))
  }

  func member(_ dimensions: [AxisID], _ caseIndex: Int) -> LeverMove? {
    guard isAtRest(caseIndex) else { return nil }
    let cells = numbers.indices.filter { cell in
      let own = cellMembers(cell, layout, model)
      return dimensions.allSatisfy { own[$0] == members[$0] }
    }
    guard let now = common(cells.map { numbers[$0] }) else { return nil }
    let names = model.layout(dimensions).map { model.axes[$0].members[members[$0]].name }
    return made(
      .member, path: input.label + "[" + names.joined(separator: ", ") + "]", now: now, [now], cells: cells,
      reach(around: now))
  }

  /// Whether nothing stands beside the leaf but growth from the first period on.
  private func isAtRest(_ caseIndex: Int) -> Bool {
    model.leaves.filter { $0.definition == leaf.definition && $0.id != leaf.id }.allSatisfy { sibling in
      let periods = sibling.axes.contains(0) ? max(1, model.axes[0].members.count) : 1
      return sibling.role == .elapsed
        && sibling.cases[caseIndex].enumerated().allSatisfy { $1 == Double($0 % periods) }
    }
  }

  /// An input that has neither range nor whole is moved up to tenfold: what lies beyond is no advice.
  private func reach(around now: Double) -> ClosedRange<Double>? {
    let (bounds, origin) = usualBounds(of: input, StandingInput(value: now, first: now), model)
    switch origin {
    case .range, .share, .written: return bounds
    case .aroundBase: return now > 0 ? now / 10...now * 10 : now * 10...now / 10
    case .aroundZero: return nil
    }
  }
}
