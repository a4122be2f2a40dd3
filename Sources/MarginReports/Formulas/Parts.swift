import MarginModel
import MarginUnits

// Rows that hold parts of a formula, and links to other sheets.
extension Plan {
  /// The longest formula that is put together, before the guard around it.
  static let longest = 64

  /// A row of its own for a part of a formula, in the part's unit.
  mutating func part(_ term: Term, _ formula: Formula, _ spot: Spot, label: String? = nil) -> Term {
    let unit = formula.type == .truth ? Unit.plain : formula.unit
    let shown = converted(term, to: unit.scale, formula, spot)
    return row(shown, unit: unit, spot, label: label)
  }

  /// A row with a finished term, or the row that has the same formula already; gives a reference to it.
  mutating func row(_ term: Term, unit: Unit, _ spot: Spot, label: String? = nil, opening: PlanRow.Opening? = nil) -> Term {
    let text = term.guarded
    let mayBeUndefined = term.mayBeText || !term.needs.isEmpty || !term.conditions.isEmpty
    let scale = term.scale ?? unit.scale
    if opening == nil, let same = known[spot.sheet][text] {
      return cell(same, scale: scale, mayBeUndefined: rows[same].mayBeUndefined)
    }
    let number = (partCounts["\(spot.definition).\(spot.member)"] ?? 0) + 1
    partCounts["\(spot.definition).\(spot.member)"] = number
    var row = PlanRow(
      sheet: spot.sheet, label: label ?? "\(spot.label), part \(number)", unit: unitLabel(unit),
      shownUnit: unit, look: .part, text: text, varies: term.varies, roll: spot.roll == .formula ? .formula : .none,
      mayBeUndefined: mayBeUndefined)
    row.opening = opening
    rows.append(row)
    parts[spot.definition, default: []].append(rows.count - 1)
    if opening == nil { known[spot.sheet][text] = rows.count - 1 }
    return cell(rows.count - 1, scale: scale, mayBeUndefined: mayBeUndefined)
  }

  /// A reference to a row's cell of the same period, or to its constant.
  mutating func cell(_ row: Int, scale: Double, mayBeUndefined: Bool, period: Int? = nil) -> Term {
    let varies = rows[row].varies
    let across: Reference.Across = varies ? period.map { .period($0) } ?? .same : .constant
    let text = table.token(Reference(target: .row(row), across: across))
    return Term(text: text, scale: scale, isCell: true, mayBeText: mayBeUndefined, varies: varies && period == nil)
  }

  /// How long a formula will be once its references have addresses.
  func length(_ text: String) -> Int {
    table.parts(of: text).reduce(0) { total, part in
      switch part {
      case .text(let text): total + text.count
      case .reference(let reference): total + length(reference)
      }
    }
  }

  private func length(_ reference: Reference) -> Int {
    switch reference.target {
    case .leaf, .figure, .scale, .monthsPerPeriod: return 13
    case .driver: return 18
    case .checkTolerance: return 12
    case .periodNumber, .periodStart: return 5
    case .rows(let first, _): return 17 + sheets[rows[first].sheet].title.count
    case .row:
      switch reference.across {
      case .same, .previous, .constant, .total: return 5
      case .period: return 6
      case .periods: return 14
      }
    }
  }

  /// Puts the longest parts of a formula into rows of their own until the formula is short and shallow enough.
  mutating func shorten(_ terms: inout [Term], _ formulas: [Formula], _ spot: Spot) {
    for index in terms.indices where terms[index].depth > 2 || terms[index].choices > 1 {
      terms[index] = operand(part(terms[index], formulas[index], spot), formulas[index], spot)
    }
    func weight() -> Int {
      terms.reduce(0) { $0 + length($1.text) + 1 } + Set(terms.flatMap { $0.needs + $0.conditions }).reduce(0) { $0 + length($1) + 1 } / 2
    }
    while weight() > Self.longest {
      let compound = terms.indices.filter { !terms[$0].isCell && length(terms[$0].text) > 13 }
      guard let longest = compound.max(by: { length(terms[$0].text) < length(terms[$1].text) }) else { return }
      terms[longest] = operand(part(terms[longest], formulas[longest], spot), formulas[longest], spot)
    }
  }
}
