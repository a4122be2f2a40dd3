import MarginFunctions
import MarginUnits

/// From which distribution the numbers of an input are drawn, in the unit of its leaf.
package struct InputShape: Sendable, Equatable {
  package let distribution: Distribution
  /// As written, the short form with its family: `2% to 9% (beta)`.
  package let text: String
  /// The low and high ends that the text names.
  package let low: Double?
  package let high: Double?
  /// What a case multiplies draws by, and then adds to them.
  package private(set) var factor = 1.0
  package private(set) var addend = 0.0
  /// The values that are drawn from, before factor and addend, and their probabilities: those inside the input's range.
  package private(set) var bounds = -Double.infinity...Double.infinity
  package private(set) var levels = 0.0...1.0

  package init(_ distribution: Distribution, text: String, low: Double? = nil, high: Double? = nil) {
    self.distribution = distribution
    self.text = text
    self.low = low
    self.high = high
  }

  /// The value that belongs to a random number between 0 and 1.
  package func value(at uniform: Double) -> Double {
    let level = levels.lowerBound + (levels.upperBound - levels.lowerBound) * uniform
    return finished(distribution.quantile(level))
  }

  /// What the distribution's value becomes.
  package func finished(_ drawn: Double) -> Double {
    let inside = min(max(drawn, bounds.lowerBound), bounds.upperBound)
    return isPlain ? inside : inside * factor + addend
  }

  /// Whether draws are the distribution's own.
  package var isPlain: Bool { factor == 1 && addend == 0 }
  package var isCut: Bool { levels != 0...1 || bounds.lowerBound.isFinite || bounds.upperBound.isFinite }

  /// The value below which a draw lies with a probability.
  package func quantile(_ p: Double) -> Double { value(at: factor < 0 ? 1 - p : p) }

  /// Whether all draws are one number.
  package var isCertain: Bool {
    if case .certain = distribution { return true }
    return factor == 0
  }

  func scaled(by factor: Double) -> InputShape {
    var changed = self
    changed.factor *= factor
    changed.addend *= factor
    return changed
  }

  func moved(by amount: Double) -> InputShape {
    var changed = self
    changed.addend += amount
    return changed
  }

  /// Cut at the ends of a range: what lies outside is not drawn. Nil where next to nothing lies inside.
  func cut(to range: ClosedRange<Double>) -> InputShape? {
    guard factor != 0 else { return self }
    let ends = [range.lowerBound, range.upperBound].map { ($0 - addend) / factor }.sorted()
    let lower = distribution.cumulative(ends[0].nextDown)
    let upper = distribution.cumulative(ends[1])
    guard upper - lower > 1e-6 else { return nil }
    var changed = self
    changed.levels = max(0, lower)...min(1, upper)
    changed.bounds = ends[0]...ends[1]
    return changed
  }
}

/// Cells of a leaf that are drawn together.
package struct CellShape: Sendable, Equatable {
  package let shape: InputShape
  /// Their indices in the leaf, rising.
  package let cells: [Int]
}

extension Leaf {
  /// From what the leaf's cells are drawn in a case; the others are certain. All shapes of an input take the same
  /// random number of a trial.
  package func shapes(in caseIndex: Int) -> [CellShape] {
    shapes.indices.contains(caseIndex) ? shapes[caseIndex] : []
  }
}

extension Model {
  /// The leaf of an uncertain input's own numbers.
  package func uncertainLeaf(of definition: Int, in caseIndex: Int) -> Leaf? {
    leaves.first { $0.definition == definition && !$0.shapes(in: caseIndex).isEmpty }
  }
}
