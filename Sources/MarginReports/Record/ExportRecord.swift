/// What a workbook held when it was exported, kept in the book itself as texts on its last sheet: by it a changed cell
/// is told from one that the model's text has left behind.
package struct ExportRecord: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    case number(Double)
    /// The cell follows the base by a formula.
    case follows
  }

  /// Neighbouring cells of Inputs: one for each case, or one for each period of a case.
  package struct Line: Sendable, Equatable {
    /// `email.hit_rate`, `mix[small]`
    package let name: String
    /// `value`, `level`, `elapsed`, `factor`, `addend`, or `cell` for a number beside the assumptions.
    package let role: String
    package let unit: String
    /// Of a row over time, its case.
    package let caseName: String?
    package let first: CellAddress
    package let values: [Value]
  }

  package static let heading = "As exported"
  package static let sheet = "Documentation"
  /// Where the record's first column stands.
  package static let firstColumn = 1
  /// Where Inputs has the names of assumptions, the names of the cases of rows over time, and the first case.
  package static let nameColumn = InputColumns.path
  package static let liveColumn = InputColumns.live
  package static let caseColumn = InputColumns.firstCase

  /// By name: digest, model, title, tool, cases.
  package var facts: [(name: String, text: String)] = []
  /// A sheet with the fingerprints of its formulas and of its numbers; those of its what-if tables are left out.
  package struct Sheet: Sendable {
    package let name: String
    package let tables: [CellRange]
    package let formulas: String
    package let numbers: String
  }

  package var sheets: [Sheet] = []
  package var lines: [Line] = []

  package init() {}

  package func fact(_ name: String) -> String? { facts.first { $0.name == name }?.text }

  /// The names of the cases, the base first.
  package var cases: [String] { fact("cases").map { $0.split(separator: "|").map(String.init) } ?? [] }

  package static func == (left: Self, right: Self) -> Bool { left.rows == right.rows }

  /// As rows of five texts: what it is, of what, its unit, its place, what it holds.
  package var rows: [[String]] {
    let rows = content
    return rows + [["check", "", "", "", Self.digest(rows)]]
  }

  private var content: [[String]] {
    facts.map { [$0.name, "", "", "", $0.text] }
      + sheets.map {
        ["sheet", $0.name, "", $0.tables.map(\.text).joined(separator: " "), $0.formulas + " " + $0.numbers]
      }
      + lines.map { line in
        [
          line.role, line.name, line.unit, line.first.text + (line.caseName.map { " " + $0 } ?? ""),
          Self.text(line.values),
        ]
      }
  }

  /// Reads rows as `rows` gives them; nil where one is none of these or has changed.
  package init?(rows: [[String]]) {
    guard rows.last == ["check", "", "", "", Self.digest(Array(rows.dropLast()))] else { return nil }
    for row in rows.dropLast() {
      guard row.count == 5 else { return nil }
      switch row[0] {
      case "sheet":
        let prints = row[4].split(separator: " ").map(String.init)
        guard prints.count == 2 else { return nil }
        let tables = row[3].split(separator: " ").compactMap { CellRange(text: String($0)) }
        sheets.append(Sheet(name: row[1], tables: tables, formulas: prints[0], numbers: prints[1]))
      case "value", "level", "elapsed", "factor", "addend", "cell":
        let place = row[3].split(separator: " ", maxSplits: 1).map(String.init)
        guard let first = place.first.flatMap(CellAddress.init(text:)), let values = Self.values(row[4])
        else { return nil }
        lines.append(
          Line(
            name: row[1], role: row[0], unit: row[2], caseName: place.count > 1 ? place[1] : nil, first: first,
            values: values))
      default: facts.append((row[0], row[4]))
      }
    }
  }

  private static func digest(_ rows: [[String]]) -> String {
    var print = SheetFingerprint()
    for (row, texts) in rows.enumerated() {
      for (column, text) in texts.enumerated() { print.add(text: text, at: CellAddress(row: row, column: column)) }
    }
    return print.formulaText
  }

  /// `0.72; base; 0.3 x12`
  private static func text(_ values: [Value]) -> String {
    var runs: [(text: String, count: Int)] = []
    for value in values {
      let text =
        switch value {
        case .follows: "base"
        case .number(let number): number.isNaN ? "n/a" : exactText(number)
        }
      if runs.last?.text == text { runs[runs.count - 1].count += 1 } else { runs.append((text, 1)) }
    }
    return runs.map { $0.count == 1 ? $0.text : "\($0.text) x\($0.count)" }.joined(separator: "; ")
  }

  private static func values(_ text: String) -> [Value]? {
    var result: [Value] = []
    for run in text.split(separator: ";") {
      let words = run.split(separator: " ")
      guard let word = words.first, words.count <= 2 else { return nil }
      let count = words.count == 1 ? 1 : Int(words[1].dropFirst()) ?? 0
      guard (1...16_384).contains(count), result.count + count <= 16_384 else { return nil }
      if word == "base" {
        result += Array(repeating: .follows, count: count)
      } else {
        guard let number = word == "n/a" ? .nan : Double(word) else { return nil }
        result += Array(repeating: .number(number), count: count)
      }
    }
    return result
  }
}
