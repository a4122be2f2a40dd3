import MarginSyntax
import Testing

@Suite("Formatter")
struct FormatterTests {
  @Test("The models and templates of the repository are laid out", arguments: Texts.models)
  func models(_ name: String) {
    let text = Texts.text(name)
    #expect(format(Texts.parsed(text).tree) == text)
  }

  @Test("The sample of the language is laid out")
  func sample() { #expect(format(Texts.parsed(Texts.sample).tree) == Texts.sample) }

  @Test(
    "Whatever its white space, a text keeps its words and comments, and is laid out once for all", arguments: 0..<30)
  func mangled(_ seed: Int) {
    var state = UInt64(seed) &+ 17
    func below(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    let names = Texts.models
    let text = seed == 0 ? Texts.sample : Texts.text(names[below(names.count)])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(repeating: " ", count: below(9)) + line.drop { $0 == " " } + String(repeating: " ", count: below(3))
    }
    let tree = Texts.parsed(lines.joined(separator: "\n")).tree
    let once = format(tree)
    let again = Texts.parsed(once)
    #expect(again.diagnostics.isEmpty)
    #expect(Texts.words(again.tree) == Texts.words(tree))
    #expect(format(again.tree) == once)
  }

  @Test("A list over several lines keeps one indentation, `=` is aligned in a run of bindings, and only there")
  func layout() {
    let text = """
      report "T" {a,
      b,
         c }
      component x:y{
       a=3
         longer  = 5 # why
       list = series 2026-01: 1,
       2026-02: 2
      }
      calc a=1
      calc longer = 2


      calc s = a +
      longer
      """
    let wanted = """
      report "T" { a,
        b,
        c }
      component x:y {
        a      = 3
        longer = 5  # why
        list   = series 2026-01: 1,
          2026-02: 2
      }
      calc a = 1
      calc longer = 2

      calc s = a +
        longer

      """
    #expect(format(Texts.parsed(text).tree) == wanted)
  }

  @Test("A line goes on after `=` and `so that`, and a bracket is closed as deep as it is opened")
  func goesOn() {
    let text = """
      solve needed: fee in $1 to $9 so that
      total(cost)
      = $5
      input price = [
      small: 1,
      large: max(2,
      3
      )
          ]
      calc all =
      (1 +
      price
      ) * 2
      test "one" {
      with fee =
      $2
      expect all =
      4
      }
      """
    let wanted = """
      solve needed: fee in $1 to $9 so that
        total(cost)
        = $5
      input price = [
        small: 1,
        large: max(2,
        3
        )
      ]
      calc all =
        (1 +
        price
        ) * 2
      test "one" {
        with fee =
          $2
        expect all =
          4
      }

      """
    #expect(Texts.parsed(text).diagnostics.isEmpty)
    let once = format(Texts.parsed(text).tree)
    #expect(once == wanted)
    #expect(format(Texts.parsed(once).tree) == once)
  }

  @Test("Line ends of another system become the usual ones, and a text without a last one gets it")
  func ends() { #expect(format(Texts.parsed("calc a = 1\r\ncalc b = 2").tree) == "calc a = 1\ncalc b = 2\n") }

  @Test("A table from a file keeps its clause, and a list of columns that goes on stands deeper")
  func dataClauses() {
    let text = """
      dimension sample from csv "a.csv" key ts
      table load by sample [requests/s] from csv "a.csv" column load
      table usage by engine, region {
      from csv "usage.csv" key "Model name" columns input,
      cached
          source "log" 2026-10-31
      }
      """
    let wanted = """
      dimension sample from csv "a.csv" key ts
      table load by sample [requests/s] from csv "a.csv" column load
      table usage by engine, region {
        from csv "usage.csv" key "Model name" columns input,
          cached
        source "log" 2026-10-31
      }

      """
    let parsed = Texts.parsed(text)
    #expect(parsed.diagnostics.isEmpty)
    #expect(format(parsed.tree) == wanted)
    #expect(format(Texts.parsed(wanted).tree) == wanted)
    #expect(parsed.tree.dataClauses.map(\.columns.count) == [0, 1, 2])
  }

  @Test("A table in one line stays in it")
  func inlineTable() {
    let text = "table c by d { at value; 1 2 3; 2 3 5 }\ntest \"t\" { table { a b; 1 2 } }\n"
    #expect(format(parsed(text).tree) == text)
  }

  @Test("A statement goes on behind its colon, and before `so that` and `for`")
  func statementsOverLines() {
    let text = """
      solve a "A":
      x in 1 to 2
      so that y = 0
      optimise b: x in 1 to 2
      for lowest y

      """
    let expected = """
      solve a "A":
        x in 1 to 2
        so that y = 0
      optimise b: x in 1 to 2
        for lowest y

      """
    #expect(format(Texts.parsed(text).tree) == expected)
  }
}
