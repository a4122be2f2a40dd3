import Foundation
import MarginEngine
import MarginModel
import MarginSource
import MarginSyntax

/// A text parsed and checked, with the values of its names in each case.
struct Checked {
  let sources: SourceSet
  let diagnostics: [Diagnostic]
  let model: Model?

  /// Behind a line `=== NAME` the text goes on as a data file. `imports` are further files by name, for
  /// `import "NAME"`; `settings` is a case as the command line makes one.
  init(_ text: String, imports: [(name: String, text: String)] = [], settings: String? = nil) {
    var sources = SourceSet()
    var trees: [SyntaxTree] = []
    var found: [Diagnostic] = []
    let parts = Self.parts(text)
    let files =
      [("test.margin", parts.model)] + imports.map { ($0.name, $0.text) } + (settings.map { [("--set", $0)] } ?? [])
    for (name, text) in files {
      let source = SourceFile(name: name, text: text)
      let (tree, faults) = parse(source, file: sources.add(source))
      trees.append(tree)
      found += faults
    }
    let targets = trees.map { tree in
      tree.statements.compactMap { statement -> Int?? in
        guard case .import(let wanted) = statement.form else { return nil }
        return .some(imports.firstIndex { $0.name == wanted.path.value }.map { $0 + 1 })
      }
    }
    var program = Program(
      sources: sources, trees: trees, imports: targets, settings: settings == nil ? nil : trees.count - 1)
    for (name, text) in parts.data {
      let index = program.sources.add(SourceFile(name: name, text: text))
      for clause in trees.flatMap(\.dataClauses) where clause.path.value == name {
        program.data[clause.path.span] = index
      }
    }
    sources = program.sources
    let (model, faults) = check(program)
    self.sources = sources
    diagnostics = found + faults
    self.model = diagnostics.contains { $0.severity == .error } ? nil : model
  }

  /// `U201 4:12` for every error and warning, in the order of the text; in a data file `D720 usage.csv:4:12`.
  var codes: [String] {
    diagnostics.filter { $0.severity != .note }.sorted { place($0) < place($1) }.map { diagnostic in
      let (line, column) = place(diagnostic)
      let name = diagnostic.primary.map { sources.files[$0.span.file].name } ?? ""
      return "\(diagnostic.code) \(name.hasSuffix(".csv") ? name + ":" : "")\(line):\(column)"
    }
  }

  /// A text cut into the model and the data files behind it.
  static func parts(_ text: String) -> (model: String, data: [(name: String, text: String)]) {
    let all = text.components(separatedBy: "\n=== ")
    let data = all.dropFirst().map { part -> (name: String, text: String) in
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(lines[0]), lines.count > 1 ? String(lines[1]) : "")
    }
    return (all[0] + (data.isEmpty ? "" : "\n"), data)
  }

  private func place(_ diagnostic: Diagnostic) -> (Int, Int) {
    guard let span = diagnostic.primary?.span else { return (0, 0) }
    let position = sources.files[span.file].position(span.start)
    return (position.line, position.column)
  }

  /// The messages as people read them.
  var messages: String { terminalText(diagnostics, sources, color: false) }

  /// The values of a name in its own unit, in the order of `Model.layout`.
  func values(_ path: String, case name: String = "base") -> [Double] {
    guard let model, let id = model.paths[path], let index = model.cases.firstIndex(where: { $0.name == name }) else {
      return []
    }
    let definition = model.definitions[id]
    return evaluate(model, caseIndex: index).columns[id].map { rounded($0 / definition.unit.scale) }
  }

  /// The value of a name over the whole timeline, in its own unit; per member where it has dimensions.
  func whole(_ path: String, case name: String = "base") -> [Double] {
    guard let model, let id = model.paths[path], let index = model.cases.firstIndex(where: { $0.name == name }) else {
      return []
    }
    let definition = model.definitions[id]
    let rolled = evaluate(model, caseIndex: index).rollUps[id]
    let slots = model.timeline.years.count + 1
    return stride(from: slots - 1, to: rolled.count, by: slots).map { rounded(rolled[$0] / definition.unit.scale) }
  }

  /// The unit of a name as it is shown.
  func unit(_ path: String) -> String? {
    guard let model, let id = model.paths[path] else { return nil }
    return model.definitions[id].unit.text
  }

  /// To twelve digits, so that tests compare what people write.
  private func rounded(_ number: Double) -> Double {
    guard number.isFinite, number != 0 else { return number }
    let power = 11 - number.magnitude.exponent10
    let scale = Self.powers[max(0, min(power, 22))]
    return (number * scale).rounded() / scale
  }

  private static let powers: [Double] = (0...22).map { Double("1e\($0)") ?? 1 }
}

extension Double {
  /// The power of ten of the first digit.
  fileprivate var exponent10: Int {
    var count = 0
    var rest = self
    while rest >= 10, count < 300 { rest /= 10; count += 1 }
    while rest < 1, rest > 0, count > -300 { rest *= 10; count -= 1 }
    return count
  }
}

/// A model's head with a year of months.
let head = "model \"M\" {\n  currency USD\n  timeline 2026-01 for 12 months\n}\n"
