import MarginModel
import MarginSource
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

  let label: String
  let words: String
  let left: String
  let right: String
  let tolerance: Double
  let rule: Rule
  let format: String
  var asksEveryCase = false
  /// The left side counts the cells that fail.
  var isCount = false
  /// An undefined side leaves nothing to compare; the model's own checks do not pass then.
  var mayBeUndefined = false
  /// What a share is taken of where the right side is 0; else of the right side.
  var size: String?
}

extension CheckItem {
  /// How far the numbers of a row lie apart: of one that touches 0, its largest number without the sign, or up to twice it.
  static func size(ofRow row: String) -> String { "(MAX(\(row))-MIN(\(row)))" }
}

extension CheckItem.Rule {
  /// The condition under which two cells pass.
  func test(_ left: String, _ right: String, _ tolerance: String, size: String? = nil) -> String {
    // Where the tolerance decides, both sides are nearly equal, so that either may stand for the larger one.
    let larger = "\(tolerance)*\(size ?? "ABS(\(right))")"
    let distance = "ABS(\(left)-\(right))"
    switch self {
    case .equal: return "\(distance)<=\(tolerance)"
    case .equalToShareOfRight, .equalToShareOfLarger: return "\(distance)<=\(larger)"
    case .unequal: return "\(distance)>\(tolerance)"
    case .unequalToShareOfRight, .unequalToShareOfLarger: return "\(distance)>\(larger)"
    case .less: return "\(left)-\(right)<-\(larger)"
    case .atMost: return "\(left)-\(right)<=\(larger)"
    case .greater: return "\(left)-\(right)>\(larger)"
    case .atLeast: return "\(left)-\(right)>=-\(larger)"
    case .truth: return "ABS(\(left))>\(tolerance)"
    }
  }

  /// The rule of a model's check with its tolerance in the left side's unit.
  static func of(_ check: Model.Check, _ unit: Unit) -> (rule: CheckItem.Rule, tolerance: Double) {
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
}

extension BookLayout {
  /// What must hold of the workbook whatever the model says.
  func structuralChecks() -> [CheckItem] {
    var result: [CheckItem] = []
    func count(_ label: String, _ left: String, _ right: String, _ words: String = "equal") {
      result.append(
        CheckItem(
          label: label, words: words, left: left, right: right, tolerance: 0, rule: .equal, format: NumberFormat.days))
    }
    count(
      "What-if drivers are neutral", "COUNT(Sensitivity!\(sensitivity.driverBlock.absolute))", "0",
      "numbers among the drivers")
    let header = InputColumns.headerRow
    let cases = CellRange(
      CellAddress(row: header, column: InputColumns.firstCase), CellAddress(row: header, column: columns.lastCase))
    count("The chosen case exists", "COUNTIF(Inputs!\(cases.absolute),Case)", "1", "cases of that name")
    let statuses = inputBlock(columns.status)
    count("Inputs keep their bounds", "COUNTIF(Inputs!\(statuses.absolute),\"outside\")", "0", "inputs outside")
    for sheet in plan.sheets {
      let last =
        plan.rows.indices.filter { addresses.rows[$0].sheet == quoted(sheet.title) }.map { addresses.rows[$0].row }
        .max() ?? Grid.dateRow
      let block = CellRange(
        CellAddress(row: Grid.numberRow, column: Grid.constant), CellAddress(row: last, column: grid.last))
      count(
        "No error on \(sheet.title)", "SUMPRODUCT(ISERROR(\(quoted(sheet.title))!\(block.absolute))*1)", "0",
        "cells with an error")
    }
    if let sheet = plan.sheets.first {
      let block = CellRange(
        CellAddress(row: Grid.numberRow, column: grid.first), CellAddress(row: Grid.numberRow, column: grid.last))
      let area = quoted(sheet.title) + "!" + block.absolute
      count("The timeline has all its periods", "MAX(\(area))", "COLUMNS(\(area))", "periods")
    }
    return result + totalChecks() + stockChecks() + loopChecks() + portfolioChecks()
  }

  private func inputBlock(_ column: Int) -> CellRange {
    CellRange(CellAddress(row: InputColumns.firstRow, column: column), CellAddress(row: scalarEnd, column: column))
  }

  /// The status or the age of all inputs.
  var inputStatuses: CellRange { inputBlock(columns.status) }
  var inputAges: CellRange { inputBlock(columns.age) }

  /// The totals of what is reported are the sums of its periods.
  private func totalChecks() -> [CheckItem] {
    guard !grid.years.isEmpty else { return [] }
    var seen: Set<Int> = []
    let flows =
      (model.reports + []).flatMap(\.items).map(\.definition) + model.charts.flatMap(\.items).map(\.definition)
    return flows.filter { model.definitions[$0].rollUp == .sum && seen.insert($0).inserted }.prefix(4).flatMap { id in
      plan.places[id].rows.prefix(1).map { row in
        let place = addresses.rows[row]
        let total = place.sheet + "!" + CellAddress(row: place.row, column: Grid.total).absolute
        let periods = CellRange(
          CellAddress(row: place.row, column: grid.first), CellAddress(row: place.row, column: grid.last))
        return CheckItem(
          label: "Years add up: \(plan.rows[row].label)", words: "equal, a share apart", left: total,
          right: "SUM(\(place.sheet)!\(periods.absolute))",
          tolerance: 1e-9, rule: .equalToShareOfLarger,
          format: plan.rows[row].format ?? NumberFormat.plain(decimals: 2),
          mayBeUndefined: plan.rows[row].mayBeUndefined)
      }
    }
  }

  /// One more round would change what converges by no more than its tolerance; where the rounds were too few the value is
  /// undefined, and the check fails.
  private func loopChecks() -> [CheckItem] {
    loops.compactMap { loop in
      guard let residual = area(loop.residual), let settled = area(loop.settled) else { return nil }
      let definition = model.definitions[loop.residual]
      return CheckItem(
        label: "\(model.definitions[loop.cut].label.singleLine) converges in \(loop.rounds) rounds",
        words: "what one more round changes, at most the tolerance",
        left: "IF(COUNTIF(\(settled),0)=0,MAX(\(residual)),\"n/a\")", right: "0",
        tolerance: loop.isRelative ? loop.tolerance : loop.tolerance / definition.unit.scale, rule: .equal,
        format: loop.isRelative ? "0.000%" : NumberFormat.plain(decimals: 4))
    }
  }

  /// The cells of a definition, all members and periods.
  private func area(_ id: Int) -> String? {
    guard let first = plan.places[id].rows.first, let last = plan.places[id].rows.last else { return nil }
    let columns = model.definitions[id].variesInTime ? (grid.first, grid.last) : (Grid.constant, Grid.constant)
    let block = CellRange(
      CellAddress(row: addresses.rows[first].row, column: columns.0),
      CellAddress(row: addresses.rows[last].row, column: columns.1))
    return addresses.rows[first].sheet + "!" + block.absolute
  }

  /// A stock's movements lead from its opening to its closing level.
  /// Opening level, plus what is added, less what is taken away, is the closing level: of every stock, in every period.
  private func stockChecks() -> [CheckItem] {
    model.definitions.compactMap { definition in
      guard let rows = plan.stockRows[definition.id], let first = rows.first, let last = rows.last else { return nil }
      let block = CellRange(
        CellAddress(row: addresses.rows[first].row, column: grid.first),
        CellAddress(row: addresses.rows[last].row, column: grid.last))
      return CheckItem(
        label: "Movements explain \(stockLabel(definition, first))",
        words: "periods that fail: opening + in - out = closing",
        left: "SUM(\(addresses.rows[first].sheet)!\(block.absolute))", right: "0", tolerance: 0, rule: .equal,
        format: NumberFormat.days, isCount: true)
    }
  }

  /// The stock's label as its row has it, without the member of one of several rows.
  private func stockLabel(_ definition: Definition, _ row: Int) -> String {
    let places = plan.places[definition.id].rows
    return places.count == 1 ? plan.rows[places[0]].label : definition.label.singleLine
  }

  /// The checks of the model itself.
  func modelChecks() -> [CheckItem] { model.checks.indices.map(item) }

  private func item(_ index: Int) -> CheckItem {
    let check = model.checks[index]
    let left = model.definitions[check.left.definition]
    let every = check.everyCase ? ", in every case" : ""
    let words = check.right == nil ? "holds" + every : "left \(check.comparison.rawValue) right" + every
    let (rule, tolerance) = CheckItem.Rule.of(check, left.unit)
    if let rows = plan.checkRows[index], let first = rows.first, let last = rows.last {
      let columns = plan.rows[first].varies ? (grid.first, grid.last) : (Grid.constant, Grid.constant)
      let block = CellRange(
        CellAddress(row: addresses.rows[first].row, column: columns.0),
        CellAddress(row: addresses.rows[last].row, column: columns.1))
      return CheckItem(
        label: check.label.singleLine, words: "cells that fail: \(words)",
        left: "SUM(\(addresses.rows[first].sheet)!\(block.absolute))", right: "0",
        tolerance: tolerance, rule: rule, format: NumberFormat.days, asksEveryCase: check.everyCase, isCount: true)
    }
    let leftCell = cells(check.left).first
    var right = "1"
    if let reading = check.right, let cell = cells(reading).first {
      let factor = model.definitions[reading.definition].unit.scale / left.unit.scale
      right = cell.formula + ((factor - 1).magnitude < 1e-12 ? "" : "*\(factor)")
    }
    return CheckItem(
      label: check.label.singleLine, words: words, left: leftCell?.formula ?? "0", right: right, tolerance: tolerance,
      rule: rule, format: leftCell?.format ?? NumberFormat.plain(decimals: 2), asksEveryCase: check.everyCase,
      size: size(of: check))
  }

  /// What noise is measured by in a check of one number against 0, as the engine does it.
  private func size(of check: Model.Check) -> String? {
    guard check.isAgainstZero else { return nil }
    guard model.definitions[check.left.definition].variesInTime else {
      return check.size.flatMap { cells($0).first?.formula }
    }
    return cells(check.left.definition, .all, check.left.label).first.map { CheckItem.size(ofRow: $0.area) }
  }
}
