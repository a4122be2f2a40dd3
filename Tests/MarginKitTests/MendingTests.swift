import Testing

@testable import MarginKit

@Suite("Mends made by the machine")
struct MendingTests {
  private static let faulty = """
    model "M" {
      currency USD
      timeline 2026-01 for 12 months
    }
    input a = 5 tokns  # kept
    input b [USD] = 5
    calc c = a / 1 token +* 3
    calc d = if b == $3 then 1,000 else 2

    """

  @Test("Mends are made until none is left, and what has none is told")
  func rounds() throws {
    try Folder.with { folder in
      try folder.write("m.margin", Self.faulty)
      let mending = Mending.of(folder.path("m.margin"))
      #expect(mending.made.count == 4)
      #expect(mending.workspace.findings.filter { $0.severity == .error }.map(\.code) == ["P105"])
      #expect(folder.text("m.margin") == Self.faulty)
      _ = try mending.write()
      let text = folder.text("m.margin") ?? ""
      for words in ["input a = 5 tokens  # kept\n", "input b [USD] = $5\n", "if b = $3 then 1_000 else 2"] {
        #expect(text.contains(words), "\(words)")
      }
    }
  }

  @Test("A diff shows each changed line with those around it, and nothing is written")
  func difference() throws {
    try Folder.with { folder in
      try folder.write("m.margin", "model \"M\" { currency USD }\ninput a = 5 tokns\ncalc b = 2 * a")
      let difference = Mending.of(folder.path("m.margin")).difference
      #expect(
        difference.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
          @@ -1,3 +1,3 @@
           model "M" { currency USD }
          -input a = 5 tokns
          +input a = 5 tokens
           calc b = 2 * a
          \\ No newline at end of file
          """)
    }
  }

  @Test("Files beside the model are mended too, the library never")
  func imports() throws {
    try Folder.with { folder in
      try folder.write("p.margin", "input price = 5 tokns\n")
      try folder.write(
        "m.margin",
        "model \"M\" { currency USD }\nimport \"p.margin\"\nimport \"margin/inference\"\ncalc b = prce * 2\n")
      let mending = Mending.of(folder.path("m.margin"))
      #expect(try mending.write().count == 2)
      #expect(mending.workspace.isSound)
      #expect(folder.text("p.margin") == "input price = 5 tokens\n")
    }
  }

  @Test("A mend that makes nothing better is not made")
  func worse() throws {
    try Folder.with { folder in
      // The near name is a component, which is no value either.
      let text = "model \"M\" { currency USD }\ninput price = $5\ncalc total_due = pric + 5 tokens\n"
      try folder.write("m.margin", text)
      let mending = Mending.of(folder.path("m.margin"))
      #expect(mending.made.isEmpty)
      #expect(mending.difference.isEmpty)
    }
  }

  @Test("What the command line sets is not mended in a file")
  func settings() throws {
    try Folder.with { folder in
      try folder.write("m.margin", "model \"M\" { currency USD }\ninput price [USD] = $5\n")
      let mending = Mending.of(folder.path("m.margin"), settings: ["price=7"])
      #expect(mending.made.isEmpty && !mending.workspace.isSound)
    }
  }
}
