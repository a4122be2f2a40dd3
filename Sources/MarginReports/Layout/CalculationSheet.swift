import MarginModel
import MarginUnits

extension BookLayout {
  /// Gives every row of the calculation sheets its address.
  mutating func placeCalculations() {
    addresses.rows = Array(repeating: ("", 0), count: plan.rows.count)
    for sheet in plan.sheets {
      for line in lines(sheet) {
        guard case .row(let row) = line.content else { continue }
        addresses.rows[row] = (quoted(sheet.title), line.row)
      }
    }
  }

  private enum LineContent {
    case section(String)
    case row(Int)
  }

  private func lines(_ sheet: PlanSheet) -> [(row: Int, content: LineContent)] {
    var result: [(Int, LineContent)] = []
    var row = Grid.dateRow + 2
    func add(_ title: String, _ rows: [Int]) {
      guard !rows.isEmpty else { return }
      result.append((row, .section(title)))
      row += 1
      for item in rows {
        result.append((row, .row(item)))
        row += 1
      }
      row += 1
    }
    let inputs = sheet.links.filter { plan.rows[$0].definition != nil || isLeafLink($0) }
    add("Inputs", inputs)
    add("From other sheets", sheet.links.filter { !inputs.contains($0) })
    func block(_ item: (definition: Int, rows: [Int])) -> [Int] { (plan.parts[item.definition] ?? []) + item.rows }
    func isQuestion(_ id: Int) -> Bool { plan.purpose(id) == .question }
    add("Calculations", sheet.blocks.filter { !isQuestion($0.definition) }.flatMap(block))
    add("For reports and checks", sheet.blocks.filter { isQuestion($0.definition) }.flatMap(block))
    add("Checks, cell by cell", sheet.checks)
    return result
  }

  private func isLeafLink(_ row: Int) -> Bool {
    let references = plan.table.references(in: plan.rows[row].text)
    return references.contains { if case .leaf = $0.target { true } else { false } }
  }

  mutating func calculationSheet(_ index: Int) -> Sheet {
    let own = plan.sheets[index]
    var sheet = Sheet(name: own.title)
    sheet.tabColor = Style.navy
    sheet.band(own.heading, subtitle(own), columns: grid.last)
    header(&sheet)
    for line in lines(own) {
      switch line.content {
      case .section(let title): sheet.section(title, line.row, columns: 1...grid.last)
      case .row(let row): write(row, line.row, quoted(own.title), &sheet)
      }
    }
    finish(&sheet)
    mapValues(index)
    return sheet
  }

  private func subtitle(_ sheet: PlanSheet) -> String {
    let rule =
      "One formula a row across all periods. Black: calculated here. Green: from another sheet. Grey: part of a longer formula."
    guard let instance = sheet.instance else { return rule }
    let item = model.instances[instance]
    let kind = item.isScenario ? "Scenario" : "Component"
    let owner = item.owner.map { ", owner \($0)" } ?? ""
    return "\(kind) \(item.name) from template \(item.template)\(owner). " + rule
  }

  private func header(_ sheet: inout Sheet) {
    let (number, date) = (Grid.numberRow, Grid.dateRow)
    for column in 1...grid.last { sheet.put(.blank, date, column, Style.head) }
    sheet.text("Period number", number, Grid.label, Style.note.with { $0.indent = 1 })
    sheet.text("number", number, Grid.unit, Style.note.with { $0.alignment = .center })
    sheet.text("Period begins", date, Grid.label, Style.headLeft)
    sheet.text("Unit", date, Grid.unit, Style.headCenter)
    sheet.text("Constant", date, Grid.constant, Style.head)
    sheet.text("Total", date, Grid.total, Style.head)
    for (index, year) in grid.years.enumerated() {
      let first = CellAddress(row: date, column: grid.period(year.lowerBound)).absolute
      sheet.formula("YEAR(\(first))", date, grid.year(index), Style.head.with { $0.numberFormat = NumberFormat.whole })
    }
    sheet.text("Opening", date, grid.opening, Style.head.with { $0.fill = 0x334155 })
    sheet.text("start", number, grid.opening, Style.note.with { $0.alignment = .right })
    for period in 0..<grid.periods {
      let column = grid.period(period)
      let own = CellAddress(row: number, column: column)
      let before = CellAddress(row: number, column: column - 1)
      sheet.formula("N(\(before.text))+1", number, column, Style.part(NumberFormat.whole).with { $0.bottom = .none })
      sheet.formula(
        periodStart(own.text, on: "Inputs!"), date, column, Style.head.with { $0.numberFormat = periodFormat })
    }
  }

  private func style(_ row: PlanRow) -> CellStyle {
    let format = row.format ?? NumberFormat.plain(decimals: 2)
    switch row.look {
    case .link: return Style.link(format)
    case .part, .opening: return Style.part(format)
    case .closing: return Style.result(format)
    case .value: return row.definition.map(isKey) == true ? Style.result(format) : Style.number(format)
    }
  }

  /// The first report's values, and sums of several values, stand out on the calculation sheets too.
  private func isKey(_ id: Int) -> Bool {
    if model.reports.first?.items.contains(where: { $0.definition == id }) == true { return true }
    guard case .formula(let formula) = model.definitions[id].body, case .sum(let terms) = formula.form else {
      return false
    }
    return terms.count > 2 && model.definitions[id].purpose == .named
  }

  private func write(_ id: Int, _ row: Int, _ title: String, _ sheet: inout Sheet) {
    let item = plan.rows[id]
    let style = style(item)
    let isPart = item.look == .part || item.look == .opening
    let isResult = style.fill != nil
    sheet.text(
      item.label, row, Grid.label,
      Style.label.with {
        $0.bold = isResult
        $0.italic = isPart
        $0.color = isPart ? Style.grey : Style.ink
        $0.indent = isPart ? 2 : 1
        $0.fill = style.fill
        $0.top = style.top
        $0.borderColor = style.borderColor
      })
    sheet.text(
      item.unit, row, Grid.unit,
      Style.unit.with {
        $0.fill = style.fill; $0.top = style.top; $0.borderColor = style.borderColor
      })
    if isPart { sheet.rowLevels[row] = 1 }
    for column in Grid.constant...grid.last {
      sheet.put(.blank, row, column, style.with { $0.numberFormat = "General" })
    }
    guard item.varies else {
      sheet.formula(addresses.formula(item.text, on: title, column: Grid.constant), row, Grid.constant, style)
      return
    }
    for period in 0..<grid.periods {
      let column = grid.period(period)
      sheet.formula(addresses.formula(item.text, on: title, column: column), row, column, style)
    }
    open(item, row, title, style, &sheet)
    roll(id, row, title, style, &sheet)
  }

  private func open(_ item: PlanRow, _ row: Int, _ title: String, _ style: CellStyle, _ sheet: inout Sheet) {
    switch item.opening {
    case nil: break
    case .number(let number): sheet.number(number, row, grid.opening, style)
    case .text(let text): sheet.text(text, row, grid.opening, style)
    case .formula(let text):
      sheet.formula(addresses.formula(text, on: title, column: grid.opening), row, grid.opening, style)
    }
  }

  private func roll(_ id: Int, _ row: Int, _ title: String, _ style: CellStyle, _ sheet: inout Sheet) {
    let item = plan.rows[id]
    func range(_ first: Int, _ last: Int) -> String {
      CellRange(CellAddress(row: row, column: first), CellAddress(row: row, column: last)).absolute
    }
    func summed(_ block: String) -> String {
      item.mayBeUndefined ? "IF(COUNT(\(block))=COLUMNS(\(block)),SUM(\(block)),\"n/a\")" : "SUM(\(block))"
    }
    switch item.roll {
    case .none: break
    case .sum:
      for (index, year) in grid.years.enumerated() {
        sheet.formula(
          summed(range(grid.period(year.lowerBound), grid.period(year.upperBound - 1))), row, grid.year(index), style)
      }
      let whole =
        grid.years.isEmpty ? range(grid.first, grid.last) : range(grid.year(0), grid.year(grid.years.count - 1))
      sheet.formula(summed(whole), row, Grid.total, style)
    case .closing:
      for (index, year) in grid.years.enumerated() {
        sheet.formula(
          CellAddress(row: row, column: grid.period(year.upperBound - 1)).text, row, grid.year(index), style)
      }
      sheet.formula(CellAddress(row: row, column: grid.last).text, row, Grid.total, style)
    case .formula:
      let isCopied = rollsUp(id)
      for column in [Grid.total] + grid.years.indices.map(grid.year) {
        if isCopied {
          sheet.formula(addresses.formula(item.text, on: title, column: column), row, column, style)
        } else {
          sheet.text("n/a", row, column, style)
        }
      }
    }
  }

  /// Whether a row's formula has a meaning for years: all that it reads there has one.
  private func rollsUp(_ id: Int) -> Bool {
    var seen: Set<Int> = [id]
    var waiting = [id]
    while let next = waiting.popLast() {
      let row = plan.rows[next]
      guard row.varies, row.roll != .none else {
        if row.varies { return false }
        continue
      }
      guard row.roll == .formula else { continue }
      guard !row.standsInPeriodsOnly else { return false }
      for reference in plan.table.references(in: row.text) {
        switch (reference.target, reference.across) {
        case (.row(let other), .same): if seen.insert(other).inserted { waiting.append(other) }
        case (.rows(let first, let last), .same): waiting += [first, last].filter { seen.insert($0).inserted }
        case (_, .previous), (.periodNumber, _), (.periodStart, _): return false
        case (.leaf(let leaf, _), _): if model.leaves[leaf].axes.contains(0) { return false }
        default: break
        }
      }
    }
    return true
  }

  private func finish(_ sheet: inout Sheet) {
    sheet.columnWidths[Grid.label] = min(
      52,
      max(
        34,
        Double(
          sheet.cells.filter { $0.key.column == Grid.label }.map { cell -> Int in
            guard case .text(let text) = cell.value.content, cell.key.row > Grid.dateRow else { return 0 }
            return text.count
          }.max() ?? 0) * 0.95 + 2))
    sheet.columnWidths[Grid.unit] = 17
    sheet.fitColumns(Grid.constant..<(grid.last + 1), least: 9.5, most: 16)
    sheet.freeze = CellAddress(row: Grid.dateRow + 1, column: Grid.constant)
    sheet.print.area = sheet.usedArea
    sheet.print.repeatedRows = Grid.numberRow...Grid.dateRow
    sheet.print.repeatedColumns = 0...Grid.unit
    sheet.print.fitWidth = grid.periods > 18 ? 2 : 1
  }

  /// Where the named definitions of a sheet stand.
  private mutating func mapValues(_ index: Int) {
    for definition in model.definitions where definition.purpose == .named && plan.places[definition.id].sheet == index
    {
      let rows = plan.places[definition.id].rows.map { addresses.rows[$0].row }
      guard let first = rows.first, let last = rows.last else { continue }
      let columns = definition.variesInTime ? (grid.first, grid.last) : (Grid.constant, Grid.constant)
      let range = CellRange(CellAddress(row: first, column: columns.0), CellAddress(row: last, column: columns.1))
      let place = BookMap.Place(
        sheet: plan.sheets[index].title, range: first == last && columns.0 == columns.1 ? range.first.text : range.text)
      map.values.append(
        (definition.path, BookMap.Value(place: place, unit: definition.type == .date ? "date" : definition.unit.text)))
    }
  }
}
