import MarginModel
import MarginUnits

/// How much an input moves a value, near where both are.
package struct Driver: Sendable {
  /// By how much of itself an input is moved up and down, and by how many points a share is besides.
  package static let step = 0.001

  package let definition: Int
  /// The share by which the value changes for 1 % more of the input itself, of a share too: 45 % becomes 45.45 %; nil
  /// where there is no such share.
  package let effect: Double?
  /// Why there is none.
  package let reason: String?
  package let isPoint: Bool
  /// Of a share, by how much the value changes for one point more of it.
  package let pointEffect: Double?
  /// The smallest and the largest number of the input, in `unit`.
  package let low: Double
  package let high: Double
  /// In which the input is stated.
  package let unit: Unit
}

/// The inputs that reach a reading, those that move it most first; a list for each of its members.
///
/// Each input is moved up and down as a whole, in all periods and of all members, and the model is recomputed. An input
/// that is bound to a formula is moved by what that formula reads.
package func drivers(of reading: Model.Reading, _ model: Model, caseIndex: Int) -> [[Driver]] {
  drivers(of: reading, movable(model, reading.definition), model, caseIndex: caseIndex) { $0 }
}

/// The same of some leaves alone, for the numbers that `pick` takes.
func drivers(
  of reading: Model.Reading, _ leaves: [Leaf], _ model: Model, caseIndex: Int, pick: ([Double]) -> [Double]
) -> [[Driver]] {
  var calculator = Calculator(model, caseIndex: caseIndex, targets: [reading.definition])
  let values = pick(read(reading, model, calculator.results))
  var found = values.map { _ in [Driver]() }
  for leaf in leaves {
    let definition = model.definitions[leaf.definition]
    let moved = Move(leaf, definition, calculator.numbers(leaf: leaf.id))
    let up = moved.up.map { pick(calculator.value(of: reading, at: $0, leaf.id)) }
    let down = moved.down.map { pick(calculator.value(of: reading, at: $0, leaf.id)) }
    let pointUp = moved.pointUp.map { pick(calculator.value(of: reading, at: $0, leaf.id)) }
    let pointDown = moved.pointDown.map { pick(calculator.value(of: reading, at: $0, leaf.id)) }
    calculator.set(leaf: leaf.id, values: moved.now)
    let numbers = moved.now.filter { !$0.isNaN }
    for (place, value) in values.enumerated() {
      let effect = moved.effect(value, up?[place] ?? .nan, down?[place] ?? .nan)
      let pointEffect = moved.isPoint ? moved.effect(value, pointUp?[place] ?? .nan, pointDown?[place] ?? .nan) : nil
      let reason =
        moved.reason ?? (value.isNaN ? "the value is undefined" : value == 0 ? "the value is 0" : "undefined")
      found[place].append(
        Driver(
          definition: definition.id, effect: effect, reason: effect == nil ? reason : nil, isPoint: moved.isPoint,
          pointEffect: pointEffect, low: numbers.min() ?? .nan, high: numbers.max() ?? .nan, unit: leaf.unit))
    }
  }
  return found.map { drivers in
    drivers.enumerated().sorted { left, right in
      let (first, second) = (left.element.effect?.magnitude ?? -1, right.element.effect?.magnitude ?? -1)
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
  }
}

/// The leaves of the inputs that a definition needs, in the order of the text.
func movable(_ model: Model, _ target: Int) -> [Leaf] {
  let isNeeded = reachable(from: [target], model)
  return model.leaves.filter { leaf in
    let definition = model.definitions[leaf.definition]
    guard isNeeded[definition.id], definition.purpose == .named, leaf.role == .value || leaf.role == .level else {
      return false
    }
    // When something is there is no amount; the amount itself is moved.
    let isTiming = definition.path.hasSuffix(".timing") && model.paths[String(definition.path.dropLast(7))] != nil
    return !isTiming
  }.sorted { $0.definition < $1.definition }
}

extension Calculator {
  fileprivate mutating func value(of reading: Model.Reading, at numbers: [Double], _ leaf: Int) -> [Double] {
    set(leaf: leaf, values: numbers)
    refresh()
    return read(reading, model, results)
  }
}

/// The numbers of an input as they are, and one step up and down; nil where the input cannot be moved so.
private struct Move {
  let now: [Double]
  private(set) var up: [Double]?
  private(set) var down: [Double]?
  private(set) var pointUp: [Double]?
  private(set) var pointDown: [Double]?
  let isPoint: Bool
  private(set) var reason: String?

  init(_ leaf: Leaf, _ definition: Definition, _ numbers: [Double]) {
    now = numbers
    isPoint = leaf.unit.style == .percent
    guard case .quantity = definition.type else {
      reason = definition.type == .date ? "a date" : definition.type == .truth ? "a truth" : "no number"
      return
    }
    if isPoint {
      pointUp = inside(now.map { $0 + Driver.step }, definition.range)
      pointDown = inside(now.map { $0 - Driver.step }, definition.range)
    }
    guard numbers.contains(where: { $0 != 0 && !$0.isNaN }) else {
      reason = "the input is 0"
      return
    }
    up = inside(now.map { $0 * (1 + Driver.step) }, definition.range)
    down = inside(now.map { $0 * (1 - Driver.step) }, definition.range)
  }

  private func inside(_ moved: [Double], _ range: ClosedRange<Double>?) -> [Double]? {
    guard let range else { return moved }
    return moved.allSatisfy { $0.isNaN || range.contains($0) } ? moved : nil
  }

  /// From both sides where both are there, else from one.
  func effect(_ value: Double, _ above: Double, _ below: Double) -> Double? {
    guard value.isFinite, value != 0 else { return nil }
    let difference: Double
    if above.isFinite, below.isFinite {
      difference = (above - below) / 2
    } else if above.isFinite {
      difference = above - value
    } else if below.isFinite {
      difference = value - below
    } else {
      return nil
    }
    // One per cent and one point are both a hundredth.
    let effect = difference / value.magnitude * 0.01 / Driver.step
    return effect.magnitude < 1e-11 ? 0 : effect
  }
}
