import MarginReports

/// Merged blocks and what-if tables: on the sheet, apart from each other, and holding what they may hold.
func checkBlocks(of sheet: Sheet) throws(XLSXError) {
  let name = "sheet \"\(sheet.name)\""
  var blocks: [(range: CellRange, words: String)] = []
  for merge in sheet.merges {
    guard Grid.holds(merge) else { throw .misplaced(place: name, rule: offGrid("a merged block", merge)) }
    guard merge.first != merge.last else {
      throw .misplaced(place: place(sheet, merge.first), rule: "a merged block has at least two cells")
    }
    let rows = merge.last.row - merge.first.row + 1
    let cells = rows * (merge.last.column - merge.first.column + 1)
    try checkNumber(cells, "the number of cells of a merged block", at: place(sheet, merge), in: 2...100_000)
    blocks.append((merge, "the merged block \(merge.text)"))
  }
  for table in sheet.tables {
    try checkTable(table, in: sheet)
    blocks.append((table.block, "the what-if table \(table.block.text)"))
  }
  blocks.sort { ($0.range.first, $0.range.last) < ($1.range.first, $1.range.last) }
  for (index, block) in blocks.enumerated() {
    for other in blocks[(index + 1)...] {
      if other.range.first.row > block.range.last.row { break }
      if block.range.overlaps(other.range) { throw .overlap(place: name, first: block.words, second: other.words) }
    }
  }
  try checkMergedCells(of: sheet)
}

private func checkMergedCells(of sheet: Sheet) throws(XLSXError) {
  for merge in sheet.merges {
    for row in merge.first.row...merge.last.row {
      for column in merge.first.column...merge.last.column {
        let address = CellAddress(row: row, column: column)
        guard address != merge.first, let cell = sheet.cells[address], cell.content != .blank else { continue }
        throw .misplaced(
          place: place(sheet, address),
          rule: "only the first cell of the merged block \(merge.text) may have content")
      }
    }
  }
}

private func checkTable(_ table: WhatIfTable, in sheet: Sheet) throws(XLSXError) {
  let block = table.block
  guard Grid.holds(block) else {
    throw .misplaced(place: "sheet \"\(sheet.name)\"", rule: offGrid("a what-if table", block))
  }
  let whole = place(sheet, block)
  guard block.first.row > 0, block.first.column > 0 else {
    throw .misplaced(place: whole, rule: "a what-if table needs a row above it and a column left of it")
  }
  let inputs = [table.rowInput, table.columnInput].compactMap { $0 }
  guard !inputs.isEmpty else { throw .missing(place: whole, what: "the input cell of the what-if table") }
  for input in inputs where !Grid.holds(input) || block.holds(input) {
    throw .misplaced(place: whole, rule: "a what-if table's input cell lies on its sheet, outside the table")
  }
  guard inputs.count == 1 || table.rowInput != table.columnInput else {
    throw .misplaced(place: whole, rule: "a two-way what-if table has two different input cells")
  }
  for row in block.first.row...block.last.row {
    for column in block.first.column...block.last.column {
      let address = CellAddress(row: row, column: column)
      switch sheet.cells[address]?.content {
      case .number, .text: continue
      case nil: throw .missing(place: place(sheet, address), what: "the cached value of a what-if table's cell")
      default:
        throw .misplaced(
          place: place(sheet, address), rule: "a what-if table's cell holds its cached number or text, nothing else")
      }
    }
  }
}
