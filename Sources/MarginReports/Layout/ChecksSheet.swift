import MarginModel
import MarginSource
import MarginUnits

/// Where the Checks sheet holds what others read.
struct CheckPlaces {
  static let label = 1
  static let words = 2
  static let left = 3
  static let right = 4
  static let tolerance = 5
  static let result = 6
  static let flag = 7
  static let firstCase = 8
  static let masterRow = 4
  static let everyCaseRow = 5
  static let firstRow = 9

  var structural: [CheckItem] = []
  var ofModel: [CheckItem] = []
  /// The row of the first check of the model.
  var modelRow: Int { Self.firstRow + structural.count + 2 }
  var lastRow: Int { ofModel.isEmpty ? Self.firstRow + structural.count - 1 : modelRow + ofModel.count - 1 }
}

extension BookLayout {
  func checksSheet() -> Sheet {
    var sheet = Sheet(name: "Checks")
    sheet.tabColor = Style.good
    let lastColumn = checks.ofModel.isEmpty ? CheckPlaces.flag : CheckPlaces.firstCase + model.cases.count - 1
    sheet.band("Checks", "The master check is OK when every check below holds in the chosen case.", columns: lastColumn)
    master(&sheet)
    header(CheckPlaces.firstRow - 2, lastColumn, &sheet)
    sheet.section("The workbook", CheckPlaces.firstRow - 1, columns: 1...lastColumn)
    for (index, item) in checks.structural.enumerated() { write(item, CheckPlaces.firstRow + index, &sheet) }
    if !checks.ofModel.isEmpty {
      sheet.section("The model", checks.modelRow - 1, columns: 1...lastColumn)
      for (index, item) in checks.ofModel.enumerated() {
        write(item, checks.modelRow + index, &sheet)
        writeCases(index, checks.modelRow + index, &sheet)
      }
    }
    writeBands(lastColumn, &sheet)
    finishChecks(&sheet, lastColumn)
    return sheet
  }

  private func master(_ sheet: inout Sheet) {
    let last = checks.lastRow
    let results = CellRange(
      CellAddress(row: CheckPlaces.firstRow, column: CheckPlaces.flag), CellAddress(row: last, column: CheckPlaces.flag)
    )
    let big = Style.status.with { $0.size = 12 }
    sheet.text(
      "Master check", CheckPlaces.masterRow, 1,
      Style.label.with {
        $0.bold = true; $0.size = 12
      })
    sheet.formula("IF(MIN(\(results.text))=1,\"OK\",\"FAIL\")", CheckPlaces.masterRow, CheckPlaces.result, big)
    guard checks.ofModel.contains(where: \.asksEveryCase) else { return }
    let rows = checks.ofModel.indices.filter { checks.ofModel[$0].asksEveryCase }
    let lastCase = CheckPlaces.firstCase + model.cases.count - 1
    let blocks = rows.map { index in
      CellRange(
        CellAddress(row: checks.modelRow + index, column: CheckPlaces.firstCase),
        CellAddress(row: checks.modelRow + index, column: lastCase)
      ).text
    }
    sheet.text("Checks asked of every case", CheckPlaces.everyCaseRow, 1, Style.label)
    let list = blocks.prefix(12).joined(separator: ",")
    sheet.formula("IF(MIN(\(list))=1,\"OK\",\"FAIL\")", CheckPlaces.everyCaseRow, CheckPlaces.result, Style.status)
    sheet.text(
      "In LibreOffice press Ctrl+Shift+F9 once: what-if tables calculate then.", CheckPlaces.everyCaseRow,
      CheckPlaces.words, Style.note)
  }

  private func header(_ row: Int, _ last: Int, _ sheet: inout Sheet) {
    for column in 1...last { sheet.put(.blank, row, column, Style.head) }
    sheet.text("Check", row, CheckPlaces.label, Style.headLeft)
    sheet.text("What must hold", row, CheckPlaces.words, Style.headLeft)
    for (column, title) in [
      (CheckPlaces.left, "Left"), (CheckPlaces.right, "Right"), (CheckPlaces.tolerance, "Tolerance"),
      (CheckPlaces.result, "Result"), (CheckPlaces.flag, "1 = OK"),
    ] { sheet.text(title, row, column, Style.head) }
    guard !checks.ofModel.isEmpty else { return }
    for (index, item) in model.cases.enumerated() {
      sheet.text(item.name, row, CheckPlaces.firstCase + index, Style.head)
    }
  }

  private func write(_ item: CheckItem, _ row: Int, _ sheet: inout Sheet) {
    func at(_ column: Int) -> String { CellAddress(row: row, column: column).text }
    let (left, right, tolerance) = (at(CheckPlaces.left), at(CheckPlaces.right), at(CheckPlaces.tolerance))
    sheet.text(item.label, row, CheckPlaces.label, Style.label)
    sheet.text(item.words, row, CheckPlaces.words, Style.small)
    value(item.left, row, CheckPlaces.left, item.format, &sheet)
    value(item.right, row, CheckPlaces.right, item.format, &sheet)
    let format = item.tolerance == 0 ? NumberFormat.whole : "0.0E+00"
    sheet.number(item.tolerance, row, CheckPlaces.tolerance, Style.input(format))
    let test = item.isCount ? "ABS(\(left)-\(right))<1" : item.rule.test(left, right, tolerance, size: item.size)
    let isLacking = item.mayBeUndefined ? "IF(COUNTIF(\(left):\(right),\"n/a\")>0,\"OK\",\"FAIL\")" : "\"FAIL\""
    sheet.formula(
      "IF(ISERROR(\(left)-\(right)),\(isLacking),IF(\(test),\"OK\",\"FAIL\"))", row, CheckPlaces.result, Style.status)
    sheet.formula("IF(\(at(CheckPlaces.result))=\"OK\",1,0)", row, CheckPlaces.flag, Style.part(NumberFormat.whole))
  }

  private func value(_ text: String, _ row: Int, _ column: Int, _ format: String, _ sheet: inout Sheet) {
    if let number = Double(text) {
      sheet.number(
        number, row, column,
        Style.input(format).with {
          $0.fill = nil; $0.unlocked = false
        })
    } else {
      sheet.formula(text, row, column, text.contains("(") ? Style.number(format) : Style.link(format))
    }
  }

  /// What a check of the model gives in every case, from the table on Sensitivity.
  private func writeCases(_ index: Int, _ row: Int, _ sheet: inout Sheet) {
    guard let table = sensitivity.checkTable else { return }
    for place in model.cases.indices {
      let cell = CellAddress(row: table.first.row + index, column: table.first.column + place).absolute
      sheet.formula(
        "Sensitivity!\(cell)", row, CheckPlaces.firstCase + place,
        Style.link(NumberFormat.whole).with { $0.alignment = .center })
    }
  }

  private func finishChecks(_ sheet: inout Sheet, _ lastColumn: Int) {
    sheet.columnWidths[CheckPlaces.label] = 44
    sheet.columnWidths[CheckPlaces.words] = 36
    let area = sheet.usedArea
    sheet.fitColumns(CheckPlaces.left..<(area.last.column + 1), least: 11, most: 16)
    sheet.freeze = CellAddress(row: CheckPlaces.firstRow - 1, column: CheckPlaces.words)
    sheet.print.area = area
    sheet.print.fitWidth = 1
    let results = CellRange(
      CellAddress(row: CheckPlaces.masterRow, column: CheckPlaces.result),
      CellAddress(row: area.last.row, column: CheckPlaces.result))
    sheet.conditions.append(
      ConditionalFormat(range: results, rule: .textEquals("OK", fill: Style.goodFill, color: Style.good)))
    sheet.conditions.append(
      ConditionalFormat(range: results, rule: .textEquals("FAIL", fill: Style.badFill, color: Style.bad)))
    guard !checks.ofModel.isEmpty else { return }
    let cases = CellRange(
      CellAddress(row: checks.modelRow, column: CheckPlaces.firstCase),
      CellAddress(row: checks.lastRow, column: lastColumn))
    sheet.conditions.append(
      ConditionalFormat(range: cases, rule: .formula("\(cases.first.text)=0", fill: Style.badFill, color: Style.bad)))
  }
}
