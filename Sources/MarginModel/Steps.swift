import MarginSource
import MarginSyntax
import MarginUnits

/// The most bounds that one call may have.
private let stepLimit = 50

/// What `tier` and `bands_of` are called with: a quantity, and a price up to each bound and above the last.
struct Steps {
  struct Step {
    let bound: Formula
    /// As written, `200k`.
    let words: String
    let price: Formula
  }
  /// A definition.
  let quantity: Formula
  let bounded: [Step]
  let above: Formula
}

extension Checker {
  /// Reads `(x, 200k: a, 1M: b, above: c)`.
  func steps(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Steps? {
    let form = "\(name.text)(x, 200k: a, above: b)"
    guard arguments.count > 1, let first = arguments.first, first.name == nil,
      arguments.allSatisfy({ $0.over.isEmpty && $0.by.isEmpty }), arguments.dropFirst().allSatisfy({ $0.name != nil })
    else {
      error("N433", "`\(name.text)` is called as `\(form)`", name.span, "a bound and a colon stand before each price")
      return nil
    }
    guard arguments.count <= stepLimit + 2 else {
      error("D738", "`\(name.text)` has at most \(stepLimit) bounds", span, "here \(arguments.count - 2)")
      return nil
    }
    guard let quantity = number(lower(first.value, context)) else { return nil }
    let written = arguments.dropFirst().filter { $0.name?.text != "above" }
    guard let above = above(name, arguments, span, context), let bounds = bounds(Array(written), quantity) else {
      return nil
    }
    let prices = written.map { number(lower($0.value, context)) }
    guard prices.allSatisfy({ $0 != nil }) else { return nil }
    let known = prices.compactMap { $0 }
    let shown = (known + [above]).first { !isZero($0) } ?? above
    for price in known + [above] where !comparable(price, shown) {
      unitMismatch("all prices of `\(name.text)` need one unit", price, shown.unit, price.span, left: shown)
      return nil
    }
    let whole = asDefinition(quantity, words: "Quantity")
    return Steps(
      quantity: whole,
      bounded: zip(bounds, zip(written, known)).map {
        Steps.Step(bound: $0, words: $1.0.name?.text ?? "", price: $1.1)
      }, above: above)
  }

  /// The price above the last bound, which every call says.
  private func above(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    let found = arguments.filter { $0.name?.text == "above" }
    guard let argument = found.first else {
      if let other = arguments.last?.name, ["else", "otherwise", "rest", "over"].contains(other.text.lowercased()) {
        error(
          "D731", "`\(name.text)` does not say what holds above its last bound", other.span, "this is called `above`",
          fixes: [.init("write `above`", edits: [.init(other.span, "above")])])
        return nil
      }
      let last = arguments.last
      let words = last.map { program.sources.text($0.value.span) } ?? ""
      let end = last?.value.span ?? span
      error(
        "D731", "`\(name.text)` does not say what holds above its last bound", name.span, "`above:` is missing",
        fixes: [
          .init(
            "let the last price go on: `above: \(words)`",
            edits: [.init(Span(file: end.file, start: end.end, end: end.end), ", above: \(words)")])
        ])
      return nil
    }
    guard found.count == 1, arguments.last?.name?.text == "above", arguments.count > 2 else {
      error(
        "D734", "`above` stands once, after the bounds", (found.last ?? argument).name?.span ?? span,
        "such as `\(name.text)(x, 200k: a, above: b)`")
      return nil
    }
    return number(lower(argument.value, context))
  }

  /// The bounds as amounts of the quantity, each larger than the one before.
  private func bounds(_ written: [Expression.Argument], _ quantity: Formula) -> [Formula]? {
    var result: [Formula] = []
    var least = -Double.infinity
    for argument in written {
      guard let key = argument.key, isLiteral(key) else {
        error(
          "D732", "a bound is a written number", argument.name?.span ?? argument.value.span,
          "such as `200k`, in the quantity's unit")
        return nil
      }
      guard let literal = literalValue(key, wanted: quantity.unit, name: program.sources.text(quantity.span)),
        literal.dimension == nil, case .quantity = literal.type
      else { return nil }
      let bound = literal.numbers[0] * literal.unit.scale
      guard bound > least else {
        descending(written)
        return nil
      }
      least = bound
      result.append(
        Formula(.literal(literal.numbers[0]), type: literal.type, axes: [], unit: literal.unit, span: key.span))
    }
    return result
  }

  /// `D733`, with the bounds put in order where that is all that is wrong.
  private func descending(_ written: [Expression.Argument]) {
    let keys = written.compactMap(\.key)
    let amounts = keys.map { key -> Double in
      guard case .number(let number) = key.form, let unit = literalUnit(number) else { return .nan }
      return number.value * unit.scale
    }
    let place = zip(amounts, amounts.dropFirst()).enumerated().first { $0.element.0 >= $0.element.1 }?.offset ?? 0
    let isRepeated = Set(amounts).count < amounts.count || amounts.contains(where: \.isNaN)
    let sorted = zip(amounts, written).sorted { $0.0 < $1.0 }.map(\.1)
    let edits = zip(written, sorted).map { old, new in
      Diagnostic.Edit(span(old), program.sources.text(span(new)))
    }
    error(
      "D733", "the bounds do not ascend", keys[min(place + 1, keys.count - 1)].span, "not above the one before",
      secondary: keys.indices.contains(place) ? [.init(keys[place].span, "the one before")] : [],
      fixes: [isRepeated ? .init("write each bound once") : .init("put them in order", edits: edits)])
  }

  private func span(_ argument: Expression.Argument) -> Span {
    (argument.key?.span ?? argument.value.span).union(argument.value.span)
  }
}
