import MarginModel
import MarginUnits

// The rows of all definitions, sheet by sheet.
extension Plan {
  /// Makes the rows of every definition that a workbook shows.
  mutating func lay() {
    makeSheets()
    for definition in model.definitions where places[definition.id].sheet >= 0 { reserve(definition) }
    known = Array(repeating: [:], count: sheets.count)
    for definition in inOrder() { write(definition) }
    for definition in model.definitions where places[definition.id].sheet >= 0 {
      if case .stock = definition.body { writeStockCheck(definition) }
    }
    for (index, check) in model.checks.enumerated() { writeCheck(check, index) }
    makeLabelsUnique()
  }

  /// What stands in the unit column of a definition's rows.
  private func unitWords(_ definition: Definition) -> String {
    switch definition.type {
    case .truth: "1 = yes"
    case .date: "date"
    case .member(let axis): model.axes[axis].name
    case .quantity, .text: unitLabel(definition.unit)
    }
  }

  private func isShown(_ definition: Definition) -> Bool { purpose(definition.id) != .test }

  /// Why a definition exists; for a part, why what it is a part of does.
  func purpose(_ id: Int) -> Definition.Purpose {
    var seen: Set<Int> = []
    var current = id
    while case .part(let owner) = model.definitions[current].purpose, seen.insert(current).inserted { current = owner }
    return model.definitions[current].purpose
  }

  private mutating func makeSheets() {
    var byInstance: [Int: Int] = [:]
    var taken: Set<String> = [
      "cover", "dashboard", "inputs", "portfolio", "decisions", "cases", "sensitivity", "checks", "documentation",
    ]
    let shown = model.definitions.filter(isShown)
    for (index, instance) in model.instances.enumerated()
    where shown.contains(where: { self.instance(of: $0) == index }) {
      byInstance[index] = sheets.count
      let heading = instance.label.isEmpty ? instance.name : instance.label
      let name = instance.name.prefix(1).uppercased() + instance.name.dropFirst().replacing("_", with: " ")
      let title = Self.holdsAddress(heading) ? name : heading
      sheets.append(PlanSheet(title: Self.title(title, &taken), instance: index, heading: heading))
    }
    let own = sheets.count
    if shown.contains(where: { instance(of: $0) == nil }) {
      sheets.append(PlanSheet(title: Self.title("Model", &taken), instance: nil, heading: model.title))
    }
    for definition in model.definitions {
      let sheet = instance(of: definition).flatMap { byInstance[$0] } ?? own
      places[definition.id] = (isShown(definition) ? sheet : -1, [])
    }
  }

  /// The instance whose sheet a definition stands on: its own, or that of the value whose growth it is.
  private func instance(of definition: Definition) -> Int? {
    if let own = definition.instance { return own }
    guard definition.purpose == .named, let dot = definition.path.lastIndex(of: "."),
      let parent = model.paths[String(definition.path[..<dot])]
    else { return nil }
    return model.definitions[parent].instance
  }

  /// Whether a word such as `H100` looks like a cell, which makes formulas hard to read.
  private static func holdsAddress(_ text: String) -> Bool {
    text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.contains { CellAddress(text: String($0)) != nil }
  }

  /// A sheet's name that Excel takes and no other sheet has.
  private static func title(_ label: String, _ taken: inout Set<String>) -> String {
    let allowed = label.filter { !"[]:*?/\\'!".contains($0) }.trimmingSpaces
    let base = allowed.isEmpty ? "Sheet" : allowed
    var number = 1
    var result = String(base.prefix(31)).trimmingSpaces
    while taken.contains(result.lowercased()) {
      number += 1
      let suffix = " \(number)"
      result = String(base.prefix(31 - suffix.count)).trimmingSpaces + suffix
    }
    taken.insert(result.lowercased())
    return result
  }

  private mutating func reserve(_ definition: Definition) {
    let sheet = places[definition.id].sheet
    let roll: PlanRow.Roll
    switch definition.rollUp {
    case .constant, .none: roll = .none
    case .sum: roll = .sum
    case .closing: roll = .closing
    case .formula: roll = .formula
    }
    let look: PlanRow.Look
    switch definition.body {
    case .leaf: look = .link
    case .stock: look = .closing
    case .formula, .converged: look = if case .part = definition.purpose { .part } else { .value }
    }
    // Found once, since it looks at the numbers of all members.
    let unit = unitWords(definition)
    let format = format(definition)
    for member in 0..<memberCount(definition.axes) {
      rows.append(
        PlanRow(
          sheet: sheet, label: definition.label + memberLabel(definition.axes, row: member), unit: unit,
          shownUnit: definition.unit, format: format, look: look, text: "", varies: definition.variesInTime,
          roll: roll,
          mayBeUndefined: domains.mayBeUndefined[definition.id], definition: definition.id))
      places[definition.id].rows.append(rows.count - 1)
    }
  }

  /// Definitions with the parts of each directly before it.
  private func inOrder() -> [Definition] {
    var partsOf: [Int: [Int]] = [:]
    for definition in model.definitions {
      if case .part(let owner) = definition.purpose { partsOf[owner, default: []].append(definition.id) }
    }
    var result: [Definition] = []
    var seen: Set<Int> = []
    func add(_ id: Int) {
      guard seen.insert(id).inserted, places[id].sheet >= 0 else { return }
      for part in partsOf[id] ?? [] { add(part) }
      result.append(model.definitions[id])
    }
    for definition in model.definitions {
      if case .part = definition.purpose { continue }
      add(definition.id)
    }
    for definition in model.definitions { add(definition.id) }
    return result
  }

  private mutating func write(_ definition: Definition) {
    let place = places[definition.id]
    if case .leaf(let leaf) = definition.body, areNear(model.leaves[leaf].unit.scale, definition.unit.scale) {
      let axes = model.leaves[leaf].axes
      for (member, row) in place.rows.enumerated() {
        rows[row].text = leafToken(leaf, member: self.member(axes, members(definition.axes, row: member)))
      }
      sheets[place.sheet].links += place.rows
      return
    }
    for (member, row) in place.rows.enumerated() {
      let spot = Spot(
        sheet: place.sheet, definition: definition.id, member: member,
        members: members(definition.axes, row: member), label: rows[row].label, roll: rows[row].roll)
      switch definition.body {
      case .leaf(let leaf):
        let unit = model.leaves[leaf].unit
        write(
          Formula(.leaf(leaf), type: definition.type, axes: definition.axes, unit: unit, span: definition.span),
          definition, row,
          spot)
      case .formula(let formula): write(formula, definition, row, spot)
      // The book is laid out with loops as rounds.
      case .converged: rows[row].text = "\"n/a\""
      case .stock(let open, let adds, let lesses): writeStock(open, adds, lesses, definition, row, spot)
      }
    }
    sheets[place.sheet].blocks.append((definition.id, place.rows))
  }

  private mutating func write(_ formula: Formula, _ definition: Definition, _ row: Int, _ spot: Spot) {
    if case .member(let axis) = definition.type {
      rows[row].text = memberName(formula, axis, spot)
      return
    }
    if let direct = directLink(formula, definition, spot) {
      rows[row].text = direct
      rows[row].look = .link
      return
    }
    if case .cumulative(let id) = formula.form, writeCumulative(id, definition, row, spot) { return }
    var term = self.term(formula, spot)
    term = converted(term, to: definition.unit.scale, formula, spot)
    if rows[row].varies, !term.varies, !term.isCell, Double(term.text) == nil {
      // What is the same in all periods is calculated once.
      term = self.row(term, unit: definition.unit, spot, label: "\(spot.label), each period")
    }
    let text = finished(term, spot)
    let isPlain = term.isCell || !text.contains { "+-*/^(<>=".contains($0) }
    if !isPlain, let same = known[spot.sheet][Self.key(text, rows[row].varies)] {
      rows[row].text = table.token(Reference(target: .row(same), across: rows[row].varies ? .same : .constant))
    } else {
      rows[row].text = text
      if !isPlain { known[spot.sheet][Self.key(text, rows[row].varies)] = row }
    }
    rows[row].standsInPeriodsOnly = formula.picked(spot.members).readsPeriods
  }

  /// A value that is another sheet's as it is.
  private mutating func directLink(_ formula: Formula, _ definition: Definition, _ spot: Spot) -> String? {
    var members = spot.members
    let id: Int
    switch formula.form {
    case .definition(let other): id = other
    case .element(let other, let picks) where !picks.contains(where: { $0.axis == 0 }):
      id = other
      for pick in picks { members[pick.axis] = pick.member }
    case .byMember(let axis, let formulas):
      guard let member = members[axis], formulas.indices.contains(member) else { return nil }
      return directLink(formulas[member], definition, spot)
    default: return nil
    }
    let other = model.definitions[id]
    let place = places[id]
    let member = self.member(other.axes, members)
    guard areNear(other.unit.scale, definition.unit.scale), place.sheet != spot.sheet,
      place.rows.indices.contains(member)
    else { return nil }
    return table.token(Reference(target: .row(place.rows[member]), across: other.variesInTime ? .same : .constant))
  }

  /// A running sum in its definition's own row.
  private mutating func writeCumulative(_ id: Int, _ definition: Definition, _ row: Int, _ spot: Spot) -> Bool {
    let other = model.definitions[id]
    guard areNear(other.unit.scale, definition.unit.scale), rows[row].opening == nil else { return false }
    let value = read(id, members: spot.members, spot)
    let before = table.token(Reference(target: .row(row), across: .previous))
    var term = Term(text: before + "+" + value.text, binding: .sum, varies: true)
    if value.mayBeText { term.needs = [before, value.text] }
    rows[row].text = term.guarded
    rows[row].opening = .number(0)
    return true
  }

  /// Opening, movements, closing.
  private mutating func writeStock(
    _ open: Formula, _ adds: [Int], _ lesses: [Int], _ definition: Definition, _ row: Int, _ spot: Spot
  ) {
    let scale = definition.unit.scale
    let mayFail = domains.mayBeUndefined[definition.id]
    let first = converted(term(open, spot.at(0)), to: scale, open, spot)
    if let number = Double(first.text), !first.isCell {
      rows[row].opening = .number(number)
    } else {
      rows[row].opening = .formula(first.guarded)
    }
    let before = Term(
      text: table.token(Reference(target: .row(row), across: .previous)), scale: scale, isCell: true,
      mayBeText: mayFail,
      varies: true)
    let opening = operand(
      self.row(before, unit: definition.unit, spot, label: "\(spot.label), opening"), open, spot)
    if let place = rows.indices.last, rows[place].look == .part { rows[place].look = .opening }
    var term = opening
    for (movement, sign) in adds.map({ ($0, "+") }) + lesses.map({ ($0, "-") }) {
      let other = model.definitions[movement]
      let read = self.read(movement, members: spot.members, spot)
      var amount = converted(read, to: scale, open, spot)
      let label =
        "\(spot.label), \(sign == "+" ? "plus" : "less") \(other.label.prefix(1).lowercased() + other.label.dropFirst())"
      if amount.isCell || amount.needs.isEmpty { amount = self.row(amount, unit: definition.unit, spot, label: label) }
      let amountOperand = operand(amount, open, spot)
      term.text += sign + amountOperand.within(.product)
      term.require(amountOperand)
    }
    term.varies = true
    rows[row].text = term.guarded
    stockMovements[row] = term
  }

  /// A row with 1 in every period in which a stock's row is not what its opening and movements come to.
  private mutating func writeStockCheck(_ definition: Definition) {
    let place = places[definition.id]
    for row in place.rows {
      guard let movements = stockMovements[row] else { continue }
      let cell = table.token(Reference(target: .row(row), across: .same))
      let spot = Spot(
        sheet: place.sheet, definition: definition.id, member: 0, members: [:], label: rows[row].label, roll: .none)
      var expected = movements
      var closing = cell
      if !movements.needs.isEmpty {
        // What may be undefined gets a row of its own, and n/a counts as nothing on both sides.
        let own = self.row(
          Term(text: movements.guarded, scale: movements.scale, mayBeText: true, varies: true), unit: definition.unit,
          spot, label: "\(spot.label), from its movements")
        expected = Term(text: "N(\(own.text))")
        closing = "N(\(cell))"
      }
      stockRows[definition.id, default: []].append(rows.count)
      rows.append(
        PlanRow(
          sheet: place.sheet, label: "Not explained: " + spot.label, unit: "1 = fails", format: NumberFormat.whole,
          look: .value, text: "IF(\(closing)=\(expected.text),0,1)", varies: true, roll: .none, mayBeUndefined: false))
    }
    sheets[place.sheet].checks += stockRows[definition.id] ?? []
  }

  /// Labels stand once in the book: what several sheets share is followed by the instance's name, what one sheet has
  /// twice by the name in the model.
  private mutating func makeLabelsUnique() {
    var groups: [String: [Int]] = [:]
    for index in rows.indices { rows[index].label = rows[index].label.singleLine }
    for index in rows.indices { groups[rows[index].label.lowercased(), default: []].append(index) }
    for group in groups.values where group.count > 1 {
      let isAcross = Set(group.map { rows[$0].sheet }).count == group.count
      for index in group {
        if isAcross, let instance = sheets[rows[index].sheet].instance {
          rows[index].label += " (\(model.instances[instance].name))"
        } else if !isAcross, let id = rows[index].definition ?? rows[index].shows {
          rows[index].label += model.definitions[id].writtenName.map { " (\($0))" } ?? ""
        }
      }
    }
    var counts: [String: Int] = [:]
    for index in rows.indices {
      let label = rows[index].label
      counts[label.lowercased(), default: 0] += 1
      if let count = counts[label.lowercased()], count > 1 { rows[index].label += " · \(count)" }
    }
  }
}

extension Definition {
  /// The name that the text gives: a helper's is that of what it helps, and what only a question reads has none.
  var writtenName: String? {
    guard let end = path.firstIndex(of: "~") else { return path }
    let owner = String(path[..<end])
    return owner == "question" ? nil : owner
  }
}

extension Formula {
  /// A member's own formula where each has one.
  fileprivate func picked(_ members: [AxisID: Int]) -> Formula {
    guard case .byMember(let axis, let formulas) = form, let member = members[axis], formulas.indices.contains(member)
    else {
      return self
    }
    return formulas[member].picked(members)
  }

  /// Whether it reads the length, number or date of the period, which years and totals do not have.
  var readsPeriods: Bool {
    switch form {
    case .period, .periodIndex, .periodStart: true
    case .negative(let operand), .not(let operand), .adjusted(let operand, _, _): operand.readsPeriods
    case .sum(let terms): terms.contains { $0.term.readsPeriods }
    case .product(let factors): factors.contains { $0.factor.readsPeriods }
    case .power(let left, let right), .comparison(_, let left, let right): left.readsPeriods || right.readsPeriods
    case .and(let operands), .or(let operands), .call(_, let operands), .byMember(_, let operands):
      operands.contains(where: \.readsPeriods)
    case .conditional(let condition, let then, let otherwise):
      [condition, then, otherwise].contains(where: \.readsPeriods)
    case .fallback(let left, let right): left.readsPeriods || right.readsPeriods
    case .chosen(_, _, let operand), .percentile(_, let operand, _): operand.readsPeriods
    case .growth, .cumulative, .lag: true
    case .earlierMember(_, _, _, let start): start?.readsPeriods ?? false
    case .literal, .leaf, .definition, .element, .atPeriod, .fold, .rolledUp, .total, .firstWhere, .rank, .overPeriods:
      false
    }
  }
}

extension String {
  /// The text in one line, with single spaces.
  package var singleLine: String { split { $0.isWhitespace || $0.isNewline }.joined(separator: " ") }

  /// The text without the spaces at its ends.
  package var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
