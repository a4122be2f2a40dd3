import Foundation
import Testing

@Suite("The command line", .serialized)
struct CommandLineTests {
  static let desk = """
    model "Desk" { currency USD; timeline 2026-01 for 3 months }
    input volume = 100 requests/month
    input share = 40% { range 0% to 100% }
    input price = $2/request
    flow  cost = volume * price * share
    case dear "A dearer price" { price $2/request -> $4/request }
    report "Summary" { cost, share }
    check "Cost stays low" every month: cost < $100
    test "by hand" { expect cost at 2026-01 = $80 }

    """

  @Test("Without a fault results are on standard output, messages are not, and the code is 0")
  func run() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let outcome = try program.run("run", "desk.margin")
      #expect(outcome.code == 0)
      #expect(outcome.messages == "")
      #expect(outcome.output.contains("Desk, case base"))
      #expect(outcome.output.contains("passed  Cost stays low"))
    }
  }

  @Test("A check that fails gives code 1 and the results all the same")
  func failedCheck() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let outcome = try program.run("run", "desk.margin", "--case", "dear")
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("failed  Cost stays low"))
    }
  }

  @Test("check takes several models and folders, says which are sound, and its code is the worst of theirs")
  func checks() throws {
    try withProgram { program in
      try program.write("models/desk.margin", Self.desk)
      try program.write("models/prices.margin", "input price = $2/request\n")
      try program.write("broken.margin", "model \"Broken\" { currency USD }\ncalc cost = nothing\n")
      let sound = try program.run("check", "models")
      #expect(sound.code == 0 && sound.output.hasPrefix("Desk: no errors"))
      let both = try program.run("check", "models", "broken.margin")
      #expect(both.code == 1 && both.messages.contains("broken.margin:2:13"))
      #expect(both.output.contains("broken.margin: not sound\n1 of 2 models are sound\n"))
      let missing = try program.run("check", "models/desk.margin", "none.margin")
      #expect(missing.code == 2 && missing.output.contains("none.margin: could not be read\n1 of 2 models are sound\n"))
      #expect(try program.run("check", "models", "broken.margin", "--format", "json").code == 2)
    }
  }

  @Test("A loop that runs away gives code 1, its results as n/a, and no workbook")
  func runaway() throws {
    try withProgram { program in
      try program.write(
        "loop.margin",
        "model \"L\" { currency USD }\ncalc load = 1 + load * 2\nconverge load from 1 within 0.1%\n"
          + "report \"R\" { load }\n")
      let outcome = try program.run("run", "loop.margin")
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("n/a") && outcome.messages.contains("error[X110]"))
      let export = try program.run("export", "loop.margin", "-o", "loop.xlsx")
      #expect(export.code == 1 && export.messages.contains("error[X110]"))
      #expect(!export.messages.contains("wrote"))
    }
  }

  @Test("explain takes a value in one word or in several, and a value that is not there is code 2")
  func explain() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let one = try program.run("explain", "desk.margin", "cost at 2026-02", "--set", "share=50%")
      #expect(one.code == 0 && one.messages == "")
      // 100 requests at 2 dollars, half of them
      #expect(one.output.contains("cost at 2026-02  100.00  USD             = volume * price * share\n"))
      #expect(one.output.contains("the case changes it from 40%\n"))
      let several = try program.run("explain", "desk.margin", "cost", "at", "2026-02", "--set", "share=50%")
      #expect(several.output == one.output)
      let unknown = try program.run("explain", "desk.margin", "costs")
      #expect(unknown.code == 2 && unknown.output == "" && unknown.messages.contains("write `cost`"))
      #expect(try program.run("explain", "desk.margin").code == 2)
      #expect(try program.run("explain", "desk.margin", "cost", "--depth", "x").code == 2)
    }
  }

  @Test("JSON parses and holds the values")
  func json() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let outcome = try program.run("run", "desk.margin", "--format", "json", "--set", "share=50%")
      let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      #expect(object?["schema"] as? Int == 1)
      #expect(object?["case"] as? String == "base")
      #expect(object?["settings"] as? [String] == ["share = 50%"])
      let values = object?["values"] as? [String: [String: Any]]
      let costs = values?["cost"]?["values"] as? [Double] ?? []
      #expect(costs.count == 3)
      #expect(costs.allSatisfy { ($0 - 100).magnitude < 1e-9 })
    }
  }

  @Test("-o writes the file and leaves standard output empty")
  func output() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let outcome = try program.run("run", "desk.margin", "--format", "csv", "-o", "desk.csv", "cost")
      #expect(outcome.code == 0)
      #expect(outcome.output == "")
      #expect(try program.text("desk.csv").hasPrefix("path,period,value,unit\ncost,2026-01,80,USD\n"))
    }
  }

  @Test("Tests are counted, and a failing one gives code 1")
  func test() throws {
    try withProgram { program in
      try program.write("models/desk.margin", Self.desk)
      #expect(
        try program.run("test", "models").output
          == "models/desk.margin: 1 test passed\n1 passed, 0 failed, in 1 model\n")
      try program.write("models/two.margin", Self.desk + "test \"wrong\" { expect cost at 2026-02 = $81 }\n")
      let outcome = try program.run("test", "models")
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("1 of 2 tests failed"))
      #expect(outcome.output.hasSuffix("2 passed, 1 failed, in 2 models\n"))
    }
  }

  @Test("A workbook is written where it is wanted, which is told on standard error")
  func export() throws {
    try withProgram { program in
      try program.write("models/desk.margin", Self.desk)
      let outcome = try program.run("export", "models/desk.margin")
      #expect(outcome.code == 0)
      #expect(outcome.messages == "wrote exports/desk.xlsx\n")
      #expect(outcome.output.contains("Desk, case base"))
      let named = try program.run("export", "models/desk.margin", "-o", "b.xlsx", "--map", "b.json")
      #expect(named.messages == "wrote b.xlsx\nwrote b.json\n")
      #expect(program.files() == ["b.json", "b.xlsx", "exports", "exports/desk.xlsx", "models", "models/desk.margin"])
      let map = try JSONSerialization.jsonObject(with: Data(program.text("b.json").utf8)) as? [String: Any]
      #expect(map?["values"] != nil)
    }
  }

  @Test("An export is a page or figures where the ending or the format says so, and nothing else is taken")
  func exportFormats() throws {
    try withProgram { program in
      try program.write("models/desk.margin", Self.desk)
      #expect(try program.run("export", "models/desk.margin", "-o", "desk.html").messages == "wrote desk.html\n")
      #expect(try program.text("desk.html").contains("<h1>Desk</h1>"))
      let csv = try program.run("export", "models/desk.margin", "--format", "csv")
      #expect(csv.messages == "wrote exports/desk.csv\n")
      #expect(csv.output.contains("Desk, case base"))
      #expect(
        try program.text("exports/desk.csv") == program.run("run", "models/desk.margin", "--format", "csv").output)
      let other = try program.run("export", "models/desk.margin", "-o", "desk.pdf")
      #expect(other.code == 2 && other.messages.contains(".html"))
      let map = try program.run("export", "models/desk.margin", "--format", "html", "--map", "m.json")
      #expect(map.code == 2 && map.messages.contains("workbook"))
      #expect(program.files() == ["desk.html", "exports", "exports/desk.csv", "models", "models/desk.margin"])
    }
  }

  @Test("A starter is copied once, and runs")
  func new() throws {
    try withProgram { program in
      let list = try program.run("new")
      #expect(list.output.contains("support"))
      #expect(try program.run("new", "support", "desk.margin").code == 0)
      #expect(try program.run("run", "desk.margin").code == 0)
      let again = try program.run("new", "support", "desk.margin")
      #expect(again.code == 2)
      #expect(again.messages.contains("L316"))
    }
  }

  @Test("Words find starters without writing anything, and tools get the list as JSON")
  func finding() throws {
    try withProgram { program in
      let found = try program.run("new", "own gpu")
      #expect(found.code == 0 && found.output.hasPrefix("  own-or-rent "))
      #expect(found.messages.contains("nothing is written"))
      let list = try program.run("new", "--format", "json").output
      let starters = try JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: String]]
      #expect(starters?.contains { $0["name"] == "support" && $0["question"]?.hasSuffix("?") == true } == true)
      #expect(try program.run("new", "xyzzy").code == 2)
      #expect(try program.run("new", "own gpu", "desk.margin").code == 2)
      #expect(program.files().isEmpty)
    }
  }

  @Test("An installed program runs without the repository, and is taken away again")
  func install() throws {
    try withProgram { program in
      #expect(try program.run("install", "--prefix", "tools").code == 0)
      let copy = try program.shell("tools/bin/margin new support && tools/bin/margin run support.margin")
      #expect(copy.code == 0 && copy.output.contains("Cost of an accepted outcome"))
      #expect(try program.text("tools/share/bash-completion/completions/margin").contains("margin"))
      #expect(try program.run("install", "--prefix", "tools", "--uninstall").code == 0)
      #expect(!program.files().contains { $0.hasPrefix("tools/") && $0.hasSuffix("margin") })
    }
  }

  @Test("Formatting changes a file in place, and --check only says which would change")
  func format() throws {
    try withProgram { program in
      try program.write("desk.margin", "model   \"Desk\"{currency USD}\ncalc a=1\n")
      let asked = try program.run("format", "desk.margin", "--check")
      #expect(asked.code == 1)
      #expect(asked.output == "desk.margin\n")
      #expect(try program.run("format", "desk.margin").code == 0)
      #expect(try program.run("format", "desk.margin", "--check").code == 0)
      let tidy = try program.text("desk.margin")
      #expect(tidy.contains("calc a = 1"))
      #expect(try program.run("format", "-", input: "calc a=1 \n").output == "calc a = 1\n")
      try program.write("broken.margin", "calc = = 1\n")
      #expect(try program.run("format", "broken.margin").code == 1)
      #expect(try program.text("broken.margin") == "calc = = 1\n")
    }
  }

  @Test("Help and version are answers")
  func help() throws {
    try withProgram { program in
      for arguments in [["--help"], ["run", "--help"], ["help", "export"], ["--version"]] {
        let outcome = try program.run(arguments)
        #expect(outcome.code == 0)
        #expect(!outcome.output.isEmpty)
        #expect(outcome.messages == "")
      }
    }
  }

  @Test(
    "Every verb's help shows examples and exit codes",
    arguments: ["check", "run", "test", "export", "new", "format", "set", "code", "library", "install"])
  func examples(verb: String) throws {
    try withProgram { program in
      let text = try program.run("help", verb).output
      #expect(text.contains("  margin \(verb)"))
      #expect(text.contains("Exit code 0"))
    }
  }

  @Test(
    "A command that is misused gives code 2 and nothing on standard output",
    arguments: [["run"], ["frobnicate"], ["run", "a.margin", "--case"], ["run", "a.margin", "--format", "yaml"]])
  func misuse(arguments: [String]) throws {
    try withProgram { program in
      let outcome = try program.run(arguments)
      #expect(outcome.code == 2)
      #expect(outcome.output == "")
      #expect(!outcome.messages.isEmpty)
    }
  }

  @Test("A code is explained, and an unknown one is told with the nearest")
  func code() throws {
    try withProgram { program in
      #expect(try program.run("code", "L308").output.hasPrefix("L308"))
      #expect(try program.run("code").output.contains("L301"))
      let unknown = try program.run("code", "L3088")
      #expect(unknown.code == 2)
      #expect(unknown.messages.contains("L308"))
    }
  }

  @Test("A reader that goes away ends nothing by a signal")
  func brokenPipe() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let outcome = try program.shell("\"$0\" run desk.margin --format json | true; echo ${PIPESTATUS[0]}")
      #expect(outcome.output == "0\n")
      #expect(outcome.messages == "")
    }
  }

  @Test("A full standard output is told")
  func fullOutput() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.desk)
      let outcome = try program.shell("\"$0\" run desk.margin > /dev/full; echo $?")
      #expect(outcome.output == "2\n")
      #expect(outcome.messages.contains("standard output"))
    }
  }

  @Test("Messages have no colour where they are not read in a terminal")
  func color() throws {
    try withProgram { program in
      let outcome = try program.run("run", "none.margin")
      #expect(!outcome.messages.contains("\u{1B}"))
    }
  }
}
