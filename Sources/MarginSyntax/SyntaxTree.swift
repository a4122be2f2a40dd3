import MarginSource

/// What the parser makes of a file: every byte as tokens, and the statements that refer to them by span.
///
/// Lossless: the tokens' trivia and text, in order, are the file again. Tools edit by span, so they change only the
/// bytes of their target.
package struct SyntaxTree: Sendable {
  package let source: SourceFile
  /// The file's index in the compilation's `SourceSet`; all spans carry it.
  package let file: Int
  package let tokens: [Token]
  package let statements: [Statement]
  /// The places of the errors that reading it gave.
  package var faults: [Span] = []
  /// False where no statement names a data file, which is so of most texts: then none needs to be looked for.
  var mayNameData = true
}

/// A word, number, text or sign with the white space and comments before it.
package struct Token: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case word  // names and keywords
    case number  // 1_250.5  3e-4  120k  72%  5pp  2x  (suffix included, unit not)
    case text  // "…" with its quotes
    case date  // 2026-01 or 2026-01-15
    case sign  // one operator or bracket, longest match: -> ~ <= >= == != < > = + - * / ^ ( ) [ ] { } , ; : . % $ € £
    case newline  // a line ending that may end a clause
    case unknown  // a byte sequence that no token begins with
    case end
  }
  package let kind: Kind
  // A text has a token for every few bytes, so that they are kept small.
  private let keptTrivia, keptStart, keptEnd: Int32

  /// Where the trivia before the token begins; it ends at `start`.
  package var triviaStart: Int { Int(keptTrivia) }
  package var start: Int { Int(keptStart) }
  package var end: Int { Int(keptEnd) }

  init(kind: Kind, triviaStart: Int, start: Int, end: Int) {
    self.kind = kind
    keptTrivia = Int32(clamping: triviaStart)
    keptStart = Int32(clamping: start)
    keptEnd = Int32(clamping: end)
  }
}
