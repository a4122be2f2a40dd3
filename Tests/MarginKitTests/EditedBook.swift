import MarginReports
import Testing

@testable import MarginKit
@testable import MarginXLSX

/// An exported workbook whose cells are changed one by one, as a person would in a spreadsheet program.
struct EditedBook {
  /// What a cell is given.
  enum Content {
    case number(Double)
    case formula(String)
    case text(String)
    case blank

    fileprivate func element(_ address: String, _ style: String) -> String {
      switch self {
      case .number(let number): "<c r=\"\(address)\"\(style)><v>\(number)</v></c>"
      case .formula(let formula): "<c r=\"\(address)\"\(style)><f>\(formula)</f><v>1</v></c>"
      case .text(let text): "<c r=\"\(address)\"\(style) t=\"inlineStr\"><is><t>\(text)</t></is></c>"
      case .blank: "<c r=\"\(address)\"\(style)/>"
      }
    }
  }

  let path: String
  private let sheets: [String]
  private let book: ReadBook
  private let inputs: ReadBook.Sheet
  private var edits: [String: [String: Content]] = [:]

  /// Exports a model beside itself.
  init(of model: String, at path: String) throws {
    self.path = path
    try Workspace.load(model).evaluate().export(to: path)
    book = try readXLSX(path)
    sheets = book.sheets.map(\.name)
    inputs = try #require(book["Inputs"])
  }

  /// The address of an assumption's cell on Inputs in a case and, over time, a period.
  func address(_ name: String, _ caseName: String = "base", period: Int? = nil, nth: Int = 0) throws -> String {
    let column = ExportRecord.nameColumn
    let rows = inputs.cells.keys.filter { inputs.text($0.row, column) == name }.map(\.row).sorted()
    let row = try #require(rows.indices.contains(nth) ? rows[nth] : nil, "no row \(name)")
    let heads = inputs.cells.keys.filter { inputs.text($0.row, column) == "Name in the model" }.map(\.row)
    let head = try #require(heads.min())
    let names = (0..<64).map { inputs.text(head, ExportRecord.caseColumn + $0) }
    let place = try #require(names.firstIndex(of: caseName), "no case \(caseName)")
    guard let period else { return CellAddress(row: row, column: ExportRecord.caseColumn + place).text }
    let cases = try #require(names.firstIndex { $0 == nil || !inputs.isCase($0 ?? "", below: row) } ?? names.count)
    return CellAddress(row: row + 1 + place, column: ExportRecord.caseColumn + cases + period).text
  }

  /// The first cell of a sheet that holds a formula.
  func formula(on sheet: String) throws -> String {
    let cells = try #require(book[sheet]).cells.filter { $0.value.formula != nil }
    return try #require(cells.keys.min()).text
  }

  mutating func set(_ content: Content, at address: String, of sheet: String = "Inputs") {
    edits[sheet, default: [:]][address] = content
  }

  /// Writes the changes.
  func save() throws {
    var parts: [String: [PartEdit]] = [:]
    for (sheet, cells) in edits {
      let number = try #require(sheets.firstIndex(of: sheet)) + 1
      let part = "xl/worksheets/sheet\(number).xml"
      let text = String(decoding: try BookParts(path, BookReadLimits()).bytes(part), as: UTF8.self)
      let ordered = cells.compactMap { address, content in
        text.firstRange(of: "<c r=\"\(address)\"").map { (address, content, $0.lowerBound) }
      }.sorted { $0.2 < $1.2 }
      try #require(ordered.count == cells.count, "a cell is not there")
      parts[part] = try ordered.map { address, content, start in
        let tag = try #require(text[start...].firstIndex(of: ">"))
        let isEmpty = text[text.index(before: tag)] == "/"
        let end = isEmpty ? text.index(after: tag) : try #require(text[start...].firstRange(of: "</c>")).upperBound
        let old = String(text[start..<end])
        let style = old.firstMatch(of: /[ ]s="[0-9]+"/).map { String($0.0) } ?? ""
        return PartEdit(old, content.element(address, style))
      }
    }
    try copyArchive(from: path, to: path + ".new", editing: parts)
    try FileWriting.replace(path, with: try FileReading.bytes(path + ".new", limit: 1 << 30).get())
  }
}

extension ReadBook.Sheet {
  /// Whether a case has a row below the live one.
  fileprivate func isCase(_ name: String, below row: Int) -> Bool {
    (row + 1...row + 64).contains { text($0, ExportRecord.liveColumn) == name }
  }
}
