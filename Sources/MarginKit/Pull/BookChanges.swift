import MarginReports
import MarginSource
import MarginXLSX

/// What a workbook holds otherwise than it did when it was exported.
struct BookChanges {
  /// A changed cell of an assumption.
  struct Cell {
    let line: ExportRecord.Line
    /// By the case's name and, over time, the period.
    let caseName: String
    let period: Int?
    /// `Inputs!G14`
    let place: String
    let export: Double
    let book: Double
  }

  let record: ExportRecord
  private(set) var cells: [Cell] = []
  /// What nobody can bring back by machine.
  private(set) var problems: [Diagnostic] = []
  /// What every assumption's cell holds now, changed or not; those that could not be found are left out.
  private(set) var numbers: [Cell] = []
  /// Rows or columns were moved, so formulas cannot be held against those of the export.
  private(set) var hasMoved = false

  private let book: ReadBook
  private var taken: Set<CellAddress> = []
  /// By role and name, the rows of the base of assumptions over time.
  private let baseRows: [String: ExportRecord.Line]

  init(_ book: ReadBook, _ record: ExportRecord) {
    self.book = book
    self.record = record
    let rows = record.lines.filter { $0.caseName != nil && $0.caseName == record.cases.first }
    baseRows = Dictionary(rows.map { ($0.role + " " + $0.name, $0) }, uniquingKeysWith: { first, _ in first })
    compareSheets()
    guard let inputs = book["Inputs"] else { return }
    guard let shifts = self.rows(of: inputs) else { return }
    for line in record.lines { self.compare(line, inputs, shifts) }
    findAdded(inputs)
  }

  /// The record of the export that a book carries; nil where it has none, or a damaged one.
  static func record(of book: ReadBook) -> ExportRecord? {
    guard let sheet = book[ExportRecord.sheet] else { return nil }
    let first = ExportRecord.firstColumn
    let starts = sheet.cells.filter { $0.key.column == first && $0.value.value == .text(ExportRecord.heading) }
    guard let start = starts.keys.map(\.row).max() else { return nil }
    var rows: [[String]] = []
    var row = start + 3
    while rows.last?.first != "check", sheet.text(row, first) != nil {
      rows.append((0..<5).map { sheet.text(row, first + $0) ?? "" })
      row += 1
    }
    return ExportRecord(rows: rows)
  }

  private mutating func problem(
    _ code: String, _ words: String, severity: Diagnostic.Severity = .error, fix: String? = nil
  ) {
    problems.append(
      Diagnostic(code, words, at: nil, severity: severity, fixes: fix.map { [Diagnostic.Fix($0)] } ?? []))
  }

  private mutating func compareSheets() {
    let known = record.sheets.map(\.name)
    for name in known where book[name] == nil { problem("X208", "the sheet `\(name)` is gone from the workbook") }
    for sheet in book.sheets where !known.contains(sheet.name) && sheet.name != ExportRecord.sheet {
      problem("X208", "the sheet `\(sheet.name)` was added; it stays in the workbook", severity: .note)
    }
    for name in ["Case", "master_check"] where book.names[name].map({ $0.contains("#REF!") }) ?? true {
      problem("X208", "the name `\(name)` is gone from the workbook")
    }
  }

  /// How many rows each row of Inputs has moved, by its row at the export; nil where the sheet cannot be read as one.
  private mutating func rows(of inputs: ReadBook.Sheet) -> [Int: Int]? {
    let column = ExportRecord.nameColumn
    let heads = inputs.cells.keys.filter {
      $0.column == column && inputs.text($0.row, column) == "Name in the model"
    }.map(\.row)
    guard let head = heads.min(),
      record.cases.indices.allSatisfy({ inputs.text(head, ExportRecord.caseColumn + $0) == record.cases[$0] })
    else {
      problem(
        "X208", "the columns of Inputs are not those of the export: cases were renamed, moved, added or taken away",
        fix: "put them back, or export again and make the changes there")
      hasMoved = true
      return nil
    }
    var expected: [(row: Int, name: String)] = []
    for line in record.lines where line.role != "cell" {
      guard let name = line.caseName else {
        expected.append((line.first.row, line.name))
        continue
      }
      if name == record.cases.first { expected.append((line.first.row - 1, line.name)) }
    }
    expected.sort { $0.row < $1.row }
    let found = inputs.cells.keys.filter { $0.column == column && $0.row > head && !heads.contains($0.row) }
      .compactMap { address in inputs.text(address.row, column).map { (row: address.row, name: $0) } }
      .filter { !$0.name.isEmpty }.sorted { $0.row < $1.row }
    return matched(expected, found)
  }

  private mutating func matched(
    _ expected: [(row: Int, name: String)], _ found: [(row: Int, name: String)]
  ) -> [Int: Int] {
    var (lost, added): (Set<Int>, Set<Int>) = ([], [])
    for change in found.map(\.name).difference(from: expected.map(\.name)) {
      switch change {
      case .remove(let offset, let name, _):
        lost.insert(offset)
        problem("X208", "the row of `\(name)` is gone from Inputs; it stood in row \(expected[offset].row + 1)")
      case .insert(let offset, let name, _):
        added.insert(offset)
        problem(
          "X208", "the row \(found[offset].row + 1) of Inputs, `\(name.prefix(60))`, was added",
          fix: "an assumption is added in the model's text; the next export has its row")
      }
    }
    let left = expected.indices.filter { !lost.contains($0) }
    let right = found.indices.filter { !added.contains($0) }
    var shifts: [Int: Int] = [:]
    for (old, new) in zip(left, right) { shifts[expected[old].row] = found[new].row - expected[old].row }
    hasMoved = hasMoved || shifts.values.contains { $0 != 0 }
    return shifts
  }

  private mutating func compare(_ line: ExportRecord.Line, _ inputs: ReadBook.Sheet, _ shifts: [Int: Int]) {
    var shift = 0
    if line.role != "cell" {
      let place = line.caseName.flatMap { record.cases.firstIndex(of: $0) }
      guard let moved = shifts[line.first.row - (place.map { $0 + 1 } ?? 0)] else { return }
      shift = moved
      if let name = line.caseName, inputs.text(line.first.row + shift, ExportRecord.liveColumn) != name {
        hasMoved = true
        return problem("X208", "the rows of `\(line.name)` on Inputs are no longer one for each case")
      }
    } else if hasMoved {
      // A number beside the assumptions has no name of its own to be found by.
      return
    }
    for (index, value) in line.values.enumerated() {
      compare(line, index, value, inputs, CellAddress(row: line.first.row + shift, column: line.first.column + index))
    }
  }

  private mutating func compare(
    _ line: ExportRecord.Line, _ index: Int, _ value: ExportRecord.Value, _ inputs: ReadBook.Sheet,
    _ address: CellAddress
  ) {
    taken.insert(address)
    let export = number(line, index)
    let place = "Inputs!" + address.text
    let words = name(line, index)
    func cell(_ number: Double) -> Cell {
      Cell(
        line: line, caseName: line.caseName ?? (line.role == "cell" ? "" : record.cases[index]),
        period: line.caseName == nil ? nil : index, place: place, export: export, book: number)
    }
    let now = inputs.cells[address]
    if let formula = now?.formula {
      guard value != .follows || FormulaText.normal(formula) != follower(line, address) else {
        return numbers.append(cell(.nan))
      }
      guard FormulaText.normal(formula) == follower(line, address), line.role != "cell" else {
        return problem(
          "X209", "\(place), \(words), holds a formula now: `=\(formula.prefix(80))`",
          fix: "write the number that it gives, or make it a formula of the model")
      }
      return problem(
        "X211", "\(place), \(words), follows the base now",
        fix: "take the change out of the case in the model's text")
    }
    switch now?.value ?? .blank {
    case .number(let number): take(cell(number))
    case .truth(let truth): take(cell(truth ? 1 : 0))
    case .text("n/a") where export.isNaN: numbers.append(cell(.nan))
    case .blank where export.isNaN: numbers.append(cell(.nan))
    case .blank: problem("X211", "\(place), \(words), is empty now; it was \(exactText(export))")
    case .text(let text):
      problem(
        "X211", "\(place), \(words), holds the text `\(text.prefix(40))` and no number",
        fix: "type the number alone: its unit stands in the column Unit")
    case .error(let error): problem("X211", "\(place), \(words), holds the error \(error.prefix(20))")
    }
  }

  private mutating func take(_ cell: Cell) {
    numbers.append(cell)
    guard !cell.book.isAlmost(cell.export) else { return }
    guard cell.line.role != "cell" else {
      return problem(
        "X211", "\(cell.place), \(cell.line.name), is \(exactText(cell.book)) now and was \(exactText(cell.export))",
        fix: "change it in the model's text; only values of assumptions are brought back")
    }
    cells.append(cell)
  }

  /// The value at the export; of a cell that follows the base, the base's.
  private func number(_ line: ExportRecord.Line, _ index: Int) -> Double {
    if case .number(let number) = line.values[index] { return number }
    if line.caseName == nil, case .number(let number)? = line.values.first { return number }
    if case .number(let number)? = baseRows[line.role + " " + line.name]?.values[index] { return number }
    return .nan
  }

  /// The formula by which a cell follows the base, in its normal spelling.
  private func follower(_ line: ExportRecord.Line, _ address: CellAddress) -> [UInt8] {
    guard let name = line.caseName else {
      return Array("$\(CellAddress.letters(line.first.column))\(address.row + 1)".utf8)
    }
    let place = record.cases.firstIndex(of: name) ?? 0
    return Array("\(CellAddress.letters(address.column))$\(address.row + 1 - place)".utf8)
  }

  private func name(_ line: ExportRecord.Line, _ index: Int) -> String {
    if line.role == "cell" { return line.name }
    let caseName = line.caseName ?? record.cases[index]
    return "`\(line.name)` in \(index == 0 && line.caseName == nil ? "the base" : "case \(caseName)")"
  }

  /// Numbers on Inputs where the export had none.
  private mutating func findAdded(_ inputs: ReadBook.Sheet) {
    guard !hasMoved else { return }
    for (address, cell) in inputs.cells.sorted(by: { $0.key < $1.key }) where !taken.contains(address) {
      guard case .number(let number) = cell.value, cell.formula == nil else { continue }
      problem(
        "X208", "Inputs!\(address.text) holds \(exactText(number)), where the export had no number", severity: .warning)
    }
  }
}

extension Double {
  /// Whether two numbers are one, but for the last digits that programs do not all keep; undefined is itself.
  func isAlmost(_ other: Double) -> Bool {
    isNaN && other.isNaN || (self - other).magnitude <= 1e-13 * Swift.max(magnitude, other.magnitude)
  }
}
