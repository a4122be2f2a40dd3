import CXLSXWriter
import MarginReports

/// Gives a series the values that its cells have. The library itself knows no formula's value and would keep zeros,
/// which viewers that do not calculate would draw.
func fillCache(
  of range: UnsafeMutablePointer<lxw_series_range>?, with reference: SheetReference, asLabels: Bool,
  _ sheets: [String: Sheet], at place: String
) throws(XLSXError) {
  guard let range else { return }
  range.pointee.ignore_cache = 1
  guard let sheet = sheets[reference.sheet] else { return }
  let values = cachedValues(of: reference.range, on: sheet)
  guard let count = UInt16(exactly: values.count) else { return }
  var zeros = [UInt8](repeating: 0, count: values.count)
  try require(lxw_chart_add_data_cache(range, &zeros, count, 1, 0), "keeping a chart's values", at: place)

  let hasTexts = asLabels && values.contains { if case .text = $0 { true } else { false } }
  range.pointee.has_string_cache = hasTexts ? 1 : 0
  var next = range.pointee.data_cache?.pointee.stqh_first
  for value in values {
    guard let point = next else { break }
    switch value {
    case .number(let number) where hasTexts: setText(of: point, to: number.description)
    case .number(let number): point.pointee.number = number
    case .text(let text) where asLabels: setText(of: point, to: text)
    default: point.pointee.no_data = 1
    }
    next = point.pointee.list_pointers.stqe_next
  }
}

/// The number format of a chart's first category, where its categories are formatted numbers such as dates.
func categoryFormat(of chart: ChartPlacement, _ sheets: [String: Sheet]) -> String? {
  guard let reference = chart.series.first.flatMap({ SheetReference($0.categories) }),
    let cell = sheets[reference.sheet]?.cells[reference.range.first], case .number = cachedValue(of: cell),
    cell.style.numberFormat != "General"
  else { return nil }
  return cell.style.numberFormat
}

private func setText(of point: UnsafeMutablePointer<lxw_series_data_point>, to text: String) {
  point.pointee.is_string = 1
  point.pointee.string = strdup(text)
}

private func cachedValues(of range: CellRange, on sheet: Sheet) -> [CachedValue?] {
  var values: [CachedValue?] = []
  for row in range.first.row...range.last.row {
    for column in range.first.column...range.last.column {
      values.append(sheet.cells[CellAddress(row: row, column: column)].flatMap(cachedValue))
    }
  }
  return values
}

private func cachedValue(of cell: Cell) -> CachedValue? {
  switch cell.content {
  case .number(let number): .number(number)
  case .text(let text), .link(_, let text): .text(text)
  case .formula(_, let cached): cached
  case .blank: nil
  }
}
