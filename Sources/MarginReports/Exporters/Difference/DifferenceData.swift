import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// A difference for programs: numbers in full precision, each in the unit of the new model.
struct DifferenceData {
  private let report: DifferenceReport
  private let words: DifferenceWords
  private let difference: ModelDifference
  private let old: Model
  private let new: Model

  init(_ report: DifferenceReport) {
    self.report = report
    words = DifferenceWords(report)
    difference = report.difference
    (old, new) = (difference.pairing.old, difference.pairing.new)
  }

  // MARK: JSON

  var json: String {
    JSONText.object([
      ("schema", .number(1)), ("model", .text(new.name)),
      ("old", side(old, difference.oldCase, report.oldName)), ("new", side(new, difference.newCase, report.newName)),
      ("same", .truth(report.isEmpty)), ("assumptions", .lines(difference.assumptions.map(assumption))),
      ("definitions", .lines(difference.definitions.map(definition))),
      ("settings", .lines(difference.settings.map(setting))),
      ("results", .lines(difference.results.filter(\.isChanged).map(result))),
      ("unchanged_results", .number(Double(difference.results.count { !$0.isChanged }))),
      ("judged", .lines(report.judged.map(judged))),
    ]).document
  }

  private func side(_ model: Model, _ item: Int, _ name: String) -> JSONText {
    .record([("name", .text(name)), ("title", .text(model.title)), ("case", .text(model.cases[item].name))])
  }

  private func text(_ value: String?) -> JSONText { value.map { .text($0) } ?? .null }

  private func path(_ id: Int?, _ model: Model) -> String? { id.map { model.definitions[$0].path } }

  private func assumption(_ change: AssumptionChange) -> JSONText {
    let values = change.values.map { value -> JSONText in
      let (before, after) = numbers(value, change)
      return .record([
        ("member", .text(value.member)), ("old", before), ("new", after),
        ("unit", .text(NumberText.unit(value.newUnit))), ("from", period(value.from)), ("to", period(value.to)),
      ])
    }
    let said = change.words.map { word -> JSONText in
      .record([("what", .text(word.aspect)), ("old", text(word.old)), ("new", text(word.new))])
    }
    return .object([
      ("name", .text(words.name(change))), ("old_name", text(path(change.old, old))),
      ("new_name", text(path(change.new, new))), ("values", .lines(values)), ("said", .lines(said)),
      ("because", text(change.because)),
    ])
  }

  private func period(_ period: Int?) -> JSONText { period.map { .text(new.timeline.label($0)) } ?? .null }

  private func numbers(_ value: ValueChange, _ change: AssumptionChange) -> (JSONText, JSONText) {
    let isOne = value.oldUnit.dimension == value.newUnit.dimension && value.oldUnit.scale != value.newUnit.scale
    let factor = isOne ? value.oldUnit.scale / value.newUnit.scale : 1
    let before = value.old.map { isOne ? $0 * factor : $0 }
    let type = change.new.map { new.definitions[$0].type } ?? .quantity(.plain)
    return (json(before, type, old), json(value.new, type, new))
  }

  private func json(_ value: Double?, _ type: ValueType, _ model: Model) -> JSONText {
    guard let value, value.isFinite else { return .null }
    switch type {
    case .truth: return .truth(value != 0)
    case .date: return .text(dayText(value))
    case .member(let axis): return text(model.memberName(axis, at: value))
    case .quantity, .text: return .number(value)
    }
  }

  private func definition(_ change: DefinitionChange) -> JSONText {
    .record([
      ("change", .text(change.kind.rawValue)), ("old_name", text(change.instance?.old ?? path(change.old, old))),
      ("new_name", text(change.instance?.new ?? path(change.new, new))),
      ("names", change.instance.map { .number(Double($0.names)) } ?? .null),
      ("old", text(change.old.map { old.definitions[$0].flatText })),
      ("new", text(change.new.map { new.definitions[$0].flatText })),
    ])
  }

  private func setting(_ change: SettingChange) -> JSONText {
    .record([("name", .text(change.name)), ("old", text(change.old)), ("new", text(change.new))])
  }

  private func judged(_ change: JudgedChange) -> JSONText {
    .record([
      ("kind", .text(change.kind)), ("label", .text(change.label)), ("old", text(change.old)),
      ("new", text(change.new)), ("finding", .text(change.finding)), ("old_text", text(change.texts?.old)),
      ("new_text", text(change.texts?.new)),
    ])
  }

  private func result(_ result: ResultChange) -> JSONText {
    let (unit, type) = shown(result)
    let gap = result.after - result.before
    var fields: [(String, JSONText)] = [
      ("label", .text(words.label(result))), ("of", .text(words.remark(result))),
      ("unit", .text(NumberText.unit(unit))), ("there_before", .truth(result.old != nil)),
      ("there_after", .truth(result.new != nil)), ("old", json(result.before / unit.scale, type, old)),
      ("new", json(result.after / unit.scale, type, new)),
      ("difference", json(gap / unit.scale, .quantity(.plain), new)),
    ]
    guard let steps = result.bridge else { return .object(fields + [("method", .null), ("parts", .list([]))]) }
    let parts = steps.parts.map { part -> JSONText in
      .record([
        ("of", .text(words.name(part.change))),
        ("part", .number(part.amount / unit.scale)), ("share", .number(gap == 0 ? .nan : part.amount / gap)),
      ])
    }
    let sum = steps.parts.reduce(0) { $0 + $1.amount } + (steps.rest ?? 0)
    fields += [
      ("method", .text(method(steps))), ("parts", .lines(parts)),
      ("structure", steps.rest.map { .number($0 / unit.scale) } ?? .null),
      ("structure_of", .list(steps.rest == nil ? [] : steps.structure.map { .text($0) })),
      ("structure_first", .truth(steps.isStructureFirst)),
      ("residual", steps.method == .none ? .null : .number((gap - sum) / unit.scale)),
    ]
    return .object(fields)
  }

  private func method(_ steps: ResultChange.Steps) -> String {
    switch steps.method {
    case .shapley: "shapley"
    case .ordered: "ordered"
    case .none: "none"
    }
  }

  private func shown(_ result: ResultChange) -> (Unit, ValueType) {
    let reading = result.new.map { new.definitions[$0.definition] } ?? result.old.map { old.definitions[$0.definition] }
    return (reading?.unit ?? .plain, reading?.type ?? .quantity(.plain))
  }

  // MARK: CSV

  var csv: String {
    var text = CSVExporter.row(["section", "name", "what", "old", "new", "change", "unit", "from", "to"])
    for change in difference.assumptions { text += rows(change) }
    for change in difference.definitions {
      let name = change.instance?.new ?? path(change.new ?? change.old, change.new == nil ? old : new) ?? ""
      let before = change.instance?.old ?? change.old.map { old.definitions[$0].flatText } ?? ""
      let after = change.instance?.new ?? change.new.map { new.definitions[$0].flatText } ?? ""
      text += row("definition", name, change.kind.rawValue, before, after)
    }
    for change in difference.settings { text += row("setting", change.name, "", change.old ?? "", change.new ?? "") }
    for change in report.judged {
      text += row(change.kind, change.label, "state", change.old ?? "", change.new ?? "")
      if let texts = change.texts { text += row(change.kind, change.label, "text", texts.old, texts.new) }
    }
    for result in difference.results where result.isChanged { text += rows(result) }
    return text
  }

  private func row(
    _ section: String, _ name: String, _ what: String, _ old: String, _ new: String, change: String = "",
    unit: String = "", from: String = "", to: String = ""
  ) -> String {
    CSVExporter.row([section, name, what, old, new, change, unit, from, to])
  }

  private func rows(_ change: AssumptionChange) -> String {
    let values = change.values.map { value -> String in
      let (before, after) = numbers(value, change)
      func label(_ period: Int?) -> String { period.map { new.timeline.label($0) } ?? "" }
      return row(
        "assumption", words.name(change, member: value.member), "value", plain(before), plain(after),
        change: gap(before, after), unit: NumberText.unit(value.newUnit), from: label(value.from), to: label(value.to))
    }
    let said = change.words.map { row("assumption", words.name(change), $0.aspect, $0.old ?? "", $0.new ?? "") }
    return (values + said).joined()
  }

  private func plain(_ value: JSONText) -> String {
    switch value {
    case .number(let number): exactText(number)
    case .text(let text): text
    case .truth(let truth): truth ? "true" : "false"
    default: ""
    }
  }

  private func gap(_ before: JSONText, _ after: JSONText) -> String {
    guard case .number(let one) = before, case .number(let other) = after else { return "" }
    return exactText(other - one)
  }

  private func rows(_ result: ResultChange) -> String {
    let (unit, type) = shown(result)
    let (before, after) = (json(result.before / unit.scale, type, old), json(result.after / unit.scale, type, new))
    let name = words.label(result)
    let shownUnit = NumberText.unit(unit)
    var text = row(
      "result", name, words.remark(result), plain(before), plain(after), change: gap(before, after), unit: shownUnit)
    guard let steps = result.bridge, steps.method != .none else { return text }
    for part in steps.parts {
      text += row(
        "part", name, words.name(part.change), "", "", change: exactText(part.amount / unit.scale), unit: shownUnit)
    }
    if let rest = steps.rest {
      let names = words.structure(steps, most: steps.structure.count)
      text += row("part", name, names, "", "", change: exactText(rest / unit.scale), unit: shownUnit)
    }
    return text
  }
}
