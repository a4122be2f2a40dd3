import MarginModel
import MarginUnits

/// The grid of the Dashboard: narrow columns that cards, charts and tables take several of.
private enum Dashboard {
  static let width = 24
  static let chartRows = 13
  static let firstRow = 5
  /// Columns of the tables: label in what is left, unit, numbers.
  static let unit = 3
}

extension BookLayout {
  func dashboardSheet() -> Sheet {
    var sheet = Sheet(name: "Dashboard")
    sheet.tabColor = Style.accent
    for column in 1...Dashboard.width { sheet.columnWidths[column] = 4.7 }
    let owner = model.owner.map { " · \($0)" } ?? ""
    sheet.band(model.title, "\(span) · \(model.currency)\(owner)", columns: Dashboard.width)
    dashboardStatus(&sheet)
    var row = cards(&sheet)
    row = dashboardCharts(row, &sheet)
    row = summaries(row, &sheet)
    row = feeds(row, &sheet)
    sheet.text(
      "Every figure is a live formula. Choose the case and change assumptions on Inputs.", row, 1,
      Style.note.with { $0.indent = 1 })
    sheet.print.landscape = false
    sheet.print.fitHeight = 1
    sheet.print.area = sheet.usedArea
    return sheet
  }

  private func dashboardStatus(_ sheet: inout Sheet) {
    let row = 3
    sheet.rowHeights[row] = 18
    let style = Style.note.with {
      $0.italic = false; $0.middle = true; $0.indent = 1
    }
    let bold = style.with { $0.bold = true }
    let ages = "Inputs!" + inputAges.absolute
    let limit = "Inputs!" + CellAddress(row: InputColumns.staleRow, column: InputColumns.live).absolute
    sheet.wide(.formula("\"Case: \"&Case", cached: .number(0)), row, 1, 6, bold)
    sheet.wide(.formula("\"Checks: \"&master_check", cached: .number(0)), row, 7, 5, bold)
    let stale =
      columns.hasDates
      ? "\"Stale sources: \"&SUMPRODUCT(ISNUMBER(\(ages))*(\(ages)>\(limit)))"
      : "\"Sources: none dated, stale after \"&\(limit)&\" days\""
    sheet.wide(.formula(stale, cached: .number(0)), row, 12, 6, style)
    let outside = "\"Inputs out of bounds: \"&COUNTIF(Inputs!\(inputStatuses.absolute),\"outside\")"
    sheet.wide(.formula(outside, cached: .number(0)), row, 18, 7, style)
    let check = CellRange(CellAddress(row: row, column: 7), CellAddress(row: row, column: 11))
    sheet.conditions.append(
      ConditionalFormat(range: check, rule: .textEquals("Checks: FAIL", fill: Style.badFill, color: Style.bad)))
  }

  /// The single numbers of the first report, with the next ones where it has few; of the model where it has no report.
  private func headlines() -> [(when: String, cell: ReadingCell)] {
    var found: [(when: String, cell: ReadingCell)] = []
    var seen: Set<String> = []
    for report in model.reports where found.count < 4 {
      for reading in report.items
      where reading.time != .all && seen.insert("\(reading.definition) \(reading.time)").inserted {
        found += cells(reading).map { (timeWords(reading), $0) }
      }
    }
    if found.isEmpty {
      let results = model.definitions.filter { $0.purpose == .named && !$0.isInput && $0.rollUp != .none }.suffix(8)
      found = results.flatMap { definition -> [(when: String, cell: ReadingCell)] in
        let time: Model.Reading.Time = definition.variesInTime ? .rolledUp : .constant
        return cells(definition.id, time, definition.label).map { (timeWords(definition.id, time), $0) }
      }
    }
    return Array(found.prefix(8))
  }

  /// How many cards stand in a row.
  private func cardsPerRow(_ count: Int) -> Int { count <= 4 ? max(2, count) : count <= 6 ? 3 : 4 }

  /// The cards; gives the row after them.
  private func cards(_ sheet: inout Sheet) -> Int {
    let shown = headlines()
    let perRow = cardsPerRow(shown.count)
    let width = Dashboard.width / perRow
    for (index, item) in shown.enumerated() {
      let row = Dashboard.firstRow + index / perRow * 4
      let isLast = index % perRow == perRow - 1
      card(
        item, row, 1 + index % perRow * width, isLast ? width : width - 1, Style.series[index % Style.series.count],
        &sheet)
    }
    return Dashboard.firstRow + (shown.count + perRow - 1) / perRow * 4
  }

  private func card(
    _ item: (when: String, cell: ReadingCell), _ row: Int, _ column: Int, _ width: Int, _ color: Int,
    _ sheet: inout Sheet
  ) {
    let base = CellStyle().with {
      $0.fill = Style.pale; $0.indent = 1; $0.alignment = .left
    }
    let edge = base.with {
      $0.top = .medium; $0.borderColor = color; $0.size = 9; $0.color = Style.grey; $0.middle = true; $0.wraps = true
    }
    let words = nameWords(item.cell)
    sheet.wide(.text(words.name), row, column, width, edge)
    sheet.wide(
      .formula(item.cell.formula, cached: .number(0)), row + 1, column, width,
      base.with {
        $0.size = 18
        $0.bold = true
        $0.color = color
        $0.middle = true
        $0.numberFormat = cardFormat(item.cell)
      })
    let when = item.when == span ? "whole timeline" : item.when
    var facts = [words.owner, item.cell.unit, when].filter { !$0.isEmpty }
    if facts.joined(separator: " · ").count > width * 6, facts.count > 2 { facts.removeLast() }
    let caption = facts.joined(separator: " · ")
    sheet.wide(
      .text(caption), row + 2, column, width,
      base.with {
        $0.size = 8; $0.italic = true; $0.color = Style.grey
      })
    let isLong = words.name.count > width * 5 + 2
    sheet.rowHeights[row] = max(sheet.rowHeights[row] ?? 0, isLong ? 26 : 16)
    sheet.rowHeights[row + 1] = 28
    sheet.rowHeights[row + 3] = 8
  }

  /// A value's own label, and the instance that stands before it.
  private func nameWords(_ cell: ReadingCell) -> (owner: String, name: String) {
    let parts = cell.label.split(separator: ":", maxSplits: 1).map { String($0).trimmingSpaces }
    guard parts.count == 2, model.instances.contains(where: { $0.label == parts[0] }) else { return ("", cell.label) }
    return (parts[0], parts[1])
  }

  /// The largest magnitude that a cell's row has in any case, in its unit; of its periods only, or of its totals too.
  private func size(_ cell: ReadingCell, ofPeriods isPeriod: Bool = false) -> Double {
    guard let id = plan.rows[cell.row].definition else { return 1 }
    let scale = model.definitions[id].unit.scale
    return results.flatMap { (isPeriod ? [] : $0.rollUps[id]) + $0.columns[id] }.filter(\.isFinite).map {
      ($0 / scale).magnitude
    }.max() ?? 0
  }

  /// What stands before an amount of money: a currency's sign where it has one of its own, else its code.
  private func currencySign(_ unit: String) -> String? {
    let signs = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪", "UAH": "₴"]
    let first = unit.split { $0 == " " || $0 == "/" || $0 == "·" }.first.map(String.init) ?? ""
    return UnitTable.isCurrency(first) ? signs[first] ?? first + " " : nil
  }

  /// A number on a card: short, with the sign of its currency.
  private func cardFormat(_ cell: ReadingCell) -> String {
    if cell.format.contains("%") || cell.format.contains("\"x\"") || cell.format == NumberFormat.date {
      return cell.format
    }
    let sign = currencySign(cell.unit).map { "\"\($0)\"" } ?? ""
    let digits: String
    switch size(cell) {
    case 1e9...: digits = "#,##0.0,,,\"bn\""
    case 10_000_000...: digits = "#,##0.0,,\"M\""
    case 100_000...: digits = sign.isEmpty ? "#,##0" : "#,##0.0,\"k\""
    case 1000...: digits = "#,##0"
    case 100...: digits = sign.isEmpty ? "#,##0.0" : "#,##0.00"
    case 1...: digits = "#,##0.00"
    case 0.1... where sign.isEmpty: digits = "0.00"
    case 0.01...: digits = "0.0000"
    case 0.0001...: digits = "0.000000"
    default: digits = "0.00E+00"
    }
    return "\(sign)\(digits);(\(sign)\(digits))"
  }
}

// Charts, two in a row.
extension BookLayout {
  private func dashboardCharts(_ start: Int, _ sheet: inout Sheet) -> Int {
    var charts = model.charts.enumerated().compactMap { index, chart in placement(chart, index) }.filter {
      !$0.series.isEmpty
    }
    if hasFreeChartPlace, let planned = plan.tornados.first, let place = sensitivity.tornados.first,
      let chart = tornadoChart(planned, place)
    {
      charts.append(chart)
    }
    for (index, chart) in charts.enumerated() {
      let row = start + index / 2 * Dashboard.chartRows
      sheet.charts.append(
        ChartPlacement(
          kind: chart.kind, title: chart.title, alternativeText: chart.alternativeText,
          at: CellAddress(row: row, column: index % 2 == 0 ? 1 : 13), width: index % 2 == 0 ? 440 : 455, height: 252,
          series: chart.series, valueFormat: chart.valueFormat))
    }
    return start + (charts.count + 1) / 2 * Dashboard.chartRows
  }

  private func placement(_ chart: Model.Chart, _ index: Int) -> ChartPlacement? {
    let shown = chart.items.filter { model.definitions[$0.definition].variesInTime }.flatMap { reading in cells(reading)
    }
    let names = seriesNames(shown)
    var series = shown.enumerated().map { place, cell in
      ChartPlacement.Series(
        name: names[place], categories: cell.sheet + "!" + periodRange(Grid.dateRow),
        values: cell.sheet + "!" + periodRange(cell.range.first.row), color: Style.series[place % Style.series.count])
    }
    if series.isEmpty, let feed = feedRows[index] {
      func column(_ column: Int) -> String {
        "Dashboard!"
          + CellRange(
            CellAddress(row: feed.lowerBound, column: column), CellAddress(row: feed.upperBound - 1, column: column)
          ).absolute
      }
      let values = column(1 + labelColumns + Dashboard.unit)
      series = [ChartPlacement.Series(name: chart.label, categories: column(1), values: values, color: Style.series[0])]
    }
    let unit = chart.items.first.map { unitLabel(model.definitions[$0.definition].unit) } ?? ""
    let largest = (shown.isEmpty ? chart.items.flatMap { cells($0) } : shown).max {
      size($0, ofPeriods: true) < size($1, ofPeriods: true)
    }
    return ChartPlacement(
      kind: kind(chart.kind), title: chart.label + (unit.isEmpty ? "" : ", \(unit)"),
      alternativeText: "\(chart.label): \(names.joined(separator: ", ")), \(span).", at: CellAddress(row: 0, column: 0),
      width: 0,
      height: 0, series: series, valueFormat: largest.map(axisFormat) ?? "#,##0")
  }

  private func kind(_ word: String) -> ChartPlacement.Kind {
    switch word {
    case "line": .line
    case "stacked": .stackedColumn
    case "area": .area
    default: .column
    }
  }

  /// Names without what all of them share: the instance, or the value.
  private func seriesNames(_ cells: [ReadingCell]) -> [String] {
    let words = cells.map(nameWords)
    let owners = Set(words.map(\.owner))
    let names = Set(words.map(\.name))
    return cells.enumerated().map { index, cell in
      if owners.count == 1 && names.count == cells.count { return words[index].name }
      if names.count == 1 && owners.count == cells.count { return words[index].owner }
      return names.count == cells.count ? words[index].name : cell.label
    }
  }

  private func axisFormat(_ cell: ReadingCell) -> String { axisFormat(cell, size: size(cell, ofPeriods: true)) }

  /// How the numbers at an axis are shown that goes up to a size.
  func axisFormat(_ cell: ReadingCell, size: Double) -> String {
    if cell.format.contains("%") { return size > 0.05 ? "0%" : "0.0%" }
    switch size {
    case 1e9...: return "#,##0.0,,,\"bn\""
    case 1e6...: return "#,##0.0,,\"M\""
    case 1e4...: return "#,##0,\"k\""
    case 10...: return "#,##0"
    case 1...: return "0.0"
    case 0.1...: return "0.00"
    case 0.01...: return "0.000"
    case 0.001...: return "0.0000"
    default: return "0.0E+00"
    }
  }
}

// Tables under the charts.
extension BookLayout {
  private func summaries(_ start: Int, _ sheet: inout Sheet) -> Int {
    var row = start
    for report in model.reports where report.items.contains(where: { $0.time != .all }) {
      row = summary(report, row, &sheet) + 1
    }
    return row
  }

  /// The first column and the width of a number of a table, the live one being the first.
  private func slot(_ index: Int) -> (column: Int, width: Int) {
    (1 + labelColumns + Dashboard.unit + index * slotWidth, slotWidth)
  }

  private var slotWidth: Int { min(4, 12 / (1 + grid.years.prefix(4).count)) }
  private var labelColumns: Int { Dashboard.width - Dashboard.unit - (1 + grid.years.prefix(4).count) * slotWidth }

  private func summary(_ report: Model.Report, _ start: Int, _ sheet: inout Sheet) -> Int {
    let years = grid.years.prefix(4)
    for column in 1...Dashboard.width { sheet.put(.blank, start, column, Style.head) }
    sheet.wide(.text(report.label), start, 1, labelColumns, Style.headLeft)
    sheet.wide(.text("Unit"), start, 1 + labelColumns, Dashboard.unit, Style.headCenter)
    sheet.wide(.text("Live"), start, slot(0).column, slot(0).width, Style.head)
    let title = plan.sheets.first.map { quoted($0.title) } ?? ""
    for index in years.indices {
      let year = CellAddress(row: Grid.dateRow, column: grid.year(index)).absolute
      let style = Style.head.with { $0.numberFormat = NumberFormat.whole }
      sheet.wide(
        .formula("\(title)!\(year)", cached: .number(0)), start, slot(1 + index).column, slot(1 + index).width, style)
    }
    var row = start + 1
    for reading in report.items where reading.time != .all {
      for cell in cells(reading) {
        line(reading, cell, years.count, row, &sheet)
        row += 1
      }
    }
    return row
  }

  private func line(_ reading: Model.Reading, _ cell: ReadingCell, _ years: Int, _ row: Int, _ sheet: inout Sheet) {
    let hair = CellStyle().with { $0.bottom = .hair }
    for column in 1...Dashboard.width { sheet.put(.blank, row, column, hair) }
    let when = timeWords(reading)
    let label = cell.label + (when.isEmpty || when == span || cell.label.contains(when) ? "" : ", \(when)")
    sheet.wide(.text(label), row, 1, labelColumns, hair.with { $0.indent = 1 })
    sheet.wide(.text(cell.unit), row, 1 + labelColumns, Dashboard.unit, Style.unit)
    sheet.wide(
      .formula(cell.formula, cached: .number(0)), row, slot(0).column, slot(0).width,
      Style.number(cell.format).with { $0.bold = true })
    guard reading.time == .rolledUp, model.definitions[reading.definition].variesInTime else { return }
    for index in 0..<years {
      let address = CellAddress(row: cell.range.first.row, column: grid.year(index)).absolute
      sheet.wide(
        .formula("\(cell.sheet)!\(address)", cached: .number(0)), row, slot(1 + index).column, slot(1 + index).width,
        Style.number(cell.format))
    }
  }

  private var summaryRows: Int {
    model.reports.filter { $0.items.contains { $0.time != .all } }.reduce(0) { total, report in
      total + 2 + report.items.filter { $0.time != .all }.reduce(0) { $0 + plan.places[$1.definition].rows.count }
    }
  }

  /// The rows of numbers for charts of what does not vary in time, by chart.
  private var feedRows: [Int: Range<Int>] {
    let shown = headlines().count
    let perRow = cardsPerRow(shown)
    let charts = (model.charts.count + 1) / 2 * Dashboard.chartRows
    var row = Dashboard.firstRow + (shown + perRow - 1) / perRow * 4 + charts + summaryRows
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
      sheet.section("Behind the chart: \(chart.label)", feed.lowerBound - 1, columns: 1...Dashboard.width)
      for (offset, cell) in chart.items.flatMap({ cells($0) }).enumerated() {
        let line = feed.lowerBound + offset
        sheet.wide(.text(cell.label), line, 1, labelColumns, Style.text.with { $0.indent = 1 })
        sheet.wide(.text(cell.unit), line, 1 + labelColumns, Dashboard.unit, Style.unit)
        sheet.wide(
          .formula(cell.formula, cached: .number(0)), line, slot(0).column, slot(0).width, Style.number(cell.format))
      }
      row = feed.upperBound + 1
    }
    return row
  }
}

extension Sheet {
  /// A cell that takes several columns.
  fileprivate mutating func wide(_ content: CellContent, _ row: Int, _ column: Int, _ width: Int, _ style: CellStyle) {
    for place in column..<(column + width) { put(.blank, row, place, style) }
    put(content, row, column, style)
    guard width > 1 else { return }
    merges.append(CellRange(CellAddress(row: row, column: column), CellAddress(row: row, column: column + width - 1)))
  }
}
