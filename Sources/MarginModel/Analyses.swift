import MarginSource
import MarginSyntax
import MarginUnits

/// An optimum is looked for among so many values; the message of its fault says the number as people read it.
private let mostSteps = 100_000

extension Checker {
  func answer(_ solve: Solve, _ scope: Scope, _ prefix: String, _ span: Span) {
    guard let input = movedInput(solve.input, scope) else { return }
    var bounds: ClosedRange<Double>?
    if let written = solve.bounds {
      guard let low = number(written.low, of: input), let high = number(written.high, of: input) else { return }
      guard let range = rising(low, high, written.low.span.union(written.high.span)) else { return }
      bounds = range
    }
    let equation = Expression(.comparison(.equal, solve.left, solve.right), solve.left.span.union(solve.right.span))
    guard
      let condition = condition(
        equation, scope, label: "", tolerance: nil, need: .one, period: nil, everyCase: false, span),
      let right = condition.right, isSingle(condition.left, solve.left.span), isSingle(right, solve.right.span)
    else { return }
    solves.append(
      Model.Solve(
        name: solve.name.text, label: prefix + (solve.label?.value ?? solve.name.text), input: input, bounds: bounds,
        left: condition.left, right: right, span: span))
  }

  func answer(_ comparison: CaseComparison, _ scope: Scope, _ prefix: String, _ span: Span) {
    guard let values = singleNumbers(comparison.values, scope), let from = caseIndex(comparison.from),
      let to = caseIndex(comparison.to)
    else { return }
    let label =
      comparison.label?.value
      ?? "\(comparison.from.text) to \(comparison.to.text) of " + values.map(\.label).joined(separator: ", ")
    comparisons.append(Model.CaseComparison(label: prefix + label, from: from, to: to, values: values, span: span))
  }

  private func caseIndex(_ name: Name) -> Int? {
    if let found = cases.firstIndex(where: { $0.name == name.text }) { return found }
    unknownCase(name, among: cases.map(\.name))
    return nil
  }

  func answer(_ optimisation: Optimisation, _ scope: Scope, _ prefix: String, _ span: Span) {
    guard let input = movedInput(optimisation.input, scope), let low = number(optimisation.low, of: input),
      let high = number(optimisation.high, of: input),
      let bounds = rising(low, high, optimisation.low.span.union(optimisation.high.span))
    else { return }
    var step: Double?
    if let written = optimisation.step {
      guard let number = number(written, of: input) else { return }
      guard number > 0 else {
        return error("Q845", "an optimum is looked for upwards", written.span, "the step is above 0")
      }
      guard (range(bounds) / number) <= Double(mostSteps) else {
        return error(
          "Q845", "an optimum is looked for among 100,000 values at most", written.span, "a larger step",
          fixes: [.init("leave the step out to look for it between all values")])
      }
      step = number
    }
    let criterion = optimisation.criterion
    guard let value = singleNumbers([criterion.value], scope)?.first else { return }
    guard let conditions = conditions(criterion.condition, scope, span) else { return }
    optimisations.append(
      Model.Optimisation(
        name: optimisation.name.text, label: prefix + (optimisation.label?.value ?? optimisation.name.text),
        input: input, bounds: bounds, step: step, value: value, isLowest: criterion.isLowest,
        conditions: conditions, span: span))
  }
}

extension Checker {
  /// Values of one number each; nil after a message.
  func singleNumbers(_ expressions: [Expression], _ scope: Scope) -> [Model.Reading]? {
    var found: [Model.Reading] = []
    for expression in expressions {
      guard let reading = reading(expression, scope, label: nil, need: .one), isSingle(reading, expression.span) else {
        return nil
      }
      guard case .quantity? = definitions[reading.definition]?.type else {
        error("Q847", "a number is asked for here", expression.span, "this is none")
        return nil
      }
      found.append(reading)
    }
    return found
  }

  func isSingle(_ reading: Model.Reading, _ span: Span) -> Bool {
    let axes = (definitions[reading.definition]?.axes ?? []).filter { $0 != 0 }
    guard let axis = axes.first else { return true }
    error(
      "Q847", "one number is asked for here", span, "this has one for each member of `\(self.axes[axis].name)`",
      fixes: [.init("fold it, such as `sum(x over \(self.axes[axis].name))`, or pick a member")])
    return false
  }

  func movedInput(_ written: MovedInput, _ scope: Scope) -> Model.MovedInput? {
    guard let targets = requireTargets(written.path, scope), let target = targets.first, let leaf = mainLeaf(target),
      let definition = definitions[target]
    else { return nil }
    guard targets.count == 1, written.index.isEmpty, case .quantity = definition.type else {
      error("Q804", "`\(written.path.text)` has several values", written.span, "an input that is one number moves here")
      return nil
    }
    return Model.MovedInput(definition: target, leaf: leaf, label: movedLabel(definition), span: written.span)
  }

  private func range(_ bounds: ClosedRange<Double>) -> Double { bounds.upperBound - bounds.lowerBound }

  /// What stands after `where`, each part that is joined by `and` for itself.
  private func conditions(_ written: Expression?, _ scope: Scope, _ span: Span) -> [Model.Check]? {
    guard let written else { return [] }
    let parts = if case .and(let parts) = written.form { parts } else { [written] }
    var found: [Model.Check] = []
    for part in parts {
      guard
        let condition = condition(
          part, scope, label: program.sources.text(part.span), tolerance: nil, need: .one, period: nil,
          everyCase: false, span),
        isSingle(condition.left, part.span), condition.right.map({ isSingle($0, part.span) }) ?? true
      else { return nil }
      found.append(condition)
    }
    return found
  }

  /// A written number in the unit of an input, inside its range.
  func number(_ expression: Expression, of input: Model.MovedInput) -> Double? {
    guard isLiteral(expression) else {
      error("Q845", "an input moves between written numbers", expression.span, "this is a formula")
      return nil
    }
    guard let definition = definitions[input.definition],
      let value = literalValue(expression, wanted: leaves[input.leaf].unit, name: definition.path)?
        .in(leaves[input.leaf].unit).first, inRange([value], definition, leaves[input.leaf].unit, expression.span)
    else { return nil }
    return value
  }

  func rising(_ low: Double, _ high: Double, _ span: Span) -> ClosedRange<Double>? {
    guard low < high else {
      error("Q845", "an input moves upwards", span, "the low end comes first")
      return nil
    }
    return low...high
  }

  func writtenCount(_ expression: Expression, _ what: String) -> Int? {
    if isLiteral(expression), let value = literalValue(expression, wanted: .plain, name: what),
      let number = value.numbers.first,
      value.unit.dimension.isPlain, let count = exactInt(number * value.unit.scale), count > 0
    {
      return count
    }
    error("Q848", "\(what) is a whole number above 0", expression.span, "such as 10k")
    return nil
  }
}
