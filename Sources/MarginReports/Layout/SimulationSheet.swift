import MarginEngine
import MarginFunctions
import MarginModel
import MarginUnits

/// A simulation's answers on their sheet: values with their seed and draws, beside the live number without chance.
private struct SimulationBlock {
  static let label = 1
  static let first = 2
  /// Columns of a distribution.
  static let from = 1
  static let to = 2
  static let share = 3
  static let atMost = 4
  /// Rows and columns that a chart takes.
  static let chartRows = 13
  static let chartColumns = 4

  let simulation: Model.Simulation
  let outcome: SimulationOutcome
  let words: SimulationAnswerText

  init(_ simulation: Model.Simulation, _ outcome: SimulationOutcome, _ model: Model) {
    self.simulation = simulation
    self.outcome = outcome
    words = SimulationAnswerText(model: model, simulation: simulation, outcome: outcome)
  }

  var numbers: [SimulatedValue] { outcome.values.filter { !words.isTruth($0) } }

  /// Where the charts stand, right of the percentiles.
  var chartColumn: Int { max(5, Self.first + numbers.count + 1) }
}

extension BookLayout {
  /// The answers to the model's simulations; nil where there are none.
  func simulationSheet() -> Sheet? {
    guard !simulations.isEmpty else { return nil }
    let blocks = zip(model.simulations, simulations).map { SimulationBlock($0, $1, model) }
    var sheet = Sheet(name: "Simulation")
    sheet.tabColor = 0x4338CA
    let last = (blocks.map(\.chartColumn).max() ?? 5) + 2 * SimulationBlock.chartColumns - 1
    sheet.band(
      "Simulation", "How sure the results are. These are values from draws, except where a line says live.",
      columns: last)
    var row = 4
    var chartRows: [Int] = []
    for block in blocks {
      let chartRow = row + 1
      row = facts(block, row, last, &sheet)
      row = percentiles(block, row + 1, &sheet)
      row = chances(block, row + 1, &sheet)
      row = drivers(block, row + 1, &sheet)
      row = max(row, chartRow + block.numbers.count * SimulationBlock.chartRows)
      chartRows.append(chartRow)
      row += 2
    }
    // What stands behind the charts comes last, so that it is printed last.
    for (block, chartRow) in zip(blocks, chartRows) {
      for (place, value) in block.numbers.enumerated() {
        row = distribution(
          value, block, row + 1, charts: chartRow + place * SimulationBlock.chartRows, last, &sheet)
      }
    }
    sheet.columnWidths[SimulationBlock.label] = 46
    for column in SimulationBlock.first...last { sheet.columnWidths[column] = 17 }
    sheet.freeze = CellAddress(row: 3, column: SimulationBlock.first)
    sheet.print.area = sheet.usedArea
    sheet.print.fitWidth = 1
    return sheet
  }

  /// Seed, draws, case and date: what the values are of.
  private func facts(_ block: SimulationBlock, _ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    let outcome = block.outcome
    sheet.section(block.simulation.label.singleLine, start, columns: 1...last)
    let facts: [(String, CellContent)] = [
      ("Draws", .number(Double(outcome.draws))), ("Seed", .number(Double(outcome.seed))),
      ("Sampling", .text(outcome.sampling.rawValue)),
      ("Case", .text(model.cases[outcome.caseIndex].label.singleLine)), ("Model as of", .text(info.asOf)),
      ("Uncertain inputs drawn", .number(Double(outcome.inputs.count))),
      ("Inputs taken as certain", .number(Double(outcome.certainInputs))),
    ]
    var row = start + 1
    for (name, content) in facts {
      sheet.text(name, row, SimulationBlock.label, Style.label)
      sheet.put(content, row, SimulationBlock.first, Style.number(NumberFormat.whole))
      row += 1
    }
    for remark in block.words.remarks {
      sheet.text(remark, row, SimulationBlock.label, Style.note)
      row += 1
    }
    return row
  }

  private func percentiles(_ block: SimulationBlock, _ start: Int, _ sheet: inout Sheet) -> Int {
    guard !block.numbers.isEmpty else { return start }
    let columns = block.numbers.indices.map { SimulationBlock.first + $0 }
    sheet.put(.text("Result"), start, SimulationBlock.label, Style.headLeft)
    for (value, column) in zip(block.numbers, columns) {
      sheet.text(block.words.name(value).singleLine, start, column, Style.head.with { $0.wraps = true })
      sheet.text(unitLabel(model.definitions[value.reading.definition].unit), start + 1, column, Style.unit)
    }
    sheet.rowHeights[start] = 40
    sheet.text("Unit", start + 1, SimulationBlock.label, Style.label)
    let live = start + 2
    sheet.text("Live base value, without chance", live, SimulationBlock.label, Style.label)
    sheet.text("Base value when this was drawn", live + 1, SimulationBlock.label, Style.label)
    sheet.text("Does the simulation still belong to the model?", live + 2, SimulationBlock.label, Style.label)
    for (value, column) in zip(block.numbers, columns) {
      let format = format(value)
      guard let cell = cells(value.reading).first else { continue }
      sheet.formula(cell.formula, live, column, Style.link(format))
      sheet.number(own(value.base, value), live + 1, column, Style.number(format))
      let (now, then) = (CellAddress(row: live, column: column).text, CellAddress(row: live + 1, column: column).text)
      sheet.formula(
        "IF(COUNT(\(now),\(then))=2,IF(ABS(\(now)-\(then))<=ABS(\(then))/1000/1000,\"yes\",\"moved since\"),\"n/a\")",
        live + 2, column, Style.status)
    }
    var row = live + 3
    func line(_ words: String, _ number: (SimulatedValue) -> Double, bold: Bool = false) {
      sheet.text(words, row, SimulationBlock.label, Style.label.with { $0.bold = bold })
      for (value, column) in zip(block.numbers, columns) {
        sheet.number(
          own(number(value), value), row, column, Style.number(format(value)).with { $0.bold = bold })
      }
      row += 1
    }
    line("Mean", \.moments.mean, bold: true)
    line("Standard error of the mean", \.moments.standardError)
    line("Standard deviation", \.moments.deviation)
    line("Lowest", { $0.moments.count > 0 ? $0.moments.least : .nan })
    for level in SimulationAnswerText.shown {
      line(block.words.levelName(level), { SimulationAnswerText.quantile($0, level) }, bold: level == 0.5)
    }
    line("Highest", { $0.moments.count > 0 ? $0.moments.greatest : .nan })
    sheet.text("Draws in which it is undefined, left out above", row, SimulationBlock.label, Style.label)
    for (value, column) in zip(block.numbers, columns) {
      sheet.number(Double(value.undefined), row, column, Style.number(NumberFormat.whole))
    }
    return row + 1
  }

  /// How often the checks hold, and the truths that were asked for.
  private func chances(_ block: SimulationBlock, _ start: Int, _ sheet: inout Sheet) -> Int {
    let draws = Double(block.outcome.draws)
    var lines = block.outcome.values.filter(block.words.isTruth).map { value in
      (value.reading.label, value.base.isNaN ? "n/a" : value.base != 0 ? "passed" : "failed", value.moments.mean)
    }
    lines += block.outcome.checks.map { check in
      (model.checks[check.check].label, check.base.rawValue, draws > 0 ? Double(check.held) / draws : .nan)
    }
    guard !lines.isEmpty else { return start }
    sheet.put(.text("Check"), start, 1, Style.headLeft)
    sheet.put(.text("Without chance"), start, 2, Style.headCenter)
    sheet.put(.text("Holds in"), start, 3, Style.head)
    for (index, line) in lines.enumerated() {
      let row = start + 1 + index
      sheet.text(line.0.singleLine, row, 1, Style.label)
      sheet.text(line.1, row, 2, Style.status.with { $0.bold = false })
      sheet.number(line.2, row, 3, Style.number("0.00%"))
    }
    return start + 1 + lines.count
  }

  /// The rank correlation of every input with every result.
  private func drivers(_ block: SimulationBlock, _ start: Int, _ sheet: inout Sheet) -> Int {
    guard let main = block.numbers.first, !block.outcome.inputs.isEmpty else { return start }
    sheet.put(.text("What drives it: rank correlation with"), start, 1, Style.headLeft)
    for (place, value) in block.numbers.enumerated() {
      sheet.text(
        block.words.name(value).singleLine, start, SimulationBlock.first + place, Style.head.with { $0.wraps = true })
    }
    sheet.rowHeights[start] = 40
    var row = start + 1
    for input in block.words.drivers(main).prefix(20) {
      sheet.text(block.words.inputLabel(input).singleLine, row, 1, Style.label)
      for (place, value) in block.numbers.enumerated() {
        sheet.number(value.ranks[input], row, SimulationBlock.first + place, Style.number("+0.00;-0.00;0.00"))
      }
      row += 1
    }
    return row
  }

  /// Histogram and S-curve of a result, as numbers here and as charts beside the percentiles.
  private func distribution(
    _ value: SimulatedValue, _ block: SimulationBlock, _ start: Int, charts: Int, _ last: Int, _ sheet: inout Sheet
  ) -> Int {
    guard let histogram = value.histogram else { return start }
    let name = block.words.name(value).singleLine
    let unit = unitLabel(model.definitions[value.reading.definition].unit)
    sheet.section("Behind the charts: \(name), \(unit)", start, columns: 1...last)
    for (column, words) in [
      (SimulationBlock.from, "From"), (SimulationBlock.to, "To below"), (SimulationBlock.share, "Share of draws"),
      (SimulationBlock.atMost, "At most"),
    ] { sheet.put(.text(words), start + 1, column, Style.head) }
    let all = Double(histogram.counts.reduce(histogram.below + histogram.above, +))
    let edges = histogram.edges.map { own($0, value) }
    let format = numberFormat(model.definitions[value.reading.definition].unit, edges)
    var sum = Double(histogram.below)
    for (bin, count) in histogram.counts.enumerated() {
      let row = start + 2 + bin
      sum += Double(count)
      sheet.number(edges[bin], row, SimulationBlock.from, Style.number(format))
      sheet.number(edges[bin + 1], row, SimulationBlock.to, Style.number(format))
      sheet.number(Double(count) / all, row, SimulationBlock.share, Style.number("0.0%"))
      sheet.number(sum / all, row, SimulationBlock.atMost, Style.number("0.0%"))
    }
    let rows = (start + 2)...(start + 1 + histogram.counts.count)
    let draws = "\(block.words.count(block.outcome.draws)) draws, seed \(block.outcome.seed)"
    func chart(_ title: String, _ column: Int, of values: Int, over bins: Int, _ kind: ChartPlacement.Kind) {
      func area(_ column: Int) -> String {
        let (first, last) = (rows.lowerBound, rows.upperBound)
        return "Simulation!"
          + CellRange(CellAddress(row: first, column: column), CellAddress(row: last, column: column)).absolute
      }
      sheet.charts.append(
        ChartPlacement(
          kind: kind, title: title, alternativeText: "\(title): \(draws).",
          at: CellAddress(row: charts, column: column), width: 470, height: 250,
          series: [
            ChartPlacement.Series(
              name: name, categories: area(bins), values: area(values), color: Style.series[kind == .column ? 0 : 1])
          ], valueFormat: "0%", valueLimit: kind == .line ? 1 : nil))
    }
    chart(
      "How often: \(name), \(unit)", block.chartColumn, of: SimulationBlock.share, over: SimulationBlock.from, .column)
    chart(
      "S-curve: share of draws at most so much, \(unit)", block.chartColumn + SimulationBlock.chartColumns,
      of: SimulationBlock.atMost, over: SimulationBlock.to, .line)
    return rows.upperBound + 1
  }

  private func own(_ number: Double, _ value: SimulatedValue) -> Double {
    number / model.definitions[value.reading.definition].unit.scale
  }

  private func format(_ value: SimulatedValue) -> String {
    cells(value.reading).first?.format ?? NumberFormat.plain(decimals: 2)
  }
}
