import MarginModel

/// What a result comes to as an input grows.
package struct FragilityOutcome: Sendable {
  /// In base units.
  package let base: Double
  package let baseCause: Undefined?
  /// The input's number in the leaf's unit; nil where it has several.
  package let number: Double?
  package let points: [Point]
  /// The worst of the points in the input's range; where it is not known whether more is better, nil.
  package let verdict: Model.Fragility.Class?

  package struct Point: Sendable {
    /// The input's number in the leaf's unit; nil where it has several.
    package let number: Double?
    /// Whether it lies outside of the input's range, where nothing is computed.
    package let isOutside: Bool
    package let value: Double
    package let cause: Undefined?
    /// Against the base, as a share of its size; NaN where either is undefined or the base is 0.
    package let change: Double
    package let grade: Model.Fragility.Class
  }
}

extension Model.Fragility {
  /// What a change of the result means.
  package enum Class: String, Sendable {
    case improves, flat, worsens, collapses
    /// Where it is not known whether more is better.
    case rises, falls
    /// There is nothing to compare with.
    case undefined
  }

  /// A change up to the tolerance is flat, one to the worse by more than half of the base collapses, and so does a
  /// result that is undefined.
  package func grade(base: Double, value: Double) -> Class {
    if base.isNaN || base == 0 { return .undefined }
    if value.isNaN { return .collapses }
    let change = (value - base) / abs(base)
    if abs(change) <= tolerance { return .flat }
    guard let isLowerBetter else { return change > 0 ? .rises : .falls }
    let gain = isLowerBetter ? -change : change
    return gain > 0 ? .improves : gain < -0.5 ? .collapses : .worsens
  }
}

/// Moves the input of a fragility to each of its points.
package func fragilityOutcome(_ fragility: Model.Fragility, _ model: Model, caseIndex: Int) -> FragilityOutcome {
  let (reading, input) = (fragility.value, fragility.input)
  // The input is a target too, so that its own formula is there to be told, where it is bound to one.
  var calculator = Calculator(model, caseIndex: caseIndex, targets: [reading.definition, input.definition])
  let base = calculator.one(reading)
  let baseCause = base.isNaN ? calculator.why(reading) : nil
  let before = calculator.held(input)
  let numbers = calculator.own(input)
  let range = model.range(input)
  let points = fragility.points.map { point -> FragilityOutcome.Point in
    let reached = point.isMultiple ? numbers.map { $0 * point.number } : [point.number]
    // An input whose base lies outside already is not held to its range.
    let isOutside =
      range.map { range in numbers.allSatisfy(range.contains) && reached.contains { !range.contains($0) } } ?? false
    guard !isOutside else {
      return .init(
        number: common(reached), isOutside: true, value: .nan, cause: nil, change: .nan, grade: .undefined)
    }
    if point.isMultiple {
      calculator.scale(input, by: point.number)
    } else {
      calculator.replace(leaf: input.leaf, by: point.number)
    }
    calculator.refresh()
    let value = calculator.one(reading)
    let cause = value.isNaN ? calculator.why(reading) : nil
    calculator.put(before)
    return .init(
      number: common(reached), isOutside: false, value: value, cause: cause,
      change: base == 0 ? .nan : (value - base) / abs(base),
      grade: fragility.grade(base: base, value: value))
  }
  let order: [Model.Fragility.Class] = [.undefined, .collapses, .worsens, .flat, .improves]
  return FragilityOutcome(
    base: base, baseCause: baseCause, number: common(numbers), points: points,
    verdict: fragility.isLowerBetter == nil
      ? nil : order.first { grade in points.contains { !$0.isOutside && $0.grade == grade } })
}
