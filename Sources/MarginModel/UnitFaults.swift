import MarginSource
import MarginUnits

/// The largest exponent of a unit, and the largest denominator of one.
private let unitPowerLimit = 64

extension Checker {
  /// `U201`: two terms of different kinds, factor by factor, with a definition that would mend it where one fits.
  func cannotAdd(_ left: Formula, _ right: Formula, _ verb: String, _ span: Span) {
    guard case .quantity(let a) = left.type, case .quantity(let b) = right.type else {
      error(
        "U201", "these cannot be added up", span, "",
        secondary: [.init(left.span, name(of: left.type)), .init(right.span, name(of: right.type))])
      return
    }
    var notes = [("left", a.description), ("right", b.description + "        <- differs here")]
    if let words = confusion(a, b) { notes.append(("why", words)) }
    let mend = suggestion(from: b, to: a)
    report(
      Diagnostic(
        "U201", verb == "add" ? "these units do not add up" : "these units cannot be subtracted",
        at: Diagnostic.Mark(right.span, shown(right)), secondary: [Diagnostic.Mark(left.span, shown(left))],
        notes: notes.map { Diagnostic.Note($0.0, $0.1) }, fixes: mend.map { [Diagnostic.Fix($0)] } ?? []))
  }

  /// `U203`: a value that does not have the unit that is asked of it.
  func unitMismatch(_ message: String, _ formula: Formula, _ wanted: Unit, _ span: Span, left: Formula? = nil) {
    guard case .quantity(let dimension) = formula.type else {
      error("U203", message, span, "this is a \(name(of: formula.type))")
      return
    }
    var notes = [("wanted", describe(wanted)), ("given", dimension.description)]
    if let words = confusion(wanted.dimension, dimension) { notes.append(("why", words)) }
    // A written number has the wrong unit by itself; nothing is to be multiplied.
    var mend: String?
    if case .literal = formula.form {} else { mend = suggestion(from: dimension, to: wanted.dimension) }
    report(
      Diagnostic(
        "U203", message, at: Diagnostic.Mark(formula.span, shown(formula)),
        secondary: left.map { [Diagnostic.Mark($0.span, shown($0))] } ?? [],
        notes: notes.map { Diagnostic.Note($0.0, $0.1) }, fixes: mend.map { [Diagnostic.Fix($0)] } ?? []))
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
      let base = dimension.exponents.filter({
        $0.value > limit || $0.value < -limit || $0.value.denominator > unitPowerLimit
      }).keys.sorted().first
    else { return true }
    error(
      "N470", "the powers of this unit have grown too large", span,
      "an exponent of `\(base)` beyond \(unitPowerLimit)")
    return false
  }

  func describe(_ unit: Unit) -> String { unit.text.isEmpty ? "a plain number" : unit.text }

  private func shown(_ formula: Formula) -> String {
    formula.unit.text.isEmpty ? name(of: formula.type) + " without a unit" : formula.unit.text
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

  /// A definition of the model whose unit is exactly what is missing.
  private func suggestion(from given: Dimension, to wanted: Dimension) -> String? {
    let missing = wanted / given
    guard !missing.isPlain else { return nil }
    let found = definitions.compactMap { $0 }.first { definition in
      guard case .quantity(let dimension) = definition.type else { return false }
      return definition.purpose == .named && (dimension == missing || dimension * missing == .plain)
    }
    if let found, case .quantity(let dimension) = found.type {
      let line = program.sources.files[found.span.file].position(found.span.start).line
      let verb = dimension == missing ? "multiply by" : "divide by"
      return "\(verb) something in \(found.unit.text): `\(found.path)` (line \(line)) fits"
    }
    return "multiply by something in \(missing.description)"
  }
}
