import MarginModel

/// What some results come to while each input alone moves to both sides.
package struct TornadoOutcome: Sendable {
  /// The results without any move, in base units.
  package let base: [Double]
  /// Those inputs that reach a result and move, in the order of the text.
  package let bars: [Bar]
  /// How many inputs are left out, by reason.
  package let leftOut: [Omission: Int]

  package enum Omission: String, Sendable, CaseIterable {
    /// No formula leads from it to a result.
    case unreached
    /// A share of it is 0.
    case zero
    /// It has no shape to take quantiles of.
    case certain
    /// The case's change made it certain.
    case set
    /// It is no share, of which points could be taken.
    case shareless
    /// It has no room in its range.
    case fixed
  }

  /// An input with its two ends.
  package struct Bar: Sendable {
    package let input: Model.MovedInput
    /// In the leaf's unit; nil where the input has several numbers.
    package let number: Double?
    package let low: End
    package let high: End
  }

  package struct End: Sendable {
    /// In the leaf's unit; nil where the input has several numbers, which `factor` multiplies or which lie at a quantile
    /// each.
    package let number: Double?
    /// Nil where the end is a given number.
    package let factor: Double?
    /// Whether the input's range stopped it.
    package let isClipped: Bool
    /// What a leaf of the input holds at an end that is a quantile of its cells.
    var cells: (leaf: Int, numbers: [Double])?
    /// By result, in base units.
    package var results: [Double] = []
    /// By result, why it is undefined.
    package var causes: [Undefined?] = []
  }

  /// How one input moves one result.
  package struct Effect: Sendable {
    /// The place among the bars.
    package let bar: Int
    package let low: Double
    package let high: Double
    /// From the lowest to the highest of both ends and the base; NaN where one of them is undefined.
    package let swing: Double
    /// Of the sum of all swings.
    package let share: Double
    package let direction: Direction
  }

  package enum Direction: String, Sendable {
    case rises, falls
    /// Both ends lie on one side of the base.
    case bends
    case undefined
  }

  /// How all inputs that do something move a result: by swing, those of equal swing in the order of the text, and last
  /// those with which it is undefined. `idle` counts those that reach it and do nothing.
  package func effects(on result: Int) -> (effects: [Effect], idle: Int) {
    let base = base[result]
    let swings = bars.map { bar in
      let ends = [base, bar.low.results[result], bar.high.results[result]]
      return ends.contains(where: \.isNaN) ? .nan : (ends.max() ?? base) - (ends.min() ?? base)
    }
    let total = swings.filter(\.isFinite).reduce(0, +)
    let largest = swings.filter(\.isFinite).max() ?? 0
    let moving = bars.indices.filter { !(swings[$0] <= 1e-14 * abs(base)) }
    // What differs in its last digits only, by the way in which it was computed, is equal.
    func rank(_ place: Int) -> Double { largest > 0 ? (swings[place] / largest * 1e10).rounded() : 0 }
    let ranked = moving.sorted { first, second in
      let (left, right) = (rank(first), rank(second))
      if left.isNaN != right.isNaN { return right.isNaN }
      return left == right || left.isNaN ? first < second : left > right
    }
    let effects = ranked.map { place in
      let (low, high) = (bars[place].low.results[result], bars[place].high.results[result])
      return Effect(
        bar: place, low: low, high: high, swing: swings[place], share: swings[place] / total,
        direction: Self.direction(low, base, high))
    }
    return (effects, bars.count - moving.count)
  }

  private static func direction(_ low: Double, _ base: Double, _ high: Double) -> Direction {
    if low.isNaN || base.isNaN || high.isNaN { return .undefined }
    if min(low, high) > base || max(low, high) < base || low == high { return .bends }
    return low < high ? .rises : .falls
  }
}

/// Moves each input of a tornado alone.
package func tornadoOutcome(_ tornado: Model.Tornado, _ model: Model, caseIndex: Int) -> TornadoOutcome {
  var calculator = Calculator(model, caseIndex: caseIndex, targets: tornado.values.map(\.definition))
  let isNeeded = Readers(model).needed(by: tornado.values.map(\.definition))
  let base = tornado.values.map { calculator.one($0) }
  var bars: [TornadoOutcome.Bar] = []
  var leftOut: [TornadoOutcome.Omission: Int] = [:]
  for (input, swing) in tornado.swings {
    guard isNeeded[input.definition] else {
      leftOut[.unreached, default: 0] += 1
      continue
    }
    let numbers = calculator.own(input)
    let ends: (low: TornadoOutcome.End, high: TornadoOutcome.End)?
    switch swing {
    case .share(let share):
      guard numbers.contains(where: { $0 != 0 && $0.isFinite }) else {
        leftOut[.zero, default: 0] += 1
        continue
      }
      ends = shared(numbers, by: share, model.range(input))
    case .points(let distance):
      guard model.leaves[input.leaf].unit.isShare else {
        leftOut[.shareless, default: 0] += 1
        continue
      }
      ends = distant(numbers, calculator.numbers(leaf: input.leaf), by: distance, input.leaf, model.range(input))
    case .ends(let low, let high):
      ends = (.init(number: low, factor: nil, isClipped: false), .init(number: high, factor: nil, isClipped: false))
    case .quantiles(let low, let high):
      guard let leaf = model.uncertainLeaf(of: input.definition, in: caseIndex) else {
        let isSet = model.uncertainLeaf(of: input.definition, in: 0) != nil
        leftOut[isSet ? .set : .certain, default: 0] += 1
        continue
      }
      let own = calculator.numbers(leaf: leaf.id)
      ends = (
        quantile(low, of: leaf, caseIndex, own, isWhole: leaf.id == input.leaf),
        quantile(high, of: leaf, caseIndex, own, isWhole: leaf.id == input.leaf)
      )
    }
    guard let ends else {
      leftOut[.fixed, default: 0] += 1
      continue
    }
    let sides = [ends.low, ends.high].map { moved(input, to: $0, tornado.values, &calculator) }
    bars.append(.init(input: input, number: common(numbers), low: sides[0], high: sides[1]))
  }
  return TornadoOutcome(base: base, bars: bars, leftOut: leftOut)
}

/// The ends of a share of the base, no further than the range goes; nil where it leaves no room at all.
private func shared(
  _ numbers: [Double], by share: Double, _ range: ClosedRange<Double>?
) -> (low: TornadoOutcome.End, high: TornadoOutcome.End)? {
  let room = factors(numbers, within: range)
  let single = common(numbers)
  func end(_ factor: Double) -> TornadoOutcome.End {
    let clipped = min(max(factor, room.lowerBound), room.upperBound)
    return .init(number: single.map { $0 * clipped }, factor: clipped, isClipped: clipped != factor)
  }
  let (less, more) = (end(1 - share), end(1 + share))
  guard less.factor != more.factor else { return nil }
  return single.map { $0 < 0 } == true ? (more, less) : (less, more)
}

/// The ends at a distance in the leaf's unit from the base, no further than the range goes; nil where it leaves no room at all.
private func distant(
  _ numbers: [Double], _ held: [Double], by distance: Double, _ leaf: Int, _ range: ClosedRange<Double>?
) -> (low: TornadoOutcome.End, high: TornadoOutcome.End)? {
  func end(_ distance: Double) -> TornadoOutcome.End {
    let open = numbers.map { $0 + distance }
    let reached = zip(numbers, open).map { own, open in
      // An input outside of its range stays there.
      range.map { min(max(open, min($0.lowerBound, own)), max($0.upperBound, own)) } ?? open
    }
    // The leaf of an input that is bound to a formula holds what is added to it.
    let cells =
      held.count == numbers.count
      ? held.indices.map { held[$0] + reached[$0] - numbers[$0] } : held.map { $0 + distance }
    return .init(
      number: common(reached), factor: nil, isClipped: reached != open, cells: (leaf: leaf, numbers: cells))
  }
  let (low, high) = (end(-distance), end(distance))
  return low.cells?.numbers == high.cells?.numbers ? nil : (low, high)
}

/// The end at which all uncertain cells of an input are at a quantile of their shapes.
private func quantile(
  _ level: Double, of leaf: Leaf, _ caseIndex: Int, _ numbers: [Double], isWhole: Bool
) -> TornadoOutcome.End {
  var numbers = numbers
  for shape in leaf.shapes(in: caseIndex) {
    let number = shape.shape.quantile(level)
    for cell in shape.cells where numbers.indices.contains(cell) { numbers[cell] = number }
  }
  return .init(
    number: isWhole ? common(numbers) : nil, factor: nil, isClipped: false, cells: (leaf: leaf.id, numbers: numbers))
}

/// The results with an input at an end, after which it is put back.
private func moved(
  _ input: Model.MovedInput, to end: TornadoOutcome.End, _ values: [Model.Reading], _ calculator: inout Calculator
) -> TornadoOutcome.End {
  let before = calculator.held(input)
  if let cells = end.cells {
    calculator.set(leaf: cells.leaf, values: cells.numbers)
  } else if let factor = end.factor {
    calculator.scale(input, by: factor)
  } else if let number = end.number {
    calculator.replace(leaf: input.leaf, by: number)
  }
  calculator.refresh()
  var end = end
  end.results = values.map { calculator.one($0) }
  end.causes = zip(values, end.results).map { $1.isNaN ? calculator.why($0) : nil }
  calculator.put(before)
  return end
}
