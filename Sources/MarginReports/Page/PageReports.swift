import MarginEngine
import MarginModel
import MarginUnits

/// The reports of a page with their years, and the cases beside each other.
extension WebPage {
  private static let mostYears = 6

  var reports: [Markup] {
    model.reports.map { report in
      let lines = report.items.flatMap { headlines($0) }
      let years = lines.contains { !yearTexts($0).isEmpty } ? yearLabels : []
      let rows = lines.map { item -> [PageTable.Cell] in
        let texts = yearTexts(item)
        return [PageTable.Cell(item.line.label), PageTable.Cell(item.line.value, style: "strong")]
          + [PageTable.Cell(item.line.unit, style: "quiet")]
          + years.indices.map { PageTable.Cell($0 < texts.count ? texts[$0] : "") }
          + [PageTable.Cell(item.line.remark, style: "small")]
      }
      return PageTable(
        caption: report.label, heads: ["Result", "Value", "Unit"] + years + ["What it is"], rows: rows,
        right: Set([1] + years.indices.map { $0 + 3 })
      ).markup
    }
  }

  /// One year says what the total says.
  private var yearLabels: [String] {
    let years = model.timeline.isDeclared ? model.timeline.years : []
    return years.count < 2 ? [] : years.prefix(Self.mostYears).map { String($0.year) }
  }

  private func yearTexts(_ item: Headline) -> [String] {
    let definition = model.definitions[item.reading.definition]
    let totals = figures.totals(definition)
    guard item.reading.time == .rolledUp || item.reading.time == .all, !totals.isEmpty else { return [] }
    let first = item.member * figures.totalLabels.count
    return yearLabels.indices.map { place in
      first + place < totals.count ? figures.text(totals[first + place], definition) : ""
    }
  }

  /// Nothing where there is one case only.
  var caseTable: [Markup] {
    guard shownCases.count > 1, cases.count == model.cases.count else { return [] }
    var seen: Set<String> = []
    let readings = model.reports.flatMap(\.items).filter { reading in
      reading.time != .all && seen.insert("\(reading.definition) \(reading.time)").inserted
    }
    let values = readings.map { reading in cases.map { read(reading, model, $0) } }
    let rows = zip(readings, values).flatMap { reading, values in
      headlines(reading).map { item in
        row(item, values.map { item.member < $0.count ? $0[item.member] : .nan })
      }
    }
    let table = PageTable(
      heads: ["Result", "Unit"] + shownCases.map(caseLabel), rows: rows, right: Set(shownCases.indices.map { $0 + 2 }))
    return rows.isEmpty
      ? [] : [table.markup, .element("p", ["class": "small"], "Below each number: against the base.")]
  }

  /// `values` are in base units, one for each case.
  private func row(_ item: Headline, _ values: [Double]) -> [PageTable.Cell] {
    let definition = model.definitions[item.reading.definition]
    let own = values.map { $0 / definition.unit.scale }
    let cells = shownCases.map { index -> PageTable.Cell in
      var content = [Markup.text(figures.text(own[index], definition))]
      if index > 0, let change = change(own[index], own[0], definition) {
        content += [.empty("br"), .element("span", ["class": "small"], change == "no change" ? "=" : change)]
      }
      return PageTable.Cell(content, style: index == caseIndex ? "strong" : "")
    }
    let label = item.line.label + (item.reading.time == .constant || item.line.remark == "total" ? "" : timeWords(item))
    return [PageTable.Cell(label), PageTable.Cell(item.line.unit, style: "quiet")] + cells
  }

  private func timeWords(_ item: Headline) -> String {
    guard case .period(let period) = item.reading.time else { return "" }
    let label = model.timeline.label(period)
    return item.line.label.contains(label) ? "" : ", " + label
  }
}
