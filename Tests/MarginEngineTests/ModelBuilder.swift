import MarginFunctions
import MarginSource
import MarginUnits

@testable import MarginEngine
@testable import MarginModel

let nowhere = Span(file: 0, start: 0, end: 0)

func f(_ form: Formula.Form, unit: Unit = .plain) -> Formula {
  Formula(form, type: .quantity(.plain), axes: [], unit: unit, span: nowhere)
}
func number(_ value: Double) -> Formula { f(.literal(value)) }
func ref(_ definition: Int) -> Formula { f(.definition(definition)) }
func sum(_ terms: Formula...) -> Formula { f(.sum(terms.map { (false, $0) })) }
func product(_ factors: Formula...) -> Formula { f(.product(factors.map { (false, $0) })) }
func quotient(_ above: Formula, _ below: Formula) -> Formula { f(.product([(false, above), (true, below)])) }

/// Builds small graphs: time is axis 0, engine 1 (small, large), scenario 2 (three), owner 3 of the scenarios.
struct ModelBuilder {
  static let time = 0
  static let engine = 1
  static let scenario = 2
  static let owner = 3
  private(set) var model: Model

  init(periods: Int = 6, startMonth: Int = 9, step: Timeline.Step = .months(1)) {
    let timeline = Timeline(start: CalendarDay(year: 2026, month: startMonth), count: periods, step: step)
    let axis = { (name: String, members: [String], maps: (axis: AxisID, members: [Int])?) in
      Model.Axis(name: name, label: name, members: members.map { ($0, $0.capitalized) }, maps: maps)
    }
    model = Model(
      title: "Test", name: "test", currency: "USD", texts: [], timeline: timeline, units: UnitTable(),
      sources: SourceSet(),
      axes: [
        axis("time", timeline.labels, nil), axis("engine", ["small", "large"], nil),
        axis("scenario", ["email", "agent", "notes"], nil), axis("owner", ["care", "sales"], (2, [0, 1, 0])),
      ],
      instances: [], definitions: [], paths: [:], leaves: [],
      cases: [Model.Case(name: "base", label: "Base", changes: [], span: nil)], reports: [], charts: [],
      sensitivities: [], checks: [], bands: [], tests: [], guards: [], settingsCase: nil)
  }

  mutating func add(
    _ path: String, axes: [AxisID] = [0], rollUp: Definition.RollUp? = nil, unit: Unit = .plain,
    type: ValueType = .quantity(.plain), purpose: Definition.Purpose = .named, _ body: Definition.Body
  ) -> Int {
    let id = model.definitions.count
    model.definitions.append(
      Definition(
        id: id, path: path, label: path, kind: .calc, isInput: false, purpose: purpose, type: type, unit: unit,
        axes: axes, rollUp: rollUp ?? (axes.contains(0) ? .none : .constant), body: body, instance: nil, note: nil,
        source: nil, range: nil, shape: nil, low: nil, high: nil, text: "", span: nowhere))
    model.paths[path] = id
    return id
  }

  mutating func calc(
    _ path: String, axes: [AxisID] = [0], rollUp: Definition.RollUp? = nil, unit: Unit = .plain, _ formula: Formula
  ) -> Int {
    add(path, axes: axes, rollUp: rollUp, unit: unit, .formula(formula))
  }

  mutating func input(
    _ path: String, axes: [AxisID] = [0], rollUp: Definition.RollUp? = nil, unit: Unit = .plain, _ numbers: [Double]
  ) -> Int {
    let leaf = self.leaf(of: model.definitions.count, axes: axes, unit: unit, numbers)
    return add(path, axes: axes, rollUp: rollUp, unit: unit, .leaf(leaf))
  }

  mutating func leaf(
    of definition: Int, _ role: Leaf.Role = .value, axes: [AxisID] = [], unit: Unit = .plain, _ numbers: [Double]
  ) -> Int {
    let id = model.leaves.count
    model.leaves.append(
      Leaf(id: id, definition: definition, role: role, axes: axes, unit: unit, cases: [numbers]))
    return id
  }

  /// The id that the next definition gets, for formulas that look at themselves.
  var next: Int { model.definitions.count }
  mutating func edit(_ change: (inout Model) -> Void) { change(&model) }
}

func reading(_ definition: Int, _ time: Model.Reading.Time) -> Model.Reading {
  Model.Reading(definition: definition, time: time, label: "", span: nowhere)
}

func check(
  _ left: Model.Reading, _ comparison: Comparison, _ right: Model.Reading?, within tolerance: Double? = nil,
  isRelative: Bool = false
) -> Model.Check {
  Model.Check(
    label: "check", left: left, comparison: comparison, right: right, tolerance: tolerance, isRelative: isRelative,
    everyCase: false, span: nowhere)
}

/// Equal bit for bit, undefined numbers alike.
func same(_ left: [Double], _ right: [Double]) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
}
func same(_ left: [[Double]], _ right: [[Double]]) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { same($0, $1) }
}
