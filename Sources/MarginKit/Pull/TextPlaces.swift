import MarginModel
import MarginSource
import MarginSyntax

/// Where the numbers of a model stand in its texts.
struct TextPlaces {
  let workspace: Workspace
  let model: Model

  /// The trees of the user's files, with their numbers.
  var trees: [(file: Int, tree: SyntaxTree)] {
    (workspace.program?.trees ?? []).enumerated().compactMap { file, tree in
      workspace.places.indices.contains(file) && workspace.places[file] != nil ? (file, tree) : nil
    }
  }

  /// The written value of a path, with the tree in which it stands.
  func value(_ path: String) -> (tree: SyntaxTree, expression: Expression)? {
    for (file, tree) in trees {
      guard let local = workspace.local(path, in: file), let found = writtenValue(tree, path: local) else { continue }
      return (tree, found)
    }
    return nil
  }

  func definition(_ path: String) -> (tree: SyntaxTree, declaration: DefinitionDeclaration)? {
    for (file, tree) in trees {
      guard let local = workspace.local(path, in: file), let found = writtenDefinition(tree, path: local) else {
        continue
      }
      return (tree, found)
    }
    return nil
  }

  /// The rates of `fx.EUR`.
  func rates(_ path: String) -> (tree: SyntaxTree, declaration: RateDeclaration)? {
    for (_, tree) in trees {
      for statement in tree.statements {
        if case .rates(let rates) = statement.form, "fx." + rates.from.text == path { return (tree, rates) }
      }
    }
    return nil
  }

  /// A case as written.
  struct WrittenCase {
    let tree: SyntaxTree
    let file: Int
    let declaration: CaseDeclaration
    let span: Span
  }

  func caseNamed(_ name: String) -> WrittenCase? { cases.first { $0.declaration.name.text == name } }

  /// All cases of the user's files.
  var cases: [WrittenCase] {
    trees.flatMap { file, tree in
      tree.statements.compactMap { statement in
        guard case .case(let declaration) = statement.form else { return nil }
        return WrittenCase(tree: tree, file: file, declaration: declaration, span: statement.span)
      }
    }
  }

  /// The changes of a case that name a path, in their order.
  func changes(_ path: String, in written: WrittenCase) -> [CaseDeclaration.Change] {
    let local = workspace.local(path, in: written.file)
    return written.declaration.changes.filter { $0.path.text == path || $0.path.text == local }
  }

  /// The edit that adds changes to a case, as lines below its last one or within its line.
  func adding(_ changes: [String], to written: WrittenCase) -> Diagnostic.Edit {
    let bytes = written.tree.source.bytes
    let joined = changes.joined(separator: "; ")
    func insertion(_ place: Int, _ text: String) -> Diagnostic.Edit {
      Diagnostic.Edit(Span(file: written.file, start: place, end: place), text)
    }
    guard let last = written.declaration.changes.last?.span else {
      guard written.span.end > 0, bytes[written.span.end - 1] == UInt8(ascii: "}") else {
        let lines = changes.map { "\n  " + $0 }.joined() + "\n"
        return insertion(written.span.end, " {" + (changes.count == 1 ? " \(joined) " : lines) + "}")
      }
      return insertion(written.span.end - 1, " \(joined) ")
    }
    let line = bytes[..<last.start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let end = bytes[last.end...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    guard end < written.span.end, bytes[line..<last.start].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
      return insertion(last.end, "; \(joined)")
    }
    let indent = String(decoding: bytes[line..<last.start], as: UTF8.self)
    return insertion(end, changes.map { "\n" + indent + $0 }.joined())
  }

  /// The first period of a written date, nil where it is the name of an input.
  func period(_ date: Expression) -> Int? {
    guard case .date(let date) = date.form else { return nil }
    return period(date)
  }

  func period(_ date: DateLiteral) -> Int {
    model.timeline.period(year: date.year, month: date.month, day: date.day ?? 1)
  }
}

extension Expression {
  /// Whether it is one number, date or truth, written out.
  var isSingleLiteral: Bool {
    switch form {
    case .number, .date, .truth: true
    case .negative(let inner): if case .number = inner.form { true } else { false }
    default: false
    }
  }

  /// The value of a member where it is a list of them, itself where it is one for all.
  func value(ofMember name: String?) -> Expression? {
    guard case .members(let members) = form else { return isSingleLiteral ? self : nil }
    guard let found = members.first(where: { $0.name.text == name })?.value, found.isSingleLiteral else { return nil }
    return found
  }
}
