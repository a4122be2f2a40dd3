import MarginEngine
import MarginModel
import MarginUnits

/// Where a fragility stands on Sensitivity.
struct FragilityPlace {
  let start: Int
  /// The rows with the limits of its classes.
  let tolerance: Int
  let collapse: Int
  /// The points that are multiples and those that are numbers, each with the row of its heads.
  var groups: [(head: Int, isMultiple: Bool, points: [Int])] = []
  /// The row of the first point outside of the input's range, and those points.
  var outside: (row: Int, points: [Int]) = (0, [])
  var end = 0

  init(_ fragility: Model.Fragility, _ outcome: FragilityOutcome, start: Int) {
    self.start = start
    tolerance = start + 2
    collapse = start + 3
    var row = start + 4
    for isMultiple in [true, false] {
      let points = fragility.points.indices.filter {
        fragility.points[$0].isMultiple == isMultiple && !outcome.points[$0].isOutside
      }
      guard !points.isEmpty else { continue }
      groups.append((row, isMultiple, points))
      row += points.count + 3
    }
    outside = (row, fragility.points.indices.filter { outcome.points[$0].isOutside })
    row += outside.points.isEmpty ? 0 : outside.points.count + 1
    end = row + 1
  }
}

private enum Column {
  static let (label, point, value, change, worse, grade, ifWorse, ifBetter, ifUndefined) = (1, 2, 3, 4, 5, 6, 7, 8, 9)
}

extension BookLayout {
  func fragilityTables(_ sheet: inout Sheet) {
    for (fragility, place) in zip(model.fragilities, sensitivity.fragilities) {
      guard let cell = cells(fragility.value).first else { continue }
      sheet.section(fragility.label, place.start, columns: 1...Column.ifUndefined)
      let when = timeWords(fragility.value)
      sheet.text(
        "\(cell.label), \(cell.unit)\(when.isEmpty ? "" : ", \(when)"); \(fragility.question). All numbers are live.",
        place.start + 1, 1, Style.note)
      limit("Flat within, of the base", fragility.tolerance, place.tolerance, &sheet)
      limit("Collapses where worse by more than, of the base", 0.5, place.collapse, &sheet)
      for group in place.groups { points(fragility, place, group, cell, &sheet) }
      for (index, point) in place.outside.points.enumerated() {
        let row = place.outside.row + index
        sheet.text(pointLabel(fragility.points[point]), row, Column.label, Style.label)
        sheet.text("n/a", row, Column.value, Style.number(cell.format))
        sheet.text(model.beyondRange(fragility.input) + ", as of the export", row, Column.change, Style.note)
      }
    }
  }

  /// A point in words: `10%` alone would look like a number.
  private func pointLabel(_ point: Model.Fragility.Point) -> String {
    point.isMultiple ? point.text : "At " + point.text
  }

  private func limit(_ words: String, _ value: Double, _ row: Int, _ sheet: inout Sheet) {
    sheet.text(words, row, Column.label, Style.label)
    sheet.number(value, row, Column.point, axisStyle(NumberFormat.percent))
  }

  private func points(
    _ fragility: Model.Fragility, _ place: FragilityPlace, _ group: (head: Int, isMultiple: Bool, points: [Int]),
    _ cell: ReadingCell, _ sheet: inout Sheet
  ) {
    let leaf = model.leaves[fragility.input.leaf]
    let own = group.isMultiple ? "Times" : unitLabel(leaf.unit)
    let heads = [
      fragility.input.label, own, "Result", "Change", fragility.isLowerBetter == nil ? "Change" : "Worse by", "Class",
      "If worse", "If not", "If undefined",
    ]
    for (index, text) in heads.enumerated() {
      sheet.text(text, group.head, 1 + index, index == 0 ? Style.headLeft : Style.head)
    }
    let live = CellAddress(row: group.head + 1, column: Column.value)
    sheet.text("Live", live.row, Column.label, Style.label.with { $0.color = Style.grey })
    sheet.formula(
      head(cell.formula), live.row, live.column,
      Style.link(cell.format).with {
        $0.bold = true; $0.fill = Style.pale
      })
    let numbers = group.points.map { fragility.points[$0].number }
    let format = group.isMultiple ? "0.##\"x\"" : numberFormat(leaf.unit, numbers)
    for (index, point) in group.points.enumerated() {
      let row = live.row + 1 + index
      sheet.text(pointLabel(fragility.points[point]), row, Column.label, Style.label)
      sheet.number(numbers[index], row, Column.point, axisStyle(format))
      sheet.number(0, row, Column.value, Style.number(cell.format))
      grade(fragility, place, row, live.absolute, &sheet)
    }
    let block = CellRange(
      CellAddress(row: live.row + 1, column: Column.value),
      CellAddress(row: live.row + group.points.count, column: Column.value))
    let driver = group.isMultiple ? addresses.times[leaf.id] : addresses.drivers[leaf.id]
    sheet.tables.append(WhatIfTable(block: block, rowInput: nil, columnInput: driver))
    let grades = CellRange(
      CellAddress(row: live.row + 1, column: Column.grade),
      CellAddress(row: live.row + group.points.count, column: Column.grade))
    sheet.conditions.append(
      ConditionalFormat(range: grades, rule: .textEquals("collapses", fill: Style.badFill, color: Style.bad)))
  }

  private func grade(
    _ fragility: Model.Fragility, _ place: FragilityPlace, _ row: Int, _ live: String, _ sheet: inout Sheet
  ) {
    func at(_ column: Int) -> String { CellAddress(row: row, column: column).text }
    let (value, change, worse) = (at(Column.value), at(Column.change), at(Column.worse))
    let percent = Style.number("+0.0%;-0.0%;0.0%")
    sheet.formula(
      "IF(AND(COUNT(\(live),\(value))=2,N(\(live))<>0),(\(value)-\(live))/ABS(\(live)),\"n/a\")", row, Column.change,
      percent)
    let isLower = fragility.isLowerBetter ?? true
    sheet.formula("IF(ISNUMBER(\(change)),\(isLower ? "" : "-")\(change),\"n/a\")", row, Column.worse, percent)
    let limit = CellAddress(row: place.collapse, column: Column.point).absolute
    let flat = CellAddress(row: place.tolerance, column: Column.point).absolute
    // Each step in a column of its own, so that each can be read.
    func step(_ formula: String, _ column: Int, _ style: CellStyle = Style.unit) {
      sheet.formula(formula, row, column, style)
    }
    let isKnown = fragility.isLowerBetter != nil
    step(
      "IF(AND(N(\(live))<>0,COUNT(\(value))=0),\"collapses\",\"n/a\")", Column.ifUndefined)
    step(
      "IF(ISNUMBER(\(worse)),"
        + (isKnown ? "IF(\(worse)>\(limit),\"collapses\",\"worsens\")" : "\"rises\"") + ",\(at(Column.ifUndefined)))",
      Column.ifWorse)
    step("IF(N(\(worse))<-\(flat),\"\(isKnown ? "improves" : "falls")\",\"flat\")", Column.ifBetter)
    step(
      "IF(COUNT(\(worse))=0,\(at(Column.ifWorse)),IF(\(worse)>\(flat),\(at(Column.ifWorse)),\(at(Column.ifBetter))))",
      Column.grade, Style.status)
  }
}
