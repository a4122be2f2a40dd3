import MarginEngine
import MarginModel
import MarginUnits

extension AnswerPage {
  /// The answer to a fragility: a line for each of its points.
  package mutating func add(_ fragility: Model.Fragility, _ outcome: FragilityOutcome) {
    if lines.isEmpty {
      lines.append([
        "fragility", "result", "unit", "input", "point", "number", "input_unit", "value", "change", "class",
        "why",
      ])
    }
    let words = AnswerWords(model: model)
    let (reading, leaf) = (fragility.value, fragility.input.leaf)
    let own = words.unit(leaf: leaf)
    func number(_ number: Double?) -> String {
      number.map { words.with(words.number($0, leaf: leaf), unit: own) } ?? "all of it"
    }
    let base = ["base", number(outcome.number), words.value(outcome.base, reading), "", ""]
    let rows = zip(fragility.points, outcome.points).map { point, found in
      [
        point.text, number(found.number), words.value(found.value, reading), words.change(found.change),
        found.grade.words,
      ]
    }
    let unit = words.unit(reading)
    sections.append(
      Section(
        title: fragility.label, lead: [fragility.question],
        heads: ["", fragility.input.label, reading.label + (unit.isEmpty ? "" : " [\(unit)]"), "Change", ""],
        rows: [base] + rows, right: [1, 2, 3], notes: notes(fragility, outcome)))
    records.append(record(fragility, outcome, words))
    lines += zip(fragility.points, outcome.points).map { point, found in
      [
        fragility.label, reading.label, unit, words.path(leaf: leaf), point.text,
        found.number.map { MachineText.number(words.exact($0, leaf: leaf)) } ?? "", own,
        MachineText.number(words.exact(found.value, reading)), MachineText.number(found.change), found.grade.words,
        why(fragility, found),
      ]
    }
  }

  private func notes(_ fragility: Model.Fragility, _ outcome: FragilityOutcome) -> [String] {
    var notes: [String] = []
    if let verdict = outcome.verdict { notes.append("over all points: \(verdict.words)") }
    if outcome.base.isNaN { notes.append("n/a: " + Figures.words(outcome.baseCause)) }
    for (point, found) in zip(fragility.points, outcome.points) {
      if found.value.isNaN { notes.append("n/a at \(point.text): " + why(fragility, found)) }
    }
    return notes
  }

  /// Why a point has no value; empty where it has one.
  private func why(_ fragility: Model.Fragility, _ found: FragilityOutcome.Point) -> String {
    found.isOutside ? model.beyondRange(fragility.input) : found.value.isNaN ? Figures.words(found.cause) : ""
  }

  private func record(_ fragility: Model.Fragility, _ outcome: FragilityOutcome, _ words: AnswerWords) -> JSONText {
    let (reading, leaf) = (fragility.value, fragility.input.leaf)
    func own(_ number: Double?) -> JSONText { number.map { .number(words.exact($0, leaf: leaf)) } ?? .null }
    let points = zip(fragility.points, outcome.points).map { point, found -> JSONText in
      .record(
        [
          ("point", .text(point.text)), ("number", own(found.number)),
          ("value", .number(words.exact(found.value, reading))), ("change", .number(found.change)),
          ("class", .text(found.grade.words)),
        ] + (found.value.isNaN ? [("why", .text(why(fragility, found)))] : []))
    }
    return .object([
      ("label", .text(fragility.label)), ("result", .text(reading.label)), ("unit", .text(words.unit(reading))),
      ("input", .text(words.path(leaf: leaf))), ("input_unit", .text(words.unit(leaf: leaf))),
      ("base", .record([("number", own(outcome.number)), ("value", .number(words.exact(outcome.base, reading)))])),
      ("better", fragility.isLowerBetter.map { .text($0 ? "lower" : "higher") } ?? .null),
      ("within", .number(fragility.tolerance)), ("points", .lines(points)),
      ("class", outcome.verdict.map { .text($0.words) } ?? .null),
    ])
  }
}

extension Model.Fragility {
  /// How the classes are made.
  var question: String {
    let flat = "flat within " + NumberText.value(tolerance, .percent)
    guard let isLowerBetter else { return flat + "; whether more is better is not said" }
    return (isLowerBetter ? "lower is better" : "higher is better")
      + (saysWhatIsBetter ? "" : ", as the name says") + "; " + flat
  }
}

extension Model {
  /// `beyond its range 0% to 95%`
  func beyondRange(_ input: MovedInput) -> String {
    guard let range = range(input) else { return "beyond its range" }
    let words = AnswerWords(model: self)
    if range.upperBound == .infinity { return "below " + words.number(range.lowerBound, leaf: input.leaf) }
    if range.lowerBound == -.infinity { return "above " + words.number(range.upperBound, leaf: input.leaf) }
    return "beyond its range " + words.number(range.lowerBound, leaf: input.leaf) + " to "
      + words.number(range.upperBound, leaf: input.leaf)
  }
}

extension Model.Fragility.Class {
  var words: String { self == .undefined ? "n/a" : rawValue }
}
