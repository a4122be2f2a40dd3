import MarginReports

/// A replacement in a part of the file: the next place where `find` stands after the edit before.
struct PartEdit: Equatable {
  /// Begins with `<`.
  let find: [UInt8]
  let replacement: [UInt8]

  init(_ find: String, _ replacement: String) {
    self.find = Array(find.utf8)
    self.replacement = Array(replacement.utf8)
  }
}

/// What the library cannot write, by part of the file and in the order of the bytes: names, what-if tables in place of
/// their placeholders, truth values as truth values, and categories that stand side by side even where they are dates
/// (on an axis of days the columns of months would be hairlines).
///
/// `<c r="C8"` stands in a sheet's part exactly once, as the cell itself: in texts and formulas `<` is escaped.
func partEdits(of workbook: Workbook) -> [String: [PartEdit]] {
  var parts: [String: [PartEdit]] = [:]
  for (index, sheet) in workbook.sheets.enumerated() {
    var edits: [CellAddress: [PartEdit]] = [:]
    for (address, cell) in sheet.cells {
      guard case .formula(_, cached: .truth) = cell.content else { continue }
      let element = "<c r=\"\(address.text)\""
      edits[address] = [PartEdit(element, element + " t=\"b\"")]
    }
    for table in sheet.tables {
      let element = "<c r=\"\(table.block.first.text)\""
      edits[table.block.first] = [
        PartEdit(element, element), PartEdit("<f>\(tablePlaceholder)</f>", tableElement(table)),
      ]
    }
    guard !edits.isEmpty else { continue }
    parts["xl/worksheets/sheet\(index + 1).xml"] = edits.sorted { $0.key < $1.key }.flatMap(\.value)
  }
  let charts = workbook.sheets.reduce(0) { $0 + $1.charts.count }
  for number in 0..<charts {
    parts["xl/charts/chart\(number + 1).xml"] = [PartEdit("<c:auto val=\"1\"/>", "<c:auto val=\"0\"/>")]
  }
  if let names = definedNamesElement(of: workbook) {
    parts["xl/workbook.xml"] = [PartEdit("<calcPr", names + "<calcPr")]
  }
  return parts
}

/// `<f t="dataTable" ref="C8:G12" dt2D="1" dtr="1" r1="ROW_INPUT" r2="COLUMN_INPUT"/>`; with one input `dt2D` is 0, and
/// `dtr` says whether that input takes the values of the row above the block.
private func tableElement(_ table: WhatIfTable) -> String {
  let start = "<f t=\"dataTable\" ref=\"\(table.block.text)\""
  switch (table.rowInput, table.columnInput) {
  case (let row?, let column?): return start + " dt2D=\"1\" dtr=\"1\" r1=\"\(row.text)\" r2=\"\(column.text)\"/>"
  case (let row?, nil): return start + " dt2D=\"0\" dtr=\"1\" r1=\"\(row.text)\"/>"
  case (nil, let column): return start + " dt2D=\"0\" dtr=\"0\" r1=\"\(column?.text ?? "")\"/>"
  }
}
