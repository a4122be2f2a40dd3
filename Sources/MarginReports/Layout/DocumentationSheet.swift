import MarginModel

extension BookLayout {
  func documentationSheet() -> Sheet {
    var sheet = Sheet(name: "Documentation")
    sheet.tabColor = 0x64748B
    let last = 7
    sheet.band(
      "Documentation", "What every row means, the formula as the model states it, and where it stands in the text.",
      columns: last)
    var row = conventions(4, last, &sheet)
    row = caseLog(row + 1, last, &sheet)
    definitions(row + 1, last, &sheet)
    for (column, width) in [(1, 36.0), (2, 30), (3, 9), (4, 16), (5, 62), (6, 26), (7, 44)] {
      sheet.columnWidths[column] = width
    }
    sheet.print.area = sheet.usedArea
    sheet.print.fitWidth = 1
    return sheet
  }

  private func conventions(_ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    sheet.section("How the book is made", start, columns: 1...last)
    let lines: [(String, String)] = [
      (
        "Origin",
        "Margin \(info.toolVersion) from \(info.modelFile), digest \(info.digest.prefix(16)). The text is the model; this book is its live copy."
      ),
      ("Version", text("version") ?? "not stated in the model"),
      ("Currency", "\(model.currency). A unit stands in every row; amounts per period are not converted for display."),
      (
        "Sign convention",
        "Costs, amounts and volumes are positive; differences say in their label what is taken from what. Brackets mean below zero."
      ),
      (
        "Input",
        "Blue on pale yellow. A case inherits the base wherever its cell is a formula; a blue number is the case's own."
      ),
      (
        "Formula",
        "Black. One formula a row across all periods; helper rows in grey italics hold parts of it and can be folded away."
      ),
      (
        "Totals",
        "Flows are summed, stocks show their closing level, ratios are the same formula on the summed operands."
      ),
      ("Undefined", "n/a where a denominator is zero or nothing is found; it passes on to all that depends on it."),
      (
        "What-if tables",
        "The tables on Sensitivity recalculate the whole book for each cell; their drivers stand on that sheet and rest at \"live\"."
      ),
      (
        "LibreOffice",
        "Press Ctrl+Shift+F9 after opening and after a change: what-if tables are calculated on a hard recalculation only."
      ),
      ("Checks", "The master check covers the workbook's own structure and the model's checks in the chosen case."),
    ]
    var row = start + 1
    for (label, words) in lines {
      sheet.text(
        label, row, 1,
        CellStyle().with {
          $0.bold = true; $0.indent = 1
        })
      sheet.text(words, row, 2)
      row += 1
    }
    return row
  }

  private func caseLog(_ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    sheet.section("Change log of the cases", start, columns: 1...last)
    var row = start + 1
    if model.cases.count < 2 {
      sheet.text("The model has its base case only.", row, 1, Style.note.with { $0.indent = 1 })
      return row + 1
    }
    for item in model.cases.dropFirst() {
      sheet.text(
        item.name, row, 1,
        CellStyle().with {
          $0.bold = true; $0.indent = 1
        })
      sheet.text(item.label, row, 2)
      if let span = item.span { sheet.text(model.place(span), row, 6, Style.note) }
      row += 1
      for change in item.changes {
        sheet.text(changeText(change.text), row, 2, CellStyle().with { $0.color = Style.grey })
        sheet.text(change.because ?? "", row, 5, CellStyle().with { $0.wraps = true })
        sheet.text(model.place(change.span), row, 6, Style.note)
        row += 1
      }
    }
    return row
  }

  private func definitions(_ start: Int, _ last: Int, _ sheet: inout Sheet) {
    var row = start
    for (index, own) in plan.sheets.enumerated() {
      let shown = model.definitions.filter { $0.purpose == .named && plan.places[$0.id].sheet == index }
      guard !shown.isEmpty else { continue }
      sheet.section(own.title, row, columns: 1...last)
      row += 1
      for (column, title) in [
        "Row", "Name in the model", "Kind", "Unit", "Formula in the model", "Place", "Source and note",
      ].enumerated() {
        sheet.text(title, row, 1 + column, Style.headLeft)
      }
      row += 1
      for definition in shown {
        describe(definition, own, row, &sheet)
        row += 1
      }
      row += 1
    }
  }

  private func describe(_ definition: Definition, _ own: PlanSheet, _ row: Int, _ sheet: inout Sheet) {
    let style = CellStyle().with {
      $0.bottom = .hair; $0.size = 9
    }
    let link = style.with {
      $0.underlined = true; $0.color = 0x1D4ED8; $0.indent = 1
    }
    let target = plan.places[definition.id].rows.first.map { addresses.rows[$0].row + 1 } ?? 1
    sheet.put(.link(target: "\(quoted(own.title))!B\(target)", text: definition.label.singleLine), row, 1, link)
    sheet.text(definition.path, row, 2, style)
    sheet.text(definition.isInput ? "input" : definition.kind.rawValue, row, 3, style)
    sheet.text(unitLabel(definition.unit), row, 4, style)
    sheet.text(formulaText(definition), row, 5, style.with { $0.wraps = true })
    sheet.text(model.place(definition.span), row, 6, style.with { $0.color = Style.grey })
    let file = definition.isInput ? model.leaves.first { $0.definition == definition.id }?.lines?.file : nil
    let words = definition.isInput ? sourceText(definition, file) : definition.note ?? ""
    sheet.text(words, row, 7, style.with { $0.wraps = true })
    let lines = max((oneLine(definition.text).count + 73) / 74, (words.count + 49) / 50, 1)
    if lines > 1 { sheet.rowHeights[row] = Double(lines) * 12.5 + 2 }
  }

  /// What the model states; the shape of an uncertain input too.
  private func formulaText(_ definition: Definition) -> String {
    let text = oneLine(definition.text)
    guard text.hasSuffix("~") else { return text }
    return definition.shape.map { text + " " + $0 } ?? String(text.dropLast()).trimmingSpaces
  }

  /// A case's change without its reason, which has a place of its own.
  func changeText(_ text: String) -> String { oneLine(oneLine(text).components(before: " because ")) }

  /// The text without line breaks, so that it stays within its row.
  func oneLine(_ text: String) -> String {
    let words = text.split { $0 == "\n" || $0 == "\r" || $0 == " " || $0 == "\t" }.joined(separator: " ")
    return words.count > 600 ? String(words.prefix(599)) + "…" : words
  }
}

extension String {
  /// What stands before the first place of some words; all of it where they are not in it.
  func components(before words: String) -> String {
    ranges(of: words).first.map { String(self[..<$0.lowerBound]) } ?? self
  }
}
