import Foundation
import Testing

@testable import MarginKit

@Suite("Diagnosing a model by its bands")
struct DiagnosisTests {
  private func loaded<Result>(
    _ text: String, caseName: String? = nil, settings: [String] = [], _ body: (Workspace) throws -> Result
  ) throws -> Result {
    try Folder.with { folder in
      try folder.write("desk.margin", text)
      let workspace = Workspace.load(folder.path("desk.margin"), caseName: caseName, settings: settings)
      try #require(workspace.isSound, "\(workspace.messages())")
      return try body(workspace)
    }
  }

  /// With two blanks between cells, however wide their columns are.
  private func narrow(_ text: String) -> String { text.replacing(#/\ {2,}/#, with: "  ") }

  /// In January a call costs $0.02 * (1.5 - 0.6) = $0.018 and in March $0.018 + $0.006; the team costs $0.10 a call.
  private static let desk = """
    model "Desk" { currency USD; timeline 2026-01 for 4 months }
    dimension engine { small "Small", large "Large" }
    input hit_rate   = 60% { source "gateway log" 2025-03-31; range 0% to 95% }
    input retry_rate = series 2026-01: 4%, 2026-02: 6%, 2026-04: 12%
    input fee        = $0.02/request { source "price list" 2025-12-01 }
    input team       = [small: $1/request, large: $3/request]
    input turns      = 3
    input none       = 0 requests/month
    input fixed      = $100/month
    calc  cost       = fee * (1.5 - hit_rate) + $0.05/request * retry_rate
    calc  servers    = ceil(turns / 2)
    calc  worst      = 2 * team
    flow  idle       = none
    flow  spent      = fixed
    ratio of_idle    = spent / idle
    calc  part [%]   = 0% * turns

    """

  private static let bands = """
    band "Retry rate" retry_rate "Look for retries in layers" { healthy < 5%; warning <= 10%; critical otherwise }
    band "Hit rate" hit_rate { healthy > 70%; warning >= 50%; critical otherwise }
    band "Cost" cost { healthy < $0.02/request; warning < $1/request; critical otherwise }
    band "Fee" fee { healthy < $1/request; critical otherwise }

    """

  @Test("The worst band comes first, alike ones in the order of the text, and the worst stands for the model")
  func order() throws {
    try loaded(Self.desk + Self.bands) { workspace in
      let found = try workspace.diagnose()
      #expect(found.bands.map(\.label) == ["Retry rate", "Hit rate", "Cost", "Fee"])
      #expect(found.bands.map(\.status) == [.critical, .warning, .warning, .healthy])
      #expect(found.status == .critical && found.failedChecks == 0)
      #expect(found.bands[0].value == 0.12 && found.bands[0].place == "2026-04")
    }
    let better = ["retry_rate=4%", "hit_rate=71%", "fee=$0.01/request"]
    try loaded(Self.desk + Self.bands, settings: better) { workspace in
      let found = try workspace.diagnose()
      #expect(found.status == .healthy)
    }
  }

  @Test("Words of the field say how bad a level is; of other names the first is healthy and the last critical")
  func names() throws {
    let text = """
      band "A" turns { good < 1; fair < 5; poor otherwise }
      band "B" turns { good < 1; poor otherwise }
      band "C" turns { healthy < 1; warning otherwise }
      band "D" turns { fine < 9; poor otherwise }
      band "E" of_idle { healthy < $1/request; critical otherwise }
      band "F" turns { low < 1; high > 5 }

      """
    try loaded(Self.desk + text) { workspace in
      let found = try workspace.diagnose().bands
      let status = Dictionary(uniqueKeysWithValues: found.map { ($0.label, $0.status) })
      #expect(status == ["A": .warning, "B": .critical, "C": .warning, "D": .healthy, "E": .critical, "F": .critical])
      #expect(found.first { $0.label == "E" }?.level == nil && found.first { $0.label == "F" }?.level == nil)
      let text = try workspace.diagnose().text(.table)
      #expect(text.contains("undefined: a zero denominator, idle at 2026-01"))
      #expect(narrow(text).contains("no level  F"))
    }
  }

  @Test("A lever is where a better level begins in all periods and members, by hand, and a short number beyond")
  func levers() throws {
    try loaded(Self.desk + Self.bands) { workspace in
      let found = try workspace.diagnose().bands
      let hit = try #require(found[1].levers.first)
      #expect(found[1].levers.count == 1 && hit.input == "hit_rate" && hit.level == "healthy")
      #expect(abs(hit.threshold - 0.7) < 1e-12 && hit.value == 0.701)
      // 0.02 * (1.5 - h) + 0.05 * 12% = 0.02 in April, the dearest month: h = 0.8.
      let cost = found[2].levers
      #expect(cost.map(\.input) == ["fee", "hit_rate", "retry_rate"])
      #expect(cost.map(\.level) == ["healthy", "healthy", "healthy"])
      #expect(abs(cost[1].threshold - 0.8) < 1e-9 && cost[1].value == 0.801)
      #expect(abs(cost[0].threshold - 0.014 / 0.9) < 1e-9 && cost[0].value == 0.0155)
      // 0.02 * 0.9 + 0.05 * r = 0.02 at r = 4%, in place of the whole series.
      #expect(abs(cost[2].threshold - 0.04) < 1e-9 && cost[2].value < 0.04)
      #expect(found[3].levers.isEmpty)
    }
  }

  @Test(
    "A lever that is tried gives the level that it promises, and a step before it does not",
    arguments: [
      "band \"B\" cost { healthy <= $0.019/request; critical otherwise }",
      "band \"B\" servers { healthy <= 1; critical otherwise }",
      "band \"B\" turns { healthy >= 3.14159; critical otherwise }",
      "band \"B\" fee * 100 requests { healthy > $7.1; warning > $6; critical otherwise }",
    ])
  func promises(band: String) throws {
    let levers = try loaded(Self.desk + band) { try $0.diagnose().bands[0].levers }
    try #require(!levers.isEmpty)
    for lever in levers {
      func level(_ value: Double) throws -> String? {
        let unit = lever.input == "fee" ? "USD/request" : ""
        return try loaded(Self.desk + band, settings: ["\(lever.input)=\(value) \(unit)"]) {
          try $0.diagnose().bands[0].level
        }
      }
      #expect(try level(lever.value) == lever.level)
      let back = lever.threshold + (lever.now > lever.threshold ? 1e-9 : -1e-9)
      #expect(try level(back) != lever.level)
    }
  }

  @Test("Where no lever is found, it is told what was tried, and not that there is none")
  func none() throws {
    let text = """
      band "Members" worst { healthy < $0.04/request; critical otherwise }
      band "Never" part { healthy > 10%; critical otherwise }

      """
    try loaded(Self.desk + text) { workspace in
      let found = try workspace.diagnose()
      #expect(found.bands.map(\.levers.count) == [0, 0])
      let text = found.text(.table)
      #expect(narrow(text).contains("critical  Members  6.00 USD/request  Large"))
      #expect(text.contains("no one input was found that alone brings it to healthy: tried 1 input, each in its range"))
      #expect(text.contains("desk.margin 'worst[large]' --drivers"))
    }
  }

  @Test("The table tells the worst and the last period, since when, how far the next level is, and what to do")
  func table() throws {
    try loaded(Self.desk + Self.bands) { workspace in
      let text = try workspace.diagnose(habits: Habits(asOf: "2026-03", maxAge: 11)).text(.table)
      for line in [
        "Desk, case base", "Diagnosis: critical", "4 bands: 1 critical, 2 warning, 1 healthy",
        "critical  Retry rate  12%  2026-04  12%  2026-04  2pp to warning",
        "warning  Hit rate  60%  10pp to healthy, 10pp to critical",
        "healthy < 5%, warning <= 10%, critical otherwise", "  Look for retries in layers",
        "  in 1 of 4 periods, first 2026-04; worst 2026-04", "gateway log 2025-03-31  12 months",
        "  healthy with hit_rate above 70%, now 60%", "desk.margin --set hit_rate=70.1%",
        "desk.margin 'retry_rate at 2026-04' --drivers", "W902  the source of `hit_rate` is 12 months old",
        "W901  `turns` has no source", "W901  and 2 more",
      ] { #expect(narrow(text).contains(line), "\(line)\n\(text)") }
    }
    let set = ["retry_rate=4%"]
    try loaded(Self.desk + "band \"Hit rate\" hit_rate { healthy > 70%; critical otherwise }", settings: set) {
      let text = try $0.diagnose().text(.table)
      #expect(text.contains("desk.margin --set retry_rate=4% --set hit_rate=70.1%"))
    }
  }

  @Test("A check that does not hold is critical, and its parts are shown")
  func checks() throws {
    let text = """
      band "Turns" turns { healthy < 9; critical otherwise }
      check "Cheap" every month: cost < $0.023/request
      check "Dear" : cost[last] > $0.01/request

      """
    try loaded(Self.desk + text) { workspace in
      let found = try workspace.diagnose()
      #expect(found.status == .critical && found.failedChecks == 1 && found.bands[0].status == .healthy)
      let text = found.text(.table)
      #expect(text.contains("1 band: 1 healthy; 2 checks: 1 does not hold"))
      #expect(narrow(text).contains("failed  Cheap  0.024 USD/request  2026-04  must be < 0.023 USD/request"))
      #expect(text.contains("    cost < $0.023/request\n"))
      #expect(text.contains("    margin explain \(workspace.path) 'cost at 2026-04' --drivers\n"))
    }
  }

  @Test("Scenarios are told one by one, with the owner and the worst of each")
  func scenarios() throws {
    let text = """
      model "Two" { currency USD; timeline 2026-01 for 2 months }
      template use {
        input rate = 3%
        band "Retries" rate { healthy < 5%; warning <= 15%; critical otherwise }
      }
      scenario chat   : use { owner "Care" }
      scenario search : use { owner "Store"; rate = 9% }

      """
    try loaded(text) { workspace in
      let text = try workspace.diagnose().text(.table)
      #expect(text.contains("  Chat (Care): healthy\n  Search (Store): warning\n"))
      #expect(narrow(text).contains("warning  Search: Retries  9%"))
    }
  }

  @Test("JSON can be read, CSV has a cell for every head, and markdown shows commands as they are")
  func formats() throws {
    let check = "check \"Cheap\" every month: cost < $0.023/request\n"
    try loaded(Self.desk + Self.bands + check) { workspace in
      let found = try workspace.diagnose()
      let read = try JSONSerialization.jsonObject(with: Data(found.text(.json).utf8)) as? [String: Any]
      #expect(read?["status"] as? String == "critical")
      let bands = try #require(read?["bands"] as? [[String: Any]])
      #expect(bands.count == 4 && bands[0]["to_do"] as? String == "Look for retries in layers")
      #expect(bands[0]["periods_at_level"] as? Int == 1 && bands[0]["from"] as? String == "2026-04")
      #expect((bands[1]["levers"] as? [[String: Any]])?.first?["value"] as? Double == 0.701)
      #expect((read?["checks"] as? [Any])?.count == 1 && (read?["findings"] as? [Any])?.isEmpty == false)
      let rows = found.text(.csv).split(separator: "\n").map { line in
        line.split(separator: /,(?=(?:[^"]*"[^"]*")*[^"]*$)/, omittingEmptySubsequences: false).count
      }
      #expect(rows.count > 6 && Set(rows) == [23])
      #expect(found.text(.markdown).contains("```text\nmargin diagnose \(workspace.path) --set hit_rate=70.1%\n"))
    }
  }

  @Test("A model without a band shows its checks and how a band is written")
  func onlyChecks() throws {
    let check = "check \"Cheap\" every month: cost < $0.023/request\n"
    try loaded(Self.desk + check) { workspace in
      let found = try workspace.diagnose()
      #expect(found.status == .critical && found.bands.isEmpty && found.failedChecks == 1)
      let text = found.text(.table)
      #expect(
        text.contains("no band; 1 check, which does not hold") && text.contains("a band says how a number stands"))
    }
    try loaded(Self.desk + check, settings: ["retry_rate=4%"]) { workspace in
      let status = try workspace.diagnose().status
      #expect(status == .healthy)
    }
  }

  @Test("A model without a band and a check is told how a band is written")
  func noBand() throws {
    try loaded("model \"M\"\ninput a = 5\n") { workspace in
      let failure = #expect(throws: Failure.self) { try workspace.diagnose() }
      let text = failure?.text() ?? ""
      #expect(text.contains("error[L322]: the model has no band and no check"))
      #expect(text.contains("band \"Cache hit rate\" hit_rate { healthy > 70%"))
    }
  }
}
