import MarginSource
import MarginUnits

/// What a formula lacks to have the unit that is asked of it.
struct OpenMend {
  /// Its place among the diagnostics.
  let diagnostic: Int
  let missing: Dimension
  let scope: Scope
  /// In a flow a rate fits too: it is integrated.
  let isIntegrated: Bool
  /// The definition at fault, which cannot mend itself.
  let path: String?
}

extension Checker {
  /// Names, for each open fault of units, the definitions that supply what is missing. Where nothing fits for sure,
  /// nothing is said.
  func suggestMends() {
    for mend in openMends where diagnostics.indices.contains(mend.diagnostic) {
      guard let words = words(of: mend) else { continue }
      diagnostics[mend.diagnostic] = diagnostics[mend.diagnostic].with(.init(words))
    }
    openMends = []
  }

  private func words(of mend: OpenMend) -> String? {
    for (verb, wanted) in [("multiply", mend.missing), ("divide", mend.missing.power(Rational(-1)))] {
      let found = fitting(wanted, mend)
      guard !found.isEmpty else { continue }
      let what = "\(verb) by \(kind(wanted) ?? "something in \(unitText(wanted))")"
      // Many that fit say no more than none.
      guard found.count <= 3 else { return what }
      return what + ": " + found.joined(separator: ", ") + (found.count == 1 ? " fits" : " fit")
    }
    if mend.missing == .time { return "multiply by a time: `period` is the length of the period" }
    if isShare(mend.missing) { return "multiply by something in \(unitText(mend.missing))" }
    if let kind = kind(mend.missing) { return "multiply by \(kind)" }
    return kind(mend.missing.power(Rational(-1))).map { "divide by \($0)" }
  }

  /// `output_volume` (line 27), of those that the text at fault can name.
  private func fitting(_ wanted: Dimension, _ mend: OpenMend) -> [String] {
    guard !wanted.isPlain else { return [] }
    return drafts.indices.compactMap { id in
      guard let definition = definitions[id], definition.purpose == .named, definition.path != mend.path,
        case .quantity(let dimension) = definition.type, isWritten(drafts[id]),
        dimension == wanted || mend.isIntegrated && dimension * .time == wanted,
        let name = name(of: definition, in: mend.scope)
      else { return nil }
      let line = program.sources.files[drafts[id].span.file].lineNumber(drafts[id].span.start)
      return "`\(name)` (line \(line))"
    }
  }

  private func isWritten(_ draft: Draft) -> Bool {
    switch draft.origin {
    case .written, .column: true
    default: false
    }
  }

  /// How a definition is named in a scope; nil where it is not seen there or stands in another file.
  private func name(of definition: Definition, in scope: Scope) -> String? {
    guard definition.span.file == scope.file else { return nil }
    guard !scope.prefix.isEmpty else { return definition.path }
    return definition.path.hasPrefix(scope.prefix) ? String(definition.path.dropFirst(scope.prefix.count)) : nil
  }

  /// `something counted in tokens`, for one base unit.
  private func kind(_ dimension: Dimension) -> String? {
    guard dimension.exponents.count == 1, let (base, exponent) = dimension.exponents.first, exponent == .one,
      !UnitTable.isCurrency(base), let entry = units.entry(base)
    else { return nil }
    return base == "second" ? "a time" : "something counted in \(entry.plural)"
  }

  /// One count by another, such as outcomes/request.
  private func isShare(_ dimension: Dimension) -> Bool {
    dimension.exponents.values.sorted() == [-.one, .one]
      && dimension.exponents.keys.allSatisfy { $0 != "second" && !UnitTable.isCurrency($0) }
  }

  private func unitText(_ dimension: Dimension) -> String {
    let ordered = dimension.exponents.sorted { ($0.value < .zero ? 1 : 0, $0.key) < ($1.value < .zero ? 1 : 0, $1.key) }
    return Unit(ordered.compactMap { units.factor($0.key == "second" ? "month" : $0.key, exponent: $0.value) }).text
  }
}

extension Diagnostic {
  /// The same with one more mend.
  fileprivate func with(_ fix: Fix) -> Diagnostic {
    Diagnostic(
      code, message, at: primary, severity: severity, secondary: secondary, notes: notes, fixes: fixes + [fix])
  }
}
