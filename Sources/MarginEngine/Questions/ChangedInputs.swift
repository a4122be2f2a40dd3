import MarginModel

/// An input that has another value in a case than in the base.
package struct ChangedInput: Sendable {
  package let definition: Int
  /// The first cell that differs: `Small`, or nothing where the input has no dimension.
  package let member: String
  /// The period from which it differs; nil where it differs from the first on.
  package let from: Int?
  /// At that cell, in base units.
  package let old: Double
  package let new: Double
}

/// The inputs whose values differ from the base's, in the order of the text.
package func changedInputs(_ model: Model, _ results: Results) -> [ChangedInput] {
  guard model.cases.indices.contains(results.caseIndex), results.caseIndex > 0 else { return [] }
  let changed = model.leaves.filter { leaf in
    leaf.cases.indices.contains(results.caseIndex)
      && zip(leaf.cases[0], leaf.cases[results.caseIndex]).contains { $0.bitPattern != $1.bitPattern }
  }
  let touched = Set(changed.map(\.definition))
  guard !touched.isEmpty else { return [] }
  let base = evaluate(model, caseIndex: 0)
  return model.definitions.filter { touched.contains($0.id) && $0.purpose == .named }.compactMap { definition in
    let (before, now) = (base.columns[definition.id], results.columns[definition.id])
    guard let cell = zip(before, now).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
      return nil
    }
    let layout = model.layout(definition.axes)
    let members = cellMembers(cell, layout, model)
    let names = layout.filter { $0 != 0 }.map { model.axes[$0].members[members[$0]].name }
    return ChangedInput(
      definition: definition.id, member: names.joined(separator: ", "),
      from: definition.variesInTime && members[0] > 0 ? members[0] : nil, old: before[cell], new: now[cell])
  }
}
