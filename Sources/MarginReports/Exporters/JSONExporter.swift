import MarginEngine
import MarginModel
import MarginUnits

/// Everything for a program, in full precision:
///
///     {
///       "schema": 1,
///       "model": "support_email",
///       "case": "base",
///       "values": {
///         "email.cost": {"kind": "flow", "unit": "USD", "axes": ["time"], "labels": [["2026-01"]], "values": [3381.25],
///           "totals": {"labels": ["2026", "total"], "values": [3381.25, 3381.25]}}
///       },
///       "reports": [{"label": "Summary", "lines": [
///         {"label": "Saving", "value": 3381.25, "unit": "USD", "of": "total"}
///       ]}],
///       "checks": [{"label": "…", "state": "passed", "left": 1, "right": 2, "unit": "USD", "at": "2026-01"}],
///       "bands": [{"label": "…", "level": "healthy", "value": 0.72, "unit": "", "at": "2026-01"}]
///     }
///
/// Values are flat, row-major in the order of `axes`: the dimensions as declared, then time. A share is a fraction with
/// an empty unit and says by `"style": "percent"` how people see it; a date is the day number of spreadsheets with the
/// style `date`, a truth 1 or 0 with the style `truth`, as in the workbook; a member is its name, with the style `member`. Where a value is undefined it is null, and
/// `reasons` says why. What was set on top of the case stands in `settings`.
package enum JSONExporter: Exporter {
  package static let name = "json"

  package static func text(_ figures: Figures) -> String {
    let settings = figures.settings.map { JSONText.text($0) }
    let head: [(String, JSONText)] = [
      ("schema", .number(1)),
      ("model", .text(figures.model.name)),
      ("case", .text(figures.caseName)),
    ]
    return JSONText.object(
      head + (settings.isEmpty ? [] : [("settings", .list(settings))]) + [
        ("values", .object(figures.listed.map { ($0.path, value($0, figures)) })),
        ("reports", .lines(figures.model.reports.map { report($0, figures) })),
        ("checks", .lines(figures.checks.map(check))),
        ("bands", .lines(figures.bands.map(band))),
      ] + asked(figures)
    ).document
  }

  /// Decisions and roadmaps, where the model has them.
  private static func asked(_ figures: Figures) -> [(String, JSONText)] {
    let model = figures.model
    var fields: [(String, JSONText)] = []
    if !model.decisions.isEmpty {
      let outcomes = decisionOutcomes(model, figures.results)
      fields.append(("decisions", .lines(zip(model.decisions, outcomes).map { decision($0, $1, model) })))
    }
    if !model.roadmaps.isEmpty {
      fields.append(("roadmaps", .lines(zip(model.roadmaps, roadmapOutcomes(model)).map { roadmap($0, $1, model) })))
    }
    return fields
  }

  private static func decision(_ decision: Model.Decision, _ outcome: DecisionOutcome, _ model: Model) -> JSONText {
    let members = model.axes[decision.options].members
    func name(_ place: Int) -> JSONText { .text(members[outcome.options[place].member].name) }
    let units = decision.shown.map { model.definitions[$0.definition].unit }
    let options = outcome.options.map { option -> JSONText in
      .record([
        ("name", .text(members[option.member].name)), ("state", .text(option.state.rawValue)),
        ("values", .list(zip(option.values, units).map { JSONText.number($0 / $1.scale) })),
      ])
    }
    return .record([
      ("label", .text(decision.label)), ("shown", .list(decision.shown.map { .text($0.label) })),
      ("units", .list(units.map { .text(NumberText.unit($0)) })), ("options", .list(options)),
      ("choose", .text((decision.isLowest ? "lowest " : "highest ") + decision.shown[decision.criterion].label)),
      ("where", decision.condition.map { .text($0.text) } ?? .null),
      ("chosen", outcome.chosen.map(name) ?? .null), ("ties", .list(outcome.ties.map(name))),
      ("texts", .record(decision.texts.map { ($0.name, .text($0.value)) })),
    ])
  }

  private static func roadmap(_ roadmap: Model.Roadmap, _ outcome: RoadmapOutcome, _ model: Model) -> JSONText {
    let unit = model.definitions[roadmap.value.definition].unit
    let steps = zip(roadmap.steps, zip(outcome.parts, outcome.levels)).map { step, values -> JSONText in
      .record([
        ("case", .text(model.cases[step.own].name)), ("adds", .number(values.0 / unit.scale)),
        ("value", .number(values.1 / unit.scale)),
      ])
    }
    return .record([
      ("label", .text(roadmap.label)), ("unit", .text(NumberText.unit(unit))),
      ("start", .number(outcome.start / unit.scale)), ("steps", .list(steps)),
      ("end", .number(outcome.end / unit.scale)),
    ])
  }

  private static func value(_ definition: Definition, _ figures: Figures) -> JSONText {
    let layout = figures.layout(definition)
    let values = figures.values(definition)
    var fields: [(String, JSONText)] = [
      ("kind", .text(definition.kind.rawValue)),
      ("unit", .text(NumberText.unit(definition.unit))),
    ]
    if let style = style(definition) { fields.append(("style", .text(style))) }
    fields += [
      ("axes", .list(layout.map { .text(figures.model.axes[$0].name) })),
      ("labels", .list(layout.map { labels($0, figures) })),
      ("values", .list(values.map { cell($0, definition, figures) })),
    ]
    let reasons = reasons(definition, values, figures)
    if !reasons.isEmpty { fields.append(("reasons", .list(reasons))) }
    let totals = figures.totals(definition)
    if !totals.isEmpty {
      let labels = JSONText.list(figures.totalLabels.map { .text($0) })
      let numbers = JSONText.list(totals.map { cell($0, definition, figures) })
      fields.append(("totals", .record([("labels", labels), ("values", numbers)])))
    }
    return .record(fields)
  }

  /// A report with its lines; a value in every period is a list. What a line is `of` is its date, `total` and the like;
  /// `why` says why it is undefined.
  private static func report(_ report: Model.Report, _ figures: Figures) -> JSONText {
    let lines = report.items.flatMap { item in
      let definition = figures.model.definitions[item.definition]
      return figures.lines(item).map { line -> JSONText in
        let numbers = line.numbers.map { cell($0, definition, figures) }
        let fields: [(String, JSONText)] = [
          ("label", .text(line.label)), ("value", item.time == .all ? .list(numbers) : numbers.first ?? .null),
          ("unit", .text(line.unit)),
        ]
        let remark = (line.numbers.first?.isFinite ?? false ? "of" : "why", JSONText.text(line.remark))
        return .record(fields + (line.remark.isEmpty ? [] : [remark]))
      }
    }
    return .record([("label", .text(report.label)), ("lines", .lines(lines))])
  }

  /// A number, or a member by its name.
  private static func cell(_ value: Double, _ definition: Definition, _ figures: Figures) -> JSONText {
    guard case .member(let axis) = definition.type else { return .number(value) }
    return figures.model.memberName(axis, at: value).map { .text($0) } ?? .null
  }

  private static func labels(_ axis: AxisID, _ figures: Figures) -> JSONText {
    .list(
      axis == 0
        ? figures.model.timeline.labels.map { .text($0) } : figures.model.axes[axis].members.map { .text($0.name) })
  }

  private static func reasons(_ definition: Definition, _ values: [Double], _ figures: Figures) -> [JSONText] {
    values.indices.filter { !values[$0].isFinite }.map { cell in
      .record([
        ("at", .text(figures.place(definition, cell))), ("why", .text(figures.why(definition.id, cell))),
      ])
    }
  }

  private static func style(_ definition: Definition) -> String? {
    if definition.type == .date { return "date" }
    if definition.type == .truth { return "truth" }
    if case .member = definition.type { return "member" }
    switch definition.unit.style {
    case .plain: return nil
    case .percent: return "percent"
    case .points: return "points"
    case .basisPoints: return "basis points"
    case .multiple: return "multiple"
    }
  }

  private static func check(_ check: Figures.CheckLine) -> JSONText {
    .record(
      [
        ("label", .text(check.label)), ("state", .text(check.state.rawValue)),
        ("left", check.names.map { .text($0.left) } ?? .number(check.left)),
        ("right", check.names.map { .text($0.right) } ?? check.right.map { .number($0) } ?? .null),
        ("unit", .text(NumberText.unit(check.unit))), ("at", .text(check.at)),
      ] + (check.reason?.json ?? []))
  }

  private static func band(_ band: Figures.BandLine) -> JSONText {
    .record([
      ("label", .text(band.label)), ("level", band.level.map { .text($0) } ?? .null), ("value", .number(band.value)),
      ("unit", .text(NumberText.unit(band.unit))), ("at", .text(band.at)),
    ])
  }
}
