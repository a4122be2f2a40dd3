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
    let scale = model.definitions[band.value.definition].unit.scale
    let first = band.levels.first?.comparison
    let badSide = first == .less || first == .atMost ? 1.0 : -1
    var worst: (rank: Int, badness: Double, cell: Int)?
    for (cell, number) in numbers.enumerated() {
      let rank = number.isNaN ? band.levels.count + 1 : band.level(of: number, scale) ?? band.levels.count
      let badness = number.isNaN ? 0 : number * badSide
      // Binary noise decides nothing: of cells that stand alike the first is named.
      let noise = 1e-9 * max(badness.magnitude, worst?.badness.magnitude ?? 0)
      if let worst, worst.rank > rank || worst.rank == rank && !(badness > worst.badness + noise) { continue }
      worst = (rank, badness, cell)
    }
    let level = worst.flatMap { $0.rank < band.levels.count ? $0.rank : nil }
    return BandOutcome(
      band: index, caseIndex: results.caseIndex, level: level.map { band.levels[$0].name }, levelIndex: level,
      value: worst.map { numbers[$0.cell] } ?? .nan,
      place: worst.map { cellLabel($0.cell, readAxes(band.value, model), band.value.time, model) } ?? "")
  }
}

extension Model.Band {
  /// The first level that takes a number; one without a bound takes all.
  fileprivate func level(of number: Double, _ scale: Double) -> Int? {
    levels.firstIndex { level in
      guard let comparison = level.comparison, let bound = level.bound else { return true }
      return comparison.truth(number, bound * scale) == 1
    }
  }
}
