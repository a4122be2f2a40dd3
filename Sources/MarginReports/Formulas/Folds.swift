import MarginModel
import MarginUnits

// Definitions folded over an axis.
extension Plan {
  mutating func fold(
    _ fold: Formula.Fold, _ id: Int, _ over: AxisID, _ onto: AxisID?, _ formula: Formula, _ spot: Spot
  ) -> Term {
    let definition = model.definitions[id]
    let scale = fold == .count ? 1 : definition.unit.scale
    if fold == .first { return firstMember(id, over, spot) }
    if over == 0 { return foldOverTime(fold, definition, scale, spot) }
    let picked = foldedMembers(over, onto, spot).map { member -> Int in
      var members = spot.members
      members[over] = member
      return self.member(definition.axes, members)
    }
    guard definition.axes.contains(over), !picked.isEmpty else {
      return picked.isEmpty ? Term(text: "0", scale: nil) : repeated(fold, definition, picked.count, scale, spot)
    }
    let across: Reference.Across = definition.variesInTime ? spot.period.map { .period($0) } ?? .same : .constant
    var rows = picked.compactMap { places[id].rows.indices.contains($0) ? places[id].rows[$0] : nil }
    // What must be counted is named several times, so it is brought to this sheet first.
    if places[id].sheet != spot.sheet && domains.mayBeUndefined[id] {
      rows = picked.map { link(id, member: $0, to: spot.sheet) }
    }
    let isContiguous = zip(rows, rows.dropFirst()).allSatisfy { $1 == $0 + 1 }
    let blocks: [String]
    if isContiguous, let first = rows.first, let last = rows.last {
      blocks = [table.token(Reference(target: .rows(first, last), across: across))]
    } else {
      blocks = picked.map { member in
        let row = link(id, member: member, to: spot.sheet)
        return table.token(Reference(target: .row(row), across: across))
      }
    }
    let varies = definition.variesInTime && spot.period == nil
    return folded(fold, blocks, definition, scale, varies: varies, count: picked.count, formula, spot)
  }

  /// The members that are folded: all of an axis, or those that belong to the spot's member of another one.
  private func foldedMembers(_ over: AxisID, _ onto: AxisID?, _ spot: Spot) -> [Int] {
    let all = Array(model.axes[over].members.indices)
    guard let onto, let maps = model.axes[onto].maps else { return all }
    return all.filter { maps.members.indices.contains($0) && maps.members[$0] == spot.members[onto] }
  }

  private mutating func folded(
    _ fold: Formula.Fold, _ blocks: [String], _ definition: Definition, _ scale: Double, varies: Bool, count: Int,
    _ formula: Formula, _ spot: Spot
  ) -> Term {
    let name = Self.function(fold, definition)
    let mayFail = domains.mayBeUndefined[definition.id]
    var blocks = blocks
    // A long list is added up by parts.
    while blocks.reduce(0, { $0 + length($1) + 1 }) > 80, fold != .count, fold != .mean, blocks.count > 3 {
      let head = Array(blocks.prefix(8))
      var term = Term(text: "\(name)(\(head.joined(separator: ",")))", scale: scale, varies: varies)
      if mayFail { term.needs = head }
      blocks = Array(blocks.dropFirst(8)) + [row(term, unit: definition.unit, spot).text]
    }
    let list = blocks.joined(separator: ",")
    var result = Term(text: "\(name)(\(list))", scale: scale, varies: varies)
    if mayFail {
      result.conditions = blocks.count == 1 ? ["COUNT(\(list))=ROWS(\(list))"] : []
      if blocks.count > 1 { result.needs = blocks }
    }
    if fold == .count && definition.type != .truth, blocks.count == 1 { result.text = "ROWS(\(list))" }
    return result
  }

  private static func function(_ fold: Formula.Fold, _ definition: Definition) -> String {
    switch fold {
    case .sum: "SUM"
    case .mean: "AVERAGE"
    case .min: "MIN"
    // The first has rows of its own, each the larger of two.
    case .max, .first: "MAX"
    case .count: definition.type == .truth ? "SUM" : "COUNT"
    }
  }

  private mutating func foldOverTime(
    _ fold: Formula.Fold, _ definition: Definition, _ scale: Double, _ spot: Spot
  ) -> Term {
    guard definition.variesInTime else { return repeated(fold, definition, periods, scale, spot) }
    let row = link(definition.id, member: member(definition.axes, spot.members), to: spot.sheet)
    let block = table.token(Reference(target: .row(row), across: .periods(0..<periods)))
    var result = Term(text: "\(Self.function(fold, definition))(\(block))", scale: scale)
    if fold == .count && definition.type != .truth { result.text = "COLUMNS(\(block))" }
    if domains.mayBeUndefined[definition.id] { result.conditions = ["COUNT(\(block))=COLUMNS(\(block))"] }
    return result
  }

  /// A fold over an axis on which the value does not vary.
  private mutating func repeated(
    _ fold: Formula.Fold, _ definition: Definition, _ count: Int, _ scale: Double, _ spot: Spot
  ) -> Term {
    let factor = [1, 2, 12, 100, 1000].contains(count) ? String(count) : figure(Double(count), .plain, spot)
    var value = read(definition.id, members: spot.members, spot)
    if fold == .count && definition.type != .truth {
      return Term(text: factor, needs: value.mayBeText ? [value.text] : [], varies: value.mayBeText && value.varies)
    }
    guard fold == .sum || fold == .count else { return value }
    if value.mayBeText {
      value.mayBeText = false
      value.needs.append(value.text)
    }
    value.text += "*" + factor
    value.binding = .product
    value.isCell = false
    return value
  }
}
