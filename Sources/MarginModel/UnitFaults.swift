import MarginSource
import MarginUnits

/// The largest exponent of a unit, and the largest denominator of one.
private let unitPowerLimit = 64

extension Checker {
  /// `U201`: two values of different kinds where one kind is needed, factor by factor.
  func cannotAdd(_ left: Formula, _ right: Formula, _ message: String = "these units do not add up", _ span: Span) {
    guard case .quantity(let a) = left.type, case .quantity(let b) = right.type else {
      error(
        "U201", message, span, "",
        secondary: [.init(left.span, name(of: left.type)), .init(right.span, name(of: right.type))])
      return
    }
    let isSum = message == "these units do not add up"
    let words = isSum ? "amounts of two currencies do not add up" : message.replacing("units", with: "amounts")
    if areOtherCurrencies(left, right, words) { return }
    guard !lacksCurrency(right, beside: left), !lacksCurrency(left, beside: right) else { return }
    let fixes = unitWritten(right, like: left.unit) + unitWritten(left, like: right.unit)
    reportUnits(
      Diagnostic(
        "U201", message, at: Diagnostic.Mark(right.span, shown(right)),
        secondary: [Diagnostic.Mark(left.span, shown(left))], notes: aligned(("left", a), ("right", b)), fixes: fixes),
      missing: fixes.isEmpty ? a / b : nil)
  }

  /// `U203`: a value that does not have the unit that is asked of it; `left` is the other value, where one asks it.
  func unitMismatch(_ message: String, _ formula: Formula, _ wanted: Unit, _ span: Span, left: Formula? = nil) {
    guard case .quantity(let dimension) = formula.type else {
      error("U203", message, span, "this is a \(name(of: formula.type))")
      return
    }
    let marks = left.map { [Diagnostic.Mark($0.span, shown($0))] } ?? []
    if areOtherCurrencies(wanted.dimension, wanted, formula, dimension, message, marks) { return }
    guard !lacksCurrency(formula, wanted: wanted), left.map({ !lacksCurrency($0, wanted: formula.unit) }) ?? true else {
      return
    }
    let fixes = unitWritten(formula, like: wanted) + (left.map { unitWritten($0, like: formula.unit) } ?? [])
    // A written number has the wrong unit by itself; nothing is to be multiplied.
    let isLiteral = if case .literal = formula.form { true } else { false }
    reportUnits(
      Diagnostic(
        "U203", message, at: Diagnostic.Mark(formula.span, shown(formula)),
        secondary: marks,
        notes: aligned(("wanted", wanted.dimension), ("given", dimension)), fixes: fixes),
      missing: fixes.isEmpty && !isLiteral ? wanted.dimension / dimension : nil)
  }

  /// `N470`: a unit whose exponents have grown beyond what can be computed; nil in its place.
  func bounded(_ formula: Formula?) -> Formula? {
    guard let formula, case .quantity(let dimension) = formula.type else { return formula }
    return isBounded(dimension, formula.span) ? formula : nil
  }

  /// False, with `N470`, where a unit's exponents have grown beyond what can be computed.
  func isBounded(_ dimension: Dimension, _ span: Span) -> Bool {
    let limit = Rational(unitPowerLimit)
    guard
      let base = dimension.powers.first(where: {
        $0.exponent > limit || $0.exponent < -limit || $0.exponent.denominator > unitPowerLimit
      })?.base
    else { return true }
    error(
      "N470", "the powers of this unit have grown too large", span,
      "an exponent of `\(base)` beyond \(unitPowerLimit)")
    return false
  }

  /// `U230`: money or things counted by themselves, which nobody means without saying so.
  func checkOddUnit(_ type: ValueType, _ unit: Unit, _ parts: Parts) {
    guard case .quantity(let dimension) = type, !parts.draft.isInput, !parts.draft.isInheritedPart else { return }
    // A written power or conversion says that it is meant.
    if case .expression(let expression) = parts.value?.form {
      switch expression.form {
      case .power, .converted: return
      default: break
      }
    }
    let odd = dimension.powers.first { power in
      (power.exponent < Rational(-1) || power.exponent > .one) && !["second", "byte"].contains(power.base)
    }
    guard let base = odd?.base else { return }
    report(
      Diagnostic(
        "U230", "`\(parts.draft.path)` comes out in \(unit.text)", at: .init(parts.draft.span), severity: .warning,
        notes: [.init("why", "\(base) is multiplied by itself")],
        fixes: [.init("where that is meant, say so: `\(parts.draft.path) [\(unit.text)]`")]))
  }

  func describe(_ unit: Unit) -> String { unit.text.isEmpty ? "a plain number" : unit.text }

  private func shown(_ formula: Formula) -> String {
    formula.unit.text.isEmpty ? name(of: formula.type) + " without a unit" : formula.unit.text
  }

  /// Reports a fault and remembers what is missing; a definition that supplies it is looked for once all are known.
  private func reportUnits(_ diagnostic: Diagnostic, missing: Dimension?) {
    let before = diagnostics.count
    report(diagnostic)
    guard diagnostics.count > before, let missing else { return }
    let draft = stack.last.map { drafts[$0.draft] }
    var scope = Scope(file: diagnostic.primary?.span.file ?? 0)
    if case .written(_, _, _, let valueScope) = draft?.origin { scope = valueScope }
    openMends.append(
      OpenMend(
        diagnostic: before, missing: missing, scope: scope,
        isIntegrated: draft?.kind == .flow, path: draft?.path))
  }

  /// `U204`: money is meant and only its currency is missing.
  private func lacksCurrency(_ formula: Formula, wanted: Unit) -> Bool {
    guard case .literal = formula.form, formula.unit == .plain,
      wanted.dimension.exponents.contains(where: { UnitTable.isCurrency($0.key) && $0.value == .one })
    else { return false }
    let mended = wanted.literal(program.sources.text(formula.span))
    error(
      "U204", "money needs its currency", formula.span, "\(wanted.text) is meant here",
      fixes: [.init("write `\(mended)`", edits: [.init(formula.span, mended)])])
    return true
  }

  private func lacksCurrency(_ formula: Formula, beside other: Formula) -> Bool {
    lacksCurrency(formula, wanted: other.unit)
  }

  /// The mend of a plain number that lacks the unit of what it stands beside.
  private func unitWritten(_ formula: Formula, like unit: Unit) -> [Diagnostic.Fix] {
    guard case .literal = formula.form, formula.unit == .plain else { return [] }
    let text = program.sources.text(formula.span)
    let mended = unit.literal(text)
    guard mended != text, !unit.dimension.isPlain, unit.factors.contains(where: { $0.exponent > .zero }) else {
      return []
    }
    return [.init("write `\(mended)` where that is meant", edits: [.init(formula.span, mended)])]
  }

  /// Two dimensions with like factors below each other.
  private func aligned(_ first: (String, Dimension), _ second: (String, Dimension)) -> [Diagnostic.Note] {
    let (top, bottom) = Dimension.aligned(first.1, second.1)
    var notes = [
      Diagnostic.Note(first.0, top), Diagnostic.Note(second.0, bottom + "        <- differs here"),
    ]
    if let words = confusion(first.1, second.1) { notes.append(Diagnostic.Note("why", words)) }
    return notes
  }

  /// The field's own confusion in words: calls and accepted outcomes are not the same thing.
  private func confusion(_ a: Dimension, _ b: Dimension) -> String? {
    let quotient = (a / b).exponents
    let outcome = quotient["outcome"] != nil
    if outcome, quotient["request"] != nil || quotient["attempt"] != nil {
      return "calls cannot be counted as accepted outcomes: multiply by the acceptance (outcomes/request)"
    }
    if quotient["request"] != nil, quotient["attempt"] != nil {
      return "a request may take several attempts: multiply by the attempts per request"
    }
    return nil
  }
}
