import MarginEngine
import MarginModel

/// A check, band or decision that comes to something else now, or asks something else.
struct JudgedChange: Sendable {
  /// `check`, `band` or `decision`.
  let kind: String
  let label: String
  /// `passed`, `warning`, the chosen option; nil where the model has no such thing.
  let old: String?
  let new: String?
  /// Why it is so now, such as both sides of a check that fails.
  let finding: String
  /// The statements, where they differ.
  let texts: (old: String, new: String)?

  /// In the order of the new text, then what is gone.
  static func all(_ old: Figures, _ new: Figures, isOneModel: Bool) -> [JudgedChange] {
    changes("check", checks(old), checks(new), isOneModel) + changes("band", bands(old), bands(new), isOneModel)
      + changes("decision", decisions(old), decisions(new), isOneModel)
  }

  private struct Judged {
    let label: String
    let state: String
    let finding: String
    let text: String
  }

  private static func changes(
    _ kind: String, _ before: [Judged], _ after: [Judged], _ isOneModel: Bool
  ) -> [JudgedChange] {
    var left = before
    var found: [JudgedChange] = []
    for now in after {
      let place = left.firstIndex { $0.label == now.label }
      let was = place.map { left.remove(at: $0) }
      let texts = was.flatMap { isOneModel || $0.text == now.text ? nil : (old: $0.text, new: now.text) }
      guard was?.state != now.state || texts != nil else { continue }
      found.append(
        JudgedChange(
          kind: kind, label: now.label, old: was?.state, new: now.state, finding: now.finding, texts: texts))
    }
    return found
      + left.map { JudgedChange(kind: kind, label: $0.label, old: $0.state, new: nil, finding: "", texts: nil) }
  }

  /// Stocks that do not add up stand behind the checks of the text, and have none of their own.
  private static func checks(_ figures: Figures) -> [Judged] {
    figures.checks.enumerated().map { place, check in
      let checks = figures.model.checks
      let text = checks.indices.contains(place) ? OneLine(checks[place].span, figures.model.sources).text : ""
      return Judged(label: check.label, state: check.state.rawValue, finding: check.finding, text: text)
    }
  }

  private static func bands(_ figures: Figures) -> [Judged] {
    zip(figures.bands, figures.model.bands).map { line, band in
      let finding = Figures.text(line.value, line.unit) + (line.at.isEmpty ? "" : " at " + line.at)
      return Judged(
        label: line.label, state: line.level ?? "undefined", finding: finding,
        text: OneLine(band.span, figures.model.sources).text)
    }
  }

  private static func decisions(_ figures: Figures) -> [Judged] {
    zip(figures.model.decisions, decisionOutcomes(figures.model, figures.results)).map { decision, outcome in
      let members = figures.model.axes[decision.options].members
      let chosen = outcome.chosen.map { members[outcome.options[$0].member].label } ?? "none"
      return Judged(
        label: decision.label, state: chosen, finding: "", text: OneLine(decision.span, figures.model.sources).text)
    }
  }
}
