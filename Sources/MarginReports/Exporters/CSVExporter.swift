import MarginModel
import MarginUnits

/// One row for each number, for a spreadsheet or a data frame. The columns between `path` and `period` are the
/// dimensions of the values listed; a cell that is undefined is empty, and shares are fractions:
///
///     path,engine,period,value,unit
///     email.cost,,2026-01,3381.25,USD
///     price.cached,small,,0.025,USD/1M tokens
package enum CSVExporter: Exporter {
  package static let name = "csv"

  package static func text(_ figures: Figures) -> String {
    let axes = Set(figures.listed.flatMap(\.axes)).subtracting([0]).sorted()
    var text = row(["path"] + axes.map { figures.model.axes[$0].name } + ["period", "value", "unit"])
    for definition in figures.listed { text += rows(definition, axes, figures) }
    return text
  }

  private static func rows(_ definition: Definition, _ axes: [AxisID], _ figures: Figures) -> String {
    let unit = NumberText.unit(definition.unit)
    let values = figures.values(definition)
    let periods = definition.variesInTime ? figures.model.timeline.count : 1
    let own = figures.layout(definition).filter { $0 != 0 }
    var text = ""
    for (place, members) in figures.members(definition).enumerated() {
      let names = axes.map { axis in own.firstIndex(of: axis).map { members[$0] } ?? "" }
      for period in 0..<periods {
        let label = definition.variesInTime ? figures.model.timeline.label(period) : ""
        let value = cell(values[place * periods + period], definition, figures)
        text += row([definition.path] + names + [label, value ?? "", unit])
      }
    }
    return text
  }

  private static func cell(_ value: Double, _ definition: Definition, _ figures: Figures) -> String? {
    guard case .member(let axis) = definition.type else { return MachineText.value(value, definition.type) }
    return figures.model.memberName(axis, at: value)
  }

  /// A row after RFC 4180, with a line feed.
  static func row(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\n" }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

/// A value as data formats print it.
enum MachineText {
  /// Nil where the value is undefined.
  static func value(_ value: Double, _ type: ValueType) -> String? {
    guard value.isFinite else { return nil }
    switch type {
    case .truth: return value == 0 ? "false" : "true"
    case .date: return dayText(value)
    case .quantity, .text, .member: return exactText(value)
    }
  }
}
