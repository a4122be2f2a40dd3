import MarginReports

/// Charts: titled, described, with series that lead to rows or columns of this workbook.
func checkCharts(of sheet: Sheet, _ names: KnownNames) throws(XLSXError) {
  for chart in sheet.charts {
    guard Grid.holds(chart.at) else {
      throw .misplaced(
        place: "sheet \"\(sheet.name)\"", rule: offGrid("a chart's cell", CellRange(chart.at, chart.at)))
    }
    let place = "the chart at \(place(sheet, chart.at))"
    guard !chart.title.isEmpty else { throw .missing(place: place, what: "the title") }
    guard !chart.alternativeText.isEmpty else { throw .missing(place: place, what: "the alternative text") }
    try checkText(chart.title, "the title", at: place, within: .title)
    try checkText(chart.alternativeText, "the alternative text", at: place, within: .alternativeText)
    try checkText(chart.valueFormat, "the number format", at: place, within: .numberFormat)
    guard !chart.valueFormat.isEmpty else { throw .missing(place: place, what: "the number format") }
    try checkNumber(chart.width, "the width", at: place, in: 20...10_000)
    try checkNumber(chart.height, "the height", at: place, in: 20...10_000)
    guard !chart.series.isEmpty else { throw .missing(place: place, what: "a series") }
    guard chart.series.count <= XLSXError.Limit.seriesOfChart.most else {
      throw .overLimit(place: place, .seriesOfChart, size: chart.series.count)
    }
    for series in chart.series { try checkSeries(series, at: place, names) }
  }
}

private func checkSeries(
  _ series: ChartPlacement.Series, at place: String, _ names: KnownNames
) throws(XLSXError) {
  guard !series.name.isEmpty else { throw .missing(place: place, what: "the name of a series") }
  try checkText(series.name, "the name of a series", at: place, within: .title)
  try checkColor(series.color, at: place)
  for (text, what) in [(series.categories, "the categories of a series"), (series.values, "the values of a series")] {
    let range = try names.block(text, what, at: place).range
    guard range.first.row == range.last.row || range.first.column == range.last.column else {
      throw .misplaced(place: place, rule: "\(what), \(range.text), are neither one row nor one column")
    }
  }
}
