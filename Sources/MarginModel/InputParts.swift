import MarginSource
import MarginSyntax
import MarginUnits

/// A dated change of an input: `from 2026-07: 5%`.
struct DatedChange {
  let from: Expression
  let value: ValueClause
}

extension Checker {
  func changeClauses(_ parts: Parts) -> [DatedChange] {
    parts.clauses.compactMap { clause in
      if case .change(let from, let value, _) = clause { return DatedChange(from: from, value: value) }
      return nil
    }
  }

  func isLiteralChange(_ change: DatedChange) -> Bool {
    guard case .date = change.from.form, case .expression(let expression) = change.value.form else { return false }
    return isLiteral(expression)
  }

  /// The first period of a change, 0 where its date is before the timeline; the count of periods where it is after.
  func firstPeriod(_ expression: Expression) -> Int? {
    guard case .date(let date) = expression.form else {
      error("T507", "a date is needed here", expression.span, "such as 2026-07")
      return nil
    }
    return min(max(0, timeline.period(date.calendarDay)), timeline.count)
  }

  func apply(_ change: DatedChange, to leaf: inout LeafDraft, _ unit: Unit, _ parts: Parts) {
    guard case .expression(let expression) = change.value.form, let first = firstPeriod(change.from),
      let literal = literalValue(expression, wanted: unit, name: parts.draft.path)
    else { return }
    let numbers = spread(literal.in(unit), literal.dimension, leaf.dimensions, false)
    for (member, number) in numbers.enumerated() {
      for period in first..<max(first, timeline.count) { leaf.values[member * timeline.count + period] = number }
    }
  }

  /// Counts the periods of a growing input anew from a date on.
  func restart(_ leaf: inout LeafDraft, at date: Expression, _ parts: Parts) {
    guard let first = firstPeriod(date) else { return }
    let members = leaf.values.count / max(1, timeline.count)
    for member in 0..<members {
      for period in first..<max(first, timeline.count) {
        leaf.values[member * timeline.count + period] = Double(period - first)
      }
    }
  }

  /// The dimensions of a written-out input: what its value and its header name.
  func dimensions(of literal: LiteralValue, _ parts: Parts) -> [AxisID] {
    let all = union([statedDimensions(parts), literal.dimension.map { [$0] } ?? []])
    return fits(union([all, [0]]), parts.draft.span) ? all : []
  }

  /// Numbers over one dimension (or none), or over time alone, repeated over all dimensions and periods of a leaf.
  func spread(_ numbers: [Double], _ dimension: AxisID?, _ dimensions: [AxisID], _ hasTime: Bool) -> [Double] {
    let periods = hasTime ? timeline.count : 1
    let sizes = dimensions.map { axes[$0].members.count }
    let count = sizes.reduce(1, *)
    var result: [Double] = []
    result.reserveCapacity(count * periods)
    for cell in 0..<count {
      var index = 0
      var rest = cell
      for (position, size) in sizes.enumerated().reversed() {
        if dimensions[position] == dimension { index = rest % size }
        rest /= size
      }
      for period in 0..<periods {
        result.append(
          dimension == nil && numbers.count == periods && periods > 1
            ? numbers[period] : numbers[min(index, numbers.count - 1)])
      }
    }
    return result
  }

  /// The bounds that an input states; nil, with a message, where a value lies outside them.
  func range(_ parts: Parts, _ unit: Unit, _ values: [Double]) -> (bounds: ClosedRange<Double>?, Void)? {
    for case .range(let low, let high) in parts.clauses {
      guard let low = literalValue(low, wanted: unit, name: parts.draft.path),
        let high = literalValue(high, wanted: unit, name: parts.draft.path)
      else { return nil }
      let bounds = (low.in(unit)[0], high.in(unit)[0])
      guard bounds.0 <= bounds.1 else {
        let texts = (program.sources.text(low.span), program.sources.text(high.span))
        error(
          "N440", "this range is empty", low.span.union(high.span), "the low end comes first",
          fixes: [.init("swap its ends", edits: [.init(low.span, texts.1), .init(high.span, texts.0)])])
        return nil
      }
      if let wrong = values.first(where: { !$0.isNaN && ($0 < bounds.0 || $0 > bounds.1) }) {
        outside(parts.draft.path, wrong, bounds.0...bounds.1, unit, parts.value?.span ?? parts.draft.span)
        return nil
      }
      return (bounds.0...bounds.1, ())
    }
    return (nil, ())
  }

  func outside(_ path: String, _ value: Double, _ range: ClosedRange<Double>, _ unit: Unit, _ span: Span) {
    error(
      "N441", "`\(path)` lies outside its range", span, written(value, unit),
      notes: [("range", "\(written(range.lowerBound, unit)) to \(written(range.upperBound, unit))")])
  }

  /// A number as a message shows it.
  func written(_ value: Double, _ unit: Unit) -> String {
    let scaled = unit.style == .percent ? value * 100 : value
    let rounded = (scaled * 1e9).rounded() / 1e9
    let number = exactInt(rounded).map(String.init) ?? "\(rounded)"
    return unit.literal(number)
  }
}
