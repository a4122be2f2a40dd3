import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// Where a decision stands on its sheet: the options with what is shown of them, then how they are judged.
private struct DecisionPlace {
  static let firstRow = 5
  static let name = 1
  static let firstShown = 2

  let decision: Model.Decision
  let start: Int
  let options: Int

  init(_ decision: Model.Decision, start: Int, _ model: Model) {
    self.decision = decision
    self.start = start
    options = model.axes[decision.options].members.count
  }

  var passes: Int { Self.firstShown + decision.shown.count }
  var candidate: Int { passes + 1 }
  var rank: Int { passes + 2 }
  var isBest: Int { passes + 3 }
  var firstOption: Int { start + 2 }
  var chosenRow: Int { firstOption + options + 1 }
  var bestRow: Int { chosenRow + 1 }
  var tieRow: Int { chosenRow + 2 }
  var excludedRow: Int { chosenRow + 3 }
  var toleranceRow: Int { chosenRow + 4 }
  var textRow: Int { chosenRow + 5 }
  var end: Int { textRow + decision.texts.count + 1 }

  func column(_ column: Int) -> String {
    CellRange(
      CellAddress(row: firstOption, column: column), CellAddress(row: firstOption + options - 1, column: column)
    ).absolute
  }
  var chosen: CellAddress { CellAddress(row: chosenRow, column: Self.firstShown) }
  var best: CellAddress { CellAddress(row: bestRow, column: Self.firstShown) }
  var tolerance: CellAddress { CellAddress(row: toleranceRow, column: Self.firstShown) }
}

extension BookLayout {
  /// `tieShare` out of the few numbers that a formula may hold.
  private static let tieFormula = "1/(1000*1000)/(1000*1000)"

  private var decisionPlaces: [DecisionPlace] {
    var row = DecisionPlace.firstRow
    return model.decisions.map { decision in
      let place = DecisionPlace(decision, start: row, model)
      row = place.end + 1
      return place
    }
  }

  /// The decisions of the model in the chosen case; nil where there are none.
  func decisionsSheet() -> Sheet? {
    let places = decisionPlaces
    guard !places.isEmpty else { return nil }
    var sheet = Sheet(name: "Decisions")
    sheet.tabColor = Style.accent
    let last = places.map(\.isBest).max() ?? 1
    sheet.band("Decisions", "What is chosen in the case at hand, by what, and what is left out.", columns: last)
    status(3, &sheet)
    for place in places {
      sheet.section(place.decision.label.singleLine, place.start, columns: 1...place.isBest)
      header(place, &sheet)
      for option in 0..<place.options { write(option, place, &sheet) }
      judge(place, &sheet)
    }
    sheet.columnWidths[DecisionPlace.name] = 34
    for column in DecisionPlace.firstShown...last { sheet.columnWidths[column] = 16 }
    sheet.freeze = CellAddress(row: DecisionPlace.firstRow, column: DecisionPlace.firstShown)
    sheet.print.area = sheet.usedArea
    sheet.print.fitWidth = 1
    return sheet
  }

  private func header(_ place: DecisionPlace, _ sheet: inout Sheet) {
    let row = place.start + 1
    for column in DecisionPlace.name...place.isBest { sheet.put(.blank, row, column, Style.head) }
    sheet.text(model.axes[place.decision.options].label.singleLine, row, DecisionPlace.name, Style.headLeft)
    for (index, reading) in place.decision.shown.enumerated() {
      let unit = unitLabel(model.definitions[reading.definition].unit)
      sheet.text(
        reading.label.singleLine + (unit.isEmpty ? "" : ", " + unit), row, DecisionPlace.firstShown + index,
        Style.head.with { $0.wraps = true })
    }
    for (column, words) in [
      (place.passes, "1 = passes"), (place.candidate, "Candidate"), (place.rank, "Rank"), (place.isBest, "1 = best"),
    ] { sheet.text(words, row, column, Style.head) }
    sheet.rowHeights[row] = 42
  }

  private func write(_ option: Int, _ place: DecisionPlace, _ sheet: inout Sheet) {
    let row = place.firstOption + option
    func at(_ column: Int) -> String { CellAddress(row: row, column: column).text }
    sheet.text(
      model.axes[place.decision.options].members[option].label.singleLine, row, DecisionPlace.name, Style.label)
    for (index, reading) in place.decision.shown.enumerated() {
      guard let cell = cell(of: reading, option) else { continue }
      sheet.formula(cell.formula, row, DecisionPlace.firstShown + index, Style.link(cell.format))
    }
    let score = at(DecisionPlace.firstShown + place.decision.criterion)
    if let condition = place.decision.condition, let cell = cell(of: condition.reading, option) {
      sheet.formula(cell.formula, row, place.passes, Style.link(NumberFormat.whole))
    } else {
      sheet.formula("IF(ISNUMBER(\(score)),1,0)", row, place.passes, Style.number(NumberFormat.whole))
    }
    let format = cell(of: place.decision.shown[place.decision.criterion], option)?.format ?? NumberFormat.whole
    sheet.formula(
      "IF(ISNUMBER(\(score)),IF(\(at(place.passes))=1,\(score),\"excluded\"),\"n/a\")", row, place.candidate,
      Style.number(format))
    let candidate = at(place.candidate)
    let all = place.column(place.candidate)
    let side = place.decision.isLowest ? "<" : ">"
    sheet.formula(
      "IF(ISNUMBER(\(candidate)),SUMPRODUCT(ISNUMBER(\(all))*(\(all)\(side)\(candidate)))+1,\"n/a\")", row, place.rank,
      Style.number(NumberFormat.whole))
    let best = place.best.absolute
    sheet.formula(
      "IF(ISNUMBER(\(candidate)),IF(ABS(\(candidate)-\(best))<=ABS(\(best))*\(place.tolerance.absolute),1,0),0)", row,
      place.isBest, Style.part(NumberFormat.whole))
  }

  private func judge(_ place: DecisionPlace, _ sheet: inout Sheet) {
    let decision = place.decision
    let flags = place.column(place.isBest)
    let candidates = place.column(place.candidate)
    let format = cell(of: decision.shown[decision.criterion], 0)?.format ?? NumberFormat.whole
    func line(_ words: String, _ row: Int, _ formula: String, _ style: CellStyle) {
      sheet.text(words, row, DecisionPlace.name, Style.label.with { $0.bold = row == place.chosenRow })
      sheet.formula(formula, row, DecisionPlace.firstShown, style)
    }
    line(
      "Chosen", place.chosenRow,
      "IF(SUM(\(flags))=0,\"no option passes\",INDEX(\(place.column(DecisionPlace.name)),MATCH(1,\(flags),0)))",
      Style.status)
    line(
      (decision.isLowest ? "Lowest " : "Highest ") + decision.shown[decision.criterion].label.singleLine, place.bestRow,
      "IF(COUNT(\(candidates))=0,\"n/a\",\(decision.isLowest ? "MIN" : "MAX")(\(candidates)))", Style.number(format))
    line(
      "Others as good; the first is taken", place.tieRow, "IF(SUM(\(flags))>1,SUM(\(flags))-1,0)",
      Style.number(NumberFormat.whole))
    let condition = decision.condition.map { "Left out, where not " + $0.text.singleLine } ?? "Left out"
    line(
      condition, place.excludedRow, "COUNTIF(\(place.column(place.passes)),0)", Style.number(NumberFormat.whole))
    sheet.text("As good within this share", place.toleranceRow, DecisionPlace.name, Style.label)
    sheet.formula(
      Self.tieFormula, place.toleranceRow, DecisionPlace.firstShown, Style.number("0.0E+00"))
    for (index, text) in decision.texts.enumerated() {
      let words = text.name.prefix(1).uppercased() + text.name.dropFirst().replacing("_", with: " ")
      sheet.text(words, place.textRow + index, DecisionPlace.name, Style.label)
      sheet.text(text.value.singleLine, place.textRow + index, DecisionPlace.firstShown, Style.text)
    }
  }

  /// The cell of an option; the same one where the reading does not vary along the options.
  private func cell(of reading: Model.Reading, _ option: Int) -> ReadingCell? {
    let found = cells(reading)
    return found.count > 1 ? (found.indices.contains(option) ? found[option] : nil) : found.first
  }

  /// Decisions that the sheet takes otherwise than the engine: none, unless a formula is wrong.
  func decisionDifferences(_ calculator: Calculator, _ book: Workbook) -> [Diagnostic] {
    guard let sheet = book.sheets.firstIndex(where: { $0.name == "Decisions" }), results.indices.contains(selectedCase)
    else { return [] }
    let outcomes = decisionOutcomes(model, results[selectedCase])
    return zip(decisionPlaces, outcomes).compactMap { place, outcome in
      let members = model.axes[place.decision.options].members
      let expected = outcome.chosen.map { members[outcome.options[$0].member].label.singleLine } ?? "no option passes"
      let given = calculator.value(sheet, place.chosen)
      guard given != .text(expected) else { return nil }
      return Diagnostic(
        "X101", "the workbook decides `\(place.decision.label)` otherwise than the model",
        at: Diagnostic.Mark(place.decision.span),
        notes: [Diagnostic.Note("gives", given.asText), Diagnostic.Note("model", expected)])
    }
  }
}
