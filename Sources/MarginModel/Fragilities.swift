import MarginSource
import MarginSyntax
import MarginUnits

/// How much of a change is none where the text does not say.
private let usualTolerance = 0.02

/// `fragility`: which result, over which input, at which points.
extension Checker {
  func answer(_ fragility: Fragility, _ scope: Scope, _ prefix: String, _ span: Span) {
    guard let value = singleNumbers([fragility.value], scope)?.first, let input = movedInput(fragility.input, scope)
    else { return }
    var points: [Model.Fragility.Point] = []
    for written in fragility.points {
      let text = program.sources.text(written.span)
      if case .number(let literal) = written.form, literal.style == .multiple {
        points.append(.init(text: text, number: literal.value, isMultiple: true))
      } else if isOneNumber(input, written.span), let number = number(written, of: input) {
        points.append(.init(text: text, number: number, isMultiple: false))
      } else {
        return
      }
    }
    var tolerance = usualTolerance
    if let written = fragility.tolerance {
      guard
        let share = writtenShare(
          written, "within", "a change is flat within a share of the base", "such as `within 5%`", allowsZero: true)
      else { return }
      tolerance = share
    }
    let label = fragility.label?.value ?? "\(value.label) over \(input.label)"
    let named = named(fragility.value).map(isLowerBetter) ?? nil
    fragilities.append(
      Model.Fragility(
        label: prefix + label, value: value, input: input, points: points,
        isLowerBetter: fragility.isLowerBetter ?? named, saysWhatIsBetter: fragility.isLowerBetter != nil,
        tolerance: tolerance, span: span))
  }

  /// The last name of the value that an expression reads, as it is or as a total.
  private func named(_ expression: Expression) -> String? {
    var rest = expression
    while true {
      switch rest.form {
      case .at(let inner, _), .index(let inner, _): rest = inner
      case .call(let function, let arguments):
        guard ["total", "cumulative"].contains(function.text), let first = arguments.first else { return nil }
        rest = first.value
      case .path(let path): return path.parts.last?.text
      default: return nil
      }
    }
  }

  /// Whether less of something is better, as far as its name tells: `cost_per_outcome` is a cost, `cost_saving` a
  /// saving.
  private func isLowerBetter(_ name: String) -> Bool? {
    let low = ["cost", "costs", "price", "spend", "expense", "expenses", "bill", "payback", "latency", "fee", "fees"]
    let high = [
      "saving", "savings", "saved", "margin", "profit", "revenue", "income", "benefit", "accepted", "npv", "irr", "roi",
    ]
    let words = name.split(separator: "_").prefix { $0 != "per" }.map(String.init)
    return words.last { low.contains($0) || high.contains($0) }.map { low.contains($0) }
  }
}
