import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// Why a condition does not hold, as it is shown: its text with what each part comes to below it, and what the case
/// changed.
///
///     unit_cost < limit * 2
///     │           │     │
///     0.09 USD    │     0.08 USD
///                 0.04 USD
package struct ConditionReason: Sendable {
  /// `fails in 7 of 24, first at 2026-03`; nothing where there is one number only.
  package let heading: String
  /// The drawing.
  package let lines: [String]
  /// The inputs that the case changes, below a line that says so; empty for the base.
  package let changes: [String]
  /// The same for a program.
  let json: [(String, JSONText)]

  /// Nil for a condition that no text holds.
  package init?(_ explanation: Explanation, changes: [ChangedInput], caseIndex: Int, _ model: Model) {
    let isMany = explanation.cells > 1
    heading =
      isMany
      ? "fails in \(explanation.failing) of \(explanation.cells), first at \(explanation.place)" : explanation.place
    let text = OneLine(explanation.condition, model.sources)
    guard !text.text.isEmpty else { return nil }
    let parts = explanation.parts.map { part in
      ConditionDrawing.Part(column: text.column(of: part.anchor), text: Self.text(part, model))
    }
    let changed = changes.map { Self.words($0, model) }
    let title = changed.isEmpty ? [] : ["case \(model.cases[caseIndex].name) changes"]
    lines = ConditionDrawing.lines(text.text, parts)
    self.changes = title + changed.map { "  " + $0 }
    let places = explanation.parts.map { part in
      JSONText.record([
        ("text", .text(OneLine(part.span, model.sources).text)), ("value", Self.json(part, model)),
        ("unit", .text(NumberText.unit(part.unit))),
      ])
    }
    json = [
      ("condition", .text(text.text)), ("failing", .number(Double(explanation.failing))),
      ("cells", .number(Double(explanation.cells))), ("first", .text(explanation.place)), ("parts", .list(places)),
      ("changes", .list(changed.map { .text($0) })),
    ]
  }

  /// What the cases of several reasons change, each case once.
  static func changes(_ reasons: [ConditionReason]) -> [[String]] {
    var told: [[String]] = []
    for reason in reasons where !reason.changes.isEmpty && !told.contains(reason.changes) {
      told.append(reason.changes)
    }
    return told
  }

  private static func json(_ part: Explanation.Part, _ model: Model) -> JSONText {
    if case .member = part.type { return .text(text(part, model)) }
    return .number(part.value / part.unit.scale)
  }

  private static func text(_ part: Explanation.Part, _ model: Model) -> String {
    guard part.value.isFinite else { return "n/a" }
    switch part.type {
    case .truth: return part.value == 0 ? "no" : "yes"
    case .date: return dayText(part.value)
    case .member(let axis): return model.memberName(axis, at: part.value) ?? "n/a"
    case .quantity, .text: return Figures.text(part.value / part.unit.scale, part.unit)
    }
  }

  /// `email.hit_rate 72% -> 20% from 2026-06`
  static func words(_ change: ChangedInput, _ model: Model) -> String {
    let definition = model.definitions[change.definition]
    func text(_ value: Double) -> String {
      guard value.isFinite else { return "-" }
      switch definition.type {
      case .truth: return value == 0 ? "false" : "true"
      case .date: return dayText(value)
      case .member(let axis): return model.memberName(axis, at: value) ?? "-"
      case .quantity, .text: return Figures.text(value / definition.unit.scale, definition.unit)
      }
    }
    let member = change.member.isEmpty ? "" : "[\(change.member)]"
    let from = change.from.map { " from " + model.timeline.label($0) } ?? ""
    return "\(definition.path)\(member) \(text(change.old)) -> \(text(change.new))\(from)"
  }
}
