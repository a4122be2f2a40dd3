import MarginSource
import MarginSyntax
import MarginUnits

/// Expansion is exponential by nature, so it has a budget.
private let instanceLimit = 5_000
private let instanceDepth = 16
/// The most names that instances may make together.
private let instanceNameLimit = 100_000
/// The most templates that may extend each other in one line.
private let extensionLimit = 64

extension Checker {
  /// Makes the definitions of one instance from its template and the templates that one extends.
  func expand(_ declaration: InstanceDeclaration, path: String, outer: Scope, parent: Int?, depth: Int) {
    instanceCount += 1
    guard instanceCount <= instanceLimit, depth <= instanceDepth else {
      if instanceCount <= instanceLimit + 1 {
        error(
          "N420", "these templates make too many components", declaration.name.span,
          "more than \(instanceLimit), or nested deeper than \(instanceDepth)")
      }
      return
    }
    guard drafts.count <= instanceNameLimit else {
      guard !diagnostics.contains(where: { $0.code == "N472" }) else { return }
      return error(
        "N472", "these templates make too many names", declaration.name.span, "more than \(instanceNameLimit) in all")
    }
    guard checkName(declaration.name, path: path) else { return }
    guard let chain = templateChain(declaration.template, file: outer.file) else { return }
    let instance = instances.count
    instances.append(
      Model.Instance(
        name: path, label: declaration.label?.value ?? title(of: declaration.name.text),
        isScenario: declaration.kind == .scenario && parent == nil, template: declaration.template.text,
        owner: declaration.owner?.value, span: declaration.name.span, parent: parent))
    instanceByPath[path] = instance
    var body = TemplateBody()
    for entry in chain {
      collect(entry, into: &body, scope: Scope(file: entry.file, prefix: path + ".", instance: instance))
    }
    bind(declaration, to: &body, outer: outer)
    addMembers(body, path: path, outer: outer)
    for nested in body.nested {
      expand(
        nested.declaration, path: path + "." + nested.declaration.name.text, outer: nested.scope, parent: instance,
        depth: depth + 1)
    }
  }

  /// What the templates of one instance hold together.
  private struct TemplateBody {
    struct Member {
      var declaration: DefinitionDeclaration
      var value: ValueClause?
      var clauses: [DefinitionDeclaration.Clause]
      var scope: Scope
      var valueScope: Scope
      /// The instance's own statement for it.
      var binding: DefinitionDeclaration?
      /// The instance's own statements for single columns of a row: `price.input = $3`.
      var columns: [String: DefinitionDeclaration] = [:]
      /// The members that this one replaces, nearest first.
      var replaced: [DefinitionDeclaration] = []
      var replacedScopes: [Scope] = []
    }
    var order: [String] = []
    var members: [String: Member] = [:]
    var tables: [(TableDeclaration, Scope)] = []
    /// Inputs that the instance seems to set under another name.
    var misspelt: Set<String> = []
    var nested: [(declaration: InstanceDeclaration, scope: Scope)] = []
  }

  private func collect(_ entry: TemplateEntry, into body: inout TemplateBody, scope: Scope) {
    for statement in entry.declaration.body {
      switch statement.form {
      case .definition(let declaration): collect(declaration, into: &body, scope: scope)
      case .table(let table): body.tables.append((table, scope))
      case .instance(let nested): body.nested.append((nested, scope))
      case .check, .band, .report, .chart, .sensitivity, .converge, .decision:
        statementsOfTemplates.append((statement, scope))
      default:
        error(
          "N415", "this does not belong in a template", statement.span,
          "a template holds inputs, formulas, tables, components, bands and checks")
      }
    }
  }

  private func collect(_ declaration: DefinitionDeclaration, into body: inout TemplateBody, scope: Scope) {
    guard declaration.path.parts.count == 1, let name = declaration.path.parts.first else {
      return error("N414", "a definition has a name without dots", declaration.path.span, "inside a template")
    }
    guard var known = body.members[name.text] else {
      guard declaration.kind != nil, !declaration.replaces else {
        return error(
          "N416", "there is no `\(name.text)` to replace in the template that this one extends", name.span,
          "not defined there")
      }
      body.order.append(name.text)
      body.members[name.text] = TemplateBody.Member(
        declaration: declaration, value: declaration.value, clauses: declaration.clauses, scope: scope,
        valueScope: scope)
      return
    }
    if declaration.kind == nil {
      known.value = declaration.value
      known.valueScope = scope
      known.clauses = declaration.clauses + rangesOnly(known.clauses)
    } else if declaration.replaces {
      known.replaced.insert(known.declaration, at: 0)
      known.replacedScopes.insert(known.scope, at: 0)
      known.declaration = declaration
      known.value = declaration.value
      known.clauses = declaration.clauses
      known.scope = scope
      known.valueScope = scope
    } else {
      return error(
        "N402", "`\(name.text)` is defined in the template that this one extends", name.span, "again here",
        secondary: [.init(known.declaration.path.span, "first here")],
        fixes: [
          .init(
            "write `replace` before it",
            edits: [
              .init(
                Span(file: declaration.span.file, start: declaration.span.start, end: declaration.span.start),
                "replace ")
            ])
        ])
    }
    body.members[name.text] = known
  }

  private func rangesOnly(_ clauses: [DefinitionDeclaration.Clause]) -> [DefinitionDeclaration.Clause] {
    clauses.filter { if case .range = $0 { true } else { false } }
  }

  /// Gives the instance's own values to the template's inputs.
  private func bind(_ instance: InstanceDeclaration, to body: inout TemplateBody, outer: Scope) {
    var bound: Set<String> = []
    for statement in instance.body {
      guard case .definition(let binding) = statement.form, isBinding(binding, of: body.members.keys) else {
        error(
          "N417", "an instance only sets inputs of its template", statement.span, "formulas belong in the template")
        continue
      }
      if bindColumn(binding, instance, to: &body) { continue }
      guard let name = binding.path.parts.first, binding.path.parts.count == 1, var member = body.members[name.text]
      else {
        let near = unknownInput(binding.path, instance, Array(body.members.keys))
        if let near { body.misspelt.insert(near) }
        continue
      }
      let kind = member.declaration.kind
      guard kind == .input || kind == .inputFlow || kind == .inputStock else {
        error(
          "N418", "`\(name.text)` is a formula of the template `\(instance.template.text)`; only inputs can be set",
          name.span, "a \(kind?.rawValue ?? "formula")",
          secondary: [.init(member.declaration.path.span, "defined here")])
        continue
      }
      guard bound.insert(name.text).inserted, member.columns.isEmpty else {
        duplicate(name, "a value for this input")
        continue
      }
      member.value = binding.value
      member.valueScope = outer
      let hasRange = binding.clauses.contains { if case .range = $0 { true } else { false } }
      member.clauses = binding.clauses + (hasRange ? [] : rangesOnly(member.clauses))
      member.binding = binding
      body.members[name.text] = member
    }
  }

  /// Takes `price.input = $3` for one column of a row; false where the name is not that of a row and something else.
  private func bindColumn(
    _ binding: DefinitionDeclaration, _ instance: InstanceDeclaration, to body: inout TemplateBody
  ) -> Bool {
    guard binding.path.parts.count == 2, let name = binding.path.parts.first, let column = binding.path.parts.last,
      var member = body.members[name.text], !member.declaration.fields.isEmpty
    else { return false }
    let fields = member.declaration.fields.map(\.text)
    guard member.declaration.kind == .input, fields.contains(column.text) else {
      let near = likely(column.text, among: fields)
      error(
        "N423", "`\(name.text)` has no field `\(column.text)`", column.span,
        "it has \(fields.joined(separator: ", "))",
        fixes: near.map { [.init("write `\($0)`", edits: [.init(column.span, $0)])] } ?? [])
      body.misspelt.insert(name.text)
      return true
    }
    guard member.binding == nil, member.columns.updateValue(binding, forKey: column.text) == nil else {
      duplicate(Name(binding.path.text, binding.path.span), "a value for this input")
      return true
    }
    body.members[name.text] = member
    return true
  }

  /// True of `seats = 40`; with `N417` for its first word also of `input seats = 40`.
  private func isBinding(_ binding: DefinitionDeclaration, of members: some Collection<String>) -> Bool {
    guard let kind = binding.kind else { return true }
    guard kind == .input, !binding.replaces, members.contains(binding.path.text), binding.value != nil else {
      return false
    }
    let word = Span(file: binding.span.file, start: binding.span.start, end: binding.path.span.start)
    error(
      "N417", "an instance sets inputs by their names", word, "the template says that it is an input",
      fixes: [.init("leave `input` out", edits: [.init(word, "")])])
    return true
  }

  /// The input that is meant, where one is near.
  private func unknownInput(_ path: Path, _ instance: InstanceDeclaration, _ known: [String]) -> String? {
    guard !unreadNames.contains(path.text) else {
      isSilenced = true
      return nil
    }
    let near = likely(path.text, among: known.sorted())
    error(
      "N401", "the template `\(instance.template.text)` has no input `\(path.text)`", path.span, "unknown",
      notes: near.map { [("near", "`\($0)` is one")] } ?? [],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(path.span, $0)])] } ?? [])
    return near
  }

  private func addMembers(_ body: TemplateBody, path: String, outer: Scope) {
    var missing: [String] = []
    for (table, scope) in body.tables { declareTable(table, prefix: path + ".", scope: scope) }
    for name in body.order {
      guard let member = body.members[name], let kind = member.declaration.kind else { continue }
      let isInput = kind == .input || kind == .inputFlow || kind == .inputStock
      if isInput, member.value == nil, member.columns.count < max(1, member.declaration.fields.count) {
        let lacking = member.declaration.fields.map(\.text).filter { member.columns[$0] == nil }
        failed(member.declaration, path + "." + name)
        guard !body.misspelt.contains(name) else { continue }
        missing += member.columns.isEmpty ? [name] : lacking.map { name + "." + $0 }
        continue
      }
      var inherited: Int?
      for (older, scope) in zip(member.replaced.reversed(), member.replacedScopes.reversed()) {
        inherited = addInherited(older, path: path + "." + name, scope: scope, inherited: inherited)
      }
      addDrafts(
        member.declaration, kind: kind, path: path + "." + name, value: member.value, clauses: member.clauses,
        valueScope: member.valueScope, scope: member.scope, inherited: inherited, binding: member.binding,
        columns: member.columns, columnScope: outer)
    }
    guard !missing.isEmpty, let instance = instanceByPath[path] else { return }
    let list = missing.map { "`\($0)`" }.joined(separator: ", ")
    error(
      "N419", "`\(path)` leaves inputs of its template without a value: \(list)", instances[instance].span,
      "set \(missing.count == 1 ? "it" : "them") in its braces")
  }

  /// An input whose fault has been reported, with its columns.
  private func failed(_ declaration: DefinitionDeclaration, _ path: String) {
    guard !declaration.fields.isEmpty else { return failedPath(path) }
    records[path] = declaration.fields.map(\.text)
    for field in declaration.fields { failedPath(path + "." + field.text) }
  }

  /// A name whose fault has been reported: whatever refers to it stays silent.
  private func failedPath(_ path: String) {
    let draft = Draft(
      path: path, label: path, kind: .input, isInput: true, origin: .missing, scope: Scope(file: 0),
      span: Span(file: 0, start: 0, end: 0))
    draft.state = .failed
    addDraft(draft)
  }

  /// The formula that a `replace` stands before, kept under a helper's name for `inherited(…)`.
  private func addInherited(_ older: DefinitionDeclaration, path: String, scope: Scope, inherited: Int?) -> Int? {
    guard let kind = older.kind else { return nil }
    let plainKind: Definition.Kind = kind == .flow ? .flow : kind == .stock ? .stock : kind == .ratio ? .ratio : .calc
    var number = 1
    while draftByPath[path + "~inherited\(number)"] != nil { number += 1 }
    let draft = Draft(
      path: path + "~inherited\(number)",
      label: (older.label?.value ?? title(of: older.path.text)) + ", before it was replaced", kind: plainKind,
      isInput: false, origin: .written(older, value: older.value, clauses: older.clauses, valueScope: scope),
      scope: scope, span: older.path.span)
    draft.inherited = inherited
    draft.isInheritedPart = true
    return addDraft(draft)
  }

  /// A template with those that it extends, the base first; nil with a message where one is unknown.
  private func templateChain(_ path: Path, file: Int) -> [TemplateEntry]? {
    var chain: [TemplateEntry] = []
    var name = path
    var place = file
    while true {
      guard let entry = template(name, file: place) else { return nil }
      if chain.contains(where: { $0.file == entry.file && $0.declaration.name == entry.declaration.name }) {
        error("N421", "the template `\(name.text)` extends itself", name.span, "through its own base")
        return nil
      }
      guard chain.count < extensionLimit else {
        error(
          "N471", "too many templates extend each other", path.span, "a line of more than \(extensionLimit)")
        return nil
      }
      chain.insert(entry, at: 0)
      guard let base = entry.declaration.base else { return chain }
      name = Path([base])
      place = entry.file
    }
  }

  private func template(_ path: Path, file: Int) -> TemplateEntry? {
    var known: [String] = Array(templates[file, default: [:]].keys)
    if path.parts.count == 1, let own = templates[file]?[path.text] { return own }
    let statements = program.trees[file].statements.compactMap { statement -> Import? in
      if case .import(let found) = statement.form { return found }
      return nil
    }
    let targets = file < program.imports.count ? program.imports[file] : []
    for (statement, target) in zip(statements, targets) {
      guard let target else { continue }
      let alias = statement.alias.map { $0.text + "." } ?? ""
      for (name, entry) in templates[target, default: [:]] {
        known.append(alias + name)
        if alias + name == path.text { return entry }
      }
    }
    if targets.contains(where: { $0 == nil }) { return nil }  // the import's own fault has been reported
    guard !path.parts.contains(where: { unreadNames.contains($0.text) }) else {
      isSilenced = true
      return nil
    }
    let near = likely(path.text, among: known.sorted())
    error(
      "N404", "there is no template `\(path.text)` here", path.span, "unknown",
      notes: near.map { [("near", "`\($0)` is one")] }
        ?? [
          (
            "known",
            known.isEmpty
              ? "none: import a library such as \"margin/inference\"" : known.sorted().joined(separator: ", ")
          )
        ],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(path.span, $0)])] } ?? [])
    return nil
  }
}
