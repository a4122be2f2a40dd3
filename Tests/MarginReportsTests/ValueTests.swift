import MarginModel
import MarginReports
import Testing

@Suite("What the workbook's cells hold")
struct ValueTests {
  @Test("Every name of the model is in the map, one row a member and one column a period", arguments: Book.names)
  func places(_ name: String) throws {
    let book = try Book.named(name)
    let named = book.model.definitions.filter { $0.purpose == .named }
    #expect(book.map.values.map(\.path).sorted() == named.map(\.path).sorted())
    for definition in named {
      let place = try #require(book.map.values.first { $0.path == definition.path }?.value.place, "\(definition.path)")
      let range = try #require(CellRange(reading: place.range), "\(place.range)")
      let periods = definition.variesInTime ? book.model.timeline.count : 1
      #expect(range.last.column - range.first.column + 1 == periods, "\(definition.path)")
      #expect(range.addresses.count == book.results[0].columns[definition.id].count, "\(definition.path)")
    }
  }

  @Test("The value of every cell in the map is the engine's, and n/a where that is undefined", arguments: Book.names)
  func values(_ name: String) throws {
    let book = try Book.named(name)
    for (path, value) in book.map.values {
      let id = try #require(book.model.paths[path], "\(path)")
      let sheet = try book.sheet(value.place.sheet)
      let range = try #require(CellRange(reading: value.place.range))
      let scale = book.model.definitions[id].unit.scale
      for (address, expected) in zip(range.addresses, book.results[0].columns[id]) {
        guard case .formula(_, let cached)? = sheet.cells[address]?.content else {
          Issue.record("\(path): \(sheet.name)!\(address.text) holds no formula")
          continue
        }
        let place = "\(path): \(sheet.name)!\(address.text)"
        if case .member(let axis) = book.model.definitions[id].type {
          let name = book.model.memberName(axis, at: expected) ?? "n/a"
          #expect(cached == .text(name), "\(place) holds \(cached), not \(name)")
          continue
        }
        #expect(agrees(cached, expected / scale), "\(place) holds \(cached), not \(expected / scale)")
      }
    }
  }

  @Test("Undefined values are there to be tested")
  func undefined() throws {
    let book = try Book.named("gaps")
    let texts = book.formulas.filter { $0.cached == .text("n/a") }
    #expect(texts.count > 5)
  }

  @Test("The live value of every input is the base's, and every case has its cells", arguments: Book.names)
  func inputs(_ name: String) throws {
    let book = try Book.named(name)
    #expect(!book.map.inputs.isEmpty)
    for (path, input) in book.map.inputs {
      let sheet = try book.sheet(input.sheet)
      #expect(input.cases.map(\.name) == book.model.cases.map(\.name), "\(path)")
      let live = numbers(sheet, input.live)
      let base = numbers(sheet, input.cases.first?.range ?? "")
      #expect(!live.isEmpty && live == base, "\(path)")
      for item in input.cases { #expect(numbers(sheet, item.range).count == live.count, "\(path) in \(item.name)") }
    }
  }

  @Test("The master check reads OK in the base", arguments: Book.names)
  func master(_ name: String) throws {
    let book = try Book.named(name)
    let place = try #require(book.workbook.names.first { $0.name == "master_check" }?.formula)
    let cell = try #require(CellRange(reading: place.drop { $0 != "!" }.dropFirst().filter { $0 != "$" }))
    let content = try book.sheet("Checks").cells[cell.first]?.content
    guard case .formula(_, let cached)? = content else { throw Missing(what: "the formula of the master check") }
    #expect(cached == .text("OK"))
  }

  @Test("The same model gives an equal workbook and map twice", arguments: Book.names)
  func twice(_ name: String) throws {
    let first = try Book.named(name)
    let second = try #require(Book.make(name))
    #expect(first.map.json == second.map.json)
    #expect(first.workbook.names == second.workbook.names)
    for (one, other) in zip(first.workbook.sheets, second.workbook.sheets) {
      let isEqual = one == other
      #expect(isEqual, "\(one.name)")
    }
    let isEqual = first.workbook == second.workbook
    #expect(isEqual)
  }

  private func agrees(_ cached: CachedValue, _ expected: Double) -> Bool {
    guard case .number(let number) = cached else { return cached == .text("n/a") && expected.isNaN }
    return (number - expected).magnitude <= 1e-9 * expected.magnitude
  }

  /// The values of ranges such as `K5:M5,K9:M9`; an undefined one is its text.
  private func numbers(_ sheet: Sheet, _ ranges: String) -> [String] {
    ranges.split(separator: ",").compactMap { CellRange(reading: String($0)) }.flatMap(\.addresses).map { address in
      switch sheet.cells[address]?.content {
      case .number(let number), .formula(_, .number(let number)): "\(number)"
      case .text(let text), .formula(_, .text(let text)): text
      default: "nothing"
      }
    }
  }
}
