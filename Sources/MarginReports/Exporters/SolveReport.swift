import MarginEngine
import MarginModel
import MarginUnits

/// What `solve` statements come to:
///
///     Support email drafting, case base
///
///     needed_acceptance
///       email.acceptance from 10% to 100%, so that total(saving) = 0
///                 email.acceptance  total(saving) [USD]
///       solution           45.2317%                0.00  -35.8pp against now; above it the left side is larger
///       now                     81%          12,345,678
package struct SolveReport: AnswerReport {
  private let model: Model
  private let caseLabel: String
  private let outcomes: [SolveOutcome]

  package init(_ model: Model, _ outcomes: [SolveOutcome], caseLabel: String) {
    self.model = model
    self.outcomes = outcomes
    self.caseLabel = caseLabel
  }

  package var text: String { page.text }
  package var markdown: String { page.markdown }

  private var page: AnswerParts {
    AnswerParts(model.title + ", case " + caseLabel, outcomes.map { SolveWords($0, model) })
  }

  package var csv: String {
    var text = CSVExporter.row(["name", "finding", "input", "value", "unit", "left", "right", "residual", "movement"])
    for outcome in outcomes {
      let words = SolveWords(outcome, model)
      func row(_ finding: String, _ sample: Roots.Sample, _ movement: String = "") {
        func number(_ value: Double) -> String { value.isFinite ? exactText(value) : "" }
        text += CSVExporter.row([
          outcome.solve.name, finding, words.path, number(sample.x), NumberText.unit(words.inputUnit),
          number(sample.left / words.leftUnit.scale), number(sample.right / words.rightUnit.scale),
          number(sample.gap / words.leftUnit.scale), movement,
        ])
      }
      for finding in outcome.roots.findings {
        switch finding {
        case .root(let sample, let movement): row("solution", sample, movement.rawValue)
        case .stretch(let from, let to):
          row("equal from", from)
          row("equal to", to)
        case .jump(let below, let above, _):
          row("jump below", below)
          row("jump above", above)
        }
      }
      if outcome.roots.findings.isEmpty, let nearest = outcome.roots.nearest { row("nearest", nearest) }
      row("now", outcome.now)
    }
    return text
  }

  package var json: String {
    JSONText.object([
      ("schema", .number(1)), ("model", .text(model.name)), ("case", .text(caseLabel)),
      ("solves", .lines(outcomes.map(record))),
    ]).document
  }

  private func record(_ outcome: SolveOutcome) -> JSONText {
    let words = SolveWords(outcome, model)
    func sample(_ sample: Roots.Sample, _ more: [(String, JSONText)] = []) -> JSONText {
      .record(
        [
          ("value", .number(sample.x)), ("left", .number(sample.left / words.leftUnit.scale)),
          ("right", .number(sample.right / words.rightUnit.scale)),
          ("residual", .number(sample.gap / words.leftUnit.scale)),
        ] + more)
    }
    var (solutions, stretches, jumps): ([JSONText], [JSONText], [JSONText]) = ([], [], [])
    for finding in outcome.roots.findings {
      switch finding {
      case .root(let found, let movement): solutions.append(sample(found, [("movement", .text(movement.rawValue))]))
      case .stretch(let from, let to): stretches.append(.record([("from", .number(from.x)), ("to", .number(to.x))]))
      case .jump(let below, let above, let isUnbounded):
        jumps.append(
          .record([("below", sample(below)), ("above", sample(above)), ("unbounded", .truth(isUnbounded))]))
      }
    }
    let undefined = outcome.undefined.map { gap -> JSONText in
      .record([
        ("from", .number(gap.stretch.lowerBound)), ("to", .number(gap.stretch.upperBound)),
        ("why", .text(AnswerText.cause(gap.cause))),
      ])
    }
    return .object([
      ("name", .text(outcome.solve.name)), ("label", .text(outcome.solve.label)), ("input", .text(words.path)),
      ("unit", .text(NumberText.unit(words.inputUnit))), ("low", .number(outcome.bounds.lowerBound)),
      ("high", .number(outcome.bounds.upperBound)), ("bounds", .text(words.origin)),
      ("left", .text(words.left)), ("right", .text(words.rightText)),
      ("sides_unit", .text(NumberText.unit(words.leftUnit))), ("now", sample(outcome.now)),
      ("solutions", .lines(solutions)), ("stretches", .list(stretches)), ("jumps", .list(jumps)),
      ("undefined", .list(undefined)), ("lowest", sample(outcome.roots.low)), ("highest", sample(outcome.roots.high)),
      ("nearest", outcome.roots.nearest.map { sample($0) } ?? .null), ("reached", .truth(outcome.isReached)),
    ])
  }
}

/// A solve in words.
struct SolveWords: AnswerInWords {
  private let outcome: SolveOutcome
  private let model: Model
  let path: String
  let inputUnit: Unit
  let leftUnit: Unit
  let rightUnit: Unit
  let left: String
  let rightText: String

  init(_ outcome: SolveOutcome, _ model: Model) {
    self.outcome = outcome
    self.model = model
    path = model.definitions[outcome.solve.input.definition].path
    inputUnit = model.leaves[outcome.solve.input.leaf].unit
    leftUnit = model.definitions[outcome.solve.left.definition].unit
    rightUnit = model.definitions[outcome.solve.right.definition].unit
    left = AnswerText.source(outcome.solve.left, model)
    rightText = AnswerText.source(outcome.solve.right, model)
  }

  var title: String {
    outcome.solve.label.hasSuffix(outcome.solve.name)
      ? outcome.solve.label : outcome.solve.label + " (" + outcome.solve.name + ")"
  }

  var origin: String {
    switch outcome.origin {
    case .written: "as written"
    case .range: "the range of the input"
    case .share: "all shares"
    case .aroundBase: "a thousandth to a thousand times its value"
    case .aroundZero: "no bounds are known"
    }
  }

  private func x(_ value: Double) -> String { AnswerText.closeWithUnit(value, inputUnit) }
  private func amount(_ value: Double) -> String { Figures.text(value / leftUnit.scale, leftUnit) }

  var question: String {
    let bounds =
      "\(path) from \(AnswerText.close(outcome.bounds.lowerBound, inputUnit)) to \(x(outcome.bounds.upperBound))"
    return bounds + (outcome.origin == .written ? "" : " (\(origin))") + ", so that \(left) = \(rightText)"
  }

  /// A right side that is written out needs no column, and beside 0 the left side is the difference itself.
  private var showsRight: Bool { !AnswerText.isWritten(outcome.solve.right, model) }
  private var showsDifference: Bool { showsRight || outcome.now.right != 0 }

  var heads: [String] {
    ["", AnswerText.head(path, inputUnit), AnswerText.head(left, leftUnit)]
      + (showsRight ? [AnswerText.head(rightText, rightUnit)] : []) + (showsDifference ? ["left less right"] : []) + [
        ""
      ]
  }

  /// What rounding leaves of sides of this size is shown as nothing; json and csv have it.
  private var leastShown: Double {
    let samples = [outcome.now, outcome.roots.low, outcome.roots.high]
    return 1e-12 * (samples.flatMap { [$0.left, $0.right] }.filter(\.isFinite).map(\.magnitude).max() ?? 0)
  }

  private func row(_ name: String, _ sample: Roots.Sample, _ remark: String) -> [String] {
    let isEqual = sample.gap.magnitude <= leastShown
    let (left, gap) = isEqual ? (sample.right, 0) : (sample.left, sample.gap)
    return [name, AnswerText.close(sample.x, inputUnit), AnswerText.value(left, outcome.solve.left, model)]
      + (showsRight ? [AnswerText.value(sample.right, outcome.solve.right, model)] : [])
      + (showsDifference ? [gap.isFinite ? NumberText.value(gap / leftUnit.scale, leftUnit) : "n/a"] : []) + [remark]
  }

  var rows: [[String]] {
    var rows: [[String]] = []
    for finding in outcome.roots.findings.prefix(20) {
      switch finding {
      case .root(let sample, let movement):
        let against =
          AnswerText.against(sample.x, outcome.base.value ?? outcome.base.first, inputUnit).map { $0 + "; " } ?? ""
        rows.append(row("solution", sample, against + words(movement)))
      case .stretch(let from, let to):
        rows.append(row("equal from", from, ""))
        rows.append(row("up to", to, "any value between is a solution"))
      case .jump(let below, let above, let isUnbounded):
        rows.append(row("jump, below", below, isUnbounded ? "the difference runs away to both sides" : ""))
        rows.append(row("jump, above", above, "passed over, and met by no value"))
      }
    }
    if !hasSolution {
      rows.append(row("low end", outcome.roots.low, side(outcome.roots.low)))
      rows.append(row("high end", outcome.roots.high, side(outcome.roots.high)))
      if let nearest = outcome.roots.nearest, nearest != outcome.roots.low, nearest != outcome.roots.high,
        outcome.roots.findings.isEmpty
      {
        rows.append(row("nearest", nearest, side(nearest)))
      }
    }
    return rows + [row("now", outcome.now, side(outcome.now))]
  }

  func words(_ movement: Roots.Movement) -> String {
    switch movement {
    case .rises: "above it \(subject) is \(larger)"
    case .falls: "above it \(subject) is \(smaller)"
    case .touchesFromAbove: "touched only: \(subject) is \(larger) on both sides"
    case .touchesFromBelow: "touched only: \(subject) is \(smaller) on both sides"
    }
  }

  private var isAgainstZero: Bool { outcome.now.right == 0 && !showsRight }
  private var subject: String { left.count > 40 ? "the left side" : left }
  private var larger: String { isAgainstZero ? "positive" : "larger" }
  private var smaller: String { isAgainstZero ? "negative" : "smaller" }

  private func side(_ sample: Roots.Sample) -> String {
    guard sample.gap.isFinite else { return "undefined" }
    return sample.gap.magnitude <= leastShown
      ? "both sides are equal" : subject + " is " + (sample.gap > 0 ? larger : smaller)
  }

  private var hasSolution: Bool {
    outcome.roots.findings.contains { if case .jump = $0 { false } else { true } }
  }

  var lines: [String] {
    var lines: [String] = []
    if !hasSolution {
      lines.append(none)
    } else if !outcome.isReached {
      lines.append("neither side depends on \(path)")
    }
    let count = outcome.roots.findings.count
    if count > 20 { lines.append("\(count - 20) more, which json and csv list") }
    for gap in outcome.undefined {
      let (from, to) = (gap.stretch.lowerBound, gap.stretch.upperBound)
      let place = from == to ? "at \(x(from))" : "from \(AnswerText.close(from, inputUnit)) to \(x(to))"
      lines.append("undefined \(place): \(AnswerText.cause(gap.cause))")
    }
    return lines + AnswerText.replaced(outcome.solve.input, outcome.base, model)
  }

  private var none: String {
    if !outcome.isReached { return "no solution: neither side depends on \(path)" }
    guard let nearest = outcome.roots.nearest else { return "no solution: a side is undefined everywhere" }
    if outcome.roots.isConstant { return "no solution: neither side changes as \(path) does" }
    let isBounded = outcome.origin == .written || outcome.origin == .range
    let hint = isBounded ? "" : "; `in LOW to HIGH` looks elsewhere"
    guard outcome.roots.findings.isEmpty else { return "no solution: the sides pass each other without being equal" }
    let place = "\(amount(nearest.gap.magnitude)), at " + x(nearest.x) + hint
    let sides = [outcome.roots.low, outcome.roots.high, nearest].filter(\.gap.isFinite).map { $0.gap > 0 }
    guard Set(sides).count == 1 else { return "no solution: the sides come no nearer than " + place }
    return "no solution: \(subject) is \(nearest.gap > 0 ? larger : smaller) all the way, at least by " + place
  }
}
