import CXLSXWriter
import MarginReports

/// Writes widths, heights, outline levels, panes, gridlines and the tab's colour.
func writeLayout(of sheet: Sheet, to handle: UnsafeMutablePointer<lxw_worksheet>) throws(XLSXError) {
  for run in columnRuns(of: sheet) {
    let code = worksheet_set_column(
      handle, lxw_col_t(clamping: run.first), lxw_col_t(clamping: run.last), run.width, nil)
    try require(code, "setting a column's width", at: "sheet \"\(sheet.name)\"")
  }
  for row in Set(sheet.rowHeights.keys).union(sheet.rowLevels.keys).sorted() {
    var options = lxw_row_col_options(hidden: 0, level: UInt8(clamping: sheet.rowLevels[row] ?? 0), collapsed: 0)
    let height = sheet.rowHeights[row] ?? SheetSize.defaultRowHeight
    let code = worksheet_set_row_opt(handle, lxw_row_t(clamping: row), height, nil, &options)
    try require(code, "setting a row's height", at: "sheet \"\(sheet.name)\"")
  }
  if !sheet.showsGridlines {
    worksheet_gridlines(handle, UInt8(truncatingIfNeeded: LXW_HIDE_ALL_GRIDLINES.rawValue))
  }
  if let freeze = sheet.freeze, freeze != CellAddress(row: 0, column: 0) {
    worksheet_freeze_panes(handle, row(freeze), column(freeze))
  }
  if let color = sheet.tabColor { worksheet_set_tab_color(handle, libraryColor(color)) }
}

/// Neighbouring columns of one width. Together they cover the grid once: columns that are given twice, as the library
/// would write them, Excel calls a damaged file.
func columnRuns(of sheet: Sheet) -> [(first: Int, last: Int, width: Double)] {
  var runs: [(first: Int, last: Int, width: Double)] = []
  func add(_ first: Int, _ last: Int, _ width: Double) {
    guard first <= last else { return }
    if let previous = runs.last, previous.width == width {
      runs[runs.count - 1].last = last
    } else {
      runs.append((first, last, width))
    }
  }
  var next = 0
  for (column, width) in sheet.columnWidths.sorted(by: { $0.key < $1.key }) {
    add(next, column - 1, sheet.defaultColumnWidth)
    add(column, column, width)
    next = column + 1
  }
  add(next, Grid.columns - 1, sheet.defaultColumnWidth)
  return runs
}
