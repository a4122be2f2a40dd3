import MarginReports
import Testing

@testable import MarginKit
@testable import MarginXLSX

@Suite("What was changed in a workbook, brought back into the text")
struct PullTests {
  private static let model = """
    model "Desk" {   # a comment
      currency USD
      timeline 2026-01 for 6 months
    }
    dimension engine { small, large }
    dimension region { europe, asia }
    unit ticket, tickets
    table price by engine [USD / 1M tokens] {
              input   output
      small   0.25    2.00   # as listed
      large   3.00    (price.input[small] * 5)
    }
    table seats by engine, region [users] {
              europe  asia
      small   3       2
      large   30      20
    }
    table usage by engine from csv "usage.csv" columns tokens
    template caller {
      input hit_rate = 72% { range 0% to 100% }
      input fee [USD/request]
      input calls = 10 requests/month
      flow cost [USD] = calls * fee * (1 - hit_rate)
    }
    scenario email : caller {
      hit_rate = 50%  ~ beta(p10 40%, p90 60%)  "kept"  # kept too
      fee      = $2.00/request { source "list" 2026-01-01 }
    }
    scenario chat : caller { fee = email.fee }
    input volume  = 120k requests/month growing 6%/month   "note"
    input mix     = [small: 80%, large: 20%]
    input both by engine = 5 tickets
    input launch  = once 2026-03: -$40
    input rent    = $5/month { from 2026-04: $3/month "cut" }
    input ramp    = series 2026-01: 10%, 2026-05: 50%
    input slope   = series 2026-01: 10%, 2026-05: 50% linear
    input strict  = true
    input wage    = $45/hour
    input backlog = 1_250 tickets
    flow all [USD] = volume * $1/request + launch + rent * ramp * slope
    calc other = sum(mix * price.input * usage.tokens) * wage * sum(seats) * sum(both)
    calc last [tickets] = if strict then backlog else 0 tickets
    report "All" { all, other at 2026-01, last at 2026-01, email.cost, chat.cost }
    case cold "Cold" {
      email.hit_rate 50% -> 20% because "why"  # and this
    }
    case busy { scale volume by 2; wage $45/hour -> $50/hour; backlog -> 900 from 2026-03 }
    case worst : cold + busy

    """
  private static let usage = "engine,tokens [tokens]\nsmall,\"4_200\"\nlarge,850\n"

  private func withBook<Result>(
    _ text: String = model, _ change: (inout EditedBook) throws -> Void, _ check: (Folder, Pull) throws -> Result
  ) throws -> Result {
    try Folder.with { folder in
      try folder.write("desk.margin", text)
      try folder.write("usage.csv", Self.usage)
      var book = try EditedBook(of: folder.path("desk.margin"), at: folder.path("desk.xlsx"))
      try change(&book)
      try book.save()
      return try check(folder, try Pull.of(folder.path("desk.margin"), book: folder.path("desk.xlsx")))
    }
  }

  private func expectWhole(_ pull: Pull, _ location: SourceLocation = #_sourceLocation) {
    let (isWhole, messages) = (pull.isWhole, pull.messages())
    #expect(isWhole, "\(messages)", sourceLocation: location)
  }

  @Test("An untouched workbook changes nothing")
  func untouched() throws {
    try withBook { _ in
    } _: { _, pull in
      #expect(pull.changes.isEmpty && pull.difference.isEmpty && pull.isWhole)
      #expect(pull.messages() == "")
      #expect(pull.text(.diff) == "nothing was changed\n")
    }
  }

  @Test(
    "A value comes back in the notation that stands there, and no other byte changes",
    arguments: [
      ("email.hit_rate", 0.575, "= 50%  ~", "= 57.5%  ~"), ("email.fee", 2.5, "$2.00/request", "$2.50/request"),
      ("volume", 150_000, "120k requests", "150k requests"), ("volume", 1_500_000, "120k requests", "1.5M requests"),
      ("volume", 500, "120k requests", "500 requests"), ("volume.growth", 0.08, "6%/month", "8%/month"),
      ("price.input[small]", 0.2, "small   0.25", "small   0.2"), ("mix[large]", 0.3, "large: 20%", "large: 30%"),
      ("seats[large, europe]", 31, "large   30", "large   31"), ("launch", -50, "-$40", "-$50"),
      ("launch", 50, "-$40", "$50"), ("launch.date", 46_143, "once 2026-03", "once 2026-05"),
      ("strict", 0, "strict  = true", "strict  = false"), ("wage", 41.755, "$45/hour", "$41.755/hour"),
    ])
  func notation(_ name: String, _ value: Double, _ old: String, _ new: String) throws {
    // Without the cases, whose old values would move along.
    let text = String(Self.model.prefix { $0 != "¶" }.split(separator: "case cold", maxSplits: 1)[0])
    try withBook(text) { book in
      book.set(.number(value), at: try book.address(name))
    } _: { folder, pull in
      expectWhole(pull)
      #expect(pull.changes.map(\.outcome) == [.proposed])
      try pull.write()
      #expect(folder.text("desk.margin") == text.replacing(old, with: new, maxReplacements: 1))
    }
  }

  @Test("A number of a data file comes back in its cell")
  func data() throws {
    try withBook { book in
      book.set(.number(5_100), at: try book.address("usage.tokens[small]"))
    } _: { folder, pull in
      expectWhole(pull)
      try pull.write()
      #expect(folder.text("usage.csv") == Self.usage.replacing("4_200", with: "5_100"))
      #expect(folder.text("desk.margin") == Self.model)
    }
  }

  @Test("A value that stands once for all members becomes a list where one differs; a template's default gets a line")
  func spread() throws {
    try withBook { book in
      book.set(.number(7), at: try book.address("both[large]"))
      book.set(.number(20), at: try book.address("email.calls"))
    } _: { folder, pull in
      expectWhole(pull)
      try pull.write()
      let text = try #require(folder.text("desk.margin"))
      #expect(text.contains("input both by engine = [small: 5 tickets, large: 7 tickets]\n"))
      #expect(text.contains("2026-01-01 }\n  calls    = 20 requests/month\n}"))
    }
  }

  @Test("A changed base takes the old values along that cases state")
  func guards() throws {
    try withBook { book in
      book.set(.number(0.6), at: try book.address("email.hit_rate"))
      book.set(.number(46), at: try book.address("wage"))
    } _: { folder, pull in
      expectWhole(pull)
      try pull.write()
      let text = try #require(folder.text("desk.margin"))
      #expect(text.contains("  email.hit_rate 60% -> 20% because \"why\"  # and this\n"))
      #expect(text.contains("wage $46/hour -> $50/hour"))
    }
  }

  @Test("A case's own value is changed where it stands, and a new one gets a line with the base's value before it")
  func cases() throws {
    try withBook { book in
      book.set(.number(0.25), at: try book.address("email.hit_rate", "cold"))
      book.set(.number(0.9), at: try book.address("mix[small]", "cold"))
      book.set(.number(0.15), at: try book.address("price.input[small]", "busy"))
      book.set(.number(0.1), at: try book.address("mix[large]", "cold"))
    } _: { folder, pull in
      expectWhole(pull)
      try pull.write()
      let text = try #require(folder.text("desk.margin"))
      #expect(text.contains("  email.hit_rate 50% -> 25% because \"why\"  # and this\n"))
      #expect(text.contains("\n  mix[small] 80% -> 90%\n"))
      #expect(text.contains("from 2026-03; price.input[small] $0.25/1M tokens -> $0.15/1M tokens }"))
      #expect(Workspace.load(folder.path("desk.margin")).isSound)
    }
  }

  @Test("A case that is made of others gets braces for what was changed in its column")
  func composed() throws {
    try withBook { book in
      book.set(.number(0.3), at: try book.address("email.hit_rate", "worst"))
      book.set(.number(0.7), at: try book.address("mix[small]", "worst"))
    } _: { folder, pull in
      expectWhole(pull)
      try pull.write()
      let text = try #require(folder.text("desk.margin"))
      #expect(
        text.hasSuffix("case worst : cold + busy {\n  email.hit_rate 50% -> 30%\n  mix[small] 80% -> 70%\n}\n"))
    }
  }

  @Test(
    "Rows over time come back at their dates",
    arguments: [
      ("rent", 0..<3, 6.0, "= $5/month {", "= $6/month {"),
      ("rent", 3..<6, 2.0, "$3/month \"cut\"", "$2/month \"cut\""),
      (
        "rent", 5..<6, 2.0, "from 2026-04: $3/month \"cut\"",
        "from 2026-04: $3/month \"cut\"; from 2026-06: $2/month"
      ),
      ("rent", 1..<3, 6.0, "from 2026-04", "from 2026-02: $6/month; from 2026-04"),
      ("ramp", 4..<6, 0.6, "2026-05: 50%\n", "2026-05: 60%\n"),
      ("ramp", 2..<3, 0.2, "10%, 2026-05: 50%\n", "10%, 2026-03: 20%, 2026-04: 10%, 2026-05: 50%\n"),
      ("slope", 2..<3, 0.4, "10%, 2026-05: 50% linear", "10%, 2026-02: 20%, 2026-03: 40%, 2026-05: 50% linear"),
    ])
  func rows(_ name: String, _ periods: Range<Int>, _ value: Double, _ old: String, _ new: String) throws {
    try withBook { book in
      for period in periods { book.set(.number(value), at: try book.address(name, period: period)) }
    } _: { folder, pull in
      guard name != "slope" else {
        // A line needs a point on each side of a period that leaves it.
        #expect(pull.changes.map(\.outcome) == [.proposed], "\(pull.messages())")
        try pull.write()
        let text = try #require(folder.text("desk.margin"))
        #expect(text.contains("2026-03: 40%") && text.contains("linear"))
        return
      }
      expectWhole(pull)
      try pull.write()
      #expect(folder.text("desk.margin") == Self.model.replacing(old, with: new, maxReplacements: 1))
    }
  }

  @Test("A case's row over time: the date that stands there, one period, and from a date on")
  func caseRows() throws {
    try withBook { book in
      for period in 2..<6 { book.set(.number(800), at: try book.address("backlog", "busy", period: period)) }
      book.set(.number(1_000), at: try book.address("backlog", "cold", period: 1))
      for period in 4..<6 { book.set(.number(4), at: try book.address("rent", "cold", period: period)) }
    } _: { folder, pull in
      expectWhole(pull)
      try pull.write()
      let text = try #require(folder.text("desk.margin"))
      #expect(text.contains("backlog -> 800 from 2026-03"))
      #expect(text.contains("\n  backlog[2026-02] 1_250 tickets -> 1_000 tickets\n"))
      #expect(text.contains("\n  rent $3/month -> $4/month from 2026-05\n"))
    }
  }

  @Test("What both changed is a conflict with all three values, and is not written; what the text has already is told")
  func conflict() throws {
    try Folder.with { folder in
      try folder.write("desk.margin", Self.model)
      try folder.write("usage.csv", Self.usage)
      var book = try EditedBook(of: folder.path("desk.margin"), at: folder.path("desk.xlsx"))
      book.set(.number(46), at: try book.address("wage"))
      book.set(.number(0.9), at: try book.address("mix[small]"))
      book.set(.number(2.5), at: try book.address("email.fee"))
      try book.save()
      let now = Self.model.replacing("$45/hour", with: "$47/hour").replacing("$2.00/request", with: "$2.50/request")
      try folder.write("desk.margin", now)
      let pull = try Pull.of(folder.path("desk.margin"), book: folder.path("desk.xlsx"))
      #expect(!pull.isWhole)
      #expect(pull.changes.map(\.name) == ["email.fee", "mix[small]", "wage"])
      #expect(pull.changes.map(\.outcome) == [.present, .proposed, .conflict])
      let told = try #require(pull.changes.last)
      #expect([told.exported, told.book, told.text] == ["$45/hour", "$46/hour", "$47/hour"])
      #expect(pull.messages().contains("X207") && pull.messages().contains("X210"))
      try pull.write()
      #expect(folder.text("desk.margin") == now.replacing("small: 80%", with: "small: 90%"))
    }
  }

  @Test("A changed formula is told with its place and both formulas, and so is a number beside the assumptions")
  func formulas() throws {
    var place = ""
    try withBook { book in
      book.set(.formula("1+1"), at: try book.address("wage"))
      place = try book.formula(on: "Email")
      book.set(.number(9), at: place, of: "Email")
      book.set(.number(3), at: "F9")
    } _: { _, pull in
      let messages = pull.messages()
      #expect(!pull.isWhole && pull.difference.isEmpty)
      #expect(messages.contains("`wage` in the base, holds a formula now: `=1+1`"))
      #expect(messages.contains("Email!\(place) holds 9 in place of its formula `="))
      #expect(messages.contains("X211") && messages.contains("timeline"))
    }
  }

  @Test("Cells that hold no number are told: emptied, a text, or following the base again")
  func noNumbers() throws {
    try withBook { book in
      book.set(.blank, at: try book.address("wage"))
      book.set(.text("72 %"), at: try book.address("email.hit_rate"))
      let base = try book.address("email.hit_rate")
      book.set(.formula("$" + base), at: try book.address("email.hit_rate", "cold"))
    } _: { _, pull in
      #expect(pull.difference.isEmpty && !pull.isWhole)
      for words in ["is empty now; it was 45", "holds the text `72 %`", "follows the base now"] {
        #expect(pull.messages().contains(words))
      }
    }
  }

  @Test("What does not fit is left, with the reason, and does not keep the rest back")
  func left() throws {
    try withBook { book in
      book.set(.number(1.5), at: try book.address("email.hit_rate"))
      book.set(.number(46), at: try book.address("wage"))
    } _: { folder, pull in
      #expect(pull.changes.filter { $0.outcome == .proposed }.map(\.name) == ["wage"])
      #expect(pull.messages().contains("N441"))
      try pull.write()
      #expect(folder.text("desk.margin")?.contains("wage    = $46/hour") == true)
    }
  }

  @Test("What follows from a change elsewhere is told")
  func followers() throws {
    try withBook { book in
      book.set(.number(150_000), at: try book.address("volume"))
    } _: { _, pull in
      expectWhole(pull)
      #expect(pull.messages().contains("note[X212]: `volume` in case busy"))
    }
  }

  @Test("A lost row and an added one are told by name, and the others are found where they are now")
  func structure() throws {
    try withBook { book in
      let wage = try book.address("wage")
      let row = String(wage.drop { $0.isLetter })
      book.set(.text("salary"), at: "C" + row)
      book.set(.number(46), at: wage)
      book.set(.number(2.5), at: try book.address("email.fee"))
    } _: { _, pull in
      #expect(pull.changes.map(\.name) == ["email.fee"])
      #expect(pull.messages().contains("the row of `wage` is gone") && pull.messages().contains("`salary`, was added"))
    }
  }

  @Test("A workbook of another model, one without its record and a file that is none are refused")
  func others() throws {
    try Folder.with { folder in
      try folder.write("desk.margin", Self.model)
      try folder.write("usage.csv", Self.usage)
      try folder.write("other.margin", "model \"Other\" { currency USD }\ninput a = 5\ncalc b = a\n")
      var book = try EditedBook(of: folder.path("other.margin"), at: folder.path("other.xlsx"))
      func code() -> String? {
        do {
          _ = try Pull.of(folder.path("desk.margin"), book: folder.path("other.xlsx"))
          return nil
        } catch { return error.findings.first?.code }
      }
      #expect(code() == "X206")
      let last = try #require(
        try readXLSX(folder.path("other.xlsx"))["Documentation"]?.cells.first {
          $0.value.value == .text("digest")
        })
      book.set(.text("digset"), at: last.key.text, of: "Documentation")
      try book.save()
      #expect(code() == "X205")
      try folder.write("other.xlsx", "a,b\n")
      #expect(code() == "X201")
    }
  }
}

@Suite("Numbers in the notation of others")
struct NumberNotationTests {
  @Test(
    "Suffixes stay where they are exact and readable, and no digit is there without need",
    arguments: [
      (150_000, "120k", "150k"), (135_500, "120k", "135.5k"), (1_234_567, "120k", "1_234_567"), (0.625, "50%", "62.5%"),
      (0.07, "6%", "7%"), (0.1 + 0.2, "0.5", "0.3"), (12_500, "850", "12_500"), (1_250, "850", "1250"),
      (2.5, "3.00", "2.50"), (2.505, "3.00", "2.505"), (0.0005, "3bp", "5bp"), (2, "1.5x", "2x"),
      (3e-9, "2e-9", "3e-9"),
      (0, "120k", "0"), (2_000_000_000, "1bn", "2bn"), (999, "1_250", "999"), (1.0 / 3, "0.5", "0.333333333333333"),
    ] as [(Double, String, String)])
  func notation(_ value: Double, _ old: String, _ new: String) {
    #expect(NumberNotation.digitsText(value, like: old) == new)
  }
}
