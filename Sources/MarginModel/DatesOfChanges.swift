import MarginSource
import MarginSyntax
import MarginUnits

/// Dates that leave a written value without effect.
extension Checker {
  /// `T580`: dated changes that do not rise, of which the later one in the text would hold and the other be lost.
  func checkDates(of clauses: [DefinitionDeclaration.Clause], _ draft: Draft) {
    var last: (date: DateLiteral, span: Span)?
    for case .change(let from, _, _) in clauses {
      guard case .date(let date) = from.form else { continue }
      if let last, !(order(last.date) < order(date)) {
        error(
          "T580", "the dates of changes rise", from.span, "this is not after the one before",
          secondary: [.init(last.span, "and this one would be lost")])
      }
      last = (date, from.span)
    }
  }

  private func order(_ date: DateLiteral) -> Int { (date.year * 12 + date.month) * 31 + (date.day ?? 1) }

  /// `T582`: growth in a model that has one period.
  func checkGrowth(_ rate: Formula) {
    guard !timeline.isDeclared, case .literal = rate.form else { return }
    report(
      Diagnostic(
        "T582", "this growth changes nothing: the model has no timeline", at: Diagnostic.Mark(rate.span),
        severity: .warning,
        fixes: [.init("write such as `timeline 2026-01 for 24 months` in the model's braces")]))
  }

  /// `T581`: an amount that falls into no period.
  func checkOnce(_ date: Formula) {
    guard timeline.isDeclared, case .literal(let serial) = date.form, serial < timeline.firstDay(0).serial else {
      return
    }
    report(
      Diagnostic(
        "T581", "this amount falls into no period", at: Diagnostic.Mark(date.span, "before the timeline begins"),
        severity: .warning,
        notes: [.init("timeline", "\(timeline.label(0)) to \(timeline.label(timeline.count - 1))")],
        fixes: [.init("begin the timeline earlier, or add it to what is there at the start")]))
  }
}
