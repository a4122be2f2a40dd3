import MarginReports

/// The content and style of every cell. Of several faults the first by row and column is told.
func checkCells(of sheet: Sheet, _ names: KnownNames, _ styles: inout CheckedStyles) throws(XLSXError) {
  var first: (address: CellAddress, error: XLSXError)?
  var links = 0
  for (address, cell) in sheet.cells {
    if let found = first, found.address < address { continue }
    do throws(XLSXError) {
      try checkAddress(address, in: sheet)
      try checkContent(cell.content, at: place(sheet, address), names)
      try styles.check(cell.style, at: place(sheet, address))
    } catch {
      first = (address, error)
    }
    if case .link = cell.content { links += 1 }
  }
  if let first { throw first.error }
  guard links <= XLSXError.Limit.links.most else {
    throw .overLimit(place: "sheet \"\(sheet.name)\"", .links, size: links)
  }
}

private func checkAddress(_ address: CellAddress, in sheet: Sheet) throws(XLSXError) {
  let name = "sheet \"\(sheet.name)\""
  try checkNumber(address.row, "a cell's row, counted from 0,", at: name, in: 0...Grid.rows - 1)
  try checkNumber(address.column, "a cell's column, counted from 0,", at: name, in: 0...Grid.columns - 1)
}

private func checkContent(
  _ content: CellContent, at place: @autoclosure () -> String, _ names: KnownNames
) throws(XLSXError) {
  switch content {
  case .blank: break
  case .text(let text): try checkCellText(text, at: place())
  case .number(let number):
    guard number.isFinite else { throw .notFinite(place: place(), what: "the number") }
  case .formula(let formula, let cached):
    try checkFormula(formula, at: place())
    switch cached {
    case .number(let number):
      guard number.isFinite else { throw .notFinite(place: place(), what: "the formula's value") }
    case .text(let text): try checkCellText(text, at: place())
    case .truth: break
    }
  case .link(let target, let text):
    guard !text.isEmpty else { throw .missing(place: place(), what: "the link's text") }
    try checkCellText(text, at: place())
    _ = try names.block(target, "the link", at: place())
  }
}

private func checkCellText(_ text: String, at place: @autoclosure () -> String) throws(XLSXError) {
  if let scalar = firstForbiddenInCell(text) {
    throw .forbiddenCharacter(place: place(), what: "the text", scalar: scalar)
  }
  guard text.utf8.count > XLSXError.Limit.text.most else { return }
  let size = text.utf16.count
  guard size <= XLSXError.Limit.text.most else { throw .overLimit(place: place(), .text, size: size) }
}

/// A formula: there, short enough, without `=` in front.
func checkFormula(_ formula: String, at place: @autoclosure () -> String) throws(XLSXError) {
  guard !formula.isEmpty, formula.first != "=" else { throw .missing(place: place(), what: "a formula without \"=\"") }
  try checkText(formula, "the formula", at: place(), within: .formula)
}

/// The styles that were found good; a style is checked once.
struct CheckedStyles {
  private var good = Set<CellStyle>()

  mutating func check(_ style: CellStyle, at place: @autoclosure () -> String) throws(XLSXError) {
    guard !good.contains(style) else { return }
    try checkText(style.font, "the font's name", at: place(), within: .fontName)
    guard !style.font.isEmpty else { throw .missing(place: place(), what: "the font's name") }
    try checkText(style.numberFormat, "the number format", at: place(), within: .numberFormat)
    guard !style.numberFormat.isEmpty else { throw .missing(place: place(), what: "the number format") }
    try checkNumber(style.size, "the font's size", at: place(), in: 1...409)
    try checkNumber(style.indent, "the indent", at: place(), in: 0...250)
    try checkColor(style.color, at: place())
    try checkColor(style.borderColor, at: place())
    if let fill = style.fill { try checkColor(fill, at: place()) }
    good.insert(style)
    guard good.count <= XLSXError.Limit.formats.most else {
      throw .overLimit(place: place(), .formats, size: good.count)
    }
  }
}

/// A colour as 0xRRGGBB.
func checkColor(_ color: Int, at place: @autoclosure () -> String) throws(XLSXError) {
  try checkNumber(color, "a colour", at: place(), in: 0...0xFFFFFF)
}
