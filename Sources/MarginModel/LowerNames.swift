import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  /// A dotted name: a definition, a field of a row, a value of every scenario, or the length of the period.
  func lower(_ path: Path, _ context: Context) -> Formula? {
    if path.parts.count == 1, path.text == "period" {
      let name: String =
        switch timeline.step {
        case .months: "month"
        case .days(7): "week"
        case .days: "day"
        }
      return Formula(.period, type: .quantity(.time), axes: [], unit: units.unit(name), span: path.span)
    }
    if path.parts.first?.text == "scenario", path.parts.count > 1 { return everyScenario(path, context) }
    if let draft = draft(of: path, context.scope) { return reference(draft, path.span) }
    guard let global = resolve(path, context.scope) else {
      unknown(path, context.scope)
      return nil
    }
    if let draft = draftByPath[global] { return reference(draft, path.span) }
    if let fields = records[global] {
      if let field = context.field {
        if let draft = draftByPath[global + "." + field] { return reference(draft, path.span) }
        error(
          "N423", "`\(global)` has no field `\(field)`", path.span, "it has \(fields.joined(separator: ", "))")
        return nil
      }
      error(
        "N424", "`\(global)` is a row of several values", path.span, "which one?",
        fixes: fields.prefix(1).map {
          .init("pick one: `\(path.text).\($0)`", edits: [.init(path.span, "\(path.text).\($0)")])
        })
      return nil
    }
    error(
      "N425", "`\(path.text)` is a whole component, not a value", path.span,
      "name one of its values, such as `\(path.text).cost`")
    return nil
  }

  /// The draft that a name without dots means at the top of a file, where it means one. Nearly all names are such ones
  /// and each is read several times, so what they mean is kept, by the name and by the place where it stands.
  func draft(of path: Path, _ scope: Scope) -> Int? {
    guard path.parts.count == 1, scope.prefix.isEmpty, knownDrafts.indices.contains(scope.file) else { return nil }
    let span = path.parts[0].span
    // A name that the checker makes has the place of what it is made of.
    let isWritten =
      span.file == scope.file && draftsByPlace[scope.file].indices.contains(span.start)
      && span.end - span.start == path.parts[0].text.utf8.count
    if isWritten, case let known = draftsByPlace[scope.file][span.start], known > 0 { return Int(known) - 1 }
    guard let draft = knownDrafts[scope.file][path.parts[0].text] ?? nil else { return nil }
    if isWritten, let kept = Int32(exactly: draft + 1) { draftsByPlace[scope.file][span.start] = kept }
    return draft
  }

  /// The path of what a written name means here, or nil.
  func resolve(_ path: Path, _ scope: Scope) -> String? {
    let text = path.text
    func exists(_ path: String) -> Bool {
      draftByPath[path] != nil || records[path] != nil || instanceByPath[path] != nil
    }
    if !scope.prefix.isEmpty, exists(scope.prefix + text) { return scope.prefix + text }
    guard scope.file < visible.count else { return nil }
    // The longest head that the file can name: `p.price` of an import `as p`, or `email`.
    for count in (1...min(2, path.parts.count)).reversed() {
      let head = path.parts.prefix(count).map(\.text).joined(separator: ".")
      // A template's body sees what its file imports, never the model around it.
      if let global = visible[scope.file][head], scope.prefix.isEmpty || !ownHeads[scope.file].contains(head) {
        let whole = ([global] + path.parts.dropFirst(count).map(\.text)).joined(separator: ".")
        if exists(whole) { return whole }
      }
    }
    return nil
  }

  /// The dimension that has a member of a name.
  func memberAxis(_ name: String) -> AxisID? {
    axes.indices.dropFirst().first { axis in !axes[axis].isNumbered && axes[axis].members.contains { $0.name == name } }
  }

  /// What a name would mean outside the template that uses it.
  private func namesOfModel(_ path: Path, _ scope: Scope) -> String? {
    scope.prefix.isEmpty ? nil : resolve(path, Scope(file: scope.file))
  }

  private func unknown(_ path: Path, _ scope: Scope) {
    guard !path.parts.contains(where: { unreadNames.contains($0.text) }) else { return isSilenced = true }
    if path.parts.count > 1, let last = path.parts.last, memberAxis(last.text) != nil,
      resolve(Path(Array(path.parts.dropLast())), scope) != nil
    {
      let written = path.parts.dropLast().map(\.text).joined(separator: ".") + "[\(last.text)]"
      error(
        "N401", "there is no `\(path.text)`", path.span, "a member stands in square brackets",
        fixes: [.init("write `\(written)`", edits: [.init(path.span, written)])])
      return
    }
    if let global = namesOfModel(path, scope) {
      error(
        "N451", "a template does not see `\(path.text)` of the model", path.span, "it sees its own names",
        secondary: draftByPath[global].map { [.init(drafts[$0].span, "defined outside")] } ?? [],
        fixes: [.init("give the template an input of that name, and set it where the template is used")])
      return
    }
    let isLate = !looksForNear
    let names = isLate ? [] : drafts.map(\.path).filter { !$0.contains("~") }
    let local = names.filter { $0.hasPrefix(scope.prefix) }.map { String($0.dropFirst(scope.prefix.count)) }
    if let axis = axes.first(where: { axis in axis.members.contains { $0.name == path.text } }), axis.name != "time" {
      error(
        "N401", "`\(path.text)` is a member of `\(axis.name)`, not a value", path.span,
        "members stand in brackets: x[\(path.text)]")
      return
    }
    if ["true", "false"].contains(path.text.lowercased()) {
      let word = path.text.lowercased()
      error(
        "N401", "`\(path.text)` is written `\(word)` here", path.span, "",
        fixes: [.init("write `\(word)`", edits: [.init(path.span, word)])])
      return
    }
    if units.entry(path.text) != nil {
      error(
        "N426", "`\(path.text)` is a unit, not a value", path.span, "an amount of it needs a number",
        fixes: [.init("write `1 \(path.text)`", edits: [.init(path.span, "1 \(path.text)")])])
      return
    }
    let near = likely(path.text, among: scope.prefix.isEmpty ? names : local + names)
    let inside = near == nil ? insideNames(path, scope) : ""
    let origin = near.flatMap { name in draftByPath[name] ?? draftByPath[scope.prefix + name] }.map { drafts[$0].span }
    error(
      "N401", "there is no `\(path.text)`", path.span, "unknown name",
      secondary: origin.map { [.init($0, "this one is near")] } ?? [],
      notes: near == nil && inside.isEmpty
        ? [("known", "every name is defined once: input, calc, flow, stock, ratio or table")] : [],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(path.span, $0)])] }
        ?? (inside.isEmpty ? [] : [.init("write \(inside)")]))
  }

  /// The ways to name what only stands inside scenarios or components.
  private func insideNames(_ path: Path, _ scope: Scope) -> String {
    guard scope.prefix.isEmpty, looksForNear else { return "" }
    let owners = instances.filter { $0.parent == nil && draftByPath[$0.name + "." + path.text] != nil }
    guard let first = owners.first else { return "" }
    let single = "`\(first.name).\(path.text)`"
    let scenarios = instances.filter(\.isScenario)
    let isEvery = !scenarios.isEmpty && scenarios.allSatisfy { draftByPath[$0.name + "." + path.text] != nil }
    return isEvery ? single + ", or `scenario.\(path.text)` for every scenario" : single
  }

  /// `scenario.cost`: that value of every scenario, in one unit.
  private func everyScenario(_ path: Path, _ context: Context) -> Formula? {
    guard let axis = axisByName["scenario"] else {
      error("N427", "this model has no scenarios", path.span, "`scenario NAME : TEMPLATE { … }` makes one")
      return nil
    }
    let rest = path.parts.dropFirst().map(\.text).joined(separator: ".")
    let scenarios = instances.filter(\.isScenario)
    let lacking = scenarios.filter { draftByPath[$0.name + "." + rest] == nil }
    guard lacking.isEmpty else {
      error(
        "N428", "not every scenario has a `\(rest)`", path.span,
        "missing in " + lacking.map { "`\($0.name)`" }.joined(separator: ", "))
      return nil
    }
    let values = scenarios.compactMap { scenario in
      draftByPath[scenario.name + "." + rest].flatMap { reference($0, path.span) }
    }
    guard values.count == scenarios.count, let first = values.first else { return nil }
    for (scenario, value) in zip(scenarios, values) where value.type != first.type {
      unitMismatch(
        "`\(scenario.name).\(rest)` has another unit than the other scenarios'", value, first.unit, path.span)
      return nil
    }
    let formula = Formula(
      .byMember(axis, values), type: first.type, axes: union(values.map(\.axes) + [[axis]]), unit: first.unit,
      span: path.span)
    return helper(formula, words: "\(title(of: rest)) by scenario")
  }

  /// A definition by its draft. One that is being checked right now is a loop, legal only where it looks back.
  func reference(_ draft: Int, _ span: Span) -> Formula? {
    switch drafts[draft].state {
    case .failed: return nil
    case .done, .waiting:
      ensure(draft)
      guard let definition = definitions[draft] else { return nil }
      // What shows a member's name is not read: its place is.
      if case .member = definition.type, case .formula(let place) = definition.body {
        return Formula(place.form, type: definition.type, axes: definition.axes, unit: .plain, span: span)
      }
      return Formula(
        .definition(draft), type: definition.type, axes: definition.axes, unit: definition.unit, span: span)
    case .working: return loop(draft, span)
    }
  }

  private func loop(_ draft: Int, _ span: Span) -> Formula? {
    let start = stack.firstIndex { $0.draft == draft } ?? 0
    let along = stack[start...].flatMap(\.earlier)
    guard !along.isEmpty || stack[start...].contains(where: { converging[$0.draft] != nil }) else {
      cycle(stack[start...].map(\.draft))
      return nil
    }
    let hasPast = !along.isEmpty
    guard let unit = provisionalUnit(draft) else {
      error(
        "T510",
        "`\(drafts[draft].path)` refers to \(hasPast ? "its own past" : "itself"), so it must state its unit",
        drafts[draft].span, "such as `\(drafts[draft].kind.rawValue) \(drafts[draft].path) [USD] = …`",
        secondary: [.init(span, hasPast ? "its past" : "in a loop")]
      )
      return nil
    }
    let axes = provisionalAxes(draft, along)
    // What met the loop before took it to have fewer axes.
    if metInLoop.contains(draft), let taken = provisional[draft]?.axes, taken != axes {
      foundAxes[drafts[draft].path] = axes
    }
    provisional[draft] = (unit, axes)
    metInLoop.insert(draft)
    return Formula(.definition(draft), type: .quantity(unit.dimension), axes: axes, unit: unit, span: span)
  }

  private func provisionalUnit(_ draft: Int) -> Unit? {
    if let known = provisional[draft] { return known.unit }
    guard case .written(let declaration, _, _, _) = drafts[draft].origin, let written = declaration.unit else {
      return nil
    }
    return unit(written)
  }

  private func provisionalAxes(_ draft: Int, _ along: [AxisID]) -> [AxisID] {
    let inTime: [AxisID] = [.flow, .stock].contains(drafts[draft].kind) ? [0] : []
    return union([
      along, inTime, provisional[draft]?.axes ?? [], statedAxes(draft), knownAxes[drafts[draft].path] ?? [],
    ])
  }

  /// `N430`: a loop inside one period, printed whole with its lines.
  func cycle(_ found: [Int], notes: [(String, String)] = []) {
    // The loop may be the one that a misspelt `converge` means.
    guard !hasLostConverging else { return isSilenced = true }
    // The loop is told from where it first stands in the text.
    let places = found.map { (drafts[$0].span.file, drafts[$0].span.start) }
    let start = places.indices.min { places[$0] < places[$1] } ?? 0
    let loop = Array(found[start...] + found[..<start])
    guard let first = loop.first, reportedCycles.insert(loop.sorted()).inserted else { return }
    let chain = (loop + [first]).map { draft -> String in
      let place = program.sources.files[drafts[draft].span.file].position(drafts[draft].span.start).line
      return "\(drafts[draft].path) (line \(place))"
    }
    let ordered = loop.flatMap(statedAxes).first { axes[$0].isNumbered }.map { axes[$0].name }
    let place = ordered.map { " and one `\($0)`" } ?? ""
    let path = drafts[first].path
    let lookBack = Diagnostic.Fix(
      ordered.map { "look back with `previous(\(path) over \($0), start)` where the \($0) before is meant" }
        ?? "look back with `previous(\(path), start)` where last period's value is meant")
    error(
      "N430", "`\(path)` depends on itself within one period\(place)", drafts[first].span, "the loop begins here",
      secondary: loop.dropFirst().map { .init(drafts[$0].span, "and goes on here") },
      notes: [("loop", chain.joined(separator: " -> "))] + notes + remaining(loop),
      // Looking back does not help where all members are needed at once.
      fixes: (notes.isEmpty ? [lookBack] : []) + [
        .init(
          remaining(loop).isEmpty
            ? "where a fixed point is meant: `converge \(path) from START within 0.1%`"
            : "or let a name converge that every loop passes through")
      ])
    for draft in loop { drafts[draft].state = .failed }
  }

  /// The axes that a definition's header names.
  private func statedAxes(_ draft: Int) -> [AxisID] {
    guard case .written(let declaration, _, _, _) = drafts[draft].origin else { return [] }
    return declaration.dimensions.compactMap { axisByName[$0.text] }
  }

  /// Makes a definition of a part of the formula that is being checked, unless it is one already.
  func asDefinition(_ formula: Formula, words: String = "part") -> Formula {
    if case .definition = formula.form { return formula }
    guard case .member = formula.type else { return helper(formula, words: words) }
    let place = helper(place(formula), words: words)
    return Formula(place.form, type: formula.type, axes: formula.axes, unit: .plain, span: formula.span)
  }

  /// A helper definition of a formula; `rollUp` where its years are not what its formula would say.
  func helper(_ formula: Formula, words: String, rollUp: Definition.RollUp? = nil) -> Formula {
    let parent = stack.last?.draft
    helperCount += 1
    let path = (parent.map { drafts[$0].path } ?? "question") + "~\(helperCount)"
    let id = addHelper(
      formula, path: path, label: words, kind: .calc, purpose: parent.map { .part(of: $0) } ?? questionPurpose,
      rollUp: rollUp)
    return Formula(.definition(id), type: formula.type, axes: formula.axes, unit: formula.unit, span: formula.span)
  }

  /// Appends a helper definition; its roll-up follows from its formula.
  func addHelper(
    _ formula: Formula, path: String, label: String, kind: Definition.Kind, purpose: Definition.Purpose,
    rollUp known: Definition.RollUp? = nil
  ) -> Int {
    let id = definitions.count
    let rollUp: Definition.RollUp = formula.axes.contains(0) ? known ?? rollUp(of: formula) : .constant
    definitions.append(
      Definition(
        id: id, path: path, label: label, kind: kind, isInput: false, purpose: purpose, type: formula.type,
        unit: formula.unit, axes: formula.axes, rollUp: rollUp, body: .formula(formula), instance: currentInstance,
        note: nil, source: nil, range: nil, shape: nil, low: nil, high: nil, text: program.sources.text(formula.span),
        span: formula.span))
    if let helper = definitions[id] { count(helper) }
    return id
  }

  private var currentInstance: Int? { stack.last.flatMap { drafts[$0.draft].scope.instance } }

  /// How a helper's values over time become one: as its operands do where that is exact, else by the same formula.
  func rollUp(of formula: Formula) -> Definition.RollUp {
    switch formula.form {
    case .definition(let id), .element(let id, _): return rollUp(of: id)
    case .earlierMember(let id, _, _, let start):
      let (own, first) = (rollUp(of: id), start.map { rollUp(of: $0) })
      guard let first, let start, !isZero(start), first != own else { return own }
      return [own, first].contains(.none) ? .none : .formula
    case .negative(let inner): return rollUp(of: inner)
    case .sum(let terms):
      let parts = Set(terms.map { rollUp(of: $0.term) })
      return parts.count == 1 ? parts.first ?? .none : parts.contains(.none) ? .none : .formula
    case .byMember(_, let members):
      let parts = Set(members.map { rollUp(of: $0) })
      return parts.count == 1 ? parts.first ?? .none : parts.contains(.none) ? .none : .formula
    case .fold(let fold, let id, _, _):
      // The smallest of yearly ratios is one; the smallest of yearly sums is not the sum of the smallest.
      guard let definition = definitions[id] else { return .none }
      guard definition.axes.contains(0) else { return .constant }
      return fold == .sum || definition.rollUp == .formula ? definition.rollUp : .none
    case .rank(let id, _): return combined([], with: [id])
    case .percentile(let id, let share, let over): return combined([share], with: over == 0 ? [] : [id])
    case .chosen(let id, _, let place):
      guard definitions[id]?.axes.contains(0) == true, rollUp(of: place) == .constant else {
        return combined([place], with: [id])
      }
      return definitions[id]?.rollUp ?? .none
    case .fallback(let value, let other):
      let parts = [rollUp(of: value), rollUp(of: other)]
      return parts[0] == .sum && [.sum, .constant].contains(parts[1]) ? .sum : combined([value, other])
    case .literal, .rolledUp, .total, .atPeriod, .firstWhere, .overPeriods: return .constant
    case .product(let factors):
      let parts = factors.map { rollUp(of: $0.factor) }
      if parts.contains(.none) { return .none }
      let varying = zip(factors, parts).filter { $0.1 != .constant }
      if varying.count == 1, let only = varying.first, !only.0.inverse, only.1 == .sum { return .sum }
      return .formula
    case .power(let a, let b): return combined([a, b])
    case .comparison(_, let a, let b): return combined([a, b])
    case .and(let parts), .or(let parts), .call(_, let parts): return combined(parts)
    case .not(let inner): return rollUp(of: inner) == .none ? .none : .formula
    case .conditional(let a, let b, let c): return combined([a, b, c])
    default: return .none
    }
  }

  /// How a definition rolls up, also one in a loop that is not finished yet.
  func rollUp(of id: Int) -> Definition.RollUp {
    guard definitions.indices.contains(id), let definition = definitions[id] else {
      return drafts.indices.contains(id) ? [.flow: .sum, .stock: .closing][drafts[id].kind] ?? .none : .none
    }
    return definition.axes.contains(0) ? definition.rollUp : .constant
  }

  /// Of a formula that is taken anew of its rolled-up operands: formulas, and definitions that it looks across.
  private func combined(_ parts: [Formula], with across: [Int] = []) -> Definition.RollUp {
    let looked = across.map { id -> Definition.RollUp in
      guard let definition = definitions[id], definition.axes.contains(0) else { return .constant }
      return definition.rollUp == .formula ? .formula : .none
    }
    let kinds = parts.map { rollUp(of: $0) } + looked
    return kinds.contains(.none) ? .none : kinds.allSatisfy { $0 == .constant } ? .constant : .formula
  }
}
