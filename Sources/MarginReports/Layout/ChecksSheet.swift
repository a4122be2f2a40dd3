import MarginModel
import MarginSyntax
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
    var next = checks.lastRow + 2
    if !checks.ofModel.isEmpty {
      sheet.section("The model", checks.modelRow - 1, columns: 1...lastColumn)
      var details = bandsEnd + 1
      for (index, item) in checks.ofModel.enumerated() {
        let row = checks.modelRow + index
        if !item.lines.isEmpty { details = writeLines(item, row, details, &sheet) }
        write(item, row, &sheet)
        writeCases(index, row, &sheet)
      }
    }
    next = writeBands(next, lastColumn, &sheet)
    finishChecks(&sheet, lastColumn)
    return sheet
  }

  private func master(_ sheet: inout Sheet) {
    let last = checks.lastRow
    let results = CellRange(
      CellAddress(row: CheckPlaces.firstRow, column: CheckPlaces.flag), CellAddress(row: last, column: CheckPlaces.flag))
    let big = Style.status.with { $0.size = 12 }
    sheet.text("Master check", CheckPlaces.masterRow, 1, Style.label.with { $0.bold = true; $0.size = 12 })
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
      "In LibreOffice press Ctrl+Shift+F9 once: what-if tables calculate then.", CheckPlaces.everyCaseRow, CheckPlaces.words, Style.note)
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
    for (index, item) in model.cases.enumerated() { sheet.text(item.name, row, CheckPlaces.firstCase + index, Style.head) }
  }

  private func write(_ item: CheckItem, _ row: Int, _ sheet: inout Sheet) {
    func at(_ column: Int) -> String { CellAddress(row: row, column: column).text }
    let (left, right, tolerance) = (at(CheckPlaces.left), at(CheckPlaces.right), at(CheckPlaces.tolerance))
    sheet.text(item.label, row, CheckPlaces.label, Style.label)
    sheet.text(item.words, row, CheckPlaces.words, Style.small)
    if item.lines.isEmpty {
      value(item.left, row, CheckPlaces.left, item.format, &sheet)
      value(item.right, row, CheckPlaces.right, item.format, &sheet)
    } else {
      value("0", row, CheckPlaces.right, item.format, &sheet)
    }
    let format = item.tolerance == 0 ? NumberFormat.whole : "0.0E+00"
    sheet.number(item.tolerance, row, CheckPlaces.tolerance, Style.input(format))
    let test = item.lines.isEmpty ? Self.test(item.rule, left, right, tolerance) : "ABS(\(left)-\(right))<1"
    sheet.formula("IF(ISERROR(\(left)-\(right)),\"FAIL\",IF(\(test),\"OK\",\"FAIL\"))", row, CheckPlaces.result, Style.status)
    sheet.formula("IF(\(at(CheckPlaces.result))=\"OK\",1,0)", row, CheckPlaces.flag, Style.part(NumberFormat.whole))
  }

  private func value(_ text: String, _ row: Int, _ column: Int, _ format: String, _ sheet: inout Sheet) {
    if let number = Double(text) {
      sheet.number(number, row, column, Style.input(format).with { $0.fill = nil; $0.unlocked = false })
    } else {
      sheet.formula(text, row, column, text.contains("(") ? Style.number(format) : Style.link(format))
    }
  }

  private static func test(_ rule: CheckItem.Rule, _ left: String, _ right: String, _ tolerance: String) -> String {
    // Either side may stand for the larger one: where the tolerance decides, they are nearly equal.
    let larger = "\(tolerance)*ABS(\(right))"
    let distance = "ABS(\(left)-\(right))"
    switch rule {
    case .equal: return "\(distance)<=\(tolerance)"
    case .equalToShareOfRight: return "\(distance)<=\(tolerance)*ABS(\(right))"
    case .equalToShareOfLarger: return "\(distance)<=\(larger)"
    case .unequal: return "\(distance)>\(tolerance)"
    case .unequalToShareOfRight: return "\(distance)>\(tolerance)*ABS(\(right))"
    case .unequalToShareOfLarger: return "\(distance)>\(larger)"
    case .less: return "\(left)-\(right)<-\(larger)"
    case .atMost: return "\(left)-\(right)<=\(larger)"
    case .greater: return "\(left)-\(right)>\(larger)"
    case .atLeast: return "\(left)-\(right)>=-\(larger)"
    case .truth: return "ABS(\(left))>\(tolerance)"
    }
  }

  /// The rows in which a check's cells are judged one by one, and their sum in the check's own row.
  private func writeLines(_ item: CheckItem, _ row: Int, _ start: Int, _ sheet: inout Sheet) -> Int {
    var next = start
    let first = CheckPlaces.left
    let width = item.lines.map(\.left.count).max() ?? 1
    sheet.section("Cell by cell: \(item.label)", next, columns: 1...max(CheckPlaces.flag, first + width))
    next += 1
    for line in item.lines {
      for (offset, words) in ["left", "right", "1 = fails"].enumerated() {
        sheet.text(line.label, next + offset, CheckPlaces.label, Style.label.with { $0.color = Style.grey })
        sheet.text(words, next + offset, CheckPlaces.words, Style.small)
      }
      let tolerance = CellAddress(row: row, column: CheckPlaces.tolerance).absolute
      for place in line.left.indices {
        let column = first + place
        let (left, right) = (CellAddress(row: next, column: column).text, CellAddress(row: next + 1, column: column).text)
        let format = checkFormat(item)
        sheet.formula(line.left[place], next, column, Style.link(format))
        value(line.right[place], next + 1, column, format, &sheet)
        let test = Self.test(item.rule, left, right, tolerance)
        sheet.formula("IF(COUNT(\(left),\(right))=2,IF(\(test),0,1),1)", next + 2, column, Style.part(NumberFormat.whole))
      }
      let flags = CellRange(
        CellAddress(row: next + 2, column: first), CellAddress(row: next + 2, column: first + line.left.count - 1))
      sheet.formula("SUM(\(flags.text))", next + 2, first + width, Style.number(NumberFormat.days))
      next += 4
    }
    let sums = CellRange(
      CellAddress(row: start + 1, column: first + width), CellAddress(row: next - 1, column: first + width))
    sheet.formula("SUM(\(sums.text))", row, CheckPlaces.left, Style.number(item.format))
    return next
  }

  private func checkFormat(_ item: CheckItem) -> String {
    let check = model.checks.first { $0.label == item.label }
    return check.flatMap { cells($0.left).first?.format } ?? NumberFormat.plain(decimals: 2)
  }

  /// What a check of the model gives in every case, from the table on Sensitivity.
  private func writeCases(_ index: Int, _ row: Int, _ sheet: inout Sheet) {
    guard let table = sensitivity.checkTable else { return }
    for place in model.cases.indices {
      let cell = CellAddress(row: table.first.row + index, column: table.first.column + place).absolute
      sheet.formula("Sensitivity!\(cell)", row, CheckPlaces.firstCase + place, Style.link(NumberFormat.whole).with { $0.alignment = .center })
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
      CellAddress(row: CheckPlaces.masterRow, column: CheckPlaces.result), CellAddress(row: area.last.row, column: CheckPlaces.result))
    sheet.conditions.append(ConditionalFormat(range: results, rule: .textEquals("OK", fill: Style.goodFill, color: Style.good)))
    sheet.conditions.append(ConditionalFormat(range: results, rule: .textEquals("FAIL", fill: Style.badFill, color: Style.bad)))
    guard !checks.ofModel.isEmpty else { return }
    let cases = CellRange(
      CellAddress(row: checks.modelRow, column: CheckPlaces.firstCase), CellAddress(row: checks.lastRow, column: lastColumn))
    sheet.conditions.append(
      ConditionalFormat(range: cases, rule: .formula("\(cases.first.text)=0", fill: Style.badFill, color: Style.bad)))
  }
}
