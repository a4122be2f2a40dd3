import MarginSource

/// JSON that is written in the order in which it is said, so that the same results give the same bytes.
package indirect enum JSONText: Sendable {
  case null
  case truth(Bool)
  /// Null where it is not finite, since JSON has no word for that.
  case number(Double)
  case text(String)
  /// On one line.
  case list([JSONText])
  /// One member a line.
  case lines([JSONText])
  case object([(String, JSONText)])
  /// On one line.
  case record([(String, JSONText)])

  /// With two spaces of indentation and a line feed at the end.
  package var document: String { written(indent: "") + "\n" }

  private func written(indent: String) -> String {
    switch self {
    case .null: return "null"
    case .truth(let value): return value ? "true" : "false"
    case .number(let value): return value.isFinite ? exactText(value) : "null"
    case .text(let value): return jsonString(value)
    case .list(let items): return "[" + items.map { $0.written(indent: indent) }.joined(separator: ", ") + "]"
    case .record(let fields):
      let written = fields.map { jsonString($0.0) + ": " + $0.1.written(indent: indent) }
      return "{" + written.joined(separator: ", ") + "}"
    case .lines(let items):
      return Self.block("[", items.map { $0.written(indent: indent + "  ") }, "]", indent)
    case .object(let fields):
      return Self.block("{", fields.map { jsonString($0.0) + ": " + $0.1.written(indent: indent + "  ") }, "}", indent)
    }
  }

  private static func block(_ open: String, _ items: [String], _ close: String, _ indent: String) -> String {
    guard !items.isEmpty else { return open + close }
    return open + "\n" + items.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n" + indent + close
  }
}
