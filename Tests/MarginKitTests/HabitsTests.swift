import Foundation
import MarginKit
import Testing

/// The lints are silent on models that are as they should be.
@Suite("Habits")
struct HabitsTests {
  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/"

  private static let texts = ["models/", "templates/starters/"].flatMap { folder -> [String] in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + folder)) ?? []
    return names.filter { $0.hasSuffix(".margin") && !$0.hasSuffix(".case.margin") }.sorted().map { folder + $0 }
  }

  @Test("Every model, and every model to start from, passes the strict check", arguments: texts)
  func silence(path: String) {
    let workspace = Workspace.load(Self.root + path, habits: Habits())
    #expect(workspace.isSound)
    let found = workspace.findings.filter { $0.severity == .warning }
    #expect(found.map { "\($0.code) \($0.place?.line ?? 0) \($0.message)" } == [])
  }

  @Test("Nothing is looked for unless it is asked, and a finding leaves the model sound")
  func unasked() throws {
    try Folder.with { folder in
      try folder.write("a.margin", "model \"A\" { currency USD }\ninput fee = $5/month\nflow cost = fee\n")
      let path = folder.path("a.margin")
      #expect(Workspace.load(path).findings.isEmpty)
      let strict = Workspace.load(path, habits: Habits())
      let codes = strict.findings.map { $0.code }
      #expect(strict.isSound && codes == ["W901"])
      #expect(strict.summary.hasPrefix("A: no errors, 1 warning;"))
    }
  }
}
