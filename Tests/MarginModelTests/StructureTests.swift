import Testing

/// Dimensions, tables, templates, scenarios and imports.
@Suite("Structure")
struct StructureTests {
  static let engines =
    head
    + "dimension engine { small, large }\ntable price \"Prices\" by engine [USD / 1M tokens] {\n  input  cached\n  small  1  0.5\n  large  4  -\n}\n"

  @Test("A table gives its columns a dimension, and formulas broadcast over it")
  func tables() {
    let checked = Checked(
      Self.engines
        + "calc cost = price.input * 2M tokens\ncalc all = sum(cost over engine)\ncalc one = cost[large]\ncalc mean_of = mean(cost)\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("cost") == [2, 8])
    #expect(checked.values("all") == [10])
    #expect(checked.values("one") == [8])
    #expect(checked.values("mean_of") == [5])
    #expect(checked.values("price.cached")[1].isNaN)
  }

  @Test("A cell can be a formula, and a column can have a unit of its own")
  func cells() {
    let checked = Checked(
      head
        + "dimension engine { small, large }\ninput k = 3\ntable t by engine {\n  rate [USD/hour]  speed [tokens/s]\n  small  2  (k * 10 tokens/s)\n  large  5  7\n}\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("t.speed") == [30, 7])
    #expect(checked.unit("t.rate") == "USD/hour")
  }

  static let maker = """
    template maker {
      input wage [USD/hour]
      input worked [hours/month] = 10
      input price { input, cached } [USD / 1M tokens] = $9/1M tokens
      flow cost [USD] = wage * worked
    }
    template dear : maker {
      worked = 20
      replace flow cost [USD] = inherited(cost) + $5
    }

    """

  @Test("A template is filled in, extended, replaced, and its old formula stays within reach")
  func templates() {
    let checked = Checked(
      Self.engines + Self.maker
        + "component a : maker { wage = $3/hour }\ncomponent b : dear { wage = $3/hour; price = price[small] }\ncalc x = b.price.cached\n"
    )
    #expect(checked.codes == [])
    #expect(checked.values("a.cost").first == 30)
    #expect(checked.values("b.cost").first == 65)
    #expect(checked.values("x") == [0.5])
    #expect(checked.values("a.price.input") == [9])
  }

  @Test("Scenarios are members of a dimension, and owners gather them")
  func scenarios() {
    let checked = Checked(
      head + Self.maker + """
        scenario a : maker { wage = $3/hour; owner "One" }
        scenario b : dear { wage = $3/hour; owner "Two" }
        scenario c : maker { wage = $1/hour; owner "One" }
        flow bill = sum(scenario.cost over scenario)
        flow by_owner = sum(scenario.cost by owner)

        """)
    #expect(checked.codes == [])
    #expect(checked.values("bill").first == 105)
    #expect(checked.whole("by_owner") == [480, 780])
  }

  @Test("An import brings names, or names under a prefix")
  func imports() {
    let file = ("prices.margin", "input rate = $3/hour\ncalc double = rate * 2\n")
    let plain = Checked(head + "import \"prices.margin\"\ncalc x = double\n", imports: [file])
    #expect(plain.codes == [])
    #expect(plain.values("x") == [6])
    let prefixed = Checked(
      head + "import \"prices.margin\" as p\ninput rate = $9/hour\ncalc x = p.double + rate\n", imports: [file])
    #expect(prefixed.codes == [])
    #expect(prefixed.values("x") == [15])
    #expect(
      Checked(head + "import \"prices.margin\"\ninput rate = $9/hour\n", imports: [file]).diagnostics.map(\.code) == [
        "N402"
      ])
  }

  @Test("A body sees its own names and imports, never the model's")
  func hygiene() {
    #expect(
      Checked(head + "input outer = 5\ntemplate t { calc x = outer * 2 }\ncomponent c : t\n").codes == ["N451 6:23"])
    let checked = Checked(
      head + "import \"t.margin\"\ninput outer = 5\ncomponent c : t\n",
      imports: [("t.margin", "template t { calc x = outer * 2 }\n")])
    #expect(checked.diagnostics.map(\.code) == ["N401"])
  }

  @Test("A literal with a list inside a list is a formula, not a crash")
  func nestedLists() {
    let checked = Checked(head + "dimension one { a, b }\ndimension two { c, d }\ninput x = [a: [c: 1, d: 2], b: 3]\n")
    #expect(checked.codes == [])
    #expect(checked.values("x") == [1, 2, 3, 3])
  }

  @Test("A template's sensitivity moves the instance's own inputs, wired ones too")
  func sensitivityInTemplate() {
    let checked = Checked(
      head
        + "template t {\n  input fee = 2\n  calc c = fee * 3\n  sensitivity \"By fee\" of c { rows fee 1, 2, 3 }\n}\ninput own = 5\nscenario a : t { fee = own * 2 }\nscenario b : t { }\n"
    )
    #expect(checked.codes == [])
    #expect(checked.model?.sensitivities.map(\.rows?.points) == [[1, 2, 3], [1, 2, 3]])
  }
}
