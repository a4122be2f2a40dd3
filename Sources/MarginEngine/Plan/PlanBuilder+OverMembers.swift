import MarginModel
import MarginSource

/// What looks along an axis.
extension PlanBuilder {
  /// A definition at every place of an axis: its members, or its periods.
  private func places(_ definition: Int, over axis: AxisID, _ spot: Spot) -> [Operand] {
    guard axis != 0 else { return (0..<periods).map { slice(definition, $0, spot) } }
    return model.axes[axis].members.indices.map { read(definition, spot.at(axis, $0)) }
  }

  func folded(_ fold: Formula.Fold, _ definition: Int, over: AxisID, onto: AxisID?, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition), model.axes.indices.contains(over) else { return undefined }
    if over == 0, fold == .sum { return sum(definition, 0..<periods, spot) }
    var values = places(definition, over: over, spot)
    if let onto {
      guard let maps = model.axes[onto].maps, maps.axis == over, maps.members.count == values.count else {
        return undefined
      }
      values = zip(values, maps.members).filter { $0.1 == spot.members[onto] }.map(\.0)
    }
    let list = spot.list
    let sum = values.reduce(number(0)) { make(.add, $0, $1, in: list) }
    switch fold {
    case .sum: return sum
    case .mean: return make(.divide, sum, number(Double(values.count)), in: list)
    case .min:
      return make(.whereDefined, sum, values.reduce(number(.infinity)) { smaller(.minimum, $0, $1, list) }, in: list)
    case .max:
      return make(.whereDefined, sum, values.reduce(number(.infinity)) { smaller(.maximum, $0, $1, list) }, in: list)
    case .count:
      let count = number(Double(values.count))
      return model.definitions[definition].type == .truth ? sum : make(.whereDefined, sum, count, in: list)
    case .first:
      let place = values.enumerated().reduce(undefined) { found, member in
        make(.first, found, member.element, number(Double(member.offset + 1)), in: list)
      }
      return make(.whereDefined, sum, place, in: list)
    }
  }

  /// The first of a fold has nothing to be compared with.
  private func smaller(_ code: Operation.Code, _ found: Operand, _ next: Operand, _ list: Int) -> Operand {
    found == number(.infinity) ? next : make(code, found, next, in: list)
  }

  /// A definition at the member of an axis whose place, from 1, another value gives.
  func chosen(_ definition: Int, over: AxisID, _ place: Operand, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition), model.axes.indices.contains(over) else { return undefined }
    return call(
      { values in
        guard let member = exactInt(values[0]), (1..<values.count).contains(member) else { return .nan }
        return values[member]
      }, [place] + places(definition, over: over, spot), in: spot.list)
  }

  func percentile(_ definition: Int, _ share: Operand, over: AxisID, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition), model.axes.indices.contains(over) else { return undefined }
    return call(
      { values in
        let members = values.dropFirst()
        guard !members.contains(where: \.isNaN) else { return .nan }
        return quantile(ArraySlice(members.sorted()), values[0])
      }, [share] + places(definition, over: over, spot), in: spot.list)
  }

  func rank(_ definition: Int, over: AxisID, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition), model.axes.indices.contains(over) else { return undefined }
    let member = spot.members[over]
    return call({ ranks($0)[member] }, places(definition, over: over, spot), in: spot.list)
  }
}
