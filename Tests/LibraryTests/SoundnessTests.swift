import MarginEngine
import MarginModel
import MarginReports
import MarginSource
import Testing

@testable import MarginKit

/// Every text of the library is sound in the eyes of a strict reader, gives its numbers, and is a workbook.
@Suite("Models and starters")
struct SoundnessTests {
  @Test("The tests of templates are strict, give their numbers and make workbooks", arguments: LibraryFiles.tests)
  func templates(path: String) throws { try expectSound(path, isTested: true) }

  @Test("The worked models are strict, give their numbers and make workbooks", arguments: LibraryFiles.models)
  func models(path: String) throws { try expectSound(path, isTested: true) }

  @Test("The models to start from are strict and make workbooks", arguments: LibraryFiles.starters)
  func starters(path: String) throws { try expectSound(path, isTested: false) }

  @Test("A worked model has an owner and a purpose, and begins with what it answers", arguments: LibraryFiles.models)
  func purposes(path: String) throws {
    let model = try #require(Workspace.load(LibraryFiles.root + "/" + path).model)
    #expect(model.owner?.isEmpty == false)
    #expect(model.texts.contains { $0.name == "purpose" && !$0.value.isEmpty })
    #expect(LibraryFiles.text(path).hasPrefix("# "))
  }

  @Test("A starter begins with its question and what it answers", arguments: LibraryFiles.starters)
  func questions(path: String) throws {
    let lines = LibraryFiles.text(path).split(separator: "\n").prefix { $0.hasPrefix("# ") }
    #expect(lines.first?.hasSuffix("?") == true)
    #expect(lines.count >= 2)
  }

  private func expectSound(_ path: String, isTested: Bool) throws {
    let workspace = Workspace.load(LibraryFiles.root + "/" + path, habits: Habits())
    let told = workspace.findings.filter { $0.severity != .note }
    #expect(told.isEmpty, "\(told.map { "\($0.code) \($0.place.map { "line \($0.line) " } ?? "")\($0.message)" })")
    let model = try #require(workspace.model)
    #expect(!isTested || !model.tests.isEmpty, "there is no test")
    for result in try workspace.runTests() where !result.hasPassed {
      Issue.record("\(result.label): \(result.findings.joined(separator: "\n"))")
    }
    let results = model.cases.indices.map { evaluate(model, caseIndex: $0) }
    #expect(results.flatMap { unsettledLoops(model, $0) }.isEmpty)
    let info = BookOrigin.info(model, path: path)
    let faults = present(model, results, selectedCase: 0, info: info).diagnostics
    #expect(faults.isEmpty, "\(faults.map { "\($0.code) \($0.message)" })")
  }
}
