import Testing

/// docs/how-to/README.md is the index of all jobs: a reader who looks there finds every section.
@Suite("The jobs")
struct JobsTests {
  private static let folder = "docs/how-to/"
  private static let index = Page.all.first { $0.path == folder + "README.md" }
  private static let jobs = Page.all.filter { $0.path.hasPrefix(folder) && $0.path != index?.path }

  @Test("Headings become the anchors that a reader's browser jumps to")
  func anchors() {
    #expect(Page.anchor("What does a call cost, with its cache?") == "what-does-a-call-cost-with-its-cache")
    let page = Page(path: "x.md", text: "# Title\n```margin\n## no heading\n```\n## Own `x` or rent\n[a](b.md#c) [d](e)\n")
    #expect(page.headings == ["Title", "Own `x` or rent"])
    #expect(Page.anchor(page.headings[1]) == "own-x-or-rent")
    #expect(page.links == ["b.md#c", "e"])
  }

  @Test("Every section of a how-to page stands in the index, once, by its own words")
  func complete() throws {
    let index = try #require(Self.index)
    #expect(Self.jobs.count > 1)
    for page in Self.jobs {
      for heading in page.headings.dropFirst() {
        let link = "[\(heading)](\(page.path.dropFirst(Self.folder.count))#\(Page.anchor(heading)))"
        #expect(index.lines.count { $0.hasPrefix("| \(link) | ") } == 1, "\(index) has no row for \(link)")
      }
    }
  }

  @Test("Every section of a how-to page holds a model with a test, or one whose output is shown")
  func proven() {
    for page in Self.jobs {
      for (heading, blocks) in page.sections.dropFirst() {
        let tested = blocks.contains { $0.isWholeModel && $0.text.contains("\ntest ") }
        #expect(tested || blocks.contains { $0.words == ["console"] }, "\(page): \(heading)")
      }
    }
  }

  @Test("Every link of the manual leads to a file, and every anchor to a heading of it", arguments: Page.all)
  func links(page: Page) {
    let folder = page.path.split(separator: "/").dropLast().map(String.init)
    for link in page.links where !link.contains("://") {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let path = parts[0].isEmpty ? page.path : Page.path(parts[0], from: folder)
      #expect(Page.exists(path), "\(page): \(link)")
      guard parts.count == 2 else { continue }
      let target = Page(path: path, text: Page.text(path))
      #expect(target.headings.map(Page.anchor).contains(parts[1]), "\(page): \(link)")
    }
  }
}
