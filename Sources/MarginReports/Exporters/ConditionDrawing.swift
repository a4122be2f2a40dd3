/// A text with the values of its parts below it, each under a stroke from its place.
enum ConditionDrawing {
  struct Part {
    let column: Int
    let text: String
  }

  static func lines(_ condition: String, _ parts: [Part]) -> [String] {
    var waiting = parts.sorted { $0.column < $1.column }
    guard !waiting.isEmpty else { return [condition] }
    var lines = [condition, strokes(waiting)]
    while !waiting.isEmpty {
      let placed = fitting(waiting)
      waiting.removeLast(placed.count)
      lines.append(row(waiting, placed))
    }
    return lines
  }

  /// The parts at the right end whose texts stand beside each other.
  private static func fitting(_ parts: [Part]) -> [Part] {
    var placed: [Part] = []
    for part in parts.reversed() {
      if let next = placed.first, part.column + part.text.count + 2 > next.column { break }
      placed.insert(part, at: 0)
    }
    return placed
  }

  private static func strokes(_ parts: [Part]) -> String { row(parts, []) }

  private static func row(_ waiting: [Part], _ placed: [Part]) -> String {
    var line = ""
    for part in waiting { line += padding(line, part.column) + "│" }
    for part in placed { line += padding(line, part.column) + part.text }
    return line
  }

  private static func padding(_ line: String, _ column: Int) -> String {
    String(repeating: " ", count: max(0, column - line.count))
  }
}
