import MarginEngine
import MarginModel
import MarginUnits

/// Where a tornado stands on Sensitivity.
struct TornadoPlace {
  static let lastColumn = 10
  static let chartRows = 17

  let start: Int
  /// By result, the row with the table's heads; the live number and the axis stand below it.
  var heads: [Int] = []
  /// The row above those that say how far each input goes.
  var ends = 0
  /// Nil where the chart stands on the Dashboard.
  var chart: Int?
  /// The row after all of it.
  var end = 0

  /// The cells that choose a bar by its number, and its side, 1 or 2.
  let bar: CellAddress
  let side: CellAddress

  init(_ planned: PlannedTornado, start: Int, bar: CellAddress, hasChart: Bool) {
    self.start = start
    self.bar = bar
    side = CellAddress(row: bar.row + 1, column: bar.column)
    var row = start + 2
    for effects in planned.shown {
      heads.append(row)
      row += effects.count + 3
    }
    ends = row
    row += planned.bars.count + 2
    if hasChart {
      chart = row
      row += Self.chartRows
    }
    end = row + 1
  }

  /// The row of a bar among the ends, by its number.
  func end(_ number: Int) -> Int { ends + number }

  func inUse(_ number: Int) -> CellAddress { CellAddress(row: end(number), column: 9) }

  func block(_ result: Int, _ planned: PlannedTornado) -> CellRange {
    CellRange(
      CellAddress(row: heads[result] + 2, column: 3),
      CellAddress(row: heads[result] + 1 + planned.shown[result].count, column: 4))
  }
}

/// The columns of the table, and below it of the ends.
private enum Column {
  static let (label, number, low, high, lowChange, highChange, swing, from, to, unit) = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
  static let (own, endLow, endHigh, by, lowTimes, highTimes, inUse) = (3, 4, 5, 6, 7, 8, 9)
}

extension BookLayout {
  /// Whether the Dashboard has a free place beside its last chart.
  var hasFreeChartPlace: Bool { model.charts.count % 2 == 1 && model.charts.allSatisfy { !$0.items.isEmpty } }

  func tornadoTables(_ sheet: inout Sheet) {
    for (planned, place) in zip(plan.tornados, sensitivity.tornados) where !planned.bars.isEmpty {
      sheet.section(planned.tornado.label, place.start, columns: 1...TornadoPlace.lastColumn)
      sheet.text(
        "Each input alone to both its ends; all numbers are live\(exceptions(planned)). The order of the bars is that of the case \(model.cases[selectedCase].name) as exported, and stays.",
        place.start + 1, 1, Style.note)
      for result in planned.tornado.values.indices where !planned.shown[result].isEmpty {
        table(planned, place, result, &sheet)
      }
      ends(planned, place, &sheet)
      guard let row = place.chart, let chart = tornadoChart(planned, place) else { continue }
      sheet.charts.append(
        chart.placed(at: CellAddress(row: row, column: 1), width: 900, height: (TornadoPlace.chartRows - 1) * 20))
    }
  }

  /// Ends that are values.
  private func exceptions(_ planned: PlannedTornado) -> String {
    let swings = planned.tornado.swings.map(\.swing)
    let hasQuantiles = swings.contains { if case .quantiles = $0 { true } else { false } }
    let hasPoints = swings.contains { if case .points = $0 { true } else { false } }
    let kept = [hasQuantiles ? "the quantiles of shapes" : nil, hasPoints ? "the ends at a distance in points" : nil]
      .compactMap { $0 }
    return kept.isEmpty ? "" : " but " + kept.joined(separator: " and ") + ", which are those of the export"
  }

  private func table(_ planned: PlannedTornado, _ place: TornadoPlace, _ result: Int, _ sheet: inout Sheet) {
    let reading = planned.tornado.values[result]
    guard let cell = cells(reading).first else { return }
    let row = place.heads[result]
    let when = timeWords(reading)
    let title = cell.label + ", " + cell.unit + (when.isEmpty ? "" : ", \(when)")
    let heads = [
      title, "Live", "At the low end", "At the high end", "Change, low", "Change, high", "Swing", "From", "To", "Unit",
    ]
    for (index, text) in heads.enumerated() {
      let style = index == 0 ? Style.headLeft : index == 9 ? Style.headCenter : Style.head
      sheet.text(text, row, 1 + index, style)
    }
    let live = CellAddress(row: row + 1, column: Column.number)
    sheet.text("The input's number, and its side", row + 1, Column.label, Style.label.with { $0.color = Style.grey })
    sheet.formula(
      head(cell.formula), live.row, live.column,
      Style.link(cell.format).with {
        $0.bold = true; $0.fill = Style.pale
      })
    sheet.number(1, row + 1, Column.low, axisStyle(NumberFormat.whole))
    sheet.number(2, row + 1, Column.high, axisStyle(NumberFormat.whole))
    for (index, effect) in planned.shown[result].enumerated() {
      bar(planned, place, effect, row + 2 + index, live, cell, &sheet)
    }
    sheet.tables.append(
      WhatIfTable(block: place.block(result, planned), rowInput: place.side, columnInput: place.bar))
  }

  private func bar(
    _ planned: PlannedTornado, _ place: TornadoPlace, _ effect: TornadoOutcome.Effect, _ row: Int, _ live: CellAddress,
    _ cell: ReadingCell, _ sheet: inout Sheet
  ) {
    let number = planned.number(of: effect)
    let bar = planned.outcome.bars[effect.bar]
    func at(_ column: Int) -> String { CellAddress(row: row, column: column).text }
    sheet.text(bar.input.label, row, Column.label, Style.label)
    sheet.number(Double(number), row, Column.number, axisStyle(NumberFormat.whole))
    for column in [Column.low, Column.high] { sheet.number(0, row, column, Style.number(cell.format)) }
    for (side, change) in [(Column.low, Column.lowChange), (Column.high, Column.highChange)] {
      sheet.formula(
        "IF(COUNT(\(live.absolute),\(at(side)))=2,\(at(side))-\(live.absolute),\"n/a\")", row, change,
        Style.number(cell.format))
    }
    let sides = "\(at(Column.low)):\(at(Column.high))"
    sheet.formula(
      "IF(AND(ISNUMBER(\(live.absolute)),COUNT(\(sides))=2),MAX(\(live.absolute),\(sides))-MIN(\(live.absolute),\(sides)),\"n/a\")",
      row, Column.swing, Style.number(cell.format).with { $0.bold = true })
    let format = endFormat(bar)
    for (end, column) in [(Column.endLow, Column.from), (Column.endHigh, Column.to)] {
      sheet.formula(CellAddress(row: place.end(number), column: end).text, row, column, Style.link(format))
    }
    let isShared = bar.low.factor != nil && !isScalar(bar.input.leaf)
    sheet.text(isShared ? "of it" : endUnit(model.leaves[bar.input.leaf].unit), row, Column.unit, Style.unit)
  }

  /// Whether an input is one cell on Inputs, whose own number can be told.
  private func isScalar(_ leaf: Int) -> Bool {
    let leaf = model.leaves[leaf]
    return leaf.axes.isEmpty && (leaf.role == .value || leaf.role == .level)
  }

  /// The unit behind an end, whose number has its percent sign already.
  private func endUnit(_ unit: Unit) -> String {
    unit.style == .percent && !unit.factors.isEmpty && !unit.text.hasPrefix("1/") ? unit.text : unitLabel(unit)
  }

  private func endFormat(_ bar: TornadoOutcome.Bar) -> String {
    let leaf = model.leaves[bar.input.leaf]
    if bar.low.factor != nil && !isScalar(leaf.id) { return NumberFormat.percent }
    return numberFormat(leaf.unit, [bar.low.number, bar.high.number].compactMap { $0 })
  }

  private func ends(_ planned: PlannedTornado, _ place: TornadoPlace, _ sheet: inout Sheet) {
    let heads = [
      "How far each input goes", "Number", "Case's own", "From", "To", "By", "Low, times", "High, times", "In use",
    ]
    for (index, text) in heads.enumerated() {
      sheet.text(text, place.ends, 1 + index, index == 0 ? Style.headLeft : Style.head)
    }
    for (index, barPlace) in planned.bars.enumerated() {
      let bar = planned.outcome.bars[barPlace]
      let row = place.end(index + 1)
      sheet.text(bar.input.label, row, Column.label, Style.label)
      sheet.number(Double(index + 1), row, Column.number, axisStyle(NumberFormat.whole))
      if let low = bar.low.factor, let high = bar.high.factor {
        factors(planned, bar, (low, high), row, &sheet)
      } else {
        for (end, column) in [(bar.low, Column.endLow), (bar.high, Column.endHigh)] {
          sheet.number(end.number ?? .nan, row, column, axisStyle(endFormat(bar)))
        }
      }
      inUse(bar, place, row, &sheet)
    }
  }

  /// The low and high multiples of a bar: the share less and more, or where the range stops it.
  private func factors(
    _ planned: PlannedTornado, _ bar: TornadoOutcome.Bar, _ factors: (low: Double, high: Double), _ row: Int,
    _ sheet: inout Sheet
  ) {
    func at(_ column: Int) -> String { CellAddress(row: row, column: column).text }
    let swing = planned.tornado.swings.first { $0.input.leaf == bar.input.leaf }?.swing
    guard case .share(let share)? = swing else { return }
    sheet.number(share, row, Column.by, axisStyle(NumberFormat.percent))
    let leaf = bar.input.leaf
    let place = addresses.leaves[Addresses.leafKey(leaf, 0)]
    let isSingle = isScalar(leaf) && place != nil
    if let place, isSingle {
      let cases = CellRange(
        CellAddress(row: place.row, column: InputColumns.firstCase),
        CellAddress(row: place.row, column: columns.lastCase))
      sheet.formula(
        "INDEX(Inputs!\(cases.absolute),Inputs!\(InputColumns.caseIndex))", row, Column.own,
        Style.link(plan.leafFormat(model.leaves[leaf])))
    }
    let range = isSingle ? model.range(bar.input) : nil
    let isBounded = range.map { $0.lowerBound.isFinite && $0.upperBound.isFinite } ?? false
    let sides = [
      (factors.low, Column.lowTimes, Column.endLow, bar.low),
      (factors.high, Column.highTimes, Column.endHigh, bar.high),
    ]
    for (factor, column, end, side) in sides {
      // Where the input stands at an end of its range, that side stays where it is.
      let isMore = factor > min(factors.low, factors.high)
      let open = isMore ? "1+\(at(Column.by))" : "1-\(at(Column.by))"
      if let place, isBounded {
        let least = "Inputs!" + CellAddress(row: place.row, column: columns.least).absolute
        let most = "Inputs!" + CellAddress(row: place.row, column: columns.most).absolute
        let own = at(Column.own)
        let bounds = isMore ? "MAX(\(least)/\(own),\(most)/\(own))" : "MIN(\(least)/\(own),\(most)/\(own))"
        sheet.formula(
          "IF(\(own)=0,\(open),\(isMore ? "MIN" : "MAX")(\(open),\(bounds)))", row, column,
          Style.number(NumberFormat.percent))
      } else if side.isClipped {
        sheet.number(factor, row, column, axisStyle(NumberFormat.percent))
      } else {
        sheet.formula(open, row, column, Style.number(NumberFormat.percent))
      }
      let own = isSingle ? "\(at(Column.own))*\(at(column))" : at(column)
      sheet.formula(own, row, end, Style.number(endFormat(bar)))
    }
  }

  /// What Inputs takes: while the bar is chosen its end, else nothing.
  private func inUse(_ bar: TornadoOutcome.Bar, _ place: TornadoPlace, _ row: Int, _ sheet: inout Sheet) {
    let isFactor = bar.low.factor != nil
    let ends = CellRange(
      CellAddress(row: row, column: isFactor ? Column.lowTimes : Column.endLow),
      CellAddress(row: row, column: isFactor ? Column.highTimes : Column.endHigh))
    let own = CellAddress(row: row, column: Column.number).text
    let none = isFactor ? "1" : "\"live\""
    let (chosen, side) = (place.bar.absolute, place.side.absolute)
    sheet.formula(
      "IF(ISNUMBER(\(chosen)),IF(\(chosen)=\(own),INDEX(\(ends.text),\(side)),\(none)),\(none))", row, Column.inUse,
      Style.number(isFactor ? NumberFormat.percent : "General"))
  }

  /// Bars from the live number to both ends, for the first result.
  func tornadoChart(_ planned: PlannedTornado, _ place: TornadoPlace) -> ChartPlacement? {
    guard let reading = planned.tornado.values.first, let cell = cells(reading).first,
      let effects = planned.shown.first, !effects.isEmpty
    else { return nil }
    let rows = (place.heads[0] + 2)...(place.heads[0] + 1 + effects.count)
    func column(_ column: Int) -> String {
      "Sensitivity!"
        + CellRange(
          CellAddress(row: rows.lowerBound, column: column), CellAddress(row: rows.upperBound, column: column)
        ).absolute
    }
    let series = [("At the low end", Column.lowChange, 1), ("At the high end", Column.highChange, 0)].map {
      ChartPlacement.Series(
        name: $0.0, categories: column(Column.label), values: column($0.1), color: Style.series[$0.2])
    }
    let largest =
      effects.flatMap { [$0.low, $0.high] }.filter(\.isFinite)
      .map { abs($0 - planned.outcome.base[0]) / model.definitions[reading.definition].unit.scale }.max() ?? 0
    return ChartPlacement(
      kind: .bar,
      title: planned.tornado.label + (planned.tornado.values.count > 1 ? ": \(cell.label)" : "")
        + ", change in \(cell.unit)",
      alternativeText: "\(planned.tornado.label): how far \(cell.label) moves with each input alone.",
      at: CellAddress(row: 0, column: 0), width: 0, height: 0, series: series,
      valueFormat: axisFormat(cell, size: largest))
  }
}

extension ChartPlacement {
  func placed(at address: CellAddress, width: Int, height: Int) -> ChartPlacement {
    ChartPlacement(
      kind: kind, title: title, alternativeText: alternativeText, at: address, width: width, height: height,
      series: series, valueFormat: valueFormat)
  }
}
