import MarginModel

extension Evaluator {
  /// The years and the total of a definition whose column is there, for each member; empty where it has no roll-up,
  /// undefined as yet where it rolls up by its formula.
  func rollUp(_ definition: Int) -> [Double] {
    guard layouts[definition].last == 0 else { return [] }
    let column = columns[definition]
    let spans = years + [0..<periods]
    switch model.definitions[definition].rollUp {
    case .constant, .none: return []
    case .sum: return slots(column, spans, summed)
    case .closing: return slots(column, spans) { $0.last ?? .nan }
    case .formula:
      guard case .formula = model.definitions[definition].body else { return [] }
      return Array(repeating: .nan, count: column.count / max(1, periods) * spans.count)
    }
  }

  private func slots(
    _ column: [Double], _ spans: [Range<Int>], _ one: (ArraySlice<Double>) -> Double
  ) -> [Double] {
    var result: [Double] = []
    for row in stride(from: 0, to: column.count, by: max(1, periods)) {
      for span in spans { result.append(one(column[(row + span.lowerBound)..<(row + span.upperBound)])) }
    }
    return result
  }
}
