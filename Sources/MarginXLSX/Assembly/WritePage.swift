import CXLSXWriter
import MarginReports

/// Writes how the sheet prints, but for the area and titles, which are names: see `definedNamesElement`.
func writePage(of sheet: Sheet, to handle: UnsafeMutablePointer<lxw_worksheet>) throws(XLSXError) {
  let page = sheet.print
  let name = "sheet \"\(sheet.name)\""
  if page.landscape { worksheet_set_landscape(handle) } else { worksheet_set_portrait(handle) }
  worksheet_set_paper(handle, UInt8(clamping: page.paper))
  worksheet_set_margins(handle, 0.5, 0.5, 0.75, 0.75)
  worksheet_fit_to_pages(handle, UInt16(clamping: page.fitWidth), UInt16(clamping: page.fitHeight))
  if !page.header.isEmpty { try require(worksheet_set_header(handle, page.header), "setting the header", at: name) }
  if !page.footer.isEmpty { try require(worksheet_set_footer(handle, page.footer), "setting the footer", at: name) }
}

/// From the first cell of the sheet to the last that a cell, merged block or chart reaches; nil where there is none.
func usedRange(of sheet: Sheet) -> CellRange? {
  let size = SheetSize(sheet)
  let corners = Array(sheet.cells.keys) + sheet.merges.map(\.last) + sheet.charts.map(size.lastCell)
  guard let row = corners.map(\.row).max(), let column = corners.map(\.column).max() else { return nil }
  return CellRange(CellAddress(row: 0, column: 0), CellAddress(row: row, column: column))
}

/// The pixels of a sheet's columns and rows, as Excel lays them out with its default font.
struct SheetSize {
  /// Points; Excel's for Calibri 11.
  static let defaultRowHeight = 15.0
  private let sheet: Sheet

  init(_ sheet: Sheet) { self.sheet = sheet }

  /// The cell under the lower right corner of a chart.
  func lastCell(of chart: ChartPlacement) -> CellAddress {
    var address = chart.at
    var width = Double(chart.width)
    while address.column < Grid.columns - 1, width > columnPixels(address.column) {
      width -= columnPixels(address.column)
      address.column += 1
    }
    var height = Double(chart.height)
    while address.row < Grid.rows - 1, height > rowPixels(address.row) {
      height -= rowPixels(address.row)
      address.row += 1
    }
    return address
  }

  private func columnPixels(_ column: Int) -> Double {
    let width = sheet.columnWidths[column] ?? sheet.defaultColumnWidth
    return width < 1 ? (width * 12).rounded(.down) : (width * 7).rounded(.down) + 5
  }

  private func rowPixels(_ row: Int) -> Double {
    ((sheet.rowHeights[row] ?? Self.defaultRowHeight) * 4 / 3).rounded(.down)
  }
}
