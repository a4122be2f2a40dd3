/// A half-open range of bytes in one of the files of a compilation.
package struct Span: Hashable, Sendable {
  /// The index of the file in the compilation's `SourceSet`.
  package let file: Int
  package let start: Int
  package let end: Int

  package init(file: Int, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest span that holds both.
  package func union(_ other: Span) -> Span {
    guard other.file == file else { return self }
    return Span(file: file, start: min(start, other.start), end: max(end, other.end))
  }
}

/// The files of one compilation; a span names its file by index.
package struct SourceSet: Sendable {
  package private(set) var files: [SourceFile] = []

  package init() {}

  /// Adds a file and gives its index.
  package mutating func add(_ file: SourceFile) -> Int {
    files.append(file)
    return files.count - 1
  }

  /// The text of a span.
  package func text(_ span: Span) -> String { files[span.file].text(span) }

  /// `models/email.margin:31:38`, the place where a span begins.
  package func place(_ span: Span) -> String {
    let position = files[span.file].position(span.start)
    return "\(files[span.file].name):\(position.line):\(position.column)"
  }
}
