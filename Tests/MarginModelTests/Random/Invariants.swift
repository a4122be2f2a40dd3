import MarginEngine
import MarginModel
import MarginSource
import MarginSyntax

/// What must hold of any bytes that are read as a model. The fuzzer of `bin/fuzz` is built from this file too.
struct Invariants {
  /// The texts that `import "margin/NAME"` finds, by NAME.
  let library: [String: String]

  /// What does not hold, in words; a trap or a hang shows itself.
  func broken(by bytes: [UInt8]) -> [String] {
    var found: [String] = []
    let source = SourceFile(name: "any.margin", bytes: bytes)
    let (tree, faults) = parse(source, file: 0)
    var end = 0
    for token in tree.tokens {
      if token.triviaStart != end || token.start < token.triviaStart || token.end < token.start {
        found.append("the tokens leave out \(end)")
      }
      end = token.end
    }
    if end != bytes.count { found.append("the tokens end at \(end) of \(bytes.count)") }
    var sources = SourceSet()
    _ = sources.add(source)
    found += faults.flatMap { broken($0, sources) }
    if !faults.contains(where: { $0.severity == .error }) { found += brokenLayout(tree) }
    return found + brokenModel(tree, faults, sources)
  }

  /// A text without errors has a layout without errors, which is its own layout and keeps the comments.
  private func brokenLayout(_ tree: SyntaxTree) -> [String] {
    let once = format(tree)
    let (again, faults) = parse(SourceFile(name: "any.margin", text: once), file: 0)
    if let fault = faults.first(where: { $0.severity == .error }) {
      return ["laid out, the text has a fault: \(fault.code) \(fault.message)"]
    }
    var found: [String] = []
    if format(again) != once { found.append("laying out twice differs from laying out once") }
    if comments(tree) != comments(again) { found.append("laying out changes the comments") }
    if words(tree) != words(again) { found.append("laying out changes the words") }
    return found
  }

  private func comments(_ tree: SyntaxTree) -> Int {
    tree.tokens.count { tree.source.bytes[$0.triviaStart..<$0.start].contains(UInt8(ascii: "#")) }
  }

  private func words(_ tree: SyntaxTree) -> [String] {
    tree.tokens.filter { $0.kind != .newline }.map { tree.source.text(from: $0.start, to: $0.end) }
  }

  private func brokenModel(_ tree: SyntaxTree, _ faults: [Diagnostic], _ sources: SourceSet) -> [String] {
    var sources = sources
    var trees = [tree]
    var places: [String: Int] = [:]
    var told = faults
    let wanted = tree.statements.compactMap { statement -> String? in
      if case .import(let found) = statement.form { found.path.value } else { nil }
    }
    for name in wanted where places[name] == nil {
      guard name.hasPrefix("margin/"), let text = library[String(name.dropFirst(7))] else { continue }
      let source = SourceFile(name: name, text: text)
      let file = sources.add(source)
      let (tree, faults) = parse(source, file: file)
      places[name] = file
      trees.append(tree)
      told += faults
    }
    let imports = [wanted.map { places[$0] }] + trees.dropFirst().map { _ in [] }
    let (model, diagnostics) = check(Program(sources: sources, trees: trees, imports: imports))
    var found = diagnostics.flatMap { broken($0, sources) }
    told += diagnostics
    // A file that is not there is told of by who looks for it.
    let lacksFiles = wanted.contains { places[$0] == nil } || trees.contains { !$0.dataClauses.isEmpty }
    let isWrong = told.contains { $0.severity == .error } || lacksFiles
    if model == nil, !isWrong { found.append("there is neither a model nor a reason") }
    let shown = Array(told.prefix(100))
    if terminalText(shown, sources, color: false).isEmpty != shown.isEmpty { found.append("a message is empty") }
    _ = jsonText(shown, sources)
    if let model, !isWrong { found += brokenValues(model) }
    return found
  }

  /// Small models are evaluated too.
  private func brokenValues(_ model: Model) -> [String] {
    let size = model.definitions.reduce(0) { $0 + model.count($1.axes) } * model.cases.count
    guard size < 50_000 else { return [] }
    return model.cases.indices.flatMap { index -> [String] in
      let columns = evaluate(model, caseIndex: index).columns
      let isSound = columns.count == model.definitions.count && columns.joined().allSatisfy { $0.isFinite || $0.isNaN }
      return isSound ? [] : ["a value is infinite"]
    }
  }

  /// A message has a code and words, and all of its places lie in their files.
  private func broken(_ diagnostic: Diagnostic, _ sources: SourceSet) -> [String] {
    var found: [String] = []
    let code = Array(diagnostic.code.utf8)
    if code.count != 4 || !(65...90).contains(code[0]) || diagnostic.message.isEmpty {
      found.append("a message without a code or words: `\(diagnostic.code)` `\(diagnostic.message)`")
    }
    let edits = diagnostic.fixes.flatMap(\.edits)
    let spans = [diagnostic.primary?.span].compactMap { $0 } + diagnostic.secondary.map(\.span) + edits.map(\.span)
    for span in spans {
      let isInside =
        sources.files.indices.contains(span.file) && span.start >= 0 && span.start <= span.end
        && span.end <= sources.files[span.file].bytes.count
      if !isInside { found.append("\(diagnostic.code) stands at \(span)") }
    }
    for fix in diagnostic.fixes {
      guard let first = fix.edits.first, sources.files.indices.contains(first.span.file) else { continue }
      if applying(fix.edits, to: sources.files[first.span.file].bytes) == nil {
        found.append("the edits of \(diagnostic.code) overlap")
      }
    }
    return found
  }
}
