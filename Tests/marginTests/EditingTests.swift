import Foundation
import Testing

/// The verbs that change a model's text.
@Suite("Editing from the command line", .serialized)
struct EditingTests {
  private static let faulty = """
    model "Desk" { currency USD; timeline 2026-01 for 3 months }
    input volume = 100 requestes/month # kept
    input price [USD/request] = 2
    flow  cost = volume * price

    """

  @Test("--fix mends the file, says what it did, and leaves nothing to say")
  func fix() throws {
    try withProgram { program in
      try program.write("desk.margin", Self.faulty)
      let outcome = try program.run("check", "desk.margin", "--fix")
      #expect(outcome.code == 0)
      #expect(
        outcome.messages.split(separator: "\n") == [
          "fixed desk.margin:2:20 U202: write `requests`", "fixed desk.margin:3:29 U204: write `$2/request`",
        ])
      #expect(outcome.output.contains("no errors"))
      #expect(try program.text("desk.margin").contains("100 requests/month # kept\n"))
      #expect(try program.run("check", "desk.margin", "--fix").messages == "")
    }
  }

  @Test("--fix --diff shows the change and writes nothing; what has no mend is told and gives code 1")
  func diff() throws {
    try withProgram { program in
      let text = Self.faulty + "calc odd = cost +* 2\n"
      try program.write("desk.margin", text)
      let outcome = try program.run("check", "desk.margin", "--fix", "--diff")
      #expect(outcome.code == 1)
      #expect(outcome.output.hasPrefix("--- desk.margin\n+++ desk.margin\n@@ -1,5 +1,5 @@\n"))
      #expect(outcome.output.contains("\n+input volume = 100 requests/month # kept\n"))
      #expect(outcome.messages.contains("error[P105]") && !outcome.messages.contains("U202"))
      #expect(try program.text("desk.margin") == text)
      #expect(try program.run("check", "desk.margin", "--diff").code == 2)
    }
  }

  @Test("set prints what it changed, --diff only shows it, and a value that does not fit changes nothing")
  func set() throws {
    try withProgram { program in
      try program.write("desk.margin", CommandLineTests.desk)
      let shown = try program.run("set", "desk.margin", "volume=200", "--diff")
      #expect(shown.output.contains("\n-input volume = 100 requests/month\n+input volume = 200 requests/month\n"))
      #expect(try program.text("desk.margin") == CommandLineTests.desk)
      let outcome = try program.run("set", "desk.margin", "volume=200", "share=50%")
      #expect(outcome.code == 0)
      #expect(outcome.output == "volume 100 requests/month -> 200 requests/month\nshare 40% -> 50%\n")
      let before = try program.text("desk.margin")
      let refused = try program.run("set", "desk.margin", "volume=300", "share=150%")
      #expect(refused.code == 2)
      #expect(refused.messages.contains("N441"))
      #expect(try program.text("desk.margin") == before)
      // The case was written against the price of 2 USD.
      let stale = try program.run("set", "desk.margin", "price=$3/request")
      #expect(stale.code == 1)
      #expect(stale.messages.contains("C604"))
      #expect(try program.text("desk.margin").contains("input price = $3/request\n"))
    }
  }

  @Test("format --diff shows what would change and gives code 1")
  func formatDiff() throws {
    try withProgram { program in
      let text = "model \"Desk\" { currency USD }\ncalc a=1  # kept\n"
      try program.write("desk.margin", text)
      let outcome = try program.run("format", "desk.margin", "--diff")
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("\n-calc a=1  # kept\n+calc a = 1"))
      #expect(try program.text("desk.margin") == text)
      #expect(try program.run("format", "desk.margin").code == 0)
      #expect(try program.run("format", "desk.margin", "--diff").output == "")
    }
  }
}
