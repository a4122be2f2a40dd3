import MarginModel
import MarginSource
import MarginUnits

// Bands: the value, its levels with their bounds, the level that it reaches, and what to do where it is not the best.
extension BookLayout {
  private var bandsStart: Int { checks.lastRow + 2 }

  func bandRow(_ index: Int) -> Int {
    bandsStart + 1 + model.bands.prefix(index).reduce(0) { $0 + $1.levels.count + ($1.note == nil ? 1 : 2) }
  }

  func writeBands(_ lastColumn: Int, _ sheet: inout Sheet) {
    guard !model.bands.isEmpty else { return }
    for column in 1...lastColumn { sheet.put(.blank, bandsStart, column, Style.head) }
    sheet.text("Bands", bandsStart, CheckPlaces.label, Style.headLeft)
    sheet.text("The first level that takes the value is reached", bandsStart, CheckPlaces.words, Style.headLeft)
    let titles = [
      (CheckPlaces.left, "Value"), (CheckPlaces.right, "Bound"), (CheckPlaces.result, "Level"),
      (CheckPlaces.flag, "1 = takes it"),
    ]
    for (column, title) in titles { sheet.text(title, bandsStart, column, Style.head) }
    for (index, band) in model.bands.enumerated() { write(band, bandRow(index), &sheet) }
  }

  private func write(_ band: Model.Band, _ row: Int, _ sheet: inout Sheet) {
    let cells = cells(band.value)
    guard let first = cells.first else { return }
    sheet.text(band.label, row, CheckPlaces.label, Style.label.with { $0.bold = true })
    sheet.text("value, \(first.unit)\(worstWords(band))", row, CheckPlaces.words, Style.small)
    sheet.formula(worst(band, cells), row, CheckPlaces.left, Style.number(first.format).with { $0.bold = true })
    let value = CellAddress(row: row, column: CheckPlaces.left).absolute
    for (place, level) in band.levels.enumerated() {
      let own = row + 1 + place
      sheet.text(level.name, own, CheckPlaces.label, Style.label.with { $0.indent = 2 })
      guard let comparison = level.comparison, let bound = level.bound else {
        sheet.text("otherwise", own, CheckPlaces.words, Style.small)
        sheet.formula("IF(ISNUMBER(\(value)),1,0)", own, CheckPlaces.flag, Style.part(NumberFormat.whole))
        continue
      }
      sheet.text("value \(comparison.rawValue) bound", own, CheckPlaces.words, Style.small)
      sheet.number(bound, own, CheckPlaces.right, Style.input(first.format))
      let sign = comparison == .unequal ? "<>" : comparison.rawValue
      let cell = CellAddress(row: own, column: CheckPlaces.right).text
      sheet.formula(
        "IF(ISNUMBER(\(value)),IF(\(value)\(sign)\(cell),1,0),0)", own, CheckPlaces.flag, Style.part(NumberFormat.whole)
      )
    }
    if let note = band.note {
      let own = row + 1 + band.levels.count
      sheet.text("what to do", own, CheckPlaces.label, Style.label.with { $0.indent = 2 })
      sheet.text(note, own, CheckPlaces.words, Style.small)
    }
    let names = CellRange(
      CellAddress(row: row + 1, column: CheckPlaces.label),
      CellAddress(row: row + band.levels.count, column: CheckPlaces.label))
    let flags = CellRange(
      CellAddress(row: row + 1, column: CheckPlaces.flag),
      CellAddress(row: row + band.levels.count, column: CheckPlaces.flag))
    sheet.formula(
      "IF(SUM(\(flags.text))=0,\"n/a\",INDEX(\(names.text),MATCH(1,\(flags.text),0)))", row, CheckPlaces.result,
      Style.status)
  }

  /// Of several numbers the worst one stands for all.
  private func worst(_ band: Model.Band, _ cells: [ReadingCell]) -> String {
    guard let first = cells.first, let last = cells.last else { return "0" }
    let range = CellRange(first.range.first, last.range.last)
    guard range.first != range.last else { return first.formula }
    let area = first.sheet + "!" + range.absolute
    let name = prefersLow(band) ? "MAX" : "MIN"
    let count = cells.count * (first.range.last.column - first.range.first.column + 1)
    return "IF(COUNT(\(area))=\(count),\(name)(\(area)),\"n/a\")"
  }

  private func prefersLow(_ band: Model.Band) -> Bool {
    band.levels.first?.comparison == .less || band.levels.first?.comparison == .atMost
  }

  private func worstWords(_ band: Model.Band) -> String {
    let definition = model.definitions[band.value.definition]
    let isMany = band.value.time == .all && definition.variesInTime || plan.memberCount(definition.axes) > 1
    return isMany ? (prefersLow(band) ? ", the highest" : ", the lowest") : ""
  }
}
