import Foundation
import Testing

@testable import MarginKit

@Suite("Explanations")
struct ExplainTests {
  private static let model = """
    model "Answers" {
      currency USD
      timeline 2026-01 for 3 months
    }
    dimension engine { small, large }
    input volume = 100 requests/month growing 10%/month { source "log" 2026-01-15 }
    input price  = [small: $1/request, large: $5/request] { source "price list"; range $0/request to $9/request }
    input share  = 25% ~ beta(p10 20%, p90 35%)
    flow  traffic = volume
    flow  cost    = traffic * (price[small] + share * price[large])
    ratio each    = cost / traffic
    calc  level   = if each < $2/request then 1 else 2
    case dear { price[large] $5/request -> $9/request because "a new list" }

    """

  private func text(
    _ value: String, _ format: OutputFormat = .table, case name: String? = nil, depth: Int = 3, drivers: Bool = false
  ) throws -> String {
    try Folder.with { folder in
      try folder.write("m.margin", Self.model)
      let workspace = Workspace.load(
        folder.path("m.margin"), caseName: name, asking: Workspace.question(explaining: value))
      #expect(workspace.isSound, "\(workspace.messages())")
      return try workspace.evaluate().explanation(format, depth: depth, drivers: drivers)
    }
  }

  @Test("A tree shows each name with its value, its formula as written, and each input with its source")
  func tree() throws {
    #expect(
      try text("cost at 2026-02") == """
        Answers, case base

          cost at 2026-02         247.50  USD             = traffic * (price[small] + share * price[large])
          ├─ traffic                 110  requests        = volume
          │  └─ volume               110  requests/month  = 100 requests/month growing 10%/month
          │     │                                         log 2026-01-15
          │     └─ volume.growth     10%  per month       log 2026-01-15
          ├─ price[small]           1.00  USD/request     price list; range 0.00 to 9.00
          ├─ share                   25%                  no source; ~ beta(p10 20%, p90 35%)
          └─ price[large]           5.00  USD/request     price list; range 0.00 to 9.00

        """)
  }

  @Test("Without a date a value is taken over the timeline, and the heading says so")
  func timeline() throws {
    let text = try text("each", depth: 1)
    #expect(text.contains("\nEach: over 2026-01 to 2026-03\n"))
    // 331 requests at 2.25 dollars
    #expect(text.contains("├─ cost     744.75  USD"))
    #expect(text.hasSuffix("\n… goes on: a larger --depth follows it\n"))
    #expect(try self.text("cost", depth: 0).contains("\nCost: total of 2026-01 to 2026-03\n"))
  }

  @Test("The branch that is not taken is named and not followed")
  func branch() throws {
    let text = try text("level at 2026-01", depth: 1)
    #expect(text.contains("  ├─ if each < $2/request    no\n"))
    #expect(text.contains("  ├─ then 1                                   not taken\n"))
    #expect(text.contains("  └─ else 2                   2\n"))
  }

  @Test("What a case changes is shown with the old value and the reason")
  func change() throws {
    let text = try text("price[large]", case: "dear")
    #expect(text.hasPrefix("Answers, case dear\n\n  price[large]  9.00  USD/request  price list; range 0.00 to 9.00\n"))
    #expect(text.contains("the case changes it from 5.00 USD/request: a new list\n"))
  }

  @Test("A value of several members has a line for each, and two values have a tree each")
  func several() throws {
    let members = try text("price").split(separator: "\n")
    #expect(members.suffix(2).map { $0.contains("price[") } == [true, true])
    let two = try text("cost, each", depth: 0)
    #expect(two.contains("Cost: total of") && two.contains("Each: over"))
  }

  @Test("Of many members the first are told of, and the others are counted")
  func many() throws {
    try Folder.with { folder in
      try folder.write("m.margin", "model \"M\"\ndimension turn 1 to 60\ncalc place = position(turn)\n")
      let workspace = Workspace.load(folder.path("m.margin"), asking: Workspace.question(explaining: "place"))
      let text = try workspace.evaluate().explanation(.table)
      #expect(text.contains("  place[50]  50  ") && !text.contains("place[51]"))
      #expect(text.hasSuffix("  … 10 more members: ask for one in square brackets\n"))
    }
  }

  @Test("JSON holds the tree and the drivers in full precision")
  func json() throws {
    let text = try text("cost at 2026-02", .json, drivers: true)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(object?["schema"] as? Int == 1 && object?["case"] as? String == "base")
    #expect(object?["step"] as? Double == 0.001)
    let value = (object?["values"] as? [[String: Any]])?.first
    let root = (value?["roots"] as? [[String: Any]])?.first
    #expect(root?["name"] as? String == "cost" && root?["at"] as? String == "2026-02")
    #expect(((root?["value"] as? Double ?? 0) - 247.5).magnitude < 1e-9)
    #expect(root?["formula"] as? String == "traffic * (price[small] + share * price[large])")
    let parts = root?["parts"] as? [[String: Any]] ?? []
    #expect(parts.map { $0["name"] as? String } == ["traffic", "price", "share", "price"])
    #expect(parts.last?["members"] as? [String] == ["large"])
    #expect((parts[1]["source"] as? [String: Any])?["text"] as? String == "price list")
    #expect(parts[2]["shape"] as? String == "beta(p10 20%, p90 35%)")
    let drivers = (value?["drivers"] as? [[[String: Any]]])?.first ?? []
    // A point of the share is 5.5 of 247.5 dollars, and 1 % of its 25 % a quarter of that.
    let share = drivers.first { $0["path"] as? String == "share" }
    #expect(drivers.first?["path"] as? String == "volume" && share?["per"] as? String == "1%")
    #expect(((share?["point_effect"] as? Double ?? 0) - 5.5 / 247.5).magnitude < 1e-12)
    #expect(((share?["effect"] as? Double ?? 0) - 0.25 * 5.5 / 247.5).magnitude < 1e-12)
  }

  @Test("CSV has a row for each number with its level, or for each driver; markdown a list")
  func tables() throws {
    let rows = try text("cost at 2026-02", .csv).split(separator: "\n")
    #expect(rows[0] == "level,name,at,value,unit,formula,source,source_date,remark")
    #expect(rows[2] == "1,traffic,2026-02,110,requests,volume,,,")
    #expect(rows[3].hasPrefix("2,volume,2026-02,") && rows[3].hasSuffix(",log,2026-01-15,"))
    let drivers = try text("cost at 2026-02", .csv, drivers: true).split(separator: "\n")
    #expect(drivers.count == 5)
    #expect(drivers.contains { $0.hasPrefix("cost at 2026-02,share,0.25,0.25,,1%,0.0055") && $0.contains(",0.0222") })
    let list = try text("cost at 2026-02", .markdown, depth: 1)
    #expect(list.contains("\n- **cost at 2026-02** 247.50 USD · = traffic \\* (price\\[small\\]"))
    #expect(list.contains("\n  - **traffic** 110 requests"))
  }

  @Test("The drivers say what they are, and those without effect are named together")
  func drivers() throws {
    let text = try text("traffic at 2026-02", depth: 1, drivers: true)
    #expect(text.contains("What moves it most\n"))
    #expect(text.contains("A local slope, measured by steps of 0.1 % and 0.1 points up and down"))
    #expect(text.contains("  volume           100  requests/month  +1%       +1%            log 2026-01-15\n"))
    let first = try self.text("traffic at 2026-01", depth: 1, drivers: true)
    #expect(first.contains("  no effect here: volume.growth\n"))
  }

  @Test("Along members a value that reads the one before it shows that one, and a picked value names its date once")
  func alongMembers() throws {
    try Folder.with { folder in
      try folder.write(
        "m.margin",
        """
        model "Turns" { currency USD; timeline 2026-01 for 2 months }
        dimension turn 1 to 3
        input added = 500 tokens
        calc context = previous(context over turn, 1_000 tokens) + added * position(turn)
        input volume = 100 requests/month growing 10%/month
        calc  load [requests/month] by turn = volume * context / 1 token
        """)
      func text(_ value: String) throws -> String {
        let workspace = Workspace.load(folder.path("m.margin"), asking: Workspace.question(explaining: value))
        #expect(workspace.isSound, "\(workspace.messages())")
        return try workspace.evaluate().explanation(.table, depth: 1)
      }
      let tree = try text("context[3]")
      // 1,500 + 1,000 = 2,500, then 1,500 more
      #expect(tree.contains("context[3]     4,000  tokens") && tree.contains("├─ context[2]  2,500  tokens"))
      #expect(!tree.contains("rests"))
      #expect(try text("load[2] at 2026-02").contains("\n\n  load[2] at 2026-02  275,000  requests/month"))
    }
  }

  @Test("A name that is not there is told as in a model, with the name that is near")
  func unknown() throws {
    try Folder.with { folder in
      try folder.write("m.margin", Self.model)
      let workspace = Workspace.load(
        folder.path("m.margin"), asking: Workspace.question(explaining: "trafic at 2026-02"))
      #expect(workspace.isMisasked)
      #expect(workspace.findings.map(\.code) == ["N401"])
      #expect(workspace.messages().contains("write `traffic`"))
    }
  }
}
