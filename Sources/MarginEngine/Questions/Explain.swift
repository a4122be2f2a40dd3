import MarginModel
import MarginSource
import MarginUnits

/// Why a condition does not hold: what each of its parts comes to at the first place where it fails.
package struct Explanation: Sendable {
  /// A part of the condition's text with its value.
  package struct Part: Sendable {
    package let span: Span
    /// Where an operator's value stands below the text: at the operator. A name's stands at its beginning.
    package let anchor: Int
    /// In base units; NaN is undefined.
    package let value: Double
    package let type: ValueType
    package let unit: Unit
  }
  /// `Small, 2026-03`, or nothing for a single number.
  package let place: String
  /// How many of the cells fail, and of how many.
  package let failing: Int
  package let cells: Int
  /// The condition as it is written.
  package let condition: Span
  /// In the order of the text.
  package let parts: [Part]
}

/// The values of a condition's parts at the cell that a judgement names as the first that fails.
func explain(
  _ check: Model.Check, _ found: Judgement, _ model: Model, _ results: Results, _ leaves: [[Double]]
) -> Explanation {
  let evaluator = Evaluator(model, leaves: leaves, results: results)
  let readings = [check.left, check.right].compactMap { $0 }
  let condition = readings.reduce(check.left.span) { $0.union($1.span) }
  var walk = PartWalk(evaluator: evaluator, condition: condition)
  for reading in readings { walk.visit(reading, found.first) }
  let parts = walk.parts.sorted { ($0.anchor, $0.span.start) < ($1.anchor, $1.span.start) }
  return Explanation(
    place: found.firstPlace, failing: found.failing, cells: found.cells, condition: condition, parts: parts)
}

/// Goes through the formulas of a condition as far as its own text reaches.
private struct PartWalk {
  let evaluator: Evaluator
  let condition: Span
  var parts: [Explanation.Part] = []
  private var seen: Set<Span> = []

  init(evaluator: Evaluator, condition: Span) {
    self.evaluator = evaluator
    self.condition = condition
  }

  mutating func visit(_ reading: Model.Reading, _ cell: [Int]) {
    var members = cell
    var frame = evaluator.whole
    switch reading.time {
    case .period(let period): members[0] = period
    case .rolledUp:
      frame = evaluator.rolled
      members[0] = evaluator.years.count
    case .constant, .all: break
    }
    let definition = evaluator.model.definitions[reading.definition]
    let whole = Formula(
      .definition(definition.id), type: definition.type, axes: definition.axes, unit: definition.unit,
      span: reading.span)
    var waiting = [whole]
    while let formula = waiting.popLast() {
      show(formula, members, frame)
      waiting += inner(formula).reversed()
    }
  }

  /// What a formula is made of, a helper's formula standing for the helper; nothing of what other names hold.
  private func inner(_ formula: Formula) -> [Formula] {
    guard case .definition(let id) = formula.form else { return formula.operands.filter { holds($0.span) } }
    let definition = evaluator.model.definitions[id]
    guard definition.purpose != .named, case .formula(let body) = definition.body, holds(body.span) else { return [] }
    return [body]
  }

  private func holds(_ span: Span) -> Bool {
    span.file == condition.file && span.start >= condition.start && span.end <= condition.end
  }

  private mutating func show(_ formula: Formula, _ members: [Int], _ frame: Frame) {
    guard !isWritten(formula), holds(formula.span), seen.insert(formula.span).inserted else { return }
    let value = evaluator.value(formula, frame).number(at: members, frame)
    let before = parts.count
    parts.append(
      Explanation.Part(
        span: formula.span, anchor: anchor(formula), value: value, type: formula.type, unit: formula.unit))
    // Two parts at one place would hide each other: the outer one, seen first, is shown.
    if parts[..<before].contains(where: { $0.anchor == parts[before].anchor }) { parts.removeLast() }
  }

  /// True of a number of the text, whose value needs no telling.
  private func isWritten(_ formula: Formula) -> Bool {
    if case .literal = formula.form { return true }
    guard case .definition(let id) = formula.form, evaluator.model.definitions[id].purpose != .named,
      case .formula(let body) = evaluator.model.definitions[id].body, case .literal = body.form
    else { return false }
    return true
  }

  /// An operator's own place between its first two operands, else where the text of the formula begins.
  private func anchor(_ formula: Formula) -> Int {
    var form = formula
    if case .definition(let id) = formula.form, evaluator.model.definitions[id].purpose != .named,
      case .formula(let body) = evaluator.model.definitions[id].body, body.span == formula.span
    {
      form = body
    }
    let operands: [Formula]
    switch form.form {
    case .sum, .product, .power, .comparison, .and, .or: operands = form.operands
    default: return formula.span.start
    }
    guard operands.count > 1, operands[0].span.end <= operands[1].span.start else { return formula.span.start }
    let files = evaluator.model.sources.files
    guard files.indices.contains(formula.span.file) else { return formula.span.start }
    let bytes = files[formula.span.file].bytes
    let between = min(operands[0].span.end, bytes.count)..<min(operands[1].span.start, bytes.count)
    return between.first { bytes[$0] > 0x20 && bytes[$0] != UInt8(ascii: ")") } ?? formula.span.start
  }
}
