import Testing

@testable import MarginKit

@Suite("Tables of tests, and rounding")
struct TestTableTests {
  private func results(_ test: String) throws -> [TestResult] {
    let text = """
      model "Tables" { currency USD; timeline 2026-01 for 2 months }
      input volume = 1000 requests/month growing 5%/month
      input price  = $0.0125/request
      flow  traffic = volume
      flow  cost = traffic * price
      calc  share = cost / $37.5
      calc  middle = 2.5
      \(test)
      """
    return try Folder.with { folder in
      try folder.write("m.margin", text)
      let workspace = Workspace.load(folder.path("m.margin"))
      #expect(workspace.isSound, "\(workspace.messages())")
      return try workspace.runTests()
    }
  }

  @Test("Every line of a table is a test: the first column is set, the others are expected")
  func table() throws {
    let found = try results(
      """
      test "by hand" {
        table at 2026-01 {
          volume  cost    (cost + $1)
          1000    $12.5   $13.5
          2000    $25     $26
          3000    $37     $38.5
        }
      }
      """)
    #expect(found.map(\.label) == ["by hand, volume = 1000", "by hand, volume = 2000", "by hand, volume = 3000"])
    #expect(found.map(\.hasPassed) == [true, true, false])
    #expect(found[2].findings.count == 1)
  }

  @Test(
    "Rounded compares to the printed digit, halves away from zero",
    arguments: [
      ("cost at 2026-01 = $12.5", true), ("cost at 2026-01 = $13", true), ("cost at 2026-01 = $12", false),
      ("cost at 2026-01 = $12.50", true), ("cost at 2026-01 = $12.51", false), ("share at 2026-01 = 33%", true),
      ("share at 2026-01 = 33.3%", true), ("share at 2026-01 = 33.4%", false), ("middle = 3", true),
      ("middle = 2", false), ("volume at 2026-02 = 1k", true), ("volume at 2026-02 = 1.1k", true),
      ("volume at 2026-02 = 1.0k", false),
    ])
  func rounded(_ expectation: String, _ holds: Bool) throws {
    let found = try results("test \"t\" { expect \(expectation) rounded }")
    #expect(found.map(\.hasPassed) == [holds])
  }
}
