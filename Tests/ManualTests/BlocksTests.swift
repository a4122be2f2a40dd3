import Foundation
import MarginKit
import Testing

/// Every model and every command of the manual does what the page says.
@Suite("The manual")
struct BlocksTests {
  @Test("The blocks of a page are found with their words, lines, commands and wanted errors")
  func reading() {
    let text = "a\n```margin fragment\n# error U201 b\n```\n\n```console\n$ margin\nc \n\n```\n"
    let page = Page(path: "x.md", text: text)
    #expect(page.blocks.map(\.line) == [2, 6])
    #expect(page.blocks[0].isFragment && page.blocks[0].wantedError == "U201")
    #expect(page.blocks[1].commands.map(\.command) == ["margin"])
    #expect(page.blocks[1].commands.map(\.output) == [["c"]])
  }

  @Test("Every block of Margin is sound, or has the error that it says it has", arguments: Page.all)
  func models(page: Page) throws {
    let folder = try Folder()
    defer { folder.remove() }
    for block in page.blocks {
      if block.isData || block.isFragment, let file = block.file { try folder.write(file, block.text) }
      guard block.isModelText else { continue }
      try folder.write("block.margin", block.text)
      for fault in try Self.faults(of: block, at: folder.path + "/block.margin") {
        Issue.record("\(page):\(block.line): \(fault)")
      }
    }
  }

  @Test("A page's console blocks are renewed with what is printed, and nothing else of it changes")
  func renewing() {
    let page = Page(path: "x.md", text: "a\n```console\n$ b\nold\n\n$ c\n```\nd\n")
    #expect(page.renewed { $0 == "b" ? ["new", "lines"] : [] } == "a\n```console\n$ b\nnew\nlines\n\n$ c\n```\nd\n")
  }

  @Test(
    "Every command of a page prints what the page shows; MARGIN_REWRITE=1 shows what it prints", arguments: Page.all)
  func commands(page: Page) throws {
    let folder = try Folder()
    defer { folder.remove() }
    var prints: [String: [[String]]] = [:]
    defer {
      if ProcessInfo.processInfo.environment["MARGIN_REWRITE"] == "1", !prints.isEmpty {
        let text = page.renewed { command in
          prints[command]?.isEmpty == false ? prints[command]?.removeFirst() ?? [] : []
        }
        try? text.write(toFile: Page.root + "/" + page.path, atomically: true, encoding: .utf8)
      }
    }
    for block in page.blocks {
      if let file = block.file { try folder.write(file, block.text) }
      guard block.words == ["console"] else { continue }
      for (command, shown) in block.commands {
        let printed = try folder.run(command)
        prints[command, default: []].append(printed)
        #expect(
          printed == shown,
          "\(page):\(block.line): `\(command)` prints:\n\(printed.joined(separator: "\n"))")
      }
    }
  }

  private static func faults(of block: Page.Block, at path: String) throws -> [String] {
    let workspace = Workspace.load(path)
    let errors = workspace.findings.filter { $0.severity == .error }
    let told = errors.map { "\($0.code) in line \($0.place?.line ?? 0) of the block: \($0.message)" }
    if let wanted = block.wantedError {
      let codes = Set(errors.map(\.code))
      return codes == [wanted] ? [] : ["is to give \(wanted) alone, but gives \(told.isEmpty ? ["no error"] : told)"]
    }
    if block.isFragment { return zip(errors, told).filter { $0.0.code.hasPrefix("P") }.map(\.1) }
    guard block.isWholeModel else { return ["is no whole model: mark it as `margin fragment`"] }
    guard errors.isEmpty else { return told }
    return try workspace.runTests().filter { !$0.hasPassed }.map { "the test `\($0.label)` fails: \($0.findings)" }
  }
}
