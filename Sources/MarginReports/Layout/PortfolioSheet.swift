import MarginModel
import MarginUnits

/// The scenarios of a model side by side, where they state a cost.
struct Portfolio {
  struct Line {
    let instance: Int
    let label: String
    let owner: String
    /// Plan rows.
    let cost: Int
    let accepted: Int?
  }

  static let firstRow = 6
  let lines: [Line]
  let owners: [String]
  let unit: String
  let acceptedUnit: String

  var lastRow: Int { Self.firstRow + lines.count - 1 }
  var totalRow: Int { lastRow + 1 }
  var ownersRow: Int { totalRow + 3 }

  /// Nil where no scenario has a cost that adds up over time.
  init?(_ layout: BookLayout) {
    let model = layout.model
    func row(_ instance: Model.Instance, _ name: String) -> Int? {
      guard let id = model.paths["\(instance.name).\(name)"], model.definitions[id].rollUp == .sum else { return nil }
      let rows = layout.plan.places[id].rows
      return rows.count == 1 ? rows[0] : nil
    }
    lines = model.instances.enumerated().compactMap { index, instance in
      guard instance.isScenario, let cost = row(instance, "cost") else { return nil }
      return Line(
        instance: index, label: instance.label.isEmpty ? instance.name : instance.label,
        owner: instance.owner ?? model.owner ?? "no owner stated", cost: cost, accepted: row(instance, "accepted"))
    }
    guard let first = lines.first else { return nil }
    var seen: Set<String> = []
    owners = lines.map(\.owner).filter { seen.insert($0).inserted }
    unit = layout.plan.rows[first.cost].unit
    acceptedUnit = lines.compactMap(\.accepted).first.map { layout.plan.rows[$0].unit } ?? ""
    guard lines.allSatisfy({ layout.plan.rows[$0.cost].unit == unit }) else { return nil }
  }
}

extension BookLayout {
  private enum Column {
    static let label = 1
    static let owner = 2
    static let cost = 3
    static let share = 4
    static let accepted = 5
    static let each = 6
    static let firstYear = 7
  }

  func portfolioSheet(_ portfolio: Portfolio) -> Sheet {
    var sheet = Sheet(name: "Portfolio")
    sheet.tabColor = Style.accent
    let last = max(Column.each, Column.firstYear + grid.years.count - 1)
    sheet.band("Portfolio", "Every scenario with its owner: \(span), \(portfolio.unit).", columns: last)
    status(3, &sheet)
    portfolioHeader(portfolio, Portfolio.firstRow - 1, "Scenario", last, &sheet)
    for (index, line) in portfolio.lines.enumerated() { write(line, Portfolio.firstRow + index, portfolio, &sheet) }
    totals(portfolio, last, &sheet)
    byOwner(portfolio, last, &sheet)
    sheet.columnWidths[Column.label] = 30
    sheet.columnWidths[Column.owner] = 24
    for column in Column.cost...last { sheet.columnWidths[column] = 15 }
    portfolioCharts(portfolio, &sheet)
    sheet.print.area = CellRange(
      CellAddress(row: 0, column: 0), CellAddress(row: portfolio.ownersRow + portfolio.owners.count + 20, column: last))
    sheet.print.fitHeight = 1
    return sheet
  }

  private func portfolioHeader(_ portfolio: Portfolio, _ row: Int, _ first: String, _ last: Int, _ sheet: inout Sheet) {
    for column in 1...last { sheet.put(.blank, row, column, Style.head) }
    sheet.text(first, row, Column.label, Style.headLeft)
    sheet.text("Owner", row, Column.owner, Style.headLeft)
    sheet.text("Cost, \(portfolio.unit)", row, Column.cost, Style.head)
    sheet.text("Share of the bill", row, Column.share, Style.head)
    if !portfolio.acceptedUnit.isEmpty {
      sheet.text("Accepted", row, Column.accepted, Style.head)
      sheet.text("Cost per accepted", row, Column.each, Style.head)
    }
    for index in grid.years.indices {
      guard let sheetTitle = plan.sheets.first?.title else { continue }
      let year = CellAddress(row: Grid.dateRow, column: grid.year(index)).absolute
      sheet.formula(
        "\(quoted(sheetTitle))!\(year)", row, Column.firstYear + index,
        Style.head.with { $0.numberFormat = NumberFormat.whole })
    }
  }

  private func total(_ row: Int, _ column: Int = Grid.total) -> String {
    let place = addresses.rows[row]
    return place.sheet + "!" + CellAddress(row: place.row, column: column).absolute
  }

  private func write(_ line: Portfolio.Line, _ row: Int, _ portfolio: Portfolio, _ sheet: inout Sheet) {
    let format = plan.rows[line.cost].format ?? NumberFormat.plain(decimals: 0)
    sheet.text(line.label, row, Column.label, Style.label)
    sheet.text(line.owner, row, Column.owner, Style.label)
    sheet.formula(total(line.cost), row, Column.cost, Style.link(format))
    ratios(row, portfolio, hasAccepted: line.accepted != nil, Style.number, &sheet)
    if let accepted = line.accepted {
      sheet.formula(total(accepted), row, Column.accepted, Style.link(plan.rows[accepted].format ?? NumberFormat.days))
    }
    for index in grid.years.indices {
      sheet.formula(total(line.cost, grid.year(index)), row, Column.firstYear + index, Style.link(format))
    }
  }

  private func ratios(
    _ row: Int, _ portfolio: Portfolio, hasAccepted: Bool, _ style: (String) -> CellStyle, _ sheet: inout Sheet
  ) {
    func at(_ column: Int, _ row: Int) -> String { CellAddress(row: row, column: column).text }
    let (cost, accepted) = (at(Column.cost, row), at(Column.accepted, row))
    let bill = "$" + at(Column.cost, portfolio.totalRow)
    sheet.formula(
      "IF(AND(ISNUMBER(\(cost)),N(\(bill))<>0),\(cost)/\(bill),\"n/a\")", row, Column.share, style(NumberFormat.percent)
    )
    guard hasAccepted else { return }
    sheet.formula(
      "IF(AND(ISNUMBER(\(cost)),N(\(accepted))<>0),\(cost)/\(accepted),\"n/a\")", row, Column.each,
      style(NumberFormat.plain(decimals: 4)))
  }

  private func summed(_ block: String) -> String { "IF(COUNT(\(block))=ROWS(\(block)),SUM(\(block)),\"n/a\")" }

  private func totals(_ portfolio: Portfolio, _ last: Int, _ sheet: inout Sheet) {
    let row = portfolio.totalRow
    for column in 1...last { sheet.put(.blank, row, column, Style.result("@")) }
    sheet.text(
      "All scenarios", row, Column.label,
      Style.result("@").with {
        $0.alignment = .left; $0.indent = 1
      })
    let hasAccepted = portfolio.lines.allSatisfy { $0.accepted != nil }
    let columns =
      [Column.cost] + (hasAccepted ? [Column.accepted] : []) + grid.years.indices.map { Column.firstYear + $0 }
    for column in columns {
      let block = CellRange(
        CellAddress(row: Portfolio.firstRow, column: column), CellAddress(row: portfolio.lastRow, column: column)
      ).text
      let format =
        sheet.cells[CellAddress(row: Portfolio.firstRow, column: column)]?.style.numberFormat ?? NumberFormat.days
      sheet.formula(summed(block), row, column, Style.result(format))
    }
    ratios(row, portfolio, hasAccepted: hasAccepted, Style.result, &sheet)
  }

  private func byOwner(_ portfolio: Portfolio, _ last: Int, _ sheet: inout Sheet) {
    let header = portfolio.ownersRow - 1
    for column in 1...last { sheet.put(.blank, header, column, Style.head) }
    sheet.text("By owner", header, Column.label, Style.headLeft)
    sheet.text("Cost, \(portfolio.unit)", header, Column.cost, Style.head)
    sheet.text("Share of the bill", header, Column.share, Style.head)
    func block(_ column: Int) -> String {
      CellRange(
        CellAddress(row: Portfolio.firstRow, column: column), CellAddress(row: portfolio.lastRow, column: column)
      ).absolute
    }
    for (index, owner) in portfolio.owners.enumerated() {
      let row = portfolio.ownersRow + index
      sheet.text(owner, row, Column.label, Style.label)
      let format =
        sheet.cells[CellAddress(row: Portfolio.firstRow, column: Column.cost)]?.style.numberFormat ?? NumberFormat.days
      let own = CellAddress(row: row, column: Column.label).text
      sheet.formula(
        "SUMIF(\(block(Column.owner)),\(own),\(block(Column.cost)))", row, Column.cost, Style.number(format))
      ratios(row, portfolio, hasAccepted: false, Style.number, &sheet)
    }
  }

  private func portfolioCharts(_ portfolio: Portfolio, _ sheet: inout Sheet) {
    let series = portfolio.lines.enumerated().map { index, line -> ChartPlacement.Series in
      let place = addresses.rows[line.cost]
      return ChartPlacement.Series(
        name: line.label, categories: place.sheet + "!" + periodRange(Grid.dateRow),
        values: place.sheet + "!" + periodRange(place.row),
        color: Style.series[index % Style.series.count])
    }
    sheet.charts.append(
      ChartPlacement(
        kind: .stackedColumn, title: "Cost by scenario, \(portfolio.unit)",
        alternativeText: "Stacked columns: the cost of each scenario in each period, \(span).",
        at: CellAddress(row: portfolio.ownersRow + portfolio.owners.count + 1, column: 1), width: 820, height: 320,
        series: series,
        valueFormat: "#,##0"))
  }

  /// `$K$6:$AH$6` of a row of a calculation sheet.
  func periodRange(_ row: Int) -> String {
    CellRange(CellAddress(row: row, column: grid.first), CellAddress(row: row, column: grid.last)).absolute
  }

  func portfolioChecks() -> [CheckItem] {
    guard let portfolio else { return [] }
    let total = CellAddress(row: portfolio.totalRow, column: Column.cost).absolute
    let owners = CellRange(
      CellAddress(row: portfolio.ownersRow, column: Column.cost),
      CellAddress(row: portfolio.ownersRow + portfolio.owners.count - 1, column: Column.cost))
    return [
      CheckItem(
        label: "Owners add up to the bill", words: "equal, a share apart", left: "Portfolio!\(total)",
        right: "SUM(Portfolio!\(owners.absolute))", tolerance: 1e-9, rule: .equalToShareOfLarger,
        format: NumberFormat.days)
    ]
  }

  /// The chosen case and the master check, which every output sheet shows.
  func status(_ row: Int, _ sheet: inout Sheet) {
    sheet.rowHeights[row] = 18
    sheet.formula(
      "\"Case: \"&Case", row, 1,
      Style.note.with {
        $0.italic = false; $0.bold = true; $0.middle = true; $0.indent = 1
      })
    sheet.formula(
      "\"Checks: \"&master_check", row, 3,
      Style.note.with {
        $0.italic = false; $0.bold = true; $0.middle = true
      })
    let cell = CellRange(CellAddress(row: row, column: 3), CellAddress(row: row, column: 3))
    sheet.conditions.append(
      ConditionalFormat(range: cell, rule: .textEquals("Checks: FAIL", fill: Style.badFill, color: Style.bad)))
  }
}
