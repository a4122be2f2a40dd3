import MarginReports

/// The element with all names of a workbook, which the library would cut at 128 bytes: the workbook's own, and the
/// print areas and print titles of its sheets. Nil where there is none.
func definedNamesElement(of workbook: Workbook) -> String? {
  var names: [(key: String, sheet: Int, element: String)] = []
  for name in workbook.names {
    let formula = escapedForXML(withPrefixedFunctions(name.formula))
    let element = "<definedName name=\"\(escapedForXML(name.name))\">\(formula)</definedName>"
    names.append((name.name.lowercased(), -1, element))
  }
  for (index, sheet) in workbook.sheets.enumerated() {
    for (name, formula) in printNames(of: sheet) {
      let attributes = "name=\"_xlnm.\(name)\" localSheetId=\"\(index)\""
      names.append((name.lowercased(), index, "<definedName \(attributes)>\(escapedForXML(formula))</definedName>"))
    }
  }
  guard !names.isEmpty else { return nil }
  // Excel keeps names in the order of the alphabet, its own without their prefix.
  names.sort { ($0.key, $0.sheet) < ($1.key, $1.sheet) }
  return "<definedNames>" + names.map(\.element).joined() + "</definedNames>"
}

private func printNames(of sheet: Sheet) -> [(name: String, formula: String)] {
  let quoted = "'" + sheet.name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'!"
  var names: [(String, String)] = []
  if let area = sheet.print.area ?? usedRange(of: sheet) { names.append(("Print_Area", quoted + area.absolute)) }
  var titles: [String] = []
  if let columns = sheet.print.repeatedColumns {
    let letters = [columns.lowerBound, columns.upperBound].map(CellAddress.letters)
    titles.append("\(quoted)$\(letters[0]):$\(letters[1])")
  }
  if let rows = sheet.print.repeatedRows { titles.append("\(quoted)$\(rows.lowerBound + 1):$\(rows.upperBound + 1)") }
  if !titles.isEmpty { names.append(("Print_Titles", titles.joined(separator: ","))) }
  return names
}
