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
  private static let names = ["support-email", "deepseek-serving", "api-or-owned"]
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

  @Test("Formulas stay short and shallow, and hold no numbers of their own", arguments: names)
  func readable(name: String) throws {
    let model = try model(name)
    let results = model.cases.indices.map { evaluate(model, caseIndex: $0) }
    let book = present(model, results, selectedCase: 0, info: Self.info).workbook
    for sheet in book.sheets {
      for (address, cell) in sheet.cells {
        guard case .formula(let text, _) = cell.content else { continue }
        let nesting = Term.nesting(text)
        #expect(text.count < 120 && nesting.all <= 3 && nesting.ifs <= 2, "\(sheet.name)!\(address.text): \(text)")
      }
    }
  }

  @Test("Labels of calculation rows stand once in the book", arguments: names)
  func labels(name: String) throws {
    let model = try model(name)
    let layout = BookLayout(model, [evaluate(model, caseIndex: 0)], selectedCase: 0, info: Self.info)
    #expect(Set(layout.plan.rows.map { $0.label.lowercased() }).count == layout.plan.rows.count)
  }

  @Test("The same model gives the same workbook and the same map")
  func deterministic() throws {
    let model = try model("support-email")
    let results = model.cases.indices.map { evaluate(model, caseIndex: $0) }
    let (first, second) = (
      present(model, results, selectedCase: 1, info: Self.info),
      present(model, results, selectedCase: 1, info: Self.info)
    )
    #expect(first.workbook == second.workbook)
    #expect(first.map.json == second.map.json)
  }
}
