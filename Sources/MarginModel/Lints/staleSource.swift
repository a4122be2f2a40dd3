import MarginSource

extension Lint {
  /// A source older than the age that is allowed, at the day that is asked for or the start of the timeline.
  static let staleSource = Lint { linted in
    linted.assumptions.compactMap { definition, _ in
      guard let date = definition.source?.date, let age = definition.source?.age(at: linted.asOf), age > linted.maxAge
      else { return nil }
      return .lint(
        "W902", "the source of `\(definition.path)` is \(age) months old", definition.span,
        "of \(date), seen from \(linted.asOf)", notes: [("allowed", "\(linted.maxAge) months")],
        fix: "measure or look it up again, and date the source")
    }
  }
}

extension Definition.Provenance {
  /// How many months old the source is at a day, `2026-11` or `2026-11-21`; nil where it has no date.
  package func age(at day: String) -> Int? {
    guard let now = Self.month(day), let then = date.flatMap(Self.month) else { return nil }
    return now - then
  }

  /// Months since year 0 of `2026-10` or `2026-10-31`.
  private static func month(_ date: String) -> Int? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    return parts.count >= 2 ? parts[0] * 12 + parts[1] : nil
  }
}
