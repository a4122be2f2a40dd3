import MarginEngine
import MarginModel
import MarginUnits

/// The bridges between cases: their parts are labelled numbers on Sensitivity, and on Cases they lead from one live
/// value to the other.
extension BookLayout {
  /// The results of comparisons that have parts, with their bridges.
  private func results(_ place: Int) -> [BridgeOutcome.Bridge] { answers.bridges[place].bridges }

  /// Where the parts of each result stand, below the section that begins at a row.
  private func firstPart(_ place: Int, _ result: Int, _ start: Int) -> Int {
    start + 2 + results(place).prefix(result).reduce(0) { $0 + $1.parts.count + 2 }
  }

  func drawParts(_ place: Int, _ start: Int, _ last: Int, _ sheet: inout Sheet) -> Int {
    let outcome = answers.bridges[place]
    guard results(place).contains(where: { !$0.parts.isEmpty }) else { return start }
    sheet.section("Bridge: " + outcome.comparison.label.singleLine, start, columns: 1...last)
    for (index, bridge) in results(place).enumerated() {
      let words = BridgeWords(outcome, bridge, model)
      let first = firstPart(place, index, start)
      sheet.text(
        "Parts of \(words.result), \(unitLabel(words.unit)), as of the export: \(methodWords(bridge)).".singleLine,
        first - 1, 1, Style.note)
      let format = numberFormat(words.unit, bridge.parts.map { $0 / words.unit.scale })
      for (input, part) in bridge.parts.enumerated() {
        sheet.text(words.name(outcome.inputs[input]), first + input, 1, Style.label)
        sheet.number(part / words.unit.scale, first + input, SensitivityPlaces.head, axisStyle(format))
      }
    }
    return firstPart(place, results(place).count, start) + 1
  }

  func methodWords(_ bridge: BridgeOutcome.Bridge) -> String {
    switch bridge.method {
    case .shapley: "Shapley values, the mean over all orders in which the inputs can change"
    case .ordered: "each input changed after the one above it"
    case .none: "none"
    }
  }

  /// Where the parts of every bridge stand, once it is known where their sections begin.
  func partPlaces(_ start: Int) -> [[CellAddress]] {
    var draft = Sheet(name: "")
    var row = drawFound(start, 1, &draft)
    return answers.bridges.indices.map { place in
      let places = results(place).indices.map {
        CellAddress(row: firstPart(place, $0, row), column: SensitivityPlaces.head)
      }
      row = drawParts(place, row, 1, &draft)
      return places
    }
  }

  /// The bridges on Cases; gives the last row.
  func writeBridges(_ start: Int, _ readings: [(Model.Reading, ReadingCell)], _ first: Int, _ sheet: inout Sheet) -> Int
  {
    var row = start
    for (place, outcome) in answers.bridges.enumerated() {
      for (index, bridge) in outcome.bridges.enumerated() where !bridge.parts.isEmpty {
        guard let found = readings.firstIndex(where: { caseKey($0.0) == caseKey(bridge.reading) }) else { continue }
        let ends = [outcome.comparison.from, outcome.comparison.to].map {
          CellAddress(row: 6 + found, column: first + $0).absolute
        }
        row = write(
          outcome, bridge, readings[found].1, ends, answers.partPlaces[place][index], row + 2, first, &sheet)
      }
    }
    return row
  }

  private func write(
    _ outcome: BridgeOutcome, _ bridge: BridgeOutcome.Bridge, _ cell: ReadingCell, _ ends: [String],
    _ parts: CellAddress, _ start: Int, _ first: Int, _ sheet: inout Sheet
  ) -> Int {
    let words = BridgeWords(outcome, bridge, model)
    let (from, to) = (model.cases[outcome.comparison.from], model.cases[outcome.comparison.to])
    sheet.section(
      "\(from.label.singleLine) to \(to.label.singleLine): \(cell.label)", start, columns: 1...(first + 2))
    sheet.text(
      "Start and end are live; the parts are as of the export: \(methodWords(bridge)).", start + 1, 1, Style.note)
    var row = start + 2
    for column in 1...(first + 2) { sheet.put(.blank, row, column, Style.head) }
    for (column, title) in [(first, "Part"), (first + 1, "Comes to"), (first + 2, "Of the change")] {
      sheet.text(title, row, column, Style.head)
    }
    sheet.text("Input", row, 1, Style.headLeft)
    sheet.text("Unit", row, 2, Style.headCenter)
    func line(_ label: String, _ part: String?, _ level: String, _ share: String?, isBold: Bool = false) {
      row += 1
      sheet.text(label.singleLine, row, 1, Style.label.with { $0.bold = isBold })
      sheet.text(cell.unit, row, 2, Style.unit)
      if let part { sheet.formula(part, row, first, Style.link(cell.format).with { $0.bold = isBold }) }
      sheet.formula(level, row, first + 1, Style.number(cell.format).with { $0.bold = isBold })
      if let share { sheet.formula(share, row, first + 2, Style.number(NumberFormat.percent)) }
    }
    func at(_ offset: Int, _ column: Int) -> String { CellAddress(row: row + offset, column: column).text }
    let endRow = row + bridge.parts.count + 2
    let changed = CellAddress(row: endRow, column: first).absolute
    line(from.label, nil, ends[0], nil, isBold: true)
    for (place, input) in outcome.inputs.enumerated() {
      let part = "Sensitivity!" + CellAddress(row: parts.row + place, column: parts.column).absolute
      let level = "IF(ISNUMBER(\(at(0, first + 1))),\(at(0, first + 1))+\(at(1, first)),\"n/a\")"
      let share = "IF(ISNUMBER(\(changed)),IF(\(changed)<>0,\(at(1, first))/\(changed),\"n/a\"),\"n/a\")"
      let change = words.change(input).replacing(" -> ", with: " → ")
      line(label(input) + (change.isEmpty ? "" : ", " + change), part, level, share)
    }
    let before = at(0, first + 1)
    line(
      to.label, "IF(COUNT(\(ends[0]),\(ends[1]))=2,\(ends[1])-\(ends[0]),\"n/a\")", ends[1], nil, isBold: true)
    row += 1
    sheet.text("The parts still lead from start to end", row, 1, Style.label)
    let own = CellAddress(row: row - 1, column: first + 1).text
    let size = "ABS(\(own))+ABS(\(ends[0]))"
    sheet.formula(
      "IF(COUNT(\(own),\(before))=2,IF(ABS(\(own)-\(before))*1000*1000<=\(size),\"holds\",\"export again\"),\"n/a\")",
      row,
      first + 1, Style.status)
    return row
  }

  /// `Support email: Hit rate`
  private func label(_ input: BridgeOutcome.Input) -> String {
    let definition = model.definitions[input.definition]
    let own = definition.instance.map { model.instances[$0].label + ": " + definition.label } ?? definition.label
    let member = input.change?.member ?? ""
    return member.isEmpty ? own : own + " (" + member + ")"
  }
}
