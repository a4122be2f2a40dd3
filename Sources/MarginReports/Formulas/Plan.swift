import MarginEngine
import MarginModel
import MarginUnits

/// A row of a calculation sheet before it has an address.
struct PlanRow {
  enum Look { case link, value, part, opening, closing }
  enum Roll: Equatable { case none, sum, closing, formula }
  enum Opening: Equatable {
    case number(Double)
    case text(String)
    case formula(String)
  }

  var sheet: Int
  var label: String
  var unit: String
  var shownUnit = Unit.plain
  /// The number format; nil until the row's own numbers are known.
  var format: String?
  var look: Look
  /// The formula with reference tokens; of the constant column, or of all periods where the row varies in time.
  var text: String
  var varies: Bool
  var roll: Roll
  var mayBeUndefined: Bool
  var definition: Int?
  /// The definition that the row shows, also where it is a link to it.
  var shows: Int?
  var opening: Opening?
  /// The formula may not be copied to years and totals: it looks along time.
  var standsInPeriodsOnly = false
}

/// A calculation sheet before its rows have addresses.
struct PlanSheet {
  var title: String
  var instance: Int?
  var heading: String
  /// Rows that link to inputs and to other sheets.
  var links: [Int] = []
  /// Definitions in order, each with its own rows; those of its parts stand above them.
  var blocks: [(definition: Int, rows: [Int])] = []
  /// Rows that judge checks cell by cell.
  var checks: [Int] = []
}

/// A number that gets a cell on Inputs because formulas hold none.
struct PlanNumber: Hashable {
  let value: Double
  let unit: String
  let label: String
  let source: String
  let format: String
}

/// What the layout of a model's workbook is made from: rows with formulas that refer to each other by number.
struct Plan {
  let model: Model
  let results: [Results]
  let domains: Domains
  var table = ReferenceTable()
  var rows: [PlanRow] = []
  var sheets: [PlanSheet] = []
  /// By definition: its sheet and its rows, member by member; empty for those that no workbook shows.
  var places: [(sheet: Int, rows: [Int])]
  var figures: [PlanNumber] = []
  var scales: [PlanNumber] = []
  /// Leaves that can be replaced from Sensitivity, in order.
  let drivers: [Int]
  /// Leaves that can be multiplied from there, in order.
  let timed: [Int]
  let tornados: [PlannedTornado]
  /// By leaf, what moves it from Sensitivity.
  let moves: [Int: [PlanMove]]
  /// Leaves that stay neutral in every case and are nowhere replaced; formulas leave them out.
  let neutral: Set<Int>
  /// By sheet, rows by formula: the same calculation is made once.
  var known: [[String: Int]] = []
  /// Link rows by sheet, target and opening.
  var links: [String: Int] = [:]
  /// By definition, the rows of parts of its formulas, and how many parts each of its rows has.
  var parts: [Int: [Int]] = [:]
  var partCounts: [String: Int] = [:]

  /// By leaf, for its numbers in all cases.
  let leafFormats: [String]
  /// By row of a stock, its opening level with its movements.
  var stockMovements: [Int: Term] = [:]
  /// By stock, the rows that say in which periods its movements do not lead to its level.
  var stockRows: [Int: [Int]] = [:]
  /// By check that looks at many cells, the rows that say which of them fail.
  var checkRows: [Int: [Int]] = [:]

  init(_ model: Model, _ results: [Results], selectedCase: Int) {
    self.model = model
    self.results = results
    drivers = Self.drivers(model)
    timed = Self.timed(model)
    tornados = model.tornados.map { PlannedTornado($0, model, caseIndex: selectedCase) }
    moves = Self.moves(drivers, timed, tornados)
    domains = Domains(model)
    leafFormats = model.leaves.map { leaf in
      numberFormat(leaf.unit, leaf.cases.flatMap { $0 }, type: model.definitions[leaf.definition].type)
    }
    neutral = Self.neutralLeaves(model)
    places = Array(repeating: (0, []), count: model.definitions.count)
  }

  var periods: Int { model.timeline.count }

  private static func neutralLeaves(_ model: Model) -> Set<Int> {
    var result: Set<Int> = []
    for leaf in model.leaves {
      let periods = leaf.axes.contains(0) ? model.timeline.count : 1
      let neutral: (Int) -> Double
      switch leaf.role {
      case .factor: neutral = { _ in 1 }
      case .addend: neutral = { _ in 0 }
      case .elapsed: neutral = { Double($0 % max(1, periods)) }
      case .value, .level: continue
      }
      let isNeutral = leaf.cases.allSatisfy { numbers in
        numbers.enumerated().allSatisfy { index, number in number == neutral(index) }
      }
      if isNeutral { result.insert(leaf.id) }
    }
    return result
  }

  /// The number of a member of a definition's dimensions in layout order.
  func member(_ axes: [AxisID], _ members: [AxisID: Int]) -> Int {
    model.layout(axes).filter { $0 != 0 }.reduce(0) { $0 * model.axes[$1].members.count + (members[$1] ?? 0) }
  }

  /// The members on each dimension of a definition's row.
  func members(_ axes: [AxisID], row: Int) -> [AxisID: Int] {
    var rest = row
    var result: [AxisID: Int] = [:]
    for axis in model.layout(axes).filter({ $0 != 0 }).reversed() {
      let size = max(1, model.axes[axis].members.count)
      result[axis] = rest % size
      rest /= size
    }
    return result
  }

  func memberCount(_ axes: [AxisID]) -> Int { model.count(axes.filter { $0 != 0 }) }

  /// `[small]` for a row of a definition with dimensions, nothing for others.
  func memberName(_ axes: [AxisID], row: Int) -> String {
    let dimensions = model.layout(axes).filter { $0 != 0 }
    let members = members(axes, row: row)
    return dimensions.isEmpty
      ? "" : "[" + dimensions.map { model.axes[$0].members[members[$0] ?? 0].name }.joined(separator: ", ") + "]"
  }

  /// ` (Small, Retry)` for a row of a definition with dimensions, nothing for others.
  func memberLabel(_ axes: [AxisID], row: Int) -> String {
    let dimensions = model.layout(axes).filter { $0 != 0 }
    guard !dimensions.isEmpty else { return "" }
    let members = members(axes, row: row)
    return " (" + dimensions.map { model.axes[$0].members[members[$0] ?? 0].label }.joined(separator: ", ") + ")"
  }
}

/// A sheet's name as formulas write it.
func quoted(_ title: String) -> String {
  let isPlain =
    title.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } && title.first?.isLetter == true
    && CellAddress(text: title.uppercased()) == nil
  return isPlain ? title : "'" + title.replacing("'", with: "''") + "'"
}
