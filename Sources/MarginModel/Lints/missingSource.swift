import MarginSource

extension Lint {
  /// An assumption that nobody can check: it names no source.
  static let missingSource = Lint { linted in
    linted.assumptions.compactMap { definition, _ in
      guard definition.source == nil, !definition.path.contains("~") else { return nil }
      // A number that was read from a file can be looked up there.
      guard !linted.model.leaves.contains(where: { $0.definition == definition.id && $0.lines != nil }) else {
        return nil
      }
      // The growth of an input, or the date of a one-off, is covered by the source of the input itself.
      guard !isCompanion(definition, linted.model) else { return nil }
      return .lint(
        "W901", "`\(definition.path)` has no source", definition.span, "where does this number come from?",
        fix: "say it: `{ source \"gateway log\" 2026-10-31 }`")
    }
  }

  /// `volume.growth` of `volume`, `launch.date` of `launch`.
  static func isCompanion(_ definition: Definition, _ model: Model) -> Bool {
    let parts = definition.path.split(separator: ".")
    guard parts.count > 1 else { return false }
    return model.paths[parts.dropLast().joined(separator: ".")] != nil
  }
}
