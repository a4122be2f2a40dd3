import MarginEngine
import MarginModel
import MarginUnits

/// Where the Sensitivity sheet holds what others read.
struct SensitivityPlaces {
  static let label = 1
  static let head = 2
  static let firstColumn = 3
  static let driverHeader = 4

  let caseOverride = CellAddress(row: 5, column: 3)
  var driverBlock = CellRange(CellAddress(row: 5, column: 3), CellAddress(row: 5, column: 3))
  /// The readings of all reports, each once, and the block with their values in every case.
  var caseReadings: [Model.Reading] = []
  var caseTable: CellRange?
  /// The block with the checks of the model in every case.
  var checkTable: CellRange?
  var tornados: [TornadoPlace] = []
  var fragilities: [FragilityPlace] = []
  /// The row above the inputs that several tables move, and these.
  var togetherRow = 0
  var together: [Int] = []
  /// How many numbers the calculation sheets hold.
  var count = CellAddress(row: 0, column: 2)
}

extension BookLayout {
  mutating func placeSensitivity() {
    var row = sensitivity.caseOverride.row
    for leaf in plan.drivers {
      row += 1
      let cell = CellAddress(row: row, column: 3)
      addresses.drivers[leaf] = cell
      addresses.moves[PlanMove(leaf: leaf, source: .driver, isFactor: false)] = cell
    }
    for leaf in plan.timed {
      row += 1
      addresses.times[leaf] = CellAddress(row: row, column: 3)
      addresses.moves[PlanMove(leaf: leaf, source: .times, isFactor: true)] = CellAddress(row: row, column: 4)
    }
    let choices = row + 1
    row += 2 * plan.tornados.count
    sensitivity.driverBlock = CellRange(sensitivity.caseOverride, CellAddress(row: row, column: 3))
    var seen: Set<String> = []
    sensitivity.caseReadings =
      (model.reports.flatMap(\.items) + model.roadmaps.map(\.value)
      + model.comparisons.flatMap(\.values)).filter {
        $0.time != .all && seen.insert("\($0.definition) \($0.time)").inserted
      }
    var draft = Sheet(name: "")
    row = draw(row + 3, 1, &draft)
    answers.partPlaces = partPlaces(row)
    row = placeMoves(drawSearches(row, 1, &draft), choices: choices)
    let count = sensitivity.caseReadings.reduce(0) { $0 + plan.places[$1.definition].rows.count }
    let last = SensitivityPlaces.firstColumn + model.cases.count - 1
    if count > 0 {
      sensitivity.caseTable = CellRange(
        CellAddress(row: row + 3, column: SensitivityPlaces.firstColumn),
        CellAddress(row: row + 2 + count, column: last))
      row += count + 4
    }
    if !model.checks.isEmpty {
      sensitivity.checkTable = CellRange(
        CellAddress(row: row + 3, column: SensitivityPlaces.firstColumn),
        CellAddress(row: row + 2 + model.checks.count, column: last))
      row += model.checks.count + 4
    }
    sensitivity.count = CellAddress(row: row + 1 + plan.sheets.count, column: SensitivityPlaces.head)
  }

  /// Gives tornados and fragilities their places; gives the row after them. `choices` is the first row of the cells that
  /// choose a tornado's bar and side.
  private mutating func placeMoves(_ start: Int, choices: Int) -> Int {
    var row = start
    for (index, planned) in plan.tornados.enumerated() {
      let bar = CellAddress(row: choices + 2 * index, column: 3)
      let place = TornadoPlace(planned, start: row, bar: bar, hasChart: index > 0 || !hasFreeChartPlace)
      sensitivity.tornados.append(place)
      if !planned.bars.isEmpty { row = place.end }
      for move in plan.moves.values.joined() {
        guard case .bar(index, let number) = move.source else { continue }
        addresses.moves[move] = place.inUse(number)
      }
    }
    for fragility in model.fragilities {
      let place = FragilityPlace(
        fragility, fragilityOutcome(fragility, model, caseIndex: selectedCase), start: row)
      sensitivity.fragilities.append(place)
      row = place.end
    }
    return placeTogether(row)
  }

  /// The same of readings that the text words alike.
  func caseKey(_ reading: Model.Reading) -> String {
    let words = AnswerText.source(reading, model)
    return model.definitions[reading.definition].purpose == .named || words.isEmpty
      ? "\(reading.definition) \(reading.time)" : words
  }

  /// The model's own tables; gives the row after them.
  private func draw(_ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    var row = start
    for item in model.sensitivities {
      if item.rows != nil && item.columns != nil {
        for reading in item.values {
          for cell in cells(reading) { row = twoWay(item, reading, cell, row, last, &sheet) }
        }
      } else {
        row = oneWay(item, row, last, &sheet)
      }
    }
    return row
  }

  func sensitivitySheet() -> Sheet {
    var sheet = Sheet(name: "Sensitivity")
    sheet.tabColor = 0x4338CA
    let widest = model.sensitivities.map { $0.columns?.points.count ?? $0.values.count }.max() ?? 0
    let own = plan.tornados.isEmpty ? 6 : TornadoPlace.lastColumn - SensitivityPlaces.firstColumn + 1
    let last = SensitivityPlaces.firstColumn + max(own, widest, model.cases.count) - 1
    sheet.band(
      "Sensitivity",
      "Live what-if tables. The drivers stand here because a table's input cells must lie on its own sheet.",
      columns: last)
    drivers(&sheet)
    counts(&sheet)
    if let block = sensitivity.caseTable { caseTable(block, last, &sheet) }
    if let block = sensitivity.checkTable { checkTable(block, last, &sheet) }
    let searches = draw(sensitivity.driverBlock.last.row + 3, last, &sheet)
    _ = drawSearches(searches, last, &sheet)
    tornadoTables(&sheet)
    fragilityTables(&sheet)
    together(&sheet)
    finishSensitivity(&sheet, last)
    return sheet
  }

  private func drivers(_ sheet: inout Sheet) {
    let header = SensitivityPlaces.driverHeader
    for column in 1...3 { sheet.put(.blank, header, column, Style.head) }
    sheet.text("Driver", header, 1, Style.headLeft)
    sheet.text("Unit", header, 2, Style.headCenter)
    sheet.text("Override", header, 3, Style.head)
    let style = Style.input("@").with { $0.alignment = .center }
    func row(_ label: String, _ unit: String, _ address: CellAddress) {
      sheet.text(label, address.row, 1, Style.label)
      sheet.text(unit, address.row, 2, Style.unit)
      sheet.text("live", address.row, address.column, style)
    }
    row("Case, by number", "1 to \(model.cases.count)", sensitivity.caseOverride)
    for leaf in plan.drivers {
      guard let address = addresses.drivers[leaf] else { continue }
      row(model.definitions[model.leaves[leaf].definition].label, unitLabel(model.leaves[leaf].unit), address)
    }
    for leaf in plan.timed {
      guard let address = addresses.times[leaf] else { continue }
      row(model.definitions[model.leaves[leaf].definition].label + ", multiple", "times", address)
      sheet.formula(
        "IF(ISNUMBER(\(address.text)),\(address.text),1)", address.row, address.column + 1, Style.number("0.##\"x\""))
    }
    for (planned, place) in zip(plan.tornados, sensitivity.tornados) {
      row(planned.tornado.label + ", input", "its number", place.bar)
      row(planned.tornado.label + ", side", "1 low, 2 high", place.side)
    }
    sheet.text(
      "Keep \"live\" in all of them: a number here replaces the input in the whole book, and the master check fails.",
      sensitivity.driverBlock.last.row + 1, 1, Style.note)
  }

  /// Every table's head reads the count of all calculated numbers, so that LibreOffice calculates all of them anew for
  /// each cell of a table, and leaves none behind with the numbers of another case.
  private func counts(_ sheet: inout Sheet) {
    guard !plan.sheets.isEmpty else { return }
    let first = sensitivity.count.row - plan.sheets.count
    sheet.section("How much a table recalculates", first - 1, columns: 1...3)
    for (index, item) in plan.sheets.enumerated() {
      let title = quoted(item.title)
      let last = addresses.rows.filter { $0.sheet == title }.map(\.row).max() ?? Grid.dateRow
      let block = CellRange(
        CellAddress(row: Grid.dateRow + 1, column: Grid.constant), CellAddress(row: last, column: grid.last))
      sheet.text("Calculated numbers on the sheet \(item.title)", first + index, 1, Style.label)
      sheet.formula(
        "COUNT(\(title)!\(block.absolute))", first + index, SensitivityPlaces.head, Style.link(NumberFormat.days))
    }
    let counts = CellRange(
      CellAddress(row: first, column: SensitivityPlaces.head),
      CellAddress(row: sensitivity.count.row - 1, column: SensitivityPlaces.head))
    sheet.text(
      "Numbers that each cell of a table recalculates", sensitivity.count.row, 1, Style.label.with { $0.bold = true })
    sheet.formula(
      "SUM(\(counts.text))", sensitivity.count.row, SensitivityPlaces.head,
      Style.number(NumberFormat.days).with { $0.bold = true })
  }

  /// The live number that a table varies.
  func head(_ formula: String) -> String { "IF(\(sensitivity.count.absolute)>0,\(formula),\"n/a\")" }

  private func caseAxis(_ title: String, _ block: CellRange, _ last: Int, _ sheet: inout Sheet) {
    sheet.section(title, block.first.row - 3, columns: 1...last)
    sheet.text("Live", block.first.row - 2, SensitivityPlaces.head, Style.note.with { $0.alignment = .right })
    for (index, item) in model.cases.enumerated() {
      let column = block.first.column + index
      sheet.text(item.name, block.first.row - 2, column, Style.note.with { $0.alignment = .right })
      sheet.number(Double(index + 1), block.first.row - 1, column, axisStyle(NumberFormat.whole))
    }
    sheet.text("Case number", block.first.row - 1, 1, Style.label.with { $0.color = Style.grey })
    sheet.tables.append(WhatIfTable(block: block, rowInput: sensitivity.caseOverride, columnInput: nil))
  }

  func axisStyle(_ format: String) -> CellStyle {
    CellStyle().with {
      $0.numberFormat = format
      $0.color = Style.inputBlue
      $0.bold = true
      $0.fill = Style.pale
      $0.alignment = .right
      $0.unlocked = true
    }
  }

  private func caseTable(_ block: CellRange, _ last: Int, _ sheet: inout Sheet) {
    caseAxis("All cases", block, last, &sheet)
    var row = block.first.row
    for cell in sensitivity.caseReadings.flatMap(cells) {
      sheet.text("\(cell.label), \(cell.unit)", row, 1, Style.label)
      sheet.formula(head(cell.formula), row, SensitivityPlaces.head, Style.link(cell.format).with { $0.bold = true })
      for column in block.first.column...block.last.column { sheet.number(0, row, column, Style.number(cell.format)) }
      row += 1
    }
  }

  private func checkTable(_ block: CellRange, _ last: Int, _ sheet: inout Sheet) {
    caseAxis("Checks in every case, 1 where they hold", block, last, &sheet)
    for (index, check) in model.checks.enumerated() {
      let row = block.first.row + index
      sheet.text(check.label, row, 1, Style.label)
      let flag = CellAddress(row: checks.modelRow + index, column: CheckPlaces.flag).absolute
      sheet.formula(
        head("Checks!\(flag)"), row, SensitivityPlaces.head, Style.link(NumberFormat.whole).with { $0.bold = true })
      for column in block.first.column...block.last.column {
        sheet.number(0, row, column, Style.number(NumberFormat.whole))
      }
    }
    sheet.conditions.append(
      ConditionalFormat(range: block, rule: .formula("\(block.first.text)=0", fill: Style.badFill, color: Style.bad)))
  }

  private func points(_ axis: Model.Sensitivity.Axis) -> (values: [Double], format: String, unit: String) {
    let leaf = model.leaves[axis.leaf]
    return (axis.points, numberFormat(leaf.unit, axis.points), unitLabel(leaf.unit))
  }

  private func twoWay(
    _ item: Model.Sensitivity, _ reading: Model.Reading, _ cell: ReadingCell, _ start: Int, _ last: Int,
    _ sheet: inout Sheet
  ) -> Int {
    guard let rows = item.rows, let columns = item.columns else { return start }
    let (down, across) = (points(rows), points(columns))
    let title = item.values.count > 1 ? "\(item.label): \(cell.label)" : item.label
    sheet.section(title, start, columns: 1...last)
    let when = timeWords(reading)
    sheet.text(
      "\(cell.label), \(cell.unit)\(when.isEmpty ? "" : ", \(when)"). Down: \(rows.label). Across: \(columns.label).",
      start + 1, 1,
      Style.note)
    let axisRow = start + 2
    sheet.formula(
      head(cell.formula), axisRow, SensitivityPlaces.head,
      Style.link(cell.format).with {
        $0.bold = true; $0.fill = Style.pale
      })
    sheet.text("\(columns.label), \(across.unit) →", axisRow, 1, Style.note.with { $0.alignment = .right })
    for (index, point) in across.values.enumerated() {
      sheet.number(point, axisRow, SensitivityPlaces.firstColumn + index, axisStyle(across.format))
    }
    for (index, point) in down.values.enumerated() {
      let row = axisRow + 1 + index
      if index == 0 { sheet.text("\(rows.label), \(down.unit) ↓", row, 1, Style.note.with { $0.alignment = .right }) }
      sheet.number(point, row, SensitivityPlaces.head, axisStyle(down.format))
      for column in across.values.indices {
        sheet.number(0, row, SensitivityPlaces.firstColumn + column, Style.number(cell.format))
      }
    }
    let block = CellRange(
      CellAddress(row: axisRow + 1, column: SensitivityPlaces.firstColumn),
      CellAddress(row: axisRow + down.values.count, column: SensitivityPlaces.firstColumn + across.values.count - 1))
    sheet.tables.append(
      WhatIfTable(block: block, rowInput: addresses.drivers[columns.leaf], columnInput: addresses.drivers[rows.leaf]))
    sheet.conditions.append(heat(block, isCost: isCost(reading)))
    return axisRow + down.values.count + 3
  }

  /// Whether less of it is better: a cost, or a price of something.
  func isCost(_ reading: Model.Reading) -> Bool {
    let words = (model.definitions[reading.definition].path + " " + reading.label).lowercased()
    return ["cost", "price", "spend", "expense"].contains { words.contains($0) } && !words.contains("saving")
      && !words.contains("saved")
  }

  private func heat(_ block: CellRange, isCost: Bool) -> ConditionalFormat {
    let (green, red) = (0xA7DCC3, 0xF6B9B9)
    return ConditionalFormat(
      range: block, rule: .scale(low: isCost ? green : red, middle: 0xFFFFFF, high: isCost ? red : green))
  }

  private func oneWay(_ item: Model.Sensitivity, _ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    guard let axis = item.rows ?? item.columns else { return start }
    let axisPoints = points(axis)
    let heads = item.values.flatMap(cells)
    sheet.section(item.label, start, columns: 1...last)
    let isDown = item.rows != nil
    for (index, head) in heads.enumerated() {
      let (row, column) =
        isDown ? (start + 2, SensitivityPlaces.firstColumn + index) : (start + 2 + index, SensitivityPlaces.head)
      sheet.formula(
        self.head(head.formula), row, column,
        Style.link(head.format).with {
          $0.bold = true; $0.fill = Style.pale
        })
      if isDown {
        sheet.text(
          "\(head.label), \(head.unit)", row - 1, column,
          Style.note.with {
            $0.alignment = .right; $0.wraps = true; $0.size = 8
          })
      } else {
        sheet.text("\(head.label), \(head.unit)", row, 1, Style.label)
      }
    }
    for (index, point) in axisPoints.values.enumerated() {
      let (row, column) =
        isDown ? (start + 3 + index, SensitivityPlaces.head) : (start + 1, SensitivityPlaces.firstColumn + index)
      sheet.number(point, row, column, axisStyle(axisPoints.format))
      for (place, head) in heads.enumerated() {
        if isDown {
          sheet.number(0, row, SensitivityPlaces.firstColumn + place, Style.number(head.format))
        } else {
          sheet.number(0, start + 2 + place, column, Style.number(head.format))
        }
      }
    }
    sheet.text(
      "\(axis.label), \(axisPoints.unit)", isDown ? start + 3 : start + 1, 1, Style.note.with { $0.alignment = .right })
    if isDown { sheet.rowHeights[start + 1] = 42 }
    let first = CellAddress(row: isDown ? start + 3 : start + 2, column: SensitivityPlaces.firstColumn)
    let size = isDown ? (axisPoints.values.count, heads.count) : (heads.count, axisPoints.values.count)
    let block = CellRange(first, CellAddress(row: first.row + size.0 - 1, column: first.column + size.1 - 1))
    let driver = addresses.drivers[axis.leaf]
    sheet.tables.append(WhatIfTable(block: block, rowInput: isDown ? nil : driver, columnInput: isDown ? driver : nil))
    for (place, reading) in item.values.enumerated() where item.values.count == heads.count {
      let line =
        isDown
        ? CellRange(
          CellAddress(row: block.first.row, column: block.first.column + place),
          CellAddress(row: block.last.row, column: block.first.column + place))
        : CellRange(
          CellAddress(row: block.first.row + place, column: block.first.column),
          CellAddress(row: block.first.row + place, column: block.last.column))
      sheet.conditions.append(heat(line, isCost: isCost(reading)))
    }
    return block.last.row + 3
  }

  private func finishSensitivity(_ sheet: inout Sheet, _ last: Int) {
    sheet.columnWidths[SensitivityPlaces.label] = 46
    sheet.columnWidths[SensitivityPlaces.head] = 15
    sheet.print.area = sheet.usedArea
    for column in SensitivityPlaces.firstColumn...max(last, SensitivityPlaces.firstColumn) {
      sheet.columnWidths[column] = 12.5
    }
    sheet.freeze = CellAddress(row: SensitivityPlaces.driverHeader, column: 0)
  }
}
