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
      guard isClearPoint(written, input) else { return }
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
    let named = named(fragility.value).map(Model.Fragility.isLowerBetter(named:)) ?? nil
    fragilities.append(
      Model.Fragility(
        label: prefix + label, value: value, input: input, points: points,
        isLowerBetter: fragility.isLowerBetter ?? named, saysWhatIsBetter: fragility.isLowerBetter != nil,
        tolerance: tolerance, span: span))
  }

  /// Whether a point says what it is: a multiple, or a number that stands for itself. A share of what is none, points, and
  /// a number that leaves its unit out could each be read in two ways.
  private func isClearPoint(_ written: Expression, _ input: Model.MovedInput) -> Bool {
    var (inner, sign) = (written, 1.0)
    if case .negative(let positive) = inner.form { (inner, sign) = (positive, -1) }
    guard case .number(let literal) = inner.form, literal.unit == nil else { return true }
    let (text, unit) = (program.sources.text(written.span), leaves[input.leaf].unit)
    func fault(_ message: String, _ label: String, _ span: Span, _ new: [String]) -> Bool {
      error(
        "Q849", message, span, label, fixes: new.map { .init("write `\($0)`", edits: [.init(span, $0)]) })
      return false
    }
    switch literal.style {
    case .points, .basisPoints:
      error(
        "Q849", "a point is where the input is, and not how far it goes", written.span,
        "points are a distance",
        fixes: [.init(unit.isShare ? "write the share itself, such as `35%`" : "write a multiple, such as `0.9x`")])
      return false
    case .percent:
      let plus = signBefore(written.span)
      let multiple = plus == nil && sign > 0 ? literal.value : 1 + sign * literal.value
      if plus == nil && unit.isShare { return true }
      return fault(
        "a share of what?", "`\(input.label)` is \(unit.isShare ? "itself a share" : "no share")",
        plus ?? written.span, [multipleText(multiple)])
    case .plain where !unit.factors.isEmpty && literal.value > (unit.isShare ? 1 : 0):
      return fault(
        "\(text) of what?", "`\(input.label)` is stated in \(unit.text)", written.span,
        (sign > 0 ? [text + "x"] : []) + [unit.literal(text)])
    default: return true
    }
  }

  /// The span with the `+` before it; nil where there is none.
  private func signBefore(_ span: Span) -> Span? {
    for length in 1...2 where span.start >= length {
      let longer = Span(file: span.file, start: span.start - length, end: span.end)
      if program.sources.text(longer).hasPrefix("+") { return longer }
    }
    return nil
  }

  /// `1.1x` of 1.1.
  private func multipleText(_ value: Double) -> String {
    let rounded = (value * 1e9).rounded() / 1e9
    return (exactInt(rounded).map(String.init) ?? "\(rounded)") + "x"
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
}

extension Model.Fragility {
  /// Whether less of something is better, as far as its name tells: `cost_per_outcome` is a cost, `cost_saving` a
  /// saving.
  package static func isLowerBetter(named name: String) -> Bool? {
    let low = ["cost", "costs", "price", "spend", "expense", "expenses", "bill", "payback", "latency", "fee", "fees"]
    let high = [
      "saving", "savings", "saved", "margin", "profit", "revenue", "income", "benefit", "accepted", "npv", "irr", "roi",
    ]
    let words = name.split(separator: "_").prefix { $0 != "per" }.map(String.init)
    return words.last { low.contains($0) || high.contains($0) }.map { low.contains($0) }
  }
}
