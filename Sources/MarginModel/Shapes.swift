import MarginSource
import MarginSyntax
import MarginUnits

/// What a family of distributions is stated by.
private struct Family {
  enum Parameter {
    /// In the unit of the input.
    case value
    /// In the unit of the input, above 0.
    case spread
    /// A plain number above 0.
    case plain
  }
  let name: String
  /// Names of its parameters, in order; empty for a list of any length.
  let parameters: [(name: String, kind: Parameter)]
  /// Whether two quantiles give it too.
  let takesQuantiles: Bool
  /// Whether its parameters rise and hold the base value between them.
  var isBounded = false

  static let all = [
    Family(name: "normal", parameters: [("mean", .value), ("deviation", .spread)], takesQuantiles: true),
    Family(name: "lognormal", parameters: [("mean", .spread), ("deviation", .spread)], takesQuantiles: true),
    Family(name: "beta", parameters: [("a", .plain), ("b", .plain)], takesQuantiles: true),
    Family(name: "gamma", parameters: [("mean", .spread), ("deviation", .spread)], takesQuantiles: true),
    Family(name: "uniform", parameters: [("low", .value), ("high", .value)], takesQuantiles: true, isBounded: true),
    Family(
      name: "triangular", parameters: [("low", .value), ("most likely", .value), ("high", .value)],
      takesQuantiles: false, isBounded: true),
    Family(
      name: "pert", parameters: [("low", .value), ("most likely", .value), ("high", .value)], takesQuantiles: false,
      isBounded: true),
    Family(name: "poisson", parameters: [("mean", .spread)], takesQuantiles: false),
    Family(name: "discrete", parameters: [], takesQuantiles: false),
    Family(name: "empirical", parameters: [], takesQuantiles: false),
  ]

  var usage: String {
    let list = parameters.map(\.name).joined(separator: ", ")
    return "\(name)(\(list.isEmpty ? "value, value, …" : list))" + (takesQuantiles ? " or \(name)(p10 …, p90 …)" : "")
  }
}

/// A written number of a shape.
private struct ShapeNumber {
  let value: Double
  let span: Span
}

extension Checker {
  /// The shape of an uncertain input: its words, and the ends that it names in the input's unit. What cannot be a
  /// distribution around the base value is an error.
  func shape(_ parts: Parts, _ unit: Unit) -> (text: String, low: Double?, high: Double?)? {
    guard let shape = parts.value?.shape else { return nil }
    let text = program.sources.text(shape.span)
    guard let base = baseValues(parts, unit) else {
      error(
        "Q859", "a shape stands around a written number", shape.span, "this value is not one",
        fixes: [.init("give the shape to the inputs that the formula reads")])
      return nil
    }
    if let bounds = shape.bounds {
      guard let ends = numbers([bounds.low, bounds.high], unit, parts) else { return nil }
      let family = isShare(unit) ? "beta" : ends[0].value > 0 ? "lognormal" : "normal"
      guard rise(ends), inSupport(ends, family, unit), holds(base, ends, shape.span, unit, parts) else { return nil }
      return ("\(text) (\(family))", ends[0].value, ends[1].value)
    }
    guard let name = shape.family, let family = family(name) else { return nil }
    let named = shape.arguments.filter { $0.name != nil }
    if named.isEmpty { return parameters(shape, family, base, unit, parts).map { (text, $0.low, $0.high) } }
    return quantiles(shape, family, base, unit, parts).map { (text, $0.low, $0.high) }
  }

  private func family(_ name: Name) -> Family? {
    if let found = Family.all.first(where: { $0.name == name.text }) { return found }
    let names = Family.all.map(\.name).sorted()
    let near = likely(name.text, among: names)
    error(
      "N442", "there is no distribution `\(name.text)`", name.span, "unknown shape",
      notes: [("known", names.joined(separator: ", "))],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
    return nil
  }

  /// The numbers before `~`, in a unit; nil where the value is no written number.
  private func baseValues(_ parts: Parts, _ unit: Unit) -> [Double]? {
    switch parts.value?.form {
    case .expression(let written), .growing(let written, _), .once(_, let written), .every(_, _, let written):
      guard isLiteral(written) else { return nil }
      return literalValue(written, wanted: unit, name: parts.draft.path)?.in(unit) ?? []
    default: return nil
    }
  }

  private func isShare(_ unit: Unit) -> Bool { unit.factors.isEmpty && unit.style == .percent }

  private func numbers(_ written: [Expression], _ unit: Unit, _ parts: Parts) -> [ShapeNumber]? {
    var found: [ShapeNumber] = []
    for expression in written {
      guard isLiteral(expression) else {
        error("Q851", "a shape is stated by written numbers", expression.span, "this is a formula")
        return nil
      }
      guard let value = literalValue(expression, wanted: unit, name: parts.draft.path)?.in(unit).first else {
        return nil
      }
      found.append(ShapeNumber(value: value, span: expression.span))
    }
    return found
  }

  /// `beta(p10 55%, p90 85%)`
  private func quantiles(_ shape: Shape, _ family: Family, _ base: [Double], _ unit: Unit, _ parts: Parts)
    -> (low: Double?, high: Double?)?
  {
    let levels = shape.arguments.compactMap { argument -> Double? in
      guard let name = argument.name?.text, name.hasPrefix("p"), let level = Double(name.dropFirst()), level > 0,
        level < 100
      else { return nil }
      return level
    }
    guard family.takesQuantiles, shape.arguments.count == 2, levels.count == 2, levels[0] < levels[1] else {
      wrongParameters(shape, family)
      return nil
    }
    guard let ends = numbers(shape.arguments.map(\.value), unit, parts), rise(ends),
      inSupport(ends, family.name, unit), holds(base, ends, shape.span, unit, parts)
    else { return nil }
    return (ends[0].value, ends[1].value)
  }

  /// `normal($3, $0.50)`
  private func parameters(_ shape: Shape, _ family: Family, _ base: [Double], _ unit: Unit, _ parts: Parts)
    -> (low: Double?, high: Double?)?
  {
    let written = shape.arguments.map(\.value)
    guard !written.isEmpty, family.parameters.isEmpty || written.count == family.parameters.count else {
      wrongParameters(shape, family)
      return nil
    }
    if family.name == "discrete" || family.name == "empirical" {
      guard let found = numbers(written, unit, parts) else { return nil }
      return (found.map(\.value).min(), found.map(\.value).max())
    }
    var found: [ShapeNumber] = []
    for (expression, parameter) in zip(written, family.parameters) {
      guard let number = numbers([expression], parameter.kind == .plain ? .plain : unit, parts)?.first else {
        return nil
      }
      if parameter.kind != .value, number.value <= 0 {
        error("Q853", "the \(parameter.name) of `\(family.name)` is above 0", number.span, "it is not here")
        return nil
      }
      found.append(number)
    }
    guard family.isBounded else { return (nil, nil) }
    guard rise(found), inSupport(found, family.name, unit), holds(base, found, shape.span, unit, parts) else {
      return nil
    }
    return (found.first?.value, found.last?.value)
  }

  private func wrongParameters(_ shape: Shape, _ family: Family) {
    error(
      "Q850", "`\(family.name)` is not stated by these", shape.span, "other parameters are needed",
      fixes: [.init("write \(family.usage)")])
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
  private func inSupport(_ numbers: [ShapeNumber], _ family: String, _ unit: Unit) -> Bool {
    for number in numbers {
      if family == "beta" || isShare(unit) && family != "normal", number.value < 0 || number.value > 1 {
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

  /// `Q854`: the base value lies between the ends.
  private func holds(_ base: [Double], _ ends: [ShapeNumber], _ span: Span, _ unit: Unit, _ parts: Parts) -> Bool {
    guard let low = ends.first?.value, let high = ends.last?.value,
      let outside = base.first(where: { !$0.isNaN && ($0 < low || $0 > high) })
    else { return true }
    error(
      "Q854", "the base value of `\(parts.draft.path)` lies outside its shape", span, "the shape stands around it",
      notes: [
        ("base", self.written(outside, unit)), ("shape", "\(self.written(low, unit)) to \(self.written(high, unit))"),
      ])
    return false
  }
}
