import MarginSource
import MarginSyntax

/// A text with a place marked by `«` and `»`, so that no test counts columns.
struct Marked {
  let source: SourceFile
  let span: Span

  init(_ marked: String) {
    let bytes = Array(marked.utf8)
    let opening = Array("«".utf8)
    let closing = Array("»".utf8)
    var text: [UInt8] = []
    var start = 0
    var end = 0
    var position = 0
    while position < bytes.count {
      if bytes[position...].starts(with: opening) {
        start = text.count
        position += opening.count
      } else if bytes[position...].starts(with: closing) {
        end = text.count
        position += closing.count
      } else {
        text.append(bytes[position])
        position += 1
      }
    }
    source = SourceFile(name: "marked.margin", bytes: text)
    span = Span(file: 0, start: start, end: end)
  }
}

func parsed(_ text: String) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  parse(SourceFile(name: "test.margin", text: text), file: 0)
}

/// The tokens with their trivia, put together again.
func rejoined(_ tree: SyntaxTree) -> String {
  tree.tokens.map { tree.source.text(from: $0.triviaStart, to: $0.end) }.joined()
}

/// The text after all edits of a diagnostic's first fix.
func mended(_ diagnostic: Diagnostic, _ source: SourceFile) -> String {
  guard let fix = diagnostic.fixes.first else { return source.text(from: 0, to: source.bytes.count) }
  var bytes = source.bytes
  for edit in fix.edits.sorted(by: { $0.span.start > $1.span.start }) {
    bytes.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.replacement.utf8))
  }
  return String(decoding: bytes, as: UTF8.self)
}
