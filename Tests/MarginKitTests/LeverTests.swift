import Testing

@testable import MarginKit

@Suite("What would bring a band or a check back")
struct LeverTests {
  private func diagnosed<Result>(
    _ text: String, caseName: String? = nil, settings: [String] = [], _ body: (Diagnosis, Workspace) throws -> Result
  ) throws -> Result {
    try Folder.with { folder in
      try folder.write("desk.margin", text)
      let workspace = Workspace.load(folder.path("desk.margin"), caseName: caseName, settings: settings)
      try #require(workspace.isSound, "\(workspace.messages())")
      return try body(workspace.diagnose(), workspace)
    }
  }

  private static let desk = """
    model "Desk" { currency USD; timeline 2026-01 for 4 months }
    dimension engine { cheap, dear }
    input price   = series 2026-01: $1/request, 2026-03: $2/request
    input volume  = 1_000 requests/month growing 10%/month
    input retry   = 5%
    input hits    = 60% { range 0% to 95% }
    input failure [%] = [cheap: 14%, dear: 4%]
    flow  cost    = price * volume
    calc  change [%] = cost / previous(cost, cost) - 1
    calc  wait    = retry * 2 + 1
    report "Bill" { cost }
    case cold { hits -> 30% from 2026-02 }

    """

  @Test("A value that stands on its threshold has a lever on the side that is better")
  func onThreshold() throws {
    let band = "band \"Retry\" retry { healthy < 5%; critical otherwise }"
    try diagnosed(Self.desk + band) { found, _ in
      let lever = try #require(found.bands[0].levers.first)
      #expect(lever.input == "retry" && lever.threshold == 0.05 && lever.value < 0.05 && lever.value > 0.049)
      #expect(found.text(.table).contains("healthy with retry below 5%, now 5%"))
    }
    let other = "band \"Retry\" wait { healthy < 1.1; critical otherwise }"
    try diagnosed(Self.desk + other) { found, _ in
      #expect(abs((found.bands[0].levers.first?.threshold ?? 0) - 0.05) < 1e-9)
    }
  }

  @Test("An input with several values over time has a lever that is one value throughout")
  func overTime() throws {
    let band = "band \"Hits\" hits { healthy > 70%; critical otherwise }"
    try diagnosed(Self.desk + band, caseName: "cold") { found, _ in
      let lever = try #require(found.bands[0].levers.first)
      #expect(lever.input == "hits" && lever.now == 0.3 && abs(lever.threshold - 0.7) < 1e-12 && lever.value > 0.7)
      #expect(found.text(.table).contains("healthy with hits above 70% throughout, now 30% to 60%"))
    }
  }

  @Test("Of an input over members the worst one is moved alone, else all are scaled, and the promise holds")
  func overMembers() throws {
    let band = "band \"Failures\" failure { healthy < 5%; critical otherwise }"
    try diagnosed(Self.desk + band) { found, _ in
      let lever = try #require(found.bands[0].levers.first)
      #expect(lever.input == "failure[cheap]" && abs(lever.threshold - 0.05) < 1e-12 && !lever.isMultiple)
      #expect(found.text(.table).contains("--set 'failure[cheap]=4.99%'"))
    }
    try diagnosed(Self.desk + band, settings: ["failure[cheap]=4.99%"]) { found, _ in
      #expect(found.status == .healthy)
    }
    // 14% + 4% = 18% comes to 9% at half of each.
    let sum = "band \"All\" sum(failure over engine) { healthy <= 9%; critical otherwise }"
    try diagnosed(Self.desk + sum) { found, _ in
      let lever = try #require(found.bands[0].levers.first)
      #expect(lever.isMultiple && lever.input == "failure" && abs(lever.threshold - 0.5) < 1e-9)
      #expect(found.text(.table).contains("healthy with all of failure scaled by a factor below 0.5, now 4% to 14%"))
    }
  }

  @Test("A lever tells what it does to a line of the reports, and one that does harm there comes last")
  func headline() throws {
    let text = """
      model "Serve" { currency USD }
      input demand = 100 tokens/s
      input speed  = 1_000 tokens/s
      input rent   = $1/hour
      calc  used [%] = demand / speed
      calc  cost   = rent * 50 + rent * (2_000 tokens/s / speed) * 50
      report "Money" { used, cost }
      band "Used" used { healthy > 20%; critical otherwise }

      """
    try diagnosed(text) { found, _ in
      #expect(found.bands[0].levers.map(\.input) == ["demand", "speed"])
      let shown = found.text(.table)
      #expect(shown.contains("healthy with speed below 500 tokens/s, now 1,000 tokens/s; Cost goes from 150.00 to 250"))
      #expect(shown.contains("USD/hour, for the worse") && !shown.contains("1,000 tokens/s; used"))
    }
  }

  @Test("A change from month to month is laid to the inputs that changed, never to one that stood still")
  func change() throws {
    let text = Self.desk.replacing("price * volume", with: "price * volume * (1 + hits * 20) * (1 + retry)")
    let band = "band \"Rise\" change { healthy <= 20%; critical otherwise }\n"
    try diagnosed(text + band, caseName: "cold") { found, workspace in
      #expect(found.bands[0].place == "2026-03")
      #expect(found.bands[0].levers.allSatisfy { ["price", "volume", "hits"].contains($0.input) })
      let shown = found.text(.table)
      #expect(
        shown.contains("from 2026-02 to 2026-03 changed: price 1.00 USD/request -> 2.00 USD/request; volume 1,100"))
      let rows = shown.split(separator: "\n").drop { !$0.contains("What moves it") }.dropFirst()
      #expect(rows.first?.contains("price") == true)
      #expect(shown.contains("margin compare \(workspace.path) base cold of 'change at 2026-03'"))
    }
  }

  @Test("A check that does not hold has drivers and the value of an input at which it holds")
  func checks() throws {
    // In April the call costs $2 and the volume is 1,331, which is $2,662 against $2,000: 1.5028 dollars, or 1,000 * 2000/2662.
    let check = "check \"Cheap\" every month: cost < $2_000\n"
    try diagnosed(Self.desk + check) { found, _ in
      let shown = found.text(.table)
      #expect(shown.contains("what moves the distance between both sides, 662.00 USD"))
      // 26.62 dollars of 662.
      #expect(shown.contains("+4.02%"))
      #expect(shown.contains("holds with volume below 751.315 requests/month, now 1,000 requests/month"))
    }
    try diagnosed(Self.desk + check, settings: ["volume=751 requests/month"]) { found, _ in
      #expect(found.failedChecks == 0)
    }
    try diagnosed(Self.desk + "check \"Both\" every month: (retry < 4% and hits > 50%)\n") { found, _ in
      #expect(found.text(.table).contains("holds with retry below 4%, now 5%"))
    }
    try diagnosed(Self.desk + "check \"Same\": wait = 2\n") { found, _ in
      #expect(found.text(.table).contains("is a question for `margin solve`"))
    }
  }

  @Test("A lever that makes a check fail says so, and comes after those that do not")
  func breaking() throws {
    let text = """
      model "Peak" { currency USD }
      input peak = 80%
      input mean = 90% { range 50% to 100% }
      calc  idle [%] = 2 - peak - mean
      band "Idle" idle { healthy > 40%; critical otherwise }
      check "Low or so": peak > 70%

      """
    try diagnosed(text) { found, _ in
      #expect(found.bands[0].levers.map(\.input) == ["mean", "peak"])
      #expect(found.text(.table).contains("healthy with peak below 70%, now 80%; `Low or so` no longer holds then"))
    }
  }

  @Test("Levels keep their unit, a value next to a bound shows its difference, and a label stays on its line")
  func words() throws {
    let text = """
      model "Wait" { currency USD }
      input wait  = 20 minutes
      input retry = 4.9999%
      band "How long" wait { healthy < 10 minutes; critical otherwise }
      band "Retry" retry { healthy < 4.99988%; critical otherwise }

      """
    try diagnosed(text.replacing("\\n", with: " ")) { found, _ in
      let shown = found.text(.table)
      #expect(shown.contains("10 minutes to healthy") && shown.contains("healthy < 10 minutes, critical otherwise"))
      #expect(shown.contains("Retry: critical, 4.9999%"))
    }
  }
}
