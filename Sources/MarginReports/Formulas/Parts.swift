import MarginModel
import MarginUnits

// Rows that hold parts of a formula, and links to other sheets.
extension Plan {
  /// The longest formula that is put together, before the guard around it.
  static let longest = 64
  /// The longest formula of all.
  static let limit = 116

  /// A row of its own for a part of a formula, in the part's unit; in the term's own scale where others are brought to it.
  mutating func part(
    _ term: Term, _ formula: Formula, _ spot: Spot, label: String? = nil, keepsScale: Bool = false
  ) -> Term {
    let unit = formula.type == .truth ? Unit.plain : formula.unit
    if keepsScale, let own = term.scale, !areNear(own, unit.scale) { return row(term, unit: unit, spot, label: label) }
    let shown = converted(term, to: unit.scale, formula, spot)
    return row(shown, unit: unit, spot, label: label)
  }

  /// The same as an operand: what is undefined in the row is so in the whole.
  mutating func partOperand(_ term: Term, _ formula: Formula, _ spot: Spot, keepsScale: Bool = false) -> Term {
    operand(part(term, formula, spot, keepsScale: keepsScale), formula, spot)
  }

  /// The finished formula; where its guard makes it too long, the guard gets a row of its own.
  mutating func finished(_ term: Term, _ spot: Spot) -> String {
    let text = term.guarded
    guard length(text) > Self.limit, !term.needs.isEmpty || !term.conditions.isEmpty else { return text }
    let test = row(Term(text: term.guardFlag, varies: term.varies), unit: .plain, spot, label: "\(spot.label), defined")
    return "IF(\(test.text)=1,\(term.text),\"n/a\")"
  }

  /// A row with a finished term, or the row that has the same formula already; gives a reference to it.
  mutating func row(_ term: Term, unit: Unit, _ spot: Spot, label: String? = nil, opening: PlanRow.Opening? = nil)
    -> Term
  {
    let text = finished(term, spot)
    let mayBeUndefined = term.mayBeText || !term.needs.isEmpty || !term.conditions.isEmpty
    let scale = term.scale ?? unit.scale
    if opening == nil, let same = known[spot.sheet][Self.key(text, term.varies)] {
      return cell(same, scale: scale, mayBeUndefined: rows[same].mayBeUndefined)
    }
    let number = (partCounts["\(spot.definition).\(spot.member)"] ?? 0) + 1
    partCounts["\(spot.definition).\(spot.member)"] = number
    var row = PlanRow(
      sheet: spot.sheet, label: label ?? "\(spot.label), part \(number)", unit: unitLabel(unit, scale: scale),
      shownUnit: unit, look: .part, text: text, varies: term.varies, roll: spot.roll == .formula ? .formula : .none,
      mayBeUndefined: mayBeUndefined)
    row.opening = opening
    rows.append(row)
    parts[spot.definition, default: []].append(rows.count - 1)
    if opening == nil { known[spot.sheet][Self.key(text, term.varies)] = rows.count - 1 }
    return cell(rows.count - 1, scale: scale, mayBeUndefined: mayBeUndefined)
  }

  /// What tells a formula from others: its text, and whether it stands in all periods.
  static func key(_ text: String, _ varies: Bool) -> String { (varies ? "over time " : "") + text }

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
    case .leaf, .figure, .scale, .periodLength: return 13
    case .move: return 18
    case .checkTolerance: return 12
    case .periodNumber, .periodStart: return 5
    case .rows(let first, _): return 17 + sheets[rows[first].sheet].title.count
    case .row:
      switch reference.across {
      case .same, .previous, .constant, .total, .year: return 5
      case .period: return 6
      case .periods: return 14
      }
    }
  }

  /// Puts the longest parts of a formula into rows of their own until the formula is short and shallow enough.
  mutating func shorten(_ terms: inout [Term], _ formulas: [Formula], _ spot: Spot) {
    for index in terms.indices where terms[index].depth > 2 || terms[index].choices > 1 {
      terms[index] = partOperand(terms[index], formulas[index], spot, keepsScale: true)
    }
    func weight() -> Int {
      terms.reduce(0) { $0 + length($1.text) + 1 } + Set(terms.flatMap { $0.needs + $0.conditions }).reduce(0) {
        $0 + length($1) + 1
      } / 2
    }
    while weight() > Self.longest {
      let compound = terms.indices.filter { !terms[$0].isCell && length(terms[$0].text) > 13 }
      guard let longest = compound.max(by: { length(terms[$0].text) < length(terms[$1].text) }) else { return }
      terms[longest] = partOperand(terms[longest], formulas[longest], spot, keepsScale: true)
    }
  }
}
