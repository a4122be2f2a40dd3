import MarginEngine
import MarginModel
import MarginReports
import MarginSource
import MarginSyntax
import Testing

@testable import MarginKit

/// A model with its results and the workbook made of them.
struct Book: Sendable {
  let model: Model
  let results: [Results]
  let workbook: Workbook
  let map: BookMap
  let diagnostics: [Diagnostic]

  /// The real models, then the tests' own.
  static let names = [
    "support-email", "deepseek-serving", "api-or-owned", "gaps", "quarters", "weeks", "members", "turns", "functions",
    "loops", "choices", "moves", "searches",
  ]
  static let realNames = Array(names.prefix(3))

  private static let all = Dictionary(uniqueKeysWithValues: names.map { ($0, make($0)) })

  static func named(_ name: String) throws -> Book { try #require(all[name] ?? nil, "\(name) has errors") }

  /// A book made anew, not the one that other tests read.
  static func make(_ name: String) -> Book? {
    let model =
      switch name {
      case "gaps": checked(Texts.gaps)
      case "quarters": checked(Texts.quarters)
      case "members": checked(Texts.members)
      case "turns": checked(Texts.turns)
      case "functions", "moves": Workspace.load("\(root)/Tests/MarginParityTests/Models/\(name).margin").model
      case "weeks": checked(Texts.weeks)
      case "loops": checked(Texts.loops)
      case "choices": checked(Texts.choices)
      case "searches": checked(Texts.searches)
      default: Workspace.load("\(root)/models/\(name).margin").model
      }
    return model.map(Book.init)
  }

  static func of(_ text: String) -> Book? { checked(text).map(Book.init) }

  init(_ model: Model) {
    self.model = model
    results = model.cases.indices.map { evaluate(model, caseIndex: $0) }
    let info = BookInfo(
      toolVersion: "0", modelFile: "models/test.margin", digest: "0123456789abcdef", asOf: "2026-01-31")
    (workbook, map, diagnostics) = present(model, results, selectedCase: 0, info: info)
  }

  /// A book of a text.
  static func make(text: String) -> Book? { checked(text).map(Book.init) }

  static func checked(_ text: String) -> Model? {
    var sources = SourceSet()
    let source = SourceFile(name: "test.margin", text: text)
    let (tree, faults) = parse(source, file: sources.add(source))
    let (model, found) = check(Program(sources: sources, trees: [tree], imports: [[]], settings: nil))
    let errors = (faults + found).filter { $0.severity == .error }
    if !errors.isEmpty { Issue.record("\(terminalText(errors, sources, color: false))") }
    return errors.isEmpty ? model : nil
  }

  private static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
}

extension Book {
  func sheet(_ name: String) throws -> Sheet {
    try #require(workbook.sheets.first { $0.name == name }, "there is no sheet \(name)")
  }

  /// The sheets with a part in the book, such as `calc`.
  func sheets(_ role: String) -> [Sheet] {
    let names = map.roles.first { $0.role == role }?.sheets ?? []
    return workbook.sheets.filter { names.contains($0.name) }
  }

  /// Every formula of the book with its place, in order.
  var formulas: [(place: String, sheet: String, text: String, cached: CachedValue)] {
    workbook.sheets.flatMap { sheet in
      sheet.ordered.compactMap { address, cell in
        guard case .formula(let text, let cached) = cell.content else { return nil }
        return ("\(sheet.name)!\(address.text)", sheet.name, text, cached)
      }
    }
  }

  /// The column that a letter of the map's layouts stands for.
  func column(_ layout: String, _ key: String) throws -> Int {
    let entry = map.layouts.first { $0.name == layout }?.entries.first { $0.key == key }?.value
    guard case .text(let letters)? = entry else { throw Missing(what: "\(layout).\(key)") }
    return try #require(CellRange(reading: letters + "1")).first.column
  }

  /// The row, from 0, that a number of the map's layouts stands for.
  func row(_ layout: String, _ key: String) throws -> Int {
    let entry = map.layouts.first { $0.name == layout }?.entries.first { $0.key == key }?.value
    guard case .number(let number)? = entry else { throw Missing(what: "\(layout).\(key)") }
    return number - 1
  }
}

/// What a map lacks.
struct Missing: Error { let what: String }

extension Sheet {
  /// The cells, row by row.
  var ordered: [(address: CellAddress, cell: Cell)] {
    cells.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func content(_ row: Int, _ column: Int) -> CellContent? { cells[CellAddress(row: row, column: column)]?.content }

  /// The text of a cell; nil where it holds none.
  func text(_ row: Int, _ column: Int) -> String? {
    guard case .text(let text)? = content(row, column), !text.isEmpty else { return nil }
    return text
  }
}

extension CellRange {
  /// Reads `C8` or `C8:G12`, without dollars.
  init?(reading text: String) {
    let corners = text.split(separator: ":").map { corner -> CellAddress? in
      let letters = corner.prefix { $0.isLetter }
      let column = letters.utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
      guard let row = Int(corner.dropFirst(letters.count)), column > 0, row > 0 else { return nil }
      return CellAddress(row: row - 1, column: column - 1)
    }
    guard let first = corners.first ?? nil, let last = corners.last ?? nil else { return nil }
    self.init(first, last)
  }

  var addresses: [CellAddress] {
    (first.row...last.row).flatMap { row in
      (first.column...last.column).map { CellAddress(row: row, column: $0) }
    }
  }

  func holds(_ address: CellAddress) -> Bool {
    (first.row...last.row).contains(address.row) && (first.column...last.column).contains(address.column)
  }
}
