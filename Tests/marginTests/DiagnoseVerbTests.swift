import Testing

@Suite("The verb diagnose", .serialized)
struct DiagnoseVerbTests {
  private static let desk = """
    model "Desk" { currency USD; timeline 2026-01 for 3 months }
    dimension engine { small, large }
    template use {
      input hit_rate = 72% { source "log" 2025-06-30 }
      input price = $2/request { source "list" 2025-06-30 }
      calc cost = price * (1.5 - hit_rate)
      band "Hits" hit_rate { healthy > 70%; warning > 50%; critical otherwise }
      band "Twice the cost" 2 * cost { healthy < $4/request; warning < $5/request; critical otherwise }
    }
    component chat : use
    input times [%] = [small: 1%, large: 1%] growing 1%/month
    calc  slow [%] = times * 2
    band  "Slow" slow { healthy < 4%; warning < 20%; critical otherwise }
    case cold { chat.hit_rate 72% -> 10% }
    case slow_one { times[large] 1% -> 8% }

    """

  private func with<Result>(_ body: (Program) throws -> Result) throws -> Result {
    let program = try Program()
    defer { program.remove() }
    try program.write("the desk.margin", Self.desk)
    return try body(program)
  }

  @Test("The code is 0 while nothing is critical, 1 where something is, and 2 where there is nothing to diagnose")
  func codes() throws {
    try with { program in
      #expect(try program.run("diagnose", "the desk.margin").code == 0)
      #expect(try program.run("diagnose", "the desk.margin", "--case", "slow_one").code == 0)
      let cold = try program.run("diagnose", "the desk.margin", "--case", "cold")
      #expect(cold.code == 1 && cold.output.contains("Desk, case cold") && cold.messages == "")
      #expect(try program.run("diagnose", "the desk.margin", "--set", "chat.hit_rate=10%").code == 1)
      try program.write("none.margin", "model \"M\"\ninput a = 5\n")
      let none = try program.run("diagnose", "none.margin")
      #expect(none.code == 2 && none.output == "" && none.messages.contains("error[L322]: the model has no band"))
      try program.write("broken.margin", "model \"M\"\ncalc a = b\n")
      #expect(try program.run("diagnose", "broken.margin").code == 1)
      #expect(try program.run("diagnose", "missing.margin").code == 2)
      #expect(try program.run("diagnose", "the desk.margin", "--as-of", "June").code == 2)
    }
  }

  @Test("Every command that it offers can be run as it stands", arguments: ["cold", "slow_one"])
  func commands(caseName: String) throws {
    try with { program in
      let found = try program.run("diagnose", "the desk.margin", "--case", caseName)
      let lines = found.output.split(separator: "\n").filter { $0.hasPrefix("    margin ") }.map { $0.dropFirst(11) }
      try #require(lines.contains { $0.hasPrefix("explain ") })
      for line in lines where !line.hasPrefix("check ") {
        let outcome = try program.shell("\"$0\" " + line)
        #expect(outcome.code < 2 && !outcome.messages.contains("error"), "\(line): \(outcome.messages)")
      }
    }
  }

  @Test("The day of `--as-of` ages the sources, and the answer goes to a file where that is asked")
  func options() throws {
    try with { program in
      let aged = try program.run("diagnose", "the desk.margin", "--as-of", "2026-08-01", "--max-age", "13")
      #expect(aged.output.contains("W902  the source of `chat.hit_rate` is 14 months old"))
      #expect(try program.run("diagnose", "the desk.margin").output.contains("W902") == false)
      let written = try program.run("diagnose", "the desk.margin", "--format", "markdown", "-o", "weekly.md")
      #expect(written.code == 0 && written.output == "")
      #expect(try program.text("weekly.md").hasPrefix("### Desk, case base\n"))
    }
  }
}
