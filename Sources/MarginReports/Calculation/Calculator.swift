/// Calculates a workbook as a spreadsheet program does, so that every formula carries its value and the book can be
/// held against the engine before it is written.
struct Calculator {
  /// A cell of the book: sheet, row and column in one number.
  typealias Key = Int

  private(set) var values: [Key: SheetValue] = [:]
  private var formulas: [Key: SheetFormula] = [:]
  private var precedents: [Key: [Key]] = [:]
  /// Formulas, each after all that it reads.
  private var order: [Key] = []
  /// Cells whose formulas could not be read, or that read themselves.
  private(set) var faults: [String] = []

  static func key(_ sheet: Int, _ address: CellAddress) -> Key { sheet << 40 | address.row << 16 | address.column }

  init(_ book: Workbook) {
    let parser = SheetFormulaParser(
      sheets: Dictionary(book.sheets.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first }),
      names: Self.names(book))
    for (index, sheet) in book.sheets.enumerated() {
      for (address, cell) in sheet.cells {
        let key = Self.key(index, address)
        switch cell.content {
        case .text(let text), .link(_, let text): values[key] = .text(text)
        case .number(let number): values[key] = .number(number)
        case .blank: break
        case .formula(let text, _):
          if let formula = parser.parse(text, sheet: index) {
            formulas[key] = formula
          } else {
            faults.append("\(sheet.name)!\(address.text): \(text)")
            values[key] = .error("#NAME?")
          }
        }
      }
    }
    faults.sort()
    sortFormulas(book)
    run(order)
    for (index, sheet) in book.sheets.enumerated() { for table in sheet.tables { fill(table, sheet: index) } }
    run(order)
  }

  func value(_ sheet: Int, _ address: CellAddress) -> SheetValue { values[Self.key(sheet, address)] ?? .blank }

  private static func names(_ book: Workbook) -> [String: SheetRange] {
    let empty = SheetFormulaParser(
      sheets: Dictionary(book.sheets.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first }),
      names: [:])
    var result: [String: SheetRange] = [:]
    for name in book.names {
      if case .range(let range)? = empty.parse(name.formula, sheet: 0) { result[name.name] = range }
    }
    return result
  }

  private mutating func sortFormulas(_ book: Workbook) {
    for (key, formula) in formulas {
      var reads: [Key] = []
      for range in formula.ranges {
        for row in range.first.row...max(range.first.row, range.last.row) {
          for column in range.first.column...max(range.first.column, range.last.column) {
            let other = Self.key(range.sheet, CellAddress(row: row, column: column))
            if formulas[other] != nil { reads.append(other) }
          }
        }
      }
      precedents[key] = reads
    }
    var state: [Key: Bool] = [:]
    for start in formulas.keys.sorted() where state[start] == nil {
      var stack = [(key: start, next: 0)]
      state[start] = false
      while let top = stack.last {
        let reads = precedents[top.key] ?? []
        guard top.next < reads.count else {
          state[top.key] = true
          order.append(top.key)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let other = reads[top.next]
        if state[other] == nil {
          state[other] = false
          stack.append((other, 0))
        } else if state[other] == false {
          faults.append("circular: \(Self.place(other, book))")
        }
      }
    }
  }

  private static func place(_ key: Key, _ book: Workbook) -> String {
    let address = CellAddress(row: key >> 16 & 0xFFFFFF, column: key & 0xFFFF)
    return "\(book.sheets[key >> 40].name)!\(address.text)"
  }

  private mutating func run(_ keys: [Key]) {
    for key in keys {
      guard let formula = formulas[key] else { continue }
      let value = evaluate(formula).first
      values[key] = value == .blank ? .number(0) : value
    }
  }

  private func evaluate(_ formula: SheetFormula) -> SheetBlock {
    switch formula {
    case .value(let value): return SheetBlock(value)
    case .range(let range): return read(range)
    case .negative(let operand):
      return evaluate(operand).map { value in
        if value.isError { return value }
        return value.asNumber.map { .number(-$0) } ?? .error("#VALUE!")
      }
    case .binary(let sign, let left, let right):
      return evaluate(left).zip(evaluate(right)) { SheetFunctions.binary(sign, $0, $1) }
    case .call("IF", let arguments):
      let condition = evaluate(arguments[0]).first
      if condition.isError { return SheetBlock(condition) }
      guard let truth = condition.asTruth else { return SheetBlock(.error("#VALUE!")) }
      if truth { return evaluate(arguments[1]) }
      return arguments.count > 2 ? evaluate(arguments[2]) : SheetBlock(.truth(false))
    case .call(let name, let arguments):
      return SheetFunctions.call(name, arguments.map(evaluate))
    }
  }

  private func read(_ range: SheetRange) -> SheetBlock {
    var result: [SheetValue] = []
    result.reserveCapacity(range.rows * range.columns)
    for row in range.first.row...max(range.first.row, range.last.row) {
      for column in range.first.column...max(range.first.column, range.last.column) {
        result.append(values[Self.key(range.sheet, CellAddress(row: row, column: column))] ?? .blank)
      }
    }
    return SheetBlock(rows: range.rows, columns: range.columns, values: result, isReference: true)
  }
}

// What-if tables: the heads again with the axes' numbers in the drivers' places.
extension Calculator {
  private mutating func fill(_ table: WhatIfTable, sheet: Int) {
    let drivers = [table.rowInput, table.columnInput].compactMap { $0 }.map { Self.key(sheet, $0) }
    let affected = dependents(of: Set(drivers))
    let kept = values
    var block: [Key: SheetValue] = [:]
    var previous: [SheetValue]?
    // Cells with the same axes stand together, so that the book is calculated once for them.
    let rows = table.block.first.row...table.block.last.row
    let columns = table.block.first.column...table.block.last.column
    let cells =
      table.columnInput == nil
      ? columns.flatMap { column in rows.map { (row: $0, column: column) } }
      : rows.flatMap { row in columns.map { (row: row, column: $0) } }
    for (row, column) in cells {
      let axes = axisValues(table, sheet, row, column)
      if axes != previous {
        for (driver, value) in Swift.zip(drivers, axes) { values[driver] = value }
        run(affected)
        previous = axes
      }
      block[Self.key(sheet, CellAddress(row: row, column: column))] = values[head(table, sheet, row, column)] ?? .blank
    }
    values = kept.merging(block) { $1 }
  }

  private func axisValues(_ table: WhatIfTable, _ sheet: Int, _ row: Int, _ column: Int) -> [SheetValue] {
    var result: [SheetValue] = []
    if table.rowInput != nil {
      result.append(value(sheet, CellAddress(row: table.block.first.row - 1, column: column)))
    }
    if table.columnInput != nil {
      result.append(value(sheet, CellAddress(row: row, column: table.block.first.column - 1)))
    }
    return result
  }

  private func head(_ table: WhatIfTable, _ sheet: Int, _ row: Int, _ column: Int) -> Key {
    let above = table.block.first.row - 1
    let left = table.block.first.column - 1
    if table.rowInput != nil && table.columnInput != nil {
      return Self.key(sheet, CellAddress(row: above, column: left))
    }
    if table.rowInput != nil { return Self.key(sheet, CellAddress(row: row, column: left)) }
    return Self.key(sheet, CellAddress(row: above, column: column))
  }

  /// The formulas that read the cells, directly or through others, in order.
  private func dependents(of cells: Set<Key>) -> [Key] {
    var touched = cells
    return order.filter { key in
      guard let formula = formulas[key] else { return false }
      let reads =
        (precedents[key] ?? []).contains(where: touched.contains)
        || formula.ranges.contains { range in cells.contains { Self.contains(range, $0) } }
      if reads { touched.insert(key) }
      return reads
    }
  }

  private static func contains(_ range: SheetRange, _ key: Key) -> Bool {
    let (row, column) = (key >> 16 & 0xFFFFFF, key & 0xFFFF)
    return key >> 40 == range.sheet && row >= range.first.row && row <= range.last.row
      && column >= range.first.column && column <= range.last.column
  }
}

extension Workbook {
  /// The book with the value of every formula and what-if table, and what could not be calculated.
  func calculated() -> (book: Workbook, calculator: Calculator) {
    let calculator = Calculator(self)
    var book = self
    for index in book.sheets.indices {
      for (address, cell) in book.sheets[index].cells {
        guard case .formula(let text, _) = cell.content else { continue }
        book.sheets[index].cells[address]?.content = .formula(text, cached: calculator.value(index, address).cached)
      }
      for table in book.sheets[index].tables {
        for row in table.block.first.row...table.block.last.row {
          for column in table.block.first.column...table.block.last.column {
            let address = CellAddress(row: row, column: column)
            let value = calculator.value(index, address)
            book.sheets[index].cells[address]?.content = value.asNumber.map { .number($0) } ?? .text(value.asText)
          }
        }
      }
    }
    return (book, calculator)
  }
}

extension SheetValue {
  fileprivate var cached: CachedValue {
    switch self {
    case .number(let number): .number(number)
    case .text(let text), .error(let text): .text(text)
    case .truth(let truth): .truth(truth)
    case .blank: .number(0)
    }
  }
}
