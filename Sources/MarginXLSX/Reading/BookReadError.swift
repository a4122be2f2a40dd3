/// Why a workbook could not be read.
package enum BookReadError: Error, Sendable, Equatable {
  /// It is no workbook at all.
  case notWorkbook(reason: String)
  /// It is one, but a part of it is missing, cut off or not well-formed.
  case damaged(part: String, reason: String)
  /// It has more, or grows larger, than any workbook of a model.
  case tooLarge(part: String, reason: String)
  /// It holds what only a hostile file does.
  case hostile(part: String, reason: String)

  /// What is wrong, as one clause.
  package var words: String {
    switch self {
    case .notWorkbook(let reason): reason
    case .damaged(let part, let reason), .tooLarge(let part, let reason), .hostile(let part, let reason):
      part.isEmpty ? reason : "its part \(Self.shown(part)): \(reason)"
    }
  }

  /// A part's name as it may be printed: a file chooses it freely.
  private static func shown(_ part: String) -> String {
    String(String.UnicodeScalarView(part.unicodeScalars.prefix(80).map { $0.value < 0x20 ? "?" : $0 }))
  }
}

/// How much of a workbook is read at most, so that a small file cannot ask for all memory.
package struct BookReadLimits: Sendable {
  package var parts = 4_000
  /// Of one part, as it is when it is not compressed.
  package var partBytes = 512 << 20
  /// Of all parts that are read.
  package var bytes = 1 << 30
  /// How many times larger than its compressed bytes a part may be.
  package var ratio = 400
  package var cells = 6_000_000
  package var texts = 2_000_000
  package init() {}
}
