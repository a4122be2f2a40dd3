import MarginReports

/// Finds what the library would let through silently and Excel would then refuse, before anything is written.
func checkForXLSX(_ workbook: Workbook) throws(XLSXError) {
  guard !workbook.sheets.isEmpty else { throw .missing(place: "the workbook", what: "a sheet") }
  guard workbook.sheets.indices.contains(workbook.activeSheet) else {
    throw .outOfRange(
      place: "the workbook", what: "the index of the sheet shown first", value: String(workbook.activeSheet),
      allowed: "0 to \(workbook.sheets.count - 1)")
  }
  _ = try secondsSince1970(workbook.created)
  let properties = [
    ("the title", workbook.title), ("the author", workbook.author), ("the subject", workbook.subject),
    ("the company", workbook.company),
  ]
  for (what, text) in properties {
    try checkText(text, what, at: "the workbook's properties", within: .property)
  }

  var sheetNames = Set<String>()
  for sheet in workbook.sheets {
    try checkSheetName(sheet.name)
    guard sheetNames.insert(sheet.name.lowercased()).inserted else {
      throw .duplicate(place: "sheet \"\(sheet.name)\"", name: sheet.name)
    }
  }
  try checkNames(workbook.names)

  let names = KnownNames(sheets: Set(workbook.sheets.map(\.name)), defined: workbook.names.map(\.name))
  var styles = CheckedStyles()
  for sheet in workbook.sheets {
    try checkCells(of: sheet, names, &styles)
    try checkLayout(of: sheet)
    try checkBlocks(of: sheet)
    try checkRules(of: sheet, names)
    try checkCharts(of: sheet, names)
  }
}

/// What references in a workbook can lead to.
struct KnownNames {
  let sheets: Set<String>
  private let defined: Set<String>

  init(sheets: Set<String>, defined: [String]) {
    self.sheets = sheets
    self.defined = Set(defined.map { $0.lowercased() })
  }

  /// The reference as a block of a sheet of this workbook.
  func block(_ text: String, _ what: String, at place: String) throws(XLSXError) -> SheetReference {
    guard text.utf16.count <= XLSXError.Limit.reference.most else {
      throw .overLimit(place: place, .reference, size: text.utf16.count)
    }
    guard let reference = SheetReference(text), sheets.contains(reference.sheet) else {
      throw .badReference(place: place, what: what, reference: text)
    }
    return reference
  }

  func has(_ name: String) -> Bool { defined.contains(name.lowercased()) }
}

/// A text outside a cell: short enough and without characters that XML cannot hold.
func checkText(
  _ text: String, _ what: String, at place: @autoclosure () -> String, within limit: XLSXError.Limit
) throws(XLSXError) {
  if let scalar = firstForbiddenInXML(text) {
    throw .forbiddenCharacter(place: place(), what: what, scalar: scalar)
  }
  let size = limit.size(of: text)
  guard size <= limit.most else { throw .overLimit(place: place(), limit, size: size) }
}

/// A number inside a closed range.
func checkNumber(
  _ value: Double, _ what: String, at place: @autoclosure () -> String, in range: ClosedRange<Double>
) throws(XLSXError) {
  guard value.isFinite else { throw .notFinite(place: place(), what: what) }
  guard range.contains(value) else {
    throw .outOfRange(
      place: place(), what: what, value: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
  }
}

/// A whole number inside a closed range.
func checkNumber(
  _ value: Int, _ what: String, at place: @autoclosure () -> String, in range: ClosedRange<Int>
) throws(XLSXError) {
  guard range.contains(value) else {
    throw .outOfRange(
      place: place(), what: what, value: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
  }
}
