import MarginReports

/// A workbook as it was read: what its cells hold, whatever program saved it.
package struct ReadBook: Sendable {
  package struct Sheet: Sendable {
    package let name: String
    package var cells: [CellAddress: Cell] = [:]

    package subscript(row: Int, column: Int) -> Cell? { cells[CellAddress(row: row, column: column)] }

    /// The text of a cell; nil where it holds none.
    package func text(_ row: Int, _ column: Int) -> String? {
      if case .text(let text)? = self[row, column]?.value { text } else { nil }
    }
  }

  package struct Cell: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
      case number(Double)
      case text(String)
      case truth(Bool)
      case error(String)
      case blank
    }

    /// What it holds, or what its formula last gave.
    package var value: Value
    /// Without the leading `=`.
    package var formula: String?
  }

  /// In the order of the book.
  package internal(set) var sheets: [Sheet] = []
  /// The names of the whole book with what they stand for; those of single sheets, such as print areas, are left out.
  package internal(set) var names: [String: String] = [:]

  package subscript(name: String) -> Sheet? { sheets.first { $0.name == name } }
}

/// Reads the cells of an .xlsx file, from whatever program. Looks, charts and links are passed over; nothing outside of
/// the file is touched. A file that is cut off, hostile or too large is an error, never half a book.
package func readXLSX(_ path: String, limits: BookReadLimits = BookReadLimits()) throws(BookReadError) -> ReadBook {
  let parts = try BookParts(path, limits)
  guard parts.has("[Content_Types].xml") else { throw .notWorkbook(reason: "it is a zip file, but no workbook") }
  let main = try relations("_rels/.rels", of: "", parts).first { $0.type.hasSuffix("/officeDocument") }?.target
  guard let main, parts.has(main) else { throw .notWorkbook(reason: "it is a zip file, but no workbook") }
  let folder = main.split(separator: "/").dropLast().joined(separator: "/")
  let file = main.split(separator: "/").last.map(String.init) ?? main
  let links = try relations((folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels", of: folder, parts)
  var texts: [String] = []
  if let shared = links.first(where: { $0.type.hasSuffix("/sharedStrings") })?.target, parts.has(shared) {
    texts = try sharedTexts(try parts.bytes(shared), part: shared, limit: limits.texts)
  }
  let contents = try workbookPart(try parts.bytes(main), part: main)
  var book = ReadBook()
  book.names = contents.names
  var cellsLeft = limits.cells
  for sheet in contents.sheets {
    guard let link = links.first(where: { $0.id == sheet.link }) else {
      throw .damaged(part: main, reason: "it has no part for the sheet \(sheet.name)")
    }
    // A sheet of charts or dialogs has no cells.
    guard link.type.hasSuffix("/worksheet") else { continue }
    var reader = SheetReader(part: link.target, texts: texts, limit: cellsLeft)
    let cells = try reader.cells(try parts.bytes(link.target))
    cellsLeft -= cells.count
    book.sheets.append(ReadBook.Sheet(name: sheet.name, cells: cells))
  }
  return book
}

private struct Relation {
  let id: String
  let type: String
  /// From the root of the archive.
  let target: String
}

private func relations(_ part: String, of folder: String, _ parts: BookParts) throws(BookReadError) -> [Relation] {
  guard parts.has(part) else { throw .notWorkbook(reason: "it is a zip file, but no workbook") }
  var result: [Relation] = []
  var xml = XMLPull(try parts.bytes(part))
  while true {
    let event = try asPart(part) { () throws(XMLPull.Fault) in try xml.next() }
    if event == .done { return result }
    guard case .start("Relationship", let attributes) = event else { continue }
    guard attributes.value("TargetMode") != "External", let target = attributes.value("Target") else { continue }
    let whole =
      target.hasPrefix("/") ? String(target.dropFirst()) : folder.isEmpty ? target : folder + "/" + target
    result.append(
      Relation(id: attributes.value("Id") ?? "", type: attributes.value("Type") ?? "", target: whole))
  }
}

private func workbookPart(
  _ bytes: [UInt8], part: String
) throws(BookReadError) -> (sheets: [(name: String, link: String)], names: [String: String]) {
  var sheets: [(name: String, link: String)] = []
  var names: [String: String] = [:]
  var name: String?
  var xml = XMLPull(bytes)
  while true {
    switch try asPart(part, { () throws(XMLPull.Fault) in try xml.next() }) {
    case .start("sheet", let attributes):
      guard let name = attributes.value("name"), let link = attributes.value("id"), sheets.count < 1_000 else {
        throw .damaged(part: part, reason: "a sheet without a name or a part")
      }
      sheets.append((name, link))
    case .start("definedName", let attributes):
      name = attributes.value("localSheetId") == nil ? attributes.value("name") : nil
      if let name { names[name] = "" }
    case .text(let text): if let name { names[name, default: ""] += text }
    case .end("definedName"): name = nil
    case .done: return (sheets, names)
    default: continue
    }
  }
}

private func sharedTexts(_ bytes: [UInt8], part: String, limit: Int) throws(BookReadError) -> [String] {
  var texts: [String] = []
  var (text, isText, isPhonetic) = ("", false, false)
  var xml = XMLPull(bytes)
  while true {
    switch try asPart(part, { () throws(XMLPull.Fault) in try xml.next() }) {
    case .start("si", _): text = ""
    case .start("rPh", _): isPhonetic = true
    case .end("rPh"): isPhonetic = false
    case .start("t", _): isText = !isPhonetic
    case .end("t"): isText = false
    case .text(let piece): if isText { text += piece }
    case .end("si"):
      guard texts.count < limit else { throw .tooLarge(part: part, reason: "it has more than \(limit) texts") }
      texts.append(text)
    case .done: return texts
    default: continue
    }
  }
}

/// An XML fault with the part that it lies in.
func asPart<Result>(
  _ part: String, _ body: () throws(XMLPull.Fault) -> Result
) throws(BookReadError) -> Result {
  do throws(XMLPull.Fault) { return try body() } catch {
    throw error.isHostile ? .hostile(part: part, reason: error.words) : .damaged(part: part, reason: error.words)
  }
}

extension [XMLPull.Attribute] {
  func value(_ name: String) -> String? { first { $0.name == name }?.value }
}
