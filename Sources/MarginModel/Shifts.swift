import MarginSource
import MarginSyntax
import MarginUnits

/// `shift PATH by 3 months`: what it moves, and what cannot be moved.
extension Checker {
  /// What a shift needs to vary in time: a dated `once` and the periods of an `every` move by themselves.
  func markShifted(_ path: Path, _ scope: Scope) {
    for target in targets(of: path, scope) {
      touchedPaths.insert(drafts[target].path)
      guard case .written(_, let value, _, _) = drafts[target].origin else { continue }
      switch value?.form {
      case .once, .every: continue
      case .expression(let expression): if case .date = expression.form { continue }
      default: break
      }
      datedPaths.insert(drafts[target].path)
    }
  }

  func resolveShift(
    _ amount: Expression, _ path: Span, _ target: Int,
    _ made: (ResolvedChange.Operation, _ draft: Int?) -> ResolvedChange
  ) -> ResolvedChange? {
    var inner = amount
    var sign = 1
    if case .negative(let next) = amount.form { inner = next; sign = -1 }
    guard case .number(let number) = inner.form, let distance = interval(number)?.times(sign) else {
      error(
        "C608", "a shift is a whole number of periods", amount.span,
        "such as `by 3 \(timeline.countsDays ? "weeks" : "months")`")
      return nil
    }
    if definitions[target]?.type == .date { return shiftedDate(target, distance, path, made) }
    if let date = draftByPath[drafts[target].path + ".date"] { return shiftedDate(date, distance, path, made) }
    guard case .periods(let periods) = distance else {
      error(
        "C608", "a shift is a whole number of periods", amount.span,
        "months move a date; a row of \(timeline.unitText) moves by whole ones")
      return nil
    }
    if let timing = draftByPath[drafts[target].path + ".timing"] { return made(.shift(periods), timing) }
    guard leaf(.addend, of: target) == nil else {
      error(
        "C660", "`\(drafts[target].path)` is bound to a formula, so there is no row to shift", path, "a formula",
        secondary: [.init(drafts[target].place, "written here")],
        fixes: [.init("shift the inputs that it is made of")])
      return nil
    }
    return made(.shift(periods), nil)
  }

  /// The change of a date; where the date is another input's, the message names that one.
  private func shiftedDate(
    _ date: Int, _ distance: Interval, _ path: Span,
    _ made: (ResolvedChange.Operation, _ draft: Int?) -> ResolvedChange
  ) -> ResolvedChange? {
    if let leaf = mainLeaf(date), leaves[leaf].role == .value { return made(.shiftDate(distance), date) }
    var source: String?
    if case .formula(let formula)? = definitions[date]?.body, case .definition(let other) = formula.picked.form,
      other < drafts.count
    {
      source = drafts[other].path
    }
    error(
      "C660", "the date of this is computed, so there is nothing to shift", path,
      source.map { "its date is `\($0)`" } ?? "a formula",
      fixes: source.map { [.init("shift the date itself: `\($0)`", edits: [.init(path, $0)])] }
        ?? [.init("shift the inputs that the date is made of")])
    return nil
  }

  /// Applies a change; a shift that moves nothing is a mistake.
  func applyChecked(_ change: ResolvedChange, to values: inout [[Double]]) {
    let before = leaves.indices.filter { leaves[$0].definition == change.draft }.map { values[$0] }
    apply(change, to: &values)
    guard case .shift(let periods) = change.operation, periods != 0 else { return }
    let after = leaves.indices.filter { leaves[$0].definition == change.draft }.map { values[$0] }
    let isSame = zip(before, after).allSatisfy { old, new in
      zip(old, new).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    }
    guard isSame else { return }
    error(
      "C661", "this shift moves nothing", change.span, "`\(drafts[change.draft].path)` is the same in all periods here",
      fixes: [.init("shift what changes in time: a series, a dated change, `growing`, `once`, `every` or a date")])
  }

  /// What is scaled or added to must keep its range too; said once all changes of a case are made.
  func checkRanges(of changes: [ResolvedChange], _ values: [[Double]]) {
    var told: Set<Int> = []
    for change in changes.reversed() {
      switch change.operation {
      case .scale, .add: break
      case .set, .shift, .shiftDate: continue
      }
      guard told.insert(change.draft).inserted, let range = definitions[change.draft]?.range,
        let leaf = mainLeaf(change.draft), leaves[leaf].role != .addend,
        let wrong = values[leaf].first(where: { !$0.isNaN && !range.contains($0) })
      else { continue }
      outside(drafts[change.draft].path, wrong, range, leaves[leaf].unit, change.span)
    }
  }

  /// Moves a row in time, the first value holding before it and the last one after; an `every` is not there before.
  func shift(_ leaf: Int, by periods: Int, _ change: ResolvedChange, _ values: inout [[Double]]) {
    guard leaves[leaf].hasTime else { return }
    if let again = timingAgain(leaf, periods, values[leaf]) { return values[leaf] = again }
    let old = values[leaf]
    let length = timeline.count
    for cell in 0..<(old.count / length) where change.members?.contains(cell) ?? true {
      for period in change.periods ?? 0..<length {
        values[leaf][cell * length + period] = old[cell * length + min(max(0, period - periods), length - 1)]
      }
    }
  }

  /// The periods of a shifted `every`, counted anew from its moved first day; nil for any other row, and for one that
  /// a case has set by itself.
  private func timingAgain(_ leaf: Int, _ periods: Int, _ now: [Double]) -> [Double]? {
    guard case .timing(_, let interval, let from, _) = drafts[leaves[leaf].definition].origin,
      case .number(let number) = interval.form, let length = self.interval(number)
    else { return nil }
    var first = timeline.start
    if case .date(let date) = from?.form { first = date.calendarDay }
    let before = shifted[leaf] ?? 0
    func row(_ by: Int) -> [Double] {
      guard by != 0 else { return timing(every: length, from: first) }
      return timing(every: length, from: timeline.firstDay(timeline.period(first) + by))
    }
    guard row(before) == now else { return nil }
    shifted[leaf] = before + periods
    return row(before + periods)
  }
}

extension Formula {
  /// What an input adds to a formula for its cases taken away.
  fileprivate var picked: Formula {
    if case .adjusted(let inner, _, _) = form { inner } else { self }
  }
}
