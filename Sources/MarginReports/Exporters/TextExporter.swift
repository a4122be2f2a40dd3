import MarginModel
import MarginUnits

/// What a person reads in a terminal:
///
///     Support email drafting, case base
///
///     Summary
///       Cost per accepted email   0.02817  USD/outcome  over the timeline
///       Saving                  1,234,567  USD          total
///
///     Checks
///       passed  The machine is cheaper than the desk
package enum TextExporter: Exporter {
  package static let name = "table"

  package static func text(_ figures: Figures) -> String {
    let heading = figures.model.title + ", case " + figures.caseLabel + "\n"
    if !figures.asked.isEmpty { return heading + figures.asked.map { series($0, figures) }.joined() }
    return heading + reports(figures) + decisions(figures) + roadmaps(figures) + checks(figures) + bands(figures)
  }

  private static func reports(_ figures: Figures) -> String {
    figures.model.reports.map { report in
      var table = TextTable(right: [1], indent: "  ")
      for line in report.items.flatMap(figures.lines) {
        table.rows.append([line.label, line.value, line.unit, line.remark])
      }
      return "\n" + report.label + "\n" + table.text
    }.joined()
  }

  private static func decisions(_ figures: Figures) -> String {
    figures.decisionLines.map { decision in
      var table = TextTable(right: Set(1..<max(2, decision.heads.count - 1)), indent: "  ")
      table.rows = [decision.heads] + decision.rows
      var facts = TextTable(indent: "  ")
      facts.rows = decision.facts.map { [$0.name, $0.words] }
      return "\n" + decision.label + "\n" + table.text + facts.text
    }.joined()
  }

  private static func roadmaps(_ figures: Figures) -> String {
    figures.roadmapLines.map { roadmap in
      var table = TextTable(right: [1, 2], indent: "  ")
      table.rows = [["", "adds", "comes to"]] + roadmap.rows
      return "\n" + roadmap.label + (roadmap.unit.isEmpty ? "" : " [" + roadmap.unit + "]") + "\n" + table.text
    }.joined()
  }

  private static func checks(_ figures: Figures) -> String {
    guard !figures.checks.isEmpty else { return "" }
    var table = TextTable(indent: "  ")
    for check in figures.checks { table.rows.append([check.state.rawValue, check.label, check.finding]) }
    return "\nChecks\n" + table.text + figures.checks.map(reason).joined()
      + ConditionReason.changes(figures.checks.compactMap(\.reason)).map { "\n" + $0.map { "  \($0)\n" }.joined() }
      .joined()
  }

  /// The condition of a check that does not hold, with what its parts come to.
  private static func reason(_ check: Figures.CheckLine) -> String {
    guard let reason = check.reason else { return "" }
    return "\n  \(check.label)" + (reason.heading.isEmpty ? "" : ": \(reason.heading)") + "\n"
      + reason.lines.map { "    \($0)\n" }.joined()
  }

  private static func bands(_ figures: Figures) -> String {
    guard !figures.bands.isEmpty else { return "" }
    var table = TextTable(indent: "  ")
    for band in figures.bands {
      table.rows.append([band.level ?? "undefined", band.label, Figures.text(band.value, band.unit), band.at])
    }
    return "\nBands\n" + table.text
  }

  /// A definition over time: a row for each period and roll-up, a column for each member.
  private static func series(_ id: Int, _ figures: Figures) -> String {
    let definition = figures.model.definitions[id]
    let unit = NumberText.beside(definition.unit)
    let members = figures.members(definition)
    let values = figures.values(definition)
    let periods = definition.variesInTime ? figures.model.timeline.count : 1
    var table = TextTable(right: Set(1...max(1, members.count)), indent: "  ")
    if members.count > 1 { table.rows.append([""] + members.map { $0.joined(separator: ", ") }) }
    for period in 0..<periods {
      let label = definition.variesInTime ? figures.model.timeline.label(period) : "constant"
      table.rows.append([label] + members.indices.map { figures.text(values[$0 * periods + period], definition) })
    }
    let totals = figures.totals(definition)
    if !totals.isEmpty {
      for (place, label) in figures.totalLabels.enumerated() {
        let cells = members.indices.map { figures.text(totals[$0 * figures.totalLabels.count + place], definition) }
        table.rows.append([label] + cells)
      }
    }
    let title = definition.label == definition.path ? "" : "  " + definition.label
    let bracket = unit.isEmpty ? "" : " [" + unit + "]"
    return "\n" + definition.path + bracket + title + "\n" + table.text + reasons(definition, values, figures)
  }

  /// Why the first undefined cell is undefined.
  private static func reasons(_ definition: Definition, _ values: [Double], _ figures: Figures) -> String {
    guard let cell = values.firstIndex(where: { !$0.isFinite }) else { return "" }
    let place = figures.place(definition, cell)
    return "  n/a" + (place.isEmpty ? "" : " at " + place) + ": " + figures.why(definition.id, cell) + "\n"
  }
}

extension Figures.CheckLine {
  /// Both sides as judged, where the check did not pass: `0.05 USD < 0.04 USD is not so at 2026-03`.
  var finding: String {
    guard state != .passed else { return "" }
    let place = at.isEmpty ? "" : " at " + at
    guard let right else { return (state == .failed ? "does not hold" : "is undefined") + place }
    let (first, second) = names ?? (Figures.text(left, unit), Figures.text(right, unit))
    let sides = first + " " + comparison + " " + second
    return sides + (state == .failed ? " does not hold" : " is undefined") + place
  }
}
