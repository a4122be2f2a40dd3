import MarginReports

/// Drop-down lists and conditional formats.
func checkRules(of sheet: Sheet, _ names: KnownNames) throws(XLSXError) {
  for list in sheet.lists {
    guard Grid.holds(list.cell) else {
      throw .misplaced(
        place: "sheet \"\(sheet.name)\"", rule: offGrid("a list's cell", CellRange(list.cell, list.cell)))
    }
    try checkList(list, at: place(sheet, list.cell), names)
  }
  for condition in sheet.conditions {
    guard Grid.holds(condition.range) else {
      throw .misplaced(
        place: "sheet \"\(sheet.name)\"", rule: offGrid("a conditional format's block", condition.range))
    }
    try checkRule(condition.rule, at: place(sheet, condition.range))
  }
}

private func checkList(_ list: ListValidation, at place: String, _ names: KnownNames) throws(XLSXError) {
  try checkText(list.title, "the title of the input message", at: place, within: .messageTitle)
  try checkText(list.message, "the input message", at: place, within: .message)
  switch list.source {
  case .range(let text):
    let reference = text.hasPrefix("=") ? String(text.dropFirst()) : text
    if !names.has(reference) { _ = try names.block(reference, "the list", at: place) }
  case .items(let items):
    guard !items.isEmpty, !items.contains("") else { throw .missing(place: place, what: "an item of the list") }
    for item in items {
      try checkText(item, "an item of the list", at: place, within: .listItems)
      guard !item.contains(",") else {
        throw .misplaced(place: place, rule: "the list's item \"\(item)\" holds a comma, which parts the items")
      }
    }
    let size = quotedItems(items).joined(separator: ",").utf16.count
    guard size <= XLSXError.Limit.listItems.most else { throw .overLimit(place: place, .listItems, size: size) }
  }
}

/// The items as they stand between the quotes of a formula.
func quotedItems(_ items: [String]) -> [String] { items.map(doublingQuotes) }

/// A text as it stands between the quotes of a formula: `"` doubled.
func doublingQuotes(_ text: String) -> String {
  text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
}

private func checkRule(_ rule: ConditionalFormat.Rule, at place: String) throws(XLSXError) {
  switch rule {
  case .scale(let low, let middle, let high):
    for color in [low, middle, high] { try checkColor(color, at: place) }
  case .textEquals(let text, let fill, let color):
    try checkText(text, "the text of the conditional format", at: place, within: .title)
    for color in [fill, color] { try checkColor(color, at: place) }
  case .formula(let formula, let fill, let color):
    try checkFormula(formula, at: place)
    for color in [fill, color] { try checkColor(color, at: place) }
  }
}
