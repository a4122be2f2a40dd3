import Testing

@testable import MarginKit

@Suite("The facade")
struct WorkspaceTests {
  private static let text = """
    model "Desk" { currency USD; timeline 2026-01 for 3 months }
    input volume = 100 requests/month
    input share = 40% { range 0% to 100% }
    input price = $2/request
    flow  cost = volume * price * share
    case dear "A dearer price" { price $2/request -> $4/request }
    report "Summary" { cost, share }
    check "Cost stays low" every month: cost < $100
    band "Share" share { healthy < 50%; critical otherwise }
    test "by hand" { expect cost at 2026-01 = $80 }
    test "wrong on purpose" { expect cost at 2026-01 = $81 }

    """

  private func withModel<Result>(_ text: String = text, _ body: (Folder, String) throws -> Result) throws -> Result {
    try Folder.with { folder in
      try folder.write("models/desk.margin", text)
      return try body(folder, folder.path("models/desk.margin"))
    }
  }

  @Test("A sound model is evaluated, and its values are asked for by name")
  func evaluates() throws {
    try withModel { _, path in
      let workspace = Workspace.load(path)
      #expect(workspace.findings == [])
      let answer = try workspace.evaluate().values(of: "cost")
      #expect(answer.unit == "USD")
      #expect(answer.axes == ["time"])
      #expect(answer.labels == [["2026-01", "2026-02", "2026-03"]])
      #expect(answer.values == [80, 80, 80])
      #expect(try workspace.evaluate().failedChecks == 0)
    }
  }

  @Test("Cases and settings change what is evaluated, and the label says so")
  func cases() throws {
    try withModel { _, path in
      let dear = try Workspace.load(path, caseName: "dear").evaluate()
      #expect(dear.caseLabel == "dear")
      #expect(try dear.values(of: "cost").values == [160, 160, 160])
      #expect(dear.failedChecks == 1)
      let both = try Workspace.load(path, caseName: "dear", settings: ["share=10%", "volume=50"]).evaluate()
      #expect(both.caseLabel == "dear with share = 10%, volume = 50")
      #expect(try both.values(of: "cost").values == [20, 20, 20])
      let base = try Workspace.load(path, caseName: "base", settings: ["share = 50%"]).evaluate()
      #expect(try base.values(of: "cost").values.allSatisfy { (($0 ?? 0) - 100).magnitude < 1e-9 })
    }
  }

  @Test("A setting that does not fit is told where it stands")
  func badSettings() throws {
    try withModel { _, path in
      for setting in ["cost=3", "sahre=10%", "share=$3", "share=120%"] {
        let workspace = Workspace.load(path, settings: [setting])
        #expect(!workspace.isSound, "\(setting)")
        #expect(workspace.findings.first?.place?.file == "--set", "\(setting)")
        #expect(workspace.findings.first?.place?.line == 2, "\(setting)")
      }
    }
  }

  @Test("An unknown name is told with the nearest one")
  func unknownName() throws {
    try withModel { _, path in
      let evaluation = try Workspace.load(path).evaluate()
      let failure = #expect(throws: Failure.self) { try evaluation.text(.table, paths: ["cots"]) }
      #expect(failure?.findings.map(\.code) == ["L314"])
      #expect(failure?.text().contains("`cost`") == true)
    }
  }

  @Test("Tests say what they got and where they stand")
  func tests() throws {
    try withModel { _, path in
      let results = try Workspace.load(path).runTests()
      #expect(results.map(\.hasPassed) == [true, false])
      #expect(results[1].findings.first?.contains("but got 80 USD") == true)
      #expect(results[1].place.hasSuffix("desk.margin:11:1"))
    }
  }

  @Test("A model with an error is not evaluated")
  func unsound() throws {
    try withModel(Self.text + "flow sum = cost + volume\n") { _, path in
      let workspace = Workspace.load(path)
      #expect(!workspace.isSound)
      #expect(workspace.isRead)
      #expect(throws: Failure.self) { try workspace.evaluate() }
    }
  }

  @Test("At most a hundred findings are told, then how many more there are")
  func many() throws {
    let faults = (0..<150).map { "calc x\($0) = missing\($0)\n" }.joined()
    try withModel(Self.text + faults) { _, path in
      let text = Workspace.load(path).messages()
      #expect(text.hasSuffix("and 50 more\n"))
    }
  }

  @Test("The standard place of a workbook is the project's exports folder")
  func exportPlace() throws {
    try withModel { folder, path in
      #expect(ExportPlace.standard(of: path) == folder.path("exports/desk.xlsx"))
      try folder.write("plain/a.margin", Self.text)
      #expect(ExportPlace.standard(of: folder.path("plain/a.margin")) == folder.path("plain/exports/a.xlsx"))
      try folder.write("margin.project", "")
      #expect(ExportPlace.standard(of: folder.path("plain/a.margin")) == folder.path("exports/a.xlsx"))
    }
  }

  @Test("A result is never written onto the model")
  func protects() throws {
    try withModel { folder, path in
      let workspace = Workspace.load(path)
      #expect(throws: Failure.self) { try workspace.write("x", to: path) }
      #expect(throws: Failure.self) { try workspace.evaluate().export(to: path) }
      #expect(folder.text("models/desk.margin") == Self.text)
    }
  }

  @Test("The whole way gives a workbook")
  func wholeWay() throws {
    try withModel { folder, path in
      try Workspace.export(path, to: folder.path("desk.xlsx"))
      #expect(folder.names() == ["desk.xlsx", "models"])
    }
  }
}
