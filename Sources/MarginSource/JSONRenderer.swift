/// Diagnostics as a JSON array, for tools and editors. Lines and columns count from 1, `start` and `end` are bytes.
package func jsonText(_ diagnostics: [Diagnostic], _ sources: SourceSet) -> String {
  let renderer = JSONRenderer(sources: sources)
  guard !diagnostics.isEmpty else { return "[]\n" }
  return "[\n" + diagnostics.map { "  " + renderer.text($0) }.joined(separator: ",\n") + "\n]\n"
}

/// A string as JSON writes it.
package func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      if scalar.value < 0x20 || scalar.value == 0x7F {
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result + "\""
}

struct JSONRenderer {
  let sources: SourceSet

  func text(_ diagnostic: Diagnostic) -> String {
    var fields = [
      ("code", jsonString(diagnostic.code)), ("severity", jsonString(diagnostic.severity.rawValue)),
      ("message", jsonString(diagnostic.message)),
    ]
    if let primary = diagnostic.primary { fields += place(primary) }
    fields.append(("secondary", list(diagnostic.secondary.map { object(place($0)) })))
    fields.append(
      (
        "notes",
        list(diagnostic.notes.map { object([("heading", jsonString($0.heading)), ("words", jsonString($0.words))]) })
      ))
    fields.append(("fixes", list(diagnostic.fixes.map(fix))))
    return object(fields)
  }

  private func place(_ mark: Diagnostic.Mark) -> [(String, String)] {
    let source = sources.files[mark.span.file]
    let start = source.position(mark.span.start)
    let end = source.position(mark.span.end)
    return [
      ("file", jsonString(source.name)), ("line", "\(start.line)"), ("column", "\(start.column)"),
      ("endLine", "\(end.line)"), ("endColumn", "\(end.column)"), ("words", jsonString(mark.words)),
    ]
  }

  private func fix(_ fix: Diagnostic.Fix) -> String {
    let edits = fix.edits.map { edit in
      object([
        ("file", jsonString(sources.files[edit.span.file].name)), ("start", "\(edit.span.start)"),
        ("end", "\(edit.span.end)"),
        ("replacement", jsonString(edit.replacement)),
      ])
    }
    return object([("words", jsonString(fix.words)), ("edits", list(edits))])
  }

  private func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { jsonString($0.0) + ": " + $0.1 }.joined(separator: ", ") + "}"
  }
  private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
}
