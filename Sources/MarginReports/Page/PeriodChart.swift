import MarginUnits

/// Numbers over the periods: as lines, columns beside each other, columns on each other, or areas.
struct PeriodChart: Sendable {
  enum Kind: Sendable { case line, column, stacked, area }

  struct Series: Sendable {
    let name: String
    /// In the chart's unit; NaN is a gap.
    let values: [Double]
  }

  let kind: Kind
  let title: String
  let unit: Unit
  let labels: [String]
  let series: [Series]

  private static let top = 10.0
  private static let bottom = 226.0
  private static let right = PageChart.width - 8
  /// A table of more rows than these is for data formats.
  private static let mostNumbers = 130

  var chart: PageChart {
    let vertical = PlotScale(reached, unit, zero: kind == .line ? .near : .always, from: Self.bottom, to: Self.top)
    let widest = vertical.ticks.map { Double(vertical.text($0).count) * 6.6 }.max() ?? 0
    let left = min(90, max(28, widest + 8))
    let marks = grid(vertical, left) + drawn(vertical, left) + labels(left)
    return PageChart(
      title: title, words: words, height: Self.bottom + 26, marks: marks,
      key: series.map { ($0.name, kind == .line) }, numbers: numbers)
  }

  /// How far up and down the marks reach.
  private var reached: [Double] {
    guard kind == .stacked else { return series.flatMap(\.values) }
    return labels.indices.flatMap { place in
      let values = series.map { $0.values[place] }.filter(\.isFinite)
      return [values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +)]
    }
  }

  private func grid(_ vertical: PlotScale, _ left: Double) -> [Markup] {
    vertical.ticks.flatMap { tick -> [Markup] in
      let y = vertical.place(tick)
      return [
        Drawing.line(left, y, Self.right, y, isAxis: tick == 0),
        Drawing.text(vertical.text(tick), left - 6, y + 4, .end),
      ]
    }
  }

  private func slot(_ left: Double) -> Double { (Self.right - left) / Double(max(1, labels.count)) }

  private func middle(_ place: Int, _ left: Double) -> Double { left + (Double(place) + 0.5) * slot(left) }

  /// As many periods as fit are named, from the first one on.
  private func labels(_ left: Double) -> [Markup] {
    let width = Double(labels.map(\.count).max() ?? 0) * 6.6 + 12
    let step = max(1, (1...max(1, labels.count)).first { Double($0) * slot(left) >= width } ?? labels.count)
    return stride(from: 0, to: labels.count, by: step).map { place in
      let half = width / 2 - 6
      let x = min(max(middle(place, left), left + half - 10), Self.right - half)
      return Drawing.text(labels[place], x, Self.bottom + 18, .middle)
    }
  }

  private func drawn(_ vertical: PlotScale, _ left: Double) -> [Markup] {
    switch kind {
    case .line: return series.indices.map { line($0, vertical, left) }
    case .area:
      return series.indices.flatMap { place in
        runs(series[place].values).map { run in
          Drawing.area(
            run.map { (middle($0, left), vertical.place(series[place].values[$0])) }, to: vertical.place(0),
            series: place)
        } + [line(place, vertical, left)]
      }
    case .column:
      let width = slot(left) * 0.76 / Double(max(1, series.count))
      return series.indices.flatMap { place in
        labels.indices.compactMap { period -> Markup? in
          let value = series[place].values[period]
          guard value.isFinite, value != 0 else { return nil }
          let x = middle(period, left) - slot(left) * 0.38 + Double(place) * width
          return Drawing.bar(
            x, vertical.place(0), x + width, vertical.place(value), series: place, hint: hint(place, period))
        }
      }
    case .stacked: return stacked(vertical, left)
    }
  }

  private func line(_ place: Int, _ vertical: PlotScale, _ left: Double) -> Markup {
    let points = series[place].values.enumerated().map { period, value -> (x: Double, y: Double)? in
      value.isFinite ? (middle(period, left), vertical.place(value)) : nil
    }
    return Drawing.path(points, series: place, hint: series[place].name)
  }

  private func stacked(_ vertical: PlotScale, _ left: Double) -> [Markup] {
    let width = slot(left) * 0.76
    return labels.indices.flatMap { period -> [Markup] in
      var (above, below) = (0.0, 0.0)
      let x = middle(period, left) - width / 2
      return series.indices.compactMap { place -> Markup? in
        let value = series[place].values[period]
        guard value.isFinite, value != 0 else { return nil }
        let from = value > 0 ? above : below
        if value > 0 { above += value } else { below += value }
        return Drawing.bar(
          x, vertical.place(from), x + width, vertical.place(from + value), series: place, hint: hint(place, period))
      }
    }
  }

  /// Stretches of periods in which there is a number.
  private func runs(_ values: [Double]) -> [[Int]] {
    var runs: [[Int]] = []
    var open: [Int] = []
    for place in values.indices {
      if values[place].isFinite {
        open.append(place)
      } else if !open.isEmpty {
        runs.append(open)
        open = []
      }
    }
    return open.isEmpty ? runs : runs + [open]
  }

  /// What is said where the pointer rests; a chart of very many marks has none.
  private func hint(_ place: Int, _ period: Int) -> String {
    guard series.count * labels.count <= 400 else { return "" }
    return labels[period] + ", " + series[place].name + ": " + Figures.text(series[place].values[period], unit)
  }

  /// Where each series begins and ends.
  private var words: String {
    let form =
      switch kind {
      case .line: "Lines"
      case .column: "Columns"
      case .stacked: "Stacked columns"
      case .area: "Areas"
      }
    let ends = series.prefix(8).map { series -> String in
      let (first, last) = (series.values.first ?? .nan, series.values.last ?? .nan)
      return series.name + " from " + Figures.text(first, unit) + " to " + Figures.text(last, unit)
    }
    let span = (labels.first ?? "") + " to " + (labels.last ?? "")
    let more = series.count > 8 ? "; and \(series.count - 8) more" : ""
    return form + " over " + span + ": " + ends.joined(separator: "; ") + more + "."
  }

  private var numbers: PageTable? {
    guard labels.count <= Self.mostNumbers, series.count <= 20 else { return nil }
    let rows = labels.enumerated().map { period, label in
      [PageTable.Cell(label)] + series.map { PageTable.Cell(NumberText.value($0.values[period], unit)) }
    }
    return PageTable(heads: ["Period"] + series.map(\.name), rows: rows, right: Set(1...max(1, series.count)))
  }
}
