import MarginModel
import MarginReports
import MarginSource
import MarginSyntax

/// What `--case` and `--set` ask for, as a case of the model's own.
enum CommandLineCase {
  /// The name under which messages show what the command line sets.
  static let file = "--set"

  /// Adds the settings to a program as a case on top of the one named, and gives what is wrong with them. A name may put
  /// cases together, as the text does: `cold_cache + ten_x`.
  static func add(_ settings: [String], on caseName: String?, to program: inout Program) -> [Diagnostic] {
    let known = names(in: program)
    let parts = (caseName ?? "base").split(separator: "+", omittingEmptySubsequences: false)
      .map { String($0).trimmingSpaces }
    if let part = parts.first(where: { !known.contains($0) && ($0 != "base" || parts.count > 1) }) {
      return [unknown(part, known)]
    }
    guard !settings.isEmpty || parts.count > 1 else { return [] }
    let faults = settings.compactMap(fault)
    guard faults.isEmpty else { return faults }
    let base = parts == ["base"] ? "" : " : " + parts.joined(separator: " + ")
    let lines = settings.map { "  " + change($0) + "\n" }.joined()
    let body = settings.isEmpty ? "" : " {\n\(lines)}"
    let text = "case \(freshName(known))\(base)\(body)\n"
    let source = SourceFile(name: file, text: text)
    let index = program.sources.add(source)
    let (tree, found) = parse(source, file: index)
    program.trees.append(tree)
    program.imports.append([])
    program.settings = index
    return found
  }

  /// The case to evaluate: the command line's own where there is one, else the one named, else the base.
  static func index(in model: Model, caseName: String?) -> Int {
    model.settingsCase ?? model.cases.firstIndex { $0.name == caseName } ?? 0
  }

  /// A setting as results show it: `email.hit_rate = 20%`.
  static func shown(_ setting: String) -> String { parts(setting).map { $0.path + " = " + $0.value } ?? setting }

  static func unknown(_ caseName: String, _ known: [String]) -> Diagnostic {
    let near = Suggestion.names(like: caseName, among: known + ["base"])
    let list = (["base"] + known).map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      "L313", "the model has no case `\(caseName)`", at: nil, notes: [.init("cases", list)],
      fixes: near.map { .init("did you mean `\($0)`?") })
  }

  /// The names of the cases that the texts define, in their order.
  private static func names(in program: Program) -> [String] { program.trees.flatMap(names) }

  private static func names(_ tree: SyntaxTree) -> [String] {
    tree.statements.compactMap { statement in
      if case .case(let declaration) = statement.form { return declaration.name.text }
      return nil
    }
  }

  private static func freshName(_ known: [String]) -> String {
    var name = "what_if"
    while known.contains(name) { name += "_" }
    return name
  }

  private static func change(_ setting: String) -> String {
    parts(setting).map { $0.path + " -> " + $0.value } ?? setting
  }

  static func parts(_ setting: String) -> (path: String, value: String)? {
    guard let sign = setting.firstIndex(of: "=") else { return nil }
    let path = trimmed(setting[..<sign])
    let value = trimmed(setting[setting.index(after: sign)...])
    return path.isEmpty || value.isEmpty ? nil : (path, value)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// A setting is one change: nothing in it may end the line or open another statement.
  static func fault(_ setting: String) -> Diagnostic? {
    let breaks = setting.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F || "{};#".unicodeScalars.contains(scalar)
    }
    if parts(setting) != nil, !breaks { return nil }
    let shown = String(setting.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    return Diagnostic(
      "L312", "`--set \(shown)` is not a setting", at: nil,
      notes: [.init("form", "--set PATH=VALUE, such as --set email.hit_rate=20%")])
  }
}
