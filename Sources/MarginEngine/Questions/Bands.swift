import MarginModel
import MarginSource

/// The level that a band's value reaches, at its worst place.
package struct BandOutcome: Sendable {
  /// The index in `Model.bands`.
  package let band: Int
  package let caseIndex: Int
  /// Nil where the value is undefined or no level takes it.
  package let level: String?
  package let levelIndex: Int?
  /// In base units.
  package let value: Double
  /// `Small, 2026-07`, or nothing for a single number.
  package let place: String
}

/// All bands of a model in the case of the results. Of several cells the worst one stands for all: an undefined one,
/// else the lowest level, else the number furthest on the bad side.
package func bandOutcomes(_ model: Model, _ results: Results) -> [BandOutcome] {
  model.bands.enumerated().map { index, band in
    let numbers = read(band.value, model, results)
    let worst = band.worst(of: numbers, among: numbers.indices, model)
    let level = worst.flatMap { $0.rank < band.levels.count ? $0.rank : nil }
    return BandOutcome(
      band: index, caseIndex: results.caseIndex, level: level.map { band.levels[$0].name }, levelIndex: level,
      value: worst.map { numbers[$0.cell] } ?? .nan,
      place: worst.map { cellLabel($0.cell, readAxes(band.value, model), band.value.time, model) } ?? "")
  }
}

extension Model.Band {
  /// Whether small numbers are good, as the first level tells.
  package var prefersLow: Bool { levels.first?.comparison == .less || levels.first?.comparison == .atMost }

  /// How bad a number in base units is: the place of its level, one more where no level takes it, two more where it is
  /// undefined.
  func rank(of number: Double, _ scale: Double) -> Int {
    number.isNaN ? levels.count + 1 : level(of: number, scale) ?? levels.count
  }

  /// The worst of some cells of the band's numbers; nil where there is none.
  func worst(of numbers: [Double], among cells: some Sequence<Int>, _ model: Model) -> (rank: Int, cell: Int)? {
    let scale = model.definitions[value.definition].unit.scale
    let badSide = prefersLow ? 1.0 : -1
    var worst: (rank: Int, badness: Double, cell: Int)?
    for cell in cells {
      let rank = rank(of: numbers[cell], scale)
      let badness = numbers[cell].isNaN ? 0 : numbers[cell] * badSide
      // Binary noise decides nothing: of cells that stand alike the first is named.
      let noise = 1e-9 * max(badness.magnitude, worst?.badness.magnitude ?? 0)
      if let worst, worst.rank > rank || worst.rank == rank && !(badness > worst.badness + noise) { continue }
      worst = (rank, badness, cell)
    }
    return worst.map { ($0.rank, $0.cell) }
  }

  /// The first level that takes a number; one without a bound takes all.
  private func level(of number: Double, _ scale: Double) -> Int? {
    levels.firstIndex { level in
      guard let comparison = level.comparison, let bound = level.bound else { return true }
      return comparison.truth(number, bound * scale) == 1
    }
  }
}
