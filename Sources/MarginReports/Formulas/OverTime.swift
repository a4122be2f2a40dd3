import MarginFunctions
import MarginModel
import MarginUnits

// What looks along time.
extension Plan {
  mutating func lag(_ id: Int, _ periods: Int, _ start: Formula?, _ whole: Formula, _ spot: Spot) -> Term {
    let definition = model.definitions[id]
    if let period = spot.period {
      if period >= periods { return read(id, members: spot.members, spot.at(period - periods)) }
      return start.map { term($0, spot) } ?? .undefined
    }
    let scale = definition.unit.scale
    var first = start.map { term($0, spot.at(0)) } ?? .undefined
    if let start { first = converted(first, to: scale, start, spot) }
    guard definition.variesInTime else {
      if let start { first = converted(term(start, spot), to: scale, start, spot) }
      return constantLag(id, periods, first, spot)
    }
    if periods > 1, let start, term(start, spot).varies { return varyingLag(id, periods, start, whole, spot) }
    let opening: PlanRow.Opening
    if start == nil {
      opening = .text("n/a")
    } else if let number = Double(first.text), !first.isCell {
      opening = .number(number)
    } else {
      opening = .formula(first.guarded)
    }
    let mayBeUndefined = domains.isUndefinable(whole)
    var row = link(id, member: member(definition.axes, spot.members), to: spot.sheet)
    for distance in 1...max(1, periods) {
      row = opened(row, opening, definition, spot)
      guard distance < periods else { break }
      let before = Term(
        text: table.token(Reference(target: .row(row), across: .previous)), scale: scale, isCell: true,
        mayBeText: mayBeUndefined, varies: true)
      let label = "\(definition.label)\(memberLabel(definition.axes, row: spot.member)), \(distance) before"
      row = appendPart(before, definition.unit, spot, label: label, opening: opening)
    }
    return Term(
      text: table.token(Reference(target: .row(row), across: .previous)), scale: scale, isCell: true,
      mayBeText: mayBeUndefined, varies: true)
  }

  /// Several periods back, from a start that varies itself.
  private mutating func varyingLag(_ id: Int, _ periods: Int, _ start: Formula, _ whole: Formula, _ spot: Spot) -> Term
  {
    let scale = model.definitions[id].unit.scale
    var first = converted(term(start, spot), to: scale, start, spot)
    if !first.isCell { first = row(first, unit: model.definitions[id].unit, spot) }
    let before = lag(id, periods, nil, whole, spot)
    let number = table.token(Reference(target: .periodNumber, across: .same))
    let limit = [1, 2, 12].contains(periods) ? String(periods) : figure(Double(periods), .plain, spot)
    return Term(
      text: "IF(\(number)<=\(limit),\(first.text),\(before.text))", scale: scale,
      mayBeText: domains.isUndefinable(whole),
      varies: true)
  }

  /// The row, or a copy of it, with a value in the opening column.
  private mutating func opened(
    _ row: Int, _ opening: PlanRow.Opening, _ definition: Definition, _ spot: Spot
  ) -> Int {
    if rows[row].opening == nil, rows[row].look != .closing { rows[row].opening = opening }
    if rows[row].opening == opening { return row }
    let copy = Term(
      text: table.token(Reference(target: .row(row), across: .same)), scale: definition.unit.scale, isCell: true,
      mayBeText: rows[row].mayBeUndefined, varies: true)
    return appendPart(copy, definition.unit, spot, label: "\(rows[row].label), with its start", opening: opening)
  }

  /// A part's row that no other formula shares.
  private mutating func appendPart(
    _ term: Term, _ unit: Unit, _ spot: Spot, label: String, opening: PlanRow.Opening
  ) -> Int {
    _ = row(term, unit: unit, spot, label: label, opening: opening)
    return rows.count - 1
  }

  private mutating func constantLag(_ id: Int, _ periods: Int, _ first: Term, _ spot: Spot) -> Term {
    let value = read(id, members: spot.members, spot)
    var first = first
    if !first.needs.isEmpty || !first.conditions.isEmpty || first.depth > 0 {
      first = row(first, unit: model.definitions[id].unit, spot)
    }
    let number = table.token(Reference(target: .periodNumber, across: .same))
    let limit = [1, 2, 12].contains(periods) ? String(periods) : figure(Double(periods), .plain, spot)
    return Term(
      text: "IF(\(number)<=\(limit),\(first.text),\(value.text))", scale: model.definitions[id].unit.scale,
      mayBeText: first.mayBeText || value.mayBeText, varies: true)
  }

  /// `(1 + rate)^(elapsed · perPeriod)`, the rate per the time unit of its own definition.
  mutating func growth(_ rate: Int, _ elapsed: Formula, _ perPeriod: Double, _ spot: Spot) -> Term {
    let own = operand(read(rate, members: spot.members, spot), elapsed, spot)
    let time = converted(operandTerm(elapsed, spot), to: 1, elapsed, spot)
    var exponent = time
    let inverse = 1 / perPeriod
    if !areNear(perPeriod, 1) {
      let isDivided = [2, 12, 100, 1000].contains(inverse.rounded()) && areNear(inverse, inverse.rounded())
      let isTwelve = areNear(perPeriod, 12)
      let by = isDivided ? exactText(inverse.rounded()) : isTwelve ? "12" : figure(perPeriod, .plain, spot)
      exponent.text = time.within(.product) + (isDivided ? "/" : "*") + by
      exponent.binding = .product
    }
    var result = Term(text: "(1+\(own.text))^" + exponent.within(.atom), binding: .power)
    result.require(own)
    result.require(exponent)
    return result
  }

  /// The running sum: a row that adds to its own cell before.
  mutating func cumulative(_ id: Int, _ formula: Formula, _ spot: Spot) -> Term {
    let definition = model.definitions[id]
    let key = "sum \(id).\(member(definition.axes, spot.members)) on \(spot.sheet)"
    let scale = definition.unit.scale
    let mayBeUndefined = domains.mayBeUndefined[id]
    if links[key] == nil {
      let value = operand(read(id, members: spot.members, spot), formula, spot)
      // The row refers to itself, so its number must be known before its text.
      let row = rows.count
      var term = Term(
        text: table.token(Reference(target: .row(row), across: .previous)), scale: scale, varies: true)
      if mayBeUndefined { term.needs.append(term.text) }
      term.text += "+" + value.text
      term.binding = .sum
      term.require(value)
      term.varies = true
      let label = "\(definition.label)\(memberLabel(definition.axes, row: spot.member)), to date"
      let made = appendPart(term, definition.unit, spot, label: label, opening: .number(0))
      links[key] = made
      if made != row { return .undefined }
    }
    return cell(links[key] ?? 0, scale: scale, mayBeUndefined: mayBeUndefined, period: spot.period)
  }

  /// A definition over the whole timeline by its own rule.
  mutating func rolledUp(_ id: Int, _ spot: Spot) -> Term {
    let definition = model.definitions[id]
    guard definition.variesInTime else { return read(id, members: spot.members, spot) }
    guard definition.rollUp != .none else { return .undefined }
    let row = link(id, member: member(definition.axes, spot.members), to: spot.sheet)
    return Term(
      text: table.token(Reference(target: .row(row), across: .total)), scale: definition.unit.scale, isCell: true,
      mayBeText: domains.mayBeUndefined[id] || !domains.rollsUp(definition))
  }

  mutating func total(_ id: Int, _ range: Range<Int>, _ spot: Spot) -> Term {
    let definition = model.definitions[id]
    let range = range.clamped(to: 0..<periods)
    if range == 0..<periods, definition.rollUp == .sum { return rolledUp(id, spot) }
    guard definition.variesInTime, !range.isEmpty else { return constantTotal(id, range, spot) }
    let row = link(id, member: member(definition.axes, spot.members), to: spot.sheet)
    if definition.rollUp == .sum, let year = model.timeline.years.firstIndex(where: { $0.periods == range }) {
      return Term(
        text: table.token(Reference(target: .row(row), across: .year(year))), scale: definition.unit.scale,
        isCell: true, mayBeText: domains.mayBeUndefined[id])
    }
    let block = table.token(Reference(target: .row(row), across: .periods(range)))
    var result = Term(text: "SUM(\(block))", scale: definition.unit.scale)
    if domains.mayBeUndefined[id] { result.conditions = ["COUNT(\(block))=COLUMNS(\(block))"] }
    return result
  }

  private mutating func constantTotal(_ id: Int, _ range: Range<Int>, _ spot: Spot) -> Term {
    guard !range.isEmpty else { return Term(text: "0", scale: nil) }
    var value = read(id, members: spot.members, spot)
    if value.mayBeText {
      value.mayBeText = false
      value.needs.append(value.text)
    }
    let isAllowed = [1, 2, 12, 100, 1000].contains(range.count)
    value.text += "*" + (isAllowed ? String(range.count) : figure(Double(range.count), .plain, spot))
    value.binding = .product
    value.isCell = false
    return value
  }

  /// The value at the first period where a condition holds; `n/a` where there is none, or the condition is undefined
  /// before it.
  mutating func firstWhere(_ condition: Int, _ value: Int, _ formula: Formula, _ spot: Spot) -> Term {
    let conditionMayFail = domains.mayBeUndefined[condition]
    let test = read(condition, members: spot.members, spot)
    var found = read(value, members: spot.members, spot)
    var flag = test
    if conditionMayFail {
      flag.text = "IF(ISNUMBER(\(test.text)),IF(\(test.text)<>0,1,0),1)"
      found.text = "IF(ISNUMBER(\(test.text)),\(found.text),\"n/a\")"
    } else if model.definitions[condition].type != .truth || !test.varies {
      flag.text = "IF(\(test.text)<>0,1,0)"
    }
    flag.mayBeText = false
    let isOwn = found.text == read(value, members: spot.members, spot).text && found.varies
    (flag.varies, found.varies) = (true, true)
    let flags = flag.text == test.text ? flag : row(flag, unit: .plain, spot, label: "\(spot.label), condition")
    let unit = model.definitions[value].unit
    let values = isOwn ? found : row(found, unit: unit, spot, label: "\(spot.label), value where it holds")
    guard let flagBlock = wholeRow(flags), let valueBlock = wholeRow(values) else { return .undefined }
    let text = "IF(SUM(\(flagBlock))=0,\"n/a\",INDEX(\(valueBlock),MATCH(1,\(flagBlock),0)))"
    return Term(text: text, scale: unit.scale, mayBeText: true)
  }

  /// A cell's whole row over time.
  mutating func wholeRow(_ cell: Term) -> String? {
    guard case .row(let row)? = table.references(in: cell.text).first?.target else { return nil }
    return table.token(Reference(target: .row(row), across: .periods(0..<periods)))
  }

  /// A function of a whole row and of further arguments, which have cells of their own.
  mutating func overPeriods(_ function: SeriesFunction, _ id: Int, _ arguments: [Formula], _ spot: Spot) -> Term {
    let definition = model.definitions[id]
    var result = Term(text: "", scale: function.keepsUnit ? definition.unit.scale : 1)
    var cells: [String] = []
    for (index, argument) in arguments.enumerated() {
      var cell = converted(operandTerm(argument, spot), to: 1, argument, spot)
      if !cell.isCell { cell = partOperand(cell, argument, spot) }
      if index == function.requirement.argument, !domains.isCertain(function.requirement.condition, argument) {
        cell.conditions.append(cell.text + function.requirement.condition.rawValue)
      }
      cells.append(cell.text)
      result.require(cell)
    }
    let row = link(id, member: member(definition.axes, spot.members), to: spot.sheet)
    let block = table.token(Reference(target: .row(row), across: .periods(0..<periods)))
    if domains.mayBeUndefined[id] { result.conditions.append("COUNT(\(block))=COLUMNS(\(block))") }
    if function.needsGuess { cells.append(figure(guess(function, id, spot), .percent, spot)) }
    result.text = function.excel(block, cells)
    result.varies = false
    return result
  }

  /// The smallest value of all cases, from which the spreadsheet's own search begins: from below it comes to the rate of an
  /// outlay with later income step by step, and from far above it may not come to rest.
  private func guess(_ function: SeriesFunction, _ id: Int, _ spot: Spot) -> Double {
    let definition = model.definitions[id]
    let first = member(definition.axes, spot.members) * periods
    let values = results.compactMap { result -> Double? in
      let column = result.columns[id]
      guard column.indices.contains(first + periods - 1) else { return nil }
      let value = function.kernel(Array(column[first..<(first + periods)]), [1])
      return value.isFinite ? value : nil
    }
    return values.min() ?? 0
  }
}
