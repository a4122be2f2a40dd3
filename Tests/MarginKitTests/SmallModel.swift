import MarginSource
import MarginUnits

@testable import MarginEngine
@testable import MarginModel
@testable import MarginReports

/// Two engines over three months, with money, a share, a plain number and an undefined cell: enough for every format.
struct SmallModel {
  private var model: Model
  private var columns: [[Double]] = []
  private var rollUps: [[Double]] = []
  private let nowhere = Span(file: 0, start: 0, end: 0)

  static func figures(asked: [String] = []) -> Figures {
    var small = SmallModel()
    small.fill()
    let results = Results(caseIndex: 0, columns: small.columns, rollUps: small.rollUps)
    return Figures(
      model: small.model, results: results, caseName: "base", asked: asked.compactMap { small.model.paths[$0] })
  }

  private init() {
    let timeline = Timeline(startYear: 2026, startMonth: 11, count: 3)
    model = Model(
      title: "Small | model", name: "small", currency: "USD", texts: [], timeline: timeline, units: UnitTable(),
      sources: SourceSet(),
      axes: [
        Model.Axis(name: "time", label: "Time", members: timeline.labels.map { ($0, $0) }, maps: nil),
        Model.Axis(name: "engine", label: "Engine", members: [("small", "Small"), ("large", "Large")], maps: nil),
      ],
      instances: [], definitions: [], paths: [:], leaves: [],
      cases: [Model.Case(name: "base", label: "Base", changes: [], span: nil)], reports: [], charts: [],
      sensitivities: [], checks: [], bands: [], tests: [], guards: [])
  }

  private mutating func fill() {
    let units = UnitTable()
    let dollars = units.unit("USD")
    let perToken = dollars * Unit([units.factor("token", multiple: 1e6, exponent: Rational(-1))].compactMap { $0 })
    add("hit_rate", .input, .percent, axes: [], .constant, [0.72])
    add("price", .input, perToken, axes: [1], .constant, [0.25e-6, 3e-6])
    add("cost", .flow, dollars, axes: [0], .sum, [1200.5, 0.0123, 3], [1200.5123, 3, 1203.5123])
    add("unit_cost", .ratio, dollars, axes: [0], .formula, [0.5, .nan, 0.25], [.nan, 0.25, .nan])
    add("split", .flow, dollars, axes: [0, 1], .sum, [1, 2, 3, 4, 5, 6], [3, 3, 6, 9, 6, 15])
    let read = { (definition: Int, time: Model.Reading.Time, label: String) in
      Model.Reading(definition: definition, time: time, label: label, span: Span(file: 0, start: 0, end: 0))
    }
    model.reports = [
      Model.Report(
        label: "Summary",
        items: [
          read(0, .constant, "Hit rate"), read(2, .rolledUp, "Cost"), read(3, .period(1), "Unit cost"),
          read(4, .rolledUp, "Split"), read(2, .all, "Cost by month"),
        ])
    ]
    model.checks = [
      Model.Check(
        label: "Cost stays small", left: read(2, .all, ""), comparison: .less, right: read(0, .constant, ""),
        tolerance: nil, isRelative: false, everyCase: false, span: nowhere)
    ]
    model.bands = [
      Model.Band(
        label: "Hit rate", value: read(0, .constant, ""),
        levels: [("healthy", .greater, 0.7), ("critical", nil, nil)], span: nowhere)
    ]
  }

  private mutating func add(
    _ path: String, _ kind: Definition.Kind, _ unit: Unit, axes: [AxisID], _ rollUp: Definition.RollUp,
    _ numbers: [Double], _ totals: [Double] = []
  ) {
    let id = model.definitions.count
    let empty = Formula(.literal(.nan), type: .quantity(.plain), axes: [], unit: unit, span: nowhere)
    model.definitions.append(
      Definition(
        id: id, path: path, label: path, kind: kind, isInput: kind == .input, purpose: .named,
        type: .quantity(unit.dimension), unit: unit, axes: axes, rollUp: rollUp, body: .formula(empty), instance: nil,
        note: nil, source: nil, range: nil, shape: nil, low: nil, high: nil, text: "", span: nowhere))
    model.paths[path] = id
    columns.append(numbers)
    rollUps.append(totals)
  }
}
