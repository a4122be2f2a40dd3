import MarginEngine
import MarginModel
import MarginUnits

/// What the searches of a model came to when the book was written, in the case that it was written for.
struct BookAnswers {
  var solves: [SolveOutcome] = []
  var optima: [OptimumOutcome] = []
  var bridges: [BridgeOutcome] = []
  /// By bridge and result, the cells on Sensitivity that hold its parts, one below the other.
  var partPlaces: [[CellAddress]] = []

  init() {}

  init(_ model: Model, caseIndex: Int) {
    solves = model.solves.map { solve($0, model, caseIndex: caseIndex) }
    optima = model.optimisations.map { optimise($0, model, caseIndex: caseIndex) }
    bridges = model.comparisons.map { compare($0, model) }
  }
}

/// Solutions and best values on Sensitivity: labelled numbers, and beside them a what-if table that puts each into its
/// driver and shows, live and in the case of the export, whether it still is what it was.
extension BookLayout {
  /// Draws the sections below the tables of the model; gives the row after them.
  func drawSearches(_ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    var row = drawFound(start, last, &sheet)
    for place in answers.bridges.indices { row = drawParts(place, row, last, &sheet) }
    return row
  }

  /// Those of solutions and best values.
  func drawFound(_ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    var row = start
    for outcome in answers.solves { row = draw(outcome, row, last, &sheet) }
    for outcome in answers.optima { row = draw(outcome, row, last, &sheet) }
    return row
  }

  private var exportNote: String {
    "Found when the book was written, in the case “\(model.cases[selectedCase].label.singleLine)”"
  }

  private func draw(_ outcome: SolveOutcome, _ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    let words = SolveWords(outcome, model)
    sheet.section("Solved: " + words.title.singleLine, start, columns: 1...last)
    sheet.text("\(exportNote): \(words.question).", start + 1, 1, Style.note)
    let solutions = outcome.roots.findings.compactMap { finding -> (x: Double, words: String)? in
      switch finding {
      case .root(let sample, let movement): (sample.x, words.words(movement))
      case .stretch(let from, _): (from.x, "equal from here on")
      case .jump: nil
      }
    }.prefix(8)
    let hasCells = cells(outcome.solve.left).first != nil && cells(outcome.solve.right).first != nil
    guard !solutions.isEmpty, hasCells, addresses.drivers[outcome.solve.input.leaf] != nil else {
      for (index, line) in words.lines.enumerated() { sheet.text(line.singleLine, start + 2 + index, 1, Style.label) }
      return start + 3 + max(1, words.lines.count)
    }
    let axisRow = sides(outcome, words, start + 2, &sheet)
    let format = numberFormat(words.inputUnit, solutions.map(\.x))
    for (index, solution) in solutions.enumerated() {
      let row = axisRow + 1 + index
      sheet.text("Solution, \(solution.words)".singleLine, row, 1, Style.label)
      sheet.number(solution.x, row, SensitivityPlaces.head, axisStyle(finer(format)))
      let residual = CellAddress(row: row, column: SensitivityPlaces.firstColumn)
      sheet.number(0, residual.row, residual.column, Style.number(cells(outcome.solve.left)[0].format))
      let allowed = CellAddress(row: axisRow - 2, column: SensitivityPlaces.head).absolute
      sheet.formula(
        "IF(ISNUMBER(\(residual.text)),IF(ABS(\(residual.text))<=\(allowed),\"holds\",\"export again\"),\"n/a\")", row,
        SensitivityPlaces.firstColumn + 1, Style.status)
    }
    addTable(axisRow, solutions.count, outcome.solve.input.leaf, &sheet)
    return axisRow + solutions.count + 3
  }

  /// Both sides as they are, how closely they are compared, and the head of the table; gives the row of its axis.
  private func sides(_ outcome: SolveOutcome, _ words: SolveWords, _ start: Int, _ sheet: inout Sheet) -> Int {
    let (left, right) = (cells(outcome.solve.left)[0], cells(outcome.solve.right)[0])
    let factor = words.rightUnit.scale / words.leftUnit.scale
    let unit = unitLabel(words.leftUnit)
    func at(_ offset: Int) -> String { CellAddress(row: start + offset, column: SensitivityPlaces.head).text }
    sheet.text("Left side: \(words.left), \(unit)".singleLine, start, 1, Style.label)
    sheet.formula(left.formula, start, SensitivityPlaces.head, Style.link(left.format))
    sheet.text("Right side: \(words.rightText), \(unit)".singleLine, start + 1, 1, Style.label)
    sheet.formula(
      (factor - 1).magnitude < 1e-12 ? right.formula : "\(right.formula)*\(exactText(factor))", start + 1,
      SensitivityPlaces.head, Style.link(left.format))
    sheet.text("They count as equal within, \(unit)", start + 2, 1, Style.label)
    sheet.number(closeness(outcome) / words.leftUnit.scale, start + 2, SensitivityPlaces.head, axisStyle("0.0E+00"))
    let gap = "ROUND((\(at(0))-\(at(1)))/\(at(2)),0)*\(at(2))"
    sheet.text("Left less right, \(unit)", start + 3, 1, Style.label)
    sheet.formula(
      "IF(COUNT(\(at(0)),\(at(1)))=2,\(gap),\"n/a\")", start + 3, SensitivityPlaces.head, Style.number(left.format))
    head("Left less right", words.path, at(3), left.format, start + 4, &sheet)
    return start + 4
  }

  /// A power of ten far below what the sides come to, and far above what rounding leaves of them.
  private func closeness(_ outcome: SolveOutcome) -> Double {
    let samples = [outcome.now, outcome.roots.low, outcome.roots.high]
    let size = samples.flatMap { [$0.left, $0.right] }.filter(\.isFinite).map(\.magnitude).max() ?? 1
    var close = 1.0
    for _ in 0..<300 where close > size * 1e-8 { close /= 10 }
    for _ in 0..<300 where close * 10 <= size * 1e-8 { close *= 10 }
    return close
  }

  private func draw(_ outcome: OptimumOutcome, _ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    let words = OptimumWords(outcome, model)
    sheet.section("Best: " + words.title.singleLine, start, columns: 1...last)
    sheet.text("\(exportNote): \(words.question).", start + 1, 1, Style.note)
    guard let best = outcome.best, let cell = cells(outcome.optimisation.value).first,
      addresses.drivers[outcome.optimisation.input.leaf] != nil
    else {
      for (index, line) in words.lines.enumerated() { sheet.text(line.singleLine, start + 2 + index, 1, Style.label) }
      return start + 3 + max(1, words.lines.count)
    }
    let axisRow = start + 2
    head("\(cell.label), \(cell.unit)", words.path, cell.formula, cell.format, axisRow, &sheet)
    let points = [("Below", outcome.below), ("Best", best), ("Above", outcome.above)].compactMap { name, point in
      point.map { (name: name, point: $0) }
    }
    let format = finer(numberFormat(words.inputUnit, points.map(\.point.x)))
    var others: [String] = []
    var own = CellAddress(row: axisRow + 1, column: SensitivityPlaces.firstColumn)
    for (index, item) in points.enumerated() {
      let address = CellAddress(row: axisRow + 1 + index, column: SensitivityPlaces.firstColumn)
      let isOut = item.point.state != .open
      sheet.text(item.name + (isOut ? ", left out by the conditions" : ""), address.row, 1, Style.label)
      sheet.number(item.point.x, address.row, SensitivityPlaces.head, axisStyle(format))
      sheet.number(0, address.row, address.column, Style.number(cell.format))
      if item.name == "Best" { own = address } else if !isOut { others.append(address.text) }
    }
    let all = ([own.text] + others).joined(separator: ",")
    let loss = outcome.optimisation.isLowest ? "\(own.text)-MIN(\(all))" : "MAX(\(all))-\(own.text)"
    sheet.formula(
      "IF(ISNUMBER(\(own.text)),IF((\(loss))*1000*1000<=ABS(\(own.text)),\"holds\",\"export again\"),\"n/a\")", own.row,
      SensitivityPlaces.firstColumn + 1, Style.status)
    addTable(axisRow, points.count, outcome.optimisation.input.leaf, &sheet)
    return axisRow + points.count + 3
  }

  /// The live number that a table varies, and its only column: the case of the export.
  private func head(
    _ words: String, _ path: String, _ formula: String, _ format: String, _ row: Int, _ sheet: inout Sheet
  ) {
    sheet.text("\(words). Down: \(path). Across: the case, by number".singleLine, row, 1, Style.note)
    sheet.formula(
      head(formula), row, SensitivityPlaces.head,
      Style.link(format).with {
        $0.bold = true; $0.fill = Style.pale
      })
    sheet.number(Double(selectedCase + 1), row, SensitivityPlaces.firstColumn, axisStyle(NumberFormat.whole))
    sheet.text("Status", row, SensitivityPlaces.firstColumn + 1, Style.head)
  }

  private func addTable(_ axisRow: Int, _ count: Int, _ leaf: Int, _ sheet: inout Sheet) {
    let block = CellRange(
      CellAddress(row: axisRow + 1, column: SensitivityPlaces.firstColumn),
      CellAddress(row: axisRow + count, column: SensitivityPlaces.firstColumn))
    sheet.tables.append(
      WhatIfTable(block: block, rowInput: sensitivity.caseOverride, columnInput: addresses.drivers[leaf]))
    let status = CellRange(
      CellAddress(row: axisRow + 1, column: SensitivityPlaces.firstColumn + 1),
      CellAddress(row: axisRow + count, column: SensitivityPlaces.firstColumn + 1))
    sheet.conditions.append(
      ConditionalFormat(range: status, rule: .textEquals("holds", fill: Style.goodFill, color: Style.good)))
    sheet.conditions.append(
      ConditionalFormat(range: status, rule: .textEquals("export again", fill: Style.badFill, color: Style.bad)))
  }

  /// More places, since what was looked for is wanted closely.
  private func finer(_ format: String) -> String { format == NumberFormat.percent ? "0.000%" : format }
}
