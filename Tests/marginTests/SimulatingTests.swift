import Foundation
import Testing

@Suite("Simulation on the command line", .serialized)
struct SimulatingTests {
  /// The bill is lognormal, so its p90 is known: 1,979 · e^(1.2816 · 0.435) = 3,455.
  static let pilot = """
    model "Pilot" { currency USD }
    input traffic = 100k requests/month ~ 60k to 160k
    input price   = $0.02/request ~ $0.012/request to $0.034/request
    flow  bill    = traffic * price
    ratio odd     = bill / (traffic - 100k requests/month)
    case sure "Both are known" { traffic -> 100k; price -> $0.02/request }
    check "Within the budget": bill <= $3_000
    simulate "The bill" 8192 draws sobol seed 7 { bill, bill > $2_500 "dear" }

    """

  @Test("Without words the model's own simulations are answered, the same on any number of threads")
  func all() throws {
    try answers("simulate", "pilot.margin") { output in
      #expect(output.contains("8,192 draws of 2 uncertain inputs, scrambled Sobol points, seed 7"))
      #expect(output.contains("base, without chance       2,000"))
      #expect(output.contains("Within the budget  passed       83%"))
      #expect(output.contains("dear"))
      try answers("simulate", "pilot.margin", "--threads", "3") { #expect($0 == output) }
      try answers("simulate", "pilot.margin", "The bill", "--threads", "1") { #expect($0 == output) }
    }
  }

  @Test("What is asked on the command line is answered, and options take the place of what the statement says")
  func asked() throws {
    try answers("simulate", "pilot.margin", "of", "bill", "--draws", "1k", "--seed", "3") { output in
      #expect(output.contains("1,000 draws of 2 uncertain inputs, seed 3"))
    }
    try answers("simulate", "pilot.margin", "simulate 2k draws latin { bill }") { output in
      #expect(output.contains("2,000 draws of 2 uncertain inputs, Latin hypercube, seed 1"))
    }
    try answers("simulate", "pilot.margin", "of", "bill", "--indices", "--sampling", "sobol") { output in
      #expect(output.contains("Sobol points come in powers of 2: 16,384 instead of 10,000"))
      #expect(output.contains("Own share"))
      #expect(output.contains("from 65,536 evaluations"))
    }
  }

  @Test("A case in which all is certain says so, and undefined draws are counted")
  func certain() throws {
    try answers("simulate", "pilot.margin", "--case", "sure") { output in
      #expect(output.contains("0 uncertain inputs"))
      #expect(output.contains("nothing that these results depend on is uncertain"))
    }
    try answers("simulate", "pilot.margin", "--case", "sure", "of", "odd", "--draws", "100") { output in
      #expect(output.contains("undefined, left out above"))
      #expect(output.contains("100 (100%)"))
    }
  }

  @Test("JSON holds the percentiles in full precision, CSV a line for each number, markdown no drawing")
  func formats() throws {
    try answers("simulate", "pilot.margin", "--format", "json") { output in
      let parsed = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      let simulation = (parsed?["simulations"] as? [[String: Any]])?.first
      #expect(simulation?["draws"] as? Int == 8192)
      let result = (simulation?["results"] as? [[String: Any]])?.first
      let p90 = (result?["percentiles"] as? [String: Double])?["p90"] ?? 0
      #expect(abs(p90 - 3455) < 20)
    }
    try answers("simulate", "pilot.margin", "--format", "csv") { output in
      #expect(output.hasPrefix("simulation,result,unit,kind,name,value\n"))
      #expect(output.contains("The bill,Bill,USD,base,,2000\n"))
    }
    try answers("simulate", "pilot.margin", "--format", "markdown") { output in
      #expect(output.contains("| Within the budget | passed |"))
      #expect(!output.contains("█"))
    }
  }

  @Test("A base off the middle of its shape is named, and so is a result that no uncertain input reaches")
  func offCentre() throws {
    try withProgram { program in
      try program.write(
        "lean.margin",
        """
        model "Lean" { currency USD; timeline 2026-01 for 3 months }
        input share = 12% ~ uniform(10%, 60%)
        input wage = $40
        calc cost = share * $100
        calc pay = wage * 2
        """)
      let outcome = try program.run(["simulate", "lean.margin", "of", "cost, pay", "--draws", "2000"])
      #expect(
        outcome.output.contains(
          "a base lies outside p25 to p75 of its draws: the base of Share at p4 of its shape"), "\(outcome)")
      #expect(outcome.output.contains("Pay\n  it depends on no uncertain input\n"))
    }
  }

  @Test("One case is taken, and an expression is no name")
  func runs() throws {
    try withProgram { program in
      try program.write("pilot.margin", Self.pilot)
      let twice = try program.run(["run", "pilot.margin", "--case", "base", "--case", "base"])
      #expect(twice.code != 0 && twice.messages.contains("One case is taken, and here are 2"))
      let sum = try program.run(["run", "pilot.margin", "total(bill)"])
      #expect(sum.messages.contains("`margin explain` and the analyses take expressions"))
    }
  }

  @Test("What cannot be asked is told with what can")
  func mistakes() throws {
    try refuses("simulate", "pilot.margin", "--draws", "many") { #expect($0.contains("a whole number from 2 to 1bn")) }
    try refuses("simulate", "pilot.margin", "--draws", "1") { #expect($0.contains("a whole number from 2 to 1bn")) }
    try refuses("simulate", "pilot.margin", "--sampling", "random") { #expect($0.contains("plain, latin or sobol")) }
    try refuses("simulate", "pilot.margin", "of") { #expect($0.contains("which result is missing")) }
    try refuses("simulate", "pilot.margin", "The bil") { #expect($0.contains("did you mean `The bill`?")) }
    try refuses("simulate", "pilot.margin", "of", "bil") { #expect($0.contains("there is no `bil`")) }
  }

  private func answers(_ words: String..., check: (String) throws -> Void) throws {
    try withProgram { program in
      try program.write("pilot.margin", Self.pilot)
      let outcome = try program.run(words)
      #expect(outcome.code == 0, "\(outcome.messages)")
      try check(outcome.output)
    }
  }

  private func refuses(_ words: String..., check: (String) -> Void) throws {
    try withProgram { program in
      try program.write("pilot.margin", Self.pilot)
      let outcome = try program.run(words)
      #expect(outcome.code == 2)
      #expect(outcome.output.isEmpty)
      check(outcome.messages)
    }
  }
}
