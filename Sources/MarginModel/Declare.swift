import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  /// Collects every name before any formula is read, so that order never matters.
  func declare() {
    axes = [Model.Axis(name: "time", label: "Time", members: timeline.labels.map { ($0, $0) }, maps: nil)]
    axisByName = ["time": 0]
    visible = Array(repeating: [:], count: program.trees.count)
    for file in program.trees.indices { declareDimensionsAndTemplates(file) }
    // Imported files first, so that a model reads from what it takes in to what it makes of it.
    let order = Array(program.trees.indices.dropFirst()) + [0]
    for file in order where file != program.settings && file < program.trees.count { declareNames(file) }
    for file in program.trees.indices { importNames(file) }
    declareRates()
    for file in order where file != program.settings && file < program.trees.count { declareBodies(file) }
    declareScenarios()
    declareSubsets()
  }

  private func declareDimensionsAndTemplates(_ file: Int) {
    for statement in program.trees[file].statements {
      switch statement.form {
      case .dimension(let declaration): declareDimension(declaration)
      case .template(let declaration):
        if templates[file, default: [:]][declaration.name.text] != nil {
          duplicate(declaration.name, "a template of that name")
        } else {
          templates[file, default: [:]][declaration.name.text] = TemplateEntry(declaration: declaration, file: file)
        }
      case .model where file != 0:
        error(
          "N412", "an imported file has no `model` statement of its own", statement.span,
          "only the model that imports it has one")
      default: break
      }
    }
  }

  /// The names that a file's own text gives, before its imports are added.
  private func declareNames(_ file: Int) {
    let prefix = filePrefix(file)
    visible[file].reserveCapacity(program.trees[file].statements.count)
    for statement in program.trees[file].statements {
      let name: Name?
      switch statement.form {
      case .definition(let declaration): name = declaration.path.parts.first
      case .table(let declaration): name = declaration.name
      case .instance(let declaration): name = declaration.name
      default: name = nil
      }
      guard let name else { continue }
      visible[file][name.text] = prefix + name.text
    }
  }

  /// `p.` for a file that is imported `as p`.
  private func filePrefix(_ file: Int) -> String {
    for (importer, targets) in program.imports.enumerated() {
      for (statement, target) in zip(importStatements(importer), targets) where target == file {
        return statement.alias.map { $0.text + "." } ?? ""
      }
    }
    return ""
  }

  private func importStatements(_ file: Int) -> [Import] {
    program.trees[file].statements.compactMap {
      if case .import(let statement) = $0.form { return statement }
      return nil
    }
  }

  /// What a file sees of the files it imports. Names taken in twice from different files are an error.
  private func importNames(_ file: Int) {
    guard file < program.imports.count else { return }
    for (statement, target) in zip(importStatements(file), program.imports[file]) {
      guard let target else { continue }
      let alias = statement.alias.map { $0.text + "." } ?? ""
      for name in ownNames(target).sorted() {
        let local = alias + name
        let path = filePrefix(target) + name
        if let other = visible[file][local], other != path || alias.isEmpty && ownNames(file).contains(name) {
          clashes.insert(name)
          error(
            "N402", "`\(name)` comes from this import and is defined already", statement.path.span,
            "brings in `\(name)`",
            fixes: [.init("import it under a prefix: `import \"\(statement.path.value)\" as x`")])
        } else {
          visible[file][local] = path
        }
      }
    }
  }

  func ownNames(_ file: Int) -> Set<String> {
    Set(
      program.trees[file].statements.compactMap { statement in
        switch statement.form {
        case .definition(let declaration): declaration.path.parts.first?.text
        case .table(let declaration): declaration.name.text
        case .instance(let declaration): declaration.name.text
        default: nil
        }
      })
  }

  private func declareBodies(_ file: Int) {
    let scope = Scope(file: file)
    let prefix = filePrefix(file)
    draftByPath.reserveCapacity(draftByPath.count + program.trees[file].statements.count)
    for statement in program.trees[file].statements {
      switch statement.form {
      case .definition(let declaration): declareDefinition(declaration, prefix: prefix, scope: scope)
      case .table(let declaration): declareTable(declaration, prefix: prefix, scope: scope)
      case .instance(let declaration):
        expand(declaration, path: prefix + declaration.name.text, outer: scope, parent: nil, depth: 0)
      default: break
      }
    }
  }

  private func declareDefinition(_ declaration: DefinitionDeclaration, prefix: String, scope: Scope) {
    guard let kind = declaration.kind else {
      return error(
        "N413", "this definition does not say what it is", declaration.path.span, "input, calc, flow, stock or ratio?",
        fixes: [
          .init(
            declaration.value == nil ? "make it a `stock`, with its unit and opening level" : "make it a `calc`",
            edits: declaration.value == nil
              ? []
              : [
                .init(
                  Span(file: declaration.span.file, start: declaration.span.start, end: declaration.span.start), "calc "
                )
              ])
        ])
    }
    guard declaration.path.parts.count == 1, !declaration.replaces else {
      return error(
        "N414", "a definition has a name without dots", declaration.path.span,
        declaration.replaces
          ? "`replace` belongs in a template that extends another" : "only a template defines inside an instance")
    }
    addDrafts(
      declaration, kind: kind, path: prefix + declaration.path.text, value: declaration.value,
      clauses: declaration.clauses, valueScope: scope, scope: scope, inherited: nil)
  }

  func declareTable(_ table: TableDeclaration, prefix: String, scope: Scope) {
    let path = prefix + table.name.text
    guard checkName(table.name, path: path) else { return }
    if table.data != nil { return declareDataTable(table, path: path, scope: scope) }
    if table.dimensions.count > 1 {
      addDraft(
        Draft(
          path: path, label: table.label?.value ?? title(of: table.name.text), kind: .input, isInput: true,
          origin: .grid(table), scope: scope, span: table.name.span))
      return
    }
    records[path] = table.columns.map(\.name.text)
    var seen: Set<String> = []
    for (index, column) in table.columns.enumerated() {
      guard seen.insert(column.name.text).inserted else { duplicate(column.name, "a column of that name"); continue }
      addDraft(
        Draft(
          path: path + "." + column.name.text,
          label: (table.label?.value ?? title(of: table.name.text)) + ", " + title(of: column.name.text).lowercased(),
          kind: .input, isInput: true, origin: .column(table, index), scope: scope, span: column.name.span))
    }
  }

  /// The drafts of one written definition: itself, or one per field of a record, with the rates and dates they bring.
  func addDrafts(
    _ declaration: DefinitionDeclaration, kind: DefinitionDeclaration.Kind, path: String, value: ValueClause?,
    clauses: [DefinitionDeclaration.Clause], valueScope: Scope, scope: Scope, inherited: Int?,
    binding: DefinitionDeclaration? = nil, columns: [String: DefinitionDeclaration] = [:], columnScope: Scope? = nil
  ) {
    guard let name = declaration.path.parts.last, checkName(name, path: path, mayRepeat: inherited != nil) else {
      return
    }
    let label = binding?.label?.value ?? declaration.label?.value ?? title(of: name.text)
    let isInput = kind == .input || kind == .inputFlow || kind == .inputStock
    let plainKind: Definition.Kind =
      switch kind {
      case .input: .input
      case .calc: .calc
      case .flow, .inputFlow: .flow
      case .stock, .inputStock: .stock
      case .ratio: .ratio
      }
    func add(_ path: String, _ label: String, _ field: String?) {
      // A column that is set alone is a value of its own; of a row the column is taken.
      let column = field.flatMap { columns[$0] }
      let value = column.map(\.value) ?? value
      let clauses = column.map { $0.clauses + ranges(clauses, unless: $0.clauses) } ?? clauses
      let valueScope = column.flatMap { _ in columnScope } ?? valueScope
      let binding = column ?? binding
      let draft = Draft(
        path: path, label: label, kind: plainKind, isInput: isInput,
        origin: .written(declaration, value: value, clauses: clauses, valueScope: valueScope), scope: scope,
        span: name.span)
      draft.note = binding?.note?.value ?? declaration.note?.value
      draft.place = binding?.span ?? declaration.span
      draft.field = column == nil ? field : nil
      draft.inherited = inherited
      let id = addDraft(draft)
      addCompanions(of: id, path, label, value, valueScope, name.span)
    }
    guard !declaration.fields.isEmpty else { return add(path, label, nil) }
    records[path] = declaration.fields.map(\.text)
    for field in declaration.fields {
      let words = columns[field.text]?.label?.value ?? label + ", " + title(of: field.text).lowercased()
      add(path + "." + field.text, words, field.text)
    }
  }

  /// The ranges that hold for a value whose own clauses state none.
  private func ranges(
    _ clauses: [DefinitionDeclaration.Clause], unless own: [DefinitionDeclaration.Clause]
  ) -> [DefinitionDeclaration.Clause] {
    func isRange(_ clause: DefinitionDeclaration.Clause) -> Bool { if case .range = clause { true } else { false } }
    return own.contains(where: isRange) ? [] : clauses.filter(isRange)
  }

  /// The definitions that a value brings along: the rate of `growing`, the date of `once`, the periods of `every`.
  private func addCompanions(
    of id: Int, _ path: String, _ label: String, _ value: ValueClause?, _ scope: Scope, _ span: Span
  ) {
    func companion(_ name: String, _ words: String, _ origin: Draft.Origin) {
      pathsWithCompanions.insert(path)
      addDraft(
        Draft(
          path: path + "." + name, label: label + ", " + words, kind: .input, isInput: true, origin: origin,
          scope: scope,
          span: span))
    }
    switch value?.form {
    case .growing(_, let rate): companion("growth", "growth", .rate(of: id, rate, scope))
    case .once(let date, _): companion("date", "date", .date(of: id, date, scope))
    case .every(let interval, let from, _):
      companion("timing", "when", .timing(of: id, interval: interval, from: from, scope))
    default: break
    }
  }

  @discardableResult
  func addDraft(_ draft: Draft) -> Int {
    drafts.append(draft)
    draftByPath[draft.path] = drafts.count - 1
    return drafts.count - 1
  }

  /// False, with a message, where a name is taken.
  func checkName(_ name: Name, path: String, mayRepeat: Bool = false) -> Bool {
    if units.entry(name.text) != nil {
      error(
        "N402", "`\(name.text)` is a unit, and units and definitions share their names", name.span,
        "choose another name",
        fixes: [.init("say what is counted, such as `all_\(name.text)` or `\(name.text)_needed`")])
      unreadNames.insert(name.text)
      return false
    }
    if let axis = axisByName[name.text], axis != 0 {
      error("N402", "`\(name.text)` is a dimension already", name.span, "choose another name")
      unreadNames.insert(name.text)
      return false
    }
    guard draftByPath[path] == nil && records[path] == nil && instanceByPath[path] == nil || mayRepeat else {
      if clashes.contains(name.text) { return false }
      let first = draftByPath[path].map { drafts[$0].span } ?? instanceByPath[path].map { instances[$0].span }
      error(
        "N402", "`\(path)` is defined twice", name.span, "again here",
        secondary: first.map { [.init($0, "first here")] } ?? [])
      return false
    }
    return true
  }

  func duplicate(_ name: Name, _ what: String) {
    error("N402", "there is already \(what): `\(name.text)`", name.span, "again here")
  }

  /// `token_prices` as a label: `Token prices`.
  func title(of name: String) -> String {
    // `µs` and its like are left to the general rules of writing.
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return generalTitle(of: name) }
    // Written in place: a list of the bytes would be one more piece of memory for each name.
    return String(unsafeUninitializedCapacity: name.utf8.count) { bytes in
      var count = 0
      var isGap = false
      func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
      }
      for byte in name.utf8 {
        guard byte != UInt8(ascii: "_") else {
          isGap = count > 0
          continue
        }
        if isGap { append(UInt8(ascii: " ")) }
        isGap = false
        let isSmall = count == 0 && byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        append(isSmall ? byte - 0x20 : byte)
      }
      return count
    }
  }

  private func generalTitle(of name: String) -> String {
    let words = name.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The built-in dimensions `scenario` and `owner`, made of the scenarios.
  private func declareScenarios() {
    let scenarios = instances.filter { $0.isScenario }
    guard !scenarios.isEmpty else { return }
    for scenario in scenarios { refusePlace(Name(scenario.name, scenario.span)) }
    axisByName["scenario"] = axes.count
    axes.append(
      Model.Axis(name: "scenario", label: "Scenario", members: scenarios.map { ($0.name, $0.label) }, maps: nil))
    let named = scenarios.map { $0.owner ?? header?.owner?.value ?? "No owner" }
    var owners: [String] = []
    for owner in named where !owners.contains(owner) { owners.append(owner) }
    axisByName["owner"] = axes.count
    axes.append(
      Model.Axis(
        name: "owner", label: "Owner", members: owners.map { ($0, $0) },
        maps: (axes.count - 1, named.map { owners.firstIndex(of: $0) ?? 0 })))
  }
}
