import MarginSource

extension Lint {
  /// An input that no formula and no question reads: changing it changes nothing.
  static let unreadInput = Lint { linted in
    let asked = questions(linted.model)
    return linted.assumptions.compactMap { definition, _ in
      guard linted.readers[definition.id].isEmpty, !asked.contains(definition.id) else { return nil }
      // A price list may hold more than one model uses.
      guard !isCompanion(definition, linted.model), !isColumn(definition, linted) else { return nil }
      return .lint(
        "W913", "`\(definition.path)` reaches no result", definition.span, "nothing reads it",
        fix: "use it in a formula, or take it out")
    }
  }

  /// A column of a table of which another column is read.
  private static func isColumn(_ definition: Definition, _ linted: LintedModel) -> Bool {
    guard let dot = definition.path.lastIndex(of: ".") else { return false }
    let row = definition.path[...dot]
    return linted.named.contains {
      $0.path.hasPrefix(row) && $0.id != definition.id && $0.isInput && !linted.readers[$0.id].isEmpty
        && $0.span.file == definition.span.file
        && linted.model.instances.allSatisfy { $0.name + "." != String(row) }
    }
  }

  private static func questions(_ model: Model) -> Set<Int> {
    var readings = model.reports.flatMap(\.items) + model.charts.flatMap(\.items)
    readings += model.sensitivities.flatMap(\.values) + model.bands.map(\.value) + model.roadmaps.map(\.value)
    readings += model.tornados.flatMap(\.values) + model.simulations.flatMap(\.values)
    readings += model.comparisons.flatMap(\.values) + model.fragilities.map(\.value)
    readings += model.solves.flatMap { [$0.left, $0.right] } + model.optimisations.map(\.value)
    for check in model.checks + model.optimisations.flatMap(\.conditions) {
      readings += [check.left] + (check.right.map { [$0] } ?? [])
    }
    for decision in model.decisions { readings += decision.shown + (decision.condition.map { [$0.reading] } ?? []) }
    return Set(readings.map(\.definition))
  }
}
