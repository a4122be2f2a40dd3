import MarginSource
import MarginUnits

/// A model with what lints ask of it again and again.
struct LintedModel {
  let model: Model
  /// The day at which the age of sources is judged.
  let asOf: String
  /// In months.
  let maxAge: Int
  /// By definition, those that read it.
  let readers: [[Int]]

  init(_ model: Model, asOf: String, maxAge: Int) {
    self.model = model
    self.asOf = asOf
    self.maxAge = maxAge
    var readers = Array(repeating: [Int](), count: model.definitions.count)
    for definition in model.definitions {
      for read in dependencies(of: definition).all where readers.indices.contains(read) && read != definition.id {
        readers[read].append(definition.id)
      }
    }
    self.readers = readers
  }

  /// The definitions that the text names.
  var named: [Definition] { model.definitions.filter { $0.purpose == .named } }

  /// Inputs that hold numbers of their own; those that are bound to a formula have their source elsewhere.
  var assumptions: [(definition: Definition, numbers: [Double])] {
    model.definitions.compactMap { definition in
      guard definition.purpose == .named, definition.isInput, let leaf = leaf(of: definition) else { return nil }
      return (definition, leaf.cases.first ?? [])
    }
  }

  /// The leaf that holds an input's own numbers.
  private func leaf(of definition: Definition) -> Leaf? {
    switch definition.body {
    case .leaf(let leaf): return model.leaves[leaf]
    case .formula(let formula): return level(in: formula, of: definition.id)
    case .stock, .converged: return nil
    }
  }

  /// Of a growing input, its level.
  private func level(in formula: Formula, of definition: Int) -> Leaf? {
    for operand in [formula] + formula.operands {
      if case .leaf(let leaf) = operand.form, model.leaves[leaf].definition == definition,
        model.leaves[leaf].role == .level
      {
        return model.leaves[leaf]
      }
    }
    return nil
  }

  /// Whether a span lies in the library that the program brings.
  func isLibrary(_ span: Span) -> Bool { model.sources.files[span.file].name.hasPrefix("margin/") }

  /// Whether the text allows what a lint finds: `# allow W908` at the end of the line or on the line before.
  func isAllowed(_ code: String, at span: Span) -> Bool {
    let file = model.sources.files[span.file]
    let line = file.lineNumber(span.start)
    let before = file.line(line - 1).drop { $0 == " " || $0 == "\t" }
    let texts = [file.line(line), before.hasPrefix("#") ? String(before) : ""]
    return texts.contains { text in
      guard let allowed = text.firstMatch(of: /# allow (.*)/)?.1 else { return false }
      return allowed.split { !$0.isLetter && !$0.isNumber }.contains { $0 == code }
    }
  }

  /// The inputs that a formula depends on in the same cell, itself through definitions.
  func inputs(of formula: Formula) -> Set<Int> {
    var seen: Set<Int> = []
    var found: Set<Int> = []
    var waiting = formula.references()
    while let next = waiting.popLast() {
      guard model.definitions.indices.contains(next), seen.insert(next).inserted else { continue }
      let definition = model.definitions[next]
      if definition.isInput, leaf(of: definition) != nil {
        found.insert(next)
      } else {
        waiting += dependencies(of: definition).all
      }
    }
    return found
  }

  /// The last part of a definition's name: `hit_rate` of `email.hit_rate`.
  static func lastName(_ definition: Definition) -> String {
    String(definition.path.split(separator: ".").last ?? "").lowercased()
  }
}

extension Definition {
  /// The dimension of its numbers; nil for truths, dates and texts.
  var dimension: Dimension? {
    if case .quantity(let dimension) = type { return dimension }
    return nil
  }
}

extension Dimension {
  /// True of money and of money per time: what a bill is stated in.
  var isBill: Bool {
    let others = exponents.filter { $0.key != "second" }
    guard others.count == 1, let (base, exponent) = others.first, exponent == .one else { return false }
    return UnitTable.isCurrency(base) && (timeExponent == .zero || timeExponent == Rational(-1))
  }

  /// True of money for something counted: the counted base with the currency's name.
  func isPrice(of counted: String) -> Bool {
    guard exponents.count == 2, exponents[counted] == Rational(-1) else { return false }
    return exponents.contains { UnitTable.isCurrency($0.key) && $0.value == .one }
  }
}
