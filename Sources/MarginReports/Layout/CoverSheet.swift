import MarginModel

extension BookLayout {
  func coverSheet(_ titles: [(name: String, holds: String)]) -> Sheet {
    var sheet = Sheet(name: "Cover")
    sheet.tabColor = Style.navy
    let last = 6
    sheet.columnWidths[1] = 26
    for column in 2...last { sheet.columnWidths[column] = 17 }
    sheet.band(model.title, text("purpose") ?? "Unit economics, \(span)", columns: last)
    var row = facts(4, &sheet)
    row = headlineFigures(row + 1, last, &sheet)
    row = colourKey(row + 1, last, &sheet)
    row = howTo(row + 1, last, &sheet)
    contents(row + 1, titles, last, &sheet)
    sheet.print.landscape = false
    sheet.print.fitHeight = 1
    sheet.print.area = CellRange(
      CellAddress(row: 0, column: 0), CellAddress(row: sheet.usedArea.last.row, column: last))
    return sheet
  }

  /// A line of the model's header.
  func text(_ name: String) -> String? { model.texts.first { $0.name == name }?.value }

  private func facts(_ start: Int, _ sheet: inout Sheet) -> Int {
    var lines: [(String, String)] = []
    if let owner = model.owner { lines.append(("Owner", owner)) }
    if let preparer = text("preparer") { lines.append(("Prepared by", preparer)) }
    lines.append(("Model version", text("version") ?? "not stated"))
    let known = ["purpose", "owner", "preparer", "version"]
    for item in model.texts where !known.contains(item.name) {
      lines.append((item.name.prefix(1).uppercased() + item.name.dropFirst(), item.value))
    }
    lines.append(("Model file", "\(info.modelFile), digest \(info.digest.prefix(16))"))
    lines.append(("Made with", "Margin \(info.toolVersion)"))
    lines.append(("Timeline", span))
    lines.append(
      ("Currency", "\(model.currency). Costs are positive numbers; a saving is a cost avoided less a cost incurred."))
    var row = start
    for (label, value) in lines {
      sheet.text(
        label, row, 1,
        Style.label.with {
          $0.color = Style.grey; $0.bottom = .none
        })
      sheet.text(value, row, 2)
      row += 1
    }
    sheet.text(
      "As of", row, 1,
      Style.label.with {
        $0.color = Style.grey; $0.bottom = .none
      })
    let asOf = "Inputs!" + CellAddress(row: InputColumns.asOfRow, column: InputColumns.live).absolute
    sheet.formula(
      asOf, row, 2,
      CellStyle().with {
        $0.numberFormat = NumberFormat.date; $0.alignment = .left
      })
    sheet.text(
      "Chosen case", row + 1, 1,
      Style.label.with {
        $0.color = Style.grey; $0.bottom = .none
      })
    sheet.formula("Case", row + 1, 2, CellStyle().with { $0.bold = true })
    sheet.text(
      "Checks", row + 2, 1,
      Style.label.with {
        $0.color = Style.grey; $0.bottom = .none
      })
    sheet.formula(
      "master_check", row + 2, 2,
      CellStyle().with {
        $0.bold = true; $0.alignment = .center
      })
    let cell = CellRange(CellAddress(row: row + 2, column: 2), CellAddress(row: row + 2, column: 2))
    sheet.conditions.append(
      ConditionalFormat(range: cell, rule: .textEquals("OK", fill: Style.goodFill, color: Style.good)))
    sheet.conditions.append(
      ConditionalFormat(range: cell, rule: .textEquals("FAIL", fill: Style.badFill, color: Style.bad)))
    return row + 3
  }

  private func headlineFigures(_ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    let figures = Array(sensitivity.caseReadings.flatMap { reading in cells(reading).map { (reading, $0) } }.prefix(6))
    guard !figures.isEmpty else { return start - 1 }
    sheet.section("Headline results", start, columns: 1...last)
    var row = start + 1
    for (reading, cell) in figures {
      for column in 1...last { sheet.put(.blank, row, column, Style.label) }
      sheet.text(cell.label, row, 1, Style.label)
      sheet.formula(
        cell.formula, row, 4,
        Style.number(cell.format).with {
          $0.bold = true; $0.size = 11
        })
      let words = [cell.unit, timeWords(reading)].filter { !$0.isEmpty }.joined(separator: ", ")
      sheet.text(words, row, 5, Style.small.with { $0.indent = 1 })
      row += 1
    }
    return row
  }

  private func colourKey(_ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    sheet.section("Colour key", start, columns: 1...last)
    let lines: [(String, CellStyle, String)] = [
      ("Input", Style.input("@").with { $0.alignment = .center }, "a number or text that you may change"),
      ("Formula", Style.number("@").with { $0.alignment = .center }, "calculated on its sheet"),
      ("Link", Style.link("@").with { $0.alignment = .center }, "taken from another sheet"),
      ("Part", Style.part("@").with { $0.alignment = .center }, "a part of a longer formula"),
    ]
    for (index, line) in lines.enumerated() {
      sheet.text(line.0, start + 1 + index, 1, line.1)
      sheet.text(line.2, start + 1 + index, 2, CellStyle().with { $0.indent = 1 })
    }
    return start + 1 + lines.count
  }

  private func howTo(_ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    sheet.section("How to use it", start, columns: 1...last)
    let lines = [
      "Choose the case on Inputs; every sheet, chart and check follows.",
      "Change blue cells only. A case inherits the base wherever it shows no blue number of its own.",
      "n/a means undefined, such as a cost per outcome without outcomes; what depends on it is n/a too.",
      "In LibreOffice press Ctrl+Shift+F9 after a change: what-if tables calculate then.",
    ]
    for (index, line) in lines.enumerated() {
      sheet.text(line, start + 1 + index, 1, CellStyle().with { $0.indent = 1 })
    }
    return start + 1 + lines.count
  }

  private func contents(_ start: Int, _ titles: [(name: String, holds: String)], _ last: Int, _ sheet: inout Sheet) {
    sheet.section("Contents", start, columns: 1...last)
    for (index, title) in titles.enumerated() {
      let row = start + 1 + index
      let style = CellStyle().with {
        $0.underlined = true; $0.color = 0x1D4ED8; $0.indent = 1
      }
      sheet.put(.link(target: "\(quoted(title.name))!A1", text: title.name), row, 1, style)
      sheet.text(title.holds, row, 2)
    }
  }
}
