import Foundation
import MarginSource
import Testing

@testable import MarginKit

/// docs/errors.md is made of the pages that `margin code` shows. `MARGIN_REWRITE=1` makes it anew.
@Suite("The error index")
struct ErrorIndexTests {
  @Test("The page holds every code with its title and its text, as the program has them")
  func fresh() throws {
    if ProcessInfo.processInfo.environment["MARGIN_REWRITE"] == "1" {
      try ErrorIndex.made.write(toFile: Page.root + "/" + ErrorIndex.path, atomically: true, encoding: .utf8)
    }
    let isFresh = Page.text(ErrorIndex.path) == ErrorIndex.made
    #expect(isFresh, "make \(ErrorIndex.path) anew: MARGIN_REWRITE=1 ./bin/test --filter ErrorIndex")
  }

  @Test("Every code belongs to a stage")
  func stages() {
    let letters = ErrorIndex.stages.map(\.0)
    #expect(CodeReference.pages.allSatisfy { page in letters.contains { page.code.hasPrefix($0) } })
  }

  @Test(
    "The commands of a page give its code",
    arguments: CodeReference.pages.filter { !ErrorIndex.commands($0).isEmpty }.map(\.code))
  func commands(_ code: String) throws {
    let folder = try Folder()
    defer { folder.remove() }
    let commands = CodeReference.pages.filter { $0.code == code }.flatMap(ErrorIndex.commands)
    let printed = try commands.flatMap { try folder.run($0) }
    let tells = printed.contains { $0.contains("[\(code)]") }
    #expect(tells, "\(commands) print:\n\(printed.joined(separator: "\n"))")
  }

  @Test("A code of files or of the command line says how it comes about, save where that takes a broken system")
  func howToGet() {
    // A file that may not be read, and the faults of Margin itself.
    let unreachable =
      ["L303", "X101", "X102"]
      // Workbooks that another program has changed.
      + ["X204", "X205", "X208", "X209", "X210", "X211", "X212"]
    for page in CodeReference.pages where "LX".contains(page.code.prefix(1)) && !unreachable.contains(page.code) {
      #expect(!ErrorIndex.commands(page).isEmpty, "\(page.code)")
    }
  }
}

/// What docs/errors.md is made of.
private enum ErrorIndex {
  static let path = "docs/errors.md"

  /// The stages by their letters, in the order in which a model goes through them.
  static let stages = [
    ("P", "The text"), ("N", "Names"), ("U", "Units"), ("T", "Time"),
    ("D", "Dimensions and tables"), ("C", "Cases"), ("Q", "Questions"), ("W", "What only looks like a mistake"),
    ("L", "Files and the command line"), ("X", "The workbook"),
  ]

  /// The lines `    $ …` of a page.
  static func commands(_ page: CodePage) -> [String] {
    page.text.split(separator: "\n").filter { $0.hasPrefix("    $ ") }.map { String($0.dropFirst(6)) }
  }

  static var made: String {
    var text = """
      # Every message

      Each message has a code that never changes its meaning; its letter tells the stage. `margin code U201` shows one of
      these pages, `margin check --fix` makes the changes that messages offer. This page is made of them.


      """
    for (letter, title) in stages {
      let pages = CodeReference.pages.filter { $0.code.hasPrefix(letter) }
      guard !pages.isEmpty else { continue }
      text += "## \(title)\n\n"
      for page in pages { text += "### \(page.code) \(page.title)\n\n\(fenced(page.text))\n" }
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  /// A page's text with its indented examples between fences.
  static func fenced(_ text: String) -> String {
    var lines: [String] = []
    var isOpen = false
    let all = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, line) in all.enumerated() {
      let isExample =
        line.hasPrefix("    ") || line.isEmpty && isOpen && all.dropFirst(index + 1).first?.hasPrefix("    ") == true
      if isExample, !isOpen { lines.append("```text") }
      if !isExample, isOpen { lines.append("```") }
      isOpen = isExample
      lines.append(isExample ? String(line.dropFirst(4)) : line)
    }
    if isOpen { lines.append("```") }
    return lines.joined(separator: "\n") + "\n"
  }
}
