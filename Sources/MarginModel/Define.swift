import MarginSource
import MarginSyntax
import MarginUnits

/// Definitions in a loop through time are followed this deep; all others are checked one after the other.
private let loopLimit = 100

/// What a written definition is built of.
struct Parts {
  let id: Int
  let draft: Draft
  let declaration: DefinitionDeclaration
  let value: ValueClause?
  let clauses: [DefinitionDeclaration.Clause]
  let scope: Scope
  var context: Context { Context(scope: scope, field: draft.field, inherited: draft.inherited) }
}

extension Checker {
  /// Checks every definition, each after those that it refers to.
  func define() {
    definitions = Array(repeating: nil, count: drafts.count)
    knownDrafts = visible.map { names in names.mapValues { draftByPath[$0] } }
    draftsByPlace = program.trees.map { Array(repeating: 0, count: $0.source.bytes.count) }
    for draft in readingOrder() {
      // A loop is entered where it converges.
      for member in loopOf[draft] ?? [] where converging[member] != nil { ensure(member) }
      ensure(draft)
    }
  }

  /// Checks one definition if that has not been done.
  func ensure(_ id: Int) {
    guard drafts[id].state == .waiting else { return }
    guard stack.count < loopLimit else {
      error(
        "N436", "this loop of definitions is too long to follow", drafts[id].span, "more than \(loopLimit) steps")
      drafts[id].state = .failed
      return
    }
    drafts[id].state = .working
    stack.append(Frame(draft: id))
    var definition = build(id)
    stack.removeLast()
    if let built = definition, metInLoop.contains(id), let taken = provisional[id] { definition = settle(built, taken) }
    guard let definition, drafts[id].state == .working else {
      drafts[id].state = .failed
      return
    }
    definitions[id] = definition
    count(definition)
    drafts[id].state = .done
    if definition.kind == .ratio { checkRatio(definition) }
  }

  /// Holds a definition to the unit and axes that its own loop through time took it to have.
  private func settle(_ built: Definition, _ taken: (unit: Unit, axes: [AxisID])) -> Definition? {
    guard built.type == .quantity(taken.unit.dimension) else {
      error(
        "U207", "the start of this loop has another unit than what the loop gives", drafts[built.id].span,
        built.unit.text,
        notes: [("start", describe(taken.unit)), ("result", describe(built.unit))])
      return nil
    }
    let missing = built.axes.filter { !taken.axes.contains($0) }
    guard missing.isEmpty else {
      // The loop was read without them, so the model is read again.
      foundAxes[built.path] = union([taken.axes, missing])
      return built
    }
    return built.with(axes: taken.axes)
  }

  /// `T511` for loops that have more axes each time they are read.
  func askForAxes() {
    for (path, found) in foundAxes.sorted(by: { $0.key < $1.key }) {
      guard let draft = draftByPath[path] else { continue }
      let what = converging[draft] == nil ? "refers to its own past" : "converges in a loop"
      error(
        "T511", "`\(path)` \(what), so it must state its dimensions", drafts[draft].span,
        "write `by \(found.map { axes[$0].name }.joined(separator: ", "))` after its name")
    }
  }

  private func build(_ id: Int) -> Definition? {
    let draft = drafts[id]
    switch draft.origin {
    case .column(let table, let index): return buildColumn(id, table, index)
    case .grid(let table): return buildGrid(id, table)
    case .data(let data, let column): return buildData(id, data, column)
    case .rate(let owner, let expression, let scope): return buildRate(id, of: owner, expression, scope)
    case .missing: return nil
    case .date(_, let expression, let scope): return buildDate(id, expression, scope)
    case .timing(_, let interval, let from, let scope): return buildTiming(id, interval, from, scope)
    case .written(let declaration, let value, let clauses, let valueScope):
      let parts = Parts(
        id: id, draft: draft, declaration: declaration, value: value, clauses: clauses, scope: valueScope)
      checkDates(of: clauses, draft)
      if !draft.isInput { refuseShapes(parts, "`\(draft.path)` is a \(draft.kind.rawValue)") }
      return draft.isInput ? buildInput(parts) : buildFormula(parts)
    }
  }

  private func buildFormula(_ parts: Parts) -> Definition? {
    let declared = parts.declaration.unit.map { self.unit($0) }
    if case .some(.none) = declared { return nil }
    let unit = declared.flatMap { $0 }
    if parts.draft.kind == .stock, isCorkscrew(parts.clauses) { return buildStock(parts, unit) }
    guard let value = parts.value else {
      error("N435", "`\(parts.draft.path)` has no formula", parts.draft.span, "write `= …` after it")
      return nil
    }
    let context = parts.context
    var convergence: Definition.Convergence?
    if let statement = converging[parts.id] {
      convergence = self.convergence(statement, parts, unit)
      if convergence == nil { return nil }
    }
    var formula = parts.draft.kind == .flow ? lowerFlow(value, parts, context, unit) : lower(value, parts, context)
    for case .change(let from, let newValue, _) in parts.clauses {
      let changed =
        parts.draft.kind == .flow ? lowerFlow(newValue, parts, context, unit) : lower(newValue, parts, context)
      formula = change(formula, from, changed, context)
    }
    guard var formula else { return nil }
    if case .member = formula.type {
      guard isAmount(formula, parts) else { return nil }
      formula = asDefinition(formula, words: "\(parts.draft.label), place")
    }
    if let unit {
      guard fits(formula, unit.dimension) else {
        unitMismatch(
          "`\(parts.draft.path)` is stated in another unit than its formula gives", formula, unit, formula.span)
        return nil
      }
    }
    formula = broadcast(formula, parts.declaration.dimensions)
    return definition(
      parts, body: convergence.map { .converged($0.of(formula)) } ?? .formula(formula),
      type: unit.map { ValueType.quantity($0.dimension) } ?? formula.type,
      unit: unit ?? formula.unit, axes: formula.axes)
  }

  /// A value over dimensions that its definition states and its formula lacks is the same for each member.
  private func broadcast(_ formula: Formula, _ names: [Name]) -> Formula {
    let stated = names.compactMap { axisByName[$0.text] }
    for name in names where axisByName[name.text] == nil { unknownDimension(name) }
    var formula = formula
    for (axis, name) in zip(stated, names.filter { axisByName[$0.text] != nil }) {
      formula = varying(formula, over: axis) ?? formula
      guard let part = formula.axes.first(where: { wholes(of: $0).contains(axis) }) else { continue }
      error(
        "N492", "this is known for a part of `\(name.text)` only", formula.span, "it varies over `\(axes[part].name)`",
        fixes: [.init("write `by \(axes[part].name)`", edits: [.init(name.span, axes[part].name)])])
      return formula
    }
    guard stated.contains(where: { !formula.axes.contains($0) }) else { return formula }
    return Formula(
      formula.form, type: formula.type, axes: union([formula.axes, stated]), unit: formula.unit, span: formula.span)
  }

  /// `from DATE: new` over an older formula.
  func change(_ old: Formula?, _ from: Expression, _ new: Formula?, _ context: Context) -> Formula? {
    let date = lower(from, context)
    guard let old, let new, let date else { return nil }
    guard date.type == .date else {
      error("T507", "a date is needed here", from.span, "such as 2026-07, or an input that holds a date")
      return nil
    }
    let start = Formula(.periodStart, type: .date, axes: [0], unit: .plain, span: from.span)
    guard let reached = comparison(.atLeast, start, date, from.span) else { return nil }
    return conditional(reached, new, old, new.span)
  }

  /// A right side of a definition that is no input: `once`, `every` and `growing` work on formulas too.
  func lower(_ value: ValueClause, _ parts: Parts, _ context: Context) -> Formula? {
    switch value.form {
    case .expression(let expression): return lower(expression, context)
    case .growing(let base, _): return lower(base, context).flatMap { grow($0, parts, elapsed: nil) }
    case .once(_, let amount): return lower(amount, context).flatMap { once($0, parts) }
    case .every(_, _, let amount): return lower(amount, context).flatMap { every($0, parts) }
    case .series(let points, _):
      guard points.isEmpty else {
        error(
          "N437", "a series belongs to an input", value.span, "write `input` before the name, and use it in formulas",
          fixes: [.init("make it an `input`", edits: kindEdit(parts.id, "input"))])
        return nil
      }
      return nil
    }
  }

  func grow(_ base: Formula, _ parts: Parts, elapsed: Formula?) -> Formula? {
    guard let draft = draftByPath[parts.draft.path + ".growth"], reference(draft, base.span) != nil,
      let rate = definitions[draft]
    else { return nil }
    let count = elapsed ?? Formula(.periodIndex, type: .quantity(.plain), axes: [0], unit: .plain, span: base.span)
    let length = timeline.seconds(month: units.monthSeconds)
    func growth(over elapsed: Formula) -> Formula {
      Formula(
        .growth(rate: draft, elapsed: elapsed, perPeriod: length * rate.unit.scale), type: .quantity(.plain),
        axes: union([rate.axes, elapsed.axes]), unit: .plain, span: base.span)
    }
    let factor = rate.axes.contains(0) ? grownSoFar(growth, since: count, base.span) : growth(over: count)
    guard let factor else { return nil }
    let product = product([(false, base), (false, factor)], base.span)
    return Formula(product.form, type: product.type, axes: product.axes, unit: base.unit, span: base.span)
  }

  /// A rate that changes in time compounds period by period: each period grows by its own rate, not all by the last one.
  private func grownSoFar(_ growth: (Formula) -> Formula, since count: Formula, _ span: Span) -> Formula? {
    let step = growth(plain(1, span))
    let axes = union([step.axes, count.axes, [0]])
    // The helper that is made here reads itself.
    let before = Formula(
      .lag(definitions.count, periods: 1, start: plain(1, span)), type: .quantity(.plain), axes: axes, unit: .plain,
      span: span)
    let grown = product([(false, before), (false, step)], span)
    guard let begins = comparison(.equal, count, plain(0, span), span),
      let factor = conditional(begins, plain(1, span), grown, span)
    else { return nil }
    return helper(
      Formula(factor.form, type: factor.type, axes: axes, unit: .plain, span: span), words: "Grown so far")
  }

  func once(_ amount: Formula, _ parts: Parts) -> Formula? {
    guard let draft = draftByPath[parts.draft.path + ".date"], let date = reference(draft, amount.span) else {
      return nil
    }
    let start = Formula(.periodStart, type: .date, axes: [0], unit: .plain, span: amount.span)
    guard let here = comparison(.equal, start, date, amount.span) else { return nil }
    return conditional(here, amount, plain(0, amount.span), amount.span)
  }

  func every(_ amount: Formula, _ parts: Parts) -> Formula? {
    guard let draft = draftByPath[parts.draft.path + ".timing"], let timing = reference(draft, amount.span) else {
      return nil
    }
    return product([(false, amount), (false, timing)], amount.span)
  }

  /// A flow: each term of its top-level sum that is a rate is integrated over the period.
  private func lowerFlow(_ value: ValueClause, _ parts: Parts, _ context: Context, _ unit: Unit?) -> Formula? {
    guard case .expression(let expression) = value.form, case .sum(let terms) = expression.form else {
      return lower(value, parts, context).map { integrated($0, unit) }
    }
    let lowered = terms.map { term in
      (negative: term.negative, term: number(lower(term.term, context)).map { integrated($0, unit) })
    }
    return sum(lowered, expression.span)
  }

  /// With a declared unit, a term that is that unit per time is integrated; without, one whose power of time is -1.
  func integrated(_ term: Formula, _ unit: Unit?) -> Formula {
    guard case .quantity(let dimension) = term.type, !isZero(term) else { return term }
    let isRate =
      unit.map { unit in
        // Money of another currency is a rate too, so that the message speaks of the currency alone.
        dimension * .time == unit.dimension || exchange(from: dimension * .time, to: unit.dimension) != nil
      } ?? (dimension.timeExponent == Rational(-1))
    guard isRate else { return term }
    let period = Formula(.period, type: .quantity(.time), axes: [], unit: units.unit("month"), span: term.span)
    return product([(false, term), (false, period)], term.span)
  }

  private func isCorkscrew(_ clauses: [DefinitionDeclaration.Clause]) -> Bool {
    clauses.contains { clause in
      switch clause {
      case .open, .add, .less: true
      default: false
      }
    }
  }

  /// `stock credit { open $6k; add top_up; less api_cost }`
  private func buildStock(_ parts: Parts, _ unit: Unit?) -> Definition? {
    var opening: Formula?
    for case .open(let expression) in parts.clauses { opening = lower(expression, parts.context) }
    guard let open = opening ?? (unit.map { _ in plain(0, parts.draft.span) }) else {
      error("N438", "this stock has no opening level", parts.draft.span, "write `open 0` and its unit, such as `[USD]`")
      return nil
    }
    guard let number = number(open) else { return nil }
    let own = unit ?? number.unit
    guard fits(number, own.dimension) else {
      unitMismatch("the opening level has another unit than the stock", number, own, number.span)
      return nil
    }
    let stated = parts.declaration.dimensions.compactMap { axisByName[$0.text] }
    provisional[parts.id] = provisional[parts.id] ?? (own, union([[0], number.axes, stated]))
    var adds: [Int] = []
    var lesses: [Int] = []
    for clause in parts.clauses {
      switch clause {
      case .add(let expression):
        guard let id = movement(expression, parts, own, "Added") else { return nil }
        adds.append(id)
      case .less(let expression):
        guard let id = movement(expression, parts, own, "Taken away") else { return nil }
        lesses.append(id)
      default: continue
      }
    }
    let axes = union([[0], number.axes, stated] + (adds + lesses).compactMap { definitions[$0]?.axes })
    return definition(
      parts, body: .stock(open: number, adds: adds, lesses: lesses), type: .quantity(own.dimension), unit: own,
      axes: axes)
  }

  private func movement(_ expression: Expression, _ parts: Parts, _ unit: Unit, _ words: String) -> Int? {
    guard let formula = earlier(along: 0, { number(lower(expression, parts.context)) }) else { return nil }
    let amount = integrated(formula, unit)
    guard fits(amount, unit.dimension) else {
      unitMismatch("this movement has another unit than its stock", amount, unit, expression.span)
      return nil
    }
    guard
      case .definition(let id) = asDefinition(amount, words: words + ": " + program.sources.text(expression.span)).form
    else { return nil }
    return id
  }

  /// The finished definition of a written one.
  func definition(
    _ parts: Parts, body: Definition.Body, type: ValueType, unit: Unit, axes: [AxisID],
    range: ClosedRange<Double>? = nil,
    shape: InputShape? = nil
  ) -> Definition {
    var source: Definition.Provenance?
    for case .source(let found) in parts.clauses {
      source = .init(text: found.text.value, date: found.date.map { program.sources.text($0.span) })
    }
    let kind = parts.draft.kind
    // What happens in a period happens in each: a flow of constants is there every month, and its year is their sum.
    let axes = kind == .flow || kind == .stock ? union([axes, [0]]) : axes
    let rollUp: Definition.RollUp =
      !axes.contains(0)
      ? .constant : kind == .flow ? .sum : kind == .stock ? .closing : kind == .ratio ? .formula : .none
    if parts.declaration.unit == nil { checkOddUnit(type, unit, parts) }
    let value = parts.value.map { program.sources.text($0.span) } ?? program.sources.text(parts.declaration.span)
    return Definition(
      id: parts.id, path: parts.draft.path, label: parts.draft.label, kind: kind, isInput: parts.draft.isInput,
      purpose: parts.draft.isInheritedPart ? .part(of: replacement(of: parts.id)) : .named, type: type,
      unit: unit, axes: axes, rollUp: rollUp, body: body, instance: parts.draft.scope.instance,
      note: parts.draft.note, source: source, range: range, shape: shape?.text, low: shape?.low,
      high: shape?.high, text: value, span: parts.draft.place)
  }

  /// The definition that has replaced an inherited one, whoever came to read the inherited one first.
  private func replacement(of id: Int) -> Int { drafts.firstIndex { $0.inherited == id } ?? id }

  /// The word that says a definition's kind, replaced; nothing where it stands behind another word.
  func kindEdit(_ draft: Int, _ kind: String) -> [Diagnostic.Edit] {
    guard case .written(let declaration, _, _, _) = drafts[draft].origin, !declaration.replaces,
      let written = declaration.kind, !drafts[draft].isInput
    else { return [] }
    let place = declaration.span
    return [.init(Span(file: place.file, start: place.start, end: place.start + written.rawValue.utf8.count), kind)]
  }

  /// A ratio rolls up by its own formula, so what it is made of must roll up too.
  private func checkRatio(_ ratio: Definition) {
    guard ratio.axes.contains(0), case .formula(let formula) = ratio.body, rollUp(of: formula) == .none else { return }
    let culprit = formula.references().first { id in
      definitions[id].map { $0.axes.contains(0) && $0.rollUp == .none } ?? false
    }
    let named = culprit.flatMap { definitions[$0] }
    error(
      "T530", "a ratio is made of flows, stocks, ratios and constants, so that a year of it can be computed",
      drafts[ratio.id].span,
      named.map { "`\(called($0))` varies in time and has no yearly value" } ?? "this looks across periods",
      secondary: named.map { [.init($0.span, $0.kind.phrase)] } ?? [],
      fixes: [
        .init(
          named.map { "make `\(called($0))` a \($0.isInput ? "`input flow`" : "`flow`"), or this a `calc`" }
            ?? "make this a `calc`, which has no year")
      ])
  }

  /// A definition by its name, a part of one by its text.
  private func called(_ definition: Definition) -> String {
    definition.purpose == .named ? definition.path : program.sources.text(definition.span)
  }
}

extension Definition {
  /// The same definition over other axes.
  func with(axes: [AxisID]) -> Definition {
    Definition(
      id: id, path: path, label: label, kind: kind, isInput: isInput, purpose: purpose, type: type, unit: unit,
      axes: axes, rollUp: axes.contains(0) && rollUp == .constant ? .none : rollUp, body: body, instance: instance,
      note: note, source: source,
      range: range, shape: shape, low: low, high: high, text: text, span: span)
  }
}
