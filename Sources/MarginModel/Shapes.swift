import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

/// A written number of a shape.
private struct ShapeNumber {
  let value: Double
  let span: Span
}

/// What a shape stands around: an input's written numbers, in their unit.
struct ShapeBase {
  let path: String
  let numbers: [Double]
  let unit: Unit
  /// The input's range, at which the shape is cut.
  let range: ClosedRange<Double>?

  /// A share lies between 0 and 1, also one of something else, such as outcomes per request; a rate of growth is none.
  var isShare: Bool { unit.style == .percent && unit.dimension.timeExponent == Rational(0) }
}

extension Checker {
  /// The distribution that a shape states around a value. What cannot be one around it is an error, and nil.
  func inputShape(_ shape: Shape, around base: ShapeBase) -> InputShape? {
    let known = base.numbers.filter { !$0.isNaN }
    if let other = known.first(where: { $0 != known[0] }) {
      error(
        "Q860", "a shape stands around one number, and `\(base.path)` has several", shape.span,
        "around which of them?",
        notes: [("values", "\(written(known[0], base.unit)), \(written(other, base.unit)), …")],
        fixes: [.init("multiply by an uncertain input of its own, such as `input level = 1 ~ 0.8 to 1.2`")])
      return nil
    }
    guard let stated = stated(shape, base) else { return nil }
    guard let range = base.range else { return stated }
    guard let cut = stated.cut(to: range) else {
      error(
        "Q861", "next to nothing of this shape lies in the range of `\(base.path)`", shape.span, "nothing to draw",
        notes: [("range", "\(written(range.lowerBound, base.unit)) to \(written(range.upperBound, base.unit))")])
      return nil
    }
    return cut
  }

  private func stated(_ shape: Shape, _ base: ShapeBase) -> InputShape? {
    let text = program.sources.text(shape.span)
    if let bounds = shape.bounds { return central(bounds, shape.span, text, base) }
    guard let name = shape.family, let family = family(name) else { return nil }
    if shape.data != nil || family.parameters.isEmpty { return listed(shape, family, text, base) }
    guard shape.arguments.allSatisfy({ $0.weight == nil }) else {
      wrongParameters(shape, family)
      return nil
    }
    return shape.arguments.contains { $0.name != nil }
      ? quantiles(shape, family, text, base) : parameters(shape, family, text, base)
  }

  private func family(_ name: Name) -> ShapeFamily? {
    if let found = ShapeFamily.named(name.text) { return found }
    let names = ShapeFamily.all.map(\.name).sorted()
    let near = likely(name.text, among: names)
    error(
      "N442", "there is no distribution `\(name.text)`", name.span, "unknown shape",
      notes: [("known", names.joined(separator: ", "))],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
    return nil
  }

  /// `2% to 9%`
  private func central(_ bounds: (low: Expression, high: Expression), _ span: Span, _ text: String, _ base: ShapeBase)
    -> InputShape?
  {
    guard let ends = numbers([bounds.low, bounds.high], base) else { return nil }
    let family = base.isShare ? "beta" : ends[0].value > 0 ? "lognormal" : "normal"
    guard rise(ends), inSupport(ends, family, base), isInside(ends, family), holds(base, ends, span) else { return nil }
    guard let found = Distribution.central(ends[0].value, ends[1].value, isShare: base.isShare) else {
      noFit(family, span)
      return nil
    }
    return InputShape(found, text: "\(text) (\(family))", low: ends[0].value, high: ends[1].value)
  }

  /// `beta(p10 55%, p90 85%)`
  private func quantiles(_ shape: Shape, _ family: ShapeFamily, _ text: String, _ base: ShapeBase) -> InputShape? {
    let levels = shape.arguments.compactMap { argument -> Double? in
      guard let name = argument.name?.text, name.hasPrefix("p"), let level = Double(name.dropFirst()), level > 0,
        level < 100
      else { return nil }
      return level / 100
    }
    guard let fit = family.fit, shape.arguments.count == 2, levels.count == 2, levels[0] < levels[1] else {
      wrongParameters(shape, family)
      return nil
    }
    guard let ends = numbers(shape.arguments.map(\.value), base), rise(ends), inSupport(ends, family.name, base),
      isInside(ends, family.name), holds(base, ends, shape.span)
    else { return nil }
    guard let found = fit(KnownQuantile(levels[0], ends[0].value), KnownQuantile(levels[1], ends[1].value)) else {
      noFit(family.name, shape.span)
      return nil
    }
    return InputShape(found, text: text, low: ends[0].value, high: ends[1].value)
  }

  /// `normal($3, $0.50)`
  private func parameters(_ shape: Shape, _ family: ShapeFamily, _ text: String, _ base: ShapeBase) -> InputShape? {
    guard shape.arguments.count == family.parameters.count else {
      wrongParameters(shape, family)
      return nil
    }
    var found: [ShapeNumber] = []
    for (argument, parameter) in zip(shape.arguments, family.parameters) {
      guard let number = numbers([argument.value], base, parameter.kind == .plain ? .plain : base.unit)?.first else {
        return nil
      }
      if parameter.kind != .value, number.value <= 0 {
        error("Q853", "the \(parameter.name) of `\(family.name)` is above 0", number.span, "it is not here")
        return nil
      }
      found.append(number)
    }
    if family.isBounded {
      guard rise(found), inSupport(found, family.name, base), holds(base, found, shape.span) else { return nil }
    }
    guard let distribution = family.make(found.map(\.value)) else {
      noFit(family.name, shape.span)
      return nil
    }
    guard family.isBounded else {
      return isLikely(base, distribution, shape.span) ? InputShape(distribution, text: text) : nil
    }
    return InputShape(distribution, text: text, low: found.first?.value, high: found.last?.value)
  }

  /// `discrete($1: 70%, $2: 30%)`, `empirical(4, 7, 9)`, `empirical(csv "latency.csv" column seconds)`
  private func listed(_ shape: Shape, _ family: ShapeFamily, _ text: String, _ base: ShapeBase) -> InputShape? {
    let weighted = shape.arguments.filter { $0.weight != nil }
    guard family.parameters.isEmpty, shape.arguments.allSatisfy({ $0.name == nil }),
      shape.data == nil ? !shape.arguments.isEmpty : family.name == "empirical",
      weighted.isEmpty || family.name == "discrete" && weighted.count == shape.arguments.count
    else {
      wrongParameters(shape, family)
      return nil
    }
    var values: [Double]
    if let clause = shape.data {
      guard let read = sample(clause, base) else { return nil }
      values = read
    } else {
      guard let found = numbers(shape.arguments.map(\.value), base) else { return nil }
      values = found.map(\.value)
    }
    guard let low = values.min(), let high = values.max(),
      holds(base, [low, high].map { ShapeNumber(value: $0, span: shape.span) }, shape.span)
    else { return nil }
    var weights: [Double]?
    if !weighted.isEmpty {
      guard let found = self.weights(weighted) else { return nil }
      weights = found
    }
    let made = weights.map { Distribution.discrete(values, weights: $0) } ?? family.make(values)
    guard let made else {
      noFit(family.name, shape.span)
      return nil
    }
    return InputShape(made, text: text, low: low, high: high)
  }

  /// The weights of discrete values: plain numbers, or shares that make 100%.
  private func weights(_ arguments: [Shape.Argument]) -> [Double]? {
    var found: [Double] = []
    var areShares = true
    for written in arguments.compactMap(\.weight) {
      guard isLiteral(written), let literal = literalValue(written, wanted: nil, name: "discrete"),
        literal.unit.dimension.isPlain, let number = literal.numbers.first, number >= 0
      else {
        error("Q863", "a weight is a share or a plain number, 0 or more", written.span, "this is not")
        return nil
      }
      if literal.unit.style != .percent { areShares = false }
      found.append(number * literal.unit.scale)
    }
    let sum = found.reduce(0, +)
    guard let first = arguments.first?.weight?.span, let last = arguments.last?.weight?.span else { return nil }
    guard sum > 0, !areShares || (sum - 1).magnitude < 1e-9 else {
      error(
        "Q863", sum > 0 ? "these shares make \(written(sum, .percent))" : "no value has a weight", first.union(last),
        sum > 0 ? "together they are 100%" : "all are 0",
        fixes: sum > 0 ? [.init("write plain numbers where only their proportion is known, such as `2: 3`")] : [])
      return nil
    }
    return found
  }

  private func numbers(_ written: [Expression], _ base: ShapeBase, _ unit: Unit? = nil) -> [ShapeNumber]? {
    let unit = unit ?? base.unit
    var found: [ShapeNumber] = []
    for expression in written {
      guard isLiteral(expression) else {
        error("Q851", "a shape is stated by written numbers", expression.span, "this is a formula")
        return nil
      }
      guard let literal = literalValue(expression, wanted: unit, name: base.path) else { return nil }
      guard case .quantity = literal.type, let value = literal.in(unit).first, literal.dimension == nil else {
        error("Q851", "a shape is stated by written numbers", expression.span, "this is none")
        return nil
      }
      found.append(ShapeNumber(value: value, span: expression.span))
    }
    return found
  }

  private func wrongParameters(_ shape: Shape, _ family: ShapeFamily) {
    error(
      "Q850", "`\(family.name)` is not stated by these", shape.span, "other parameters are needed",
      fixes: [.init("write \(family.usage)")])
  }

  /// `Q862`: no distribution of the family is so.
  private func noFit(_ family: String, _ span: Span) {
    error(
      "Q862", "no `\(family)` distribution is so", span, "its numbers are too far apart, too near or too large",
      fixes: [.init("`uniform(low, high)` and `triangular(low, most likely, high)` take any ends that rise")])
  }

  /// `Q852`: low before high.
  private func rise(_ numbers: [ShapeNumber]) -> Bool {
    for (low, high) in zip(numbers, numbers.dropFirst())
    where !(low.value <= high.value) || numbers.count == 2 && low.value == high.value {
      let texts = [low, high].map { program.sources.text($0.span) }
      error(
        "Q852", "the ends of a shape rise", low.span.union(high.span), "the low one comes first",
        fixes: low.value > high.value
          ? [.init("swap them", edits: [.init(low.span, texts[1]), .init(high.span, texts[0])])] : [])
      return false
    }
    return true
  }

  /// `Q853`: a share lies between 0 and 1, a lognormal or gamma amount above 0.
  private func inSupport(_ numbers: [ShapeNumber], _ family: String, _ base: ShapeBase) -> Bool {
    for number in numbers {
      if family == "beta" || base.isShare && family != "normal", number.value < 0 || number.value > 1 {
        error("Q853", "a share lies between 0% and 100%", number.span, "this does not")
        return false
      }
      if ["lognormal", "gamma"].contains(family), number.value <= 0 {
        error(
          "Q853", "a `\(family)` value is above 0", number.span, "this is not",
          fixes: [.init("`normal` or `uniform` takes values on both sides of 0")])
        return false
      }
    }
    return true
  }

  /// `Q853`: no draw of a beta lies beyond 0 or 1, so neither is a quantile of one.
  private func isInside(_ numbers: [ShapeNumber], _ family: String) -> Bool {
    guard family == "beta", let number = numbers.first(where: { $0.value == 0 || $0.value == 1 }) else { return true }
    let end = number.value == 0 ? "0%" : "100%"
    error(
      "Q853", "no share lies \(number.value == 0 ? "below 0%" : "above 100%"), so \(end) is no quantile of one",
      number.span, "a part of the draws lies beyond it",
      fixes: [.init("write `uniform(low, high)` where \(end) is the end, or a number inside")])
    return false
  }

  /// `Q854`: the base value lies between the ends.
  private func holds(_ base: ShapeBase, _ ends: [ShapeNumber], _ span: Span) -> Bool {
    guard let low = ends.first?.value, let high = ends.last?.value else { return true }
    return holds(base, low, high, "\(written(low, base.unit)) to \(written(high, base.unit))", span)
  }

  /// `Q854` for a distribution without named ends: the base value is not among the thousandth that is most extreme.
  private func isLikely(_ base: ShapeBase, _ distribution: Distribution, _ span: Span) -> Bool {
    let (low, high) = (distribution.quantile(0.001), distribution.quantile(0.999))
    func shown(_ value: Double) -> String { written(threeDigits(value), base.unit) }
    return holds(base, low, high, "99.8% of it is \(shown(low)) to \(shown(high))", span)
  }

  private func holds(_ base: ShapeBase, _ low: Double, _ high: Double, _ words: String, _ span: Span) -> Bool {
    guard let outside = base.numbers.first(where: { !$0.isNaN && ($0 < low || $0 > high) }) else { return true }
    error(
      "Q854", "the base value of `\(base.path)` lies outside its shape", span, "the shape stands around it",
      notes: [("base", written(outside, base.unit)), ("shape", words)])
    return false
  }
}

/// A number to three digits.
func threeDigits(_ value: Double) -> Double {
  guard value.isFinite, value != 0 else { return value }
  var step = 1.0
  while step * 1000 <= value.magnitude, step < 1e300 { step *= 10 }
  while step * 100 > value.magnitude, step > 1e-300 { step /= 10 }
  return (value / step).rounded() * step
}
