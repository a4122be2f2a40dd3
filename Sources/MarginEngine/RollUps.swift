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
    case .sum: return sums(column, spans)
    case .closing: return slots(column, spans) { $0.last ?? .nan }
    case .formula:
      guard case .formula = model.definitions[definition].body else { return [] }
      return Array(repeating: .nan, count: column.count / max(1, periods) * spans.count)
    }
  }

  /// The sums of the spans of each member, four members at a time: one sum would wait for itself at every number.
  private func sums(_ column: [Double], _ spans: [Range<Int>]) -> [Double] {
    guard periods > 0 else { return [] }
    let members = column.count / periods
    var result = Array(repeating: 0.0, count: members * spans.count)
    column.withUnsafeBufferPointer { column in
      result.withUnsafeMutableBufferPointer { result in
        for (slot, span) in spans.enumerated() {
          var member = 0
          while member + 4 <= members {
            var sum = SIMD4<Double>.zero
            let row = member * periods
            for period in span {
              sum += SIMD4(
                column[row + period], column[row + periods + period], column[row + 2 * periods + period],
                column[row + 3 * periods + period])
            }
            for own in 0..<4 { result[(member + own) * spans.count + slot] = defined(sum[own]) }
            member += 4
          }
          for member in member..<members {
            result[member * spans.count + slot] = defined(span.reduce(0) { $0 + column[member * periods + $1] })
          }
        }
      }
    }
    return result
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
