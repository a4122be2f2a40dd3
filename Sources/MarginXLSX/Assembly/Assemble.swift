import CXLSXWriter
import MarginReports

/// Writes a checked workbook to a file with the library. Names, what-if tables and truth values are not in it yet:
/// see `partEdits`.
func assemble(_ workbook: Workbook, at path: String) throws(XLSXError) {
  let book = try OpenBook(path: path)
  try book.setProperties(of: workbook)
  let formats = FormatTable(book: book.book)
  let sheets = Dictionary(workbook.sheets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  var handles: [UnsafeMutablePointer<lxw_worksheet>] = []
  for sheet in workbook.sheets { handles.append(try book.addSheet(sheet.name)) }
  for (sheet, handle) in zip(workbook.sheets, handles) {
    try writeLayout(of: sheet, to: handle)
    try writeCells(of: sheet, to: handle, formats)
    try writeRules(of: sheet, to: handle, formats)
    for chart in sheet.charts {
      try writeChart(chart, on: sheet, to: handle, in: book.book, sheets)
    }
    try writePage(of: sheet, to: handle)
  }
  worksheet_activate(handles[workbook.activeSheet])
  try book.close()
}
