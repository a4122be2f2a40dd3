import MarginSource
import MarginUnits

extension Lint {
  /// An uncertain input whose written value lies far from the middle of its shape: the model without chance and its
  /// simulation then tell two stories, and neither says so.
  static let offCentreBase = Lint { linted in
    linted.named.compactMap { definition in
      guard definition.isInput, let place = linted.model.offCentre(definition.id, in: 0) else { return nil }
      let unit = linted.model.uncertainLeaf(of: definition.id, in: 0)?.unit ?? definition.unit
      return .lint(
        "W915", "the base of `\(definition.path)` lies at \(place.level) of its shape", definition.span,
        "a simulation will differ from the model without chance",
        notes: [("base", shown(place.value, unit)), ("middle of the shape", shown(place.middle, unit) + ", p50")],
        fix: "write a base near the middle of its shape, or a shape around the base")
    }
  }

  private static func shown(_ value: Double, _ unit: Unit) -> String {
    let isShare = unit.style == .percent
    let number = short(threeDigits(isShare ? value * 100 : value)) + (isShare ? "%" : "")
    let name = Unit(unit.factors).text
    return name.isEmpty ? number : number + " " + name
  }
}
