extension Page {
  /// A heading with the blocks that stand below it.
  typealias Section = (heading: String, blocks: [Block])

  /// The lines outside of blocks, with their numbers from 1.
  private var prose: [(number: Int, line: Substring)] {
    var isOpen = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let isFence = line.hasPrefix("```")
      if isFence { isOpen.toggle() }
      return isFence || isOpen ? nil : (index + 1, line)
    }
  }

  var lines: [String] { prose.map { String($0.line) } }

  /// The page's title, its sections and those within them, in order.
  var headings: [String] { numberedHeadings.map(\.text) }

  private var numberedHeadings: [(number: Int, text: String)] {
    prose.compactMap { number, line in
      line.prefixMatch(of: /#+\s/).map { (number, String(line[$0.range.upperBound...])) }
    }
  }

  /// What stands below each heading up to the next one.
  var sections: [Section] {
    let starts = numberedHeadings
    return starts.enumerated().map { index, start in
      let end = index + 1 < starts.count ? starts[index + 1].number : Int.max
      return (start.text, blocks.filter { start.number < $0.line && $0.line < end })
    }
  }

  /// Where the links to headings lead: the page, empty for this one, and the anchor.
  var anchorLinks: [(page: String, anchor: String)] {
    lines.flatMap { $0.matches(of: /\]\(([^)#:\s]*)#([^)\s]+)\)/).map { (String($0.1), String($0.2)) } }
  }

  /// What the web page of a heading calls it: small letters, digits, `_` and `-` stay, a blank is a `-`.
  static func anchor(_ heading: String) -> String {
    String(
      heading.lowercased().compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : nil })
  }
}
