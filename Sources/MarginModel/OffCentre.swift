/// Where the number that a model calculates with lies in the shape that a simulation draws from.
package struct ShapePlace: Sendable, Equatable {
  /// The number itself and the middle of its shape, in the leaf's unit.
  package let value: Double
  package let middle: Double
  /// The probabilities of less than the number and of at most it; they differ where it is drawn again and again.
  package let below: Double
  package let upTo: Double

  /// Whether the number lies so far from the middle that a simulation tells of another model: below p20 or above p80.
  package var isOffCentre: Bool { upTo < 0.2 || below > 0.8 }

  /// `p9`, `below p1`
  package var level: String {
    let level = upTo < 0.2 ? upTo : below
    if level < 0.01 { return "below p1" }
    if level > 0.99 { return "above p99" }
    return "p\(Lint.short((level * 100).rounded()))"
  }
}

extension InputShape {
  /// Where a number lies among the draws; nil where all draws are one number.
  package func place(of value: Double) -> ShapePlace? {
    guard !isCertain, value.isFinite else { return nil }
    let drawn = (value - addend) / factor
    let width = levels.upperBound - levels.lowerBound
    func level(_ value: Double) -> Double {
      let inside = (distribution.cumulative(value) - levels.lowerBound) / width
      return min(max(inside, 0), 1)
    }
    let (below, upTo) = (level(drawn.nextDown), level(drawn))
    guard below.isFinite, upTo.isFinite else { return nil }
    return ShapePlace(
      value: value, middle: quantile(0.5), below: factor < 0 ? 1 - upTo : below, upTo: factor < 0 ? 1 - below : upTo)
  }
}

extension Model {
  /// The first number of an uncertain input that lies far from the middle of its shape; nil where none does.
  package func offCentre(_ definition: Int, in caseIndex: Int) -> ShapePlace? {
    guard let leaf = uncertainLeaf(of: definition, in: caseIndex), leaf.cases.indices.contains(caseIndex) else {
      return nil
    }
    let numbers = leaf.cases[caseIndex]
    for shape in leaf.shapes(in: caseIndex) {
      for cell in shape.cells where numbers.indices.contains(cell) {
        if let place = shape.shape.place(of: numbers[cell]), place.isOffCentre { return place }
      }
    }
    return nil
  }
}
