/// Two texts line by line, as `diff -u` shows them.
enum UnifiedDiff {
  private struct Line {
    enum Kind: Character {
      case same = " "
      case gone = "-"
      case new = "+"
    }
    let kind: Kind
    let text: Substring
  }

  /// The lines around a change that are shown with it.
  private static let context = 3

  /// Nothing where the texts are the same.
  static func text(_ path: String, from old: [UInt8], to new: [UInt8]) -> String {
    guard old != new else { return "" }
    let lines = merged(split(String(decoding: old, as: UTF8.self)), split(String(decoding: new, as: UTF8.self)))
    var result = "--- \(path)\n+++ \(path)\n"
    for hunk in hunks(lines) { result += shown(hunk, of: lines) }
    return result
  }

  /// Lines with their endings, so that a last line without one differs from one that has it.
  private static func split(_ text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.utf8.startIndex
    for index in text.utf8.indices where text.utf8[index] == UInt8(ascii: "\n") {
      let next = text.utf8.index(after: index)
      lines.append(text[start..<next])
      start = next
    }
    if start < text.utf8.endIndex { lines.append(text[start...]) }
    return lines
  }

  private static func merged(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let difference = new.difference(from: old)
    var gone: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): gone.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, gone.contains(left) {
        lines.append(Line(kind: .gone, text: old[left]))
        left += 1
      } else if right < new.count, added.contains(right) {
        lines.append(Line(kind: .new, text: new[right]))
        right += 1
      } else if left < old.count, right < new.count {
        lines.append(Line(kind: .same, text: old[left]))
        (left, right) = (left + 1, right + 1)
      } else {
        break
      }
    }
    return lines
  }

  /// Ranges of lines that hold changes with what stands around them; those that would touch are one.
  private static func hunks(_ lines: [Line]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for index in lines.indices where lines[index].kind != .same {
      let range = max(0, index - context)..<min(lines.count, index + context + 1)
      if let last = result.last, last.upperBound >= range.lowerBound {
        result[result.count - 1] = last.lowerBound..<range.upperBound
      } else {
        result.append(range)
      }
    }
    return result
  }

  private static func shown(_ hunk: Range<Int>, of lines: [Line]) -> String {
    let before = lines[..<hunk.lowerBound]
    let old = start(before.count { $0.kind != .new }, lines[hunk].count { $0.kind != .new })
    let new = start(before.count { $0.kind != .gone }, lines[hunk].count { $0.kind != .gone })
    var text = "@@ -\(old) +\(new) @@\n"
    for line in lines[hunk] {
      text += String(line.kind.rawValue) + line.text
      if line.text.utf8.last != UInt8(ascii: "\n") { text += "\n\\ No newline at end of file\n" }
    }
    return text
  }

  /// `7,3`: the first line and how many; an empty range begins at the line before it.
  private static func start(_ before: Int, _ count: Int) -> String { "\(count == 0 ? before : before + 1),\(count)" }
}
