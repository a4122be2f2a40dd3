import Foundation
import Testing

/// What a bad input must get: its code, the words that matter, and an exit code, with nothing written.
struct BadInput: Sendable, CustomTestStringConvertible {
  let name: String
  let code: String
  let words: [String]
  var files: [String: String] = [:]
  /// Follows the model on the command line.
  var arguments: [String] = []
  /// What the model says after its header.
  var text = ""
  var exit: Int32 = 1
  var testDescription: String { name }
}

@Suite("Bad input", .serialized)
struct BadInputTests {
  static let header = """
    model "Bad" { currency USD; timeline 2026-01 for 12 months }
    dimension engine { small, large }
    input volume = 100 requests/month
    input share = 40% { range 0% to 100% }
    input price = $2/request
    flow  cost = volume * price

    """

  static let inputs: [BadInput] = [
    BadInput(
      name: "a name that is unknown", code: "N4", words: ["`volum`", "volume"], text: "flow x = volum * price\n"),
    BadInput(name: "units that do not add up", code: "U2", words: ["USD"], text: "calc x = price + volume\n"),
    BadInput(name: "a cycle", code: "", words: ["a", "b"], text: "calc a = b + 1\ncalc b = a + 1\n"),
    BadInput(
      name: "a ragged table", code: "", words: ["large"],
      text: "table t by engine [USD] {\n        x  y\n  small 1 2\n  large 1\n}\n"),
    BadInput(
      name: "an unknown member", code: "", words: ["medium"],
      text: "table t by engine [USD] {\n        x\n  small 1\n  large 2\n}\ncalc y = t.x[medium]\n"),
    BadInput(
      name: "an import outside the root", code: "L308", words: ["outside"],
      files: ["../outside.margin": "calc o = 1\n"],
      text: "import \"../outside.margin\"\n"),
    BadInput(name: "an import of itself", code: "L307", words: ["itself"], text: "import \"bad.margin\"\n"),
    BadInput(
      name: "files that import each other", code: "L307", words: ["each other"],
      files: ["other.margin": "import \"bad.margin\"\n"], text: "import \"other.margin\"\n"),
    BadInput(
      name: "a case that sets a formula", code: "C601", words: ["cost", "formula"], text: "case c { cost -> $3 }\n"),
    BadInput(name: "a stale guard", code: "C604", words: ["stale", "share"], text: "case c { share 41% -> 20% }\n"),
    BadInput(name: "a value outside its range", code: "", words: ["share"], text: "case c { share -> 120% }\n"),
    BadInput(
      name: "an unknown case", code: "L313", words: ["dear"], arguments: ["--case", "deer"],
      text: "case dear { price -> $4/request }\n", exit: 2),
    BadInput(
      name: "a setting of a formula", code: "C601", words: ["--set:2"], arguments: ["--set", "cost=3"], exit: 2),
    BadInput(name: "a setting that is none", code: "L312", words: ["--set"], arguments: ["--set", "cost"], exit: 2),
    BadInput(name: "a syntax error", code: "", words: ["bad.margin:7"], text: "flow x = = 3\n"),
    BadInput(name: "a deep nest", code: "", words: [], text: "calc d = " + String(repeating: "(", count: 5000) + "1\n"),
  ]

  @Test(
    "Each fault has its code and words, a model with a fault is not evaluated, and nothing is written",
    arguments: inputs)
  func faults(input: BadInput) throws {
    try withProgram { program in
      try program.write("in/bad.margin", Self.header + input.text)
      for (name, text) in input.files { try program.write("in/" + name, text) }
      let before = program.files()
      for verb in ["check", "run", "export"] {
        let outcome = try program.run([verb, "in/bad.margin"] + input.arguments)
        #expect(outcome.code == input.exit, "\(verb)")
        #expect(outcome.output == "", "\(verb)")
        #expect(outcome.messages.contains("error[\(input.code)"), "\(verb): \(outcome.messages)")
        for words in input.words { #expect(outcome.messages.contains(words), "\(verb): \(outcome.messages)") }
      }
      #expect(program.files() == before)
    }
  }

  @Test(
    "A model that cannot be read gives code 2 with its reason",
    arguments: [
      ("none.margin", "L301"), ("folder", "L302"), ("binary.margin", "L304"), ("empty.margin", "L305"),
      ("folder/../binary.margin", "L304"), ("/dev/null", "L302"), ("", "L301"),
    ])
  func unreadable(path: String, code: String) throws {
    try withProgram { program in
      try program.write("folder/x.txt", "")
      try program.write("binary.margin", Data([0x50, 0x4B, 0x03, 0x04, 0x00, 0xFF]))
      try program.write("empty.margin", "")
      let before = program.files()
      for verb in ["check", "run", "export"] {
        let outcome = try program.run([verb, path])
        #expect(outcome.code == 2, "\(verb)")
        #expect(outcome.output == "", "\(verb)")
        #expect(outcome.messages.contains("error[\(code)]"), "\(verb): \(outcome.messages)")
      }
      #expect(program.files() == before)
    }
  }

  @Test("A name that is asked for and unknown gives code 2 with the nearest name")
  func unknownName() throws {
    try withProgram { program in
      try program.write("bad.margin", Self.header)
      let outcome = try program.run("run", "bad.margin", "cots")
      #expect(outcome.code == 2)
      #expect(outcome.output == "")
      #expect(outcome.messages.contains("L314"))
      #expect(outcome.messages.contains("`cost`"))
    }
  }

  @Test(
    "An output that cannot be written gives code 2, and what was there stays",
    arguments: ["none/a", "folder", "in/bad.margin"])
  func unwritable(path: String) throws {
    try withProgram { program in
      try program.write("in/bad.margin", Self.header)
      try program.write("folder/x.txt", "")
      let before = program.files()
      for verb in ["run", "export"] {
        let outcome = try program.run(verb, "in/bad.margin", "-o", path)
        #expect(outcome.code == 2, "\(verb)")
        #expect(outcome.output == "", "\(verb)")
        #expect(outcome.messages.contains("L315"), "\(verb): \(outcome.messages)")
      }
      #expect(program.files() == before)
      #expect(try program.text("in/bad.margin") == Self.header)
    }
  }

  @Test("The workbook and its map cannot be one file", arguments: ["book.xlsx", "./book.xlsx"])
  func mapOverWorkbook(path: String) throws {
    try withProgram { program in
      try program.write("in/bad.margin", Self.header)
      let before = program.files()
      let outcome = try program.run("export", "in/bad.margin", "-o", "book.xlsx", "--map", path)
      #expect(outcome.code == 2)
      #expect(outcome.messages.contains("L315"))
      #expect(program.files() == before)
    }
  }

  @Test(
    "What is undefined or a hair apart does not stop a workbook",
    arguments: [
      "calc x = price / 0", "calc x = if 0.1 + 0.2 <= 0.3 then 1 else 0",
      "input rate = 0\nflow fees = $3 / rate\nstock owed { open $1; add fees }\nreport \"R\" { fees, owed }",
    ])
  func exported(text: String) throws {
    try withProgram { program in
      try program.write("in/bad.margin", Self.header + text + "\n")
      let outcome = try program.run("export", "in/bad.margin", "-o", "book.xlsx")
      #expect(outcome.code == 0, "\(outcome.messages)")
    }
  }
}
