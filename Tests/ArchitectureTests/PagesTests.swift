import Testing

/// What the pages say about the repository is so.
@Suite("Pages")
struct PagesTests {
  @Test("Every path of the repository that a page names exists")
  func paths() {
    for page in Repository.pages {
      for (number, path) in Self.paths(in: Repository.text(page)) where !Repository.exists(path) {
        Issue.record("\(page):\(number): there is no \(path)")
      }
    }
  }

  @Test("Every link of a page to another page leads somewhere")
  func links() {
    for page in Repository.pages {
      let folder = page.split(separator: "/").dropLast().map { $0 + "/" }.joined()
      for (number, line) in Repository.numberedLines(Repository.text(page)) {
        for match in line.matches(of: /\]\(([^)#:\s]+)(?:#[^)]*)?\)/) {
          #expect(Repository.exists(folder + match.1), "\(page):\(number): the link to \(match.1) leads nowhere")
        }
      }
    }
  }

  @Test("A path is found with and without ./ and place, and a pattern is none")
  func finding() {
    let text =
      "`./bin/margin export models/a.margin:3:4`, Sources/Reader/Y+Z.swift. templates/NAME.margin docs/*.md x/docs/a"
    #expect(Self.paths(in: text).map(\.path) == ["bin/margin", "models/a.margin", "Sources/Reader/Y+Z.swift"])
  }

  /// Paths below the repository's own folders; those with a word in capitals or a pattern stand for others.
  static func paths(in text: String) -> [(number: Int, path: String)] {
    let path =
      #/
      (?: ^ | [\s`"'(\[=] ) (?: \./ )?
      ( (?: Sources | Tests | templates | models | docs | bin | \.ci | Benchmarks | editors ) / [\w.+/*<…-]* )
      /#
    return Repository.numberedLines(text).flatMap { number, line in
      line.matches(of: path).compactMap { match in
        var found = match.1
        while let last = found.last, ".…".contains(last) { found.removeLast() }
        let isPattern = found.contains { "*<…".contains($0) } || found.contains(/\/[A-Z]+(?:[.\/]|$)/)
        return isPattern ? nil : (number, String(found))
      }
    }
  }
}
