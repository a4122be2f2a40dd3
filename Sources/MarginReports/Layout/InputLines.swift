import MarginModel

/// A line of the Inputs sheet.
struct InputLine {
  enum Content {
    case section(String)
    /// A leaf's member that does not vary in time.
    case scalar(Int, member: Int)
    /// One that does: the live row, then a row per case.
    case block(Int, member: Int)
    /// The numbers and first days of the periods.
    case timeHeader
    case figure(Int)
    case scale(Int)
  }
  let row: Int
  let content: Content
}

/// The columns and fixed rows of the Inputs sheet. Columns that the model gives nothing for are left out.
struct InputColumns {
  static let path = 2
  static let unit = 3
  static let source = 4
  static let live = 5
  static let firstCase = 6

  static let selectorRow = 4
  static let caseIndexRow = 5
  static let asOfRow = 6
  static let staleRow = 7
  static let startRow = 8
  static let lengthRow = 9
  static let headerRow = 12
  static let firstRow = 13

  let cases: Int
  let hasSpread: Bool
  let hasRange: Bool
  let hasDates: Bool

  var lastCase: Int { Self.firstCase + cases - 1 }
  var low: Int { lastCase + 1 }
  var high: Int { low + 1 }
  var least: Int { low + (hasSpread ? 2 : 0) }
  var most: Int { least + 1 }
  var status: Int { least + (hasRange ? 2 : 0) }
  var date: Int { status + (hasSpread || hasRange ? 1 : 0) }
  var age: Int { date + 1 }
  /// The last column of the table.
  var last: Int { hasDates ? age : date - 1 }
  var firstPeriod: Int { lastCase + 1 }

  func text(_ column: Int) -> String { CellAddress.letters(column) }
  static var caseIndex: String { CellAddress(row: caseIndexRow, column: live).absolute }
}

extension BookLayout {
  var columns: InputColumns {
    let scalars = model.leaves.filter { !$0.axes.contains(0) }.map { model.definitions[$0.definition] }
    return InputColumns(
      cases: model.cases.count, hasSpread: scalars.contains { $0.low != nil && $0.high != nil },
      hasRange: scalars.contains { $0.range.map { $0.lowerBound.isFinite || $0.upperBound.isFinite } == true },
      hasDates: scalars.contains { $0.source?.date != nil })
  }

  /// Gives every input its row.
  mutating func placeInputs() {
    var row = InputColumns.firstRow
    var blocks: [(leaf: Int, member: Int)] = []
    func add(_ content: InputLine.Content, _ lines: inout [InputLine]) {
      lines.append(InputLine(row: row, content: content))
      row += 1
    }
    var lines: [InputLine] = []
    for group in inputGroups() {
      let scalars = group.leaves.filter { !model.leaves[$0].axes.contains(0) }
      if !scalars.isEmpty { add(.section(group.title), &lines) }
      for leaf in scalars {
        for member in 0..<plan.memberCount(model.leaves[leaf].axes) {
          addresses.leaves[Addresses.leafKey(leaf, member)] = (row, InputColumns.live, false)
          add(.scalar(leaf, member: member), &lines)
        }
      }
      if !scalars.isEmpty { row += 1 }
      for leaf in group.leaves where model.leaves[leaf].axes.contains(0) {
        for member in 0..<plan.memberCount(model.leaves[leaf].axes) { blocks.append((leaf, member)) }
      }
    }
    if !plan.figures.isEmpty { add(.section("Figures inside formulas"), &lines) }
    for index in plan.figures.indices {
      addresses.figures.append(CellAddress(row: row, column: InputColumns.live))
      add(.figure(index), &lines)
    }
    if !plan.figures.isEmpty { row += 1 }
    if !plan.scales.isEmpty { add(.section("Unit scales"), &lines) }
    for index in plan.scales.indices {
      addresses.scales.append(CellAddress(row: row, column: InputColumns.live))
      add(.scale(index), &lines)
    }
    if !plan.scales.isEmpty { row += 1 }
    if !blocks.isEmpty {
      add(.section("Inputs over time"), &lines)
      add(.timeHeader, &lines)
      row += 1
    }
    for block in blocks {
      addresses.leaves[Addresses.leafKey(block.leaf, block.member)] = (row, columns.firstPeriod, true)
      add(.block(block.leaf, member: block.member), &lines)
      row += model.cases.count + 1
    }
    inputLines = lines
    addresses.periodLength = CellAddress(row: InputColumns.lengthRow, column: InputColumns.live)
    addresses.start = CellAddress(row: InputColumns.startRow, column: InputColumns.live)
  }

  /// Leaves that have a place on Inputs, by the sheet that uses them.
  private func inputGroups() -> [(title: String, leaves: [Int])] {
    plan.sheets.enumerated().map { index, sheet in
      let leaves = model.leaves.filter { leaf in
        plan.places[leaf.definition].sheet == index && !plan.neutral.contains(leaf.id)
      }
      return (sheet.heading, leaves.map(\.id))
    }
  }
}
