import Foundation
import Testing

@testable import MarginKit

@Suite("Conditions that do not hold")
struct ConditionTests {
  private static let model = """
    model "Conditions" {
      currency USD
      timeline 2026-01 for 6 months
    }
    input hit_rate = 72%
    input calls    = 100 requests/month
    input fee      = $2/request
    flow  traffic  = calls
    flow  cost     = calls * fee * (1 - hit_rate)
    stock spent { open $0; add cost }
    case cold { hit_rate 72% -> 20% from 2026-03; calls -> 300 requests/month }
    check "A price": cost / traffic < fee * 10% + $0.01/request
    check "Every month" every month: spent < $150
    check "Both" every month: hit_rate > 50% and spent < $1_000
    test "a month" {
      in case cold
      expect cost at 2026-03 = $56
    }

    """

  private func text(_ format: OutputFormat, case name: String? = nil) throws -> String {
    try Folder.with { folder in
      try folder.write("m.margin", Self.model)
      return try Workspace.load(folder.path("m.margin"), caseName: name).evaluate().text(format)
    }
  }

  @Test("A condition that fails is shown with what each part comes to, operators under their signs")
  func drawing() throws {
    // 336 USD for 600 requests; 10 % of 2 USD and one cent.
    #expect(
      try text(.table).contains(
        """
          A price
            cost / traffic < fee * 10% + $0.01/request
            │    │ │         │   │     │
            │    │ │         │   │     0.21 USD/request
            │    │ │         │   0.20 USD/request
            │    │ │         2.00 USD/request
            │    │ 600 requests
            │    0.56 USD/request
            336.00 USD

        """))
  }

  @Test("Of many periods the first that fails is shown, and how many do")
  func first() throws {
    // 56 USD a month: 168 at the end of the third.
    #expect(
      try text(.table).contains(
        """
          Every month: fails in 4 of 6, first at 2026-03
            spent < $150
            │
            168.00 USD

        """))
  }

  @Test("The inputs that the case changes are listed once, with their old and new values and from when")
  func changes() throws {
    let text = try text(.table, case: "cold")
    let words = """
        case cold changes
          hit_rate 72% -> 20% from 2026-03
          calls 100 requests/month -> 300 requests/month

      """
    #expect(text.components(separatedBy: words).count == 2)
    #expect(text.contains("Both: fails in 4 of 6, first at 2026-03"))
    #expect(try !self.text(.table).contains("changes"))
  }

  @Test("JSON holds the parts with their values, and the changes")
  func json() throws {
    let text = try text(.json, case: "cold")
    #expect(text.contains(#""condition": "spent < $150", "failing": 6, "cells": 6, "first": "2026-01""#))
    #expect(text.contains(#"{"text": "hit_rate", "value": 0.2, "unit": ""}"#))
    #expect(text.contains(#""changes": ["hit_rate 72% -> 20% from 2026-03""#))
  }

  @Test("An expectation that does not hold is drawn too")
  func test() throws {
    try Folder.with { folder in
      try folder.write("m.margin", Self.model)
      let results = try Workspace.load(folder.path("m.margin")).runTests()
      let lines = results.flatMap(\.findings).flatMap { $0.split(separator: "\n") }
      // 300 requests at 2 USD, 80 % of them not cached.
      #expect(
        lines.dropFirst() == [
          "  cost at 2026-03 = $56", "  │", "  480.00 USD", "  case cold changes",
          "    hit_rate 72% -> 20% from 2026-03", "    calls 100 requests/month -> 300 requests/month",
        ])
    }
  }
}
