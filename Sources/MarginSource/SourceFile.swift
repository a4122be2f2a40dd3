/// A text with a name and its lines. Offsets are UTF-8 byte offsets into `bytes`.
package struct SourceFile: Sendable {
  /// The path as it is shown to people, relative to where they work.
  package let name: String
  package let bytes: [UInt8]
  /// The offset at which each line begins; line 1 is the first element.
  package let lineStarts: [Int]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    // The mark that some editors put before a text is no part of its first line.
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  package init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

  /// The text between two offsets; offsets outside the file are clamped.
  package func text(from start: Int, to end: Int) -> String {
    let low = max(0, min(start, bytes.count))
    let high = max(low, min(end, bytes.count))
    return String(decoding: bytes[low..<high], as: UTF8.self)
  }

  /// The text that a span of this file covers.
  package func text(_ span: Span) -> String { text(from: span.start, to: span.end) }

  /// Line and column, both from 1; the column counts characters, not bytes.
  package func position(_ offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(offset)
    return (line + 1, text(from: lineStarts[line], to: offset).count + 1)
  }

  /// The line, from 1, that an offset lies in.
  package func lineNumber(_ offset: Int) -> Int { lineIndex(offset) + 1 }

  /// The line (from 1) without its line ending.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    let line = text(from: lineStarts[number - 1], to: end)
    return line.hasSuffix("\r") ? String(line.dropLast()) : line
  }

  private func lineIndex(_ offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
