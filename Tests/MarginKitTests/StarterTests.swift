import Testing

@testable import MarginKit

@Suite("Models to start from")
struct StarterTests {
  @Test("A starter is copied into a file or a folder, and nothing is overwritten")
  func copies() throws {
    try Folder.with { folder in
      let name = try #require(Starter.names.first)
      try folder.write("models/x.txt", "")
      #expect(try Starter.copy(name, to: folder.path("desk")) == folder.path("desk.margin"))
      #expect(try Starter.copy(name, to: folder.path("models")) == folder.path("models/\(name).margin"))
      let first = folder.text("desk.margin")
      #expect(first?.isEmpty == false)
      let failure = #expect(throws: Failure.self) { try Starter.copy(name, to: folder.path("desk.margin")) }
      #expect(failure?.findings.first?.code == "L316")
      #expect(folder.text("desk.margin") == first)
    }
  }

  @Test("An unknown starter is told with the nearest one")
  func unknown() throws {
    let failure = #expect(throws: Failure.self) { try Starter.copy("suport") }
    #expect(failure?.findings.first?.code == "L317")
    #expect(failure?.text().contains("`support`") == true)
  }

  @Test("The list has a line for each")
  func list() {
    #expect(Starter.list.split(separator: "\n").count == Starter.names.count)
  }
}
