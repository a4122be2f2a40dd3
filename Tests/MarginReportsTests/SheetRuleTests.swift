import MarginReports
import Testing

@Suite("How the workbook's sheets are made")
struct SheetRuleTests {
  static let inputBlue = 0x0000FF

  @Test("Sheet titles are unique, at most 31 characters, and without signs that Excel refuses", arguments: Book.names)
  func titles(_ name: String) throws {
    let titles = try Book.named(name).workbook.sheets.map(\.name)
    #expect(Set(titles.map { $0.lowercased() }).count == titles.count, "\(titles)")
    for title in titles {
      #expect((1...31).contains(title.utf16.count) && !title.contains { "[]:*?/\\".contains($0) }, "\(title)")
    }
  }

  @Test("Every sheet has a part in the book", arguments: Book.names)
  func roles(_ name: String) throws {
    let book = try Book.named(name)
    #expect(book.map.roles.flatMap(\.sheets).sorted() == book.workbook.sheets.map(\.name).sorted())
  }

  @Test("Every sheet prints all its cells, with a header and page numbers", arguments: Book.names)
  func printing(_ name: String) throws {
    for sheet in try Book.named(name).workbook.sheets {
      let area = try #require(sheet.print.area, "\(sheet.name)")
      let outside = sheet.ordered.filter { $0.cell.content != .blank && !area.holds($0.address) }.map(\.address.text)
      #expect(outside == [], "\(sheet.name)")
      #expect(sheet.print.paper == 9 && sheet.print.fitWidth >= 1, "\(sheet.name)")
      #expect(!sheet.print.header.isEmpty && sheet.print.footer.contains("&P"), "\(sheet.name)")
    }
  }

  @Test("Calculation sheets repeat their heading and labels on every page and keep them in view", arguments: Book.names)
  func headings(_ name: String) throws {
    let book = try Book.named(name)
    let header = try book.row("calc_layout", "header_row")
    let unit = try book.column("calc_layout", "unit")
    for sheet in book.sheets("calc") {
      #expect(sheet.print.repeatedRows?.contains(header) == true, "\(sheet.name)")
      #expect(sheet.print.repeatedColumns?.contains(unit) == true, "\(sheet.name)")
      #expect(sheet.freeze.map { $0.row > header && $0.column > unit } == true, "\(sheet.name)")
    }
  }

  @Test("Every row of a calculation sheet with a formula states a label and a unit", arguments: Book.names)
  func labels(_ name: String) throws {
    let book = try Book.named(name)
    let (label, unit) = (try book.column("calc_layout", "label"), try book.column("calc_layout", "unit"))
    for sheet in book.sheets("calc") {
      for (address, cell) in sheet.ordered {
        guard case .formula = cell.content else { continue }
        let isStated = sheet.text(address.row, label) != nil && sheet.text(address.row, unit) != nil
        #expect(isStated, "\(sheet.name)!\(address.text)")
      }
    }
  }

  @Test("Every number on Inputs is unlocked, blue and filled, with a label and a unit", arguments: Book.names)
  func inputCells(_ name: String) throws {
    let book = try Book.named(name)
    let sheet = try book.sheet("Inputs")
    let (label, unit) = (try book.column("input_layout", "label"), try book.column("input_layout", "unit"))
    for (address, cell) in sheet.ordered {
      guard case .number = cell.content else { continue }
      #expect(cell.style.unlocked && cell.style.color == Self.inputBlue && cell.style.fill != nil, "\(address.text)")
      #expect(sheet.text(address.row, label) != nil && sheet.text(address.row, unit) != nil, "\(address.text)")
    }
  }

  @Test("Every input states where its number comes from", arguments: Book.names)
  func sources(_ name: String) throws {
    let book = try Book.named(name)
    let source = try book.column("input_layout", "source")
    for (path, input) in book.map.inputs {
      let sheet = try book.sheet(input.sheet)
      for range in input.live.split(separator: ",").compactMap({ CellRange(reading: String($0)) }) {
        for row in range.first.row...range.last.row {
          #expect(sheet.text(row, source) != nil, "\(path), row \(row + 1)")
        }
      }
    }
  }

  @Test("Formulas are locked and do not look like inputs", arguments: Book.names)
  func locked(_ name: String) throws {
    for sheet in try Book.named(name).workbook.sheets {
      for (address, cell) in sheet.ordered {
        guard case .formula = cell.content else { continue }
        #expect(!cell.style.unlocked && cell.style.color != Self.inputBlue, "\(sheet.name)!\(address.text)")
      }
    }
  }

  @Test("No cells are merged where numbers are entered, calculated or checked", arguments: Book.names)
  func merges(_ name: String) throws {
    let book = try Book.named(name)
    for sheet in ["input", "calc", "check"].flatMap(book.sheets) { #expect(sheet.merges == [], "\(sheet.name)") }
  }

  @Test("Every chart has a title and alternative text, and reads cells that there are", arguments: Book.names)
  func charts(_ name: String) throws {
    let book = try Book.named(name)
    let charts = book.workbook.sheets.flatMap(\.charts)
    #expect(charts.count >= book.model.charts.count)
    let titles = book.workbook.sheets.map(\.name)
    for chart in charts {
      #expect(!chart.title.isEmpty && !chart.alternativeText.isEmpty && !chart.series.isEmpty)
      for text in chart.series.flatMap({ [$0.values, $0.categories] }) {
        let sheet = text.prefix { $0 != "!" }.filter { $0 != "'" }
        let range = text.drop { $0 != "!" }.dropFirst().filter { $0 != "$" }
        #expect(titles.contains(String(sheet)) && CellRange(reading: String(range)) != nil, "\(chart.title): \(text)")
      }
    }
  }

  @Test("Words that begin like a formula stay words")
  func words() throws {
    let book = try Book.named("quarters")
    let words = ["=Quarters", "=1+1", "+fee", "@grant", "-income", "=SUM(A1)", "=Report", "=Check", "=Table"]
    let texts = Set(
      book.workbook.sheets.flatMap { $0.cells.values }.compactMap { cell -> String? in
        if case .text(let text) = cell.content { text } else { nil }
      })
    for word in words { #expect(texts.contains { $0.contains(word) }, "\(word)") }
    #expect(texts.contains { $0.contains("=HYPERLINK(\"x\")") })
    for formula in book.formulas {
      let isClean = ["HYPERLINK", "SUM(A1)"].allSatisfy { !formula.text.contains($0) } && !formula.text.hasPrefix("=")
      #expect(isClean, "\(formula.place)")
    }
  }
}
