import Foundation
import Testing

/// What other programs change in a workbook comes back into the text.
@Suite("Changes made by other programs", .serialized)
struct PullTests {
  /// Why openpyxl cannot be asked; nil where it can, and under `CI=true`, where it must.
  private static let absence: String? = {
    guard ProcessInfo.processInfo.environment["CI"] != "true" else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import openpyxl"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return "python3 is missing" }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? nil : "openpyxl is missing: pip install openpyxl"
  }()

  /// Every fifth model, or all where the full tests are asked for.
  private static let models = Repository.models.enumerated().filter { index, name in
    name.hasPrefix("models/") && (index % 5 == 0 || ProcessInfo.processInfo.environment["MARGIN_FULL"] == "1")
  }.map(\.element)

  private struct Report: Decodable {
    struct Change: Decodable {
      let place: String
      let book: Double
      let outcome: String
      let edit: String
    }
    struct Message: Decodable {
      let code: String
      let severity: String
      let message: String
    }
    let changes: [Change]
    let messages: [Message]
  }

  @Test("There are models to pull into")
  func modelsExist() { #expect(!Self.models.isEmpty) }

  @Test(
    "Random changes made with openpyxl come back exactly, and comments stay as they are",
    .enabled(if: absence == nil, Comment(rawValue: absence ?? "")), arguments: models)
  func openpyxl(model: String) async throws {
    try await comesBack(model) { book, changes in
      let list = changes.map { ["sheet": $0.cell.sheet, "cell": $0.cell.range, "value": $0.new] as [String: Any] }
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", Repository.root + "/Tests/Oracle/edit_book.py", book, book]
      let input = Pipe()
      process.standardInput = input
      try process.run()
      input.fileHandleForWriting.write(try JSONSerialization.data(withJSONObject: list))
      try input.fileHandleForWriting.close()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
    }
  }

  @Test(
    "Random changes saved by LibreOffice come back exactly, and comments stay as they are",
    .enabled(if: LibreOffice.absence == nil, Comment(rawValue: LibreOffice.absence ?? "")), arguments: models)
  func libreOffice(model: String) async throws {
    try await comesBack(model) { path, changes in
      let book = try await LibreOffice.shared.open(path)
      try await LibreOffice.shared.change(
        changes.map { .init(sheet: $0.cell.sheet, cell: $0.cell.range, value: .number($0.new)) }, in: book)
      try await LibreOffice.shared.save(book, to: path)
      try await LibreOffice.shared.close(book)
    }
  }

  /// Exports a copy of a model, lets `edit` change cells of every case, applies what was pulled, and pulls again: then
  /// the text has what the book has.
  private func comesBack(_ model: String, _ edit: (String, [InputChange]) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try FileManager.default.copyItem(atPath: Repository.root + "/models", toPath: folder.file("models"))
    let copy = folder.file(model)
    let (path, mapPath) = (folder.file("book.xlsx"), folder.file("map.json"))
    _ = try await Repository.margin(["export", copy, "-o", path, "--map", mapPath])
    let map = try JSONDecoder().decode(WorkbookMap.self, from: folder.data("map.json"))
    let changes = try randomChanges(try await values(of: copy, map), map)
    try await edit(path, changes)
    let before = try String(contentsOfFile: copy, encoding: .utf8)

    let first = try await pull(copy, path, "--apply")
    #expect(first.changes.map(\.place).sorted() == changes.map { "Inputs!" + $0.cell.range }.sorted())
    for change in changes {
      let found = first.changes.first { $0.place == "Inputs!" + change.cell.range }
      #expect(found.map { abs($0.book - change.new) <= 1e-13 * abs(change.new) } == true, "\(change.path)")
    }
    let left = first.changes.filter { $0.outcome != "proposed" }
    // Outside of its range or shape, or set by two parts of a composed case.
    #expect(left.allSatisfy { ["N441", "Q854", "C603"].contains(String($0.edit.prefix(4))) }, "\(left)")
    #expect(left.count * 3 <= changes.count, "\(left)")
    #expect(first.messages.allSatisfy { ["X211", "X212"].contains($0.code) }, "\(first.messages)")

    let second = try await pull(copy, path)
    let expected = Dictionary(uniqueKeysWithValues: first.changes.map { ($0.place, $0.outcome) })
    for change in second.changes where expected[change.place] == "proposed" {
      #expect(change.outcome == "present", "\(change)")
    }
    #expect(comments(try String(contentsOfFile: copy, encoding: .utf8)) == comments(before))
  }

  private func pull(_ model: String, _ book: String, _ more: String...) async throws -> Report {
    let output = try await Repository.margin(["pull", model, book, "--format", "json"] + more, exits: [0, 1])
    return try JSONDecoder().decode(Report.self, from: output)
  }

  private func comments(_ text: String) -> [Substring] {
    text.split(separator: "\n").compactMap { line in line.firstIndex(of: "#").map { line[$0...] } }
  }

  /// The values of inputs in the base, which say by how much to move them.
  private func values(of model: String, _ map: WorkbookMap) async throws -> EngineResults {
    try JSONDecoder().decode(
      EngineResults.self, from: await Repository.margin(["run", model, "--format", "json"], exits: [0, 1]))
  }

  /// Some inputs of every case that is no step of a roadmap, each with three digits that are not those it has.
  private func randomChanges(_ engine: EngineResults, _ map: WorkbookMap) throws -> [InputChange] {
    var result: [InputChange] = []
    for (index, name) in map.cases.enumerated() where !name.contains("+") {
      var generator = SplitMix64(seed: 20_261_121 + UInt64(index))
      let known = map.scalarInputs(case: name)
      var cells: [InputChange] = []
      for input in known {
        guard case .number(let old)?? = engine.values[input.path]?.values.first, old.isFinite, old > 0, old != 1 else {
          continue
        }
        let text = String(format: "%.3g", old * (0.6 + 0.35 * generator.unit()))
        guard let new = Double(text), new != old else { continue }
        cells.append(InputChange(path: input.path, cell: input.cell, old: old, new: new, unit: input.unit))
      }
      result += cells.shuffled(using: &generator).prefix(4)
    }
    return result
  }
}
