import MarginModel
import MarginUnits

// What looks along the members of an axis, save for folds.
extension Plan {
  /// The place of the first member of a dimension that holds 1: each member has a row that is 1 from there on, and what
  /// is still 0 lies before it. (A MATCH down the rows would do, but LibreOffice answers it from what it looked up for
  /// another case while it fills what-if tables.)
  mutating func firstMember(_ id: Int, _ over: AxisID, _ spot: Spot) -> Term {
    let flags = block(id, over, spot)
    guard over != 0 else { return .undefined }
    let first = reached(flags, spot)
    let across: Reference.Across = rows[first].varies ? spot.period.map { .period($0) } ?? .same : .constant
    let text = table.token(Reference(target: .rows(first, first + flags.count - 1), across: across))
    var result = Term(text: "ROWS(\(text))-SUM(\(text))+1", binding: .sum, varies: flags.varies)
    result.conditions = flags.conditions + ["SUM(\(text))>0"]
    return result
  }

  /// The first of the rows that are 1 from the first member on that holds 1.
  private mutating func reached(_ flags: Block, _ spot: Spot) -> Int {
    let key = "reached from \(flags.first) on \(spot.sheet)"
    if let made = links[key] { return made }
    let first = rows.count
    links[key] = first
    for place in 0..<flags.count {
      let flag = flags.first + place
      let varies = rows[flag].varies
      let across: Reference.Across = varies ? .same : .constant
      let own = table.token(Reference(target: .row(flag), across: across))
      let before = table.token(Reference(target: .row(first + place - 1), across: across))
      append(
        PlanRow(
          sheet: spot.sheet, label: "\(rows[flag].label), so far", unit: "number", format: NumberFormat.whole,
          look: .part, text: place == 0 ? "N(\(own))" : "MAX(\(before),\(own))", varies: varies,
          roll: spot.roll == .formula ? .formula : .none, mayBeUndefined: false), spot)
    }
    return first
  }

  /// A definition at the member whose place a formula gives.
  mutating func chosen(_ id: Int, _ over: AxisID, _ place: Formula, _ spot: Spot) -> Term {
    let block = block(id, over, spot)
    var place = (formula: place, term: converted(operandTerm(place, spot), to: 1, place, spot))
    if place.term.depth > 0 || length(place.term.text) > 20 {
      place.term = partOperand(place.term, place.formula, spot)
    }
    var result = Term(
      text: "INDEX(\(block.text),\(place.term.text))", scale: model.definitions[id].unit.scale,
      mayBeText: domains.mayBeUndefined[id], varies: block.varies)
    result.require(place.term)
    if domains.interval(place.formula).low < 1 { result.conditions.append("\(place.term.text)>0") }
    return result
  }

  mutating func percentile(_ id: Int, _ share: Formula, _ over: AxisID, _ spot: Spot) -> Term {
    let block = block(id, over, spot)
    var part = converted(operandTerm(share, spot), to: 1, share, spot)
    if !part.isCell, part.depth > 0 || length(part.text) > 20 || !domains.isShare(share) {
      part = partOperand(part, share, spot)
    }
    var result = Term(
      text: "PERCENTILE(\(block.text),\(part.text))", scale: model.definitions[id].unit.scale, varies: block.varies)
    result.conditions = block.conditions
    result.require(part)
    if !domains.isShare(share) { result.conditions += ["\(part.text)>=0", "\(part.text)<=1"] }
    return result
  }

  /// 1 and how many members are larger.
  mutating func rank(_ id: Int, _ over: AxisID, _ spot: Spot) -> Term {
    let block = block(id, over, spot)
    let own = read(id, members: spot.members, spot)
    var result = Term(
      text: "SUMPRODUCT(1*(\(block.text)>\(own.text)))+1", binding: .sum, varies: block.varies)
    result.conditions = block.conditions
    return result
  }

  /// The first formula where it is a number, else the second.
  mutating func fallback(_ value: Formula, _ other: Formula, _ spot: Spot) -> Term {
    guard domains.isUndefinable(value) else { return term(value, spot) }
    var first = term(value, spot)
    if !first.isCell { first = part(first, value, spot, keepsScale: true) }
    var second = term(other, spot)
    let scale = first.scale ?? second.scale
    if let scale, second.text != Term.undefined.text {
      if second.mayBeText, let own = second.scale, !areNear(own, scale) { second = operand(second, other, spot) }
      second = converted(second, to: scale, other, spot)
    }
    if !second.needs.isEmpty || !second.conditions.isEmpty || second.depth > 1 || second.choices > 0
      || length(second.text) > 45
    {
      second = part(second, other, spot, keepsScale: true)
    }
    var result = Term(text: "IF(ISNUMBER(\(first.text)),\(first.text),\(second.text))", scale: scale)
    result.mayBeText = second.mayBeText
    result.varies = first.varies || second.varies
    return result
  }

  /// The name of the member whose place a formula gives.
  mutating func memberName(_ place: Formula, _ axis: AxisID, _ spot: Spot) -> String {
    let names = names(axis, spot)
    var part = operandTerm(place, spot)
    if !part.isCell { part = partOperand(part, place, spot) }
    var result = Term(text: "INDEX(\(names),\(part.text))")
    result.require(part)
    return finished(result, spot)
  }

  /// Rows with the names of an axis' members, once a sheet.
  private mutating func names(_ axis: AxisID, _ spot: Spot) -> String {
    let members = model.axes[axis].members
    let key = "names of \(axis) on \(spot.sheet)"
    let first = links[key] ?? rows.count
    if links[key] == nil {
      links[key] = first
      for member in members {
        let text = "\"" + member.name.replacing("\"", with: "\"\"") + "\""
        append(
          PlanRow(
            sheet: spot.sheet, label: "\(model.axes[axis].label), \(member.label)", unit: "name", format: "General",
            look: .part, text: text, varies: false, roll: .none, mayBeUndefined: false), spot)
      }
    }
    return table.token(Reference(target: .rows(first, first + members.count - 1), across: .constant))
  }

  private struct Block {
    let text: String
    let varies: Bool
    /// Its first row, and how many there are.
    let first: Int
    let count: Int
    /// What must hold so that all its cells are numbers.
    let conditions: [String]
  }

  /// The cells of a definition along an axis, one block of the sheet: its own rows, or copies of them.
  private mutating func block(_ id: Int, _ over: AxisID, _ spot: Spot) -> Block {
    let definition = model.definitions[id]
    let mayFail = domains.mayBeUndefined[id]
    if over == 0 {
      let row = link(id, member: member(definition.axes, spot.members), to: spot.sheet)
      let text = table.token(Reference(target: .row(row), across: .periods(0..<periods)))
      return Block(
        text: text, varies: false, first: row, count: 1, conditions: mayFail ? ["COUNT(\(text))=COLUMNS(\(text))"] : [])
    }
    let picked = model.axes[over].members.indices.map { place -> Int in
      var members = spot.members
      members[over] = place
      return member(definition.axes, members)
    }
    let own = picked.compactMap { places[id].rows.indices.contains($0) ? places[id].rows[$0] : nil }
    let isBlock = places[id].sheet == spot.sheet && zip(own, own.dropFirst()).allSatisfy { $1 == $0 + 1 }
    let first = isBlock ? own.first ?? 0 : copies(of: own, spot)
    let across: Reference.Across = definition.variesInTime ? spot.period.map { .period($0) } ?? .same : .constant
    let text = table.token(Reference(target: .rows(first, first + max(1, own.count) - 1), across: across))
    return Block(
      text: text, varies: definition.variesInTime && spot.period == nil, first: first, count: max(1, own.count),
      conditions: mayFail ? ["COUNT(\(text))=ROWS(\(text))"] : [])
  }

  /// The first of rows that show others below each other on the spot's sheet.
  private mutating func copies(of origins: [Int], _ spot: Spot) -> Int {
    let key = "copies of \(origins) on \(spot.sheet)"
    if let made = links[key] { return made }
    let first = rows.count
    links[key] = first
    for origin in origins {
      append(copy(of: origin, to: spot.sheet, ", for \(spot.label)", .part), spot)
    }
    return first
  }

  private mutating func append(_ row: PlanRow, _ spot: Spot) {
    rows.append(row)
    parts[spot.definition, default: []].append(rows.count - 1)
  }
}
