import MarginEngine
import MarginModel
import MarginUnits

/// A check that does not hold, ready to be printed in any format.
struct DiagnosedCheck {
  private let line: Figures.CheckLine
  private let check: Model.Check?
  private let diagnosis: CheckDiagnosis?
  private let moves: DiagnosedMoves?
  private let model: Model
  private let command: DiagnosisReport.Command

  /// `index` is nil for what is no check of the text, `diagnosis` for what fails in another case.
  init(
    _ line: Figures.CheckLine, _ index: Int?, _ diagnosis: CheckDiagnosis?, _ figures: Figures, _ day: String?,
    _ command: DiagnosisReport.Command
  ) {
    self.line = line
    self.diagnosis = diagnosis
    self.command = command
    model = figures.model
    check = index.map { figures.model.checks[$0] }
    moves = diagnosis.map {
      DiagnosedMoves(moves: $0.moves, figures: figures, day: day, command: command, levels: ["holds"])
    }
  }

  /// Status, what, value, at, last, from, to the next level, levels.
  var row: [String] { [line.state.rawValue, flat(line.label), value, line.at, "", "", "", must] }

  private var value: String {
    guard line.right != nil else { return "" }
    return line.names?.left ?? Figures.text(line.left, line.unit)
  }

  private var must: String {
    guard let right = line.right else { return "must hold" }
    return "must be " + line.comparison + " " + (line.names?.right ?? Figures.text(right, line.unit))
  }

  /// What the parts of its condition come to, what moves it, and where it would hold.
  var section: AnswerPage.Section? {
    guard line.reason != nil || moves != nil else { return nil }
    let reason = line.reason
    let rows = moves?.rows ?? []
    let heads = DiagnosedMoves.heads
    let kept = heads.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    return .init(
      title: flat(line.label) + ": " + line.state.rawValue,
      lead: [reason?.heading ?? ""].filter { !$0.isEmpty } + (rows.isEmpty ? [] : distance),
      heads: kept.map { heads[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      right: Set(kept.indices.filter { DiagnosedMoves.right.contains(kept[$0]) }),
      notes: (moves.map { $0.more + words($0) } ?? []) + (reason?.changes ?? []),
      verbatim: (reason?.lines ?? []) + (moves?.commands ?? []) + explaining)
  }

  /// Of what the effects are shares.
  private var distance: [String] {
    guard let distance = diagnosis?.distance, distance.isFinite, distance != 0 else { return [] }
    let size = Figures.text(distance.magnitude / line.unit.scale, line.unit)
    return ["what moves the distance between both sides, \(size)"]
  }

  private func words(_ moves: DiagnosedMoves) -> [String] {
    guard check?.right != nil, check?.comparison == .equal else { return moves.words }
    return ["at which value of an input both sides are equal is a question for `margin solve`"]
  }

  /// What to ask of the names on both sides, at the place that fails most; not of members, which are told by their
  /// labels there, and not of another case.
  private var explaining: [String] {
    guard let check else { return [] }
    return [check.left, check.right].compactMap { $0 }.compactMap { reading -> String? in
      let definition = model.definitions[reading.definition]
      guard definition.purpose == .named, readAxes(reading, model).allSatisfy({ $0 == 0 }) else { return nil }
      let isTimed = definition.variesInTime && reading.time != .rolledUp && model.timeline.isDeclared
      guard !isTimed || model.timeline.labels.contains(line.at) else { return nil }
      let value = isTimed ? definition.path + " at " + line.at : definition.path
      return "margin explain " + command.model + " " + Shell.quoted(value) + " --drivers" + command.suffix
    }
  }

  var record: JSONText {
    .object(
      [
        ("label", .text(line.label)), ("state", .text(line.state.rawValue)), ("left", .number(line.left)),
        ("comparison", .text(line.comparison)), ("right", line.right.map { .number($0) } ?? .null),
        ("unit", .text(NumberText.unit(line.unit))), ("at", .text(line.at)),
      ] + (moves?.records ?? []))
  }

  var csv: [String] {
    [
      "check", line.state.rawValue, "", line.label, line.right == nil ? "" : MachineText.number(line.left),
      NumberText.unit(line.unit), line.at, "", "", "", must,
    ] + Array(repeating: "", count: DiagnosedBand.heads.count - 11)
  }
}
