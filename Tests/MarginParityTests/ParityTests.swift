import Foundation
import Testing

/// The workbook gives the engine's answers when another program recalculates it.
@Suite("Parity with LibreOffice", .serialized)
struct ParityTests {
  @Test("There are models to compare")
  func modelsExist() { #expect(!Repository.models.isEmpty) }

  @Test("A generator's first numbers are the published ones")
  func generator() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }

  @Test(
    "In every case, LibreOffice calculates from the workbook what the engine calculates from the model",
    .enabled(if: LibreOffice.absence == nil, Comment(rawValue: LibreOffice.absence ?? "")),
    arguments: Repository.models)
  func everyCase(model: String) async throws {
    try await withBook(of: model) { book, map in
      for name in map.cases {
        try await choose(name, in: book, map)
        let engine = try await results(of: model, case: name)
        try await compare(engine, with: book, map, "\(model), case \(name)")
      }
    }
  }

  @Test(
    "After ten random changes of inputs in every case, both still agree",
    .enabled(if: LibreOffice.absence == nil, Comment(rawValue: LibreOffice.absence ?? "")),
    arguments: Repository.models)
  func randomChanges(model: String) async throws {
    try await withBook(of: model) { book, map in
      for (index, name) in map.cases.enumerated() {
        var generator = SplitMix64(seed: 20_261_121 + UInt64(index))
        try await choose(name, in: book, map)
        for _ in 0..<rounds {
          let inputs = map.scalarInputs(case: name)
          let cells = try await LibreOffice.shared.cells(of: inputs.map(\.cell), in: book).compactMap(\.first)
          let drawn = InputChange.random(count: 10, of: inputs, cells: cells, using: &generator)
          let changes = try await accepted(drawn, model, name)
          try await set(changes, \.new, in: book)
          let engine = try await results(of: model, case: name, settings: changes.map(\.setting))
          let what = changes.map(\.setting).joined(separator: " ")
          try await compare(engine, with: book, map, "\(model), case \(name), \(what)")
          try await set(changes, \.old, in: book)
        }
      }
    }
  }

  /// The changes that the model's ranges and limits let pass; there is one at least where there is an input at all.
  private func accepted(_ changes: [InputChange], _ model: String, _ name: String) async throws -> [InputChange] {
    func pass(_ changes: [InputChange]) async -> Bool {
      let arguments = ["check", model, "--case", name] + changes.flatMap { ["--set", $0.setting] }
      return (try? await Repository.margin(arguments)) != nil
    }
    guard await !pass(changes) else { return changes }
    var found: [InputChange] = []
    for change in changes where await pass(found + [change]) { found.append(change) }
    try #require(changes.isEmpty || !found.isEmpty, "\(model), case \(name): no change passes")
    return found
  }

  private let rounds = ProcessInfo.processInfo.environment["MARGIN_FULL"] == "1" ? 20 : 1

  /// Exports a model and opens its workbook, with garbage for cached results, while `body` runs.
  private func withBook(
    of model: String, _ body: (LibreOffice.Book, WorkbookMap) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let arguments = ["export", model, "-o", folder.file("book.xlsx"), "--map", folder.file("map.json")]
    _ = try await Repository.margin(arguments)
    let map = try JSONDecoder().decode(WorkbookMap.self, from: folder.data("map.json"))
    try #require(!map.values.isEmpty)
    try #require(!map.cases.isEmpty)
    let book = try await LibreOffice.shared.open(folder.file("book.xlsx"))
    try await body(book, map)
    try await LibreOffice.shared.close(book)
  }

  private func choose(_ name: String, in book: LibreOffice.Book, _ map: WorkbookMap) async throws {
    let change = LibreOffice.Change(sheet: map.selector.sheet, cell: map.selector.cell, value: .text(name))
    try await LibreOffice.shared.change([change], in: book)
  }

  private func set(
    _ changes: [InputChange], _ number: (InputChange) -> Double, in book: LibreOffice.Book
  ) async throws {
    let cells = changes.map { change in
      LibreOffice.Change(sheet: change.cell.sheet, cell: change.cell.range, value: .number(number(change)))
    }
    try await LibreOffice.shared.change(cells, in: book)
  }

  /// A failed check of the model is exit 1, and its results are printed all the same.
  private func results(of model: String, case name: String, settings: [String] = []) async throws -> EngineResults {
    let arguments = ["run", model, "--case", name, "--format", "json"] + settings.flatMap { ["--set", $0] }
    let json = try await Repository.margin(arguments, exits: [0, 1])
    try #require(!json.isEmpty, "margin \(arguments.joined(separator: " ")) gives no results")
    return try JSONDecoder().decode(EngineResults.self, from: json)
  }

  private func compare(
    _ engine: EngineResults, with book: LibreOffice.Book, _ map: WorkbookMap, _ what: String
  ) async throws {
    let cells = try await LibreOffice.shared.cells(of: map.ranges, in: book)
    let differences = Parity.differences(engine: engine, office: cells, map: map)
    let shown = differences.prefix(20).joined(separator: "\n")
    #expect(differences.isEmpty, "\(what): \(differences.count) definitions differ\n\(shown)")
  }
}
