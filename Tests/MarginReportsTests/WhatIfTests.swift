import MarginReports
import Testing

@Suite("The workbook's what-if tables")
struct WhatIfTests {
  @Test("The axes of a table are constants", arguments: Book.names)
  func axes(_ name: String) throws {
    for (sheet, table) in try tables(name) {
      let (first, last) = (table.block.first, table.block.last)
      if table.rowInput != nil {
        for column in first.column...last.column {
          #expect(isNumber(sheet, first.row - 1, column), "\(table.block.text)")
        }
      }
      if table.columnInput != nil {
        for row in first.row...last.row {
          #expect(isNumber(sheet, row, first.column - 1), "\(table.block.text)")
        }
      }
    }
  }

  /// Inputs reads a driver itself, or what the sheet makes of it.
  @Test("The drivers of a table are open cells of its own sheet, and formulas read them", arguments: Book.names)
  func drivers(_ name: String) throws {
    let book = try Book.named(name)
    let read = book.formulas.map { (sheet: $0.sheet, text: $0.text) }
    for (sheet, table) in try tables(name) {
      let drivers = [table.rowInput, table.columnInput].compactMap { $0 }
      #expect(!drivers.isEmpty && Set(drivers).count == drivers.count)
      for driver in drivers {
        #expect(
          sheet.cells[driver]?.style.unlocked == true && sheet.content(driver.row, driver.column) == .text("live"))
        let address = "\(sheet.name)!\(driver.absolute)"
        let names = ["\(sheet.name)!\(driver.absolute)", driver.absolute, driver.text]
        let isRead = read.contains { formula in
          let own = formula.sheet == sheet.name ? names : [names[0]]
          return own.contains { name in
            ["(", ","].contains { before in [")", ","].contains { formula.text.contains(before + name + $0) } }
          }
        }
        #expect(isRead, "\(address)")
        #expect(!table.block.holds(driver))
      }
    }
  }

  @Test("The cells of a table are values, members' names or n/a, and its head a formula", arguments: Book.names)
  func cells(_ name: String) throws {
    let members = try Book.named(name).model.axes.flatMap { $0.members.map(\.name) }
    for (sheet, table) in try tables(name) {
      for address in table.block.addresses {
        let isWord = sheet.text(address.row, address.column).map { (members + ["n/a"]).contains($0) } ?? false
        #expect(isWord || isNumber(sheet, address.row, address.column), "\(address.text)")
      }
      for head in heads(table) {
        guard case .formula? = sheet.content(head.row, head.column) else {
          Issue.record("\(sheet.name)!\(head.text) is no formula")
          continue
        }
      }
    }
  }

  @Test("No two tables share a cell", arguments: Book.names)
  func apart(_ name: String) throws {
    let addresses = try tables(name).flatMap { $0.table.block.addresses }
    #expect(Set(addresses).count == addresses.count)
  }

  @Test("The table of cases holds the live number in the base", arguments: Book.names)
  func cases(_ name: String) throws {
    let book = try Book.named(name)
    let override = try #require(book.sheet("Sensitivity").tables.compactMap(\.rowInput).min())
    let own = try tables(name).filter { $0.table.rowInput == override && $0.table.columnInput == nil }
    #expect(!own.isEmpty)
    for (sheet, table) in own {
      #expect(table.block.last.column - table.block.first.column + 1 == book.model.cases.count)
      for head in heads(table) {
        guard case .formula(_, let cached)? = sheet.content(head.row, head.column) else { continue }
        let base = sheet.content(head.row, table.block.first.column)
        switch cached {
        case .number(let number): #expect(base == .number(number), "\(head.text)")
        case .text(let text): #expect(base == .text(text), "\(head.text)")
        case .truth: Issue.record("\(head.text) is a truth")
        }
      }
    }
  }

  @Test("A two-way table gives what is reckoned by hand")
  func byHand() throws {
    let (sheet, table) = try #require(
      tables("quarters").first { $0.table.rowInput != nil && $0.table.columnInput != nil })
    let values = table.block.addresses.map { sheet.content($0.row, $0.column) }
    // Seats down, fees across, 18 months: 10 * 10 * 18 and so on.
    #expect(values == [1800, 5400, 3600, 10_800].map { .number($0) })
  }

  private func tables(_ name: String) throws -> [(sheet: Sheet, table: WhatIfTable)] {
    try Book.named(name).workbook.sheets.flatMap { sheet in sheet.tables.map { (sheet, $0) } }
  }

  private func isNumber(_ sheet: Sheet, _ row: Int, _ column: Int) -> Bool {
    if case .number? = sheet.content(row, column) { true } else { false }
  }

  /// The formulas that a table calculates anew.
  private func heads(_ table: WhatIfTable) -> [CellAddress] {
    let (first, last) = (table.block.first, table.block.last)
    if table.rowInput != nil && table.columnInput != nil {
      return [CellAddress(row: first.row - 1, column: first.column - 1)]
    }
    if table.rowInput != nil {
      return (first.row...last.row).map { CellAddress(row: $0, column: first.column - 1) }
    }
    return (first.column...last.column).map { CellAddress(row: first.row - 1, column: $0) }
  }
}
