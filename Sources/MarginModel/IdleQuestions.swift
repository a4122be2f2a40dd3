import MarginSource
import MarginSyntax

/// Warnings about questions that can be asked but say less than they seem to.
extension Checker {
  /// `Q871` and `Q872`: values without a level, and levels that an earlier one takes.
  func checkLevels(_ band: Band, _ levels: [(name: String, comparison: Comparison?, bound: Double?)], _ span: Span) {
    for (index, level) in levels.enumerated() {
      guard let bound = level.bound, let comparison = level.comparison else { continue }
      let isCovered = levels.prefix(index).contains { earlier in
        guard let other = earlier.bound, earlier.comparison == comparison else { return earlier.comparison == nil }
        switch comparison {
        case .greater, .atLeast: return other <= bound
        case .less, .atMost: return other >= bound
        default: return other == bound
        }
      }
      guard isCovered else { continue }
      report(
        Diagnostic(
          "Q872", "`\(level.name)` can never hold",
          at: .init(band.levels[index].name.span, "an earlier level does first"),
          severity: .warning, fixes: [.init("begin with the level that is hardest to reach")]))
      return
    }
    guard !levels.isEmpty, !levels.contains(where: { $0.comparison == nil }), !coversAll(levels) else { return }
    report(
      Diagnostic(
        "Q871", "this band does not say what holds otherwise", at: .init(band.levels[band.levels.count - 1].name.span),
        severity: .warning, fixes: [.init("end it with such as `critical otherwise`")]))
  }

  /// True of `good <= 5; bad > 5`: two levels that leave nothing between them.
  private func coversAll(_ levels: [(name: String, comparison: Comparison?, bound: Double?)]) -> Bool {
    levels.contains { low in
      guard low.comparison == .less || low.comparison == .atMost, let top = low.bound else { return false }
      return levels.contains { high in
        guard high.comparison == .greater || high.comparison == .atLeast, let bottom = high.bound else { return false }
        return bottom < top || bottom == top && (low.comparison == .atMost || high.comparison == .atLeast)
      }
    }
  }

  /// `Q873`: a test that cannot fail.
  func checkExpectations(of test: Test, _ span: Span) {
    guard test.expectations.isEmpty, test.tables.isEmpty else { return }
    report(
      Diagnostic(
        "Q873", "this test expects nothing", at: .init(test.label?.span ?? span, "so it cannot fail"),
        severity: .warning, fixes: [.init("add such as `expect cost = $5 within 1%`")]))
  }
}

extension Checker {
  /// `U280`: `100 - hit_rate`, where a share is between 0 and 1.
  func checkShares(_ terms: [Formula]) {
    guard terms.count > 1, let share = terms.first(where: { $0.unit == .percent }) else { return }
    for term in terms {
      guard case .literal(let number) = term.form, number >= 2, term.unit == .plain else { continue }
      let text = program.sources.text(term.span)
      report(
        Diagnostic(
          "U280", "a share is added to a number of \(text)", at: .init(term.span, "the whole is 1, or 100%"),
          severity: .warning, secondary: [.init(share.span, "a share")],
          fixes: [.init("write `\(text)%` where that is meant", edits: [.init(term.span, text + "%")])]))
    }
  }
}
