import Testing

/// Words that have no place in the repository: of somebody's machine, and of work not done.
@Suite("Words")
struct WordsTests {
  private static let folders = ["Sources", "Tests", "templates", "models", "docs", "bin", ".ci", "Benchmarks"]

  @Test("No file names a folder of somebody's machine")
  func machines() {
    expectNone(of: ["/wo" + "rk/", "sha" + "red/", "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/"], in: Self.texts)
  }

  @Test("Work that is not done is told in issues and not in the text")
  func leftovers() {
    expectNone(of: ["TO" + "DO", "FIX" + "ME", "XX" + "X:"], in: Self.texts)
  }

  private static let texts: [String] = {
    let rootFiles = Repository.names(in: ".").filter { $0.hasSuffix(".md") || $0 == "Package.swift" }
    let kinds = [".swift", ".md", ".margin", ".py", ".sh", ".c", ".h", "bin/margin", "bin/test", "bin/exports", "/run"]
    let files = folders.flatMap { Repository.files(in: $0) }
    return rootFiles + files.filter { file in kinds.contains(where: file.hasSuffix) }
  }()

  private func expectNone(of words: [String], in files: [String]) {
    for file in files {
      let text = Repository.text(file)
      for word in words where text.contains(word) {
        let number = Repository.numberedLines(text).first { $0.line.contains(word) }?.number ?? 0
        Issue.record("\(file):\(number): says \(word)")
      }
    }
  }
}
