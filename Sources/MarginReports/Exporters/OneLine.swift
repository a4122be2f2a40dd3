import MarginSource

/// A part of a text on one line: line endings and comments are spaces, and runs of them are one.
struct OneLine {
  let text: String
  /// By byte of the span, the column that it has in the text.
  private let columns: [Int]
  private let start: Int

  init(_ span: Span, _ sources: SourceSet) {
    var text: [UInt8] = []
    var columns: [Int] = []
    var column = 0
    var isComment = false
    let bytes = sources.files.indices.contains(span.file) ? sources.files[span.file].bytes : []
    for byte in bytes.dropFirst(span.start).prefix(span.end - span.start) {
      columns.append(column)
      if byte == UInt8(ascii: "#") { isComment = true }
      if byte == UInt8(ascii: "\n") { isComment = false }
      let isBlank = isComment || byte <= 0x20
      if isBlank, text.last == 0x20 || text.isEmpty { continue }
      text.append(isBlank ? 0x20 : byte)
      // Bytes that go on with a character take no column of their own.
      if isBlank || byte & 0xC0 != 0x80 { column += 1 }
    }
    self.text = String(decoding: text, as: UTF8.self)
    self.columns = columns
    start = span.start
  }

  func column(of place: Int) -> Int { columns.indices.contains(place - start) ? columns[place - start] : 0 }
}
