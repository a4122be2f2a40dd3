import MarginEngine
import MarginModel
import MarginUnits

/// A band of a diagnosis for programs.
extension DiagnosedBand {
  static let heads = [
    "kind", "status", "severity", "what", "value", "unit", "at", "last", "last_status", "from", "levels", "to_better",
    "to_worse", "to_do", "driver", "effect", "source", "source_date", "lever", "lever_value", "lever_unit",
    "lever_status", "where",
  ]

  var line: [String] {
    let (driver, lever) = (diagnosis.moves.drivers.first, diagnosis.moves.levers.first)
    let definition = driver.map { model.definitions[$0.definition] }
    return [
      "band", status, "\(diagnosis.severity)", band.label, exact(diagnosis.outcome.value), NumberText.unit(unit),
      diagnosis.outcome.place, diagnosis.last.map { exact($0.value) } ?? "",
      diagnosis.last.map { name($0.level) } ?? "",
      from, levels, diagnosis.toBetter.map { exactText($0.distance) } ?? "",
      diagnosis.toWorse.map { exactText($0.distance) } ?? "", band.note ?? "", definition?.path ?? "",
      driver?.effect.map(exactText) ?? "", definition?.source?.text ?? "", definition?.source?.date ?? "",
      lever?.move.path ?? "", lever.map { exactText($0.value) } ?? "",
      lever.map(unit) ?? "", lever.map { name($0.level) } ?? "",
      DiagnosisReport.place(band.span, model),
    ]
  }

  private func exact(_ value: Double) -> String { value.isFinite ? exactText(value / unit.scale) : "" }

  var record: JSONText {
    let outcome = diagnosis.outcome
    func near(_ near: (level: Int, distance: Double)?) -> JSONText {
      near.map { .record([("level", .text(name($0.level))), ("distance", .number($0.distance))]) } ?? .null
    }
    let last: JSONText =
      diagnosis.last.map {
        .record([("level", $0.level.map { .text(name($0)) } ?? .null), ("value", .number($0.value / unit.scale))])
      } ?? .null
    let bounds = band.levels.map { level -> JSONText in
      .record([
        ("name", .text(level.name)), ("comparison", level.comparison.map { .text($0.rawValue) } ?? .null),
        ("bound", level.bound.map { .number($0) } ?? .null),
      ])
    }
    return .object(
      [
        ("label", .text(band.label)), ("level", outcome.level.map { .text($0) } ?? .null),
        ("severity", .text("\(diagnosis.severity)")), ("value", .number(outcome.value / unit.scale)),
        ("unit", .text(NumberText.unit(unit))), ("at", .text(outcome.place)), ("last", last),
        ("from", from.isEmpty ? .null : .text(from)), ("periods", .number(Double(diagnosis.periods))),
        ("periods_at_level", .number(Double(diagnosis.atLevel))), ("levels", .list(bounds)),
        ("to_better", near(diagnosis.toBetter)), ("to_worse", near(diagnosis.toWorse)),
        ("to_do", band.note.map { .text($0) } ?? .null),
        ("undefined", outcome.value.isNaN ? .text(Figures.words(diagnosis.cause)) : .null),
      ] + moves.records + [
        ("explain", explained.map { .text($0) } ?? .null), ("where", .text(DiagnosisReport.place(band.span, model))),
      ])
  }

  /// A scale is a multiple of what the input is.
  private func unit(_ lever: Lever) -> String {
    lever.move.manner == .scale ? "x" : NumberText.unit(model.leaves[lever.input.leaf].unit)
  }
}
