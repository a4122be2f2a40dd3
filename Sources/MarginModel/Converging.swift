import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

/// A `converge` statement with the file or template that it stands in.
struct Converging {
  let declaration: Converge
  let scope: Scope
  let span: Span
}

/// Without a limit a loop has this many rounds.
private let standardLimit = 100
/// No loop has more rounds.
private let mostRounds = 10_000

extension Definition.Convergence {
  /// The same for the formula, which is checked after the start.
  func of(_ formula: Formula) -> Definition.Convergence {
    Definition.Convergence(
      formula: formula, start: start, tolerance: tolerance, isRelative: isRelative, limit: limit, span: span)
  }
}

extension Checker {
  /// Finds what converges, and by the texts of the definitions the loops that these stand in.
  func declareConverging() {
    for (file, tree) in program.trees.enumerated() {
      for statement in tree.statements {
        if case .converge(let declaration) = statement.form {
          declare(Converging(declaration: declaration, scope: Scope(file: file), span: statement.span))
        }
      }
    }
    for (statement, scope) in statementsOfTemplates {
      if case .converge(let declaration) = statement.form {
        declare(Converging(declaration: declaration, scope: scope, span: statement.span))
      }
    }
    guard !converging.isEmpty else { return }
    for component in components(namedByDrafts())
    where component.contains(where: { converging[$0] != nil }) {
      for member in component { loopOf[member] = component.sorted() }
    }
  }

  private func declare(_ statement: Converging) {
    let path = statement.declaration.path
    guard let draft = resolve(path, statement.scope).flatMap({ draftByPath[$0] }) else {
      _ = lower(path, Context(scope: statement.scope))
      hasLostConverging = true
      return
    }
    let kind = drafts[draft].kind
    guard !drafts[draft].isInput, kind == .calc || kind == .flow else {
      return error(
        "N480", "`\(path.text)` is \(kind == .input ? "an input" : "a \(kind.rawValue)") and cannot converge",
        path.span,
        "a calc or flow of the loop can",
        secondary: [.init(drafts[draft].span, "defined here")])
    }
    if let other = converging[draft] {
      return error(
        "N482", "`\(path.text)` converges already", path.span, "again here",
        secondary: [.init(other.declaration.path.span, "first here")])
    }
    converging[draft] = statement
  }

  /// The start and the bounds of a fixed point, its formula not being known yet. What reads the loop takes the unit
  /// and axes from them.
  func convergence(_ statement: Converging, _ parts: Parts, _ declared: Unit?) -> Definition.Convergence? {
    let context = Context(scope: statement.scope)
    guard var start = number(lower(statement.declaration.start, context)) else { return nil }
    if parts.draft.kind == .flow { start = integrated(start, declared) }
    let unit = declared ?? start.unit
    guard fits(start, unit.dimension) else {
      unitMismatch("the start has another unit than `\(parts.draft.path)`", start, unit, start.span)
      return nil
    }
    let stated = parts.declaration.dimensions.compactMap { axisByName[$0.text] }
    let axes = union([
      start.axes, stated, provisional[parts.id]?.axes ?? [], knownAxes[parts.draft.path] ?? [],
      loopVariesInTime(parts.id) ? [0] : [],
    ])
    provisional[parts.id] = (unit, axes)
    guard let (tolerance, isRelative) = tolerance(statement.declaration.tolerance, unit, context),
      let limit = limit(statement.declaration.limit)
    else { return nil }
    return Definition.Convergence(
      formula: start, start: start, tolerance: tolerance, isRelative: isRelative, limit: limit, span: statement.span)
  }

  /// A share of the value, or an amount in its unit.
  private func tolerance(_ written: Expression, _ unit: Unit, _ context: Context) -> (Double, isRelative: Bool)? {
    guard isLiteral(written), let formula = number(lower(written, context)), case .literal(let value) = formula.form,
      value > 0
    else {
      error(
        "N483", "a tolerance is a written share or amount above 0", written.span, "such as `within 0.1%`")
      return nil
    }
    if formula.type == .quantity(.plain), formula.unit.style == .percent || unit.dimension != .plain {
      return (value * formula.unit.scale, true)
    }
    guard fits(formula, unit.dimension) else {
      unitMismatch("a tolerance is a share, or has the unit of what converges", formula, unit, written.span)
      return nil
    }
    return (value * formula.unit.scale, false)
  }

  private func limit(_ written: NumberLiteral?) -> Int? {
    guard let written else { return standardLimit }
    guard written.unit == nil, written.style == .plain, let limit = exactInt(written.value),
      (1...mostRounds).contains(limit)
    else {
      error("N483", "a limit is a whole number of rounds", written.span, "1 to \(mostRounds)")
      return nil
    }
    return limit
  }

  /// Whether a value of a loop can differ between periods: where it reads something that does, or looks along time.
  private func loopVariesInTime(_ id: Int) -> Bool {
    guard timeline.count > 1 else { return false }
    let members = loopOf[id] ?? [id]
    let builtins = Set(builtinFunctions.map(\.name))
    for member in members {
      let draft = drafts[member]
      guard case .written(_, let value?, let clauses, _) = draft.origin, case .expression(let formula) = value.form,
        draft.kind == .calc, !clauses.contains(where: { if case .change = $0 { true } else { false } }),
        !formula.picks(orCallsOtherThan: { builtins.contains($0) || ["sum", "mean", "count"].contains($0) }),
        !formula.paths.contains(where: { $0.text == "period" })
      else { return true }
      for other in named(by: member) where !members.contains(other) {
        ensure(other)
        if definitions[other]?.variesInTime ?? false { return true }
      }
    }
    return false
  }
}

// What the finished graph says about its loops.
extension Checker {
  /// `N481`, `N484`: what converges stands in a loop, and nothing in the loop looks at cells that are not there yet.
  func checkConverging(_ loops: [Loop], _ known: [Definition]) {
    for (draft, statement) in converging.sorted(by: { $0.key < $1.key }) {
      guard let loop = loops.first(where: { $0.cut == draft }) else {
        error(
          "N481", "`\(drafts[draft].path)` stands in no loop, so there is nothing to converge",
          statement.declaration.path.span, "it does not depend on itself within a period",
          fixes: [.init("take the line out", edits: [.init(statement.span, "")])])
        continue
      }
      let inside = Set([loop.cut] + loop.others)
      for id in inside.sorted() {
        guard let formula = known[id].formulas.lazy.compactMap({ $0.lookingAcrossTime(at: inside) }).first else {
          continue
        }
        error(
          "N484", "a loop that converges cannot read its own values over time", formula.span,
          "within a period they are not known yet", secondary: [.init(statement.span, "this converges")],
          fixes: [.init("look back with `previous`, or move this out of the loop")])
      }
    }
  }

  /// `N482`: one loop is cut at one place.
  func tooMany(_ rivals: [Int]) {
    let statements = rivals.compactMap { converging[$0] }
    guard let last = statements.last else { return }
    error(
      "N482", "one loop converges in one place", last.span, "one too many",
      secondary: statements.dropLast().map { .init($0.span, "the same loop") },
      fixes: [.init("keep the one that all of the loop passes through")])
  }

  /// The words for a loop that goes on beside what converges.
  func remaining(_ loop: [Int]) -> [(String, String)] {
    let cuts = Set(loop.flatMap { loopOf[$0] ?? [] }).filter { converging[$0] != nil }.sorted()
    guard !cuts.isEmpty else { return [] }
    let names = cuts.map { "`converge \(drafts[$0].path)`" }.joined(separator: ", ")
    return [("but", "\(names) cuts another loop, and this one remains")]
  }
}

extension Formula {
  /// The part that reads one of some definitions at other periods than its own, though not at later ones.
  fileprivate func lookingAcrossTime(at others: Set<Int>) -> Formula? {
    var waiting = [self]
    while let formula = waiting.popLast() {
      switch formula.form {
      case .cumulative(let id) where others.contains(id): return formula
      case .atPeriod(let id, _) where others.contains(id): return formula
      case .element(let id, let picks) where others.contains(id) && picks.contains(where: { $0.axis == 0 }):
        return formula
      default: waiting += formula.operands
      }
    }
    return nil
  }
}
