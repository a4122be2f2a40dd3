import MarginSource
import MarginSyntax

/// One mistake, one message: what could not be read is told by the parser, and nothing that may follow from it.
extension Checker {
  func isBroken(_ span: Span) -> Bool {
    brokenPlaces.indices.contains(span.file) && brokenPlaces[span.file].contains { $0.contains(span.start) }
  }
}

extension SyntaxTree {
  /// The lines with a fault, and the statements around it save those that hold statements of their own.
  var brokenPlaces: [Range<Int>] {
    guard !faults.isEmpty else { return [] }
    var places = faults.prefix(faultPlaceLimit).map { line(around: $0.start) }
    var bodies: [[Statement]] = [statements]
    while let body = bodies.popLast() {
      for statement in body where faults.contains(where: { statement.span.contains($0) }) {
        switch statement.form {
        case .model: continue
        case .template(let template): bodies.append(template.body)
        case .instance(let instance): bodies.append(instance.body)
        default: places.append(statement.span.start..<statement.span.end)
        }
      }
    }
    return places
  }

  private func line(around place: Int) -> Range<Int> {
    let bytes = source.bytes
    var low = min(place, bytes.count)
    var high = low
    while low > 0, bytes[low - 1] != UInt8(ascii: "\n") { low -= 1 }
    while high < bytes.count, bytes[high] != UInt8(ascii: "\n") { high += 1 }
    return low..<(high + 1)
  }
}

/// A text with more faults than this is no model, and nothing is said of it beyond them.
private let faultPlaceLimit = 200

extension Span {
  fileprivate func contains(_ other: Span) -> Bool { start <= other.start && other.start < end }
}

extension SyntaxTree {
  /// True where no line ends between two places.
  func isSameLine(_ first: Int, _ second: Int) -> Bool {
    second - first < 1_000 && !source.bytes[first..<max(first, second)].contains(UInt8(ascii: "\n"))
  }
}

extension Checker {
  /// A model that reads a date without a timeline is told so once, not also that nothing grows in it.
  func dropConsequences() {
    guard diagnostics.contains(where: { $0.code == "T505" }) else { return }
    diagnostics.removeAll { $0.code == "T582" }
  }
}
