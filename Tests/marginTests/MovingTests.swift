import Foundation
import Testing

@Suite("Tornado, fragility and sensitivity on the command line", .serialized)
struct MovingTests {
  static let desk = """
    model "Desk" { currency USD; timeline 2026-01 for 2 months }
    input volume = 100 requests/month
    input share = 90% { range 0% to 100% }
    input price = $2/request
    input idle = 0
    flow  cost = volume * price * share
    calc  slack = 1 / (volume - 120 requests/month)
    case dear "A dearer price" { price $2/request -> $4/request }
    tornado "What moves it" of total(cost) { every input by 20%; top 2 }
    fragility "More of it" total(cost) over volume at 2x, 100 requests/month
    sensitivity "Two" of total(cost) { rows share 50%, 100%; columns price $1/request, $3/request }

    """

  @Test("Without words a verb answers the model's statements, in the case asked for")
  func all() throws {
    try answers("tornado", "desk.margin") { output in
      // 2 months of 100 requests at $2, 90 % of them; the share stops at 100 %: 288 to 400.
      #expect(output.contains("total(cost) is 360.00 USD; each input alone, 20% less and more"))
      #expect(output.contains("Volume  80 to 120 requests/month  288.00   432.00  144.00"))
      #expect(output.contains("1 input more"))
      #expect(output.contains("left out: 1 that no formula leads from"))
    }
    try answers("tornado", "desk.margin", "--case", "dear") { #expect($0.contains("total(cost) is 720.00 USD")) }
    try answers("fragility", "desk.margin") { output in
      #expect(output.contains("200 requests/month             720.00   +100%  collapses"))
      #expect(output.contains("100 requests/month  100 requests/month             360.00      0%  flat"))
    }
    try answers("sensitivity", "desk.margin") { #expect($0.contains(" 50%  100.00  300.00\n  100%  200.00  600.00\n")) }
  }

  @Test("The words of a statement ask it, and a title picks one")
  func asked() throws {
    try answers("tornado", "desk.margin", "of", "total(cost)", "--by", "10%", "--input", "share 50% to 80%") { output in
      #expect(output.contains("Share   50% to 80%"))
      #expect(output.contains("Price   1.80 to 2.20 USD/request"))
    }
    try answers("tornado", "desk.margin", "What moves it") { #expect($0.contains("What moves it")) }
    try answers("tornado", "desk.margin", "tornado of slack { volume by 20% }") { output in
      #expect(output.contains("n/a at the high end of Volume: a zero denominator, slack"))
    }
    try answers("fragility", "desk.margin", "slack over volume at 130 requests/month") { output in
      #expect(output.contains("whether more is better is not said"))
      #expect(output.contains("rises"))
    }
    try answers(
      "sensitivity", "desk.margin", "of", "total(cost), slack", "--rows", "volume 100, 120", "--format", "csv"
    ) {
      output in
      #expect(output.contains(",volume,100,,,total(cost),360,USD\n"))
      #expect(output.contains(",volume,120,,,Slack,,months/request\n"))
    }
  }

  @Test("Points move shares by a distance, and what is no share is left out and counted")
  func points() throws {
    try answers("tornado", "desk.margin", "of", "total(cost)", "--by", "5pp") { output in
      // 90 % less and more by 5 points; of 5 % of it, 85.5 % and 94.5 %.
      #expect(output.contains("each input alone, 5pp less and more"))
      #expect(output.contains("Share  85% to 95%"))
      #expect(output.contains("that are no share"))
    }
    try answers("tornado", "desk.margin", "of", "total(cost)", "--by", "20pp") { #expect($0.contains("70% to 100%")) }
    try answers("tornado", "desk.margin", "of", "total(cost)", "--input", "share by 5pp", "--format", "csv") {
      #expect($0.contains(",share,0.85,"))
    }
  }

  @Test("A point beyond the input's range is not computed, and says so in every format")
  func beyondRange() throws {
    let words = ["fragility", "desk.margin", "total(cost) over share at 0.5x, 2x"]
    try answers(words) { output in
      #expect(output.contains("n/a at 2x: beyond its range 0% to 100%"))
      #expect(output.contains("over all points: improves"))
    }
    try answers(words + ["--format", "csv"]) { #expect($0.contains("beyond its range 0% to 100%")) }
    try answers(words + ["--format", "json"]) { #expect($0.contains("beyond its range 0% to 100%")) }
  }

  @Test("An input that a case's change made certain is not called one without a shape")
  func setByCase() throws {
    try withProgram { program in
      try program.write(
        "drawn.margin",
        """
        model "Drawn" { currency USD }
        input a = 5 ~ 4 to 6
        input b = 2 ~ 1 to 3
        input c = 1
        calc  d = a * b * c
        case fixed { a 5 -> 7 }

        """)
      let words = ["tornado", "drawn.margin", "of", "d", "--from", "p10 to p90", "--case", "fixed"]
      let outcome = try program.run(words)
      #expect(outcome.output.contains("left out: 1 without a shape, 1 set by the case"), "\(outcome.output)")
    }
  }

  @Test("Of several results each has a title of its own")
  func titles() throws {
    try answers(
      "sensitivity", "desk.margin", "of", "total(cost), slack", "--rows", "share 50%, 60%", "--columns",
      "price $1/request, $2/request"
    ) { #expect(!$0.contains("total(cost), Slack")) }
  }

  @Test("A grid of a million numbers is computed, alike on one thread and on many")
  func large() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let words = [
        "sensitivity", "desk.margin", "of", "total(cost)", "--rows", "share 0% to 100% step 0.1%", "--columns",
        "price $0/request to $10/request step $0.01/request",
      ]
      let outcome = try program.run(words)
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("some of 1,002,001 points; json and csv give them all"))
      let files = try ["1", "3"].map { threads in
        let narrow = words.dropLast() + ["price $0/request to $10/request step $0.5/request"]
        let code = try program.run(narrow + ["--threads", threads, "--format", "json", "-o", threads + ".json"]).code
        #expect(code == 0)
        return try program.text(threads + ".json")
      }
      #expect(files[0] == files[1])
      let parsed = try JSONSerialization.jsonObject(with: Data(files[0].utf8)) as? [String: Any]
      #expect((parsed?["sensitivities"] as? [Any])?.count == 1)
    }
  }

  @Test(
    "What cannot be asked is told, with code 2",
    arguments: [
      (["tornado", "desk.margin", "of"], "which result is missing"),
      (["tornado", "desk.margin", "--by", "20%"], "go with results"),
      (["tornado", "desk.margin", "--top", "3"], "Usage: margin tornado"),
      (["sensitivity", "desk.margin", "--rows", "share 0%, 5%"], "Usage: margin sensitivity"),
      (["tornado", "desk.margin", "of", "total(cots)"], "write `cost`"),
      (["tornado", "desk.margin", "of", "total(cost)", "--by", "0%"], "error[Q848]"),
      (
        ["tornado", "desk.margin", "of", "total(cost)", "--by", "5%", "--from", "p10 to p90"],
        "inputs move --by a share or"
      ),
      (["tornado", "desk.margin", "of", "total(cost)", "--input", "share"], "how far `share` moves is missing"),
      (["tornado", "desk.margin", "of", "total(cost)", "--input", "share 50% to 120%"], "error["),
      (["tornado", "desk.margin", "What moves"], "did you mean `What moves it`?"),
      (["tornado", "desk.margin", "tornado of slack { volume by 20% }", "--top", "3"], "takes no --by or --top"),
      (["fragility", "desk.margin", "slack over volume"], "`at` is missing"),
      (["fragility", "desk.margin", "slack over volum at 2x"], "write `volume`"),
      (["fragility", "desk.margin", "slack over volume at 2x { bigger is better }"], "error[P105]"),
      (["sensitivity", "desk.margin", "of", "slack"], "what moves is missing"),
      (["sensitivity", "desk.margin", "--rows", "share 0%, 5%"], "go with results"),
      (["sensitivity", "desk.margin", "of", "slack", "--rows", "volume 0 to 1 step 1e-9"], "error[Q806]"),
      (["sensitivity", "desk.margin", "--threads", "0"], "from 1 to 1024"),
    ])
  func faults(_ words: [String], _ told: String) throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let outcome = try program.run(words)
      #expect(outcome.code == 2)
      #expect(outcome.messages.contains(told), "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
    }
  }

  private func answers(_ words: String..., check: (String) -> Void) throws { try answers(words, check: check) }

  private func answers(_ words: [String], check: (String) -> Void) throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let outcome = try program.run(words)
      #expect(outcome.code == 0, "\(outcome.messages)")
      check(outcome.output)
    }
  }
}
