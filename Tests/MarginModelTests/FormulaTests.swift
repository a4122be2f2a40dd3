import Foundation
import MarginEngine
import Testing

/// Formulas of the field as a person of finance writes them, in `Fixtures/formulas`: none meets a fault of units, and
/// each gives the value that was worked out by hand.
@Suite("Formulas of the field")
struct FormulaTests {
  static let folder = Golden.folder + "/formulas"
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".margin") }.sorted()

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
  }

  @Test("Every formula is taken as written and gives its value", arguments: names)
  func values(_ name: String) throws {
    let checked = Checked(try text(name))
    #expect(checked.codes == [])
    let model = try #require(checked.model)
    let outcomes = testOutcomes(model).flatMap(\.expectations)
    #expect(!outcomes.isEmpty)
    for outcome in outcomes { #expect(outcome.passed, "\(outcome.left) is not \(outcome.right)") }
  }

  @Test("There are more than a hundred values in six fields")
  func count() throws {
    let lines = try Self.names.flatMap { try text($0).split(separator: "\n") }
    #expect(Self.names.count == 6)
    #expect(lines.count { $0.contains("  expect ") } > 100)
  }
}
