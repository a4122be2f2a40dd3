import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

/// Functions of the language that later versions bring; naming one says so instead of calling it unknown.
private let laterFunctions: Set<String> = [
  "rank", "percentile", "weighted", "lowest", "npv", "xnpv", "irr", "payment", "tier", "bands_of", "interpolate",
  "default",
  "position", "normal_cdf", "erlang_b", "erlang_c", "servers_for",
]

extension Checker {
  func lowerCall(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    let folds = arguments.contains { !$0.over.isEmpty || !$0.by.isEmpty }
    switch name.text {
    case "sum", "mean", "count": return lowerFold(name, arguments, span, context)
    case "min" where folds, "max" where folds: return lowerFold(name, arguments, span, context)
    case "previous": return lowerPrevious(name, arguments, span, context)
    case "total": return lowerTotal(name, arguments, span, context)
    case "cumulative": return lowerCumulative(name, arguments, span, context)
    case "payback": return lowerPayback(name, arguments, span, context)
    case "when":
      guard expect(name, arguments, 1...1, "when(condition)") else { return nil }
      guard let condition = truth(lower(arguments[0].value, context)) else { return nil }
      return conditional(condition, plain(1, span), plain(0, span), span)
    case "inherited":
      guard let older = context.inherited else {
        error("N431", "there is nothing inherited here", span, "`inherited(x)` stands in a `replace` of x")
        return nil
      }
      return reference(older, span)
    default:
      guard let function = builtinFunction(name.text) else { return unknownFunction(name, arguments, span) }
      return lowerBuiltin(function, name, arguments, span, context)
    }
  }

  func plain(_ value: Double, _ span: Span) -> Formula {
    Formula(.literal(value), type: .quantity(.plain), axes: [], unit: .plain, span: span)
  }

  private func unknownFunction(_ name: Name, _ arguments: [Expression.Argument], _ span: Span) -> Formula? {
    if laterFunctions.contains(name.text) {
      error("K901", "`\(name.text)` is not supported yet", name.span, "a later version brings it")
      return nil
    }
    let known =
      builtinFunctions.map(\.name) + ["sum", "mean", "count", "previous", "total", "cumulative", "payback", "when"]
    let foreign = foreignMend(name, arguments, span, known: known)
    let near = foreign == nil ? likely(name.text, among: known) : nil
    error(
      "N432", "there is no function `\(name.text)`", name.span, "unknown function",
      notes: near == nil && foreign == nil ? [("known", known.sorted().joined(separator: ", "))] : [],
      fixes: foreign.map { [$0] } ?? near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
    return nil
  }

  private func expect(_ name: Name, _ arguments: [Expression.Argument], _ count: ClosedRange<Int>, _ form: String)
    -> Bool
  {
    guard count.contains(arguments.count), arguments.allSatisfy({ $0.name == nil }) else {
      error("N433", "`\(name.text)` is called as `\(form)`", name.span, "here with \(arguments.count) arguments")
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
    let lowered = arguments.map { number(lower($0.value, context)) }
    let values = lowered.compactMap { $0 }
    guard values.count == lowered.count else { return nil }
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
    let unit: Unit =
      switch function.result {
      case .plain: .plain
      case .same: own
      case .squareRoot: own.power(Rational(1, 2))
      }
    return Formula(
      .call(function, values), type: .quantity(unit.dimension), axes: union(values.map(\.axes)), unit: unit, span: span)
  }

  private func stepMend(_ unit: Unit, after argument: Span) -> Diagnostic.Fix {
    let step = unit.literal("1")
    let end = Span(file: argument.file, start: argument.end, end: argument.end)
    return .init("say the step: `, \(step)`", edits: [.init(end, ", " + step)])
  }

  /// True of plain numbers and of whole things such as GPUs or requests.
  private func isCount(_ unit: Unit) -> Bool {
    guard !unit.dimension.isPlain else { return true }
    let exponents = unit.dimension.exponents
    guard exponents.count == 1, let (base, exponent) = exponents.first, exponent == .one, unit.scale == 1 else {
      return false
    }
    return !["second", "byte", "watt", "FLOP"].contains(base) && !UnitTable.isCurrency(base)
  }

  private func lowerFold(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula?
  {
    guard arguments.count == 1, let argument = arguments.first, let fold = Formula.Fold(rawValue: name.text) else {
      error("N433", "`\(name.text)` is called as `\(name.text)(x over dimension)`", name.span, "it folds one value")
      return nil
    }
    guard let value = lower(argument.value, context), fold == .count || number(value) != nil else { return nil }
    let dimensions = value.axes.filter { $0 != 0 }
    guard let over = axesNamed(argument.over), let by = axesNamed(argument.by) else { return nil }
    for (dimension, written) in zip(over, argument.over) where !dimensions.contains(dimension) {
      error("N434", "this does not vary over `\(written.text)`", argument.value.span, "there is nothing to fold")
      return nil
    }
    guard !dimensions.isEmpty else {
      error(
        "N434", "this has no dimension to fold", argument.value.span, "over time use `total`, `x[last]` or `cumulative`"
      )
      return nil
    }
    var result = value
    let mapped = by.filter { axis in axes[axis].maps.map { dimensions.contains($0.axis) } ?? false }
    for (axis, written) in zip(by, argument.by) where !dimensions.contains(axis) && !mapped.contains(axis) {
      error("N434", "this does not vary over `\(written.text)`", argument.value.span, "there is nothing to keep")
      return nil
    }
    for axis in mapped {
      guard let source = axes[axis].maps?.axis else { continue }
      result = folded(fold, result, over: source, onto: axis, span)
    }
    let gone = over.isEmpty ? (by.isEmpty ? dimensions : dimensions.filter { !by.contains($0) }) : over
    for axis in gone where result.axes.contains(axis) { result = folded(fold, result, over: axis, onto: nil, span) }
    return result
  }

  private func folded(_ fold: Formula.Fold, _ value: Formula, over axis: AxisID, onto: AxisID?, _ span: Span) -> Formula
  {
    let whole = asDefinition(value, words: "\(title(of: axes[axis].name)) by \(axes[axis].name)")
    guard case .definition(let id) = whole.form else { return value }
    let unit = fold == .count ? Unit.plain : whole.unit
    return Formula(
      .fold(fold, id, over: axis, onto: onto), type: .quantity(unit.dimension),
      axes: union([whole.axes.filter { $0 != axis }, onto.map { [$0] } ?? []]), unit: unit, span: span)
  }

  private func axesNamed(_ names: [Name]) -> [AxisID]? {
    var result: [AxisID] = []
    for name in names {
      guard let axis = axisByName[name.text], axis != 0 else {
        unknownDimension(name)
        return nil
      }
      result.append(axis)
    }
    return result
  }

  private func lowerPrevious(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...2, "previous(x, start)") else { return nil }
    if let over = arguments.flatMap(\.over).first {
      error("K901", "`previous` over a dimension is not supported yet", over.span, "it looks back in time")
      return nil
    }
    var start: Formula?
    if arguments.count == 2 {
      guard let lowered = number(lower(arguments[1].value, context)) else { return nil }
      start = lowered
    }
    if let start, !isZero(start), case .path(let path) = arguments[0].value.form,
      let global = resolve(path, context.scope),
      let draft = draftByPath[global], drafts[draft].state == .working, provisional[draft] == nil,
      !hasWrittenUnit(draft)
    {
      provisional[draft] = (start.unit, union([[0], start.axes]))
    }
    if let start, !isZero(start), let own = stack.last?.draft, provisional[own] == nil, !hasWrittenUnit(own),
      isWhole(own, span)
    {
      provisional[own] = (start.unit, union([[0], start.axes]))
    }
    guard let value = throughTime({ number(lower(arguments[0].value, context)) }) else { return nil }
    if let start, !comparable(start, value) {
      unitMismatch("the start has another unit than what it starts", start, value.unit, start.span, left: value)
      return nil
    }
    return lag(asDefinition(value), 1, start, span)
  }

  /// True where a definition is nothing but the expression of this span, so that it has its unit.
  private func isWhole(_ draft: Int, _ span: Span) -> Bool {
    guard case .written(_, let value, _, _) = drafts[draft].origin, case .expression(let expression) = value?.form
    else { return false }
    return expression.span == span
  }

  private func hasWrittenUnit(_ draft: Int) -> Bool {
    if case .written(let declaration, _, _, _) = drafts[draft].origin { return declaration.unit != nil }
    return false
  }

  private func lowerTotal(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...2, "total(x) or total(x, 2026)") else { return nil }
    guard let value = number(lower(arguments[0].value, context)) else { return nil }
    guard value.axes.contains(0) else {
      error("T520", "this does not vary in time, so there is nothing to total", value.span, "one value")
      return nil
    }
    let whole = asDefinition(value)
    guard case .definition(let id) = whole.form, let definition = definitions[id] else { return nil }
    guard definition.rollUp == .sum || definition.rollUp == .formula else {
      error(
        "T520",
        definition.rollUp == .closing ? "a stock is a level: it is read, not added up" : "only flows are totalled",
        value.span,
        definition.rollUp == .closing ? "`x[last]` is its closing value" : "this is a \(definition.kind.rawValue)",
        fixes: definition.rollUp == .closing ? closingMend(arguments, span) : [.init("define it as a `flow`")])
      return nil
    }
    let axes = whole.axes.filter { $0 != 0 }
    guard arguments.count == 2 else {
      return Formula(.rolledUp(id), type: whole.type, axes: axes, unit: whole.unit, span: span)
    }
    guard case .number(let number) = arguments[1].value.form, let year = exactInt(number.value), number.unit == nil,
      let periods = timeline.years.first(where: { $0.year == year })?.periods, definition.rollUp == .sum
    else {
      error(
        "T521", "a year of the timeline is needed here", arguments[1].value.span,
        "such as `total(x, \(timeline.startYear))` of a flow")
      return nil
    }
    return Formula(.total(id, periods), type: whole.type, axes: axes, unit: whole.unit, span: span)
  }

  private func closingMend(_ arguments: [Expression.Argument], _ span: Span) -> [Diagnostic.Fix] {
    guard arguments.count == 1, case .path(let path) = arguments[0].value.form else { return [] }
    return [.init("write `\(path.text)[last]`", edits: [.init(span, "\(path.text)[last]")])]
  }

  private func lowerCumulative(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 1...1, "cumulative(x)") else { return nil }
    guard let value = number(lower(arguments[0].value, context)) else { return nil }
    return cumulative(value, span)
  }

  private func cumulative(_ value: Formula, _ span: Span) -> Formula {
    let whole = asDefinition(value)
    guard case .definition(let id) = whole.form else { return value }
    return Formula(.cumulative(id), type: whole.type, axes: union([whole.axes, [0]]), unit: whole.unit, span: span)
  }

  /// `payback(investment, saving)`: time until the savings so far cover the investments so far, interpolated inside the
  /// period in which they do (savings accrue evenly, investments stand at its start); undefined where they never do.
  private func lowerPayback(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context)
    -> Formula?
  {
    guard expect(name, arguments, 2...2, "payback(investment, saving)") else { return nil }
    let investment = number(lower(arguments[0].value, context))
    let saving = number(lower(arguments[1].value, context))
    guard let investment, let saving else { return nil }
    guard isZero(investment) || investment.type == saving.type else {
      cannotAdd(investment, saving, "`payback` compares two values of one unit", span)
      return nil
    }
    let spent =
      investment.axes.contains(0) ? helper(cumulative(investment, span), words: "Invested so far") : investment
    let saved = helper(cumulative(saving, span), words: "Saved so far")
    guard let reaches = comparison(.atLeast, saved, spent, span),
      let isCovered = conditional(hasBegun(spent, reaches, span), plain(1, span), plain(0, span), span),
      let open = sum([(false, spent), (true, saved), (false, saving)], span)
    else { return nil }
    let covered = helper(isCovered, words: "Covered")
    let lacking = helper(open, words: "Still to cover at the period's start")
    let share = product([(false, lacking), (true, saving)], span)
    guard let isHere = comparison(.equal, covered, plain(1, span), span),
      let isOpen = comparison(.greater, lacking, plain(0, span), span),
      let part = conditional(
        Formula(
          .and([isHere, isOpen]), type: .truth, axes: union([isHere.axes, isOpen.axes]), unit: .plain, span: span),
        share,
        plain(0, span), span),
      let elapsed = sum(
        [
          (false, Formula(.periodIndex, type: .quantity(.plain), axes: [0], unit: .plain, span: span)),
          (false, helper(part, words: "Part of the period")),
        ],
        span)
    else { return nil }
    let length = Formula(.period, type: .quantity(.time), axes: [], unit: units.unit("month"), span: span)
    let time = helper(product([(false, elapsed), (false, length)], span), words: "Time to here")
    guard case .definition(let condition) = covered.form, case .definition(let value) = time.form else { return nil }
    return Formula(
      .firstWhere(condition: condition, value: value), type: time.type,
      axes: union([covered.axes, time.axes]).filter { $0 != 0 },
      unit: time.unit, span: span)
  }

  /// Savings cover nothing before the first investment, unless there is none at all.
  private func hasBegun(_ spent: Formula, _ reaches: Formula, _ span: Span) -> Formula {
    guard case .definition(let id) = spent.form, spent.axes.contains(0) else { return reaches }
    let last = Formula(
      .atPeriod(id, period: timeline.count - 1), type: spent.type, axes: spent.axes.filter { $0 != 0 },
      unit: spent.unit,
      span: span)
    guard let some = comparison(.greater, spent, plain(0, span), span),
      let none = comparison(.atMost, last, plain(0, span), span)
    else { return reaches }
    let begun = Formula(.or([some, none]), type: .truth, axes: spent.axes, unit: .plain, span: span)
    return Formula(
      .and([reaches, begun]), type: .truth, axes: union([reaches.axes, begun.axes]), unit: .plain, span: span)
  }

  func comparison(_ operation: Comparison, _ left: Formula, _ right: Formula, _ span: Span) -> Formula? {
    Formula(
      .comparison(operation, left, right), type: .truth, axes: union([left.axes, right.axes]), unit: .plain, span: span)
  }
}
