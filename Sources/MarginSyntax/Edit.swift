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

/// The written value that a path names: of an input `volume` or `email.hit_rate`, the rate `email.volume.growth`, the
/// date `launch.date`, one member's `mix[small]`, or a table's cell `price.cached[small]`. Nil where the text holds no
/// such value in one place, as for a series.
package func writtenValue(_ tree: SyntaxTree, path: String) -> Expression? { value(in: tree.statements, path) }

/// The edit that gives an input a new value and leaves every other byte as it is: shape, note, clauses and comments
/// around the value stay. Nil where `writtenValue` is.
package func settingEdit(_ tree: SyntaxTree, path: String, newText: String) -> Diagnostic.Edit? {
  writtenValue(tree, path: path).map { Diagnostic.Edit($0.span, newText) }
}

/// The definition that a path names, in an instance where it leads into one.
package func writtenDefinition(_ tree: SyntaxTree, path: String) -> DefinitionDeclaration? {
  var (statements, rest) = (tree.statements, path)
  while true {
    var inner: (body: [Statement], prefix: Int)?
    for statement in statements {
      switch statement.form {
      case .definition(let definition) where definition.path.text == rest: return definition
      case .instance(let instance) where rest.hasPrefix(instance.name.text + "."):
        inner = (instance.body, instance.name.text.count + 1)
      default: continue
      }
    }
    guard let inner else { return nil }
    (statements, rest) = (inner.body, String(rest.dropFirst(inner.prefix)))
  }
}

/// Whether the definition of a path says other values from dates on, beside the one that `writtenValue` gives.
package func hasDatedChanges(_ tree: SyntaxTree, path: String) -> Bool {
  func found(_ statements: [Statement], _ path: String) -> Bool {
    statements.contains { statement in
      switch statement.form {
      case .definition(let definition):
        return definition.path.text == path
          && definition.clauses.contains { if case .change = $0 { true } else { false } }
      case .instance(let instance):
        let prefix = instance.name.text + "."
        return path.hasPrefix(prefix) && found(instance.body, String(path.dropFirst(prefix.count)))
      default: return false
      }
    }
  }
  return found(tree.statements, path)
}

private func value(in statements: [Statement], _ path: String) -> Expression? {
  for statement in statements {
    switch statement.form {
    case .definition(let definition):
      if let found = value(of: definition, path) { return found }
    case .instance(let instance):
      let prefix = instance.name.text + "."
      guard path.hasPrefix(prefix) else { continue }
      if let found = value(in: instance.body, String(path.dropFirst(prefix.count))) { return found }
    case .table(let table):
      if let found = cell(of: table, path) { return found }
    case .rates(let rates):
      if path == "fx." + rates.from.text, rates.points.count == 1 { return rates.points[0].value }
    default: continue
    }
  }
  return nil
}

private func value(of definition: DefinitionDeclaration, _ path: String) -> Expression? {
  guard let value = definition.value else { return nil }
  let name = definition.path.text
  switch value.form {
  case .expression(let expression): return path == name ? expression : member(path, name, expression)
  case .growing(let expression, let rate): return path == name ? expression : path == name + ".growth" ? rate : nil
  case .once(let date, let expression): return path == name ? expression : path == name + ".date" ? date : nil
  case .every(_, _, let expression): return path == name ? expression : nil
  case .series: return nil
  }
}

/// `mix[small]` of `mix = [small: 80%, large: 20%]`
private func member(_ path: String, _ name: String, _ expression: Expression) -> Expression? {
  guard case .members(let members) = expression.form, path.hasPrefix(name + "["), path.hasSuffix("]") else {
    return nil
  }
  let wanted = path.dropFirst(name.count + 1).dropLast()
  return members.first { $0.name.text == wanted }?.value
}

/// `price.cached[small]`, or `price[small, europe]` of a table over two dimensions, its members in either order.
private func cell(of table: TableDeclaration, _ path: String) -> Expression? {
  if table.dimensions.count == 2 {
    guard path.hasPrefix(table.name.text + "["), path.hasSuffix("]") else { return nil }
    let members = path.dropFirst(table.name.text.count + 1).dropLast().split(separator: ",").map {
      String($0.drop { $0 == " " })
    }
    guard members.count == 2, let row = table.rows.first(where: { members.contains($0.member.text) }),
      let place = table.columns.firstIndex(where: {
        members.contains($0.name.text) && $0.name.text != row.member.text
      }), place < row.cells.count
    else { return nil }
    return row.cells[place]
  }
  let prefix = table.name.text + "."
  guard path.hasPrefix(prefix), path.hasSuffix("]"), let bracket = path.firstIndex(of: "[") else { return nil }
  let column = path[..<bracket].dropFirst(prefix.count)
  let member = path[path.index(after: bracket)...].dropLast()
  guard let place = table.columns.firstIndex(where: { $0.name.text == column }),
    let row = table.rows.first(where: { $0.member.text == member }), place < row.cells.count
  else { return nil }
  return row.cells[place]
}

/// The edit that gives an input of an instance a value where the instance leaves it at its template's: a line among its
/// others, laid out as they are. Nil where the text has no such instance.
package func bindingEdit(_ tree: SyntaxTree, instance name: String, input: String, newText: String) -> Diagnostic.Edit?
{
  for statement in tree.statements {
    guard case .instance(let instance) = statement.form, instance.name.text == name else { continue }
    let bytes = tree.source.bytes
    func insertion(_ place: Int, _ text: String) -> Diagnostic.Edit {
      Diagnostic.Edit(Span(file: tree.file, start: place, end: place), text)
    }
    guard let last = instance.body.last?.span else {
      guard statement.span.end > 0, bytes[statement.span.end - 1] == UInt8(ascii: "}") else {
        return insertion(statement.span.end, " { \(input) = \(newText) }")
      }
      let ends = bytes[(statement.span.end - 2)..<(statement.span.end - 1)].allSatisfy { $0 == 0x20 }
      return insertion(statement.span.end - 1, (ends ? "" : " ") + "\(input) = \(newText) ")
    }
    let line = bytes[..<last.start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let end = bytes[last.end...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    guard end < statement.span.end, bytes[line..<last.start].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
      return insertion(last.end, "; \(input) = \(newText)")
    }
    let indent = String(decoding: bytes[line..<last.start], as: UTF8.self)
    return insertion(end, "\n\(indent)\(input)\(gap(input, instance, tree))= \(newText)")
  }
  return nil
}

/// The blanks before `=` that put it below the one of the line before.
private func gap(_ input: String, _ instance: InstanceDeclaration, _ tree: SyntaxTree) -> String {
  guard case .definition(let last)? = instance.body.last?.form, last.label == nil else { return " " }
  let bytes = tree.source.bytes[last.path.span.start...]
  guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")) else { return " " }
  return String(repeating: " ", count: max(1, sign - last.path.span.start - input.utf8.count))
}
