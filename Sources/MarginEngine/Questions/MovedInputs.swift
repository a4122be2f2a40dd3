import MarginModel

/// What moving an input does to the numbers that a calculator holds.
extension Calculator {
  /// The numbers of every leaf of an input, as they stand.
  func held(_ input: Model.MovedInput) -> [(leaf: Int, numbers: [Double])] {
    model.leaves.filter { $0.definition == input.definition }.map { ($0.id, numbers(leaf: $0.id)) }
  }

  /// Puts numbers back.
  mutating func put(_ held: [(leaf: Int, numbers: [Double])]) {
    for (leaf, numbers) in held { set(leaf: leaf, values: numbers) }
  }

  /// Multiplies an input by a number in all its cells; one that is bound to a formula gives that multiple of it.
  mutating func scale(_ input: Model.MovedInput, by factor: Double) {
    for (leaf, numbers) in held(input) where model.leaves[leaf].role != .elapsed {
      set(leaf: leaf, values: numbers.map { $0 * factor })
    }
  }

  /// The numbers of an input in its leaf's unit; those of its formula where it is bound to one. A growing input has its
  /// levels.
  func own(_ input: Model.MovedInput) -> [Double] {
    let leaf = model.leaves[input.leaf]
    guard leaf.role == .addend else { return numbers(leaf: leaf.id) }
    return results.columns[input.definition].map { $0 / leaf.unit.scale }
  }

  /// The number of a reading that has one, in base units.
  func one(_ reading: Model.Reading) -> Double { read(reading, model, results).first ?? .nan }

  /// Why a member of a reading is undefined.
  func why(_ reading: Model.Reading, member: Int = 0) -> Undefined? {
    let leaves = model.leaves.indices.map { numbers(leaf: $0) }
    let (results, definition) = (results, reading.definition)
    let periods = model.definitions[definition].variesInTime ? max(1, model.axes[0].members.count) : 1
    switch reading.time {
    case .rolledUp:
      return whyUndefined(model, results, leaves: leaves, definition: definition, member: member, year: nil)
    case .period(let period):
      return whyUndefined(model, results, leaves: leaves, definition: definition, cell: member * periods + period)
    case .constant, .all:
      return whyUndefined(model, results, leaves: leaves, definition: definition, cell: member * periods)
    }
  }
}

/// The number that all of some numbers are; nil where they differ or there is none.
func common(_ numbers: [Double]) -> Double? {
  guard let first = numbers.first, first.isFinite, numbers.allSatisfy({ $0 == first }) else { return nil }
  return first
}

/// By which factors an input can be multiplied without leaving its range. An input outside of its range stays there.
func factors(_ numbers: [Double], within range: ClosedRange<Double>?) -> ClosedRange<Double> {
  var (least, most) = (0.0, Double.infinity)
  guard let range else { return least...most }
  for number in numbers where number.isFinite && number != 0 {
    let ends = [range.lowerBound / number, range.upperBound / number]
    least = max(least, ends.min() ?? least)
    most = min(most, ends.max() ?? most)
  }
  return min(least, 1)...max(most, 1)
}

extension Model {
  /// The range of an input in its leaf's unit.
  package func range(_ input: MovedInput) -> ClosedRange<Double>? {
    let factor = definitions[input.definition].unit.scale / leaves[input.leaf].unit.scale
    return definitions[input.definition].range.map { $0.lowerBound * factor...$0.upperBound * factor }
  }
}
