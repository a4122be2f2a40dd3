import MarginEngine
import MarginModel
import MarginSource

/// A checked model with its results as a live workbook: every definition is a formula, cases are a drop-down,
/// sensitivities are what-if tables.
///
/// `results` holds one entry per case, in the model's order. The workbook is calculated here as a spreadsheet program
/// would, and held against the engine's numbers; a difference is an error (`X101`). A model too large for a workbook is
/// refused before it is laid out (`X103`). `simulations` are the answers to the model's simulations, in their order.
package func present(
  _ model: Model, _ results: [Results], selectedCase: Int, info: BookInfo, simulations: [SimulationOutcome] = []
) -> (workbook: Workbook, map: BookMap, diagnostics: [Diagnostic]) {
  if let fault = sizeFault(model) {
    let none = Workbook(title: model.title, author: "", subject: "", company: "", created: info.asOf)
    return (none, BookMap(), [fault])
  }
  let unrolled = Unrolled(model, results)
  var layout = BookLayout(
    unrolled.model, unrolled.results, selectedCase: selectedCase, info: info, loops: unrolled.loops,
    simulations: simulations)
  var book = Workbook(
    title: model.title, author: model.owner ?? "Margin", subject: layout.text("purpose") ?? "Unit economics",
    company: layout.text("company") ?? "", created: info.asOf)
  book.sheets = layout.sheets()
  book.names = layout.definedNames()
  layout.mapRoles(book)
  layout.mapInputs()
  layout.addRecord(to: &book)
  let (calculated, calculator) = book.calculated()
  var finished = calculated
  layout.formatParts(&finished)
  let faults = calculator.faults.map {
    Diagnostic("X102", "the workbook has a formula that does not work: \($0)", at: nil)
  }
  let differences =
    layout.differences(calculator, finished) + layout.decisionDifferences(calculator, finished)
    + layout.movedDifferences(calculator, finished)
  // With too few rounds nothing else can be right.
  return (finished, layout.map, unrolled.faults.isEmpty ? faults + differences : unrolled.faults)
}

extension BookLayout {
  mutating func sheets() -> [Sheet] {
    let calculations = plan.sheets.indices.map { calculationSheet($0) }
    var sheets = [dashboardSheet(), inputsSheet()] + calculations
    if let portfolio { sheets.append(portfolioSheet(portfolio)) }
    if let decisions = decisionsSheet() { sheets.append(decisions) }
    if let cases = casesSheet() { sheets.append(cases) }
    sheets.append(sensitivitySheet())
    if let simulation = simulationSheet() { sheets.append(simulation) }
    sheets += [checksSheet(), documentationSheet()]
    let holds = [
      "Dashboard": "headline figures, charts and the summary by year",
      "Inputs": "the case, every assumption, its unit, source and range",
      "Model": "what belongs to no scenario, and the answers to reports",
      "Portfolio": "scenarios by owner, with cost per accepted outcome",
      "Decisions": "what is chosen, by what, and what is left out",
      "Cases": "all cases side by side, and what each changes",
      "Sensitivity": "what-if tables and their drivers",
      "Simulation": "how sure the results are: percentiles, distributions and what drives them",
      "Checks": "what must hold, with tolerance and result",
      "Documentation": "every row in words, with its formula in the model's text",
    ]
    let titles = sheets.map { sheet in (sheet.name, holds[sheet.name] ?? "calculations, one formula a row") }
    return [coverSheet(titles)] + sheets
  }

  func definedNames() -> [Workbook.DefinedName] {
    let selector = CellAddress(row: InputColumns.selectorRow, column: InputColumns.live)
    let master = CellAddress(row: CheckPlaces.masterRow, column: CheckPlaces.result)
    return [
      Workbook.DefinedName(name: "Case", formula: "Inputs!\(selector.absolute)"),
      Workbook.DefinedName(name: "master_check", formula: "Checks!\(master.absolute)"),
    ]
  }

  mutating func mapInputs() {
    map.selector = BookMap.Place(
      sheet: "Inputs", range: CellAddress(row: InputColumns.selectorRow, column: InputColumns.live).text)
    for leaf in model.leaves
    where (leaf.role == .value || leaf.role == .level) && addresses.leaves[Addresses.leafKey(leaf.id, 0)] != nil {
      let count = plan.memberCount(leaf.axes)
      guard let first = addresses.leaves[Addresses.leafKey(leaf.id, 0)],
        let last = addresses.leaves[Addresses.leafKey(leaf.id, count - 1)]
      else { continue }
      let path = model.definitions[leaf.definition].path
      map.inputs.append((path, first.varies ? timeInput(leaf, count) : scalarInput(first.row, last.row)))
    }
  }

  private func scalarInput(_ first: Int, _ last: Int) -> BookMap.Input {
    func range(_ column: Int) -> String {
      let range = CellRange(CellAddress(row: first, column: column), CellAddress(row: last, column: column))
      return first == last ? range.first.text : range.text
    }
    return BookMap.Input(
      sheet: "Inputs", live: range(InputColumns.live),
      cases: model.cases.enumerated().map { ($1.name, range(InputColumns.firstCase + $0)) })
  }

  /// A row per member; several members' rows are named one by one, since the rows of the cases lie between them.
  private func timeInput(_ leaf: Leaf, _ count: Int) -> BookMap.Input {
    func rows(_ offset: Int) -> String {
      (0..<count).compactMap { member in
        addresses.leaves[Addresses.leafKey(leaf.id, member)].map { place in
          let row = place.row + offset
          let last = place.column + grid.periods - 1
          return CellRange(CellAddress(row: row, column: place.column), CellAddress(row: row, column: last)).text
        }
      }.joined(separator: ",")
    }
    return BookMap.Input(
      sheet: "Inputs", live: rows(0), cases: model.cases.enumerated().map { ($1.name, rows(1 + $0)) })
  }

  mutating func mapRoles(_ book: Workbook) {
    let names = book.sheets.map(\.name)
    map.roles = [
      ("cover", ["Cover"]), ("output", ["Dashboard", "Portfolio", "Decisions", "Cases"].filter(names.contains)),
      ("input", ["Inputs"]),
      ("calc", plan.sheets.map(\.title)), ("sens", ["Sensitivity"]), ("check", ["Checks"]), ("doc", ["Documentation"]),
    ]
    let letters = CellAddress.letters
    map.layouts = [
      (
        "calc_layout",
        [
          ("label", .text(letters(Grid.label))), ("unit", .text(letters(Grid.unit))),
          ("const", .text(letters(Grid.constant))), ("total", .text(letters(Grid.total))),
          ("first", .text(letters(grid.first))), ("header_row", .number(Grid.dateRow + 1)),
        ]
      ),
      (
        "input_layout",
        [
          ("label", .text("B")), ("unit", .text(letters(InputColumns.unit))),
          ("source", .text(letters(InputColumns.source))),
          ("first_row", .number(InputColumns.firstRow + 1)),
          ("cols", .list((InputColumns.live...columns.lastCase).map(letters))),
        ]
      ),
    ]
  }
}
