import MarginModel

/// The numbers of a reading in base units: one for each member in layout order, and within it, for `.all`, each period.
package func read(_ reading: Model.Reading, _ model: Model, _ results: Results) -> [Double] {
  guard results.columns.indices.contains(reading.definition) else { return [] }
  let column = results.columns[reading.definition]
  guard model.definitions[reading.definition].variesInTime else { return column }
  let periods = max(1, model.axes.first?.members.count ?? 1)
  let members = column.count / periods
  switch reading.time {
  case .all, .constant: return column
  case .period(let period):
    return (0..<members).map { period >= 0 && period < periods ? column[$0 * periods + period] : .nan }
  case .rolledUp:
    let rollUps = results.rollUps[reading.definition]
    guard members > 0, !rollUps.isEmpty else { return Array(repeating: .nan, count: members) }
    let slots = rollUps.count / members
    return (0..<members).map { rollUps[$0 * slots + slots - 1] }
  }
}

/// The axes of a reading's numbers, in their order.
package func readAxes(_ reading: Model.Reading, _ model: Model) -> [AxisID] {
  guard model.definitions.indices.contains(reading.definition) else { return [] }
  let layout = model.layout(model.definitions[reading.definition].axes)
  switch reading.time {
  case .all, .constant: return layout
  case .rolledUp, .period: return layout.filter { $0 != 0 }
  }
}
