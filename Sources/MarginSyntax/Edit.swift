import MarginSource

/// The bytes with all edits made; nil where two of them overlap or one lies outside.
///
/// Edits at one place are made in the order given. Bytes that no edit covers stay as they are.
package func applying(_ edits: [Diagnostic.Edit], to bytes: [UInt8]) -> [UInt8]? {
  let ordered = edits.enumerated().sorted {
    ($0.element.span.start, $0.element.span.end, $0.offset) < ($1.element.span.start, $1.element.span.end, $1.offset)
  }
  var result: [UInt8] = []
  var position = 0
  for (_, edit) in ordered {
    guard edit.span.start >= position, edit.span.end <= bytes.count else { return nil }
    result += bytes[position..<edit.span.start]
    result += Array(edit.replacement.utf8)
    position = edit.span.end
  }
  return result + bytes[position...]
}

/// The edit that gives an input a new value and leaves every other byte as it is: unit, shape, note, clauses and
/// comments around the value stay.
///
/// `path` names what holds the value: `volume`, `email.hit_rate`, the rate `email.volume.growth`, or a cell
/// `price.cached[small]`. Nil where the text holds no such value in one place, as for a series.
package func settingEdit(_ tree: SyntaxTree, path: String, newText: String) -> Diagnostic.Edit? {
  guard let span = valueSpan(in: tree.statements, path) else { return nil }
  return Diagnostic.Edit(span, newText)
}

private func valueSpan(in statements: [Statement], _ path: String) -> Span? {
  for statement in statements {
    switch statement.form {
    case .definition(let definition):
      if let span = valueSpan(of: definition, path) { return span }
    case .instance(let instance):
      let prefix = instance.name.text + "."
      guard path.hasPrefix(prefix) else { continue }
      if let span = valueSpan(in: instance.body, String(path.dropFirst(prefix.count))) { return span }
    case .table(let table):
      if let span = cellSpan(of: table, path) { return span }
    case .rates(let rates):
      if path == "fx." + rates.from.text, rates.points.count == 1 { return rates.points[0].value.span }
    default: continue
    }
  }
  return nil
}

private func valueSpan(of definition: DefinitionDeclaration, _ path: String) -> Span? {
  guard let value = definition.value else { return nil }
  let name = definition.path.text
  switch value.form {
  case .expression(let expression): return path == name ? expression.span : nil
  case .growing(let expression, let rate):
    return path == name ? expression.span : path == name + ".growth" ? rate.span : nil
  case .once(_, let expression), .every(_, _, let expression): return path == name ? expression.span : nil
  case .series: return nil
  }
}

/// `price.cached[small]`
private func cellSpan(of table: TableDeclaration, _ path: String) -> Span? {
  let prefix = table.name.text + "."
  guard path.hasPrefix(prefix), path.hasSuffix("]"), let bracket = path.firstIndex(of: "[") else { return nil }
  let column = path[..<bracket].dropFirst(prefix.count)
  let member = path[path.index(after: bracket)...].dropLast()
  guard let place = table.columns.firstIndex(where: { $0.name.text == column }),
    let row = table.rows.first(where: { $0.member.text == member }), place < row.cells.count
  else { return nil }
  return row.cells[place]?.span
}
