import MarginModel
import MarginSource

/// A value of one input that brings a band to a better level, in all its periods and members.
package struct Lever: Sendable {
  package let move: LeverMove
  /// Where the level begins, as all values here in the leaf's unit, or a multiple where the input is scaled.
  package let threshold: Double
  /// A short number just beyond the threshold, at which the level has been seen to hold.
  package let value: Double
  /// The index of the level in the band.
  package let level: Int
  /// What else it does to the model.
  package var effect: HeadlineEffect?
  /// The indices in `Model.checks` of those that hold now and no longer then.
  package var broken: [Int] = []

  package var input: Model.MovedInput { move.input }
  /// What the input is where the band is worst.
  package var now: Double { move.now }
  package var isAbove: Bool { value >= now }
}

/// Looks for levers of a band: each for the best level that its input reaches.
struct LeverSearch {
  let band: Model.Band
  /// The place of the level that the band is at.
  let rank: Int
  /// Where it is worst: the member on every axis.
  let members: [Int]
  let model: Model
  let results: Results

  /// How many numbers are computed to judge the band once.
  let size: Int

  init(band: Model.Band, rank: Int, members: [Int], model: Model, results: Results) {
    (self.band, self.rank, self.members, self.model, self.results) = (band, rank, members, model, results)
    let isNeeded = reachable(from: [band.value.definition], model)
    size = model.definitions.reduce(0) { $0 + (isNeeded[$1.id] ? model.count($1.axes) : 0) }
  }

  /// The most numbers that a search over many points computes for one input.
  private static let fineWork = 10_000_000
  /// And about how many points such a search takes, and a coarse one.
  private static let (finePoints, coarsePoints) = (400, 40)

  private var isCoarse: Bool { size > Self.fineWork / Self.finePoints }

  /// How many inputs are moved, and how many of these are tried as levers, so that an answer comes in seconds.
  var mostMoved: Int { max(3, 20_000_000 / (4 * max(1, size))) }
  var mostTried: Int { min(8, max(1, 100_000_000 / (Self.coarsePoints * max(1, size)))) }

  /// In which ways an input can be moved; none where nothing says how far.
  func moves(_ definition: Int) -> [LeverMove] {
    LeverMove.moves(of: definition, model, results, picks: readAxes(band.value, model), members)
  }

  /// The first of the ways that reaches a better level within reason.
  func lever(_ moves: [LeverMove]) -> Lever? { moves.lazy.compactMap(lever).first }

  private func lever(_ move: LeverMove) -> Lever? {
    let probe = Probe(
      move.input, [band.value], model, caseIndex: results.caseIndex, cells: move.cells,
      isFactor: move.manner == .scale)
    guard probe.isReached else { return nil }
    for level in 0..<min(rank, band.levels.count) {
      guard let bound = band.levels[level].bound else { continue }
      let target = bound * model.definitions[band.value.definition].unit.scale
      let places =
        isCoarse
        ? coarsePlaces(move, level, probe)
        : finePlaces(move) { points in
          zip(points, probe.extremes(points, isLargest: band.prefersLow)).map {
            Roots.Sample(x: $0, left: $1, right: target)
          }
        }
      for place in places.sorted(by: { ($0 - move.now).magnitude < ($1 - move.now).magnitude }) {
        guard let value = short(at: place, move, reaches: { holds($0, level, probe) }) else { continue }
        return Lever(move: move, threshold: place, value: value, level: level)
      }
    }
    return nil
  }

  private func finePlaces(_ move: LeverMove, _ sides: @escaping ([Double]) -> [Roots.Sample]) -> [Double] {
    let roots = findRoots(in: move.bounds, also: [move.now].filter(move.bounds.contains), sides: sides)
    return roots.findings.flatMap { finding -> [Double] in
      switch finding {
      case .root(let sample, _): return [sample.x]
      case .stretch(let from, let to): return [from.x, to.x]
      case .jump(let below, let above, _): return [below.x, above.x]
      }
    }
  }

  /// Where a level begins to hold between the few points of a large model that lie next to what is now.
  private func coarsePlaces(_ move: LeverMove, _ level: Int, _ probe: Probe) -> [Double] {
    let (low, high) = (move.bounds.lowerBound, move.bounds.upperBound)
    let points = Set((0...12).map { low + (high - low) * Double($0) / 12 } + [move.now]).sorted()
    let states = holding(points, level, probe)
    let edges = points.indices.dropLast().filter { states[$0] != states[$0 + 1] }
    let nearest = edges.min { (points[$0] - move.now).magnitude < (points[$1] - move.now).magnitude }
    guard let edge = nearest else { return [] }
    var (bad, good) = states[edge] ? (points[edge + 1], points[edge]) : (points[edge], points[edge + 1])
    for _ in 0..<20 {
      let middle = bad + (good - bad) / 2
      if holding([middle], level, probe).first == true { good = middle } else { bad = middle }
    }
    return [good]
  }

  private func holds(_ value: Double, _ level: Int, _ probe: Probe) -> Bool {
    holding([value], level, probe).allSatisfy { $0 }
  }

  private func holding(_ values: [Double], _ level: Int, _ probe: Probe) -> [Bool] {
    // Levels follow each other, so that the number furthest on the bad side has the worst of them.
    let scale = model.definitions[band.value.definition].unit.scale
    return probe.extremes(values, isLargest: band.prefersLow).map { band.rank(of: $0, scale) <= level }
  }

  /// The number of fewest digits, three at least, that lies at a place or next to it: beyond it as seen from what is
  /// now, else before it, since what stands on a threshold may have its better level on either side.
  private func short(at place: Double, _ move: LeverMove, reaches: (Double) -> Bool) -> Double? {
    let isUp = place >= move.now
    for goesUp in [isUp, !isUp] {
      for digits in 3...9 {
        let step = Decimal(of: place, digits: digits)
        for extra in [0.0, 1] {
          let value = step.value(goesUp ? step.count.rounded(.up) + extra : step.count.rounded(.down) - extra)
          if move.bounds.contains(value), reaches(value) { return value }
        }
      }
    }
    return nil
  }

  /// A number as a count of decimal steps, so that it is rounded to digits that can be written.
  private struct Decimal {
    let count: Double
    private var exponent = 0

    init(of number: Double, digits: Int) {
      var size = number.magnitude
      // No number that is not 0 is further from 1 than this.
      while size >= 10, exponent < 310 { (size, exponent) = (size / 10, exponent + 1) }
      while size < 1, size > 0, exponent > -310 { (size, exponent) = (size * 10, exponent - 1) }
      exponent -= digits - 1
      let exact = exponent < 0 ? number * Self.power(-exponent) : number / Self.power(exponent)
      // What is a whole number of steps but for rounding is one.
      count = (exact - exact.rounded()).magnitude < 1e-9 * exact.magnitude ? exact.rounded() : exact
    }

    func value(_ count: Double) -> Double {
      exponent < 0 ? count / Self.power(-exponent) : count * Self.power(exponent)
    }

    private static func power(_ exponent: Int) -> Double {
      (0..<min(exponent, 308)).reduce(1.0) { power, _ in power * 10 }
    }
  }
}
