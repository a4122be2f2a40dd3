import Foundation
import Testing

@testable import MarginKit

@Suite("What differs between models")
struct DifferenceTests {
  private static let cost = """
    model "Bridge" { currency USD; timeline 2026-01 for 2 months }
    input calls = 2 requests/month
    input price = $5/request
    flow cost = calls * price
    report "All" { cost at 2026-01 }

    """

  private func difference(_ old: String, _ new: String, caseName: String? = nil) throws -> ModelDifferences {
    try Folder.with { folder in
      try folder.write("old.margin", old)
      try folder.write("new.margin", new)
      let models = ["old.margin", "new.margin"].map { Workspace.load(folder.path($0), caseName: caseName) }
      for model in models { try #require(model.isSound, "\(model.messages())") }
      return try models[1].difference(from: models[0], names: ("old", "new"))
    }
  }

  /// The first text with words replaced, each of which it must hold.
  private func edited(_ text: String, _ edits: (String, String)...) throws -> String {
    var text = text
    for (old, new) in edits {
      try #require(text.contains(old), "\(old)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    return text
  }

  private func isClose(_ left: Double?, _ right: Double) -> Bool {
    left.map { ($0 - right).magnitude <= 1e-11 * max(1, right.magnitude) } ?? false
  }

  @Test("A formula that changed carries a part like an assumption: of 5.40, 4.20 and 1.20")
  func formulaPart() throws {
    // Alone the price adds 4.00 and the surcharge 1.00; together they add 0.40, half of it each.
    let new = try edited(Self.cost, ("$5/request", "$7/request"), ("calls * price", "calls * price * 1.1"))
    let found = try difference(Self.cost, new)
    let result = try #require(found.results.first)
    #expect(isClose(result.before, 10) && isClose(result.after, 15.4) && result.unit == "USD")
    #expect(result.parts.map(\.input) == ["price", "formula of cost"])
    #expect(isClose(result.parts[0].amount, 4.2) && isClose(result.parts[1].amount, 1.2) && result.structure == nil)
    #expect(found.assumptions == ["price"])
  }

  @Test("What a formula newly reads comes along with it, inputs and helpers too")
  func newInputs() throws {
    let new = try edited(
      Self.cost,
      (
        "flow cost = calls * price",
        "input tax = 10%\ncalc charge = price * (1 + tax)\nflow gross = calls * price\nflow cost = calls * charge + total(gross * 1) / 2"
      ))
    let found = try difference(Self.cost, new)
    let result = try #require(found.results.first)
    #expect(isClose(result.before, 10) && isClose(result.after, 21))
    #expect(result.parts.map(\.input) == ["formula of cost"] && isClose(result.parts.first?.amount, 11))
    #expect(result.structure == nil && found.assumptions == ["tax"])
  }

  @Test("A price from a date on is told with its date, and carries the whole change")
  func fromDate() throws {
    let old = try edited(Self.cost, ("cost at 2026-01", "total(cost)"))
    let new = try edited(old, ("$5/request", "$5/request { from 2026-02: $7/request }"))
    for (before, after, sign) in [(old, new, 1.0), (new, old, -1.0)] {
      let found = try difference(before, after)
      #expect(found.assumptions == ["price"])
      #expect(isClose(found.results.first?.parts.first?.amount, 4 * sign) && found.results.first?.structure == nil)
      #expect(found.text(.table).contains("from 2026-02") && !found.text(.table).contains("formula"))
    }
  }

  @Test("What begins to vary in time with its input is the same formula, and the same result")
  func beginsToVary() throws {
    let old = """
      model "M" { currency USD; timeline 2026-01 for 3 months }
      input price = $5/request
      calc double = price * 2
      report "R" { double }

      """
    let new = try edited(
      old, ("$5/request", "$5/request { from 2026-02: $7/request }"), ("{ double }", "{ double at 2026-03 }"))
    let found = try difference(old, new)
    let result = try #require(found.results.first)
    #expect(found.results.count == 1 && isClose(result.before, 10) && isClose(result.after, 14))
    #expect(isClose(result.parts.first?.amount, 4) && result.structure == nil)
    #expect(!found.text(.csv).contains("definition,"))
  }

  @Test("Growth, a rate per time, is an assumption of its own, and so is growth that was not there")
  func growth() throws {
    let old = try edited(
      Self.cost, ("2 requests/month", "2 requests/month growing 6%/month"), ("2026-01 }", "2026-02 }"))
    let found = try difference(old, try edited(old, ("6%", "5%")))
    #expect(found.assumptions == ["calls.growth"] && isClose(found.results.first?.parts.first?.amount, -0.1))
    let plain = try edited(Self.cost, ("2026-01 }", "2026-02 }"))
    let grown = try difference(plain, old)
    #expect(isClose(grown.results.first?.parts.first?.amount, 0.6) && grown.results.first?.structure == nil)
  }

  @Test("Layout, comments and another way to write a number or unit are no change of a result")
  func sameMeaning() throws {
    let other = try edited(Self.cost, ("input calls = 2", "# how many\ninput  calls   = 2.0"))
    #expect(try difference(Self.cost, other).isSame)
    let token = "model \"T\" { currency USD }\ninput price = $3/1M tokens\ncalc two = price * 2\nreport \"R\" { two }\n"
    let unit = try difference(token, try edited(token, ("$3/1M tokens", "$0.003/1k tokens")))
    #expect(!unit.isSame && unit.results.isEmpty)
    #expect(unit.text(.csv).contains("assumption,price,unit,USD/1M tokens,USD/1k tokens"))
  }

  @Test("A case with a date changes nothing of the base, and is told as a setting")
  func newCase() throws {
    let found = try difference(Self.cost, Self.cost + "case dear { price $5/request -> $7/request from 2026-02 }\n")
    #expect(found.results.isEmpty && found.assumptions.isEmpty && !found.isSame)
    #expect(found.text(.csv).contains("setting,case dear,,,price $5/request -> $7/request from 2026-02"))
  }

  @Test("What only has another name, or stands in an instance of another name, is found again")
  func names() throws {
    let renamed = try difference(
      Self.cost, try edited(Self.cost, ("input price", "input fee"), ("* price", "* fee")))
    #expect(renamed.results.isEmpty && renamed.assumptions == ["fee"])
    #expect(renamed.text(.csv).contains("assumption,fee,name,price,fee"))
    let formula = try difference(
      Self.cost, try edited(Self.cost, ("flow cost", "flow bill"), ("{ cost at", "{ bill at")))
    #expect(formula.text(.csv).contains("definition,bill,renamed,"))
    let desk = """
      template shop { input calls = 2 requests/month; input price = $5/request; flow cost = calls * price }
      component east : shop { price = $4/request }
      flow all = east.cost
      report "R" { total(all) }

      """
    let old = "model \"M\" { currency USD }\n" + desk
    let moved = try difference(old, try edited(old, ("component east", "component west"), ("east.cost", "west.cost")))
    #expect(moved.results.isEmpty && moved.assumptions.isEmpty)
    #expect(moved.text(.table).contains("east -> west: renamed, with 3 names"))
  }

  @Test("A longer timeline is a named rest, and the parts with it add up")
  func longer() throws {
    let old = try edited(Self.cost, ("cost at 2026-01", "total(cost)"))
    let found = try difference(old, try edited(old, ("for 2 months", "for 3 months"), ("$5/", "$7/")))
    let result = try #require(found.results.first)
    // Two months at two dollars more each call, then a third month at 14.
    #expect(isClose(result.parts.first?.amount, 8) && isClose(result.structure, 14))
    #expect(isClose(result.after, 42) && found.text(.table).contains("structure: timeline"))
  }

  @Test("Members, sources, shapes and ranges are told with what they were")
  func said() throws {
    let old = """
      model "M" { currency USD }
      dimension size { small, large }
      table price by size [USD/request] { fee
        small 1.00
        large 2.00
      }
      input rate = 10% ~ 5% to 20% { source "log" 2026-01-31
        range 0% to 50% }
      calc fees = sum(price.fee over size) * (1 + rate)
      report "R" { fees }

      """
    let new = try edited(
      old, ("large 2.00", "large 3.00"), ("~ 5% to 20%", "~ 5% to 30%"), ("\"log\" 2026-01-31", "\"bill\" 2026-02-28"),
      ("0% to 50%", "0% to 60%"))
    let csv = try difference(old, new).text(.csv)
    for row in [
      "assumption,price.fee[large],value,2,3,1,USD/request,,", "assumption,rate,range,0% to 50%,0% to 60%",
      "assumption,rate,source,log,bill", "assumption,rate,dated,2026-01-31,2026-02-28",
      "assumption,rate,shape,~ 5% to 20%",
    ] { #expect(csv.contains(row), "\(row)\n\(csv)") }
  }

  @Test("Checks, bands and decisions are told where they come to something else or ask something else")
  func judged() throws {
    let old =
      Self.cost + """
        check "Cheap" at 2026-01: cost < $12
        check "Some" at 2026-01: cost > $1
        band "Bill" total(cost) { low < $25; high otherwise }

        """
    let csv = try difference(old, try edited(old, ("$5/", "$7/"), ("cost > $1", "cost > $2"))).text(.csv)
    #expect(csv.contains("check,Cheap,state,passed,failed") && csv.contains("band,Bill,state,low,high"))
    #expect(csv.contains("check,Some,text,") && !csv.contains("check,Some,state,passed,failed"))
    #expect(try difference(old, Self.cost).text(.csv).contains("check,Cheap,state,passed,,"))
  }

  @Test("Two cases are compared like two models, with the reason that a case gives")
  func cases() throws {
    try Folder.with { folder in
      let text = Self.cost + "case dear { price $5/request -> $7/request because \"a new list\" }\n"
      try folder.write("m.margin", text)
      let workspace = Workspace.load(folder.path("m.margin"))
      let found = try workspace.difference(fromCase: "base", toCase: "dear")
      #expect(isClose(found.results.first?.parts.first?.amount, 4))
      #expect(found.text(.table).hasPrefix("Bridge: base to dear\n") && found.text(.csv).contains("because") == false)
      #expect(found.text(.markdown).contains("a new list"))
      #expect(try workspace.difference(fromCase: "dear", toCase: "dear").isSame)
      let failure = #expect(throws: Failure.self) { try workspace.difference(fromCase: "base", toCase: "dare") }
      #expect(failure?.findings.first?.code == "L313")
    }
  }

  @Test("A result that is undefined on one side has no parts, and says why")
  func undefined() throws {
    let old = "model \"M\"\ninput a = 2\ncalc b = 4 / a\nreport \"R\" { b }\n"
    let found = try difference(old, try edited(old, ("a = 2", "a = 0")))
    let result = try #require(found.results.first)
    #expect(isClose(result.before, 2) && result.after == nil && result.parts.isEmpty)
    #expect(found.text(.table).contains("a zero denominator"))
  }

  @Test("A formula that reads what read it before still has its part: the two are never in one loop")
  func turned() throws {
    let old = "model \"M\"\ninput a = 2\ncalc b = a * 3\ncalc c = b + 1\nreport \"R\" { b, c }\n"
    let new = "model \"M\"\ninput a = 2\ncalc c = a + 5\ncalc b = c * 2\nreport \"R\" { b, c }\n"
    let found = try difference(old, new)
    #expect(found.results.map(\.after) == [14])
    for result in found.results {
      let sum = result.parts.reduce(result.structure ?? 0) { $0 + $1.amount }
      #expect(isClose((result.after ?? .nan) - (result.before ?? .nan), sum))
    }
  }

  @Test("Random edits of a worked model: parts and rest add up to every change")
  func additive() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appendingPathComponent("models/support-email.margin")
    let text = try String(contentsOf: path, encoding: .utf8)
    let edits = [
      ("3_200 tokens", "2_900 tokens"), ("escalation_rate = 18%", "escalation_rate = 15%"),
      ("growing 6%/month ~ 3%/month to 9%/month", "growing 4%/month"), ("price[large] * 80%", "price[large] * 65%"),
      ("desk.cost - email.cost", "desk.cost - email.cost * 1.05"),
      (
        "{ source \"gateway contract\" 2026-10-01 }",
        "{ source \"gateway contract\" 2026-10-01; from 2026-09: $500/month }"
      ),
      ("large  3.00", "large  2.00"), ("review_share        = 4%", "review_share        = triage.review_share * 5"),
    ]
    for place in edits.indices {
      var new = text
      for (old, words) in [edits[place], edits[(place + 3) % edits.count], edits[(place + 5) % edits.count]] {
        try #require(new.contains(old), "\(old)")
        new = new.replacingOccurrences(of: old, with: words)
      }
      // What a case says of the base has moved with it.
      new = new.replacingOccurrences(of: "email.escalation_rate 18% -> 10%", with: "email.escalation_rate -> 10%")
      let found = try difference(text, new)
      #expect(!found.results.isEmpty)
      for result in found.results {
        let sum = result.parts.reduce(result.structure ?? 0) { $0 + $1.amount }
        let gap = (result.after ?? .nan) - (result.before ?? .nan)
        let size = max((result.after ?? 0).magnitude, gap.magnitude)
        #expect((gap - sum).magnitude <= 1e-11 * size && result.structure == nil, "\(place) \(result)")
      }
    }
  }

  @Test("The page is HTML that loads nothing, and text of a model stays text in it and in markdown")
  func safety() throws {
    let title = "<script>alert(1)</script> & | `x`"
    let old =
      "model \"\(title)\"\ninput a = 2 { source \"<b>\" 2026-01-31 }\ncalc b = a\nreport \"<i>\" { b \"<u>|\" }\n"
    let found = try difference(old, try edited(old, ("a = 2", "a = 3"), ("<b>", "</details>")))
    let html = found.text(.html)
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("&lt;script&gt;") && !html.contains("<script"))
    for outside in ["http://", "https://", "src=", "<link", "@import", "url("] { #expect(!html.contains(outside)) }
    let markdown = found.text(.markdown)
    #expect(markdown.contains("\\<script\\>") && markdown.contains("\\</details\\>") && markdown.contains("\\<u\\>\\|"))
    #expect(
      markdown.components(separatedBy: "<details>").count == markdown.components(separatedBy: "</details>\n").count)
    let json = try JSONSerialization.jsonObject(with: Data(found.text(.json).utf8)) as? [String: Any]
    #expect(json?["same"] as? Bool == false && json?["schema"] as? Int == 1)
  }

  @Test("A comment of thousands of changes stays below what a pull request takes")
  func size() throws {
    let names = (0..<400).map { "input name_\($0) = 1\ncalc twice_\($0) = name_\($0) * 2\n" }.joined()
    let report = "report \"R\" { " + (0..<400).map { "twice_\($0)" }.joined(separator: ", ") + " }\n"
    let old = "model \"M\"\n" + names + report
    let new = try edited(
      old, (" = 1\n", " = 3\n"), ("* 2\n", "* 2 + 0 * 1234567890 * 1234567890 * 1234567890 * 1234567890\n"))
    let markdown = try difference(old, new).text(.markdown)
    #expect(markdown.utf8.count < 65_536 && markdown.contains("380 more"))
  }
}
