import CXLSXWriter
import MarginReports

/// Writes drop-down lists and conditional formats.
func writeRules(
  of sheet: Sheet, to handle: UnsafeMutablePointer<lxw_worksheet>, _ formats: FormatTable
) throws(XLSXError) {
  for list in sheet.lists {
    try writeList(list, to: handle, at: place(sheet, list.cell))
  }
  for condition in sheet.conditions {
    try writeCondition(condition, to: handle, formats, at: place(sheet, condition.range))
  }
}

private func writeList(
  _ list: ListValidation, to handle: UnsafeMutablePointer<lxw_worksheet>, at place: String
) throws(XLSXError) {
  let texts = CTexts()
  var validation = lxw_data_validation()
  if !list.title.isEmpty { validation.input_title = try texts.keep(list.title) }
  if !list.message.isEmpty { validation.input_message = try texts.keep(list.message) }
  validation.error_title = try texts.keep("Not in the list")
  validation.error_message = try texts.keep("Choose one of the values of the list.")

  // The library would copy items into a buffer of its own; as a formula they go through as they are.
  validation.validate = UInt8(truncatingIfNeeded: LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
  switch list.source {
  case .range(let text): validation.value_formula = try texts.keep(text.hasPrefix("=") ? text : "=" + text)
  case .items(let items):
    validation.value_formula = try texts.keep("\"" + quotedItems(items).joined(separator: ",") + "\"")
  }
  let code = worksheet_data_validation_cell(handle, row(list.cell), column(list.cell), &validation)
  try require(code, "adding the list", at: place)
}

private func writeCondition(
  _ condition: ConditionalFormat, to handle: UnsafeMutablePointer<lxw_worksheet>, _ formats: FormatTable,
  at place: String
) throws(XLSXError) {
  let texts = CTexts()
  var format = lxw_conditional_format()
  switch condition.rule {
  case .scale(let low, let middle, let high):
    format.type = UInt8(truncatingIfNeeded: LXW_CONDITIONAL_3_COLOR_SCALE.rawValue)
    format.min_color = libraryColor(low)
    format.mid_color = libraryColor(middle)
    format.max_color = libraryColor(high)
  case .textEquals(let text, let fill, let color):
    format.type = UInt8(truncatingIfNeeded: LXW_CONDITIONAL_TYPE_CELL.rawValue)
    format.criteria = UInt8(truncatingIfNeeded: LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
    format.value_string = try texts.keep("\"" + doublingQuotes(text) + "\"")
    format.format = try formats.highlight(fill: fill, color: color)
  case .formula(let formula, let fill, let color):
    format.type = UInt8(truncatingIfNeeded: LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
    format.value_string = try texts.keep("=" + withPrefixedFunctions(formula))
    format.format = try formats.highlight(fill: fill, color: color)
  }
  let range = condition.range
  let code = worksheet_conditional_format_range(
    handle, row(range.first), column(range.first), row(range.last), column(range.last), &format)
  try require(code, "adding the conditional format", at: place)
}
