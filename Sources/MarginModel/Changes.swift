import MarginSource
import MarginSyntax
import MarginUnits

/// A change of a case with its target found and its numbers read.
struct ResolvedChange {
  enum Operation {
    case set([Double])
    case scale(Double)
    case add([Double])
    /// Periods, later where positive.
    case shift(Int)
    case shiftDate(Interval)
  }
  let draft: Int
  let operation: Operation
  /// The cells that change, of the target's dimensions; nil means all.
  let members: Set<Int>?
  let periods: Range<Int>?
  let span: Span
  /// What a new value brings along; without it the value is certain.
  var shape: InputShape?
}

extension Checker {
  /// Finds, before anything is defined, which inputs are changed from a date on and which are touched at all.
  func scanChanges() {
    for (file, tree) in program.trees.enumerated() {
      for statement in tree.statements {
        switch statement.form {
        case .case(let declaration):
          for change in declaration.changes {
            let dated = change.from != nil || change.index.contains { isDate($0) }
            mark(change.path, dated: dated, Scope(file: file))
            if case .shift = change.form { markShifted(change.path, Scope(file: file)) }
          }
        case .test(let test):
          for table in test.tables {
            mark(table.path, dated: false, Scope(file: file))
          }
          for setting in test.settings {
            mark(setting.path, dated: setting.index.contains { isDate($0) }, Scope(file: file))
          }
        default:
          for path in moved(by: statement) { mark(path, dated: false, Scope(file: file)) }
        }
      }
    }
    for (statement, scope) in statementsOfTemplates {
      for path in moved(by: statement) { mark(path, dated: false, scope) }
    }
  }

  /// The inputs that an analysis moves by name.
  private func moved(by statement: Statement) -> [Path] {
    switch statement.form {
    case .sensitivity(let sensitivity): [sensitivity.rows, sensitivity.columns].compactMap { $0?.path }
    case .tornado(let tornado): tornado.swings.compactMap { $0.input?.path }
    case .solve(let solve): [solve.input.path]
    case .fragility(let fragility): [fragility.input.path]
    case .optimisation(let optimisation): [optimisation.input.path]
    default: []
    }
  }

  private func isDate(_ expression: Expression) -> Bool {
    switch expression.form {
    case .date: true
    case .path(let path): path.text == "first" || path.text == "last"
    default: false
    }
  }

  private func mark(_ path: Path, dated: Bool, _ scope: Scope) {
    for target in targets(of: path, scope) {
      touchedPaths.insert(drafts[target].path)
      if dated { datedPaths.insert(drafts[target].path) }
    }
  }

  /// The drafts that a path names: one, or the fields of a record. Empty where it names nothing.
  func targets(of path: Path, _ scope: Scope) -> [Int] {
    // What the command line sets, and cases in files of their own, name what the model's own file sees.
    let scopes = scope.instance == nil ? [scope, Scope(file: 0)] : [scope]
    guard let global = scopes.lazy.compactMap({ self.resolve(path, $0) }).first else { return [] }
    if let draft = draftByPath[global] { return [draft] }
    return records[global]?.compactMap { draftByPath[global + "." + $0] } ?? []
  }

  /// The targets of a change, or a message that says why there are none.
  func requireTargets(_ path: Path, _ scope: Scope) -> [Int]? {
    let found = targets(of: path, scope)
    guard found.isEmpty else {
      if let formula = found.first(where: { !drafts[$0].isInput }) {
        error(
          "C601", "`\(drafts[formula].path)` is a formula; a case sets inputs only", path.span,
          "a \(drafts[formula].kind.rawValue)",
          secondary: [.init(drafts[formula].span, "defined here")],
          fixes: inputsOf(formula).map { [.init("set one of the inputs that it is made of: \($0)")] }
            ?? (isWrittenOut(formula) ? [.init("make it an `input`", edits: kindEdit(formula, "input"))] : []))
        return nil
      }
      guard found.allSatisfy({ drafts[$0].state == .done }) else { return nil }
      guard let computed = found.first(where: { mainLeaf($0) == nil }) else { return found }
      error(
        "C601", "`\(drafts[computed].path)` is computed here; a case sets written values only", path.span, "a formula",
        secondary: [.init(drafts[computed].place, "written here")],
        fixes: [.init("make the number an input of its own, and set that")])
      return nil
    }
    guard !path.parts.contains(where: { unreadNames.contains($0.text) }) else {
      isSilenced = true
      return nil
    }
    let inputs = drafts.filter(\.isInput).map(\.path)
    let same = inputs.filter { $0.hasSuffix("." + path.text) }
    let near = same.count == 1 ? same.first : likely(path.text, among: inputs)
    error(
      "N401", "there is no input `\(path.text)`", path.span, "unknown name",
      fixes: near.map { [.init("write `\($0)`", edits: [.init(path.span, $0)])] } ?? [])
    return nil
  }

  /// True of `calc a = 5`, which is an assumption.
  private func isWrittenOut(_ draft: Int) -> Bool {
    guard case .written(let declaration, _, _, _) = drafts[draft].origin, declaration.kind == .calc,
      case .expression(let value)? = declaration.value?.form
    else { return false }
    return isLiteral(value)
  }

  private func inputsOf(_ draft: Int) -> String? {
    guard let definition = definitions[draft], case .formula(let formula) = definition.body else { return nil }
    let names = formula.references().filter { $0 < drafts.count && drafts[$0].isInput }.map { "`\(drafts[$0].path)`" }
    return names.isEmpty ? nil : names.prefix(4).joined(separator: ", ")
  }

  /// The leaf that a set of this definition changes.
  func mainLeaf(_ draft: Int) -> Int? {
    leaves(of: draft).first { [.value, .level, .addend].contains(leaves[$0].role) }
  }

  func leaf(_ role: Leaf.Role, of draft: Int) -> Int? {
    leaves(of: draft).first { leaves[$0].role == role }
  }

  /// The leaves of a definition in their order, by an index that grows with them: cases ask once for each change.
  private func leaves(of draft: Int) -> [Int] {
    for leaf in indexedLeaves..<leaves.count { leavesByDefinition[leaves[leaf].definition, default: []].append(leaf) }
    indexedLeaves = leaves.count
    return leavesByDefinition[draft] ?? []
  }

  /// Members and periods that an index picks.
  func cells(_ index: [Expression], of leaf: LeafDraft) -> (members: Set<Int>?, periods: Range<Int>?)? {
    var members: Set<Int>?
    var periods: Range<Int>?
    for expression in index {
      let shape = Formula(
        .literal(0), type: .quantity(.plain), axes: leaf.dimensions, unit: .plain, span: expression.span)
      if let pick = namedPick(expression, of: shape) ?? pickedName(expression, shape).map({ pick($0, of: shape) }) {
        guard let pick else { return nil }
        let picked = cellsWith(pick, leaf.dimensions)
        members = members.map { $0.intersection(picked) } ?? picked
      } else {
        guard let period = period(of: expression, Context(scope: Scope(file: 0))) else { return nil }
        periods = period..<(period + 1)
      }
    }
    return (members, periods)
  }

  /// The pick of `turn: 3`; nil in the outer sense where the index is no such one.
  private func namedPick(_ expression: Expression, of shape: Formula) -> Formula.Pick?? {
    guard let named = namedIndex(expression) else { return .none }
    guard let axis = axesNamed([named.name])?.first else { return .some(nil) }
    guard shape.axes.contains(axis) else {
      error("N434", "this does not vary over `\(named.name.text)`", expression.span, "there is nothing to pick")
      return .some(nil)
    }
    return .some(member(named.value, of: axis).map { .init(axis: axis, member: $0) })
  }

  private func cellsWith(_ pick: Formula.Pick, _ dimensions: [AxisID]) -> Set<Int> {
    var result: Set<Int> = []
    let count = dimensions.reduce(1) { $0 * axes[$1].members.count }
    for cell in 0..<count {
      var rest = cell
      for dimension in dimensions.reversed() {
        let size = axes[dimension].members.count
        if dimension == pick.axis, rest % size == pick.member { result.insert(cell) }
        rest /= size
      }
    }
    return result
  }

  /// Applies one change to the numbers of all leaves.
  func apply(_ change: ResolvedChange, to values: inout [[Double]]) {
    switch change.operation {
    case .set(let numbers):
      if let factor = leaf(.factor, of: change.draft), let addend = leaf(.addend, of: change.draft) {
        update(factor, change, &values) { _, _ in 0 }
        update(addend, change, &values) { _, cell in numbers[cell % max(1, numbers.count)] }
        return
      }
      guard let main = mainLeaf(change.draft) else { return }
      update(main, change, &values) { _, cell in numbers[min(cell, numbers.count - 1)] }
      if let elapsed = leaf(.elapsed, of: change.draft) {
        let first = change.periods?.lowerBound ?? 0
        updatePeriods(elapsed, change, &values) { Double($0 - first) }
      }
    case .scale(let factor):
      for role in [Leaf.Role.value, .level, .factor, .addend] {
        if let leaf = leaf(role, of: change.draft) { update(leaf, change, &values) { old, _ in old * factor } }
      }
    case .add(let numbers):
      guard let main = mainLeaf(change.draft) else { return }
      update(main, change, &values) { old, cell in old + numbers[min(cell, numbers.count - 1)] }
    case .shift(let periods):
      for role in [Leaf.Role.value, .level, .elapsed] {
        if let leaf = leaf(role, of: change.draft) { shift(leaf, by: periods, change, &values) }
      }
    case .shiftDate(let interval):
      guard let main = mainLeaf(change.draft) else { return }
      update(main, change, &values) { old, _ in self.moved(old, by: interval) }
    }
  }

  private func update(
    _ leaf: Int, _ change: ResolvedChange, _ values: inout [[Double]], _ new: (Double, Int) -> Double
  ) {
    let periods = leaves[leaf].hasTime ? timeline.count : 1
    let count = values[leaf].count / periods
    for cell in 0..<count where change.members?.contains(cell) ?? true {
      let range = leaves[leaf].hasTime ? change.periods ?? 0..<periods : 0..<1
      for period in range { values[leaf][cell * periods + period] = new(values[leaf][cell * periods + period], cell) }
    }
  }

  private func updatePeriods(
    _ leaf: Int, _ change: ResolvedChange, _ values: inout [[Double]], _ new: (Int) -> Double
  ) {
    let count = values[leaf].count / timeline.count
    for cell in 0..<count where change.members?.contains(cell) ?? true {
      for period in change.periods ?? 0..<timeline.count { values[leaf][cell * timeline.count + period] = new(period) }
    }
  }
}
