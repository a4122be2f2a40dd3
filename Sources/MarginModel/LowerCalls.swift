import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  func lowerCall(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    let folds = arguments.contains { !$0.over.isEmpty || !$0.by.isEmpty }
    let builtin = builtinFunction(name.text)
    // `max(x)` of one value folds all its dimensions, as `sum(x)` does; `max(a, b)` is the larger of two.
    let isFold = folds || arguments.count == 1 && Formula.Fold(rawValue: name.text) != nil
    if let function = modelFunction(name.text), isFold || builtin == nil {
      return function.lower(self, name, arguments, span, context)
    }
    guard let builtin else { return unknownFunction(name, arguments, span, context) }
    return lowerBuiltin(builtin, name, arguments, span, context)
  }

  func plain(_ value: Double, _ span: Span) -> Formula {
    Formula(.literal(value), type: .quantity(.plain), axes: [], unit: .plain, span: span)
  }

  /// A call of a built-in function, its result in the unit of `shown`; without that a plain number.
  func call(_ function: BuiltinFunction, _ arguments: [Formula], as shown: Formula? = nil, _ span: Span) -> Formula {
    Formula(
      .call(function, arguments), type: shown?.type ?? .quantity(.plain), axes: union(arguments.map(\.axes)),
      unit: shown?.unit ?? .plain, span: span)
  }

  private func unknownFunction(
    _ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context
  ) -> Formula? {
    if resolve(Path([name]), context.scope) != nil {
      let picked = arguments.map { program.sources.text($0.value.span) }.joined(separator: ", ")
      let isMember = arguments.count == 1 && memberAxis(picked) != nil
      error(
        "N432", "`\(name.text)` is a value, no function", name.span, "a member of it stands in square brackets",
        fixes: isMember
          ? [.init("write `\(name.text)[\(picked)]`", edits: [.init(span, "\(name.text)[\(picked)]")])] : [])
      return nil
    }
    let known = Set(builtinFunctions.map(\.name) + modelFunctions.map(\.name)).sorted()
    let foreign = foreignMend(name, arguments, span, known: known)
    let near = foreign == nil ? likely(name.text, among: known) : nil
    error(
      "N432", "there is no function `\(name.text)`", name.span, "unknown function",
      notes: near == nil && foreign == nil ? [("known", known.joined(separator: ", "))] : [],
      fixes: foreign.map { [$0] } ?? near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
    return nil
  }

  func expect(_ name: Name, _ arguments: [Expression.Argument], _ count: ClosedRange<Int>, _ form: String)
    -> Bool
  {
    guard count.contains(arguments.count), arguments.allSatisfy({ $0.name == nil }) else {
      error(
        "N433", "`\(name.text)` is called as `\(form)`", name.span,
        "here with \(arguments.count) argument\(arguments.count == 1 ? "" : "s")")
      return false
    }
    return true
  }

  private func lowerBuiltin(
    _ function: BuiltinFunction, _ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context
  ) -> Formula? {
    let least = function.parameters.count { !$0.isOptional }
    let most = function.isVariadic ? 250 : function.parameters.count
    let form =
      "\(name.text)(\(function.parameters.map(\.name).joined(separator: ", "))\(function.isVariadic ? ", …" : ""))"
    guard expect(name, arguments, least...most, form) else { return nil }
    if function.takesAllOrLeast, arguments.count != least, arguments.count != most {
      error("N433", "`\(name.text)` is called as `\(form)`", name.span, "all of its arguments, or only the first")
      return nil
    }
    let lowered = arguments.map { number(lower($0.value, context)) }
    let found = lowered.compactMap { $0 }
    guard found.count == lowered.count, let values = aligned(found, span) else { return nil }
    var shared: Formula?
    for (index, value) in values.enumerated() {
      let parameter = function.parameters[min(index, function.parameters.count - 1)]
      switch parameter.kind {
      case .plain:
        guard fits(value, .plain) else {
          unitMismatch("`\(name.text)` needs a plain number for `\(parameter.name)`", value, .plain, value.span)
          return nil
        }
      case .same:
        if function.needsStep, index == 1, let first = shared, isDigits(value, of: first) {
          takesStep(name, value, first.unit)
          return nil
        }
        if let first = shared, !isZero(first), !isZero(value), first.type != value.type {
          cannotAdd(first, value, "`\(name.text)` needs values of one unit", span)
          return nil
        }
        if shared == nil || shared.map(isZero) == true { shared = value }
      }
    }
    let own = shared?.unit ?? .plain
    if function.needsStep, values.count == 1, !isCount(own) {
      error(
        "U206", "`\(name.text)` of a quantity needs a step", span, "of \(describe(own))",
        fixes: own.factors.contains { $0.exponent > .zero } ? [stepMend(own, after: values[0].span)] : [])
      return nil
    }
    if function.takesAllOrLeast, values.count == least, !own.dimension.isPlain {
      unitMismatch("`\(name.text)` of one argument takes a plain number", values[0], .plain, values[0].span)
      return nil
    }
    let unit: Unit =
      switch function.result {
      case .plain: .plain
      case .same: own
      case .squareRoot: own.power(Rational(1, 2))
      }
    return Formula(
      .call(function, values), type: .quantity(unit.dimension), axes: union(values.map(\.axes)), unit: unit, span: span)
  }

  /// True of a bare number of digits where the step of a quantity belongs, as a spreadsheet has it.
  private func isDigits(_ step: Formula, of value: Formula) -> Bool {
    guard case .literal(let number) = step.form, step.unit == .plain, !isCount(value.unit),
      value.unit.factors.contains(where: { $0.exponent > .zero }), let digits = exactInt(number)
    else { return false }
    return (0...9).contains(digits)
  }

  private func takesStep(_ name: Name, _ digits: Formula, _ unit: Unit) {
    guard case .literal(let number) = digits.form, let count = exactInt(number) else { return }
    let step = unit.literal(count == 0 ? "1" : "0." + String(repeating: "0", count: count - 1) + "1")
    error(
      "U206", "`\(name.text)` takes a step, not a number of digits", digits.span, "of \(describe(unit))",
      fixes: [.init("write `\(step)`", edits: [.init(digits.span, step)])])
  }

  private func stepMend(_ unit: Unit, after argument: Span) -> Diagnostic.Fix {
    let step = unit.literal("1")
    let end = Span(file: argument.file, start: argument.end, end: argument.end)
    return .init("say the step: `, \(step)`", edits: [.init(end, ", " + step)])
  }

  /// True of plain numbers and of whole things such as GPUs or requests.
  func isCount(_ unit: Unit) -> Bool {
    guard !unit.dimension.isPlain else { return true }
    let exponents = unit.dimension.exponents
    guard exponents.count == 1, let (base, exponent) = exponents.first, exponent == .one, unit.scale == 1 else {
      return false
    }
    return !["second", "byte", "watt", "FLOP"].contains(base) && !UnitTable.isCurrency(base)
  }
}
