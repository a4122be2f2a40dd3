import MarginSource
import MarginSyntax
import MarginUnits

/// Tables over two dimensions: the lines are members of the first, the columns of the second, and the table is one
/// value over both.
extension Checker {
  /// The dimensions of a table; nil, with a message, where one is unknown or there are too many.
  func tableAxes(_ table: TableDeclaration) -> (rows: AxisID, columns: AxisID?)? {
    guard let first = table.dimensions.first else {
      error(
        "D701", "this table does not say its dimension", table.name.span, "`table \(table.name.text) by engine { … }`")
      return nil
    }
    for (index, name) in table.dimensions.enumerated() {
      if axisByName[name.text] ?? 0 == 0 {
        unknownDimension(name)
        return nil
      }
      guard index < 2, index == 0 || name.text != first.text else {
        error(
          "D726", "a table has lines and columns, so it has two dimensions at most", name.span,
          index < 2 ? "the lines are its members already" : "one too many")
        return nil
      }
    }
    guard let rows = axisByName[first.text] else { return nil }
    return (rows, table.dimensions.dropFirst().first.flatMap { axisByName[$0.text] })
  }

  func buildGrid(_ id: Int, _ table: TableDeclaration) -> Definition? {
    guard case (let rows, let columns?)? = tableAxes(table) else { return nil }
    let hasTime = datedPaths.contains(drafts[id].path)
    guard fits(union([[rows], [columns], hasTime ? [0] : []]), table.name.span), checkRows(table, rows),
      let places = columnPlaces(table, columns), let unit = table.unit.map({ self.unit($0) }) ?? .some(nil)
    else { return nil }
    let lines = axes[rows].members.compactMap { member in table.rows.first { $0.member.text == member.name } }
    let cells = lines.map { line in places.map { line.cells[$0] } }
    guard cells.allSatisfy({ $0.allSatisfy { $0.map { isLiteral($0) } ?? true } }) else {
      return formulaGrid(id, cells, rows, columns, unit, table.name.span)
    }
    var numbers: [[Double]] = []
    var own = unit
    for line in cells {
      var row: [Double] = []
      for cell in line {
        guard let cell else { row.append(.nan); continue }
        guard let literal = tableCell(cell, own, drafts[id].path) else { return nil }
        if own == nil { own = literal.unit }
        row.append(literal.in(own ?? literal.unit)[0])
      }
      numbers.append(row)
    }
    let shown = own ?? .plain
    let dimensions = union([[rows], [columns]])
    let flat = dimensions.first == rows ? numbers.flatMap { $0 } : places.indices.flatMap { c in numbers.map { $0[c] } }
    leaves.append(
      LeafDraft(
        definition: id, role: .value, dimensions: dimensions, unit: shown, hasTime: hasTime,
        values: hasTime ? flat.flatMap { Array(repeating: $0, count: timeline.count) } : flat))
    return plainDefinition(
      id, .leaf(leaves.count - 1), .quantity(shown.dimension), shown, union([dimensions, hasTime ? [0] : []]),
      table.name.span)
  }

  /// The place of the column of each member; nil, with a message, where one is unknown, repeated or missing.
  private func columnPlaces(_ table: TableDeclaration, _ axis: AxisID) -> [Int]? {
    var found: [String: Int] = [:]
    let members = axes[axis].members.map(\.name)
    for (place, column) in table.columns.enumerated() {
      guard members.contains(column.name.text) else {
        unknownMember(column.name.text, column.name.span, axis)
        return nil
      }
      guard found.updateValue(place, forKey: column.name.text) == nil else {
        duplicate(column.name, "a column for this member")
        return nil
      }
      guard column.unit == nil else {
        oneUnit(column.name.span)
        return nil
      }
    }
    let lacking = members.filter { found[$0] == nil }
    guard lacking.isEmpty else {
      lacksColumns(lacking, axis, table.name.span)
      return nil
    }
    return members.compactMap { found[$0] }
  }

  /// With a formula among them the cells are formulas: one row of them a member.
  private func formulaGrid(
    _ id: Int, _ cells: [[Expression?]], _ rows: AxisID, _ columns: AxisID, _ unit: Unit?, _ span: Span
  ) -> Definition? {
    var shown = unit
    var lines: [Formula] = []
    for (member, line) in zip(axes[rows].members, cells) {
      guard let row = cellFormulas(id, line, &shown, span) else { return nil }
      let formula = Formula(
        .byMember(columns, row), type: .quantity((shown ?? .plain).dimension),
        axes: union(row.map(\.axes) + [[columns]]), unit: shown ?? .plain, span: span)
      lines.append(helper(formula, words: member.label))
    }
    let own = shown ?? .plain
    let formula = Formula(
      .byMember(rows, lines), type: .quantity(own.dimension), axes: union(lines.map(\.axes) + [[rows]]), unit: own,
      span: span)
    return plainDefinition(id, .formula(formula), formula.type, own, formula.axes, span)
  }

  /// `N403` in a table.
  func unknownMember(_ text: String, _ span: Span, _ axis: AxisID) {
    let members = axes[axis].members.map(\.name)
    let near = members.count > 10_000 ? nil : likely(text, among: members)
    error(
      "N403", "`\(text.prefix(60))` is no member of `\(axes[axis].name)`", span, "unknown member",
      notes: [("members", memberList(members))],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(span, $0)])] } ?? [])
  }

  func lacksColumns(_ names: [String], _ axis: AxisID, _ span: Span) {
    error(
      "D703", "this table has no column for \(memberList(names))", span,
      "every member of `\(axes[axis].name)` needs one")
  }

  func oneUnit(_ span: Span) {
    error(
      "D727", "a table over two dimensions is one value, so it has one unit", span, "state it behind the dimensions")
  }
}
