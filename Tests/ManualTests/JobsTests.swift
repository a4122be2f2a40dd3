import Foundation
import Testing

/// docs/how-to/README.md is the index of all jobs: a reader who looks there finds every section.
@Suite("The jobs")
struct JobsTests {
  private static let folder = "docs/how-to/"
  private static let index = folder + "README.md"
  private static let jobs = Page.all.filter { $0.path.hasPrefix(folder) && $0.path != index }

  @Test("A page's headings, their anchors, what stands below them and the links to them are found")
  func reading() {
    let text =
      "# A page\n```margin\n# no heading\n```\n## Own `x`, or rent?\n```console\n```\n[a](b.md#c) [d](e) [f](#g)\n"
    let page = Page(path: "x.md", text: text)
    #expect(page.headings == ["A page", "Own `x`, or rent?"])
    #expect(page.headings.map(Page.anchor) == ["a-page", "own-x-or-rent"])
    #expect(page.sections.map { $0.blocks.map(\.words) } == [[["margin"]], [["console"]]])
    #expect(page.anchorLinks.map(\.page) == ["b.md", ""])
    #expect(page.anchorLinks.map(\.anchor) == ["c", "g"])
  }

  @Test("Every section of a how-to page stands in the index, once and by its own words")
  func complete() {
    let rows = Page(path: Self.index, text: Page.text(Self.index)).lines
    #expect(Self.jobs.count > 1)
    for page in Self.jobs {
      for heading in page.headings.dropFirst() {
        let link = "[\(heading)](\(page.path.dropFirst(Self.folder.count))#\(Page.anchor(heading)))"
        #expect(rows.count { $0.hasPrefix("| \(link) | ") } == 1, "\(Self.index) has no row for \(link)")
      }
    }
  }

  @Test("Every section of a how-to page holds a model with a test, or shows what the program prints")
  func proven() {
    for page in Self.jobs {
      for (heading, blocks) in page.sections.dropFirst() {
        let isTested = blocks.contains { $0.isWholeModel && $0.text.contains("\ntest ") }
        #expect(isTested || blocks.contains { $0.words == ["console"] }, "\(page): \(heading)")
      }
    }
  }

  @Test("Every link to a heading leads to one", arguments: Page.all)
  func links(page: Page) {
    let folder = URL(fileURLWithPath: Page.root + "/" + page.path).deletingLastPathComponent()
    for (name, anchor) in page.anchorLinks {
      let target = name.isEmpty ? page.path : folder.appendingPathComponent(name).standardized.path
      let path = target.hasPrefix(Page.root) ? String(target.dropFirst(Page.root.count + 1)) : target
      let headings = Page(path: path, text: Page.text(path)).headings
      #expect(headings.map(Page.anchor).contains(anchor), "\(page): the link to \(name)#\(anchor)")
    }
  }
}
