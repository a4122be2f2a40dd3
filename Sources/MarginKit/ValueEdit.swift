import MarginModel
import MarginSource
import MarginSyntax
import MarginUnits

/// New values of inputs, written into the text where the old ones stand. Nothing is written before `write()`.
public struct ValueEdit: Sendable {
  /// One line for each: `email.hit_rate 72% -> 36%`.
  public let made: [String]
  /// The model as it is once changed. A case that was written against the old value is stale then.
  public let workspace: Workspace

  private let changes: [TextChange]

  /// Settings `PATH=VALUE` of the model at a path. Fails, with the reason, where one does not fit or the text holds no
  /// such value.
  public static func of(_ path: String, _ settings: [String]) throws(Failure) -> ValueEdit {
    let first = Workspace.load(path)
    // A stale case is what a new value may mend.
    guard first.isSound || !first.errors.isEmpty && first.errors.allSatisfy({ $0.code == "C604" }) else {
      throw Failure(first.diagnostics, first.sources)
    }
    var (workspace, drafts, made) = (first, [String: [UInt8]](), [String]())
    for setting in settings {
      let target = try Target(setting, in: workspace, path)
      let edit = try target.edit()
      let file = edit.span.file
      guard let place = workspace.places[file], let bytes = applying([edit], to: workspace.sources.files[file].bytes)
      else { throw target.refused("its text does not lie beside the model", at: nil) }
      drafts[place] = bytes
      made.append(target.words)
      workspace = Workspace.load(path, drafts: drafts)
      let broken = workspace.errors.filter { $0.code != "C604" }
      guard broken.isEmpty else { throw Failure(broken, workspace.sources) }
    }
    return ValueEdit(made: made, workspace: workspace, changes: TextChange.all(first, drafts))
  }

  /// What would be written, as `diff -u` shows it.
  public var difference: String { changes.map(\.difference).joined() }

  /// Writes every file that changed, each as a whole; gives their names.
  @discardableResult
  public func write() throws(Failure) -> [String] { try TextChange.write(changes) }

  /// What no longer fits the new values: stale cases.
  public func messages(color: Bool = false) -> String {
    Messages.text(workspace.errors, workspace.sources, color: color, limit: 100)
  }
}

/// One setting, with the value that it replaces.
private struct Target {
  let path: String
  let newText: String
  let old: Expression?
  /// The file in which the old value stands, or its instance.
  let tree: SyntaxTree?
  /// Other values hold from dates on, which a new one would not change.
  let isDated: Bool
  let workspace: Workspace

  var words: String { path + " " + (old.map { workspace.sources.text($0.span) } ?? "(its default)") + " -> " + shown }

  init(_ setting: String, in workspace: Workspace, _ model: String) throws(Failure) {
    guard let parts = CommandLineCase.parts(setting), CommandLineCase.fault(setting) == nil else {
      throw Failure("L312", "`\(setting)` is not a setting", fixes: ["PATH=VALUE, such as email.hit_rate=20%"])
    }
    // The value is held to the same rules as on top of a case.
    let tried = Workspace.load(model, settings: [setting])
    let stranger = tried.diagnostics.filter { fault in
      fault.severity == .error
        && fault.primary.map { tried.sources.files[$0.span.file].name == CommandLineCase.file } ?? true
    }
    path = parts.path
    newText = parts.value
    self.workspace = workspace
    var found: (tree: SyntaxTree, old: Expression)?
    for (file, tree) in (workspace.program?.trees ?? []).enumerated() where found == nil {
      guard workspace.places[file] != nil, let local = workspace.local(parts.path, in: file) else { continue }
      found = writtenValue(tree, path: local).map { (tree, $0) }
    }
    old = found?.old
    isDated = found.map { hasDatedChanges($0.tree, path: parts.path) } ?? false
    tree = found?.tree
    // A cell of a table has its currency from the table's head.
    let isCell = if case .number(let number)? = found?.old.form { number.unit == nil } else { false }
    guard stranger.allSatisfy({ isCell && $0.code == "U204" }) else { throw Failure(stranger, tried.sources) }
  }

  func edit() throws(Failure) -> Diagnostic.Edit {
    guard CaseWords.hasNoDate(newText) else {
      throw refused("`set` writes the value itself, without a date", at: nil)
    }
    if let old {
      guard old.isWrittenOut else {
        throw refused("it is bound to `\(workspace.sources.text(old.span))`", at: old.span)
      }
      guard !isDated else { throw refused("other values hold from dates on, which stay as they are", at: old.span) }
      if case .members(let members) = old.form, !newText.hasPrefix("["), let first = members.first {
        throw refused("it has a value for each member: name one, such as `\(path)[\(first.name.text)]`", at: old.span)
      }
      return Diagnostic.Edit(old.span, shown)
    }
    let parts = path.split(separator: ".").map(String.init)
    if parts.count == 2, let id = workspace.model?.paths[path], workspace.model?.definitions[id].isInput == true {
      for (file, tree) in (workspace.program?.trees ?? []).enumerated() where workspace.places[file] != nil {
        if let edit = bindingEdit(tree, instance: parts[0], input: parts[1], newText: newText) { return edit }
      }
    }
    let span = workspace.model.flatMap { model in model.paths[path].map { model.definitions[$0].span } }
    throw refused("its value does not stand in one place of a text beside the model", at: span)
  }

  /// The new value with the unit and sign of the old one where it has none of its own.
  private var shown: String {
    guard let old, let tree, !newText.isEmpty else { return newText }
    let isNegative = newText.hasPrefix("-")
    let digits = isNegative ? String(newText.dropFirst()) : newText
    guard let number = tree.tokens.first(where: { $0.kind == .number && $0.start >= old.span.start }),
      number.end <= old.span.end, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || "._kMbnx%".utf8.contains($0) })
    else { return newText }
    let before = tree.source.text(from: old.span.start, to: number.start)
    let oldDigits = tree.source.text(from: number.start, to: number.end)
    var new = digits
    if oldDigits.hasSuffix("%"), !digits.hasSuffix("%"), let value = Double(digits) { new = Self.percent(value) }
    let unsigned = before.hasPrefix("-") ? String(before.dropFirst()) : before
    return (isNegative ? "-" : "") + unsigned + new + tree.source.text(from: number.end, to: old.span.end)
  }

  /// 0.07 as `7%`, without the noise of binary fractions.
  private static func percent(_ value: Double) -> String {
    let hundredfold = (value * 100 * 1e10).rounded() / 1e10
    return (exactInt(hundredfold).map(String.init) ?? "\(hundredfold)") + "%"
  }

  /// `L330`.
  func refused(_ reason: String, at span: Span?) -> Failure {
    Failure(
      Diagnostic(
        "L330", "`\(path)` cannot be set in the text: \(reason)", at: span.map { .init($0) },
        fixes: [.init("change the text there, or try the value out with `--set \(path)=\(newText)`")]),
      workspace.sources)
  }
}

/// What a setting may say beside its value.
private enum CaseWords {
  static func hasNoDate(_ value: String) -> Bool {
    !value.split(separator: " ").contains { ["from", "because"].contains($0) }
  }
}

extension Workspace {
  /// A path as a file's own text has it, without the prefix under which the file is imported; nil where the path has
  /// another prefix.
  func local(_ path: String, in file: Int) -> String? {
    guard let program else { return nil }
    for (importer, targets) in program.imports.enumerated() {
      let statements = program.trees[importer].statements.compactMap { statement -> Import? in
        if case .import(let found) = statement.form { return found }
        return nil
      }
      for (statement, target) in zip(statements, targets) where target == file {
        guard let alias = statement.alias?.text else { return path }
        return path.hasPrefix(alias + ".") ? String(path.dropFirst(alias.utf8.count + 1)) : nil
      }
    }
    return path
  }
}

extension Expression {
  /// Whether it is a number, a date, a truth, or one of these per member.
  fileprivate var isWrittenOut: Bool {
    switch form {
    case .number, .date, .truth: true
    case .negative(let inner): if case .number = inner.form { true } else { false }
    case .members(let members):
      members.allSatisfy { if case .members = $0.value.form { false } else { $0.value.isWrittenOut } }
    default: false
    }
  }
}
