import MarginModel
import MarginUnits

extension BookLayout {
  func inputsSheet() -> Sheet {
    var sheet = Sheet(name: "Inputs")
    sheet.tabColor = 0xEAB308
    sheet.band(
      "Inputs",
      "Every assumption of \(model.title), with its unit, its value in each case and its source. Change blue cells only.",
      columns: columns.last)
    settings(&sheet)
    inputHeader(&sheet)
    for line in inputLines {
      switch line.content {
      case .section(let title): sheet.section(title, line.row, columns: 1...columns.last)
      case .scalar(let leaf, let member): scalar(leaf, member, line.row, &sheet)
      case .block(let leaf, let member): block(leaf, member, line.row, &sheet)
      case .timeHeader: timeHeader(line.row, &sheet)
      case .figure(let index): figure(plan.figures[index], line.row, &sheet)
      case .scale(let index): figure(plan.scales[index], line.row, &sheet)
      }
    }
    finishInputs(&sheet)
    return sheet
  }

  private func settings(_ sheet: inout Sheet) {
    let cases = CellRange(
      CellAddress(row: InputColumns.headerRow, column: InputColumns.firstCase),
      CellAddress(row: InputColumns.headerRow, column: columns.lastCase))
    let live = InputColumns.live
    func row(_ row: Int, _ label: String, _ name: String, _ unit: String, _ source: String) {
      sheet.text(label, row, 1, Style.label)
      sheet.text(name, row, InputColumns.path, Style.small)
      sheet.text(unit, row, InputColumns.unit, Style.unit)
      sheet.text(source, row, InputColumns.source, Style.note)
    }
    row(InputColumns.selectorRow, "Case", "Case", "choice", "Choose from the list; all sheets follow.")
    let choice = Style.input("@").with {
      $0.bold = true; $0.alignment = .center
    }
    sheet.text(model.cases[selectedCase].name, InputColumns.selectorRow, live, choice)
    sheet.lists.append(
      ListValidation(
        cell: CellAddress(row: InputColumns.selectorRow, column: live), source: .range("=Inputs!\(cases.absolute)"),
        title: "Case", message: "Choose a case of the model."))
    row(
      InputColumns.caseIndexRow, "Case in use", "", "number",
      "The what-if tables on Sensitivity put each case here in turn.")
    let override = "Sensitivity!" + sensitivity.caseOverride.absolute
    sheet.formula(
      "IF(ISNUMBER(\(override)),\(override),MATCH(Case,\(cases.absolute),0))", InputColumns.caseIndexRow, live,
      Style.number(NumberFormat.whole))
    row(InputColumns.asOfRow, "As of", "", "date", "The day on which the age of sources is counted.")
    sheet.number(asOfDay, InputColumns.asOfRow, live, Style.input(NumberFormat.date))
    row(InputColumns.staleRow, "Sources go stale after", "", "days", "A source older than this is counted as stale.")
    sheet.number(365, InputColumns.staleRow, live, Style.input(NumberFormat.days))
    row(InputColumns.startRow, "First period", "timeline", "date", "Moves the dates of the periods; the numbers stay.")
    sheet.number(startDay, InputColumns.startRow, live, Style.input(NumberFormat.date))
    let counted = model.timeline.countsDays ? "days" : "months"
    row(
      InputColumns.lengthRow, "\(counted.prefix(1).uppercased() + counted.dropFirst()) in a period", "timeline",
      counted,
      "The model's timeline: \(span).")
    sheet.number(Double(model.timeline.stepCount), InputColumns.lengthRow, live, Style.input(NumberFormat.whole))
  }

  private func inputHeader(_ sheet: inout Sheet) {
    let row = InputColumns.headerRow
    for column in 1...columns.last { sheet.put(.blank, row, column, Style.head) }
    sheet.text("Assumption", row, 1, Style.headLeft)
    sheet.text("Name in the model", row, InputColumns.path, Style.headLeft)
    sheet.text("Unit", row, InputColumns.unit, Style.headCenter)
    sheet.text("Live", row, InputColumns.live, Style.head)
    for (index, item) in model.cases.enumerated() {
      let column = InputColumns.firstCase + index
      sheet.text(item.name, row, column, Style.head)
    }
    var titles: [(Int, String)] = []
    if columns.hasSpread { titles += [(columns.low, "Low"), (columns.high, "High")] }
    if columns.hasRange { titles += [(columns.least, "Least"), (columns.most, "Most")] }
    if columns.hasSpread || columns.hasRange { titles.append((columns.status, "Bounds")) }
    if columns.hasDates { titles += [(columns.date, "Dated"), (columns.age, "Age, days")] }
    for (column, title) in titles { sheet.text(title, row, column, Style.head) }
    sheet.text("Source and note", row, InputColumns.source, Style.headLeft)
    sheet.text(
      "A case shows a blue number where it differs from the base. Low and high: the ends of the stated uncertainty. Least and most: the range a value must keep.",
      row - 1, 1, Style.note)
  }

  private func scalar(_ id: Int, _ member: Int, _ row: Int, _ sheet: inout Sheet) {
    let leaf = model.leaves[id]
    let definition = model.definitions[leaf.definition]
    let format = plan.leafFormat(leaf)
    describe(leaf, member, row, &sheet)
    let cases = CellRange(
      CellAddress(row: row, column: InputColumns.firstCase), CellAddress(row: row, column: columns.lastCase))
    sheet.formula(
      live(id, "INDEX(\(cases.text),\(InputColumns.caseIndex))"), row, InputColumns.live,
      Style.number(format).with { $0.bold = true })
    for index in model.cases.indices {
      let base = leaf.cases[0][member]
      let value = leaf.cases[index][member]
      let column = InputColumns.firstCase + index
      if index > 0 && (value == base || value.isNaN && base.isNaN) {
        sheet.formula(
          "$\(columns.text(InputColumns.firstCase))\(row + 1)", row, column,
          Style.number(format).with { $0.color = Style.grey })
      } else {
        sheet.number(value, row, column, Style.input(format))
      }
    }
    bounds(definition, leaf, row, format, &sheet)
    source(definition, leaf, member, row, &sheet)
  }

  private func describe(_ leaf: Leaf, _ member: Int, _ row: Int, _ sheet: inout Sheet) {
    let last = leaf.axes.contains(0) ? columns.firstPeriod + grid.periods - 1 : columns.last
    rule(row, last, &sheet)
    sheet.text(plan.leafLabel(leaf) + plan.memberLabel(leaf.axes, row: member), row, 1, Style.label)
    sheet.text(
      model.definitions[leaf.definition].path + plan.memberName(leaf.axes, row: member), row, InputColumns.path,
      Style.small)
    sheet.text(unitLabel(leaf.unit), row, InputColumns.unit, Style.unit)
  }

  /// The live value: the chosen case's, as a what-if table multiplies it, or what one puts in its place.
  private func live(_ leaf: Int, _ choice: String) -> String {
    let leaf = model.leaves[leaf]
    var text = choice
    // A formula is multiplied where it stands, with what cases add to it.
    if leaf.role != .addend, let factor = addresses.factors[leaf.id] {
      text += "*Sensitivity!" + factor.absolute
      if leaf.cases.contains(where: { $0.contains(where: \.isNaN) }) {
        text = "IF(ISNUMBER(\(choice)),\(text),\"n/a\")"
      }
    }
    guard let cell = addresses.replacements[leaf.id].map({ "Sensitivity!" + $0.absolute }) else { return text }
    return "IF(ISNUMBER(\(cell)),\(cell),\(text))"
  }

  private func bounds(_ definition: Definition, _ leaf: Leaf, _ row: Int, _ format: String, _ sheet: inout Sheet) {
    guard leaf.role == .value || leaf.role == .level else { return }
    let factor = definition.unit.scale / leaf.unit.scale
    func put(_ value: Double?, _ column: Int) {
      guard let value, value.isFinite else { return }
      sheet.number(value * factor, row, column, Style.input(format))
    }
    if definition.low != nil && definition.high != nil {
      put(definition.low, columns.low)
      put(definition.high, columns.high)
    }
    if let range = definition.range {
      put(range.lowerBound, columns.least)
      put(range.upperBound, columns.most)
    }
    let value = "$\(columns.text(InputColumns.live))\(row + 1)"
    func within(_ low: Int, _ high: Int) -> String? {
      let cells = [low, high].map { CellAddress(row: row, column: $0) }
      guard low < high, cells.allSatisfy({ isNumber(sheet, $0) }) else { return nil }
      return "AND(\(value)>=\(cells[0].text),\(value)<=\(cells[1].text))"
    }
    let status: String
    let (range, spread) = (
      definition.range.flatMap { _ in within(columns.least, columns.most) },
      definition.low.flatMap { _ in within(columns.low, columns.high) }
    )
    switch (range, spread) {
    case (let range?, let spread?): status = "IF(\(range),IF(\(spread),\"ok\",\"beyond\"),\"outside\")"
    case (let range?, nil): status = "IF(\(range),\"ok\",\"outside\")"
    case (nil, let spread?): status = "IF(\(spread),\"ok\",\"beyond\")"
    default: return
    }
    sheet.formula(status, row, columns.status, Style.status)
  }

  private func isNumber(_ sheet: Sheet, _ address: CellAddress) -> Bool {
    if case .number? = sheet.cells[address]?.content { true } else { false }
  }

  private func source(_ definition: Definition, _ leaf: Leaf, _ member: Int, _ row: Int, _ sheet: inout Sheet) {
    sheet.text(sourceText(definition, place(leaf, member)), row, InputColumns.source, Style.source)
    guard let date = definition.source?.date, let day = BookInfo.serial(date) else { return }
    sheet.number(day, row, columns.date, Style.input(NumberFormat.date))
    let asOf = CellAddress(row: InputColumns.asOfRow, column: InputColumns.live).absolute
    sheet.formula("\(asOf)-\(columns.text(columns.date))\(row + 1)", row, columns.age, Style.number(NumberFormat.days))
  }

  /// The line of the data file that a number was read from: `usage.csv:12`.
  private func place(_ leaf: Leaf, _ member: Int) -> String? {
    guard let lines = leaf.lines, lines.numbers.indices.contains(member) else { return nil }
    return "\(lines.file):\(lines.numbers[member])"
  }

  /// Where a number comes from, and what the model's author adds. `place` is its line in a data file.
  func sourceText(_ definition: Definition, _ place: String? = nil) -> String {
    var parts: [String] = []
    if let source = definition.source { parts.append(source.text) }
    if let place { parts.append(place) }
    if let shape = definition.shape { parts.append("~ " + shape) }
    if let note = definition.note { parts.append(note) }
    return parts.isEmpty ? "no source stated" : parts.joined(separator: "; ")
  }

  private func timeHeader(_ row: Int, _ sheet: inout Sheet) {
    for column in 1...(columns.firstPeriod + grid.periods - 1) { sheet.put(.blank, row + 1, column, Style.head) }
    sheet.text("Period", row, columns.lastCase, Style.note.with { $0.alignment = .right })
    sheet.text("Assumption", row + 1, 1, Style.headLeft)
    sheet.text("Name in the model", row + 1, InputColumns.path, Style.headLeft)
    sheet.text("Unit", row + 1, InputColumns.unit, Style.headCenter)
    sheet.text("Source and note", row + 1, InputColumns.source, Style.headLeft)
    sheet.text("Case", row + 1, InputColumns.live, Style.head)
    for period in 0..<grid.periods {
      let column = columns.firstPeriod + period
      let before = CellAddress(row: row, column: column - 1).text
      let own = CellAddress(row: row, column: column).text
      sheet.formula("N(\(before))+1", row, column, Style.part(NumberFormat.whole).with { $0.bottom = .none })
      sheet.formula(
        periodStart(own, on: ""), row + 1, column, Style.head.with { $0.numberFormat = periodFormat })
    }
  }

  /// The row of the period numbers above the inputs over time.
  private var timeRow: Int {
    inputLines.first { if case .timeHeader = $0.content { true } else { false } }?.row ?? 0
  }

  private func block(_ id: Int, _ member: Int, _ row: Int, _ sheet: inout Sheet) {
    let leaf = model.leaves[id]
    let definition = model.definitions[leaf.definition]
    let format = plan.leafFormat(leaf)
    describe(leaf, member, row, &sheet)
    sheet.text("live", row, InputColumns.live, Style.status)
    let level = model.leaves.first { $0.definition == leaf.definition && addresses.replacements[$0.id] != nil }
    let replacement = leaf.role == .elapsed ? level.flatMap { addresses.replacements[$0.id] } : nil
    let label = plan.leafLabel(leaf) + plan.memberLabel(leaf.axes, row: member)
    for (index, item) in model.cases.enumerated() {
      let own = row + 1 + index
      rule(own, columns.firstPeriod + grid.periods - 1, &sheet)
      sheet.text(
        label + " – " + item.name, own, 1,
        Style.label.with {
          $0.indent = 2; $0.color = Style.grey
        })
      sheet.text(unitLabel(leaf.unit), own, InputColumns.unit, Style.unit)
      sheet.text(item.name, own, InputColumns.live, Style.unit)
    }
    sheet.text(sourceText(definition, place(leaf, member)), row, InputColumns.source, Style.source)
    for period in 0..<grid.periods {
      let column = columns.firstPeriod + period
      let place = member * grid.periods + period
      let letters = CellAddress.letters(column)
      let choice = "INDEX(\(letters)\(row + 2):\(letters)\(row + 1 + model.cases.count),\(InputColumns.caseIndex))"
      var text = live(id, choice)
      if let replacement {
        text = "IF(ISNUMBER(Sensitivity!\(replacement.absolute)),\(letters)$\(timeRow + 1)-1,\(choice))"
      }
      sheet.formula(text, row, column, Style.number(format).with { $0.bold = true })
      for index in model.cases.indices {
        let (base, value) = (leaf.cases[0][place], leaf.cases[index][place])
        if index > 0 && (value == base || value.isNaN && base.isNaN) {
          sheet.formula(
            "\(letters)$\(row + 2)", row + 1 + index, column, Style.number(format).with { $0.color = Style.grey })
        } else {
          sheet.number(value, row + 1 + index, column, Style.input(format))
        }
      }
    }
  }

  /// The last row above the inputs over time.
  var scalarEnd: Int {
    let end = timeRow > 0 ? timeRow - 2 : inputLines.map(\.row).max() ?? 0
    return max(end, InputColumns.firstRow + 1)
  }

  /// A thin line under a row.
  private func rule(_ row: Int, _ last: Int, _ sheet: inout Sheet) {
    for column in 1...last { sheet.put(.blank, row, column, CellStyle().with { $0.bottom = .hair }) }
  }

  private func figure(_ number: PlanNumber, _ row: Int, _ sheet: inout Sheet) {
    rule(row, columns.last, &sheet)
    sheet.text(number.label, row, 1, Style.label)
    sheet.text(number.unit, row, InputColumns.unit, Style.unit)
    sheet.number(number.value, row, InputColumns.live, Style.input(number.format))
    sheet.text(number.source, row, InputColumns.source, Style.source)
  }

  private func finishInputs(_ sheet: inout Sheet) {
    sheet.columnWidths[1] = 38
    sheet.columnWidths[InputColumns.path] = 25
    sheet.columnWidths[InputColumns.unit] = 16
    sheet.columnWidths[InputColumns.source] = 42
    let last = max(columns.last, columns.firstPeriod + grid.periods - 1)
    sheet.fitColumns(InputColumns.live..<(last + 1), least: 9.5, most: 16)
    for index in model.cases.indices {
      let column = InputColumns.firstCase + index
      sheet.columnWidths[column] = max(sheet.columnWidths[column] ?? 10, Double(model.cases[index].name.count) + 2)
    }
    sheet.columnWidths[InputColumns.live] = max(
      sheet.columnWidths[InputColumns.live] ?? 12, Double(model.cases.map(\.name.count).max() ?? 8) + 4)
    sheet.freeze = CellAddress(row: InputColumns.headerRow + 1, column: InputColumns.path)
    let area = sheet.usedArea
    let isLong = inputLines.contains { if case .block = $0.content { true } else { false } }
    sheet.print.area = area
    sheet.print.repeatedRows = InputColumns.headerRow...InputColumns.headerRow
    sheet.print.repeatedColumns = 0...1
    sheet.print.fitWidth = isLong && grid.periods > 12 ? 2 : 1
    let statuses = CellRange(
      CellAddress(row: InputColumns.firstRow, column: columns.status),
      CellAddress(row: scalarEnd, column: columns.status))
    sheet.conditions.append(
      ConditionalFormat(range: statuses, rule: .textEquals("outside", fill: Style.badFill, color: Style.bad)))
    let ages = CellRange(
      CellAddress(row: InputColumns.firstRow, column: columns.age), CellAddress(row: scalarEnd, column: columns.age))
    guard columns.hasDates else { return }
    let stale = CellAddress(row: InputColumns.staleRow, column: InputColumns.live).absolute
    let first = CellAddress(row: InputColumns.firstRow, column: columns.age).text
    sheet.conditions.append(
      ConditionalFormat(
        range: ages, rule: .formula("AND(ISNUMBER(\(first)),\(first)>\(stale))", fill: Style.badFill, color: Style.bad))
    )
  }
}
