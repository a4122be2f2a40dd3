import Testing

@testable import MarginKit

@Suite("Models to start from")
struct StarterTests {
  @Test("A starter is copied into a file or a folder, and nothing is overwritten")
  func copies() throws {
    try Folder.with { folder in
      let name = try #require(Starter.names.first)
      try folder.write("models/x.txt", "")
      #expect(try Starter.copy(name, to: folder.path("desk")).path == folder.path("desk.margin"))
      #expect(try Starter.copy(name, to: folder.path("models")).path == folder.path("models/\(name).margin"))
      let first = folder.text("desk.margin")
      #expect(first?.isEmpty == false)
      let failure = #expect(throws: Failure.self) { try Starter.copy(name, to: folder.path("desk.margin")) }
      #expect(failure?.findings.first?.code == "L316")
      #expect(folder.text("desk.margin") == first)
    }
  }

  @Test("What is said of a copy names what to replace and the commands that come next")
  func next() throws {
    try Folder.with { folder in
      let copy = try Starter.copy("support", to: folder.path("our desk.margin"))
      #expect(copy.gaps.contains { $0.path == "assistant.volume" && $0.value == "50k requests/month" })
      #expect(copy.gaps.contains { $0.path == "assistant.volume.growth" && $0.value == "3%/month" })
      #expect(copy.gaps.contains { $0.path == "price" && $0.value == nil })
      #expect(copy.words.contains("\n  margin run '\(folder.path)/our desk.margin'\n"))
      #expect(copy.words.contains("\n  margin set '"))
    }
  }

  @Test("An unknown starter is told with those that are like it by name or by words")
  func unknown() throws {
    let failure = #expect(throws: Failure.self) { try Starter.copy("suport") }
    #expect(failure?.findings.first?.code == "L317")
    #expect(failure?.text().contains("`support`") == true)
    let words = #expect(throws: Failure.self) { try Starter.copy("rent", to: "x") }
    #expect(words?.text().contains("`own-or-rent`") == true)
  }

  @Test("The list has a line for each, under a heading that says what is asked")
  func list() {
    let lines = Starter.list.split(separator: "\n").map(String.init)
    for starter in Starter.all {
      #expect(lines.count { $0.hasPrefix("  \(starter.name) ") && $0.hasSuffix(starter.question) } == 1)
    }
    #expect(!Starter.groups.contains { $0.heading == "More" }, "give each starter a heading in Starter.swift")
  }

  @Test(
    "Words find what answers something like them, best first",
    arguments: [("own gpu", "own-or-rent"), ("Support assistant?", "support"), ("cost of our own tokens", "serving")])
  func search(words: String, name: String) throws {
    #expect(Starter.found(by: words).first?.name == name)
    #expect(try Starter.matches(words).contains("  \(name) "))
  }

  @Test("Words that say nothing find nothing")
  func nothing() {
    #expect(Starter.found(by: "is the of").isEmpty)
    #expect(throws: Failure.self) { try Starter.matches("xyzzy") }
  }
}
