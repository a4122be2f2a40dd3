import Foundation
import MarginEngine
import MarginModel
import MarginReports
import MarginSource
import Testing

@testable import MarginKit

/// A starter stays a sound model while its numbers are replaced, one after the other, as `margin new` says.
@Suite("Models to start from, with other numbers")
struct StarterNumbersTests {
  @Test("Every number that is to be replaced can be, and no case goes stale", arguments: Starter.names)
  func replaced(name: String) throws {
    try Folder.with { folder in
      let copy = try Starter.copy(name, to: folder.path("model.margin"))
      var count = 0
      for gap in copy.gaps {
        guard let value = gap.value, case let other = Self.other(value), other != value else { continue }
        let edit = try ValueEdit.of(copy.path, [gap.path + "=" + other])
        #expect(edit.workspace.errors.isEmpty, "\(gap.path) = \(other): \(edit.messages())")
        try edit.write()
        count += 1
      }
      #expect(count > 0)
      let workspace = Workspace.load(copy.path, habits: Habits())
      let told = workspace.findings.filter { $0.severity != .note }
      #expect(told.isEmpty, "\(told.map { "\($0.code) \($0.message)" })")
      let model = try #require(workspace.model)
      let results = model.cases.indices.map { evaluate(model, caseIndex: $0) }
      let info = BookOrigin.info(model, path: copy.path)
      #expect(present(model, results, selectedCase: 0, info: info).diagnostics.isEmpty)
    }
  }

  @Test("Other numbers are other numbers, of the same unit")
  func numbers() {
    #expect(Self.other("50k requests/month") == "45k requests/month")
    #expect(Self.other("$0.60/1M tokens") == "$0.54/1M tokens")
    #expect(Self.other("[h100: 40%, web: 2 months]") == "[h100: 36%, web: 1 months]")
    #expect(Self.other("true") == "true")
  }

  /// A value with every number of it a tenth smaller: whole where it was whole, and 1 and 0 as they are. The 1M of a
  /// price for a million tokens and the digits of names stay.
  private static func other(_ value: String) -> String {
    var result = ""
    var rest = Substring(value)
    while let first = rest.first {
      let isNumber = ("0"..."9").contains(first) && !(result.last.map { $0.isLetter || "/_".contains($0) } ?? false)
      guard isNumber || first.isLetter || first == "/" else {
        result.append(rest.removeFirst())
        continue
      }
      // Names and what stands under the line are taken whole.
      let word = rest.prefix {
        isNumber ? $0.isNumber || "_.".contains($0) : $0.isLetter || $0.isNumber || "_/".contains($0)
      }
      rest = rest.dropFirst(word.count)
      result += isNumber ? smaller(word) : String(word)
    }
    return result
  }

  private static func smaller(_ digits: Substring) -> String {
    guard let number = Double(digits.replacing("_", with: "")) else { return String(digits) }
    guard !digits.contains(".") else { return String(format: "%.4g", number * 0.9) }
    return String(format: "%.0f", number < 1 ? number : max(1, (number * 0.9).rounded(.down)))
  }
}
