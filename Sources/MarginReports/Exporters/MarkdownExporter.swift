import MarginModel
import MarginUnits

/// What fits into a pull request:
///
///     ### Support email drafting, case base
///
///     | Summary | Value | Unit | |
///     | --- | ---: | --- | --- |
///     | Saving | 1,234,567 | USD | total |
package enum MarkdownExporter: Exporter {
  package static let name = "markdown"

  package static func text(_ figures: Figures) -> String {
    let heading = "### " + escaped(figures.model.title) + ", case " + escaped(figures.caseLabel) + "\n"
    if !figures.asked.isEmpty { return heading + figures.asked.map { series($0, figures) }.joined() }
    return heading + reports(figures) + decisions(figures) + roadmaps(figures) + checks(figures) + bands(figures)
  }

  private static func reports(_ figures: Figures) -> String {
    figures.model.reports.map { report in
      let rows = report.items.flatMap(figures.lines).map { [$0.label, $0.value, $0.unit, $0.remark] }
      return table([report.label, "Value", "Unit", ""], right: [1], rows)
    }.joined()
  }

  private static func decisions(_ figures: Figures) -> String {
    figures.decisionLines.map { decision in
      let columns = decision.heads.count
      return table(decision.heads, right: Set(1..<max(2, columns - 1)), decision.rows)
        + table([decision.label, ""], right: [], decision.facts.map { [$0.name, $0.words] })
    }.joined()
  }

  private static func roadmaps(_ figures: Figures) -> String {
    figures.roadmapLines.map { roadmap in
      let unit = roadmap.unit.isEmpty ? "" : " [" + roadmap.unit + "]"
      return table([roadmap.label + unit, "Adds", "Comes to"], right: [1, 2], roadmap.rows)
    }.joined()
  }

  private static func checks(_ figures: Figures) -> String {
    let rows = figures.checks.map { check in
      [check.label, check.state == .passed ? "passed" : "**\(check.state.rawValue)**", check.finding]
    }
    let reasons = figures.checks.compactMap { check in
      check.reason.map { reason in
        let words = escaped(check.label) + (reason.heading.isEmpty ? "" : ": " + escaped(reason.heading))
        return "\n\(words)\n\n```text\n" + reason.lines.map { $0 + "\n" }.joined() + "```\n"
      }
    }
    return rows.isEmpty
      ? ""
      : table(["Check", "State", ""], right: [], rows, raw: [1]) + reasons.joined()
        + ConditionReason.changes(figures.checks.compactMap(\.reason)).map { lines in
          "\n```text\n" + lines.map { $0 + "\n" }.joined() + "```\n"
        }.joined()
  }

  private static func bands(_ figures: Figures) -> String {
    let rows = figures.bands.map { [$0.label, $0.level ?? "undefined", Figures.text($0.value, $0.unit), $0.at] }
    return rows.isEmpty ? "" : table(["Band", "Level", "Value", "At"], right: [2], rows)
  }

  private static func series(_ id: Int, _ figures: Figures) -> String {
    let definition = figures.model.definitions[id]
    let members = figures.members(definition)
    let values = figures.values(definition)
    let periods = definition.variesInTime ? figures.model.timeline.count : 1
    let unit = NumberText.unit(definition.unit)
    let heading = definition.path + (unit.isEmpty ? "" : " [" + unit + "]")
    let columns = members.map { $0.isEmpty ? "Value" : $0.joined(separator: ", ") }
    let rows = (0..<periods).map { period in
      [definition.variesInTime ? figures.model.timeline.label(period) : "constant"]
        + members.indices.map { figures.text(values[$0 * periods + period], definition) }
    }
    let totals = figures.totals(definition)
    let labels = totals.isEmpty ? [] : figures.totalLabels
    let sums = labels.enumerated().map { place, label in
      [label] + members.indices.map { figures.text(totals[$0 * labels.count + place], definition) }
    }
    return table([heading] + columns, right: Set(1...max(1, columns.count)), rows + sums)
  }

  static func table(
    _ heads: [String], right: Set<Int>, _ rows: [[String]], raw: Set<Int> = []
  ) -> String {
    let rule = heads.indices.map { right.contains($0) ? "---:" : "---" }
    let body = rows.map { row in row.enumerated().map { raw.contains($0.offset) ? $0.element : escaped($0.element) } }
    let lines = ([heads.map(escaped), rule] + body).map { "| " + $0.joined(separator: " | ") + " |\n" }
    return "\n" + lines.joined()
  }

  /// Text that stays text: what Markdown or HTML would read as its own is escaped.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNewline {
        result += " "
      } else {
        if "\\|*_`<>[]#&~".contains(character) { result += "\\" }
        result.append(character)
      }
    }
    return result
  }
}
