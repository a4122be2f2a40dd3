import MarginSource
import MarginSyntax
import MarginUnits

/// Composition doubles easily, so it has a budget.
private let partLimit = 256

extension Checker {
  /// A case as written, with the file it stands in.
  private struct Written {
    let declaration: CaseDeclaration
    let file: Int
    var isStep = false
    var changes: [ResolvedChange] = []
  }

  /// Reads all cases and computes every leaf's numbers in each of them.
  func applyCases() {
    let base = leaves.map(\.values)
    cases = [Model.Case(name: "base", label: "Base", changes: [], span: nil)]
    caseNumbers = [base]
    let baseShapes = leaves.map(\.shapes)
    caseShapes = [baseShapes]
    var written: [Written] = []
    var byName: [String: Int] = [:]
    for (file, tree) in program.trees.enumerated() {
      for statement in tree.statements {
        guard case .case(let declaration) = statement.form else { continue }
        guard declaration.name.text != "base", byName[declaration.name.text] == nil else {
          duplicate(declaration.name, "a case of that name")
          continue
        }
        byName[declaration.name.text] = written.count
        written.append(Written(declaration: declaration, file: file))
      }
    }
    // The case that the command line makes stays the last one.
    let place = program.settings == nil ? written.count : max(0, written.count - 1)
    written.insert(contentsOf: stepsOfRoadmaps().map { Written(declaration: $0, file: 0, isStep: true) }, at: place)
    guard fits(cases: written.count + 1, of: base, written.last?.declaration.name.span) else { return }
    for index in written.indices {
      written[index].changes = written[index].declaration.changes.flatMap { resolve($0, file: written[index].file) }
    }
    for entry in written {
      var numbers = base
      var loop: Set<String> = []
      let parts = flatten(entry, written, byName, &loop)
      if entry.declaration.parts.count > 1 { checkConflicts(entry, written, byName) }
      shifted = [:]
      var shapes = baseShapes
      for change in parts.flatMap(\.changes) {
        applyChecked(change, to: &numbers)
        applyShape(of: change, to: &shapes)
      }
      checkRanges(of: parts.flatMap(\.changes), numbers)
      caseNumbers.append(numbers)
      caseShapes.append(shapes)
      let changes = parts.flatMap { part in
        part.declaration.changes.map { change in
          let changed = part.changes.filter { $0.span == change.span }
          return (program.sources.text(change.span), change.because?.value, change.span, changed.map(\.draft))
        }
      }
      cases.append(
        Model.Case(
          name: entry.declaration.name.text,
          label: entry.declaration.label?.value ?? title(of: entry.declaration.name.text),
          changes: changes, span: entry.declaration.name.span, isStep: entry.isStep))
    }
  }

  /// `C602`.
  func unknownCase(_ name: Name, among known: [String]) {
    guard !unreadNames.contains(name.text) else { return isSilenced = true }
    let near = likely(name.text, among: known)
    error(
      "C602", "there is no case `\(name.text)`", name.span, "unknown case",
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
  }

  /// The case's parts in order, itself last; nothing is added beyond the limit.
  private func flatten(
    _ entry: Written, _ all: [Written], _ byName: [String: Int], _ loop: inout Set<String>
  ) -> [Written] {
    guard !diagnostics.contains(where: { $0.code == "C609" }) else { return [] }
    guard loop.insert(entry.declaration.name.text).inserted else {
      guard reportedCaseLoops.isDisjoint(with: loop) else { return [] }
      reportedCaseLoops.formUnion(loop)
      error(
        "C606", "the case `\(entry.declaration.name.text)` is composed of itself", entry.declaration.name.span,
        "through its parts")
      return []
    }
    var result: [Written] = []
    for part in entry.declaration.parts where part.text != "base" {
      guard let found = byName[part.text] else {
        unknownCase(part, among: all.map(\.declaration.name.text))
        continue
      }
      result += flatten(all[found], all, byName, &loop)
      guard result.count <= partLimit else {
        loop.remove(entry.declaration.name.text)
        error(
          "C609", "`\(entry.declaration.name.text)` is composed of too many parts", part.span, "more than \(partLimit)")
        return []
      }
    }
    loop.remove(entry.declaration.name.text)
    return result + [entry]
  }

  /// Two parts that set one input in one period need the composite to say which holds.
  private func checkConflicts(_ entry: Written, _ all: [Written], _ byName: [String: Int]) {
    let restated = Set(entry.changes.map(\.draft))
    var first: [Int: [(change: ResolvedChange, part: String)]] = [:]
    for part in entry.declaration.parts {
      guard let found = all.first(where: { $0.declaration.name.text == part.text }) else { continue }
      let own = settings(of: found, all, byName).filter { !restated.contains($0.change.draft) }
      for setting in own {
        let others = first[setting.change.draft] ?? []
        guard let other = others.first(where: { $0.part != setting.part && overlap(setting.change, $0.change) }) else {
          continue
        }
        let path = drafts[setting.change.draft].path
        error(
          "C603", "`\(entry.declaration.name.text)` sets `\(path)` twice in one period", entry.declaration.name.span,
          "say here which value holds",
          secondary: [
            .init(other.change.span, "in `\(other.part)`"), .init(setting.change.span, "in `\(setting.part)`"),
          ])
      }
      for setting in own { first[setting.change.draft, default: []].append(setting) }
    }
  }

  /// What a case sets, each with the part that says so; what a composite restates holds for all that it is made of.
  private func settings(of entry: Written, _ all: [Written], _ byName: [String: Int]) -> [(
    change: ResolvedChange, part: String
  )] {
    var loop: Set<String> = []
    var result: [(change: ResolvedChange, part: String)] = []
    for part in flatten(entry, all, byName, &loop) {
      let own = part.changes.filter { if case .set = $0.operation { true } else { false } }
      if !part.declaration.parts.isEmpty {
        let drafts = Set(own.map(\.draft))
        result.removeAll { drafts.contains($0.change.draft) }
      }
      result += own.map { ($0, part.declaration.name.text) }
    }
    return result
  }

  private func overlap(_ a: ResolvedChange, _ b: ResolvedChange) -> Bool {
    let periods = (a.periods ?? 0..<timeline.count).overlaps(b.periods ?? 0..<timeline.count)
    guard let one = a.members, let other = b.members else { return periods }
    return periods && !one.isDisjoint(with: other)
  }

  private func resolve(_ change: CaseDeclaration.Change, file: Int) -> [ResolvedChange] {
    guard let targets = requireTargets(change.path, Scope(file: file)) else { return [] }
    var first: Int?
    if let from = change.from {
      guard let period = firstPeriod(from) else { return [] }
      if period == timeline.count { afterAll(from) }
      first = period
    }
    return targets.compactMap { resolve(change, target: $0, isField: targets.count > 1, first: first) }
  }

  /// `C662`: a change that comes after all that is computed.
  private func afterAll(_ date: Expression) {
    report(
      Diagnostic(
        "C662", "this change comes after the timeline, so it changes nothing",
        at: Diagnostic.Mark(date.span, "the last period is \(timeline.label(timeline.count - 1))"), severity: .warning,
        fixes: [.init("lengthen the timeline, or name an earlier date")]))
  }

  private func resolve(_ change: CaseDeclaration.Change, target: Int, isField: Bool, first: Int?) -> ResolvedChange? {
    guard let main = mainLeaf(target), let definition = definitions[target] else { return nil }
    guard let cells = cells(change.index, of: leaves[main]) else { return nil }
    let unit = leaves[main].unit
    let periods = first.map { $0..<max($0, timeline.count) } ?? cells.periods
    func made(_ operation: ResolvedChange.Operation, draft: Int? = nil) -> ResolvedChange {
      ResolvedChange(
        draft: draft ?? target, operation: operation, members: cells.members, periods: periods, span: change.span)
    }
    switch change.form {
    case .set(let old, let new):
      guard !isField || cells.members != nil || old == nil else {
        error(
          "C607", "`\(change.path.text)` is a row of several values", change.path.span,
          "set its fields one by one, or scale it")
        return nil
      }
      guard let numbers = newNumbers(new, definition, leaves[main]) else { return nil }
      guard inRange(numbers, definition, unit, new.span) else { return nil }
      let before = diagnostics.count
      if let old {
        checkGuard(
          old, new, target: target, leaf: main, cells: cells, at: first ?? cells.periods?.lowerBound ?? 0)
      }
      var change = made(.set(numbers))
      change.shape = shape(of: new, numbers, definition, unit)
      if first == nil, diagnostics.count == before { checkEffect(of: change, numbers, leaves[main]) }
      return change
    case .scale(let factor):
      guard case .number(let number) = factor.form, number.unit == nil else {
        error("C608", "a scale is a plain number", factor.span, "such as `by 10` or `by 80%`")
        return nil
      }
      let before = Span(file: factor.span.file, start: max(0, factor.span.start - 1), end: factor.span.start)
      if number.style == .percent, program.sources.text(before) == "+", let share = exactInt(number.value * 10_000) {
        let whole = Double(share + 10_000) / 100
        let text = (exactInt(whole).map(String.init) ?? "\(whole)") + "%"
        error(
          "C608", "a scale is what remains, not what is added", before.union(factor.span),
          "the input is multiplied by it",
          fixes: [.init("write `\(text)`", edits: [.init(before.union(factor.span), text)])])
        return nil
      }
      return made(.scale(number.value))
    case .add(let amount):
      guard isLiteral(amount), let literal = literalValue(amount, wanted: unit, name: definition.path) else {
        if !isLiteral(amount) { error("C608", "a written amount is added", amount.span, "such as `by +5pp`") }
        return nil
      }
      return made(.add(literal.in(unit)))
    case .shift(let amount):
      return resolveShift(amount, change.path.span, target) { made($0, draft: $1) }
    }
  }

  func newNumbers(_ value: ValueClause, _ definition: Definition, _ leaf: LeafDraft) -> [Double]? {
    guard case .expression(let expression) = value.form, isLiteral(expression) else {
      error("C605", "a case sets a written value", value.span, "formulas belong in the model; a case says numbers")
      return nil
    }
    if definition.type == .date || definition.type == .truth {
      guard let literal = literalValue(expression, wanted: nil, name: definition.path), literal.type == definition.type
      else {
        error("U203", "`\(definition.path)` is a \(name(of: definition.type))", value.span, "this is not")
        return nil
      }
      return literal.numbers
    }
    guard let literal = literalValue(expression, wanted: leaf.unit, name: definition.path) else { return nil }
    guard literal.type == .quantity(leaf.unit.dimension) else {
      error(
        "U203", "`\(definition.path)` is stated in \(describe(leaf.unit))", value.span,
        "this is a \(name(of: literal.type))")
      return nil
    }
    guard isOwnRate(literal, definition, leaf.unit) else { return nil }
    return spread(literal.in(leaf.unit), literal.dimension, leaf.dimensions, false)
  }

  /// `C671`: 10%/year is not ten twelfths of a percent a month, so a growth rate is set per its own time.
  private func isOwnRate(_ literal: LiteralValue, _ definition: Definition, _ unit: Unit) -> Bool {
    guard definition.id < drafts.count, case .rate = drafts[definition.id].origin,
      literal.unit.dimension == unit.dimension, let value = literal.numbers.first
    else { return true }
    let ratio = unit.scale / literal.unit.scale
    guard (ratio - 1).magnitude > 1e-12, !literal.unit.factors.isEmpty else { return true }
    let own = raised(1 + value, to: 1 / ratio) - 1
    error(
      "C671", "a growth rate is set per its own time", literal.span, "`\(definition.path)` is stated in \(unit.text)",
      fixes: own.isFinite ? [.init("write about `\(written(own, unit))`")] : [])
    return false
  }

  func inRange(_ numbers: [Double], _ definition: Definition, _ unit: Unit, _ span: Span) -> Bool {
    guard let range = definition.range, let wrong = numbers.first(where: { !range.contains($0) }) else { return true }
    outside(definition.path, wrong, range, unit, span)
    return false
  }

  /// The old value of a change must be the base's, else the base has moved since the case was written.
  private func checkGuard(
    _ old: Expression, _ new: ValueClause, target: Int, leaf: Int, cells: (members: Set<Int>?, periods: Range<Int>?),
    at period: Int
  ) {
    let before = diagnostics.count
    guard isLiteral(old) else {
      error("C605", "the old value of a change is written out", old.span, "such as `72% -> 20%`")
      return
    }
    let draft = leaves[leaf]
    let unit = draft.unit
    let path = drafts[target].path
    guard
      let literal = literalValue(
        old, wanted: drafts[target].path.isEmpty ? nil : (definitions[target]?.type == .date ? nil : unit), name: path)
    else { return }
    let expected = spread(literal.in(unit), literal.dimension, draft.dimensions, false)
    let place = min(period, timeline.count - 1)
    if draft.role == .addend {
      guards.append(
        Model.Guard(
          definition: target, period: place, expected: expected.map { $0 * unit.scale }, members: cells.members,
          span: old.span))
      return
    }
    for (member, wanted) in expected.enumerated() where cells.members?.contains(member) ?? true {
      let stored = draft.values[draft.hasTime ? member * timeline.count + place : member]
      let actual = draft.role == .level ? grown(stored, target, member, place) : stored
      let tolerance = draft.role == .level && place > 0 ? 1e-3 : 1e-9
      guard (actual - wanted).magnitude > tolerance * max(actual.magnitude, wanted.magnitude) else { continue }
      guard diagnostics.count == before else { return }
      if literal.unit.scale != unit.scale, literal.unit.dimension == unit.dimension {
        return otherScale(path, actual, unit, old)
      }
      if case .expression(let written) = new.form,
        let value = literalValue(written, wanted: unit, name: path)?.in(unit).first,
        (actual - value).magnitude <= tolerance * max(actual.magnitude, value.magnitude)
      {
        return swapped(path, actual, unit, old, new)
      }
      stale(path, actual, unit, old, tolerance)
      return
    }
  }

  /// `C604` where the base has not moved, but the change is written in another scale of its unit.
  private func otherScale(_ path: String, _ actual: Double, _ unit: Unit, _ old: Expression) {
    error(
      "C604", "this is not the base value of `\(path)`", old.span, "it is \(written(actual, unit))",
      notes: [("why", "`\(path)` is stated in \(unit.text); this is another scale")],
      fixes: [.init("write both values of the change in the unit of the base")])
  }

  /// `C604` where the new value is what the base holds.
  private func swapped(_ path: String, _ actual: Double, _ unit: Unit, _ old: Expression, _ new: ValueClause) {
    let texts = (program.sources.text(old.span), program.sources.text(new.span))
    error(
      "C604", "this case begins where it should end: `\(path)` is \(written(actual, unit)) in the base", old.span,
      "not the base value",
      fixes: [
        .init(
          "write `\(texts.1) -> \(texts.0)` where that is meant",
          edits: [.init(old.span, texts.1), .init(new.span, texts.0)])
      ])
  }

  /// `C670`: a change to what the base has already.
  private func checkEffect(of change: ResolvedChange, _ numbers: [Double], _ leaf: LeafDraft) {
    // Around what is uncertain a written value is a change: it is certain then.
    guard leaf.role == .value, change.periods == nil, leaf.shapes.isEmpty, change.shape == nil,
      numbers.count * (leaf.hasTime ? timeline.count : 1) == leaf.values.count
    else { return }
    let periods = leaf.hasTime ? timeline.count : 1
    for (cell, number) in numbers.enumerated() where change.members?.contains(cell) ?? true {
      for period in 0..<periods where leaf.values[cell * periods + period] != number { return }
    }
    report(
      Diagnostic(
        "C670", "this change sets what the base has already", at: Diagnostic.Mark(change.span, "nothing changes"),
        severity: .warning, fixes: [.init("write the value that is meant, or take the change away")]))
  }

  /// `C604`: the base has moved.
  private func stale(_ path: String, _ actual: Double, _ unit: Unit, _ old: Expression, _ tolerance: Double) {
    let isDate = draftByPath[path].flatMap { definitions[$0]?.type } == .date
    let shown = isDate ? timeline.label(timeline.period(CalendarDay(serial: actual))) : written(actual, unit)
    error(
      "C604", "this case is stale: the base value of `\(path)` has moved", old.span, "it is \(shown) now",
      fixes: [
        // Never by machine: the guard is there so that somebody looks.
        .init("write `\(shown)`, once you have looked whether the case still means what it should")
      ])
  }

  /// A growing input's value at a period in the base.
  private func grown(_ level: Double, _ target: Int, _ member: Int, _ period: Int) -> Double {
    guard let rate = draftByPath[drafts[target].path + ".growth"], let definition = definitions[rate],
      let leaf = mainLeaf(rate), let value = leaves[leaf].values.first
    else { return level }
    let length = timeline.seconds(month: units.monthSeconds)
    // A dated change of the base begins the growth anew.
    let elapsed = self.leaf(.elapsed, of: target).map { leaves[$0].values[member * timeline.count + period] }
    return level * raised(1 + value, to: (elapsed ?? Double(period)) * length * definition.unit.scale)
  }

  func finishedLeaves() -> [Leaf] {
    leaves.enumerated().map { id, leaf in
      Leaf(
        id: id, definition: leaf.definition, role: leaf.role, axes: union([leaf.dimensions, leaf.hasTime ? [0] : []]),
        unit: leaf.unit, cases: caseNumbers.map { $0[id] }, lines: leaf.lines, shapes: finishedShapes(id))
    }
  }
}
