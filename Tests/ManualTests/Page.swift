import Foundation

/// A page of the manual, and the blocks of code that stand in it.
struct Page: CustomStringConvertible {
  /// A block between two fences.
  struct Block {
    /// The words after the opening fence: `margin`, `margin fragment`, `margin desk.margin`, `csv usage.csv`, `console`.
    let words: [String]
    /// The line of the opening fence, from 1.
    let line: Int
    let text: String
  }

  /// From the repository's root on.
  let path: String
  let text: String
  let blocks: [Block]
  var description: String { path }

  init(path: String, text: String) {
    self.path = path
    self.text = text
    var blocks: [Block] = []
    var open: (words: [String], line: Int, lines: [Substring])?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let block = open {
        if line == "```" {
          let text = block.lines.map { $0 + "\n" }.joined()
          blocks.append(Block(words: block.words, line: block.line, text: text))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        open = (line.dropFirst(3).split(separator: " ").map(String.init), index + 1, [])
      }
    }
    self.blocks = blocks
  }

  static let root: String = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The text of a file of the repository; empty where there is none.
  static func text(_ path: String) -> String {
    (try? String(contentsOfFile: root + "/" + path, encoding: .utf8)) ?? ""
  }

  /// README.md and the pages of docs/ and its folders, in order.
  static let all: [Page] = {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/docs")) ?? []
    let docs = names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    return (["README.md"] + docs).map { Page(path: $0, text: text($0)) }
  }()
}

extension Page {
  /// The text with other lines below each command of its console blocks, asked for in their order.
  func renewed(_ printed: (_ command: String) -> [String]) -> String {
    let starts = Set(blocks.filter { $0.words == ["console"] }.map(\.line))
    var lines: [String] = []
    // Inside a block the blank lines that stand before the next command, and whether a command was seen.
    var (isOpen, isBelow, blanks) = (false, false, 0)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if starts.contains(index + 1) {
        (isOpen, isBelow, blanks) = (true, false, 0)
      } else if isOpen, line == "```" || line.hasPrefix("$ ") {
        if line != "```" { lines += Array(repeating: "", count: blanks) }
        (isOpen, isBelow, blanks) = (line != "```", line != "```", 0)
      } else if isBelow {
        blanks = line.isEmpty ? blanks + 1 : 0
        continue
      }
      lines.append(String(line))
      if isBelow { lines += printed(String(line.dropFirst(2))) }
    }
    return lines.joined(separator: "\n")
  }
}

extension Page.Block {
  var isModelText: Bool { words.first == "margin" }
  /// A `csv NAME.csv` block, a file for the models and commands below it.
  var isData: Bool { words.first == "csv" }
  var isFragment: Bool { words.dropFirst().first == "fragment" }
  /// `desk.margin` or `usage.csv` where the block is a file that the rest of its page uses.
  var file: String? { words.dropFirst().first { $0.hasSuffix(".margin") || $0.hasSuffix(".csv") } }
  /// The code of a block that begins with `# error CODE`.
  var wantedError: String? {
    let words = text.prefix { $0 != "\n" }.split(separator: " ")
    return words.count > 2 && words[0] == "#" && words[1] == "error" ? String(words[2]) : nil
  }
  var isWholeModel: Bool { text.split(separator: "\n").contains { $0.hasPrefix("model ") } }

  /// The commands of a console block, each with what it prints; trailing blanks are taken away.
  var commands: [(command: String, output: [String])] {
    var found: [(command: String, output: [String])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("$ ") {
        found.append((String(line.dropFirst(2)), []))
      } else if !found.isEmpty {
        found[found.count - 1].output.append(line.withoutTrailingBlanks)
      }
    }
    return found.map { ($0.command, $0.output.withoutTrailingBlankLines) }
  }
}

extension StringProtocol {
  var withoutTrailingBlanks: String {
    var rest = self[...]
    while rest.last == " " || rest.last == "\t" { rest = rest.dropLast() }
    return String(rest)
  }
}

extension [String] {
  var withoutTrailingBlankLines: [String] {
    var rest = self
    while rest.last?.isEmpty == true { rest.removeLast() }
    return rest
  }
}
