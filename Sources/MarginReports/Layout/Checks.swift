import MarginModel
import MarginSyntax
import MarginUnits

/// A check of the workbook: of its own structure, or of the model.
struct CheckItem {
  enum Rule {
    /// Both sides differ by at most the tolerance, or by at most that share of the right or the larger side.
    case equal, equalToShareOfRight, equalToShareOfLarger
    case unequal, unequalToShareOfLarger, unequalToShareOfRight
    case less, atMost, greater, atLeast
    /// The left side is a truth.
    case truth
  }

  /// A cell or a row of cells that is judged one by one.
  struct Line {
    let label: String
    /// Cell by cell; a single one where nothing varies in time.
    let left: [String]
    let right: [String]
  }

  let label: String
  let words: String
  let left: String
  let right: String
  let tolerance: Double
  let rule: Rule
  let format: String
  var asksEveryCase = false
  var isOfModel = false
  /// Where many cells are judged; the left side then counts those that fail.
  var lines: [Line] = []
}

extension BookLayout {
  /// What must hold of the workbook whatever the model says.
  func structuralChecks() -> [CheckItem] {
    var result: [CheckItem] = []
    func count(_ label: String, _ left: String, _ right: String, _ words: String = "equal") {
      result.append(
        CheckItem(label: label, words: words, left: left, right: right, tolerance: 0, rule: .equal, format: NumberFormat.days))
    }
    count("What-if drivers are neutral", "COUNT(Sensitivity!\(sensitivity.driverBlock.absolute))", "0", "numbers among the drivers")
    let header = InputColumns.headerRow
    let cases = CellRange(
      CellAddress(row: header, column: InputColumns.firstCase), CellAddress(row: header, column: columns.lastCase))
    count("The chosen case exists", "COUNTIF(Inputs!\(cases.absolute),Case)", "1", "cases of that name")
    let statuses = inputBlock(columns.status)
    count("Inputs keep their bounds", "COUNTIF(Inputs!\(statuses.absolute),\"outside\")", "0", "inputs outside")
    for sheet in plan.sheets {
      let last = plan.rows.indices.filter { addresses.rows[$0].sheet == quoted(sheet.title) }.map { addresses.rows[$0].row }.max() ?? Grid.dateRow
      let block = CellRange(
        CellAddress(row: Grid.numberRow, column: Grid.constant), CellAddress(row: last, column: grid.last))
      count("No error on \(sheet.title)", "SUMPRODUCT(ISERROR(\(quoted(sheet.title))!\(block.absolute))*1)", "0", "cells with an error")
    }
    if let sheet = plan.sheets.first {
      let block = CellRange(
        CellAddress(row: Grid.numberRow, column: grid.first), CellAddress(row: Grid.numberRow, column: grid.last))
      let area = quoted(sheet.title) + "!" + block.absolute
      count("The timeline has all its periods", "MAX(\(area))", "COLUMNS(\(area))", "periods")
    }
    return result + totalChecks() + stockChecks() + portfolioChecks()
  }

  private func inputBlock(_ column: Int) -> CellRange {
    let last = inputLines.map(\.row).max() ?? InputColumns.firstRow
    return CellRange(
      CellAddress(row: InputColumns.firstRow, column: column), CellAddress(row: max(last, InputColumns.firstRow + 1), column: column))
  }

  /// The status or the age of all inputs.
  var inputStatuses: CellRange { inputBlock(columns.status) }
  var inputAges: CellRange { inputBlock(columns.age) }

  /// The totals of what is reported are the sums of its periods.
  private func totalChecks() -> [CheckItem] {
    guard !grid.years.isEmpty else { return [] }
    var seen: Set<Int> = []
    let flows = (model.reports + []).flatMap(\.items).map(\.definition) + model.charts.flatMap(\.items).map(\.definition)
    return flows.filter { model.definitions[$0].rollUp == .sum && seen.insert($0).inserted }.prefix(4).flatMap { id in
      plan.places[id].rows.prefix(1).map { row in
        let place = addresses.rows[row]
        let total = place.sheet + "!" + CellAddress(row: place.row, column: Grid.total).absolute
        let periods = CellRange(
          CellAddress(row: place.row, column: grid.first), CellAddress(row: place.row, column: grid.last))
        return CheckItem(
          label: "Years add up: \(plan.rows[row].label)", words: "equal, a share apart", left: total, right: "SUM(\(place.sheet)!\(periods.absolute))",
          tolerance: 1e-9, rule: .equalToShareOfLarger, format: plan.rows[row].format ?? NumberFormat.plain(decimals: 2))
      }
    }
  }

  /// A stock's movements lead from its opening to its closing level.
  private func stockChecks() -> [CheckItem] {
    model.definitions.flatMap { definition -> [CheckItem] in
      guard case .stock(_, let adds, let lesses) = definition.body, let row = plan.places[definition.id].rows.first,
        plan.places[definition.id].rows.count == 1, adds.count + lesses.count > 0
      else { return [] }
      let place = addresses.rows[row]
      func at(_ column: Int) -> String { place.sheet + "!" + CellAddress(row: place.row, column: column).absolute }
      let parts = plan.parts[definition.id] ?? []
      let movements = parts.filter { plan.rows[$0].label.contains(", plus ") || plan.rows[$0].label.contains(", less ") }
      guard movements.count == adds.count + lesses.count else { return [] }
      let right = movements.map { part -> String in
        let row = addresses.rows[part].row
        let block = CellRange(CellAddress(row: row, column: grid.first), CellAddress(row: row, column: grid.last))
        return (plan.rows[part].label.contains(", plus ") ? "+" : "-") + "SUM(\(place.sheet)!\(block.absolute))"
      }.joined()
      guard right.count < 115 else { return [] }
      return [
        CheckItem(
          label: "Movements explain \(plan.rows[row].label)", words: "equal, a share apart", left: "\(at(grid.last))-\(at(grid.opening))",
          right: right.hasPrefix("+") ? String(right.dropFirst()) : right, tolerance: 1e-9, rule: .equalToShareOfLarger, format: plan.rows[row].format ?? NumberFormat.plain(decimals: 2))
      ]
    }
  }

  /// The checks of the model itself.
  func modelChecks() -> [CheckItem] { model.checks.map(item) }

  private func item(_ check: Model.Check) -> CheckItem {
    let left = model.definitions[check.left.definition]
    let lines = checkLines(check)
    let format = cells(check.left).first?.format ?? NumberFormat.plain(decimals: 2)
    let isSingle = lines.count == 1 && lines[0].left.count == 1
    let (rule, tolerance) = rule(check, left.unit)
    let every = check.everyCase ? ", in every case" : ""
    let words: String
    if check.right == nil { words = "holds" + every } else { words = "left \(check.comparison.rawValue) right" + every }
    if isSingle {
      return CheckItem(
        label: check.label, words: words, left: lines[0].left[0], right: lines[0].right[0], tolerance: tolerance,
        rule: rule, format: format, asksEveryCase: check.everyCase, isOfModel: true)
    }
    return CheckItem(
      label: check.label, words: "cells that fail: \(words)", left: "", right: "0", tolerance: tolerance, rule: rule,
      format: NumberFormat.days, asksEveryCase: check.everyCase, isOfModel: true, lines: lines)
  }

  private func rule(_ check: Model.Check, _ unit: Unit) -> (CheckItem.Rule, Double) {
    guard check.right != nil else { return (.truth, 0) }
    let tolerance = check.tolerance.map { check.isRelative ? $0 : $0 / unit.scale }
    switch check.comparison {
    case .equal:
      guard let tolerance else { return (.equalToShareOfLarger, 1e-9) }
      return (check.isRelative ? .equalToShareOfRight : .equal, tolerance)
    case .unequal:
      guard let tolerance else { return (.unequalToShareOfLarger, 1e-9) }
      return (check.isRelative ? .unequalToShareOfRight : .unequal, tolerance)
    case .less: return (.less, 1e-12)
    case .atMost: return (.atMost, 1e-12)
    case .greater: return (.greater, 1e-12)
    case .atLeast: return (.atLeast, 1e-12)
    }
  }

  /// Both sides of a check, member by member, each cell by cell.
  private func checkLines(_ check: Model.Check) -> [CheckItem.Line] {
    let left = model.definitions[check.left.definition]
    let leftCells = cells(check.left)
    guard let right = check.right else {
      return leftCells.map { CheckItem.Line(label: $0.label, left: addressesOf($0), right: addressesOf($0).map { _ in "1" }) }
    }
    let rightDefinition = model.definitions[right.definition]
    let rightCells = cells(right)
    let factor = rightDefinition.unit.scale / left.unit.scale
    let suffix = (factor - 1).magnitude < 1e-12 ? "" : "*\(factor)"
    let axes = Set(left.axes + rightDefinition.axes).subtracting([0]).sorted()
    return (0..<model.count(axes)).compactMap { index in
      let members = plan.members(axes, row: index)
      let (a, b) = (plan.member(left.axes, members), plan.member(rightDefinition.axes, members))
      guard leftCells.indices.contains(a), rightCells.indices.contains(b) else { return nil }
      var (lefts, rights) = (addressesOf(leftCells[a]), addressesOf(rightCells[b]).map { $0 + suffix })
      let count = max(lefts.count, rights.count)
      if lefts.count < count, let only = lefts.first { lefts = Array(repeating: only, count: count) }
      if rights.count < count, let only = rights.first { rights = Array(repeating: only, count: count) }
      return CheckItem.Line(label: check.label + plan.memberLabel(axes, row: index), left: lefts, right: rights)
    }
  }

  private func addressesOf(_ cell: ReadingCell) -> [String] {
    (cell.range.first.column...cell.range.last.column).map {
      cell.sheet + "!" + CellAddress(row: cell.range.first.row, column: $0).absolute
    }
  }
}
