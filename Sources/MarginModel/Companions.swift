import MarginSource
import MarginSyntax
import MarginUnits

/// The definitions that a value brings along, and the columns of tables.
extension Checker {
  /// The rate of a growing input: a share per time.
  func buildRate(_ id: Int, of owner: Int, _ expression: Expression, _ scope: Scope) -> Definition? {
    guard let lowered = number(lower(expression, Context(scope: scope))) else { return nil }
    let formula = writtenOut(lowered)
    guard formula.type == .quantity(Dimension.time.power(Rational(-1))) else {
      if case .literal = formula.form, formula.unit.style == .percent, formula.unit.factors.isEmpty {
        let text = program.sources.text(formula.span)
        error(
          "U203", "a growth is a share per time, such as 6%/month", formula.span, "per month, or per year?",
          fixes: [.init("write `\(text)/month`, or per year", edits: [.init(formula.span, text + "/month")])])
        return nil
      }
      unitMismatch(
        "a growth is a share per time, such as 6%/month", formula,
        Unit([units.factor("month", exponent: Rational(-1))].compactMap { $0 }), formula.span)
      return nil
    }
    checkGrowth(formula)
    return companion(id, formula, expression) { self.drawRate(of: owner, self.drafts[id].path, $0) }
  }

  /// A sign before a written number is part of it, so that `-3%/year` is a cell that can be set.
  private func writtenOut(_ formula: Formula) -> Formula {
    guard case .negative(let inner) = formula.form, case .literal(let value) = inner.form else { return formula }
    return Formula(.literal(-value), type: formula.type, axes: [], unit: formula.unit, span: formula.span)
  }

  /// The date of a `once`.
  func buildDate(_ id: Int, _ expression: Expression, _ scope: Scope) -> Definition? {
    if case .path(let path) = expression.form, path.text == "first" || path.text == "last" {
      let day = Formula(
        .literal(timeline.firstDay(path.text == "first" ? 0 : timeline.count - 1).serial), type: .date, axes: [],
        unit: .plain, span: expression.span)
      return companion(id, day, expression)
    }
    guard let formula = lower(expression, Context(scope: scope)) else { return nil }
    guard formula.type == .date else {
      error("T507", "a date is needed here", expression.span, "such as 2026-03, or an input that holds a date")
      return nil
    }
    checkOnce(formula)
    return companion(id, formula, expression)
  }

  private func companion(
    _ id: Int, _ formula: Formula, _ expression: Expression, draw: (Int) -> InputShape? = { _ in nil }
  ) -> Definition? {
    guard case .literal(let value) = formula.form else {
      if case .rate(let owner, _, _) = drafts[id].origin, case .written(_, let value, _, _) = drafts[owner].origin,
        let shape = value?.rateShape
      {
        error("Q859", "a shape stands around a written number", shape.span, "this rate is a formula")
      }
      return plainDefinition(id, .formula(formula), formula.type, formula.unit, formula.axes, expression.span)
    }
    let hasTime = datedPaths.contains(drafts[id].path)
    leaves.append(
      LeafDraft(
        definition: id, role: .value, dimensions: [], unit: formula.unit, hasTime: hasTime,
        values: Array(repeating: value, count: hasTime ? timeline.count : 1)))
    let leaf = leaves.count - 1
    return plainDefinition(
      id, .leaf(leaf), formula.type, formula.unit, hasTime ? [0] : [], expression.span, shape: draw(leaf))
  }

  /// The periods of `every 6 months from 2026-03`, 1 where something happens and 0 elsewhere.
  func buildTiming(_ id: Int, _ interval: Expression, _ from: Expression?, _ scope: Scope) -> Definition? {
    guard case .number(let number) = interval.form, let length = self.interval(number), length.isForward else {
      error(
        "T514", "an interval is a whole number of periods", interval.span,
        "such as `every \(timeline.countsDays ? "4 weeks" : "6 months")`")
      return nil
    }
    var first = timeline.start
    if let from {
      guard case .date(let date) = from.form else {
        error("T507", "a date is needed here", from.span, "such as 2026-03")
        return nil
      }
      first = date.calendarDay
    }
    let values = timing(every: length, from: first)
    leaves.append(LeafDraft(definition: id, role: .value, dimensions: [], unit: .plain, hasTime: true, values: values))
    return plainDefinition(id, .leaf(leaves.count - 1), .quantity(.plain), .plain, [0], interval.span)
  }

  /// A column of a table: written numbers are cells that can be set; with a formula among them it is a formula.
  func buildColumn(_ id: Int, _ table: TableDeclaration, _ index: Int) -> Definition? {
    guard let dimension = table.dimension else {
      error(
        "D701", "this table does not say its dimension", table.name.span, "`table \(table.name.text) by engine { … }`")
      return nil
    }
    guard let axis = axisByName[dimension.text], axis != 0 else {
      if index == 0 { unknownDimension(dimension) }
      return nil
    }
    guard fits([axis, 0], table.name.span) else { return nil }
    if index == 0, !checkRows(table, axis) { return nil }
    if index > 0, drafts[id - 1].state == .failed, tableIsBroken(table, axis) { return nil }
    let column = table.columns[index]
    let written = column.unit ?? table.unit
    guard let unit = written.map({ self.unit($0) }) ?? .some(nil) else { return nil }
    let cells = axes[axis].members.map { member in
      table.rows.first { $0.member.text == member.name }.flatMap { index < $0.cells.count ? $0.cells[index] : nil }
    }
    let values = cells.map { cell in cell.map { isLiteral($0) } ?? true }
    guard values.allSatisfy({ $0 }) else { return formulaColumn(id, cells, axis, unit, column.name.span) }
    return literalColumn(id, cells, axis, unit, column.name)
  }

  private func literalColumn(_ id: Int, _ cells: [Expression?], _ axis: AxisID, _ unit: Unit?, _ name: Name)
    -> Definition?
  {
    var numbers: [Double] = []
    var own = unit
    for cell in cells {
      guard let cell else { numbers.append(.nan); continue }
      // The header's unit is stated for all cells, money included.
      guard let literal = tableCell(cell, own, drafts[id].path) else { return nil }
      if own == nil { own = literal.unit }
      numbers.append(literal.in(own ?? literal.unit)[0])
    }
    let shown = own ?? .plain
    let hasTime = datedPaths.contains(drafts[id].path)
    leaves.append(
      LeafDraft(
        definition: id, role: .value, dimensions: [axis], unit: shown, hasTime: hasTime,
        values: spread(numbers, axis, [axis], hasTime)))
    return plainDefinition(
      id, .leaf(leaves.count - 1), .quantity(shown.dimension), shown, union([[axis], hasTime ? [0] : []]), name.span)
  }

  func tableCell(_ cell: Expression, _ unit: Unit?, _ name: String) -> LiteralValue? {
    if let unit, case .number(let number) = cell.form, number.unit == nil {
      guard !isUnclearShare(number, unit, cell.span, name) else { return nil }
      return LiteralValue(
        numbers: [number.value], dimension: nil, unit: unit, type: .quantity(unit.dimension), span: cell.span)
    }
    if let unit, case .negative(let inner) = cell.form, case .number(let number) = inner.form, number.unit == nil {
      return LiteralValue(
        numbers: [-number.value], dimension: nil, unit: unit, type: .quantity(unit.dimension), span: cell.span)
    }
    return literalValue(cell, wanted: unit, name: name)
  }

  /// The member of the first line in which a column's cell is empty.
  private func emptyLine(of id: Int) -> Span? {
    guard case .column(let table, let column) = drafts[id].origin else { return nil }
    return table.rows.first { row in row.cells.indices.contains(column) && row.cells[column] == nil }?.member.span
  }

  private func formulaColumn(_ id: Int, _ cells: [Expression?], _ axis: AxisID, _ unit: Unit?, _ span: Span)
    -> Definition?
  {
    var shown = unit
    guard let members = cellFormulas(id, cells, &shown, span), let unit = shown else { return nil }
    let formula = Formula(
      .byMember(axis, members), type: .quantity(unit.dimension), axes: union(members.map(\.axes) + [[axis]]),
      unit: unit, span: span)
    return plainDefinition(id, .formula(formula), formula.type, unit, formula.axes, span)
  }

  /// Cells as formulas in one unit, which the first of them gives where none is stated.
  func cellFormulas(_ id: Int, _ cells: [Expression?], _ unit: inout Unit?, _ span: Span) -> [Formula]? {
    var members: [Formula] = []
    for cell in cells {
      guard let cell else {
        error(
          "D704", "a column with formulas has no empty cells", emptyLine(of: id) ?? span, "write a value in this line")
        return nil
      }
      if let literal = isLiteral(cell) ? tableCell(cell, unit, drafts[id].path) : nil {
        members.append(
          Formula(.literal(literal.numbers[0]), type: literal.type, axes: [], unit: literal.unit, span: cell.span))
      } else {
        guard let formula = lower(cell, Context(scope: drafts[id].scope)) else { return nil }
        members.append(formula)
      }
    }
    guard let members = aligned(members, span), let shown = unit ?? members.first?.unit else { return nil }
    unit = shown
    for member in members where !fits(member, shown.dimension) {
      unitMismatch("this cell has another unit than its column", member, shown, member.span)
      return nil
    }
    return members
  }

  private func tableIsBroken(_ table: TableDeclaration, _ axis: AxisID) -> Bool {
    table.rows.contains { $0.cells.count != table.columns.count }
      || axes[axis].members.contains { member in !table.rows.contains { $0.member.text == member.name } }
      || table.rows.contains { row in !axes[axis].members.contains { $0.name == row.member.text } }
  }

  /// True where the members stand in the header and not one of them before a line.
  private func isTurned(_ table: TableDeclaration, _ members: [String]) -> Bool {
    let known = Set(members)
    return table.columns.count > 0 && table.columns.allSatisfy { known.contains($0.name.text) }
      && !table.rows.contains { known.contains($0.member.text) }
  }

  /// Reports ragged lines, unknown, missing and repeated members.
  func checkRows(_ table: TableDeclaration, _ axis: AxisID) -> Bool {
    var good = true
    var seen: Set<String> = []
    let members = axes[axis].members.map(\.name)
    if let corner = table.columns.first?.name, corner.text == axes[axis].name, !table.rows.isEmpty,
      table.rows.allSatisfy({ $0.cells.count == table.columns.count - 1 })
    {
      error(
        "D702", "nothing stands above the members of a table", corner.span, "the header names the other columns",
        fixes: [.init("leave `\(corner.text)` out", edits: [.init(corner.span, "")])])
      return false
    }
    if isTurned(table, members) {
      error(
        "D702", "rows and columns of this table are swapped", table.columns.first?.name.span ?? table.name.span,
        "the members of `\(axes[axis].name)` stand in front of their lines")
      return false
    }
    for row in table.rows {
      if !members.contains(row.member.text) {
        good = false
        noMember(row.member, of: axis)
      } else if !seen.insert(row.member.text).inserted {
        good = false
        duplicate(row.member, "a line for this member")
      }
      if row.cells.count != table.columns.count {
        good = false
        error(
          "D702", "this line has \(row.cells.count) cells, the header \(table.columns.count)", row.span,
          "an empty cell is written `-`",
          secondary: table.columns.first.map { [.init($0.name.span, "the header begins here")] } ?? [])
      }
    }
    let lacking = members.filter { !seen.contains($0) }
    if good, !lacking.isEmpty {
      error(
        "D703", "this table has no line for \(lackingList(lacking))", table.name.span,
        "every member of `\(axes[axis].name)` needs one")
      return false
    }
    return good
  }

  /// A definition as its draft has it; `text` is what the model states where the definition's place does not.
  func plainDefinition(
    _ id: Int, _ body: Definition.Body, _ type: ValueType, _ unit: Unit, _ axes: [AxisID], _ span: Span,
    text: String? = nil, shape: InputShape? = nil
  ) -> Definition {
    let draft = drafts[id]
    var source: Definition.Provenance?
    var note: String?
    switch draft.origin {
    case .column(let table, _), .grid(let table):
      (source, note) = origin(of: table)
    case .data(let data, _):
      (source, note) = origin(of: data.table)
    case .rate(let owner, _, _), .date(let owner, _, _), .timing(let owner, _, _, _):
      if case .written(_, _, let clauses, _) = drafts[owner].origin {
        for case .source(let found) in clauses {
          source = .init(text: found.text.value, date: found.date.map { program.sources.text($0.span) })
        }
      }
    default: break
    }
    return Definition(
      id: id, path: draft.path, label: draft.label, kind: .input, isInput: true, purpose: .named, type: type,
      unit: unit,
      axes: axes, rollUp: axes.contains(0) ? .none : .constant, body: body, instance: draft.scope.instance, note: note,
      source: source, range: nil, shape: shape?.text, low: shape?.low, high: shape?.high,
      text: text ?? program.sources.text(span), span: span)
  }

  private func origin(of table: TableDeclaration) -> (source: Definition.Provenance?, note: String?) {
    let source = table.provenance.first.map {
      Definition.Provenance(text: $0.text.value, date: $0.date.map { self.program.sources.text($0.span) })
    }
    return (source, table.note?.value)
  }
}
