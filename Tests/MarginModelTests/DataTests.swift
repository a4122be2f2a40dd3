import Testing

/// Tables and dimensions from data files, and tables over two dimensions.
@Suite("Tables from files")
struct DataTests {
  private static let engines = "model \"M\" { currency USD }\ndimension engine { small, large }\n"

  @Test("A file gives what the same lines in the braces give, whatever their order")
  func sameTable() {
    let written = Checked(
      Self.engines + "table price by engine [USD / 1M tokens] { input cached; small 0.25 -; large $3/1M tokens 0.3 }\n")
    let read = Checked(
      Self.engines + """
        table price by engine [USD / 1M tokens] { from csv "price.csv" }

        === price.csv
        engine,input,cached
        large,$3/1M tokens,0.3
        small,0.25,-

        """)
    #expect(written.codes == [])
    #expect(read.codes == [])
    #expect(read.values("price.input") == [0.25, 3])
    #expect(read.values("price.input") == written.values("price.input"))
    #expect(read.values("price.cached").first?.isNaN == true)
    #expect(read.values("price.cached").last == 0.3)
    #expect(read.unit("price.input") == written.unit("price.input"))
    #expect(read.model?.leaves.first?.lines?.numbers == [3, 2])
    #expect(read.model?.leaves.first?.lines?.file == "price.csv")
  }

  @Test("Key and columns choose by header, headers carry units, and texts make names")
  func choice() {
    let checked = Checked(
      Self.engines + """
        table usage by engine { from csv "usage.csv" key "Model name" columns input, "Cached share" }
        calc one = usage.input[small]
        calc two = usage.cached_share[large]

        === usage.csv
        day;Input [1k tokens];Model name;input [1k tokens];Cached share [%];note
        today;x;large;3;80%;"a; b"
        today;x;Small;5;0.5;

        """)
    #expect(checked.codes == [])
    #expect(checked.values("one") == [5])
    #expect(checked.unit("one") == "1k tokens")
    #expect(checked.values("two") == [0.8])
    #expect(checked.model?.definitions.first { $0.path == "usage.cached_share" }?.label == "Usage, Cached share")
  }

  @Test("A dimension takes its members from a column, and `column` makes a table one value over it")
  func dimension() {
    let checked = Checked(
      """
      model "M" { currency USD }
      dimension sample "Minute" from csv "loads.csv" key ts
      table load "Load" by sample [requests/s] from csv "loads.csv" column load { source "gateway log" 2026-10-31 }
      calc peak = max(load over sample)
      calc one = load[sample_2026_10_01_00_01]
      case busy { scale load by 2; load[noon] -> 1k }

      === loads.csv
      ts,load
      2026-10-01 00:00,40
      2026-10-01 00:01,60
      noon,50

      """)
    #expect(checked.codes == [])
    #expect(checked.model?.axes[1].members.map(\.label) == ["2026-10-01 00:00", "2026-10-01 00:01", "Noon"])
    #expect(checked.values("load") == [40, 60, 50])
    #expect(checked.values("peak") == [60])
    #expect(checked.values("one") == [60])
    #expect(checked.values("load", case: "busy") == [80, 120, 1_000])
    let load = checked.model?.definitions.first { $0.path == "load" }
    #expect(load?.source?.text == "gateway log")
    #expect(load?.text == "from csv \"loads.csv\" column load")
  }

  private static let regions = engines + "dimension region { europe, asia }\n"

  @Test("A table over two dimensions is one value, its cells picked, folded and set by cases")
  func grid() {
    let checked = Checked(
      Self.regions + """
        table price by engine, region [USD / 1M tokens] {
                 europe  asia
          small  3       2
          large  30      -
        }
        calc  one    = price[small, europe]
        calc  row    = sum(price over region)
        calc  europe_only = price[europe]
        case dear { price[small, europe] $3/1M tokens -> $4/1M tokens; price[large] -> $20/1M tokens }

        """)
    #expect(checked.codes == [])
    #expect(checked.values("one") == [3])
    #expect(checked.values("europe_only") == [3, 30])
    #expect(checked.values("row").first == 5)
    #expect(checked.values("row").last?.isNaN == true)
    #expect(checked.values("one", case: "dear") == [4])
    #expect(checked.values("row", case: "dear") == [6, 40])
  }

  @Test("The lines of a table may be the second dimension of the model, in braces, in formulas and in a file")
  func turnedGrid() {
    let lines = "small large; asia 2 -; europe 3 30"
    let written = Checked(Self.regions + "table price by region, engine { \(lines) }\n")
    #expect(written.codes == [])
    #expect(written.values("price").prefix(3) == [3, 2, 30])
    let formulas = Checked(
      Self.regions
        + "input k = 2\ntable price by region, engine { small large; asia (k) 4; europe 3 (k * 15) }\n")
    #expect(formulas.codes == [])
    #expect(formulas.values("price") == [3, 2, 30, 4])
    let read = Checked(
      Self.regions
        + "table price by region, engine from csv \"p.csv\"\n\n=== p.csv\n\tlarge\tsmall\nAsia\t4\t2\nEurope\t30\t3\n")
    #expect(read.codes == [])
    #expect(read.values("price") == [3, 2, 30, 4])
    #expect(read.model?.leaves.first?.lines?.numbers == [3, 2, 3, 2])
  }

  @Test("A dated change of one cell gives the table its time")
  func dated() {
    let model = head + "dimension engine { small, large }\ndimension region { europe, asia }\n"
    let checked = Checked(
      model + "table price by engine, region { europe asia; small 3 2; large 30 20 }\n"
        + "case later { price[small, asia] 2 -> 1 from 2026-12 }\ncalc x = price[small, asia]\n")
    #expect(checked.codes == [])
    #expect(checked.values("x", case: "later").suffix(2) == [2, 1])
    let read = Checked(
      model
        + "table price by engine, region from csv \"p.csv\"\ncase later { price[small, asia] 2 -> 1 from 2026-12 }\n"
        + "calc x = price[small, asia]\n\n=== p.csv\n,europe,asia\nsmall,3,2\nlarge,30,20\n")
    #expect(read.codes == [])
    #expect(read.values("x", case: "later").suffix(2) == [2, 1])
  }

  @Test("A template's table reads its file once for all instances")
  func template() {
    let checked = Checked(
      Self.engines + """
        template desk { table rate by engine from csv "rate.csv"; calc sum_of = sum(rate.hour over engine) }
        component a : desk
        component b : desk

        === rate.csv
        engine,hour
        small,1
        large,2

        """)
    #expect(checked.codes == [])
    #expect(checked.values("a.sum_of") == [3])
    #expect(checked.values("b.sum_of") == [3])
  }

  @Test("After twenty faults of one file nothing more is said of it")
  func manyFaults() {
    let lines = (0..<100).map { "m\($0),x\n" }.joined()
    let checked = Checked(
      "model \"M\" { currency USD }\ndimension d from csv \"a.csv\"\ntable t by d from csv \"a.csv\"\n\n=== a.csv\nd,x\n"
        + lines)
    #expect(checked.diagnostics.count == 20)
  }

  @Test("A file that was not read is told of once, by who reads it, and what is made of it is not missed")
  func unread() {
    let checked = Checked(
      Self.engines + "dimension d from csv \"none.csv\"\ntable t by d from csv \"none.csv\"\ncalc a = sum(t.x over d)\n"
    )
    #expect(checked.diagnostics.map(\.code) == [])
    #expect(checked.model == nil)
  }

  @Test("A file of more cells than a value may have numbers is refused")
  func tooLarge() {
    let text = "d,x\n" + String(repeating: ",", count: 2_000_001)
    let checked = Checked("model \"M\" { currency USD }\ndimension d from csv \"a.csv\"\n\n=== a.csv\n" + text)
    #expect(checked.diagnostics.map(\.code) == ["D705"])
  }
}
