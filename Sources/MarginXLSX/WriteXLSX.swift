import MarginReports

/// Writes a workbook as .xlsx.
///
/// Everything that the format, or Excel, would refuse is found before a byte is written. The file at `path` is replaced
/// only when the new one is complete on disk; whatever goes wrong before that leaves it as it was. The same workbook
/// gives the same bytes. Fails with what was wrong, where, and what mends it.
package func writeXLSX(_ workbook: Workbook, to path: String) throws(XLSXError) {
  try checkForXLSX(workbook)
  var target = try TargetFile(path)
  let draft = try target.newTemporary()
  try assemble(workbook, at: draft)

  let edits = partEdits(of: workbook)
  var finished = draft
  if !edits.isEmpty {
    finished = try target.newTemporary()
    try copyArchive(from: draft, to: finished, editing: edits)
  }
  try checkArchive(finished, sheets: workbook.sheets.count)
  try target.replace(with: finished)
}
