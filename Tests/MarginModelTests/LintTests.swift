import Foundation
import MarginModel
import MarginSource
import Testing

/// The mistakes of the field are found where they are, and nowhere else.
@Suite("Lints")
struct LintTests {
  private static func found(_ text: String, asOf: String? = nil, maxAge: Int = 12) throws -> [Diagnostic] {
    let checked = Checked(text)
    let model = try #require(checked.model, "\(checked.messages)")
    return lint(model, asOf: asOf, maxAge: maxAge)
  }

  @Test("The example of a page gives its code", arguments: lintCodePages.map(\.code))
  func example(_ code: String) throws {
    let page = try #require(lintCodePages.first { $0.code == code })
    let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix("    ") }
    #expect(!lines.isEmpty)
    let codes = try Self.found(head + lines.map { $0.dropFirst(4) + "\n" }.joined()).map(\.code)
    #expect(Set(codes) == [code])
  }

  @Test("The codes that the lints give and the pages agree")
  func agreement() {
    let used = MessageTests.codes(in: "MarginModel/Lints")
    #expect(used == lintCodePages.map(\.code).sorted())
  }

  @Test("A comment at the end of the line, or on the line before, lets a finding pass")
  func allowed() throws {
    let text = head + "input fee = $5/month # allow W901 because it is an example\nflow cost = fee\n"
    #expect(try Self.found(text).isEmpty)
    let above = head + "# allow W901, W913\ninput fee = $5/month\n"
    #expect(try Self.found(above).isEmpty)
    let other = head + "input fee = $5/month # allow W902\nflow cost = fee\n"
    #expect(try Self.found(other).map(\.code) == ["W901"])
  }

  @Test("An input that only an analysis reads reaches a result")
  func readByAnalysis() throws {
    let source = " { source \"list\" 2026-01-01 }\n"
    let text = head + "input goal = 9\(source)input fee = 5\(source)calc twice = 2 * fee\n"
    #expect(try Self.found(text).map(\.code).contains("W913"))
    #expect(try !Self.found(text + "solve needed: fee in 1 to 9 so that twice = goal\n").map(\.code).contains("W913"))
  }

  @Test("One outcome per call below the line makes a share, and counts nothing as accepted")
  func shareOfCalls() throws {
    let source = " { source \"list\" 2026-01-01 }\n"
    let inputs = head + "input calls = 9 requests\(source)input accepted = 5 outcomes\(source)"
    let share = "calc rate = accepted / (calls * 1 outcome/request)\n"
    #expect(try !Self.found(inputs + share).map(\.code).contains("W910"))
    let all = "calc all = accepted + calls * 1 outcome/request\n"
    #expect(try Self.found(inputs + all).map(\.code).contains("W910"))
  }

  @Test("The age of a source counts from the day that is asked for")
  func age() throws {
    let text = head + "input fee = $5/month { source \"list\" 2025-06-30 }\nflow cost = fee\n"
    #expect(try Self.found(text).isEmpty)
    #expect(try Self.found(text, asOf: "2026-06-30").isEmpty)
    #expect(try Self.found(text, asOf: "2026-07-01").map(\.code) == ["W902"])
    #expect(try Self.found(text, asOf: "2026-07-01", maxAge: 18).isEmpty)
  }

  @Test("Where the base lies in its shape is told, at either side")
  func offCentre() throws {
    func message(_ value: String) throws -> [String] {
      let text = head + "input share = \(value) { source \"survey\" }\ncalc rest = 1 - share\n"
      return try Self.found(text).map { $0.code + " " + $0.message }
    }
    // Of an even spread the level is the place between its ends.
    #expect(try message("19% ~ uniform(10%, 60%)") == ["W915 the base of `share` lies at p18 of its shape"])
    #expect(try message("50.5% ~ uniform(10%, 60%)") == ["W915 the base of `share` lies at p81 of its shape"])
    #expect(try message("50% ~ uniform(10%, 60%)").isEmpty)
    #expect(try message("21% ~ uniform(10%, 60%)").isEmpty)
  }

  /// What looks like a mistake of the field and is none.
  private static let sound = [
    // A base value off the median and still within the middle of its shape, and one that is drawn most of the time.
    """
    input share = 22% ~ 10% to 60% { source "survey" }
    input fee = $1/request ~ discrete($1/request: 70%, $2/request: 30%) { source "offer" }
    calc cost = share * fee
    """,
    // Attempts once, and a penalty for each failed one with a price of its own.
    """
    input retry_rate = 4% { source "log" }
    input call_price = $0.01/attempt { source "log" }
    input penalty = $0.50/attempt { source "log" }
    input traffic = 5 requests/month { source "log" }
    flow calls = traffic * expected_attempts(retry_rate, 3) * 1 attempt/request
    flow cost = calls * call_price + traffic * retry_rate * 1 attempt/request * penalty
    """,
    // A price for a useful token rises as utilisation falls.
    """
    input rent = $2/GPU-hour { source "list" }
    input speed = 900 tokens/s/GPU { source "log" }
    input utilisation = 60% { source "log" }
    calc token_cost [USD / 1M tokens] = rent / (speed * utilisation)
    calc bill_share [USD/month] = rent * 3 GPU * utilisation
    """,
    // Whole GPUs, an average, and hours of GPUs.
    """
    input load = 70 requests/s { source "log" }
    input speed = 9 requests/s/GPU { source "log" }
    input rent = $2/GPU-hour { source "list" }
    input average_fleet = 7.5 GPU { source "log" }
    calc needed = load / speed
    calc fleet = ceil(needed)
    calc busy_hours [GPU-hours/month] = load / speed * 60%
    flow cost = fleet * rent + busy_hours * rent + average_fleet * rent
    """,
    // A write to the cache is dearer than the input, and the cheapest call knows its hit rate.
    """
    dimension engine { small, large }
    table price by engine [USD / 1M tokens] {
             input  cached  write
      small  0.10   0.01    0.125
      large  3.00   0.30    3.75
      source "list"
    }
    input hit_rate = [small: 20%, large: 90%] { source "log" }
    calc effective = price.input * (1 - hit_rate) + price.cached * hit_rate + price.write * 0
    calc cheapest = min(effective over engine)
    """,
    // Hidden recompute against an ideal unit cost; an outcome per call only in a check.
    """
    input bill = $500/month { source "invoice" }
    input traffic = 80 requests/month { source "log" }
    input acceptance = 60% outcomes/request { source "log" }
    input ideal = $2/outcome { source "one attempt" }
    calc outcomes_made = traffic * acceptance
    calc hidden = bill - outcomes_made * ideal
    check "Not more than asked": outcomes_made <= traffic * 1 outcome/request
    """,
    // No cached price, and a share of the input that pays half.
    """
    input input_price  = $0.25/1M tokens { source "list" }
    input output_price = $1.25/1M tokens { source "list" }
    input hit_rate = 40% { source "log" }
    input sent     = 5M tokens/month { source "log" }
    input written  = 1M tokens/month { source "log" }
    flow cost = sent * input_price * (1 - hit_rate * 90%) + written * output_price
    """,
    // A price list of which the output is not used: what is cached cannot be told from it.
    """
    dimension engine { small }
    table price by engine [USD / 1M tokens] {
             input  output
      small  0.25   1.25
      source "list"
    }
    input embedded = 5M tokens/month { source "log" }
    flow cost = embedded * price.input[small]
    """,
    // Attempts from the log hold every retry; a rate beside them is only watched.
    """
    input retry_rate = 4% { source "log" }
    input attempted = 5 attempts/month { source "log" }
    input traffic = 4 requests/month { source "log" }
    input price = $0.01/attempt { source "list" }
    input fee = $0.01/request { source "list" }
    flow cost = attempted * price + traffic * fee
    calc at_first = 1 - retry_rate
    """,
    // No request is paid for.
    """
    input retry_rate = 4% { source "log" }
    input rent = $500/month { source "contract" }
    input traffic = 4 requests/month { source "log" }
    flow cost = rent
    calc at_first = traffic * (1 - retry_rate)
    """,
    // The cost of a call beside the cost of an outcome, and where no outcome is known.
    """
    input traffic = 5 requests/month { source "log" }
    input acceptance = 60% outcomes/request { source "QA sample" }
    input bill = $50/month { source "invoice" }
    calc made = traffic * acceptance
    calc each_call = bill / traffic
    calc each = bill / made
    """,
    """
    input traffic = 5 requests/month { source "log" }
    input bill = $50/month { source "invoice" }
    calc each_call = bill / traffic
    """,
    // A raw cost that is chosen by where `where` holds the quality, the dearest one, and one that is adjusted itself.
    """
    dimension engine { small, large }
    input price = [small: $0.01/request, large: $0.02/request] { source "list" }
    input acceptance = [small: 40% outcomes/request, large: 90% outcomes/request] { source "QA" }
    calc accepted_cost = price / acceptance
    decision "A" { options engine; show accepted_cost; choose lowest price where acceptance > 80% outcomes/request }
    decision "B" { options engine; show price; choose lowest accepted_cost }
    decision "C" { options engine; show accepted_cost; choose highest price }
    """,
  ]

  @Test("What only looks like a mistake is let be", arguments: sound)
  func silence(text: String) throws {
    #expect(try Self.found(head + text).map { "\($0.code) \($0.message)" } == [])
  }

  @Test("A cost that counts retries twice is told of once, not again for what reads it")
  func reader() throws {
    let text = """
      input retry_rate = 4% { source "log" }
      input call_price = $0.01/request { source "log" }
      input traffic = 5 requests/month { source "log" }
      input acceptance = 60% outcomes/request { source "log" }
      flow calls = traffic * (1 + retry_rate)
      flow cost = calls * call_price * (1 + retry_rate)
      flow made = traffic * acceptance
      ratio per_outcome = cost / made
      """
    #expect(try Self.found(head + text).map(\.code) == ["W906"])
  }

  @Test("A decision by list price is told of too")
  func decision() throws {
    let text = """
      dimension engine { small, large }
      table price by engine [USD / 1M tokens] {
               input
        small  0.25
        large  3.00
        source "list"
      }
      decision "Which?" { options engine; show price.input; choose lowest price.input }
      """
    #expect(try Self.found(head + text).map(\.code) == ["W912"])
  }

  @Test(
    "A price list without a cached price is told of in the forms in which a cost is written",
    arguments: [
      "traffic * (sent * price.input[small] + written * price.output[small])",
      "traffic * sent * price.input[small] + traffic * written * price.output[small]",
      "sum(traffic * sent * price.input + traffic * written * price.output over engine)",
    ])
  func noCachedPrice(cost: String) throws {
    let text = """
      dimension engine { small }
      table price by engine [USD / 1M tokens] {
               input  output
        small  0.25   1.25
        source "list"
      }
      input traffic = 5 requests/month { source "log" }
      input sent    = 900 tokens/request { source "log" }
      input written = 90 tokens/request { source "log" }
      flow cost = \(cost)
      """
    let found = try Self.found(head + text)
    #expect(found.map(\.code) == ["W916"])
    #expect(found.first?.message == "no price for cached tokens")
  }
}
