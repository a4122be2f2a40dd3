import MarginModel
import MarginUnits

// What formulas read: inputs, other definitions, and rows of other sheets.
extension Plan {
  /// A definition at the same cell.
  mutating func read(_ id: Int, members: [AxisID: Int], _ spot: Spot) -> Term {
    let definition = model.definitions[id]
    if definition.variesInTime, let period = spot.period, !(0..<periods).contains(period) { return .undefined }
    let row = link(id, member: member(definition.axes, members), to: spot.sheet)
    return cell(row, scale: definition.unit.scale, mayBeUndefined: domains.mayBeUndefined[id], period: spot.period)
  }

  mutating func element(_ id: Int, _ picks: [Formula.Pick], _ spot: Spot) -> Term {
    var members = spot.members
    var spot = spot
    for pick in picks {
      if pick.axis == 0 { spot.period = pick.member } else { members[pick.axis] = pick.member }
    }
    return read(id, members: members, spot)
  }

  /// A definition some members earlier along a dimension: a row above.
  mutating func earlierMember(_ id: Int, _ axis: AxisID, _ distance: Int, _ start: Formula?, _ spot: Spot) -> Term {
    var members = spot.members
    let member = (members[axis] ?? 0) - distance
    guard member >= 0 else { return start.map { term($0, spot) } ?? .undefined }
    members[axis] = member
    return read(id, members: members, spot)
  }

  /// A leaf inside a formula: the starting level of what grows, or how long it has grown.
  mutating func leaf(_ id: Int, _ spot: Spot) -> Term {
    let leaf = model.leaves[id]
    if neutral.contains(id) {
      switch leaf.role {
      case .factor: return Term(text: "1", isOne: true)
      case .addend: return Term(text: "0", scale: nil)
      default:
        let token = table.token(Reference(target: .periodNumber, across: .same))
        return Term(text: "\(token)-1", binding: .sum, varies: true)
      }
    }
    let mayBeUndefined = leaf.cases.contains { $0.contains(where: \.isNaN) }
    let row = leafLink(id, member: member(leaf.axes, spot.members), spot, mayBeUndefined)
    return cell(row, scale: leaf.unit.scale, mayBeUndefined: mayBeUndefined, period: spot.period)
  }

  private mutating func leafLink(_ id: Int, member: Int, _ spot: Spot, _ mayBeUndefined: Bool) -> Int {
    let key = "leaf \(id).\(member) on \(spot.sheet)"
    if let known = links[key] { return known }
    let leaf = model.leaves[id]
    let varies = leaf.axes.contains(0)
    rows.append(
      PlanRow(
        sheet: spot.sheet, label: leafLabel(leaf) + memberLabel(leaf.axes, row: member), unit: unitLabel(leaf.unit),
        shownUnit: leaf.unit, format: leafFormat(leaf), look: .link, text: leafToken(id, member: member),
        varies: varies, roll: .none,
        mayBeUndefined: mayBeUndefined))
    links[key] = rows.count - 1
    sheets[spot.sheet].links.append(rows.count - 1)
    return rows.count - 1
  }

  mutating func leafToken(_ id: Int, member: Int) -> String {
    table.token(Reference(target: .leaf(id, member: member), across: .same))
  }

  func leafFormat(_ leaf: Leaf) -> String { leafFormats[leaf.id] }

  /// For the numbers that a definition has in all cases, its totals included.
  func format(_ definition: Definition) -> String {
    let values = results.flatMap { $0.columns[definition.id] + $0.rollUps[definition.id] }.map {
      $0 / definition.unit.scale
    }
    return numberFormat(definition.unit, values, type: definition.type)
  }

  func leafLabel(_ leaf: Leaf) -> String {
    let label = model.definitions[leaf.definition].label
    switch leaf.role {
    case .value: return label
    case .level: return label + ", starting level"
    case .elapsed: return label + ", periods of growth"
    case .factor: return label + ", factor of the case"
    case .addend: return label + ", addend of the case"
    }
  }

  /// The row of a definition's member on a sheet: its own, or a link to it.
  mutating func link(_ id: Int, member: Int, to sheet: Int) -> Int {
    let place = places[id]
    guard place.rows.indices.contains(member) else { return place.rows.first ?? 0 }
    let origin = place.rows[member]
    guard place.sheet != sheet else { return origin }
    let key = "row \(origin) on \(sheet)"
    if let known = links[key] { return known }
    rows.append(copy(of: origin, to: sheet, ", from \(sheets[place.sheet].title)", .link))
    links[key] = rows.count - 1
    sheets[sheet].links.append(rows.count - 1)
    return rows.count - 1
  }

  /// A row on another sheet that shows one as it is.
  mutating func copy(of origin: Int, to sheet: Int, _ words: String, _ look: PlanRow.Look) -> PlanRow {
    var row = rows[origin]
    row.sheet = sheet
    row.label += words
    row.look = look
    row.text = table.token(Reference(target: .row(origin), across: row.varies ? .same : .constant))
    row.roll = row.roll == .none ? .none : .formula
    row.shows = row.definition
    row.definition = nil
    row.opening = nil
    row.standsInPeriodsOnly = false
    return row
  }

  /// What cases do to an input that is bound to a formula, and what Sensitivity makes of it.
  mutating func adjusted(_ inner: Formula, _ factor: Int, _ addend: Int, _ whole: Formula, _ spot: Spot) -> Term {
    let isScaled = !neutral.contains(factor)
    let isShifted = !neutral.contains(addend)
    var result = term(inner, spot)
    if isScaled || isShifted {
      if domains.isUndefinable(inner) && isScaled {
        result = replaced(result, inner, factor, addend, whole, spot)
      } else {
        let scale = whole.unit.scale
        result = converted(operand(result, inner, spot), to: scale, inner, spot)
        if result.text.count > 40 { result = partOperand(result, inner, spot) }
        if isScaled {
          let by = converted(operand(leaf(factor, spot), whole, spot), to: 1, whole, spot)
          let needs = result
          result.text = result.within(.product) + "*" + by.within(.power)
          result.binding = .product
          result.require(needs)
          result.require(by)
        }
        if isShifted {
          let by = converted(operand(leaf(addend, spot), whole, spot), to: scale, whole, spot)
          result.text += "+" + by.text
          result.binding = .sum
          result.require(by)
        }
        result.isCell = false
        result.isOne = false
      }
    }
    for move in moves[addend] ?? [] {
      result = moved(part(result, whole, spot, label: "\(spot.label), unless moved"), by: move, whole, spot)
    }
    return result
  }

  /// A number as a cell of Sensitivity multiplies or replaces it.
  private mutating func moved(_ base: Term, by move: PlanMove, _ whole: Formula, _ spot: Spot) -> Term {
    let cell = table.token(Reference(target: .move(move), across: .same))
    var result = base
    result.isCell = false
    if move.isFactor {
      let product = "\(base.text)*\(cell)"
      result.text = domains.isUndefinable(whole) ? "IF(ISNUMBER(\(base.text)),\(product),\"n/a\")" : product
      result.binding = domains.isUndefinable(whole) ? base.binding : .product
    } else {
      let point = converted(
        Term(text: cell, scale: model.leaves[move.leaf].unit.scale), to: base.scale ?? 1, whole, spot)
      result.text = "IF(ISNUMBER(\(cell)),\(point.text),\(base.text))"
    }
    return result
  }

  /// A factor of 0 replaces the formula, which may then be undefined.
  private mutating func replaced(
    _ inner: Term, _ formula: Formula, _ factor: Int, _ addend: Int, _ whole: Formula, _ spot: Spot
  ) -> Term {
    let base = part(inner, whole, spot, label: "\(spot.label), before the case")
    let by = converted(operand(leaf(factor, spot), whole, spot), to: 1, whole, spot)
    let shift = converted(operand(leaf(addend, spot), whole, spot), to: base.scale ?? 1, whole, spot)
    var product = operand(base, whole, spot)
    product.text = "\(base.text)*\(by.within(.power))" + (shift.text == "0" ? "" : "+\(shift.text)")
    product.binding = .sum
    product.isCell = false
    product.require(by)
    product.require(shift)
    let scaled = part(product, whole, spot, label: "\(spot.label), scaled by the case")
    var result = scaled
    result.text = "IF(\(by.text)=0,\(shift.text),\(scaled.text))"
    result.isCell = false
    result.require(by)
    result.require(shift)
    return result
  }
}
