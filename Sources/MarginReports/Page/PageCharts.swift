import MarginEngine
import MarginModel
import MarginUnits

/// The charts that the model asks for.
extension WebPage {
  var charts: [Markup] {
    let drawn = model.charts.compactMap(chart)
    return drawn.isEmpty ? [] : [plots(drawn)]
  }

  private func chart(_ chart: Model.Chart) -> PageChart? {
    let varying = chart.items.filter { model.definitions[$0.definition].variesInTime }
    guard let first = varying.first ?? chart.items.first else { return nil }
    let unit = model.definitions[first.definition].unit
    let name = NumberText.head(unit)
    let title = chart.label + (name.isEmpty ? "" : ", " + name)
    return varying.isEmpty ? bars(chart, title, unit) : periods(chart.kind, varying, title, unit)
  }

  /// More would not be told apart.
  private static let mostSeries = 24

  private func periods(_ kind: String, _ items: [Model.Reading], _ title: String, _ unit: Unit) -> PageChart {
    let count = model.timeline.count
    let series = items.flatMap { reading -> [PeriodChart.Series] in
      let definition = model.definitions[reading.definition]
      let values = figures.values(definition)
      return memberLabels(definition).enumerated().map { place, member in
        PeriodChart.Series(
          name: reading.label + (member.isEmpty ? "" : " (" + member + ")"),
          values: Array(values.dropFirst(place * count).prefix(count)))
      }
    }
    let names = shortNames(series.map(\.name))
    var chart = PeriodChart(
      kind: self.kind(kind), title: title, unit: unit, labels: model.timeline.labels,
      series: zip(names, series).prefix(Self.mostSeries).map { PeriodChart.Series(name: $0, values: $1.values) }
    ).chart
    let rest = series.count - Self.mostSeries
    if rest > 0 { chart.note = "The first \(Self.mostSeries) of \(series.count); csv and json have them all." }
    return chart
  }

  private func kind(_ word: String) -> PeriodChart.Kind {
    switch word {
    case "line": .line
    case "stacked": .stacked
    case "area": .area
    default: .column
    }
  }

  /// What does not vary in time stands side by side.
  private func bars(_ chart: Model.Chart, _ title: String, _ unit: Unit) -> PageChart? {
    let lines = chart.items.flatMap(figures.lines)
    guard !lines.isEmpty, lines.count <= 40 else { return nil }
    let names = shortNames(lines.map(\.label))
    let bars = zip(names, lines).map { name, line in
      BarChart.Bar(label: name, parts: [(0, line.numbers.first ?? .nan, 0)], number: line.value)
    }
    let words = "Bars: " + zip(names, lines).map { $0 + " " + $1.value }.joined(separator: "; ") + "."
    let table = PageTable(
      heads: ["", "Value"], rows: lines.map { [PageTable.Cell($0.label), PageTable.Cell($0.value)] }, right: [1])
    return BarChart(title: title, words: words, unit: unit, bars: bars, numbers: table).chart
  }

  /// Charts beside each other, as many as fit.
  func plots(_ charts: [PageChart]) -> Markup {
    charts.isEmpty ? .none : .element("div", ["class": "plots"], charts.map(\.markup))
  }

  /// The labels of the members of every axis but time, one element per combination, in the order of the numbers.
  func memberLabels(_ definition: Definition) -> [String] {
    var rows: [[String]] = [[]]
    for axis in figures.layout(definition) where axis != 0 {
      rows = rows.flatMap { row in model.axes[axis].members.map { row + [$0.label] } }
    }
    return rows.map { $0.joined(separator: ", ") }
  }

  /// Names without the instance that all of them share.
  private func shortNames(_ names: [String]) -> [String] {
    let parts = names.map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
    guard names.count > 1, let owner = parts.first?.first, parts.allSatisfy({ $0.count == 2 && $0[0] == owner }),
      model.instances.contains(where: { $0.label == owner })
    else { return names }
    return parts.map { String($0[1].drop { $0 == " " }) }
  }
}
