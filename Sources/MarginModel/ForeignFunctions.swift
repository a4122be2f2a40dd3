import MarginFunctions
import MarginSource
import MarginSyntax

/// What a spreadsheet or another language calls by another name than this one does.
enum ForeignFunctions {
  enum Meaning {
    /// The same under another name.
    case named(String)
    /// An operator between the arguments, such as `^`.
    case joined(String)
    /// The sum of a product over a dimension.
    case sumOfProduct
    /// `if … then … else …`
    case conditional
    /// Said in words, since it is not one call.
    case told(String)
  }

  static func meaning(_ name: String) -> Meaning? { table[name.lowercased()] }

  private static let table: [String: Meaning] = [
    "sum": .joined("+"), "round": .named("round"), "average": .named("mean"), "avg": .named("mean"),
    "roundup": .named("ceil"), "ceiling": .named("ceil"),
    "rounddown": .named("floor"), "int": .named("floor"), "maximum": .named("max"), "minimum": .named("min"),
    "lag": .named("previous"), "prev": .named("previous"), "cumsum": .named("cumulative"), "iferror": .named("default"),
    "ifna": .named("default"), "coalesce": .named("default"), "pmt": .named("payment"), "xirr": .named("irr"),
    "pow": .joined("^"), "power": .joined("^"), "and": .joined("and"), "or": .joined("or"), "product": .joined("*"),
    "sumproduct": .sumOfProduct, "if": .conditional, "iff": .conditional, "iif": .conditional,
    "log": .told("`ln` is the natural logarithm, `log10` the one of base 10"),
    "mod": .told("a remainder is `x - floor(x / y) * y`, of plain numbers"),
    "vlookup": .told("a value of a table is picked: `price.input[small]`"),
    "xlookup": .told("a value of a table is picked: `price.input[small]`"),
    "index": .told("a value of a table is picked: `price.input[small]`"),
    "today": .told("a model knows no clock: write the date, or read a period with `x[first]`"),
    "now": .told("a model knows no clock: write the date, or read a period with `x[first]`"),
    "rand": .told("what is uncertain says so beside its value: `4% ~ 2% to 9%`"),
  ]
}

extension Checker {
  /// The mend of a call that other tools know by this name; nil where none does.
  func foreignMend(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, known: [String]) -> Diagnostic.Fix? {
    guard let meaning = ForeignFunctions.meaning(name.text) else { return nil }
    let texts = arguments.map { program.sources.text($0.value.span) }
    let isPlain = arguments.allSatisfy { $0.name == nil && $0.over.isEmpty && $0.by.isEmpty }
    func written(_ text: String) -> Diagnostic.Fix { .init("write `\(text)`", edits: [.init(span, text)]) }
    switch meaning {
    case .told(let words): return .init(words)
    case .named(let own):
      guard known.contains(own) else { return nil }
      guard name.text.lowercased().hasPrefix("round"), arguments.count == 2 else {
        return .init("write `\(own)`", edits: [.init(name.span, own)])
      }
      // A spreadsheet counts digits there, and Margin a step.
      return texts[1] == "0" ? written("\(own)(\(texts[0]))") : .init("`\(own)(x, 0.01)` takes a step, not digits")
    case .joined("+") where texts.count < 2: return .init("write `sum`", edits: [.init(name.span, "sum")])
    case .joined(let sign):
      guard isPlain, texts.count >= 2 else { return .init("join the values with `\(sign)`") }
      let parts = zip(texts, arguments).map { isAtom($0.1.value) ? $0.0 : "(\($0.0))" }
      let joined = parts.joined(separator: " \(sign) ")
      return written(sign == "^" || sign == "*" ? joined : "(\(joined))")
    case .sumOfProduct:
      guard isPlain, texts.count >= 2 else { return .init("write `sum(a * b)`") }
      let parts = zip(texts, arguments).map { isAtom($0.1.value) ? $0.0 : "(\($0.0))" }
      return written("sum(\(parts.joined(separator: " * ")))")
    case .conditional:
      guard isPlain, texts.count == 3 else { return .init("write `if condition then value else value`") }
      return written("(if \(texts[0]) then \(texts[1]) else \(texts[2]))")
    }
  }

  /// True of what needs no brackets beside an operator.
  private func isAtom(_ expression: Expression) -> Bool {
    switch expression.form {
    case .path, .call, .index, .truth: true
    case .number(let number): number.unit == nil
    default: program.sources.text(expression.span).hasPrefix("(")
    }
  }
}
