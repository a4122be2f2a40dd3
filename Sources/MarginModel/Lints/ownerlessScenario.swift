import MarginSource

extension Lint {
  /// A scenario whose cost nobody answers for.
  static let ownerlessScenario = Lint { linted in
    linted.model.instances.compactMap { instance in
      guard instance.isScenario, instance.owner == nil else { return nil }
      return .lint(
        "W911", "the scenario `\(instance.name)` has no owner", instance.span, "who answers for its cost?",
        fix: "name one in its braces: `owner \"Customer Care\"`")
    }
  }
}
