import MarginReports

/// Widths, heights, levels, panes and the page.
func checkLayout(of sheet: Sheet) throws(XLSXError) {
  let name = "sheet \"\(sheet.name)\""
  try checkNumber(sheet.defaultColumnWidth, "the column width", at: name, in: 0...255)
  for (column, width) in sheet.columnWidths.sorted(by: { $0.key < $1.key }) {
    try checkNumber(column, "a column with a width, counted from 0,", at: name, in: 0...Grid.columns - 1)
    try checkNumber(width, "the width of column \(CellAddress.letters(column))", at: name, in: 0...255)
  }
  for (row, height) in sheet.rowHeights.sorted(by: { $0.key < $1.key }) {
    try checkNumber(row, "a row with a height, counted from 0,", at: name, in: 0...Grid.rows - 1)
    try checkNumber(height, "the height of row \(row + 1)", at: name, in: 0...409.5)
  }
  for (row, level) in sheet.rowLevels.sorted(by: { $0.key < $1.key }) {
    try checkNumber(row, "a row with a level, counted from 0,", at: name, in: 0...Grid.rows - 1)
    try checkNumber(level, "the level of row \(row + 1)", at: name, in: 0...7)
  }
  if let color = sheet.tabColor { try checkColor(color, at: name) }
  if let freeze = sheet.freeze, !Grid.holds(freeze) {
    throw .badReference(place: name, what: "the frozen pane", reference: "row \(freeze.row), column \(freeze.column)")
  }
  try checkPage(sheet.print, at: name)
}

private func checkPage(_ page: PrintSetup, at place: String) throws(XLSXError) {
  try checkText(page.header, "the header", at: place, within: .headerOrFooter)
  try checkText(page.footer, "the footer", at: place, within: .headerOrFooter)
  try checkNumber(page.paper, "the paper", at: place, in: 1...118)
  try checkNumber(page.fitWidth, "the pages across", at: place, in: 0...32_767)
  try checkNumber(page.fitHeight, "the pages down", at: place, in: 0...32_767)
  if let rows = page.repeatedRows {
    try checkNumber(rows.lowerBound, "the first repeated row, counted from 0,", at: place, in: 0...Grid.rows - 1)
    try checkNumber(rows.upperBound, "the last repeated row, counted from 0,", at: place, in: 0...Grid.rows - 1)
  }
  if let columns = page.repeatedColumns {
    let most = Grid.columns - 1
    try checkNumber(columns.lowerBound, "the first repeated column, counted from 0,", at: place, in: 0...most)
    try checkNumber(columns.upperBound, "the last repeated column, counted from 0,", at: place, in: 0...most)
  }
  if let area = page.area, !Grid.holds(area) { throw .misplaced(place: place, rule: offGrid("the print area", area)) }
}

func offGrid(_ what: String, _ range: CellRange) -> String {
  "\(what), rows \(range.first.row) to \(range.last.row) and columns \(range.first.column) to \(range.last.column) "
    + "counted from 0, does not lie on the sheet, first corner first"
}
