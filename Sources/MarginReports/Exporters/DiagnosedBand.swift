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
  let moves: DiagnosedMoves

  var model: Model { figures.model }
  var unit: Unit { model.definitions[band.value.definition].unit }

  init(_ diagnosis: BandDiagnosis, _ figures: Figures, day: String?, _ command: DiagnosisReport.Command) {
    self.diagnosis = diagnosis
    band = figures.model.bands[diagnosis.outcome.band]
    self.figures = figures
    self.day = day
    self.command = command
    moves = DiagnosedMoves(
      moves: diagnosis.moves, figures: figures, day: day, command: command, levels: band.levels.map(\.name))
  }

  var status: String { diagnosis.outcome.level ?? (diagnosis.outcome.value.isNaN ? "undefined" : "no level") }
  private var isBest: Bool { diagnosis.outcome.levelIndex == 0 && diagnosis.severity == .healthy }
  /// With more digits where it would else be taken for a bound that it only comes near to.
  private func number(_ value: Double) -> String {
    let own = value / unit.scale
    let isNear = band.levels.contains { level in
      level.bound.map { $0 != own && Figures.text($0, unit) == Figures.text(own, unit) } ?? false
    }
    return isNear ? AnswerText.closeWithUnit(own, unit) : Figures.text(own, unit)
  }
  func name(_ level: Int?) -> String { level.map { band.levels[$0].name } ?? "no level" }

  /// Status, what, value, at, last, from, to the next level, levels.
  var row: [String] {
    [
      status, flat(band.label), number(diagnosis.outcome.value), diagnosis.outcome.place, last, isBest ? "" : from,
      distances,
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
    guard unit.style == .percent else { return Figures.text(size, unit) }
    let text = NumberText.value(size, Unit(style: .points))
    return text.hasPrefix("+") ? String(text.dropFirst()) : text
  }

  /// `healthy > 70%, warning > 50%, critical otherwise`
  var levels: String {
    band.levels.map { level in
      guard let comparison = level.comparison, let bound = level.bound else { return level.name + " otherwise" }
      return level.name + " " + comparison.rawValue + " " + Figures.text(bound, unit)
    }.joined(separator: ", ")
  }

  /// What moves it and what would bring it back; nil for what is at its best.
  var section: AnswerPage.Section? {
    guard !isBest else { return nil }
    let (heads, rows) = (DiagnosedMoves.heads, moves.rows)
    let kept = heads.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    return .init(
      title: flat(band.label) + ": " + status + ", " + number(diagnosis.outcome.value),
      lead: (band.note.map { [flat($0)] } ?? []) + course,
      heads: kept.map { heads[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      right: Set(kept.indices.filter { DiagnosedMoves.right.contains(kept[$0]) }), notes: moves.more + moves.words,
      verbatim: commands)
  }

  /// When it is so, or why it has no value.
  private var course: [String] {
    if diagnosis.outcome.value.isNaN { return ["undefined: " + Figures.words(diagnosis.cause)] }
    guard diagnosis.hasPeriods, diagnosis.periods > 1 else { return [] }
    return ["in \(diagnosis.atLevel) of \(diagnosis.periods) periods, first \(from); worst \(diagnosis.outcome.place)"]
      + changed
  }

  /// What changed between the periods that a change compares.
  private var changed: [String] {
    guard let change = diagnosis.change else { return [] }
    let periods = "from \(model.timeline.label(change.from)) to \(model.timeline.label(change.to)) "
    guard !change.inputs.isEmpty else { return [periods + "no input changed"] }
    let words = change.inputs.prefix(Self.shown).map { ConditionReason.words($0, model) }
    let others = change.inputs.count - Self.shown
    return [periods + "changed: " + words.joined(separator: "; ") + (others > 0 ? "; and \(others) more" : "")]
  }

  /// How many changed inputs are told of to people.
  private static let shown = 3

  /// What to ask next.
  private var commands: [String] {
    guard let explained else { return moves.commands }
    let quoted = Shell.quoted(explained)
    let compared =
      diagnosis.change != nil && figures.caseName != "base"
      ? ["margin compare \(command.model) base \(Shell.quoted(figures.caseName)) of \(quoted)"] : []
    return moves.commands + ["margin explain \(command.model) \(quoted) --drivers" + command.suffix] + compared
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
}
