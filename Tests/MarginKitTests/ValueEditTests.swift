import Testing

@testable import MarginKit

@Suite("Values written into the text")
struct ValueEditTests {
  private static let model = """
    model "M" {
      currency USD
      timeline 2026-01 for 12 months
    }
    import "prices.margin" as p
    dimension engine { small, large }
    table price by engine [USD / 1M tokens] {
              input   output
      small   0.25    2.00   # as listed
      large   3.00    (price.input[small] * 5)
    }
    template caller {
      input hit_rate = 72% { range 0% to 100% }
      input fee [USD/request]
      input calls = 10 requests/month
      flow cost [USD] = calls * fee * (1 - hit_rate)
    }
    scenario email : caller {
      hit_rate = 50%  ~ beta(p10 40%, p90 60%)  "kept"  # kept too
      fee      = $2/request { source "list" 2026-01-01 }
    }
    scenario chat : caller { fee = p.fee }
    input volume  = 120k requests/month growing 6%/month   "note"
    input mix     = [small: 80%, large: 20%]
    input launch  = once 2026-03: -$40
    input rent    = $5/month { from 2026-04: $3/month }
    input ramp    = series 2026-01: 10%, 2026-05: 50%
    case cold { email.hit_rate 50% -> 20% }

    """

  private func edited(_ settings: String...) throws -> (edit: ValueEdit, old: String, new: String, prices: String) {
    try Folder.with { folder in
      try folder.write("m.margin", Self.model)
      try folder.write("prices.margin", "input fee = $3/request\n")
      let edit = try ValueEdit.of(folder.path("m.margin"), settings)
      try edit.write()
      return (edit, Self.model, folder.text("m.margin") ?? "", folder.text("prices.margin") ?? "")
    }
  }

  @Test(
    "Only the value's bytes change, and its unit and sign stay where the new value has none",
    arguments: [
      ("volume=150k", "120k requests/month", "150k requests/month"),
      ("volume.growth=8%", "6%/month", "8%/month"),
      ("email.fee=$2.50/request", "$2/request", "$2.50/request"),
      ("email.fee=0", "$2/request", "$0/request"),
      ("price.input[small]=0.20", "small   0.25", "small   0.20"),
      ("mix[small]=0.7", "small: 80%", "small: 70%"),
      ("launch=-$50", "-$40", "-$50"), ("launch.date=2026-05", "2026-03", "2026-05"),
    ])
  func bytes(_ setting: String, _ old: String, _ new: String) throws {
    let result = try edited(setting)
    #expect(result.new == result.old.replacing(old, with: new, maxReplacements: 1))
    #expect(result.edit.workspace.isSound)
  }

  @Test("A value in a file beside the model is written there")
  func beside() throws {
    #expect(try edited("p.fee=$4/request").prices == "input fee = $4/request\n")
  }

  @Test("An input left at its template's value gets a line like its neighbours")
  func binding() throws {
    let result = try edited("email.calls=20", "chat.hit_rate=30%")
    #expect(result.new.contains("  fee      = $2/request { source \"list\" 2026-01-01 }\n  calls    = 20\n}"))
    #expect(result.new.contains("caller { fee = p.fee; hit_rate = 30% }"))
    #expect(result.edit.made == ["email.calls (its default) -> 20", "chat.hit_rate (its default) -> 30%"])
  }

  @Test("A case written against the old value is told to be stale")
  func stale() throws {
    let result = try edited("email.hit_rate=0.46")
    #expect(result.new.contains("hit_rate = 46%  ~ beta(p10 40%, p90 60%)  \"kept\"  # kept too\n"))
    let messages = result.edit.messages()
    #expect(messages.contains("C604"))
    #expect(result.edit.made == ["email.hit_rate 50% -> 46%"])
  }

  @Test(
    "What does not fit is refused before anything is written, with the reason",
    arguments: [
      ("chat.fee=$4/request", "L330", "bound to `p.fee`"), ("ramp=20%", "L330", "one place"),
      ("email.hit_rate=120%", "N441", "range"), ("email.hit_rate=5 tokens", "U203", "unit"),
      ("email.hit_rate=20%", "Q854", "shape"), ("rent=$6/month", "L330", "from dates on"),
      ("mix=50%", "L330", "name one, such as `mix[small]`"),
      ("email.hit_rte=20%", "N401", "hit_rate"), ("email.cost=$5", "C601", "formula"),
      ("email.hit_rate=20% from 2026-06", "L330", "without a date"), ("email.hit_rate", "L312", "not a setting"),
      ("price.output[large]=9", "C601", "formula"),
    ])
  func refusals(_ setting: String, _ code: String, _ words: String) {
    let failure = #expect(throws: Failure.self) { try edited(setting) }
    #expect(failure?.findings.first?.code == code)
    #expect(failure?.text().contains(words) == true)
  }
}
