import MarginEngine
import MarginModel
import MarginUnits

/// The decisions of a page, and its roadmaps as waterfalls.
extension WebPage {
  var decisions: [Markup] {
    figures.decisionLines.flatMap(decision) + zip(figures.roadmapLines, outcomes).flatMap { roadmap($0, $1) }
  }

  private var outcomes: [RoadmapOutcome] { model.roadmaps.isEmpty ? [] : roadmapOutcomes(model) }

  private func decision(_ lines: DecisionLines) -> [Markup] {
    let rows = lines.rows.map { row -> [PageTable.Cell] in
      let isChosen = row.last == "chosen"
      let cells = row.dropLast().map { PageTable.Cell($0, style: isChosen ? "strong" : "") }
      return cells + [state(row.last ?? "")]
    }
    let facts = lines.facts.map { fact in
      Markup.element("li", [:], [.element("b", [:], fact.name), .text(": " + fact.words)])
    }
    let table = PageTable(heads: lines.heads, rows: rows, right: Set(1..<max(2, lines.heads.count - 1)))
    return [.element("h3", [:], lines.label), table.markup, .element("ul", [:], facts)]
  }

  private func state(_ word: String) -> PageTable.Cell {
    switch word {
    case "chosen", "as good": PageTable.Cell([Self.badge(word, .good)])
    case "": PageTable.Cell("")
    default: PageTable.Cell([Self.badge(word, .warn)])
    }
  }

  private func roadmap(_ lines: RoadmapLines, _ outcome: RoadmapOutcome) -> [Markup] {
    let roadmap = model.roadmaps[outcome.roadmap]
    let unit = model.definitions[roadmap.value.definition].unit
    let steps = zip(roadmap.steps, zip(outcome.parts, lines.rows.dropFirst())).map { step, values in
      BarChart.Step(
        label: model.cases[step.own].label, part: values.0 / unit.scale, words: Self.signed(values.0, values.1[1]))
    }
    let head = NumberText.head(unit)
    let chart = BarChart.waterfall(
      title: lines.label + (head.isEmpty ? "" : ", " + head), unit: unit,
      start: (model.cases[0].label, outcome.start / unit.scale), steps: steps,
      end: ("In all", outcome.end / unit.scale))
    let table = PageTable(
      heads: ["Step", AnswerText.head("Adds", unit), "Comes to"],
      rows: lines.rows.map { $0.map { PageTable.Cell($0) } }, right: [1, 2], isFitting: true)
    return [.element("h3", [:], lines.label)] + (chart.map { [plots([$0.chart])] } ?? []) + [table.markup]
  }

  static func signed(_ value: Double, _ text: String) -> String {
    value > 0 && !text.hasPrefix("+") ? "+" + text : text
  }
}
