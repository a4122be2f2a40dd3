import MarginSource

/// A habit of the field that costs money, found in a sound model; one of them per file of this folder.
///
/// A lint reads the checked model, never the text, and stays silent where it is not sure.
struct Lint: Sendable {
  let find: @Sendable (LintedModel) -> [Diagnostic]

  /// A number as a message shows it, without the noise of binary fractions.
  static func short(_ value: Double) -> String {
    let rounded = (value * 1e6).rounded() / 1e6
    let text = "\(rounded == 0 ? value : rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// All lints, one per file of this folder, one a line.
let lints: [Lint] = [
  .cachedPrice,
  .callsAsOutcomes,
  .costOfCalls,
  .doubleRetry,
  .emptyDifference,
  .fixedCostByUtilisation,
  .invisibleRetries,
  .missingSource,
  .noCachedPrice,
  .offCentreBase,
  .ownerlessScenario,
  .partialGPUs,
  .priceAlone,
  .priceRange,
  .rawDecision,
  .retryRate,
  .staleSource,
  .unreadInput,
]

/// What the lints find in a model, in the order of the text. Only the model's own files are judged, not the library.
///
/// - Parameters:
///   - asOf: the day, `2026-11-21`, at which the age of sources is judged; nil is the start of the timeline.
///   - maxAge: how many months old a source may be.
package func lint(_ model: Model, asOf: String? = nil, maxAge: Int = 12) -> [Diagnostic] {
  let linted = LintedModel(model, asOf: asOf ?? model.timeline.label(0), maxAge: maxAge)
  let found = lints.flatMap { $0.find(linted) }.filter { diagnostic in
    guard let span = diagnostic.primary?.span else { return true }
    return !linted.isLibrary(span) && !linted.isAllowed(diagnostic.code, at: span)
  }
  var told: Set<Told> = []
  return found.filter { told.insert(Told(code: $0.code, span: $0.primary?.span)).inserted }.sorted {
    $0.place < $1.place
  }
}

/// The text of a template is looked at in each of its instances, and told of once.
private struct Told: Hashable {
  let code: String
  let span: Span?
}

extension Diagnostic {
  fileprivate var place: (Int, Int, String) { (primary?.span.file ?? -1, primary?.span.start ?? -1, code) }

  /// A lint's finding.
  static func lint(
    _ code: String, _ message: String, _ span: Span, _ words: String = "", secondary: [Mark] = [],
    notes: [(String, String)] = [], fix: String, edits: [Edit] = []
  ) -> Diagnostic {
    Diagnostic(
      code, message, at: Mark(span, words), severity: .warning, secondary: secondary,
      notes: notes.map { Note($0.0, $0.1) }, fixes: [Fix(fix, edits: edits)])
  }
}
