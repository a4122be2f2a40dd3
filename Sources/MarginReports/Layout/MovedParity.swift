import MarginEngine
import MarginModel
import MarginSource

extension BookLayout {
  /// Numbers of tornados and fragilities that are not the engine's: none, unless the book moves an input otherwise.
  func movedDifferences(_ calculator: Calculator, _ book: Workbook) -> [Diagnostic] {
    guard let sheet = book.sheets.firstIndex(where: { $0.name == "Sensitivity" }) else { return [] }
    var found: [Diagnostic] = []
    func hold(_ row: Int, _ expected: Double, _ base: Double, _ reading: Model.Reading, _ span: Span, _ words: String) {
      let scale = model.definitions[reading.definition].unit.scale
      let cell = CellAddress(row: row, column: 3)
      hold(cell, expected / scale, base / scale, span, words)
    }
    func hold(_ cell: CellAddress, _ expected: Double, _ base: Double, _ span: Span, _ words: String) {
      let given = calculator.value(sheet, cell)
      if case .number(let number) = given {
        guard !((number - expected).magnitude <= 1e-9 * max(1e-6, expected.magnitude, base.magnitude)) else { return }
      } else if expected.isNaN, given == .text("n/a") || given.isError {
        // A number too large is an error of the sheet where no formula of the model expects it.
        return
      }
      found.append(
        Diagnostic(
          "X101", "the workbook's table for \(words) does not give the model's value", at: Diagnostic.Mark(span),
          notes: [
            Diagnostic.Note("cell", "Sensitivity!\(cell.text)"), Diagnostic.Note("gives", given.asText),
            Diagnostic.Note("model", expected.isNaN ? "n/a" : "\(expected)"),
          ]))
    }
    for (planned, place) in zip(plan.tornados, sensitivity.tornados) {
      for (result, reading) in planned.tornado.values.enumerated() {
        let scale = model.definitions[reading.definition].unit.scale
        let base = planned.outcome.base[result] / scale
        for (index, effect) in planned.shown[result].enumerated() {
          for (column, value) in [(3, effect.low), (4, effect.high)] {
            let cell = CellAddress(row: place.heads[result] + 2 + index, column: column)
            hold(cell, value / scale, base, planned.tornado.span, planned.tornado.label)
          }
        }
      }
    }
    for (fragility, place) in zip(model.fragilities, sensitivity.fragilities) {
      let outcome = fragilityOutcome(fragility, model, caseIndex: selectedCase)
      for group in place.groups {
        for (index, point) in group.points.enumerated() {
          let value = outcome.points[point].value
          hold(group.head + 2 + index, value, outcome.base, fragility.value, fragility.span, fragility.label)
        }
      }
    }
    return found
  }
}
