import MarginSource
import MarginSyntax

/// What the reference of the library says of a template, in the words of its text.
enum LibraryWords {
  /// A section: what it is for, what to give, what has a default, what comes of it, and what it judges by.
  static func template(_ template: TemplateDeclaration, _ comment: [String], _ source: SourceFile) -> String {
    var text = "### `\(template.name.text)`" + (template.label.map { " \($0.value)" } ?? "") + "\n\n"
    if !comment.isEmpty { text += comment.joined(separator: "\n") + "\n\n" }
    if let base = template.base { text += "All of `\(base.text)`, and:\n\n" }
    let definitions = template.body.compactMap { statement in
      if case .definition(let definition) = statement.form { definition } else { nil }
    }
    let inputs = definitions.filter { isInput($0) }
    text += list("To give:", inputs.filter { $0.value == nil }.map { input($0, source) })
    text += list("With a default:", inputs.filter { $0.value != nil }.map { input($0, source) })
    text += list("Set by it:", definitions.filter { $0.kind == nil }.map { "`\(one($0.span, source))`" })
    text += list("What comes of it:", definitions.filter { $0.kind != nil && !isInput($0) }.map { result($0, source) })
    text += list("Holds:", template.body.compactMap { held($0, source) })
    text += list("Judges by:", template.body.compactMap { judgement($0, source) })
    return text
  }

  /// What a file holds beside templates: its imports, tables, dimensions and units. Nil for all else.
  static func shared(_ statement: Statement, _ source: SourceFile) -> String? {
    switch statement.form {
    case .import(let taken): "builds on `\(taken.path.value)`"
    case .unit, .dimension: "`\(one(statement.span, source))`"
    case .definition(let definition): isInput(definition) ? input(definition, source) : result(definition, source)
    case .table(let table): self.table(table, source)
    default: nil
    }
  }

  private static func isInput(_ definition: DefinitionDeclaration) -> Bool {
    [.input, .inputFlow, .inputStock].contains(definition.kind)
  }

  /// `` `hit_rate` = 70%: Cache hit rate, 0% to 100% (rule of the field) ``
  private static func input(_ definition: DefinitionDeclaration, _ source: SourceFile) -> String {
    var text = name(definition, source)
    if let value = definition.value { text += " = " + one(value.span, source) }
    text += label(definition)
    for clause in definition.clauses {
      if case .range(let low, let high) = clause {
        text += ", " + one(low.span, source) + " to " + one(high.span, source)
      }
    }
    let sources = definition.clauses.compactMap { clause in
      if case .source(let provenance) = clause { origin(provenance, source) } else { nil }
    }
    return sources.isEmpty ? text : text + " (" + sources.joined(separator: "; ") + ")"
  }

  private static func result(_ definition: DefinitionDeclaration, _ source: SourceFile) -> String {
    let kind = definition.kind.map { $0 == .calc ? "" : $0.rawValue + " " } ?? ""
    return (definition.replaces ? "instead of the old one: " : "") + kind + name(definition, source) + label(definition)
  }

  /// The name with its fields and its unit: `` `price { input, cached, output }` [USD / 1M tokens] ``
  private static func name(_ definition: DefinitionDeclaration, _ source: SourceFile) -> String {
    var text = definition.path.parts.map(\.text).joined(separator: ".")
    if !definition.fields.isEmpty { text += " { " + definition.fields.map(\.text).joined(separator: ", ") + " }" }
    text = "`\(text)`"
    if let unit = definition.unit { text += " [\(Self.unit(unit, source))]" }
    let dimensions = definition.dimensions.map(\.text)
    return dimensions.isEmpty ? text : text + " by " + dimensions.joined(separator: ", ")
  }

  private static func label(_ definition: DefinitionDeclaration) -> String {
    let words = [definition.label?.value, definition.note?.value].compactMap { $0 }
    return words.isEmpty ? "" : ": " + words.joined(separator: ", ")
  }

  private static func table(_ table: TableDeclaration, _ source: SourceFile) -> String {
    var text = "table `\(table.name.text)` by \(table.dimensions.map(\.text).joined(separator: ", "))"
    if let unit = table.unit { text += " [\(Self.unit(unit, source))]" }
    if let label = table.label { text += ": " + label.value }
    text += "; " + table.columns.map { "`\($0.name.text)`" }.joined(separator: ", ")
    text += " of " + table.rows.map { "`\($0.member.text)`" }.joined(separator: ", ")
    let sources = table.provenance.map { origin($0, source) }
    return sources.isEmpty ? text : text + " (" + sources.joined(separator: "; ") + ")"
  }

  private static func held(_ statement: Statement, _ source: SourceFile) -> String? {
    switch statement.form {
    case .instance(let instance):
      "`\(instance.name.text)`, made of `\(instance.template.parts.map(\.text).joined(separator: "."))`"
    case .table(let table): self.table(table, source)
    default: nil
    }
  }

  private static func judgement(_ statement: Statement, _ source: SourceFile) -> String? {
    switch statement.form {
    case .band, .check, .decision: "`\(one(statement.span, source))`"
    default: nil
    }
  }

  /// `gateway log, 2026-10-31`
  private static func origin(_ provenance: Provenance, _ source: SourceFile) -> String {
    provenance.text.value + (provenance.date.map { ", " + source.text($0.span) } ?? "")
  }

  /// The unit as written, without its brackets.
  private static func unit(_ unit: UnitExpression, _ source: SourceFile) -> String {
    one(unit.span, source).trimming { "[] ".contains($0) }
  }

  /// A part of the text on one line.
  private static func one(_ span: Span, _ source: SourceFile) -> String {
    source.text(span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func list(_ heading: String, _ items: [String]) -> String {
    items.isEmpty ? "" : "\(heading)\n\n" + items.map { "* \($0)\n" }.joined() + "\n"
  }
}

extension String {
  /// Without the characters at both ends for which the test holds.
  fileprivate func trimming(_ isIdle: (Character) -> Bool) -> String {
    let start = drop(while: isIdle)
    return String(start.reversed().drop(while: isIdle).reversed())
  }
}
