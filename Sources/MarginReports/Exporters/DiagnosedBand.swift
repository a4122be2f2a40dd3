import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// A band of a diagnosis, ready to be printed in any format.
struct DiagnosedBand {
  let diagnosis: BandDiagnosis
  let band: Model.Band
  let figures: Figures
  /// When the age of sources is judged.
  let day: String?
  private let command: DiagnosisReport.Command

  var model: Model { figures.model }
  var unit: Unit { model.definitions[band.value.definition].unit }

  /// How many drivers and levers are told of to people.
  private static let shown = 3

  init(_ diagnosis: BandDiagnosis, _ figures: Figures, day: String?, _ command: DiagnosisReport.Command) {
    self.diagnosis = diagnosis
    band = figures.model.bands[diagnosis.outcome.band]
    self.figures = figures
    self.day = day
    self.command = command
  }

  var status: String { diagnosis.outcome.level ?? (diagnosis.outcome.value.isNaN ? "undefined" : "no level") }
  private var isBest: Bool { diagnosis.outcome.levelIndex == 0 && diagnosis.severity == .healthy }
  private func number(_ value: Double) -> String { Figures.text(value / unit.scale, unit) }
  func name(_ level: Int?) -> String { level.map { band.levels[$0].name } ?? "no level" }

  /// Status, what, value, at, last, from, to the next level, levels.
  var row: [String] {
    [
      status, band.label, number(diagnosis.outcome.value), diagnosis.outcome.place, last, isBest ? "" : from, distances,
      levels,
    ]
  }

  /// The last period's value, with its level where that is another one.
  private var last: String {
    guard let last = diagnosis.last else { return "" }
    return bare(last.value / unit.scale) + (last.level == diagnosis.outcome.levelIndex ? "" : ", " + name(last.level))
  }

  /// A number beside one that has the unit.
  private func bare(_ value: Double) -> String { NumberText.value(value, unit) }

  var from: String { diagnosis.hasPeriods ? diagnosis.first.map { model.timeline.label($0) } ?? "" : "" }

  /// `8pp to healthy, 12pp to critical`; at its best only what it has to lose.
  private var distances: String {
    [isBest ? nil : diagnosis.toBetter, diagnosis.toWorse].compactMap { $0 }.map { near in
      distance(near.distance) + " to " + band.levels[near.level].name
    }.joined(separator: ", ")
  }

  /// Of a share in points.
  private func distance(_ size: Double) -> String {
    guard unit.style == .percent else { return bare(size) }
    let text = NumberText.value(size, Unit(style: .points))
    return text.hasPrefix("+") ? String(text.dropFirst()) : text
  }

  /// `healthy > 70%, warning > 50%, critical otherwise`
  var levels: String {
    band.levels.map { level in
      guard let comparison = level.comparison, let bound = level.bound else { return level.name + " otherwise" }
      return level.name + " " + comparison.rawValue + " " + bare(bound)
    }.joined(separator: ", ")
  }

  /// What moves it and what would bring it back; nil for what is at its best.
  var section: AnswerPage.Section? {
    guard !isBest else { return nil }
    let rows = zip(drivers, diagnosis.drivers).prefix(Self.shown).map { driver, found in
      [
        driver.path, NumberText.with(driver.value, unit: driver.unit), driver.effect, driver.pointEffect, driver.source,
        age(found), place(found),
      ]
    }
    let heads = ["What moves it", "Value", "+1% gives", "+1 point", "Source", "Age", "Where"]
    let kept = heads.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    return .init(
      title: band.label + ": " + status + ", " + number(diagnosis.outcome.value),
      lead: (band.note.map { [$0] } ?? []) + course,
      heads: kept.map { heads[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      right: Set(kept.indices.filter { [2, 3].contains(kept[$0]) }), notes: notes, verbatim: commands)
  }

  var drivers: [ExplainedDrivers.Row] {
    ExplainedDrivers(Explained(figures, [], depth: 0, withDrivers: false), diagnosis.drivers).rows
  }

  /// When it is so, or why it has no value.
  private var course: [String] {
    if diagnosis.outcome.value.isNaN { return ["undefined: " + Figures.words(diagnosis.cause)] }
    guard diagnosis.hasPeriods, diagnosis.periods > 1 else { return [] }
    return ["in \(diagnosis.atLevel) of \(diagnosis.periods) periods, first \(from); worst \(diagnosis.outcome.place)"]
  }

  private var notes: [String] {
    var notes: [String] = []
    let others = diagnosis.drivers.count - Self.shown
    if others > 0 { notes.append("\(others) more " + (others == 1 ? "input moves it" : "inputs move it")) }
    notes += diagnosis.levers.prefix(Self.shown).map(words)
    guard diagnosis.levers.isEmpty else { return notes }
    let moves = !diagnosis.drivers.isEmpty || diagnosis.outcome.value == 0 || diagnosis.outcome.value.isNaN
    return notes + [
      moves
        ? "no one value of an input brings it to a better level"
        : "no input moves it when all periods and members of the input move together"
    ]
  }

  /// What to ask next.
  private var commands: [String] {
    diagnosis.levers.prefix(Self.shown).map(retry)
      + (explained.map { ["margin explain \(command.model) \(Shell.quoted($0)) --drivers" + options] } ?? [])
  }

  private var options: String { command.options.isEmpty ? "" : " " + command.options }

  /// `healthy with retry_rate below 5%, now 18%`
  private func words(_ lever: Lever) -> String {
    let side = lever.value >= lever.now ? "above" : "below"
    let unit = model.leaves[lever.input.leaf].unit
    return band.levels[lever.level].name + " with " + lever.input.label + " " + side + " "
      + AnswerText.closeWithUnit(lever.threshold, unit) + ", now " + AnswerText.closeWithUnit(lever.now, unit)
  }

  private func retry(_ lever: Lever) -> String {
    "margin diagnose \(command.model)" + options + " --set "
      + Shell.quoted(lever.input.label + "=" + Self.literal(lever.value, model.leaves[lever.input.leaf].unit))
  }

  /// A value of an input as the language writes it.
  static func literal(_ value: Double, _ unit: Unit) -> String {
    guard let digits = DecimalDigits(value) else { return "" }
    let places = unit.style == .percent || unit.style == .points ? 2 : unit.style == .basisPoints ? 4 : 0
    return unit.literal(digits.shifted(places).text().replacing(",", with: "_"))
  }

  /// What to ask `margin explain` for; a formula in a template has no name outside of it, so what it reads stands for it.
  var explained: String? {
    let definition = model.definitions[band.value.definition]
    let members = model.layout(definition.axes).filter { $0 != 0 }.map {
      model.axes[$0].members[diagnosis.members[$0]].name
    }
    let isTimed = definition.variesInTime && model.timeline.isDeclared
    let date = isTimed ? " at " + model.timeline.label(diagnosis.members[0]) : ""
    let cell = (members.isEmpty ? "" : "[" + members.joined(separator: ", ") + "]") + date
    if definition.purpose == .named { return definition.path + cell }
    guard let read = dependencies(of: definition).all.first(where: { model.definitions[$0].purpose == .named }) else {
      return nil
    }
    let named = model.definitions[read]
    guard named.axes == definition.axes else { return nil }
    return named.path + cell
  }

  private func age(_ driver: Driver) -> String {
    guard let day, let age = model.definitions[driver.definition].source?.age(at: day), age >= 0 else { return "" }
    return age == 1 ? "1 month" : "\(age) months"
  }

  func place(_ driver: Driver) -> String {
    DiagnosisReport.place(model.definitions[driver.definition].span, model)
  }
}
