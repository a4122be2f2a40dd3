import MarginModel

extension BookLayout {
  /// All cases side by side; nil where there is one case only or no report.
  func casesSheet() -> Sheet? {
    guard model.cases.count > 1, let table = sensitivity.caseTable else { return nil }
    var sheet = Sheet(name: "Cases")
    sheet.tabColor = Style.accent
    let first = 3
    let last = first + model.cases.count - 1
    sheet.band(
      "Cases",
      "Every case of the model side by side, whichever case is chosen. Live, through the what-if table on Sensitivity.",
      columns: last)
    status(3, &sheet)
    for (index, item) in model.cases.enumerated() {
      sheet.text(item.name, 4, first + index, Style.note.with { $0.alignment = .right })
    }
    let readings = sensitivity.caseReadings.flatMap { reading in cells(reading).map { (reading, $0) } }
    var row = 5
    header("Report", row, first, &sheet)
    for (index, (reading, cell)) in readings.enumerated() {
      row += 1
      describe(reading, cell, row, &sheet)
      for place in model.cases.indices {
        let source = CellAddress(row: table.first.row + index, column: table.first.column + place).absolute
        sheet.formula("Sensitivity!\(source)", row, first + place, Style.link(cell.format))
      }
    }
    row = changes("Change against the base", row + 2, readings, first, &sheet) { value, base in
      "IF(COUNT(\(value),\(base))=2,\(value)-\(base),\"n/a\")"
    }
    row = changes("Change against the base, in percent", row + 2, readings, first, &sheet, format: "+0.0%;-0.0%;0.0%") {
      value, base in
      "IF(COUNT(\(value),\(base))=2,IF(\(base)<>0,(\(value)-\(base))/ABS(\(base)),\"n/a\"),\"n/a\")"
    }
    row = writeRoadmaps(row, readings, first, &sheet)
    row = writeBridges(row, readings, first, &sheet)
    writeChangeLog(row + 2, last, &sheet)
    sheet.columnWidths[1] = 44
    sheet.columnWidths[2] = 17
    for column in first...last {
      sheet.columnWidths[column] = max(15, Double(model.cases[column - first].name.count) + 2)
    }
    if !model.comparisons.isEmpty, last < first + 2 { sheet.columnWidths[first + 2] = 15 }
    sheet.freeze = CellAddress(row: 6, column: first)
    sheet.print.area = sheet.usedArea
    sheet.print.landscape = false
    sheet.print.fitHeight = 0
    return sheet
  }

  private func header(_ title: String, _ row: Int, _ first: Int, _ sheet: inout Sheet) {
    for column in 1..<(first + model.cases.count) { sheet.put(.blank, row, column, Style.head) }
    sheet.text(title, row, 1, Style.headLeft)
    sheet.text("Unit", row, 2, Style.headCenter)
    for (index, item) in model.cases.enumerated() {
      sheet.text(item.label, row, first + index, Style.head.with { $0.wraps = true })
    }
    sheet.rowHeights[row] = 28
  }

  private func describe(_ reading: Model.Reading, _ cell: ReadingCell, _ row: Int, _ sheet: inout Sheet) {
    sheet.text(cell.label, row, 1, Style.label)
    sheet.text(cell.unit, row, 2, Style.unit)
  }

  private func changes(
    _ title: String, _ start: Int, _ readings: [(Model.Reading, ReadingCell)], _ first: Int, _ sheet: inout Sheet,
    format: String? = nil, _ formula: (String, String) -> String
  ) -> Int {
    header(title, start, first, &sheet)
    for (index, (reading, cell)) in readings.enumerated() {
      let row = start + 1 + index
      describe(reading, cell, row, &sheet)
      for place in model.cases.indices.dropFirst() {
        let value = CellAddress(row: 6 + index, column: first + place).text
        let base = "$" + CellAddress(row: 6 + index, column: first).text
        sheet.formula(formula(value, base), row, first + place, Style.number(format ?? cell.format))
      }
    }
    return start + readings.count
  }

  /// How a number moves as cases are laid on each other, live from the cases of all steps so far.
  private func writeRoadmaps(
    _ start: Int, _ readings: [(Model.Reading, ReadingCell)], _ first: Int, _ sheet: inout Sheet
  ) -> Int {
    var row = start
    for roadmap in model.roadmaps {
      guard
        let index = readings.firstIndex(where: {
          $0.0.definition == roadmap.value.definition && $0.0.time == roadmap.value.time
        })
      else { continue }
      let cell = readings[index].1
      func source(_ item: Int) -> String { CellAddress(row: 6 + index, column: first + item).absolute }
      func line(_ words: String, _ level: String, _ adds: String?, isBold: Bool = false) {
        row += 1
        sheet.text(words.singleLine, row, 1, Style.label.with { $0.bold = isBold })
        sheet.text(cell.unit, row, 2, Style.unit)
        if let adds { sheet.formula(adds, row, first, Style.number(cell.format).with { $0.bold = isBold }) }
        sheet.formula(level, row, first + 1, Style.number(cell.format).with { $0.bold = isBold })
      }
      row += 2
      sheet.section("\(roadmap.label.singleLine): \(cell.label)", row, columns: 1...(first + 1))
      row += 1
      for column in 1...(first + 1) { sheet.put(.blank, row, column, Style.head) }
      sheet.text("Step", row, 1, Style.headLeft)
      sheet.text("Unit", row, 2, Style.headCenter)
      sheet.text("Adds", row, first, Style.head)
      sheet.text("Comes to", row, first + 1, Style.head)
      line(model.cases[0].label, source(0), nil)
      for step in roadmap.steps {
        let (above, own) = (
          CellAddress(row: row, column: first + 1).text, CellAddress(row: row + 1, column: first + 1).text
        )
        line(model.cases[step.own].label, source(step.together), difference(own, above))
      }
      let end = roadmap.steps.last.map { source($0.together) } ?? source(0)
      line("In all", end, difference(end, source(0)), isBold: true)
    }
    return row
  }

  private func difference(_ value: String, _ before: String) -> String {
    "IF(COUNT(\(value),\(before))=2,\(value)-\(before),\"n/a\")"
  }

  private func writeChangeLog(_ start: Int, _ last: Int, _ sheet: inout Sheet) {
    sheet.section("What each case changes", start, columns: 1...last)
    var row = start + 1
    // The steps of roadmaps change what their parts do.
    for item in model.cases.dropFirst() where !item.isStep {
      sheet.text(
        "\(item.name): \(item.label)", row, 1,
        Style.text.with {
          $0.bold = true; $0.indent = 1
        })
      row += 1
      for change in item.changes {
        sheet.text(
          changeText(change.text) + (change.because.map { " – \($0)" } ?? ""), row, 1,
          Style.note.with {
            $0.indent = 2; $0.italic = false
          })
        row += 1
      }
    }
  }
}
