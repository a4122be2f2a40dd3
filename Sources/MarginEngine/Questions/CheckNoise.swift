import MarginModel

extension Model.Check {
  /// What a check against 0 measures noise by, for each number of its left side: the largest in the number's row over
  /// time, so that a debt that is paid off is 0 but for the noise of what it was; without time the size of the terms
  /// that it is the sum of. Else 0: the sides alone are the measure.
  func sizes(_ model: Model, _ results: Results) -> Value {
    guard isAgainstZero, results.columns.indices.contains(left.definition) else { return Value(0) }
    guard model.definitions[left.definition].variesInTime else {
      guard let size else { return Value(0) }
      let numbers = read(size, model, results)
      return numbers.isEmpty ? Value(0) : Value(numbers, over: readAxes(size, model))
    }
    let column = results.columns[left.definition]
    let periods = max(1, model.timeline.count)
    let largest = stride(from: 0, to: column.count, by: periods).map { start in
      largestSize(column[start..<min(start + periods, column.count)])
    }
    let dimensions = model.layout(model.definitions[left.definition].axes).filter { $0 != 0 }
    return largest.count == model.count(dimensions) ? Value(largest, over: dimensions) : Value(0)
  }
}

/// The largest of some numbers without their signs; 0 where none is defined.
func largestSize(_ numbers: some Sequence<Double>) -> Double {
  numbers.reduce(0) { $1.isNaN ? $0 : max($0, $1.magnitude) }
}
