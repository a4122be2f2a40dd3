import MarginModel
import MarginUnits

extension BookLayout {
  private static let width = 12

  func dashboardSheet() -> Sheet {
    var sheet = Sheet(name: "Dashboard")
    sheet.tabColor = Style.accent
    let last = Self.width
    for column in 1...last { sheet.columnWidths[column] = 9.6 }
    let owner = model.owner.map { " · \($0)" } ?? ""
    sheet.band(model.title, "\(span) · \(model.currency)\(owner)", columns: last)
    dashboardStatus(&sheet)
    var row = cards(5, &sheet)
    row = dashboardCharts(row, &sheet)
    row = summaries(row, &sheet)
    row = feeds(row, &sheet)
    sheet.text(
      "Every figure is a live formula. Choose the case and change assumptions on Inputs.", row, 1, Style.note.with { $0.indent = 1 })
    sheet.print.landscape = false
    sheet.print.fitHeight = 1
    let used = sheet.usedArea
    sheet.print.area = CellRange(used.first, CellAddress(row: used.last.row, column: max(used.last.column, last)))
    return sheet
  }

  private func dashboardStatus(_ sheet: inout Sheet) {
    status(3, &sheet)
    let style = Style.note.with { $0.italic = false; $0.middle = true }
    let ages = "Inputs!" + inputAges.absolute
    let limit = "Inputs!" + CellAddress(row: InputColumns.staleRow, column: InputColumns.live).absolute
    sheet.formula(
      "\"Stale sources: \"&SUMPRODUCT(ISNUMBER(\(ages))*(\(ages)>\(limit)))", 3, 6, style)
    sheet.formula("\"Inputs out of bounds: \"&COUNTIF(Inputs!\(inputStatuses.absolute),\"outside\")", 3, 9, style)
  }

  /// The first single numbers of the reports, or of the model where it has no report.
  private func headlines() -> [(when: String, cell: ReadingCell)] {
    var seen: Set<String> = []
    let readings = model.reports.flatMap(\.items).filter {
      $0.time != .all && seen.insert("\($0.definition) \($0.time)").inserted
    }
    if !readings.isEmpty {
      return readings.flatMap { reading in cells(reading).map { (timeWords(reading), $0) } }
    }
    let results = model.definitions.filter { $0.purpose == .named && !$0.isInput && $0.rollUp != .none }.suffix(8)
    return results.flatMap { definition -> [(when: String, cell: ReadingCell)] in
      let time: Model.Reading.Time = definition.variesInTime ? .rolledUp : .constant
      return cells(definition.id, time, definition.label).map { (timeWords(definition.id, time), $0) }
    }
  }

  /// The cards; gives the row after them.
  private func cards(_ start: Int, _ sheet: inout Sheet) -> Int {
    let shown = Array(headlines().prefix(8))
    let perRow = shown.count <= 4 ? max(1, shown.count) : shown.count <= 6 ? 3 : 4
    let span = Self.width / max(perRow, 2)
    for (index, item) in shown.enumerated() {
      let row = start + index / perRow * 4
      let column = 1 + index % perRow * span
      card(item, row, column, column + span - 2 + (span > 4 ? 0 : 1), Style.series[index % Style.series.count], &sheet)
    }
    let rows = (shown.count + perRow - 1) / perRow
    return start + rows * 4
  }

  private func card(
    _ item: (when: String, cell: ReadingCell), _ row: Int, _ first: Int, _ last: Int, _ color: Int, _ sheet: inout Sheet
  ) {
    let base = CellStyle().with { $0.fill = Style.pale; $0.indent = 1; $0.alignment = .left }
    for offset in 0..<3 {
      for column in first..<last {
        let style = base.with {
          if offset == 0 { $0.top = .medium; $0.borderColor = color }
        }
        sheet.put(.blank, row + offset, column, style)
      }
      if last - first > 1 {
        sheet.merges.append(CellRange(CellAddress(row: row + offset, column: first), CellAddress(row: row + offset, column: last - 1)))
      }
    }
    let room = (last - first) * 10
    let label = item.cell.label.count > room ? String(item.cell.label.prefix(room - 1)) + "…" : item.cell.label
    sheet.text(label, row, first, base.with { $0.size = 9; $0.color = Style.grey; $0.top = .medium; $0.borderColor = color })
    sheet.formula(item.cell.formula, row + 1, first, base.with {
      $0.size = 18
      $0.bold = true
      $0.color = color
      $0.middle = true
      $0.numberFormat = cardFormat(item.cell)
    })
    let words = [item.cell.unit, item.when].filter { !$0.isEmpty }.joined(separator: " · ")
    sheet.text(words, row + 2, first, base.with { $0.size = 8; $0.italic = true; $0.color = Style.grey })
    sheet.rowHeights[row + 1] = 28
    sheet.rowHeights[row + 3] = 8
  }

  /// A number on a card: short, with the sign of its currency.
  private func cardFormat(_ cell: ReadingCell) -> String {
    let signs = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"]
    let unit = cell.unit.split { $0 == " " || $0 == "/" || $0 == "·" }.first.map(String.init) ?? ""
    let numbers = results.indices.flatMap { index -> [Double] in
      guard let id = plan.rows[cell.row].definition else { return [] }
      return (results[index].rollUps[id] + results[index].columns[id]).map { $0 / model.definitions[id].unit.scale }
    }
    guard let sign = signs[unit] else { return cell.format }
    let size = numbers.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let digits: String
    switch size {
    case 10_000_000...: digits = "#,##0.0,,\"M\""
    case 100_000...: digits = "#,##0.0,\"k\""
    case 1000...: digits = "#,##0"
    case 1...: digits = "#,##0.00"
    case 0.01...: digits = "0.0000"
    default: digits = "0.000000"
    }
    return "\"\(sign)\"\(digits);(\"\(sign)\"\(digits))"
  }

  // Charts, two in a row.
  private func dashboardCharts(_ start: Int, _ sheet: inout Sheet) -> Int {
    var charts = model.charts.enumerated().compactMap { index, chart in placement(chart, index) }
    charts = charts.filter { !$0.series.isEmpty }
    for (index, chart) in charts.enumerated() {
      let row = start + index / 2 * 13
      let column = 1 + index % 2 * 6
      sheet.charts.append(
        ChartPlacement(
          kind: chart.kind, title: chart.title, alternativeText: chart.alternativeText, at: CellAddress(row: row, column: column),
          width: 418, height: 250, series: chart.series, valueFormat: chart.valueFormat))
    }
    return start + (charts.count + 1) / 2 * 13
  }

  private func placement(_ chart: Model.Chart, _ index: Int) -> ChartPlacement? {
    let kind: ChartPlacement.Kind
    switch chart.kind {
    case "line": kind = .line
    case "stacked": kind = .stackedColumn
    case "area": kind = .area
    default: kind = .column
    }
    var series: [ChartPlacement.Series] = []
    var format = "#,##0"
    for reading in chart.items where model.definitions[reading.definition].variesInTime {
      for cell in cells(reading) {
        series.append(
          ChartPlacement.Series(
            name: cell.label, categories: cell.sheet + "!" + periodRange(Grid.dateRow),
            values: cell.sheet + "!" + periodRange(cell.range.first.row), color: Style.series[series.count % Style.series.count]))
        format = axisFormat(cell)
      }
    }
    let units = chart.items.first.map { unitLabel(model.definitions[$0.definition].unit) } ?? ""
    if series.isEmpty, let feed = feedRows[index] {
      let categories = CellRange(CellAddress(row: feed.lowerBound, column: 1), CellAddress(row: feed.upperBound - 1, column: 1))
      let values = CellRange(CellAddress(row: feed.lowerBound, column: 7), CellAddress(row: feed.upperBound - 1, column: 7))
      series = [
        ChartPlacement.Series(
          name: chart.label, categories: "Dashboard!" + categories.absolute, values: "Dashboard!" + values.absolute, color: Style.series[0])
      ]
    }
    let names = series.map(\.name).joined(separator: ", ")
    return ChartPlacement(
      kind: kind, title: chart.label + (units.isEmpty || chart.label.contains(units) ? "" : ", \(units)"),
      alternativeText: "\(chart.label): \(names), \(span).", at: CellAddress(row: 0, column: 0), width: 0, height: 0, series: series,
      valueFormat: format)
  }

  private func axisFormat(_ cell: ReadingCell) -> String {
    if cell.format.contains("%") || cell.format.contains("E+") || cell.format.contains("\"x\"") { return cell.format }
    return cell.format.split(separator: ";").first.map { String($0).replacing("_)", with: "") } ?? "#,##0"
  }
}

// Tables under the charts.
extension BookLayout {
  private var yearColumn: Int { 8 }

  private func summaries(_ start: Int, _ sheet: inout Sheet) -> Int {
    var row = start
    for report in model.reports where report.items.contains(where: { $0.time != .all }) {
      row = summary(report, row, &sheet) + 1
    }
    return row
  }

  private func summary(_ report: Model.Report, _ start: Int, _ sheet: inout Sheet) -> Int {
    let years = grid.years.prefix(5)
    let last = max(Self.width, yearColumn + years.count - 1)
    for column in 1...last { sheet.put(.blank, start, column, Style.head) }
    sheet.text(report.label, start, 1, Style.headLeft)
    sheet.text("Unit", start, 6, Style.headCenter)
    sheet.text("Live", start, 7, Style.head)
    let title = plan.sheets.first.map { quoted($0.title) } ?? ""
    for index in years.indices {
      let year = CellAddress(row: Grid.dateRow, column: grid.year(index)).absolute
      sheet.formula("\(title)!\(year)", start, yearColumn + index, Style.head.with { $0.numberFormat = NumberFormat.whole })
    }
    var row = start + 1
    for reading in report.items where reading.time != .all {
      for cell in cells(reading) {
        let line = CellStyle().with { $0.bottom = .hair }
        for column in 1...last { sheet.put(.blank, row, column, line) }
        let when = timeWords(reading)
        sheet.text(cell.label + (when.isEmpty || when == span ? "" : ", \(when)"), row, 1, line.with { $0.indent = 1 })
        sheet.text(cell.unit, row, 6, Style.unit)
        sheet.formula(cell.formula, row, 7, Style.number(cell.format).with { $0.bold = true })
        if reading.time == .rolledUp, model.definitions[reading.definition].variesInTime {
          for index in years.indices {
            let address = CellAddress(row: cell.range.first.row, column: grid.year(index)).absolute
            sheet.formula("\(cell.sheet)!\(address)", row, yearColumn + index, Style.number(cell.format))
          }
        }
        row += 1
      }
    }
    return row
  }

  private var summaryRows: Int {
    model.reports.filter { $0.items.contains { $0.time != .all } }.reduce(0) { total, report in
      total + 2 + report.items.filter { $0.time != .all }.reduce(0) { $0 + plan.places[$1.definition].rows.count }
    }
  }

  /// The rows of numbers for charts of what does not vary in time, by chart.
  private var feedRows: [Int: Range<Int>] {
    let shown = min(8, headlines().count)
    let perRow = shown <= 4 ? max(1, shown) : shown <= 6 ? 3 : 4
    let charts = (model.charts.count + 1) / 2 * 13
    var row = 5 + (shown + perRow - 1) / perRow * 4 + charts + summaryRows
    var result: [Int: Range<Int>] = [:]
    for (index, chart) in model.charts.enumerated() {
      guard chart.items.allSatisfy({ !model.definitions[$0.definition].variesInTime }) else { continue }
      let count = chart.items.reduce(0) { $0 + plan.places[$1.definition].rows.count }
      result[index] = (row + 1)..<(row + 1 + count)
      row += count + 2
    }
    return result
  }

  private func feeds(_ start: Int, _ sheet: inout Sheet) -> Int {
    var row = start
    for (index, chart) in model.charts.enumerated() {
      guard let feed = feedRows[index] else { continue }
      sheet.section("Behind the chart: \(chart.label)", feed.lowerBound - 1, columns: 1...Self.width)
      for (offset, cell) in chart.items.flatMap(cells).enumerated() {
        let line = feed.lowerBound + offset
        sheet.text(cell.label, line, 1, Style.text.with { $0.indent = 1 })
        sheet.text(cell.unit, line, 6, Style.unit)
        sheet.formula(cell.formula, line, 7, Style.number(cell.format))
      }
      row = feed.upperBound + 1
    }
    return row
  }
}
