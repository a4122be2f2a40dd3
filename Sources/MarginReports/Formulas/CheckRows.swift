import MarginModel
import MarginUnits

// Checks of many cells, judged where the cells stand.
extension Plan {
  /// Rows with 1 in every cell that fails; none for a check of single numbers.
  mutating func writeCheck(_ check: Model.Check, _ index: Int) {
    let left = model.definitions[check.left.definition]
    let right = check.right.map { model.definitions[$0.definition] }
    let sheet = places[left.id].sheet
    let axes = Set(left.axes + (right?.axes ?? [])).subtracting([0]).sorted()
    let isOverTime = [check.left, check.right].contains { reading in
      reading.map { $0.time == .all && model.definitions[$0.definition].variesInTime } == true
    }
    guard sheet >= 0, isOverTime || model.count(axes) > 1 else { return }
    let (rule, _) = CheckItem.Rule.of(check, left.unit)
    let tolerance = table.token(Reference(target: .checkTolerance(index), across: .same))
    var made: [Int] = []
    for member in 0..<model.count(axes) {
      let spot = Spot(
        sheet: sheet, definition: left.id, member: member, members: members(axes, row: member),
        label: check.label + memberLabel(axes, row: member), roll: .none)
      let (a, b) = sides(check, left, spot)
      let test = rule.test(a.text, b.text, tolerance, size: size(check, left, a, spot))
      let text =
        b.text == a.text
        ? "IF(ISNUMBER(\(a.text)),IF(\(test),0,1),1)" : "IF(COUNT(\(a.text),\(b.text))=2,IF(\(test),0,1),1)"
      made.append(rows.count)
      rows.append(
        PlanRow(
          sheet: sheet, label: "Fails: " + spot.label, unit: "1 = fails", format: NumberFormat.whole, look: .value,
          text: text,
          varies: a.varies || b.varies, roll: .none, mayBeUndefined: false))
    }
    sheets[sheet].checks += made
    checkRows[index] = made
  }

  /// Both sides as cells of the sheet, in the left side's unit; of a truth the same cell twice.
  private mutating func sides(_ check: Model.Check, _ left: Definition, _ spot: Spot) -> (Term, Term) {
    let a = term(check.left, spot)
    guard let reading = check.right else { return (a, a) }
    let right = model.definitions[reading.definition]
    var b = term(reading, spot)
    if !areNear(right.unit.scale, left.unit.scale) {
      if b.mayBeText {
        b.mayBeText = false
        b.needs = [b.text]
      }
      let factor = converted(b, to: left.unit.scale, right, spot)
      b = row(factor, unit: left.unit, spot, label: "\(spot.label), right side")
    }
    return (a, b)
  }

  /// The cell that noise is measured by in a check against 0, as the engine does it.
  private mutating func size(_ check: Model.Check, _ left: Definition, _ cell: Term, _ spot: Spot) -> String? {
    guard check.isAgainstZero else { return nil }
    if !left.variesInTime {
      guard let size = check.size else { return nil }
      return term(size, spot).text
    }
    guard let block = wholeRow(cell) else { return nil }
    let largest = Term(text: CheckItem.size(ofRow: block), scale: left.unit.scale)
    return row(largest, unit: left.unit, spot, label: "\(spot.label), largest of its row").text
  }

  private mutating func term(_ reading: Model.Reading, _ spot: Spot) -> Term {
    switch reading.time {
    case .constant, .all: read(reading.definition, members: spot.members, spot)
    case .period(let period): read(reading.definition, members: spot.members, spot.at(period))
    case .rolledUp: rolledUp(reading.definition, spot)
    }
  }
}
