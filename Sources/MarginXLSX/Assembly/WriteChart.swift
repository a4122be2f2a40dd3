import CXLSXWriter
import MarginReports

/// Writes a chart: title above, legend below, quiet grid, numbers in the chart's own format.
func writeChart(
  _ chart: ChartPlacement, on sheet: Sheet, to handle: UnsafeMutablePointer<lxw_worksheet>,
  in book: UnsafeMutablePointer<lxw_workbook>, _ sheets: [String: Sheet]
) throws(XLSXError) {
  let name = "the chart at \(place(sheet, chart.at))"
  guard let new = workbook_add_chart(book, UInt8(truncatingIfNeeded: type(of: chart.kind).rawValue)) else {
    throw .refused(place: name, doing: "adding the chart", reason: "there is not enough memory")
  }
  let texts = CTexts()
  try setTitle(of: new, to: chart.title, texts)
  for series in chart.series { try addSeries(series, to: new, chart.kind, sheets, at: name) }
  try setAxes(of: new, chart, categoryFormat(of: chart, sheets), texts)
  try setFrame(of: new, chart, texts)

  var options = lxw_chart_options()
  options.x_scale = Double(chart.width) / 480
  options.y_scale = Double(chart.height) / 288
  options.object_position = UInt8(truncatingIfNeeded: LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
  options.description = try texts.keep(chart.alternativeText)
  let code = worksheet_insert_chart_opt(handle, row(chart.at), column(chart.at), new, &options)
  try require(code, "placing the chart", at: name)
}

private func type(of kind: ChartPlacement.Kind) -> lxw_chart_type {
  switch kind {
  case .line: LXW_CHART_LINE
  case .column: LXW_CHART_COLUMN
  case .stackedColumn: LXW_CHART_COLUMN_STACKED
  case .area: LXW_CHART_AREA
  case .stackedArea: LXW_CHART_AREA_STACKED
  case .bar: LXW_CHART_BAR
  case .stackedBar: LXW_CHART_BAR_STACKED
  }
}

private func addSeries(
  _ series: ChartPlacement.Series, to chart: UnsafeMutablePointer<lxw_chart>, _ kind: ChartPlacement.Kind,
  _ sheets: [String: Sheet], at place: String
) throws(XLSXError) {
  guard let new = chart_add_series(chart, nil, nil), let categories = SheetReference(series.categories),
    let values = SheetReference(series.values)
  else { throw .refused(place: place, doing: "adding a series", reason: "its cells cannot be read") }
  let c = categories.range
  chart_series_set_categories(
    new, categories.sheet, row(c.first), column(c.first), row(c.last), column(c.last))
  let v = values.range
  chart_series_set_values(new, values.sheet, row(v.first), column(v.first), row(v.last), column(v.last))
  try setName(of: &new.pointee.title, to: series.name)
  try fillCache(of: new.pointee.categories, with: categories, asLabels: true, sheets, at: place)
  try fillCache(of: new.pointee.values, with: values, asLabels: false, sheets, at: place)

  let color = libraryColor(series.color)
  if kind == .line {
    var line = lxw_chart_line(color: color, none: 0, width: 2.25, dash_type: 0, transparency: 0)
    chart_series_set_line(new, &line)
  } else {
    var fill = lxw_chart_fill(color: color, none: 0, transparency: 0)
    chart_series_set_fill(new, &fill)
  }
}

/// Sets a title's text as text: the library's own function takes what begins with `=` as a formula.
private func setName(of title: inout lxw_chart_title, to text: String) throws(XLSXError) {
  guard let copy = strdup(text) else {
    throw .refused(place: text, doing: "copying a text", reason: "there is not enough memory")
  }
  free(title.name)
  title.name = copy
}

private func setTitle(
  of chart: UnsafeMutablePointer<lxw_chart>, to text: String, _ texts: CTexts
) throws(XLSXError) {
  try setName(of: &chart.pointee.title, to: text)
  var font = try chartFont(12, bold: true, color: 0x1F2937, texts)
  chart_title_set_name_font(chart, &font)
}

private func chartFont(
  _ size: Double, bold: Bool = false, color: Int = 0x4B5563, _ texts: CTexts
) throws(XLSXError) -> lxw_chart_font {
  var font = lxw_chart_font()
  font.name = try texts.keep("Calibri")
  font.size = size
  font.bold = bold ? 1 : 0
  font.color = libraryColor(color)
  return font
}

private func setAxes(
  of chart: UnsafeMutablePointer<lxw_chart>, _ placement: ChartPlacement, _ categoryFormat: String?, _ texts: CTexts
) throws(XLSXError) {
  let lies = placement.kind == .bar || placement.kind == .stackedBar
  // In bar charts the library's y axis is the one with the categories.
  let categories = lies ? chart.pointee.y_axis : chart.pointee.x_axis
  let values = lies ? chart.pointee.x_axis : chart.pointee.y_axis
  var font = try chartFont(9, texts)
  var none = lxw_chart_line(color: 0, none: 1, width: 0, dash_type: 0, transparency: 0)
  var quiet = lxw_chart_line(color: 0xE5E7EB, none: 0, width: 0.75, dash_type: 0, transparency: 0)
  var axis = lxw_chart_line(color: 0x9CA3AF, none: 0, width: 0.75, dash_type: 0, transparency: 0)

  chart_axis_set_num_font(categories, &font)
  chart_axis_set_line(categories, &axis)
  chart_axis_set_label_position(categories, UInt8(truncatingIfNeeded: LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
  chart_axis_set_major_tick_mark(categories, UInt8(truncatingIfNeeded: LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
  if let categoryFormat { chart_axis_set_num_format(categories, categoryFormat) }
  if lies { chart_axis_set_reverse(categories) }

  chart_axis_set_num_font(values, &font)
  chart_axis_set_num_format(values, placement.valueFormat)
  if let limit = placement.valueLimit { chart_axis_set_max(values, limit) }
  chart_axis_set_line(values, &none)
  chart_axis_major_gridlines_set_visible(values, 1)
  chart_axis_major_gridlines_set_line(values, &quiet)
  chart_axis_set_major_tick_mark(values, UInt8(truncatingIfNeeded: LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
  // Reversed categories would carry the numbers to the top.
  if lies {
    chart_axis_set_label_position(values, UInt8(truncatingIfNeeded: LXW_CHART_AXIS_LABEL_POSITION_HIGH.rawValue))
  }
}

private func setFrame(
  of chart: UnsafeMutablePointer<lxw_chart>, _ placement: ChartPlacement, _ texts: CTexts
) throws(XLSXError) {
  if placement.series.count > 1 {
    var font = try chartFont(9, texts)
    chart_legend_set_position(chart, UInt8(truncatingIfNeeded: LXW_CHART_LEGEND_BOTTOM.rawValue))
    chart_legend_set_font(chart, &font)
  } else {
    chart_legend_set_position(chart, UInt8(truncatingIfNeeded: LXW_CHART_LEGEND_NONE.rawValue))
  }
  switch placement.kind {
  case .column, .stackedColumn, .bar, .stackedBar: chart_set_series_gap(chart, 60)
  case .line, .area, .stackedArea: break
  }
  // The bars of one thing lie on one line: one side of it goes to the left, the other to the right.
  if placement.kind == .bar, placement.series.count > 1 { chart_set_series_overlap(chart, 100) }
  var border = lxw_chart_line(color: 0xE5E7EB, none: 0, width: 0.75, dash_type: 0, transparency: 0)
  chart_chartarea_set_line(chart, &border)
}
