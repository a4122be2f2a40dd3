import Testing

@testable import MarginKit

@Suite("Bridges between cases")
struct CompareTests {
  private func bridges(
    _ text: String, caseName: String? = nil, settings: [String] = [], asking: String? = nil
  ) throws -> BridgeAnswers {
    try Folder.with { folder in
      try folder.write("model.margin", text)
      let workspace = Workspace.load(
        folder.path("model.margin"), caseName: caseName, settings: settings, asking: asking)
      try #require(workspace.isSound, "\(workspace.messages())")
      return try workspace.compare(asking == nil ? .all : .question)
    }
  }

  /// A month is a twelfth of a year, so that its amounts have the rounding of a division.
  private func areClose(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { ($0 - $1).magnitude <= 1e-12 * max(1, $1.magnitude) }
  }

  private func amounts(_ answer: BridgeAnswers.Answer) -> [Double] { answer.parts.map(\.amount) }

  private static let product = """
    model "Bridge" { currency USD; timeline 2026-01 for 2 months }
    input calls = 2 requests/month
    input price = $5/request
    input idle  = 1
    input tier  = [small: 1, large: 2]
    dimension size { small, large }
    flow cost = calls * price
    flow both = sum(calls * price * tier over size)
    case more { calls 2 requests/month -> 3 requests/month because "a launch"
      price $5/request -> $7/request
      idle -> 4 }
    case tiers : more { tier[large] 2 -> 5 }
    compare base to more of cost at 2026-01, total(cost)
    compare more to base of cost at 2026-01
    compare more to tiers of both at 2026-01

    """

  @Test("Two inputs share what both do together: of 10 to 21, 6 and 5")
  func twoInputs() throws {
    let answers = try bridges(Self.product).answers
    #expect(areClose([answers[0].start ?? 0, answers[0].end ?? 0], [10, 21]) && answers[0].method == "shapley")
    #expect(answers[0].parts.map(\.input) == ["calls", "price", "idle"])
    #expect(areClose(amounts(answers[0]), [6, 5, 0]))
    #expect(areClose(amounts(answers[1]), [12, 10, 0]))
    #expect(areClose(amounts(answers[2]), [-6, -5, 0]))
    #expect(areClose(amounts(answers[3]), [63]))
  }

  @Test("An input of which several members change is told with the reason of the member that is shown")
  func reasonOfMember() throws {
    let text = """
      model "Plan" { currency USD }
      dimension work { caching, routing }
      input planned by work = [caching: 2, routing: 5]
      calc all = sum(planned)
      case later {
        planned[caching] 2 -> 3 because "the cache is late"
        planned[routing] 5 -> 9 because "routing was hard"
      }
      compare base to later of all

      """
    let table = try bridges(text).text(.table)
    #expect(table.contains("the cache is late") && !table.contains("routing was hard"))
  }

  @Test("Shares lie apart by points")
  func points() throws {
    let text = """
      model "Rates" { currency USD }
      input hit = 62%
      input other = 10%
      calc rate = hit - other
      case cold { hit 62% -> 42.8% }
      compare base to cold of rate

      """
    let table = try bridges(text).text(.table)
    #expect(table.contains("52% to 32.8%: 19.2pp less (-36.9%)") && table.contains("-19.20pp"))
  }

  @Test("The inputs are told with what they were and are, their reason and their part")
  func words() throws {
    let answers = try bridges(Self.product)
    let text = answers.text(.table)
    for words in [
      "Base to More: cost at 2026-01", "10.00 USD to 21.00 USD: 11.00 USD more (+110%)",
      "calls   2 -> 3 requests/month          +6.00", "54.5%  ████████████████████",
      "a part is the mean over all orders in which the inputs can change (Shapley value)", "calls: a launch",
      "does not reach it: idle", "tier[large]  2 -> 5",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    let json = answers.text(.json)
    #expect(
      json.contains(
        #""input": "calls", "old": 2, "new": 3, "unit": "requests/month", "from": null, "because": "a launch", "part": "#
      ))
    #expect(answers.text(.csv).contains("more,tiers,both at 2026-01,tier[large],2,5,,"))
    #expect(answers.text(.markdown).contains("| calls | 2 -\\> 3 requests/month | +6.00 | 54.5% |"))
  }

  @Test("What the command line sets is compared with the case without it, and a case alone with the base")
  func settings() throws {
    let set = try bridges(Self.product, caseName: "more", settings: ["price=$9/request"])
    #expect(areClose([set.answers[0].start ?? 0, set.answers[0].end ?? 0], [21, 27]))
    #expect(set.answers[0].parts.map(\.input) == ["price"])
    #expect(set.text(.table).contains("More to more with price = $9/request: cost at 2026-01"))
    let named = try bridges(Self.product, caseName: "tiers")
    #expect(named.answers[0].from == "base" && named.answers[0].to == "tiers")
    let asked = try bridges(Self.product, asking: "compare tiers to more of total(both)")
    #expect(asked.answers.count == 1 && areClose(amounts(asked.answers[0]), [-126]))
  }

  @Test("Twelve inputs are taken in all orders, thirteen one after the other")
  func many() throws {
    func text(_ count: Int) -> String {
      let names = (1...count).map { "x\($0)" }
      return "model \"Many\" { currency USD }\n" + names.map { "input \($0) = 1\n" }.joined() + "calc y = "
        + names.joined(separator: " * ") + "\ncase two {\n" + names.map { "\($0) 1 -> 2\n" }.joined()
        + "}\ncompare base to two of y\n"
    }
    let all = try bridges(text(12)).answers[0]
    #expect(all.method == "shapley")
    for part in all.parts { #expect((part.amount - 4095.0 / 12).magnitude < 1e-9) }
    #expect((all.parts.map(\.amount).reduce(0, +) - 4095).magnitude < 1e-9)
    let ordered = try bridges(text(13))
    #expect(ordered.answers[0].method == "ordered")
    #expect(ordered.answers[0].parts.map(\.amount) == (0..<13).map { Double(1 << $0) })
    #expect(ordered.text(.table).contains("more than 12 inputs differ"))
  }

  @Test("Where a mixed state is undefined the order of the text is taken, and if that is too, it is said why")
  func undefined() throws {
    func text(_ inputs: String) -> String {
      """
      model "Holes" { currency USD }
      \(inputs)
      calc ratio = 6 / (high - low)
      calc never = 1 / (high - high)
      case other { high 2 -> 1; low 1 -> 0 }
      case none { high 2 -> 1 }
      compare base to other of ratio
      compare base to none of ratio
      compare base to other of never

      """
    }
    let ordered = try bridges(text("input low = 1\ninput high = 2"))
    #expect(ordered.answers[0].method == "ordered" && ordered.answers[0].parts.map(\.amount) == [-3, 3])
    #expect(ordered.text(.table).contains("undefined when only high changes: a zero denominator"))
    #expect(ordered.answers[1].method == "none" && ordered.answers[1].parts.isEmpty)
    #expect(ordered.text(.table).contains("undefined in none: a zero denominator"))
    #expect(ordered.text(.table).contains("undefined in base: a zero denominator"))
    let stuck = try bridges(text("input high = 2\ninput low = 1"))
    #expect(stuck.answers[0].method == "none" && stuck.answers[0].parts.isEmpty)
    #expect(stuck.text(.table).contains("no parts: a state on the way is not defined"))
  }
}
