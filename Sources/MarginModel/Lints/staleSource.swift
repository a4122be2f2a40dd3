import MarginSource

extension Lint {
  /// A source older than the age that is allowed, at the day that is asked for or the start of the timeline.
  static let staleSource = Lint { linted in
    guard let now = month(linted.asOf) else { return [] }
    return linted.assumptions.compactMap { definition, _ in
      guard let date = definition.source?.date, let then = month(date), now - then > linted.maxAge else { return nil }
      return .lint(
        "W902", "the source of `\(definition.path)` is \(now - then) months old", definition.span,
        "of \(date), seen from \(linted.asOf)", notes: [("allowed", "\(linted.maxAge) months")],
        fix: "measure or look it up again, and date the source")
    }
  }

  /// Months since year 0 of `2026-10` or `2026-10-31`.
  private static func month(_ date: String) -> Int? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    return parts.count >= 2 ? parts[0] * 12 + parts[1] : nil
  }
}
