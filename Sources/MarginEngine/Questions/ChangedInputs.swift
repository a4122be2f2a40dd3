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
  guard model.cases.indices.contains(results.caseIndex), results.caseIndex > 0, differs(model, 0, results.caseIndex)
  else { return [] }
  return changedInputs(model, from: evaluate(model, caseIndex: 0), to: results)
}

/// The inputs whose values differ between two cases, in the order of the text.
package func changedInputs(_ model: Model, from before: Results, to now: Results) -> [ChangedInput] {
  let changed = model.leaves.filter { differs($0, before.caseIndex, now.caseIndex) }
  let touched = Set(changed.map(\.definition))
  return model.definitions.filter { touched.contains($0.id) && $0.purpose == .named }.compactMap { definition in
    let (old, new) = (before.columns[definition.id], now.columns[definition.id])
    let isOther = { (pair: (Double, Double)) in pair.0 != pair.1 && !(pair.0.isNaN && pair.1.isNaN) }
    guard let cell = zip(old, new).enumerated().first(where: { isOther($0.element) })?.offset else { return nil }
    let layout = model.layout(definition.axes)
    let members = cellMembers(cell, layout, model)
    let names = layout.filter { $0 != 0 }.map { model.axes[$0].members[members[$0]].name }
    return ChangedInput(
      definition: definition.id, member: names.joined(separator: ", "),
      from: definition.variesInTime && members[0] > 0 ? members[0] : nil, old: old[cell], new: new[cell])
  }
}

private func differs(_ model: Model, _ one: Int, _ other: Int) -> Bool {
  model.leaves.contains { differs($0, one, other) }
}

private func differs(_ leaf: Leaf, _ one: Int, _ other: Int) -> Bool {
  leaf.cases.indices.contains(one) && leaf.cases.indices.contains(other)
    && zip(leaf.cases[one], leaf.cases[other]).contains { $0.bitPattern != $1.bitPattern }
}
