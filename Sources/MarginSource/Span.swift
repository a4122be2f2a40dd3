/// A half-open range of bytes in one of the files of a compilation.
///
/// Every name and every node of a formula has one, and no file is as large as half of what it counts to, so that it
/// keeps half of an Int for each number.
package struct Span: Hashable, Sendable {
  private let keptFile, keptStart, keptEnd: Int32

  /// The index of the file in the compilation's `SourceSet`.
  package var file: Int { Int(keptFile) }
  package var start: Int { Int(keptStart) }
  package var end: Int { Int(keptEnd) }

  package init(file: Int, start: Int, end: Int) {
    keptFile = Int32(clamping: file)
    keptStart = Int32(clamping: start)
    keptEnd = Int32(clamping: max(start, end))
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
