import MarginEngine
import MarginModel
import MarginSource

extension BookLayout {
  /// Gives rows of parts the number format that their values ask for.
  func formatParts(_ book: inout Workbook) {
    for row in plan.rows.indices where plan.rows[row].format == nil {
      let place = addresses.rows[row]
      guard let sheet = book.sheets.firstIndex(where: { quoted($0.name) == place.sheet }) else { continue }
      let columns = Array(Grid.constant...grid.last).map { CellAddress(row: place.row, column: $0) }
      let values = columns.compactMap { address -> Double? in
        guard case .formula(_, cached: .number(let number))? = book.sheets[sheet].cells[address]?.content else {
          return nil
        }
        return number
      }
      let format = numberFormat(plan.rows[row].shownUnit, values)
      for address in columns { book.sheets[sheet].cells[address]?.style.numberFormat = format }
    }
    for index in book.sheets.indices {
      guard plan.sheets.contains(where: { $0.title == book.sheets[index].name }) else { continue }
      book.sheets[index].fitColumns(Grid.constant..<(grid.last + 1), least: 9.5, most: 17)
    }
  }

  /// Cells whose calculated value is not the engine's: none, unless a formula was translated wrongly.
  func differences(_ calculator: Calculator, _ book: Workbook) -> [Diagnostic] {
    guard results.indices.contains(selectedCase) else { return [] }
    let engine = results[selectedCase]
    var found: [Diagnostic] = []
    for definition in model.definitions where plan.places[definition.id].sheet >= 0 {
      let place = plan.places[definition.id]
      guard let sheet = book.sheets.firstIndex(where: { $0.name == plan.sheets[place.sheet].title }) else { continue }
      let column = engine.columns[definition.id]
      let noise = noise(definition, engine)
      for (member, row) in place.rows.enumerated() {
        let address = addresses.rows[row].row
        var pairs: [(CellAddress, Double)] = []
        if definition.variesInTime {
          for period in 0..<grid.periods {
            pairs.append(
              (CellAddress(row: address, column: grid.period(period)), column[member * grid.periods + period]))
          }
          pairs += rollUps(definition, member, address, engine)
        } else {
          pairs.append((CellAddress(row: address, column: Grid.constant), column[member]))
        }
        for (cell, expected) in pairs {
          let value = calculator.value(sheet, cell)
          guard !agrees(value, expected / definition.unit.scale, definition.type, noise: noise) else { continue }
          found.append(difference(definition, book.sheets[sheet], cell, value, expected / definition.unit.scale))
          break
        }
      }
    }
    return found
  }

  private func rollUps(_ definition: Definition, _ member: Int, _ row: Int, _ engine: Results) -> [(
    CellAddress, Double
  )] {
    let rollUps = engine.rollUps[definition.id]
    let slots = model.timeline.years.count + 1
    guard rollUps.count >= (member + 1) * slots else { return [] }
    let own = Array(rollUps[(member * slots)..<((member + 1) * slots)])
    let years = grid.years.indices.map { (CellAddress(row: row, column: grid.year($0)), own[$0]) }
    return years + [(CellAddress(row: row, column: Grid.total), own[slots - 1])]
  }

  /// What rounding leaves of sums that come to 0: a net present value at the internal rate is noise of the amounts.
  private func noise(_ definition: Definition, _ engine: Results) -> Double {
    var largest = 0.0
    for read in dependencies(of: definition).all where model.definitions[read].type == definition.type {
      for value in engine.columns[read] where value.magnitude > largest { largest = value.magnitude }
    }
    return 1e-14 * largest / definition.unit.scale
  }

  private func agrees(_ value: SheetValue, _ expected: Double, _ type: ValueType, noise: Double) -> Bool {
    if case .member(let axis) = type { return value == .text(model.memberName(axis, at: expected) ?? "n/a") }
    guard case .number(let number) = value else { return value == .text("n/a") && expected.isNaN }
    return (number - expected).magnitude <= 1e-9 * max(1e-300, expected.magnitude, number.magnitude)
      || (number - expected).magnitude <= max(1e-15, noise)
  }

  private func difference(
    _ definition: Definition, _ sheet: Sheet, _ cell: CellAddress, _ value: SheetValue, _ expected: Double
  ) -> Diagnostic {
    var formula = ""
    if case .formula(let text, _)? = sheet.cells[cell]?.content { formula = text }
    return Diagnostic(
      "X101", "the workbook's formula for \(definition.path) does not give the model's value",
      at: Diagnostic.Mark(definition.span),
      notes: [
        Diagnostic.Note("cell", "\(sheet.name)!\(cell.text)"), Diagnostic.Note("formula", formula),
        Diagnostic.Note("gives", value.asText), Diagnostic.Note("model", expected.isNaN ? "n/a" : "\(expected)"),
      ])
  }
}
