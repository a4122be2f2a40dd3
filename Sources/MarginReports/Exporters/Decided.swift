import MarginEngine
import MarginModel
import MarginUnits

/// A decision as people read it.
struct DecisionLines: Sendable {
  let label: String
  let heads: [String]
  /// By option its name, its values and what becomes of it.
  let rows: [[String]]
  /// `chosen`, `excluded`, `owner` and the like, with their words.
  let facts: [(name: String, words: String)]
}

/// A roadmap as people read it.
struct RoadmapLines: Sendable {
  let label: String
  let unit: String
  /// A step, what it adds and the value after it.
  let rows: [[String]]
}

extension Figures {
  var decisionLines: [DecisionLines] {
    zip(model.decisions, decisionOutcomes(model, results)).map { lines($0, $1) }
  }

  private func lines(_ decision: Model.Decision, _ outcome: DecisionOutcome) -> DecisionLines {
    let members = model.axes[decision.options].members
    func shown(_ value: Double, _ place: Int) -> String {
      let definition = model.definitions[decision.shown[place].definition]
      return text(value / definition.unit.scale, definition)
    }
    let heads = decision.shown.map { reading -> String in
      let unit = NumberText.unit(model.definitions[reading.definition].unit)
      return reading.label + (unit.isEmpty ? "" : " [" + unit + "]")
    }
    let rows = outcome.options.enumerated().map { place, option in
      [members[option.member].label] + option.values.enumerated().map { shown($0.element, $0.offset) }
        + [outcome.chosen == place ? "chosen" : outcome.ties.contains(place) ? "as good" : word(option.state)]
    }
    return DecisionLines(
      label: decision.label, heads: [model.axes[decision.options].label] + heads + [""], rows: rows,
      facts: facts(decision, outcome) { shown($0, decision.criterion) })
  }

  private func word(_ state: DecisionOutcome.State) -> String { state == .open ? "" : state.rawValue }

  private func facts(
    _ decision: Model.Decision, _ outcome: DecisionOutcome, _ shown: (Double) -> String
  ) -> [(name: String, words: String)] {
    let members = model.axes[decision.options].members
    func names(_ places: [Int]) -> String {
      places.map { members[outcome.options[$0].member].label }.joined(separator: ", ")
    }
    let best = (decision.isLowest ? "lowest " : "highest ") + decision.shown[decision.criterion].label
    var facts: [(name: String, words: String)] = []
    if let chosen = outcome.chosen {
      let value = outcome.options[chosen].values[decision.criterion]
      let unit = NumberText.unit(model.definitions[decision.shown[decision.criterion].definition].unit)
      facts.append(("chosen", names([chosen]) + ": " + best + ", " + shown(value) + (unit.isEmpty ? "" : " " + unit)))
      if !outcome.ties.isEmpty { facts.append(("as good", names(outcome.ties) + "; the first is taken")) }
    } else {
      facts.append(("chosen", "no option passes"))
    }
    let excluded = outcome.options.indices.filter { outcome.options[$0].state == .excluded }
    if let condition = decision.condition {
      facts.append(("where", condition.text))
      if !excluded.isEmpty { facts.append(("excluded", names(excluded))) }
    }
    let undefined = outcome.options.indices.filter { outcome.options[$0].state == .undefined }
    if !undefined.isEmpty { facts.append(("undefined", names(undefined))) }
    return facts + decision.texts.map { ($0.name, $0.value) }
  }

  var roadmapLines: [RoadmapLines] {
    zip(model.roadmaps, roadmapOutcomes(model)).map { roadmap, outcome in
      let definition = model.definitions[roadmap.value.definition]
      func shown(_ value: Double) -> String { text(value / definition.unit.scale, definition) }
      let steps = zip(roadmap.steps, zip(outcome.parts, outcome.levels)).map { step, values in
        [model.cases[step.own].label, shown(values.0), shown(values.1)]
      }
      return RoadmapLines(
        label: roadmap.label, unit: NumberText.unit(definition.unit),
        rows: [[model.cases[0].label, "", shown(outcome.start)]] + steps
          + [["In all", shown(outcome.end - outcome.start), shown(outcome.end)]])
    }
  }
}
