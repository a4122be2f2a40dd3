import Testing

/// What keeps the repository easy to find one's way in.
@Suite("Layout")
struct LayoutTests {
  @Test("No file in Sources is longer than 400 lines")
  func lengths() {
    for file in Repository.sources {
      let count = Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(count <= 400, "\(file) has \(count) lines: divide it")
    }
  }

  @Test("Every library target has its tests in the folder that is named after it")
  func mirroredTests() {
    for target in Repository.names(in: "Sources") where target.hasPrefix("Margin") {
      let tests = Repository.files(in: "Tests/\(target)Tests", ending: ".swift")
      #expect(!tests.isEmpty, "Sources/\(target) has no Tests/\(target)Tests")
    }
  }

  @Test("Every folder of tests is a test target, and is run")
  func testTargets() {
    let targets = Set(Manifest.targets.filter(\.isTest).map(\.name))
    for folder in Repository.names(in: "Tests") {
      guard !Repository.files(in: "Tests/" + folder, ending: ".swift").isEmpty else { continue }
      #expect(targets.contains(folder), "Tests/\(folder) is not in Package.swift")
    }
  }

  @Test("No target and no file is called after nothing in particular")
  func names() {
    let vague = ["Core", "Common", "Utils", "Utilities", "Helpers", "Manager"]
    for file in Repository.sources {
      let parts = file.dropLast(".swift".count).split(separator: "/")
      for word in vague {
        #expect(!parts.contains { $0.hasSuffix(word) }, "\(file): say what it holds, not \(word)")
      }
    }
  }
}
