/// Where everything that formulas refer to stands once the sheets are laid out.
struct Addresses {
  let grid: Grid
  let table: ReferenceTable
  /// By plan row: its sheet's title, quoted, and its row.
  var rows: [(sheet: String, row: Int)] = []
  /// By leaf and member: the live cell, or the live row with its first period's column.
  var leaves: [String: (row: Int, column: Int, varies: Bool)] = [:]
  var figures: [CellAddress] = []
  var scales: [CellAddress] = []
  /// By leaf, on Sensitivity: the cells into which what-if tables put what replaces and what multiplies it.
  var drivers: [Int: CellAddress] = [:]
  var times: [Int: CellAddress] = [:]
  /// By move, the cell on Sensitivity that says what it does now.
  var moves: [PlanMove: CellAddress] = [:]
  /// By leaf, what all that multiply it, and what all that replace it, come to.
  var factors: [Int: CellAddress] = [:]
  var replacements: [Int: CellAddress] = [:]
  var periodLength = CellAddress(row: 0, column: 0)
  /// The first check of the model on Checks.
  var checkRow = 0
  var start = CellAddress(row: 0, column: 0)

  static func leafKey(_ leaf: Int, _ member: Int) -> String { "\(leaf).\(member)" }

  /// A formula's text in a column of a sheet, the sheet's title quoted.
  func formula(_ text: String, on sheet: String, column: Int) -> String {
    table.parts(of: text).map { part in
      switch part {
      case .text(let text): text
      case .reference(let reference): address(reference, on: sheet, column: column)
      }
    }.joined()
  }

  private func address(_ reference: Reference, on sheet: String, column: Int) -> String {
    switch reference.target {
    case .row(let row):
      let place = rows[row]
      return prefix(place.sheet, sheet) + cell(reference.across, place.row, column)
    case .rows(let first, let last):
      let place = rows[first]
      return prefix(place.sheet, sheet) + cell(reference.across, place.row, column, "$") + ":"
        + cell(reference.across, rows[last].row, column, "$")
    case .leaf(let leaf, let member):
      guard let place = leaves[Self.leafKey(leaf, member)] else { return "0" }
      if !place.varies { return prefix("Inputs", sheet) + CellAddress(row: place.row, column: place.column).absolute }
      let own = CellAddress(row: place.row, column: place.column + column - grid.first)
      return prefix("Inputs", sheet) + own.text
    case .figure(let place): return prefix("Inputs", sheet) + figures[place].absolute
    case .scale(let place): return prefix("Inputs", sheet) + scales[place].absolute
    case .move(let move): return prefix("Sensitivity", sheet) + (moves[move]?.absolute ?? "$A$1")
    case .checkTolerance(let check):
      return prefix("Checks", sheet) + CellAddress(row: checkRow + check, column: CheckPlaces.tolerance).absolute
    case .periodLength: return prefix("Inputs", sheet) + periodLength.absolute
    case .periodNumber: return header(reference.across, Grid.numberRow, column)
    case .periodStart: return header(reference.across, Grid.dateRow, column)
    }
  }

  private func header(_ across: Reference.Across, _ row: Int, _ column: Int) -> String {
    guard case .period(let period) = across else { return CellAddress.letters(column) + "$\(row + 1)" }
    return CellAddress(row: row, column: grid.period(period)).absolute
  }

  private func prefix(_ target: String, _ sheet: String) -> String { target == sheet ? "" : target + "!" }

  /// Blocks have absolute rows: LibreOffice's what-if tables pass over blocks in equal formulas of rows below each other.
  private func cell(_ across: Reference.Across, _ row: Int, _ column: Int, _ fixed: String = "") -> String {
    func at(_ column: Int, _ fixed: String) -> String { "$" + CellAddress.letters(column) + "\(fixed)\(row + 1)" }
    switch across {
    case .same: return CellAddress.letters(column) + "\(fixed)\(row + 1)"
    case .previous: return CellAddress.letters(column - 1) + "\(row + 1)"
    case .constant: return at(Grid.constant, fixed)
    case .total: return at(Grid.total, fixed)
    case .year(let year): return at(grid.year(year), fixed)
    case .period(let period): return at(grid.period(period), fixed)
    case .periods(let range):
      return at(grid.period(range.lowerBound), "$") + ":" + at(grid.period(range.upperBound - 1), "$")
    }
  }
}
