import Foundation
import MarginEngine
import MarginModel
import Testing

@testable import MarginKit
@testable import MarginReports

@Suite("The worked models as workbooks")
struct WorkedModelsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let all = ((try? FileManager.default.contentsOfDirectory(atPath: root.path + "/models")) ?? [])
    .filter { $0.hasSuffix(".margin") && !$0.hasSuffix(".case.margin") }.map { String($0.dropLast(".margin".count)) }
    .sorted()

  /// All of them take minutes; the tests of the library export every model in its base.
  private static let names =
    ProcessInfo.processInfo.environment["MARGIN_FULL"] == "1"
    ? all : ["support-email", "deepseek-serving", "api-or-owned"]
  private static let info = BookInfo(toolVersion: "1", modelFile: "a.margin", digest: "d", asOf: "2026-10-31")

  private func model(_ name: String) throws -> Model {
    try #require(Workspace.load(Self.root.path + "/models/\(name).margin").model)
  }

  @Test("Every formula gives the engine's value in every case", arguments: names)
  func parity(name: String) throws {
    let model = try model(name)
    let results = model.cases.indices.map { evaluate(model, caseIndex: $0) }
    for index in model.cases.indices {
      let found = present(model, results, selectedCase: index, info: Self.info).diagnostics
      #expect(found.isEmpty, "\(model.cases[index].name): \(found.map(\.message))")
    }
  }

  @Test("Labels of calculation rows stand once in the book", arguments: names)
  func labels(name: String) throws {
    let model = try model(name)
    let layout = BookLayout(model, [evaluate(model, caseIndex: 0)], selectedCase: 0, info: Self.info)
    #expect(Set(layout.plan.rows.map { $0.label.lowercased() }).count == layout.plan.rows.count)
  }
}
