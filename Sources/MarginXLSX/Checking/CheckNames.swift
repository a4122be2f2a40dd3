import MarginReports

/// Excel's rules for the name of a sheet.
func checkSheetName(_ name: String) throws(XLSXError) {
  let place = "sheet \"\(name)\""
  func refuse(_ rule: String) -> XLSXError { .misnamed(place: place, name: name, rule: rule) }
  guard !name.isEmpty else { throw .missing(place: "the workbook", what: "a sheet's name") }
  try checkText(name, "a sheet's name", at: place, within: .sheetName)
  if name.unicodeScalars.contains(where: { $0.value < 0x20 }) {
    throw refuse("a sheet's name stands on one line")
  }
  if name.contains(where: { "[]:*?/\\".contains($0) }) {
    throw refuse("a sheet's name holds none of [ ] : * ? / \\")
  }
  if name.hasPrefix("'") || name.hasSuffix("'") {
    throw refuse("a sheet's name neither begins nor ends with an apostrophe")
  }
  if name.lowercased() == "history" {
    throw refuse("Excel keeps it for itself")
  }
}

/// Excel's rules for defined names, and that no two are one.
func checkNames(_ names: [Workbook.DefinedName]) throws(XLSXError) {
  var seen = Set<String>()
  for name in names {
    let place = "name \"\(name.name)\""
    try checkDefinedName(name.name, at: place)
    guard seen.insert(name.name.lowercased()).inserted else { throw .duplicate(place: place, name: name.name) }
    try checkFormula(name.formula, at: place)
  }
}

private func checkDefinedName(_ name: String, at place: String) throws(XLSXError) {
  guard let first = name.unicodeScalars.first else { throw .missing(place: "the workbook", what: "a defined name") }
  func refuse(_ rule: String) -> XLSXError { .misnamed(place: place, name: name, rule: rule) }
  try checkText(name, "a defined name", at: place, within: .definedName)
  guard first == "_" || first == "\\" || first.properties.isAlphabetic else {
    throw refuse("a name begins with a letter, an underscore or a backslash")
  }
  guard name.unicodeScalars.allSatisfy(isNameScalar) else {
    throw refuse("a name holds only letters, digits, points, underscores and backslashes")
  }
  let lower = name.lowercased()
  if looksLikeAddress(lower) { throw refuse("it reads as the address of a cell, row or column") }
  if lower == "true" || lower == "false" || lower.hasPrefix("_xlnm.") || lower.hasPrefix("_xlfn.") {
    throw refuse("Excel keeps it for itself")
  }
}

private func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal || scalar == "." || scalar == "_"
    || scalar == "\\" || scalar.properties.generalCategory == .nonspacingMark
}

/// `a1` to `xfd1048576` and beyond, `r`, `c`, `r1`, `c1`, `rc`, `r1c1`: what Excel reads as an address.
private func looksLikeAddress(_ lower: String) -> Bool {
  var rest = Substring(lower)
  func takeDigits() -> Int {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return digits.count
  }
  let letters = rest.prefix { $0.isASCII && $0.isLetter }
  rest = rest.dropFirst(letters.count)
  if (1...3).contains(letters.count), takeDigits() > 0, rest.isEmpty { return true }

  rest = Substring(lower)
  if rest.first == "r" {
    rest.removeFirst()
    _ = takeDigits()
  }
  if rest.first == "c" {
    rest.removeFirst()
    _ = takeDigits()
  }
  return rest.isEmpty
}
