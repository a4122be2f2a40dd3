import MarginEngine
import MarginModel
import MarginUnits

/// What `optimise` statements come to:
///
///     Speculative decoding, case base
///
///     depth
///       spec.depth from 1 to 12 step 1, for the lowest cost_per_outcome
///                  spec.depth  cost_per_outcome [USD/outcome]
///       best                8                          0.0123  18.2% less than now
///       one below           7                          0.0124
///       one above           9                          0.0125
///       now                 4                           0.015
package struct OptimumReport: AnswerReport {
  private let model: Model
  private let caseLabel: String
  private let outcomes: [OptimumOutcome]

  package init(_ model: Model, _ outcomes: [OptimumOutcome], caseLabel: String) {
    self.model = model
    self.outcomes = outcomes
    self.caseLabel = caseLabel
  }

  package var text: String { page.text }
  package var markdown: String { page.markdown }

  private var page: AnswerParts {
    AnswerParts(model.title + ", case " + caseLabel, outcomes.map { OptimumWords($0, model) })
  }

  package var csv: String {
    var text = CSVExporter.row(["name", "finding", "input", "value", "unit", "result", "result_unit", "state"])
    for outcome in outcomes {
      let words = OptimumWords(outcome, model)
      for (name, point) in words.points {
        func number(_ value: Double) -> String { value.isFinite ? exactText(value) : "" }
        text += CSVExporter.row([
          outcome.optimisation.name, name, words.path, number(point.x), NumberText.unit(words.inputUnit),
          number(point.value / words.valueUnit.scale), NumberText.unit(words.valueUnit), "\(point.state)",
        ])
      }
    }
    return text
  }

  package var json: String {
    JSONText.object([
      ("schema", .number(1)), ("model", .text(model.name)), ("case", .text(caseLabel)),
      ("optima", .lines(outcomes.map(record))),
    ]).document
  }

  private func record(_ outcome: OptimumOutcome) -> JSONText {
    let words = OptimumWords(outcome, model)
    let asked = outcome.optimisation
    func point(_ point: OptimumOutcome.Point) -> JSONText {
      .record([
        ("value", .number(point.x)), ("result", .number(point.value / words.valueUnit.scale)),
        ("state", .text("\(point.state)")),
      ])
    }
    let question: [(String, JSONText)] = [
      ("name", .text(asked.name)), ("label", .text(asked.label)), ("input", .text(words.path)),
      ("unit", .text(NumberText.unit(words.inputUnit))), ("low", .number(asked.bounds.lowerBound)),
      ("high", .number(asked.bounds.upperBound)), ("step", asked.step.map { .number($0) } ?? .null),
      ("for", .text((asked.isLowest ? "lowest " : "highest ") + words.result)),
      ("result_unit", .text(NumberText.unit(words.valueUnit))),
      ("where", .list(asked.conditions.map { .text($0.label) })),
    ]
    let points: [(String, JSONText)] = [
      ("now", point(outcome.now)), ("best", outcome.best.map(point) ?? .null), ("ties", .list(outcome.ties.map(point))),
      ("others", .list(outcome.others.map(point))), ("below", outcome.below.map(point) ?? .null),
      ("above", outcome.above.map(point) ?? .null),
      ("flat", outcome.flat.map { .list([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null),
      ("at_end", .truth(!outcome.ends.isEmpty)), ("values", .number(Double(outcome.count))),
      ("excluded", .number(Double(outcome.excluded))), ("undefined", .number(Double(outcome.undefined))),
      ("pole", outcome.pole.map(point) ?? .null), ("nearest", outcome.nearest.map(point) ?? .null),
      ("reached", .truth(outcome.isReached)),
    ]
    return .object(question + points)
  }
}

/// An optimum in words.
struct OptimumWords: AnswerInWords {
  private let outcome: OptimumOutcome
  private let model: Model
  private var asked: Model.Optimisation { outcome.optimisation }
  let path: String
  let inputUnit: Unit
  let valueUnit: Unit
  /// The result as the text names it.
  let result: String

  init(_ outcome: OptimumOutcome, _ model: Model) {
    self.outcome = outcome
    self.model = model
    path = model.definitions[outcome.optimisation.input.definition].path
    inputUnit = model.leaves[outcome.optimisation.input.leaf].unit
    valueUnit = model.definitions[outcome.optimisation.value.definition].unit
    result = AnswerText.source(outcome.optimisation.value, model)
  }

  var title: String {
    asked.label.hasSuffix(asked.name) ? asked.label : asked.label + " (" + asked.name + ")"
  }

  private func x(_ value: Double) -> String { AnswerText.closeWithUnit(value, inputUnit) }

  var question: String {
    let bounds = "\(path) from \(AnswerText.close(asked.bounds.lowerBound, inputUnit)) to \(x(asked.bounds.upperBound))"
    let step = asked.step.map { " step " + AnswerText.close($0, inputUnit) } ?? ""
    let conditions = asked.conditions.map(\.label).joined(separator: " and ")
    return bounds + step + ", for the \(asked.isLowest ? "lowest" : "highest") \(result)"
      + (conditions.isEmpty ? "" : " where " + conditions.split { $0.isWhitespace }.joined(separator: " "))
  }

  var heads: [String] {
    ["", AnswerText.head(path, inputUnit), AnswerText.head(result, valueUnit)]
      + shown.map { place in
        let reading = asked.conditions[place].left
        return AnswerText.head(AnswerText.source(reading, model), model.definitions[reading.definition].unit)
      } + [""]
  }

  /// The conditions whose left side is neither the result nor that of one before.
  private var shown: [Int] {
    var seen = [asked.value]
    return asked.conditions.indices.filter { place in
      let reading = asked.conditions[place].left
      guard !seen.contains(where: { $0.definition == reading.definition && $0.time == reading.time }) else {
        return false
      }
      seen.append(reading)
      return true
    }
  }

  /// What is shown, by name.
  var points: [(name: String, point: OptimumOutcome.Point)] {
    var points: [(name: String, point: OptimumOutcome.Point)] = []
    if let best = outcome.best { points.append(("best", best)) }
    if let pole = outcome.pole { points.append(("runs away", pole)) }
    if let nearest = outcome.nearest { points.append(("nearest", nearest)) }
    if let below = outcome.below { points.append(("below", below)) }
    if let above = outcome.above { points.append(("above", above)) }
    return points + outcome.ties.prefix(5).map { ("as good", $0) }
      + outcome.others.prefix(5).map { ("also best around", $0) } + [("now", outcome.now)]
  }

  var rows: [[String]] {
    points.map { name, point in
      let sides = shown.map { AnswerText.value(point.sides[$0][0], asked.conditions[$0].left, model) }
      return [
        name, AnswerText.close(point.x, inputUnit), AnswerText.value(point.value, asked.value, model, isClose: true),
      ]
        + sides + [remark(name, point)]
    }
  }

  private func remark(_ name: String, _ point: OptimumOutcome.Point) -> String {
    switch point.state {
    case .undefined: return "undefined"
    case .excluded:
      let failing = zip(point.fails, asked.conditions).filter(\.0).map(\.1.label)
      return "left out: not " + failing.joined(separator: ", not ")
    case .open:
      guard name != "now", name != "runs away", outcome.now.value.isFinite,
        let against = AnswerText.against(point.value, outcome.now.value)
      else { return "" }
      return against
    }
  }

  var lines: [String] {
    var lines: [String] = []
    if let best = outcome.best {
      if outcome.now.state != .undefined, outcome.now.value.isFinite { lines.append(gain(best)) }
      lines += outcome.ends.map(words)
      if !outcome.isReached {
        lines.append("\(result) does not depend on \(path)")
      } else if let flat = outcome.flat {
        lines.append("flat: every value from \(x(flat.lowerBound)) to \(x(flat.upperBound)) is as good")
      }
      let more = outcome.ties.count - 5
      if more > 0 { lines.append("\(more) more are as good; the first is taken") }
    } else if let pole = outcome.pole {
      lines.append("no value is best: \(result) passes every bound around \(x(pole.x))")
    } else if outcome.nearest != nil {
      lines.append("no value is left: the conditions come nearest to hold at the value shown")
    } else {
      lines.append("no value is left: the result is undefined everywhere: " + AnswerText.cause(outcome.cause))
    }
    let left = [(outcome.excluded, "left out"), (outcome.undefined, "undefined")].filter { $0.0 > 0 }
    lines.append(
      "looked at \(count(outcome.count)) values" + left.map { ", \(count($0.0)) of them \($0.1)" }.joined()
        + (asked.step == nil ? ", then between them" : ""))
    return lines + AnswerText.replaced(asked.input, outcome.base, model)
  }

  private func count(_ number: Int) -> String { NumberText.value(Double(number), .plain) }

  private func gain(_ best: OptimumOutcome.Point) -> String {
    let gain = asked.isLowest ? outcome.now.value - best.value : best.value - outcome.now.value
    let amount = AnswerText.valueWithUnit(gain.magnitude, asked.value, model)
    guard gain != 0 else { return "now is as good" }
    guard gain > 0 else { return "now is better by \(amount), outside of what is allowed" }
    return "gains \(amount) against now"
  }

  private func words(_ end: OptimumOutcome.End) -> String {
    switch end {
    case .low: "at the low end of its range: what lies below was not looked at"
    case .high: "at the high end of its range: what lies above was not looked at"
    case .condition(let place): "beyond it would be better, but not \(asked.conditions[place].label)"
    }
  }
}
