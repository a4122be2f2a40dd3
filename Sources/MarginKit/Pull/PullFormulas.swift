import MarginEngine
import MarginModel
import MarginReports
import MarginSource
import MarginXLSX

/// Changed formulas and numbers outside of the assumptions, found by the fingerprints of the export.
extension Pull {
  /// How many cells are told one by one.
  private static let shownLimit = 20

  /// The sheets that are not as they were exported, by what differs on them.
  private static func changedSheets(_ book: ReadBook, _ found: BookChanges) -> [(
    sheet: ReadBook.Sheet, formulas: Bool, numbers: Bool
  )] {
    guard !found.hasMoved else { return [] }
    return found.record.sheets.compactMap { known in
      guard let sheet = book[known.name] else { return nil }
      let print = fingerprint(sheet, found.record, known.tables)
      let differs = (
        formulas: print.formulaText != known.formulas,
        numbers: known.name != "Inputs" && print.numberText != known.numbers
      )
      return differs.formulas || differs.numbers ? (sheet, differs.formulas, differs.numbers) : nil
    }
  }

  private static func fingerprint(
    _ sheet: ReadBook.Sheet, _ record: ExportRecord, _ tables: [CellRange]
  ) -> SheetFingerprint {
    var print = SheetFingerprint()
    let assumptions = sheet.name == "Inputs" ? cells(of: record) : []
    for (address, cell) in sheet.cells where !assumptions.contains(address) {
      if let formula = cell.formula {
        if !isTable(formula) { print.add(formula: formula, at: address) }
      } else if case .number(let number) = cell.value, !tables.contains(where: { $0.holds(address) }) {
        print.add(number: number, at: address)
      }
    }
    return print
  }

  private static func cells(of record: ExportRecord) -> Set<CellAddress> {
    Set(
      record.lines.filter { $0.role != "cell" }.flatMap { line in
        line.values.indices.map { CellAddress(row: line.first.row, column: line.first.column + $0) }
      })
  }

  /// LibreOffice keeps what-if tables as formulas of its own.
  private static func isTable(_ formula: String) -> Bool {
    formula.uppercased().hasPrefix("MULTIPLE.OPERATIONS(") || formula.uppercased().hasPrefix("TABLE(")
  }

  /// One message for each sheet, where the export cannot be made again.
  static func sheetsWithOtherFormulas(_ book: ReadBook, _ found: BookChanges) -> [Diagnostic] {
    if found.hasMoved { return [moved] }
    return changedSheets(book, found).map { sheet, formulas, _ in
      Diagnostic(
        "X209", "\(formulas ? "formulas" : "numbers") of the sheet `\(sheet.name)` are not those of the export",
        at: nil,
        fixes: [.init("formulas belong in the model's text; nothing of that sheet is brought back")])
    }
  }

  private static var moved: Diagnostic {
    Diagnostic(
      "X209", "rows of Inputs have moved, so formulas cannot be held against those of the export", at: nil,
      severity: .warning)
  }

  /// Each changed cell with what it held, from an export made again in memory.
  static func changedFormulas(
    _ book: ReadBook, _ found: BookChanges, _ workspace: Workspace, _ model: Model
  ) -> [Diagnostic] {
    if found.hasMoved { return [moved] }
    let changed = changedSheets(book, found)
    guard !changed.isEmpty else { return [] }
    let results = model.cases.indices.map { MarginEngine.evaluate(model, caseIndex: $0) }
    let again = present(
      model, results, selectedCase: 0, info: BookOrigin.info(model, path: workspace.path),
      simulations: workspace.simulatedForBook(model)
    ).workbook
    var result: [Diagnostic] = []
    for (sheet, formulas, numbers) in changed {
      guard let original = again.sheets.first(where: { $0.name == sheet.name }) else { continue }
      let assumptions = sheet.name == "Inputs" ? cells(of: found.record) : []
      let cells = Set(sheet.cells.keys).union(original.cells.keys).subtracting(assumptions).sorted()
      let outside = cells.filter { address in !original.tables.contains { $0.block.holds(address) } }
        .compactMap { address in
          difference(original.cells[address]?.content, sheet.cells[address], formulas, numbers).map { words in
            Diagnostic(
              "X209", "\(quotedName(sheet.name))!\(address.text) \(words)", at: nil,
              fixes: [.init("formulas belong in the model's text; nothing of this cell is brought back")])
          }
        }
      result += outside.prefix(shownLimit)
      if outside.count > shownLimit {
        result.append(
          Diagnostic(
            "X209", "\(outside.count - shownLimit) more cells of the sheet `\(sheet.name)` are not those of the export",
            at: nil))
      }
    }
    return result.isEmpty ? sheetsWithOtherFormulas(book, found) : result
  }

  private static func quotedName(_ name: String) -> String { name.contains(" ") ? "'\(name)'" : name }

  private static func difference(
    _ old: CellContent?, _ new: ReadBook.Cell?, _ formulas: Bool, _ numbers: Bool
  ) -> String? {
    let formula = new?.formula.flatMap { isTable($0) ? nil : $0 }
    if case .formula(let before, _)? = old {
      guard let formula else { return "holds \(shown(new)) in place of its formula `=\(before.prefix(80))`" }
      let isSame = FormulaText.normal(formula) == FormulaText.normal(before)
      return isSame ? nil : "holds `=\(formula.prefix(80))` in place of `=\(before.prefix(80))`"
    }
    if let formula { return formulas ? "holds a formula that the export did not have: `=\(formula.prefix(80))`" : nil }
    guard numbers else { return nil }
    let now: Double? = if case .number(let number)? = new?.value { number } else { nil }
    let was: Double? = if case .number(let number)? = old { number } else { nil }
    guard let now else { return was == nil || new?.formula != nil ? nil : "no longer holds \(exactText(was ?? 0))" }
    guard let was else { return "holds \(exactText(now)), where the export had no number" }
    return (now - was).magnitude <= 1e-8 * max(now.magnitude, was.magnitude)
      ? nil : "holds \(exactText(now)) in place of \(exactText(was))"
  }

  private static func shown(_ cell: ReadBook.Cell?) -> String {
    switch cell?.value {
    case .number(let number): exactText(number)
    case .text(let text): "the text `\(text.prefix(40))`"
    case .truth(let truth): truth ? "true" : "false"
    case .error(let error): String(error.prefix(20))
    case .blank, nil: "nothing"
    }
  }
}
