import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// What `compare` statements come to:
///
///     Support email drafting, Base to A tool change breaks the prefix
///
///     total(email.cost): 123,456 USD to 234,567 USD, 111,111 USD more (90%)
///                         change       part [USD]  of the change
///       email.hit_rate    72% -> 20%      100,000            90%  ██████████████████
///       email.retry_rate  4% -> 9%         11,111            10%  ██
///       in all                            111,111           100%
package struct BridgeReport: AnswerReport {
  private let model: Model
  private let outcomes: [BridgeOutcome]
  private let caseLabel: @Sendable (Int) -> String

  /// `caseLabel` tells what the cases are called.
  package init(_ model: Model, _ outcomes: [BridgeOutcome], caseLabel: @escaping @Sendable (Int) -> String) {
    self.model = model
    self.outcomes = outcomes
    self.caseLabel = caseLabel
  }

  package var text: String { page.text }
  package var markdown: String { page.markdown }

  private var page: AnswerParts {
    var page = AnswerParts(model.title)
    for outcome in outcomes {
      let cases = caseLabel(outcome.comparison.from) + " to " + caseLabel(outcome.comparison.to)
      for bridge in outcome.bridges {
        let words = BridgeWords(outcome, bridge, model)
        page.parts.append(.title(cases + ": " + words.result))
        page.parts.append(.lines([words.summary]))
        if !words.rows.isEmpty { page.parts.append(.table([words.heads] + words.rows, right: [2, 3])) }
        if !words.rows.isEmpty { page.parts.append(.lines(["█ adds to it, ░ takes away from it"])) }
        if !words.lines.isEmpty { page.parts.append(.lines(words.lines)) }
      }
    }
    return page
  }

  package var csv: String {
    var text = CSVExporter.row(["from", "to", "result", "input", "old", "new", "input_unit", "part", "unit", "method"])
    for outcome in outcomes {
      for bridge in outcome.bridges {
        let words = BridgeWords(outcome, bridge, model)
        let cases = [model.cases[outcome.comparison.from].name, model.cases[outcome.comparison.to].name]
        for (place, part) in bridge.parts.enumerated() {
          let input = outcome.inputs[place]
          let unit = model.definitions[input.definition].unit
          func number(_ value: Double?) -> String { value.map { $0.isFinite ? exactText($0) : "" } ?? "" }
          text += CSVExporter.row(
            cases + [
              words.result, words.name(input), number(input.change.map { $0.old / unit.scale }),
              number(input.change.map { $0.new / unit.scale }), NumberText.unit(unit),
              number(part / words.unit.scale), NumberText.unit(words.unit), words.method,
            ])
        }
      }
    }
    return text
  }

  package var json: String {
    JSONText.object([
      ("schema", .number(1)), ("model", .text(model.name)), ("comparisons", .lines(outcomes.map(record))),
    ]).document
  }

  private func record(_ outcome: BridgeOutcome) -> JSONText {
    let results = outcome.bridges.map { bridge -> JSONText in
      let words = BridgeWords(outcome, bridge, model)
      let scale = words.unit.scale
      let parts = bridge.parts.enumerated().map { place, part -> JSONText in
        let input = outcome.inputs[place]
        let unit = model.definitions[input.definition].unit
        return .record([
          ("input", .text(words.name(input))), ("old", input.change.map { .number($0.old / unit.scale) } ?? .null),
          ("new", input.change.map { .number($0.new / unit.scale) } ?? .null), ("unit", .text(NumberText.unit(unit))),
          ("from", input.change?.from.map { .text(model.timeline.label($0)) } ?? .null),
          ("because", input.because.map { .text($0) } ?? .null), ("part", .number(part / scale)),
          ("share", .number(bridge.difference == 0 ? .nan : part / bridge.difference)),
        ])
      }
      let sum = bridge.parts.reduce(0, +)
      return .object([
        ("result", .text(words.result)), ("unit", .text(NumberText.unit(words.unit))),
        ("start", .number(bridge.start / scale)), ("end", .number(bridge.end / scale)),
        ("difference", .number(bridge.difference / scale)), ("method", .text(words.method)), ("parts", .lines(parts)),
        ("residual", bridge.parts.isEmpty ? .null : .number((bridge.difference - sum) / scale)),
        ("why", words.hole.map { .text($0) } ?? .null),
      ])
    }
    return .object([
      ("from", .text(model.cases[outcome.comparison.from].name)),
      ("to", .text(model.cases[outcome.comparison.to].name)),
      ("label", .text(outcome.comparison.label)), ("results", .lines(results)),
    ])
  }
}

/// A bridge in words.
struct BridgeWords {
  private let outcome: BridgeOutcome
  private let bridge: BridgeOutcome.Bridge
  private let model: Model
  /// The result as the text names it.
  let result: String
  let unit: Unit

  init(_ outcome: BridgeOutcome, _ bridge: BridgeOutcome.Bridge, _ model: Model) {
    self.outcome = outcome
    self.bridge = bridge
    self.model = model
    result = AnswerText.source(bridge.reading, model)
    unit = model.definitions[bridge.reading.definition].unit
  }

  var method: String {
    switch bridge.method {
    case .shapley: "shapley"
    case .ordered: "ordered"
    case .none: "none"
    }
  }

  /// `price.input[small]`
  func name(_ input: BridgeOutcome.Input) -> String {
    let member = input.change?.member ?? ""
    return model.definitions[input.definition].path + (member.isEmpty ? "" : "[\(member)]")
  }

  /// `72% -> 20% from 2026-06`
  func change(_ input: BridgeOutcome.Input) -> String {
    guard let change = input.change else { return "" }
    let definition = model.definitions[input.definition]
    func text(_ value: Double) -> String {
      guard value.isFinite else { return "-" }
      switch definition.type {
      case .truth: return value == 0 ? "false" : "true"
      case .date: return dayText(value)
      case .member(let axis): return model.memberName(axis, at: value) ?? "-"
      case .quantity, .text: return NumberText.value(value / definition.unit.scale, definition.unit)
      }
    }
    let name = NumberText.unit(definition.unit)
    return NumberText.with(text(change.old) + " -> " + text(change.new), unit: name)
      + (change.from.map { " from " + model.timeline.label($0) } ?? "")
  }

  private func whole(_ value: Double) -> String { AnswerText.valueWithUnit(value, bridge.reading, model) }

  var summary: String {
    let ends = whole(bridge.start) + " to " + whole(bridge.end)
    guard bridge.difference.isFinite else { return ends }
    guard bridge.difference != 0 else { return ends + ": no change" }
    let share = bridge.start == 0 ? nil : bridge.difference / bridge.start.magnitude
    return ends + ": " + distance + (bridge.difference > 0 ? " more" : " less")
      + (share.map { " (" + ($0 > 0 ? "+" : "") + NumberText.value($0, .percent) + ")" } ?? "")
  }

  /// How far the ends lie apart; shares do so by points.
  private var distance: String {
    guard unit.style == .percent else { return whole(bridge.difference.magnitude) }
    let text = NumberText.value(bridge.difference.magnitude / unit.scale, unit.styled(.points))
    return NumberText.with(String(text.drop { $0 == "+" }), unit: NumberText.beside(unit))
  }

  var heads: [String] { ["", "change", AnswerText.head("part", unit), "of the change", ""] }

  /// The largest part first; those of an ordered bridge as they follow each other.
  private var places: [Int] {
    let reached = bridge.parts.indices.filter { bridge.isReached[$0] }
    guard bridge.method == .shapley else { return reached }
    return reached.sorted { first, second in
      let (left, right) = (bridge.parts[first].magnitude, bridge.parts[second].magnitude)
      return left == right ? first < second : left > right
    }
  }

  var rows: [[String]] {
    guard bridge.method != .none, !bridge.parts.isEmpty, bridge.isReached.contains(true) else { return [] }
    let widest = bridge.parts.map(\.magnitude).max() ?? 0
    let rows = places.map { place -> [String] in
      let part = bridge.parts[place]
      let input = outcome.inputs[place]
      let length = widest > 0 ? wholeInt(part.magnitude / widest * 20) ?? 0 : 0
      let bar = String(repeating: part < 0 ? "░" : "█", count: part == 0 ? 0 : max(1, length))
      return [name(input), change(input), signed(part), share(part), bar]
    }
    return rows + [["in all", "", signed(bridge.difference), share(bridge.difference), ""]]
  }

  /// The parts in the order of the rows, in base units.
  var shownParts: [Double] { rows.isEmpty ? [] : places.map { bridge.parts[$0] } }

  private func share(_ part: Double) -> String {
    bridge.difference == 0 ? "" : NumberText.value(part / bridge.difference, .percent)
  }

  private func signed(_ value: Double) -> String {
    PartText.signed(value, among: [bridge.difference] + bridge.parts, unit)
  }

  /// Why there are no parts, or not those of all orders.
  var hole: String? {
    guard let hole = bridge.undefined else { return nil }
    let cause = AnswerText.cause(hole.cause)
    switch hole.state {
    case .start: return "undefined in \(model.cases[outcome.comparison.from].name): \(cause)"
    case .end: return "undefined in \(model.cases[outcome.comparison.to].name): \(cause)"
    case .mixed(let moved):
      let names = moved.map { model.definitions[$0].path }.joined(separator: ", ")
      return "undefined when only \(names) changes: \(cause)"
    }
  }

  var lines: [String] {
    var lines: [String] = []
    if outcome.inputs.isEmpty { return ["no input differs between the two cases"] }
    let count = bridge.isReached.count { $0 }
    switch bridge.method {
    case .shapley where count == 0: lines.append("no input that differs reaches \(result)")
    case .shapley where count > 1:
      lines.append("a part is the mean over all orders in which the inputs can change (Shapley value)")
    case .shapley: break
    case .ordered(let isUndefined):
      lines.append(
        "a part is what the input adds to those above it"
          + (isUndefined ? "" : ": more than \(mostShapleyInputs) inputs differ"))
    case .none: lines.append("no parts: a state on the way is not defined")
    }
    if let hole { lines.append(hole) }
    let idle = outcome.inputs.indices.filter { bridge.isReached.indices.contains($0) && !bridge.isReached[$0] }
    if !idle.isEmpty, count > 0 {
      lines.append("does not reach it: " + idle.map { name(outcome.inputs[$0]) }.joined(separator: ", "))
    }
    return lines
      + places.compactMap { place in
        outcome.inputs[place].because.map { name(outcome.inputs[place]) + ": " + $0 }
      }
  }
}
