import MarginModel
import MarginSource

/// How a model stands by its bands and checks: the worst of them.
package enum Severity: Int, Sendable, Comparable {
  case healthy, warning, critical
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A band as one looks at it each week: where it stands, since when, what moves it and what would bring it back.
package struct BandDiagnosis: Sendable {
  /// A number of the band with its level; nil where no level takes it.
  package struct Reached: Sendable {
    /// In base units.
    package let value: Double
    package let level: Int?
  }

  package let outcome: BandOutcome
  package let severity: Severity
  /// The member on every axis of the worst cell, and whether the period among them means anything.
  package let members: [Int]
  package let hasPeriods: Bool
  /// The worst of the last period; nil for what has one period or none.
  package let last: Reached?
  /// The first period at the worst level, and in how many of how many periods it is reached.
  package let first: Int?
  package let atLevel: Int
  package let periods: Int
  /// To the bound of the next better level, and to the end of its own, in the value's unit; nil where there is none.
  package let toBetter: (level: Int, distance: Double)?
  package let toWorse: (level: Int, distance: Double)?
  /// Why the worst cell is undefined.
  package let cause: Undefined?
  /// Only of a band that is not at its best.
  package let moves: FoundMoves
  /// Of a band on a change over time, what changed.
  package let change: ChangeOverTime?
}

/// All bands of a model in the case of the results, the worst first, and in the order of the text where they are alike.
package func diagnoseBands(_ model: Model, _ results: Results) -> [BandDiagnosis] {
  var headlines = Headlines(model, results)
  let found = bandOutcomes(model, results).map { diagnose($0, model, results, &headlines) }
  return found.enumerated().sorted { left, right in
    (right.element.severity, left.offset) < (left.element.severity, right.offset)
  }.map(\.element)
}

private func diagnose(
  _ outcome: BandOutcome, _ model: Model, _ results: Results, _ headlines: inout Headlines
) -> BandDiagnosis {
  let band = model.bands[outcome.band]
  let numbers = read(band.value, model, results)
  let axes = readAxes(band.value, model)
  let periods = axes.contains(0) ? max(1, model.axes[0].members.count) : 1
  let byPeriod = (0..<periods).map { period in
    band.worst(of: numbers, among: stride(from: period, to: numbers.count, by: periods), model)
  }
  let worst = band.worst(of: numbers, among: numbers.indices, model)
  let atLevel = byPeriod.indices.filter { byPeriod[$0]?.rank == worst?.rank }
  let last = byPeriod.last.flatMap { $0 }
  var members = cellMembers(worst?.cell ?? 0, axes, model)
  if case .period(let period) = band.value.time { members[0] = period }
  let scale = model.definitions[band.value.definition].unit.scale
  let severity = band.severity(outcome.levelIndex)
  let isBad = severity > .healthy || outcome.levelIndex != 0
  let change = isBad ? changeOverTime(band.value, at: members[0], model, results) : nil
  let search = LeverSearch(band: band, rank: worst?.rank ?? 0, members: members, model: model, results: results)
  let moves = isBad ? found(search, change, &headlines) : .none
  return BandDiagnosis(
    outcome: outcome, severity: severity, members: members, hasPeriods: model.timeline.isDeclared && axes.contains(0),
    last: periods > 1
      ? last.map { .init(value: numbers[$0.cell], level: $0.rank < band.levels.count ? $0.rank : nil) } : nil,
    first: periods > 1 ? atLevel.first : nil, atLevel: atLevel.count, periods: periods,
    toBetter: band.better(than: outcome.levelIndex, outcome.value / scale),
    toWorse: band.worse(than: outcome.levelIndex, outcome.value / scale),
    cause: outcome.value.isNaN ? cause(band.value, members, model, results) : nil, moves: moves, change: change)
}

/// Of a change over time the inputs that changed come first, and only these are tried as levers: what stood still is
/// not why it changed.
private func found(_ search: LeverSearch, _ change: ChangeOverTime?, _ headlines: inout Headlines) -> FoundMoves {
  let all = movers(search)
  let differ = Set(change?.inputs.map(\.definition) ?? [])
  let causes = change?.causes ?? []
  let ranked = all.drivers.enumerated().sorted { left, right in
    func rank(_ driver: Driver) -> Int {
      differ.contains(driver.definition) ? 0 : causes.contains(driver.definition) ? 1 : 2
    }
    return (rank(left.element), left.offset) < (rank(right.element), right.offset)
  }.map(\.element)
  let own = ranked.filter { causes.contains($0.definition) }
  return FoundMoves(
    ranked.filter { $0.moves || differ.contains($0.definition) }, tried: own.isEmpty ? ranked : own, of: all,
    search, &headlines)
}

/// The inputs that a reading is made of at one of its cells, those that move it most first; one that does not move it
/// here may do so further off, over a step.
func movers(_ search: LeverSearch) -> Movers {
  let (reading, model, members) = (search.band.value, search.model, search.members)
  let time = reading.time == .all && model.definitions[reading.definition].variesInTime
  let own = Model.Reading(
    definition: reading.definition, time: time ? .period(members[0]) : reading.time, label: reading.label,
    span: reading.span)
  let cell = readAxes(own, model).reduce(0) { $0 * max(1, model.axes[$1].members.count) + members[$1] }
  let leaves = movable(model, reading.definition)
  let found = drivers(
    of: own, Array(leaves.prefix(search.mostMoved)), model, caseIndex: search.results.caseIndex
  ) { numbers in numbers.indices.contains(cell) ? [numbers[cell]] : [] }
  return Movers(drivers: found.first ?? [], inputs: leaves.count)
}

private func cause(_ reading: Model.Reading, _ members: [Int], _ model: Model, _ results: Results) -> Undefined? {
  let definition = model.definitions[reading.definition]
  let cell = model.layout(definition.axes).reduce(0) { $0 * max(1, model.axes[$1].members.count) + members[$1] }
  guard reading.time == .rolledUp else {
    return whyUndefined(model, results, definition: definition.id, cell: cell)
  }
  let member = cell / (definition.variesInTime ? max(1, model.axes[0].members.count) : 1)
  let leaves = model.leaves.map { $0.cases.indices.contains(results.caseIndex) ? $0.cases[results.caseIndex] : [] }
  return whyUndefined(model, results, leaves: leaves, definition: definition.id, member: member, year: nil)
}

extension Model.Band {
  /// The names that the field uses tell how bad a level is; else the first is healthy, the last critical, and what lies
  /// between a warning. What is undefined or taken by no level is critical.
  package func severity(_ level: Int?) -> Severity {
    guard let level, levels.indices.contains(level) else { return .critical }
    switch levels[level].name {
    case "healthy": return .healthy
    case "warning": return .warning
    case "critical": return .critical
    default: return level == 0 ? .healthy : level == levels.count - 1 ? .critical : .warning
    }
  }

  /// The nearest better level that has a bound, and how far it is.
  fileprivate func better(than level: Int?, _ value: Double) -> (level: Int, distance: Double)? {
    guard value.isFinite else { return nil }
    let better = levels.prefix(level ?? levels.count).lastIndex { $0.bound != nil }
    return better.flatMap { place in levels[place].bound.map { (place, ($0 - value).magnitude) } }
  }

  /// The level below its own, and how far it is from where that begins.
  fileprivate func worse(than level: Int?, _ value: Double) -> (level: Int, distance: Double)? {
    guard value.isFinite, let level, level + 1 < levels.count, let bound = levels[level].bound else { return nil }
    return (level + 1, (bound - value).magnitude)
  }
}
