import MarginSource
import MarginSyntax
import MarginUnits

/// `tornado`: which inputs move, and how far.
extension Checker {
  func answer(_ tornado: Tornado, _ scope: Scope, _ prefix: String, _ span: Span) {
    guard let values = singleNumbers(tornado.values, scope) else { return }
    guard !tornado.swings.isEmpty else {
      return error(
        "Q809", "a tornado moves something", span, "its braces name no input",
        fixes: [.init("write `every input by 20%` in its braces")])
    }
    var swings: [(input: Model.MovedInput, swing: Model.Swing)] = []
    for written in tornado.swings where written.input == nil {
      guard let swing = commonSwing(written) else { return }
      for input in allMovedInputs() where !swings.contains(where: { $0.input.leaf == input.leaf }) {
        swings.append((input, swing))
      }
    }
    for written in tornado.swings {
      guard let named = written.input else { continue }
      guard let input = movedInput(named, scope), let swing = swing(written, input) else { return }
      if let place = swings.firstIndex(where: { $0.input.leaf == input.leaf }) {
        swings[place] = (input, swing)
      } else {
        swings.append((input, swing))
      }
    }
    var top: Int?
    if let written = tornado.top {
      guard let count = writtenCount(written, "how many bars are shown") else { return }
      top = count
    }
    let isEvery = tornado.swings.contains { $0.input == nil }
    let label = tornado.label?.value ?? "What moves " + values.map(\.label).joined(separator: ", ")
    tornados.append(
      Model.Tornado(label: prefix + label, values: values, swings: swings, top: top, isEvery: isEvery, span: span))
  }

  /// Every input of the model that holds numbers of its own, in the order of the text.
  private func allMovedInputs() -> [Model.MovedInput] {
    drafts.indices.compactMap { draft in
      guard drafts[draft].isInput, let definition = definitions[draft], case .quantity = definition.type,
        let leaf = mainLeaf(draft), leaves[leaf].role != .addend
      else { return nil }
      return Model.MovedInput(definition: draft, leaf: leaf, label: movedLabel(definition), span: definition.span)
    }
  }

  /// What a moved input is called: the growth of an instance's input names the instance too.
  func movedLabel(_ definition: Definition) -> String {
    let own = ownLabel(definition)
    guard definition.instance == nil, let dot = definition.path.lastIndex(of: "."),
      let draft = draftByPath[String(definition.path[..<dot])], let instance = definitions[draft]?.instance
    else { return own }
    return instances[instance].label + ": " + own
  }

  /// A swing that is the same for every input.
  private func commonSwing(_ written: Tornado.Swing) -> Model.Swing? {
    switch written.form {
    case .share(let expression):
      if let points = points(expression) {
        if points > 0 { return .points(points) }
        error("Q848", "an input swings by points above 0", expression.span, "such as 5pp")
        return nil
      }
      guard let share = writtenShare(expression, "by", "an input swings by a share above 0", "such as 20%") else {
        return nil
      }
      return .share(share)
    case .quantiles(let low, let high):
      guard let first = quantile(low), let last = quantile(high) else { return nil }
      guard first < last else {
        error("Q848", "quantiles rise", low.span.union(high.span), "the low one comes first")
        return nil
      }
      return .quantiles(low: first, high: last)
    case .ends: return nil
    }
  }

  /// 0.05 of `5pp` or of `500bp`; nil where something else is written.
  func points(_ expression: Expression) -> Double? {
    var (inner, sign) = (expression, 1.0)
    if case .negative(let positive) = inner.form { (inner, sign) = (positive, -1) }
    guard case .number(let literal) = inner.form, literal.style == .points || literal.style == .basisPoints else {
      return nil
    }
    return literal.unit == nil ? sign * literal.value : nil
  }

  /// A written share above 0, or from 0 on; what is none is told in the words given.
  func writtenShare(
    _ expression: Expression, _ name: String, _ message: String, _ example: String, allowsZero: Bool = false
  ) -> Double? {
    guard isLiteral(expression) else {
      error("Q848", message, expression.span, example)
      return nil
    }
    guard points(expression) == nil else {
      error("Q848", message, expression.span, "points are a distance; \(example)")
      return nil
    }
    guard let value = literalValue(expression, wanted: .percent, name: name) else { return nil }
    guard value.unit.dimension.isPlain, let number = value.numbers.first, number > 0 || allowsZero && number == 0 else {
      error("Q848", message, expression.span, example)
      return nil
    }
    return number * value.unit.scale
  }

  private func swing(_ written: Tornado.Swing, _ input: Model.MovedInput) -> Model.Swing? {
    guard case .ends(let low, let high) = written.form else {
      let swing = commonSwing(written)
      guard case .points? = swing, !leaves[input.leaf].unit.isShare, case .share(let expression) = written.form else {
        return swing
      }
      let text = program.sources.text(expression.span)
      error(
        "Q848", "points of what?", expression.span, "`\(input.label)` is no share, of which points could be taken",
        fixes: text.hasSuffix("pp")
          ? [
            .init(
              "write `\(text.dropLast(2))%` of its size",
              edits: [.init(expression.span, String(text.dropLast(2)) + "%")])
          ]
          : [.init("write a share of its size, such as `by 20%`")])
      return nil
    }
    guard isOneNumber(input, written.span), let first = number(low, of: input), let last = number(high, of: input),
      let range = rising(first, last, low.span.union(high.span))
    else { return nil }
    return .ends(low: range.lowerBound, high: range.upperBound)
  }

  /// Whether an input can be replaced by one number; a share of it can always be taken.
  func isOneNumber(_ input: Model.MovedInput, _ span: Span) -> Bool {
    guard let axis = leaves[input.leaf].dimensions.first(where: { $0 != 0 }) else { return true }
    error(
      "Q804", "`\(definitions[input.definition]?.path ?? input.label)` has several values", span,
      "one for each member of `\(axes[axis].name)`",
      fixes: [.init("move it by a share of its values, such as `by 20%`")])
    return false
  }

  /// 0.1 of `p10`.
  private func quantile(_ name: Name) -> Double? {
    guard name.text.hasPrefix("p"), let level = Double(name.text.dropFirst()), level > 0, level < 100 else {
      error("Q848", "a quantile is written so: `p10`", name.span, "above p0 and below p100")
      return nil
    }
    return level / 100
  }
}
