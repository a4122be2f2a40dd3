import MarginSource
import MarginSyntax

/// The most numbers that one definition may have: its members times the periods.
let cellLimit = 2_000_000
/// The most numbers that a model may have in one case.
let modelLimit = 20_000_000

extension Checker {
  /// The dimensions that a definition's header names, without time; a message for each that is unknown.
  func statedDimensions(_ parts: Parts) -> [AxisID] {
    for name in parts.declaration.dimensions where axisByName[name.text] == nil { unknownDimension(name) }
    return parts.declaration.dimensions.compactMap { axisByName[$0.text] }.filter { $0 != 0 }
  }

  /// `N405`, unless the dimension stands in a part of the text that could not be read.
  func unknownDimension(_ name: Name) {
    guard !unreadNames.contains(name.text) else { return isSilenced = true }
    if ["period", "day", "week", "month", "quarter", "year"].contains(name.text) {
      return error(
        "N405", "there is no dimension `\(name.text)`", name.span, "time is no dimension to name",
        fixes: [.init("over all periods it is `total(x)`, so far `cumulative(x)`")])
    }
    guard name.text != "time" else {
      return error("N405", "nothing is added up or kept over `time` here", name.span, "a sum over time is `total(x)`")
    }
    let near = likely(name.text, among: axisByName.keys.sorted())
    error(
      "N405", "there is no dimension `\(name.text)`", name.span, "unknown dimension",
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
  }

  /// False, with one message for the whole model, where a value over these axes has more numbers than may be.
  func fits(_ axes: [AxisID], _ span: Span) -> Bool {
    var count = 1
    for axis in axes { count = checkedSize(count, self.axes[axis].members.count) ?? Int.max }
    guard count > cellLimit else { return true }
    tooLarge("this has more than \(cellLimit) numbers", span)
    return false
  }

  /// Counts the numbers of one more definition.
  func count(_ definition: Definition) {
    guard fits(definition.axes, definition.span), isWhole(definition) else { return }
    cellCount += definition.axes.reduce(1) { $0 * axes[$1].members.count }
    if cellCount > modelLimit { tooLarge("the model has more than \(modelLimit) numbers", definition.span) }
  }

  /// False, with a message, where a value would vary over a dimension and a part of it at once.
  private func isWhole(_ definition: Definition) -> Bool {
    guard !subsets.isEmpty,
      let part = definition.axes.first(where: { axis in wholes(of: axis).contains(where: definition.axes.contains) }),
      let whole = wholes(of: part).first(where: definition.axes.contains)
    else { return true }
    error(
      "N491", "this varies over `\(axes[whole].name)` and its part `\(axes[part].name)` at once", definition.span,
      "fold one of them first")
    return false
  }

  /// False, with a message, where the inputs' numbers in all cases together are more than may be.
  func fits(cases: Int, of base: [[Double]], _ span: Span?) -> Bool {
    guard let span else { return true }
    let count = checkedSize(cases, base.reduce(0) { $0 + $1.count }) ?? Int.max
    guard count > modelLimit else { return true }
    tooLarge("the inputs have more than \(modelLimit) numbers in all cases together", span)
    return false
  }

  private func tooLarge(_ message: String, _ span: Span) {
    guard !diagnostics.contains(where: { $0.code == "D705" }) else { return }
    error("D705", message, span, "members of its dimensions times periods")
  }
}

extension Program {
  /// The words of what the parser passed over: a name among them may be defined there, so that its use is no mistake.
  func unreadNames() -> Set<String> {
    var names: Set<String> = []
    for tree in trees {
      for token in tree.tokens where token.kind == .word {
        guard tree.faults.contains(where: { $0.start <= token.start && tree.isSameLine($0.start, token.start) }) else {
          continue
        }
        names.insert(tree.source.text(from: token.start, to: token.end))
      }
      var read: [Span] = []
      Self.collect(tree.statements, of: tree, into: &read)
      var next = 0
      for (index, token) in tree.tokens.enumerated() where token.kind == .word {
        // `owner "…"` in an instance is a setting and no statement.
        if tree.tokens[index + 1].kind == .text { continue }
        while next < read.count, read[next].end <= token.start { next += 1 }
        if next < read.count, read[next].start <= token.start { continue }
        names.insert(tree.source.text(from: token.start, to: token.end))
      }
    }
    return names
  }

  /// The spans of what was read, in order: statements, and of a template or an instance its head and its body's.
  private static func collect(_ statements: [Statement], of tree: SyntaxTree, into spans: inout [Span]) {
    for statement in statements {
      let body: [Statement]
      switch statement.form {
      case .template(let template): body = template.body
      case .instance(let instance) where !instance.body.isEmpty: body = instance.body
      default:
        spans.append(statement.span)
        continue
      }
      let brace = tree.tokens.first {
        $0.start >= statement.span.start && tree.source.bytes[$0.start] == UInt8(ascii: "{")
      }
      spans.append(Span(file: tree.file, start: statement.span.start, end: brace?.end ?? statement.span.end))
      collect(body, of: tree, into: &spans)
    }
  }
}
