import Testing

@testable import MarginKit

/// A member that a model gives is printed by its name in every format.
@Suite("Members as values")
struct MemberValueTests {
  private static let text = """
    model "Choice" { currency USD; timeline 2026-01 for 2 months }
    dimension engine { small "The small one", large }
    input price = [small: $2/request, large: $5/request]
    input cut   = $0/request { from 2026-02: $4/request }
    calc  best  = lowest(price - [small: 0, large: 1] * cut over engine)
    calc  none  = lowest(price / (cut - cut))
    report "Summary" { best at 2026-02, none at 2026-01 }
    check "Small" every month: best = small
    test "large" { expect best at 2026-01 = large }

    """

  private func text(_ format: OutputFormat, _ paths: [String] = []) throws -> String {
    try Folder.with { folder in
      try folder.write("choice.margin", Self.text)
      return try Workspace.load(folder.path("choice.margin")).evaluate().text(format, paths: paths)
    }
  }

  @Test("A report names it, and a check that fails names both")
  func table() throws {
    let text = try text(.table)
    #expect(text.contains("Best at 2026-02  large"))
    #expect(text.contains("n/a    a zero denominator, none[The small one] at 2026-01"))
    #expect(text.contains("failed  Small  large = small does not hold at 2026-02"))
  }

  @Test("JSON and CSV hold its name, and null or nothing where it is undefined")
  func data() throws {
    let json = try text(.json)
    #expect(json.contains(#""style": "member", "axes": ["time"], "labels": [["2026-01", "2026-02"]], "#))
    #expect(json.contains(#""values": ["small", "large"]"#))
    #expect(json.contains(#""values": [null, null]"#))
    #expect(json.contains(#""left": "large", "right": "small""#))
    let csv = try text(.csv, ["best", "none"])
    #expect(csv == "path,period,value,unit\nbest,2026-01,small,\nbest,2026-02,large,\nnone,2026-01,,\nnone,2026-02,,\n")
  }

  @Test("A test that expects another says which it got")
  func test() throws {
    try Folder.with { folder in
      try folder.write("choice.margin", Self.text)
      let results = try Workspace.load(folder.path("choice.margin")).runTests()
      #expect(results.first?.findings.first?.contains("best at 2026-01 = large, at 2026-01, but got small") == true)
    }
  }
}
