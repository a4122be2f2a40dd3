import MarginFunctions
import MarginSource

// A check against 0 has nothing to measure the noise of binary fractions by: 1 - 70% - 30% is a little below it.
extension Checker {
  /// The sum of the sizes of the terms that a value without time is the sum of; nil for what is no sum. What varies in
  /// time is measured by its own row.
  func sizeOfTerms(_ reading: Model.Reading) -> Model.Reading? {
    guard reading.time == .constant, let definition = definitions[reading.definition],
      case .formula(let formula) = definition.body, case .sum(let terms) = formula.form,
      let function = builtinFunction("abs")
    else { return nil }
    let sizes = terms.map { (negative: false, term: call(function, [$0.term], as: $0.term, $0.term.span)) }
    let sum = Formula(
      .sum(sizes), type: definition.type, axes: formula.axes, unit: definition.unit, span: reading.span)
    let words = "\(reading.label), size of its terms"
    guard case .definition(let id) = helper(sum, words: words).form else { return nil }
    return Model.Reading(definition: id, time: .constant, label: words, span: reading.span)
  }
}
