import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// A line of a report: a label, what it comes to, and in which unit.
struct ReportLine: Sendable {
  let label: String
  /// As people read it, or `n/a`.
  let value: String
  /// In full precision: one number, or one for each period.
  let numbers: [Double]
  let unit: String
  /// What the number is: `total`, `2026-12`, `2026-01 to 2027-12`, or why there is none.
  let remark: String
}

extension Figures {
  /// The lines of a report item: one, or one for each member of its dimensions.
  func lines(_ reading: Model.Reading) -> [ReportLine] {
    let definition = model.definitions[reading.definition]
    return members(definition).enumerated().map { row, members in
      let label = members.isEmpty ? reading.label : reading.label + " [" + members.joined(separator: ", ") + "]"
      return line(reading, definition, row, label)
    }
  }

  private func line(_ reading: Model.Reading, _ definition: Definition, _ row: Int, _ label: String) -> ReportLine {
    let unit = NumberText.beside(definition.unit)
    let periods = model.timeline.count
    switch reading.time {
    case .constant:
      return single(label, definition, unit, cell: row, remark: "")
    case .period(let period):
      let cell = row * periods + period
      return single(label, definition, unit, cell: cell, remark: model.timeline.label(period))
    case .rolledUp:
      let place = row * totalLabels.count + totalLabels.count - 1
      let totals = totals(definition)
      let value = place < totals.count ? totals[place] : .nan
      let remark = Self.remark(definition.rollUp)
      return ReportLine(
        label: label, value: text(value, definition), numbers: [value], unit: unit,
        remark: value.isFinite ? remark : why(definition.id, member: row))
    case .all:
      return series(label, definition, unit, row)
    }
  }

  private func single(
    _ label: String, _ definition: Definition, _ unit: String, cell: Int, remark: String
  ) -> ReportLine {
    let values = values(definition)
    let value = cell < values.count ? values[cell] : .nan
    let reason = value.isFinite ? remark : why(definition.id, cell)
    return ReportLine(label: label, value: text(value, definition), numbers: [value], unit: unit, remark: reason)
  }

  /// A value in every period, as its first and its last one.
  private func series(_ label: String, _ definition: Definition, _ unit: String, _ row: Int) -> ReportLine {
    let periods = model.timeline.count
    let cells = values(definition).dropFirst(row * periods).prefix(periods)
    guard let first = cells.first, let last = cells.last else {
      return ReportLine(label: label, value: "n/a", numbers: [], unit: unit, remark: "")
    }
    let value = text(first, definition) + " to " + text(last, definition)
    return ReportLine(
      label: label, value: value, numbers: Array(cells), unit: unit,
      remark: model.timeline.label(0) + " to " + model.timeline.label(periods - 1))
  }

  private static func remark(_ rollUp: Definition.RollUp) -> String {
    switch rollUp {
    case .sum: return "total"
    case .closing: return "closing"
    case .formula: return "over the timeline"
    case .constant, .none: return ""
    }
  }

  /// A value of a definition as people read it.
  func text(_ value: Double, _ definition: Definition) -> String {
    guard value.isFinite else { return "n/a" }
    switch definition.type {
    case .truth: return value == 0 ? "no" : "yes"
    case .date: return dayText(value)
    case .member(let axis): return model.memberName(axis, at: value) ?? "n/a"
    case .quantity, .text: return NumberText.value(value, definition.unit)
    }
  }

  /// `96% > 70%`, or `n/a`, for a check or band.
  static func text(_ value: Double, _ unit: Unit) -> String {
    let name = NumberText.beside(unit)
    return NumberText.value(value, unit) + (name.isEmpty || !value.isFinite ? "" : " " + name)
  }
}

/// The calendar day of a spreadsheet day number: 46023 is `2026-01-01`.
func dayText(_ serial: Double) -> String {
  guard serial >= 61, serial < 2_958_466, let day = wholeInt(serial, .down) else { return "n/a" }
  let shifted = day - 25_569 + 719_468
  let era = shifted / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return "\(year)-" + (month < 10 ? "0" : "") + "\(month)-" + (dayOfMonth < 10 ? "0" : "") + "\(dayOfMonth)"
}
