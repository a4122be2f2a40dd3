import Testing

@testable import MarginKit

@Suite("Solving and optimising")
struct SearchTests {
  private func loaded<Result>(
    _ text: String, caseName: String? = nil, settings: [String] = [], asking: String? = nil,
    _ body: (Workspace) throws -> Result
  ) throws -> Result {
    try Folder.with { folder in
      try folder.write("model.margin", text)
      let workspace = Workspace.load(
        folder.path("model.margin"), caseName: caseName, settings: settings, asking: asking)
      try #require(workspace.isSound, "\(workspace.messages())")
      return try body(workspace)
    }
  }

  private static let desk = """
    model "Desk" { currency USD; timeline 2026-01 for 12 months }
    input price  = $3/request
    input units  = 100 requests/month
    input grown  = 100 requests/month growing 10%/month
    input steps  = series 2026-01: 1, 2026-07: 2
    input wage   = [day: $1/request, night: $2/request]
    input share  = 40%
    input narrow = 2 { range 0 to 10 }
    input idle   = 7
    dimension shift { day, night }
    flow income  = units * price
    flow left    = income - $240/month
    flow sold [requests] = grown
    flow paid    = sum(units * wage over shift) * steps
    calc square  = (narrow - 4) ^ 2
    calc stairs  = ceil(narrow)
    calc inverse = 1 / (narrow - 5)
    calc root    = sqrt(narrow - 3)
    case dear { price $3/request -> $4/request from 2026-07 }
    solve even "Break-even price": price in $0.50/request to $10/request so that total(left) = 0
    solve level: grown so that sold at 2026-03 = 605 requests
    solve both: wage in $0/request to $5/request so that total(paid) = $10_800
    solve stead: steps in 0 to 9 so that total(paid) = $1800
    solve part: share so that share = 12.5%
    solve touch: narrow so that square = 0
    solve jump: narrow so that stairs = 6.5
    solve pole: narrow so that inverse = 0
    solve hole: narrow so that root = 1
    solve none: narrow so that square = -1
    solve unread: idle so that square = 0

    """

  @Test("Values at which both sides are equal, by hand")
  func solutions() throws {
    try loaded(Self.desk) { workspace in
      let answers = try workspace.solve().answers
      func values(_ name: String) -> [Double] {
        answers.first { $0.name == name }?.solutions.map(\.value) ?? []
      }
      // 12 months of 100 requests at p less 240 dollars.
      #expect(values("even").count == 1 && (values("even")[0] - 2.4).magnitude < 1e-14)
      // 605 is 500 after two months at 10%.
      #expect(values("level").count == 1 && (values("level")[0] - 500).magnitude < 1e-10)
      // 100 requests of two shifts at one wage, 6 months once and 6 months twice: 3600 w = 10,800.
      #expect(values("both").count == 1 && (values("both")[0] - 3).magnitude < 1e-13)
      // 12 months of 100 requests at 1 + 2 dollars: 3600 s = 1800.
      #expect(values("stead").count == 1 && (values("stead")[0] - 0.5).magnitude < 1e-14)
      #expect(values("part") == [0.125])
      #expect(values("touch") == [4])
      #expect(values("jump") == [] && values("pole") == [] && values("none") == [] && values("unread") == [])
      #expect(values("hole").count == 1 && (values("hole")[0] - 4).magnitude < 1e-14)
      #expect(answers.map(\.unit).prefix(3) == ["USD/request", "requests/month", "USD/request"])
      #expect(answers[4].bounds == 0...1 && answers[5].bounds == 0...10)
      #expect(answers[1].bounds.lowerBound == 0.1 && answers[1].bounds.upperBound == 100_000)
    }
  }

  @Test("What a solve comes to is told: direction, base, jumps, what is undefined, and why there is none")
  func words() throws {
    try loaded(Self.desk) { workspace in
      let text = try workspace.solve().text(.table)
      for words in [
        "Break-even price (even)", "solution                  2.4               0.00  20% less than now",
        "20% less than now; above it total(left) is positive",
        "`grown` changes over time; what is found is the level that it starts from",
        "`wage` has several values; what is found replaces all of them",
        "touched only: square is positive on both sides", "no solution: the sides pass each other without being equal",
        "the range of the input", "all shares", "a thousandth to a thousand times its value",
        "undefined at 5: a zero denominator", "undefined from 0 to 3: sqrt needs its `x` not below 0",
        "no solution: square is larger all the way, at least by 1, at 4", "neither side depends on idle",
      ] { #expect(text.contains(words), "\(words)\n\(text)") }
      let json = try workspace.solve(.named(["jump"])).text(.json)
      #expect(json.contains(#""left": 6, "right": 6.5, "residual": -0.5}, "above": {"value": 6."#))
      let csv = try workspace.solve(.named(["part"])).text(.csv)
      #expect(csv.contains("part,solution,share,0.125,,0.125,0.125,0,rises\n"))
      let markdown = try workspace.solve(.named(["Break-even price"])).text(.markdown)
      #expect(markdown.contains("| solution | 2.4 | 0.00 |"))
    }
  }

  @Test("A search starts from the case, and what is found replaces what the case did")
  func cases() throws {
    try loaded(Self.desk, caseName: "dear") { workspace in
      let answer = try workspace.solve(.named(["even"]))
      #expect((try #require(answer.answers[0].solutions.first).value - 2.4).magnitude < 1e-14)
      #expect(answer.text(.table).contains("now                   several"))
    }
    try loaded(Self.desk, settings: ["units=240"]) { workspace in
      let value = try #require(try workspace.solve(.named(["even"])).answers[0].solutions.first).value
      #expect((value - 1).magnitude < 1e-14)
    }
  }

  /// Leviathan et al., arXiv 2211.17192: expected speed-up (1 - a^(n+1)) / (1 - a) / (n c + 1).
  private static let drafts = """
    model "Drafts" { currency USD }
    input accepted   = 80%
    input draft_cost = 5%
    input drafted    = 4
    calc speed_up = (1 - accepted ^ (drafted + 1)) / (1 - accepted) / (drafted * draft_cost + 1)
    optimise depth: drafted in 1 to 15 step 1 for highest speed_up
    optimise short: drafted in 1 to 15 step 1 for highest speed_up where drafted * draft_cost < 30% and speed_up > 2
    optimise never: drafted in 1 to 15 step 1 for highest speed_up where speed_up > 4
    optimise last:  drafted in 1 to 6 step 1 for highest speed_up
    optimise equal: accepted in 10% to 50% step 10% for lowest draft_cost

    """

  @Test("With a step every value is tried: eight drafts at 80% accepted and 5% a draft")
  func steps() throws {
    try loaded(Self.drafts) { workspace in
      let answers = try workspace.optimise().answers
      #expect(answers.map(\.best) == [8, 5, nil, 6, 0.1])
      #expect((try #require(answers[0].result) - 3.0920795428571433).magnitude < 1e-12)
      #expect(answers[4].ties == [0.2, 0.3, 0.4, 0.5])
      let text = try workspace.optimise().text(.table)
      for words in [
        "best         8     3.092  10.4% more than now", "below        7     3.082", "above        9     3.078",
        "gains 0.2907 against now", "beyond it would be better, but not drafted * draft_cost < 30%",
        "no value is left: the conditions come nearest to hold at the value shown",
        "nearest        8     3.092  left out: not speed_up > 4",
        "at the high end of its range: what lies above was not looked at", "draft_cost does not depend on accepted",
      ] { #expect(text.contains(words), "\(words)\n\(text)") }
    }
  }

  /// Eight hours of 4, twelve of 10 and four of 22 GPUs: between 4 and 10 a GPU more costs 26.40 dollars a day and saves
  /// 40; above 10 it saves 10.
  private static let hybrid = """
    model "Hybrid" { currency USD }
    dimension hour_of_day 1 to 24
    input own   = $1.10/GPU-hour
    input rent  = $2.50/GPU-hour
    input owned = 4 GPU
    calc demand = if position(hour_of_day) <= 8 then 4 GPU else if position(hour_of_day) <= 20 then 10 GPU else 22 GPU
    calc rented [GPU-hours] = sum(max(demand - owned, 0 GPU) * 1 hour over hour_of_day)
    calc cost = owned * 24 hours * own + rented * rent
    optimise share: owned in 0 GPU to 30 GPU for lowest cost
    optimise most: owned in 0 GPU to 30 GPU for highest cost
    optimise spare: owned in 0 GPU to 30 GPU for lowest rented

    """

  @Test("Without a step the kink is found to the last digit, ends are told, and what is flat too")
  func kinks() throws {
    try loaded(Self.hybrid) { workspace in
      let answers = try workspace.optimise().answers
      #expect((try #require(answers[0].best) - 10).magnitude < 1e-9)
      #expect((try #require(answers[0].result) - 384).magnitude < 1e-9)
      #expect(answers[1].best == 30)
      #expect((try #require(answers[2].best) - 22).magnitude < 1e-9)
      let text = try workspace.optimise().text(.table)
      #expect(text.contains("at the high end of its range"))
      #expect(text.contains("flat: every value from 22 GPUs to 30 GPUs is as good"))
    }
  }

  @Test("Several places are told, the best first")
  func several() throws {
    let text = """
      model "Waves" { currency USD }
      input x = 2
      calc waves = (x - 1) ^ 2 * (x - 3) ^ 2 + x / 10
      optimise low: x in 0 to 4 for lowest waves

      """
    try loaded(text) { workspace in
      let answers = try workspace.optimise()
      let best = try #require(answers.answers[0].best)
      // Where the slope 2 (x - 1)(x - 3)(2 x - 4) + 0.1 is 0.
      #expect((2 * (best - 1) * (best - 3) * (2 * best - 4) + 0.1).magnitude < 1e-6 && best < 1)
      #expect(answers.text(.table).contains("also best around   2.98726"))
    }
  }

  @Test("A value around which the result passes every bound is no optimum")
  func pole() throws {
    let text = """
      model "Pole" { currency USD }
      input x = 1
      calc runaway = 1 / (x - 3)
      optimise highest_one: x in 0 to 10 for highest runaway
      optimise within_bounds: x in 4 to 10 for highest runaway
      calc square = (x - 2)^2
      optimise root: x in 0 to 10 for lowest square
      calc odds = x / (1 - x)
      optimise end: x in 0 to 1 for highest odds

      """
    try loaded(text) { workspace in
      let answers = try workspace.optimise()
      #expect(answers.answers.map(\.best).map { $0.map { ($0 * 1e6).rounded() / 1e6 } } == [nil, 4, 2, nil])
      #expect(answers.text(.table).contains("no value is best: runaway passes every bound around 3\n"))
    }
  }

  @Test("A question of the command line is answered beside the text")
  func question() throws {
    let question = "optimise best: drafted in 1 to 3 step 1 for highest speed_up"
    try loaded(Self.drafts, asking: question) { (workspace: Workspace) throws in
      #expect(try workspace.optimise(.question).answers.map(\.best) == [3])
      #expect(try workspace.optimise().answers.count == 6)
      #expect(throws: Failure.self) { try workspace.solve() }
    }
  }
}
