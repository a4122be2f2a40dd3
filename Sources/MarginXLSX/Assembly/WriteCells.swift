import CXLSXWriter
import MarginReports

/// Writes merges and cells, row by row.
func writeCells(
  of sheet: Sheet, to handle: UnsafeMutablePointer<lxw_worksheet>, _ formats: FormatTable
) throws(XLSXError) {
  for merge in sheet.merges {
    let style = sheet.cells[merge.first]?.style ?? CellStyle()
    let code = worksheet_merge_range(
      handle, row(merge.first), column(merge.first), row(merge.last), column(merge.last), "",
      try formats.format(for: style))
    try require(code, "merging cells", at: place(sheet, merge))
  }
  let corners = Dictionary(sheet.tables.map { ($0.block.first, $0) }, uniquingKeysWith: { first, _ in first })
  let merged = MergedCells(sheet.merges)
  for (address, cell) in sheet.cells.sorted(by: { $0.key < $1.key }) where !merged.hides(address) {
    let at = CellWriter(
      sheet: sheet, handle: handle, address: address, format: try formats.format(for: cell.style))
    if corners[address] != nil {
      try at.writePlaceholder(cached: cell.content)
    } else {
      try at.write(cell.content)
    }
  }
}

/// The formula that stands in a what-if table's first cell until the table's own element replaces it.
let tablePlaceholder = "TABLE(1,1)"

func row(_ address: CellAddress) -> lxw_row_t { lxw_row_t(clamping: address.row) }
func column(_ address: CellAddress) -> lxw_col_t { lxw_col_t(clamping: address.column) }

/// Writes one cell.
private struct CellWriter {
  let sheet: Sheet
  let handle: UnsafeMutablePointer<lxw_worksheet>
  let address: CellAddress
  let format: UnsafeMutablePointer<lxw_format>

  func write(_ content: CellContent) throws(XLSXError) {
    switch content {
    case .blank: try check(worksheet_write_blank(handle, row(address), column(address), format))
    case .number(let number):
      try check(worksheet_write_number(handle, row(address), column(address), number, format))
    case .text(let text):
      try check(worksheet_write_string(handle, row(address), column(address), escapedForCell(text), format))
    case .formula(let formula, let cached):
      try writeFormula("=" + withPrefixedFunctions(formula), cached)
    case .link(let target, let text):
      let url = "internal:" + target
      try check(worksheet_write_url(handle, row(address), column(address), url, format))
      // Given with the link, the text would stand in an attribute too, cut at 2,079 bytes.
      try check(worksheet_write_string(handle, row(address), column(address), escapedForCell(text), format))
    }
  }

  func writePlaceholder(cached: CellContent) throws(XLSXError) {
    switch cached {
    case .number(let number): try writeFormula("=" + tablePlaceholder, .number(number))
    case .text(let text): try writeFormula("=" + tablePlaceholder, .text(text))
    default: throw .misplaced(place: place(sheet, address), rule: "a what-if table's cell holds a number or text")
    }
  }

  private func writeFormula(_ formula: String, _ cached: CachedValue) throws(XLSXError) {
    switch cached {
    case .number(let number): try writeFormula(formula, number)
    case .truth(let truth): try writeFormula(formula, truth ? 1 : 0)
    case .text(let text):
      let text = escapedForCell(text)
      try check(worksheet_write_formula_str(handle, row(address), column(address), formula, format, text))
    }
  }

  private func writeFormula(_ formula: String, _ number: Double) throws(XLSXError) {
    try check(worksheet_write_formula_num(handle, row(address), column(address), formula, format, number))
  }

  private func check(_ code: lxw_error) throws(XLSXError) {
    try require(code, "writing the cell", at: place(sheet, address))
  }
}

/// Which cells a merged block covers; the library has formatted them already.
private struct MergedCells {
  private var covered = Set<CellAddress>()

  init(_ merges: [CellRange]) {
    for merge in merges {
      for row in merge.first.row...merge.last.row {
        for column in merge.first.column...merge.last.column {
          covered.insert(CellAddress(row: row, column: column))
        }
      }
      covered.remove(merge.first)
    }
  }

  func hides(_ address: CellAddress) -> Bool { covered.contains(address) }
}
