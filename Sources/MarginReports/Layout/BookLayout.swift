import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// The workbook in the making: the plan of its formulas, where everything stands, and the sheets made so far.
struct BookLayout {
  let model: Model
  let results: [Results]
  let info: BookInfo
  let selectedCase: Int
  /// The answers to the model's simulations, in their order; none where they were not asked for.
  let simulations: [SimulationOutcome]
  /// Loops that converge, written as rounds.
  let loops: [UnrolledLoop]
  let grid: Grid
  var plan: Plan
  var addresses: Addresses
  var inputLines: [InputLine] = []
  var sensitivity = SensitivityPlaces()
  var answers = BookAnswers()
  var checks = CheckPlaces()
  var portfolio: Portfolio?
  var map = BookMap()
  var names: [Workbook.DefinedName] = []

  init(
    _ model: Model, _ results: [Results], selectedCase: Int, info: BookInfo, loops: [UnrolledLoop] = [],
    simulations: [SimulationOutcome] = []
  ) {
    self.model = model
    self.simulations = simulations
    self.results = results
    self.info = info
    self.loops = loops
    self.selectedCase = model.cases.indices.contains(selectedCase) ? selectedCase : 0
    grid = Grid(model.timeline)
    plan = Plan(model, results, selectedCase: self.selectedCase)
    plan.lay()
    addresses = Addresses(grid: grid, table: plan.table)
    placeCalculations()
    placeInputs()
    answers = BookAnswers(model, caseIndex: self.selectedCase)
    placeSensitivity()
    portfolio = Portfolio(self)
    checks.structural = structuralChecks()
    addresses.checkRow = checks.modelRow
    checks.ofModel = modelChecks()
  }

  var asOfDay: Double { BookInfo.serial(info.asOf) ?? serialDay(year: 2000, month: 1, day: 1) }
  var startDay: Double { model.timeline.firstDay(0).serial }

  /// The first day of the period whose number stands in a cell; `prefix` names the Inputs sheet on others.
  func periodStart(_ number: String, on prefix: String) -> String {
    let (start, length) = (prefix + addresses.start.absolute, prefix + addresses.periodLength.absolute)
    return model.timeline.countsDays
      ? "\(start)+\(length)*(\(number)-1)" : "EDATE(\(start),\(length)*(\(number)-1))"
  }

  /// How the first day of a period is shown above its column.
  var periodFormat: String { model.timeline.countsDays ? NumberFormat.day : NumberFormat.month }

  /// The words for the whole timeline: `24 months from 2026-01`.
  var span: String {
    guard model.timeline.isDeclared else { return "one month" }
    return "\(model.timeline.count) \(model.timeline.unitText) from \(model.timeline.label(0))"
  }

  /// The cells of a reading: one per member, or a row per member.
  func cells(_ reading: Model.Reading) -> [ReadingCell] { cells(reading.definition, reading.time, reading.label) }

  func cells(_ id: Int, _ time: Model.Reading.Time, _ label: String) -> [ReadingCell] {
    let definition = model.definitions[id]
    let place = plan.places[id]
    let unit = if case .member(let axis) = definition.type { model.axes[axis].name } else { unitLabel(definition.unit) }
    return place.rows.enumerated().map { member, row in
      let address = addresses.rows[row]
      let column: Int
      var last: Int?
      switch time {
      case .period(let period) where definition.variesInTime: column = grid.period(period)
      case .rolledUp where definition.variesInTime: column = Grid.total
      case .all where definition.variesInTime:
        column = grid.first
        last = grid.last
      default: column = Grid.constant
      }
      let first = CellAddress(row: address.row, column: column)
      return ReadingCell(
        sheet: address.sheet, range: CellRange(first, CellAddress(row: address.row, column: last ?? column)),
        label: label.singleLine + plan.memberLabel(definition.axes, row: member), row: row,
        unit: unit, format: plan.rows[row].format ?? NumberFormat.plain(decimals: 2))
    }
  }

  /// What a reading's number stands for: `24 months from 2026-01`, `2026-12`, or nothing.
  func timeWords(_ reading: Model.Reading) -> String { timeWords(reading.definition, reading.time) }

  func timeWords(_ id: Int, _ time: Model.Reading.Time) -> String {
    switch time {
    case .constant, .all: return ""
    case .period(let period): return model.timeline.label(period)
    case .rolledUp:
      guard model.definitions[id].variesInTime else { return "" }
      return model.definitions[id].rollUp == .closing ? "at the end" : span
    }
  }
}

/// A cell, or a row of cells, that a reading stands for.
struct ReadingCell {
  /// Quoted, as formulas write it.
  let sheet: String
  let range: CellRange
  let label: String
  let row: Int
  let unit: String
  let format: String

  var formula: String { sheet + "!" + range.first.absolute }
  var area: String { sheet + "!" + range.absolute }
}
