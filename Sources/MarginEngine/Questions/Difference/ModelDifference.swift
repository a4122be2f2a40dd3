import MarginModel
import MarginUnits

/// What differs between two cases of a model, or between two models.
package struct ModelDifference: Sendable {
  package let pairing: ModelPairing
  /// The case of each model.
  package let oldCase: Int
  package let newCase: Int
  package let oldResults: Results
  package let newResults: Results
  /// In the order of the new text, then those that are gone.
  package let assumptions: [AssumptionChange]
  package let definitions: [DefinitionChange]
  /// Timeline, currency, members of dimensions and cases, each in words of the text.
  package let settings: [SettingChange]
  /// Each result of both models' reports once, whether it changed or not.
  package let results: [ResultChange]
}

/// An input that is another one now.
package struct AssumptionChange: Sendable {
  /// The definition in each model; nil where that has none.
  package let old: Int?
  package let new: Int?
  /// Where its numbers differ, a member each.
  package let values: [ValueChange]
  /// What else is said of it and differs, such as `source`; nil where nothing is said.
  package let words: [(aspect: String, old: String?, new: String?)]
  /// What the case says about it.
  package let because: String?
  /// Whether the same leaves hold it in both models, so that only numbers differ.
  package let isAlike: Bool
}

/// Numbers of one member that differ.
package struct ValueChange: Sendable {
  /// `small`, or nothing where the input has no dimension.
  package let member: String
  /// The first and last period that differ, of the new model; nil where the first or last of all does.
  package let from: Int?
  package let to: Int?
  /// At the first of them, in the unit of its side; nil where the model has no such cell.
  package let old: Double?
  package let new: Double?
  package let oldUnit: Unit
  package let newUnit: Unit
}

/// A formula that is another one now, or a definition that is at another place, there or gone.
package struct DefinitionChange: Sendable {
  package enum Kind: String, Sendable { case added, removed, renamed, moved, formula, unit }
  package let kind: Kind
  package let old: Int?
  package let new: Int?
  /// How many names below it share the change, for an instance: the paths are those of the instances.
  package var instance: (old: String, new: String, names: Int)?
}

/// Something that the model as a whole says.
package struct SettingChange: Sendable {
  package let name: String
  package let old: String?
  package let new: String?
}

/// A number of a report, before and after.
package struct ResultChange: Sendable {
  /// How each model reads it; nil where it does not.
  package let old: Model.Reading?
  package let new: Model.Reading?
  /// `small, 2026-07`: the member, and of a series the period in which it differs most.
  package let place: String
  /// In base units; NaN where undefined.
  package let before: Double
  package let after: Double
  package let isChanged: Bool
  package let bridge: Steps?

  /// What leads from the one to the other. Parts and rest add up to the difference, but for the rounding of sums.
  package struct Steps: Sendable {
    /// What each change that reaches the result adds, in base units.
    package let parts: [(change: Change, amount: Double)]
    /// What is left to the structure that cannot be changed bit by bit; nil where there is none.
    package let rest: Double?
    /// What of it reaches the result, by name.
    package let structure: [String]
    /// Whether that structure is changed before all else, and not after it.
    package let isStructureFirst: Bool
    package let method: BridgeOutcome.Method
    /// Why there are no parts, or no mean over all orders.
    package let undefined: BridgeOutcome.Hole?
    /// Whether the changes are made in the new model, from its old state on.
    package let isInNew: Bool
  }

  /// What carries a part: an assumption or a definition, by its place among those that changed.
  package enum Change: Sendable, Equatable {
    case assumption(Int)
    case definition(Int)
  }
}

extension ModelDifference {
  /// Whether nothing differs that this looks at. What is judged, checks and bands, follows from results and text.
  package var isEmpty: Bool {
    assumptions.isEmpty && definitions.isEmpty && settings.isEmpty && !results.contains(where: \.isChanged)
  }
}
