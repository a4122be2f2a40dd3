import MarginEngine
import MarginModel
import MarginUnits

/// What is said of one number of a derivation, in every format.
struct DerivationWords {
  let explained: Explained
  let derivation: Derivation
  /// The number that it is a part of; nil for the value that was asked for.
  let whole: Derivation?

  private var model: Model { explained.model }

  var definition: Definition? {
    guard case .definition(let id) = derivation.subject else { return nil }
    return model.definitions[id]
  }

  /// `email.cost[small] at 2026-12`, `2026-12`, `if volume > 5 requests`.
  var name: String {
    let own = ownName
    switch derivation.role {
    case .condition: return own.hasPrefix("if ") ? own : "if " + own
    case .taken(true), .untaken(true): return "then " + own
    case .taken(false), .untaken(false): return "else " + own
    case .changed(let date): return "from " + model.sources.text(date) + ": " + own
    case .opening: return isSubjectOfWhole(own) ? "open" : "open " + own
    case .before: return "before: " + own
    case .added: return "add " + own
    case .removed: return "less " + own
    case .operand, .period, .member: return own
    }
  }

  /// True where a text is only the name of what it is a part of.
  private func isSubjectOfWhole(_ text: String) -> Bool {
    guard case .definition(let id)? = whole?.subject else { return false }
    return model.definitions[id].path.hasSuffix(text)
  }

  private var ownName: String {
    if derivation.role == .period, isPartOfSame, let date { return date }
    if derivation.role == .period, let date { return subject + " at " + date }
    if derivation.role == .member, definition == nil, !derivation.members.isEmpty {
      return derivation.members.joined(separator: ", ")
    }
    let members = derivation.members.isEmpty ? "" : "[" + derivation.members.joined(separator: ", ") + "]"
    if derivation.subject == .length { return subject }
    let base = subject + members
    if whole == nil { return date.map { base + " at " + $0 } ?? base }
    guard derivation.time != whole?.time, derivation.time != .constant else { return base }
    return date.map { base + " at " + $0 } ?? base + " in all"
  }

  /// A period of the number above it, of which all is said there.
  private var isPeriodOfWhole: Bool { derivation.role == .period && derivation.subject == whole?.subject }

  private var isPartOfSame: Bool {
    if case .part = derivation.subject { return true }
    return derivation.subject == whole?.subject
  }

  private var subject: String {
    switch derivation.subject {
    case .definition(let id): return model.definitions[id].path
    case .length: return "the period"
    case .part(let span, let label):
      let text = OneLine(span, model.sources).text
      if case .part(span, _)? = whole?.subject { return label.isEmpty ? text : label }
      if let whole, text == DerivationWords(explained: explained, derivation: whole, whole: nil).formula, !label.isEmpty
      {
        return label
      }
      return text
    }
  }

  /// The period at which it is read; nil for what does not vary in time or stands for all of it.
  var date: String? {
    guard case .period(let period) = derivation.time, model.timeline.isDeclared else { return nil }
    return model.timeline.label(period)
  }

  /// How it is made, as written; empty for a number of the text and for a stock, whose movements stand below.
  var formula: String {
    guard let definition, !isPeriodOfWhole, derivation.end != .above, derivation.end != .alike,
      derivation.end != .repeated
    else {
      return ""
    }
    switch definition.body {
    case .leaf:
      let text = withDates(definition)
      return definition.text.hasPrefix("series") || text != oneLine(definition.text) ? text : ""
    case .stock: return ""
    case .formula, .converged: return isAssumption ? withDates(definition) : oneLine(definition.text)
    }
  }

  /// A formula with its changes from dates on, which stand in braces after it.
  private func withDates(_ definition: Definition) -> String {
    let statement = OneLine(definition.span, model.sources).text
    let text = oneLine(definition.text)
    guard let place = statement.ranges(of: text).last else { return text }
    let braces = statement[place.upperBound...].drop { $0 == " " }
    guard braces.hasPrefix("{"), braces.contains(/\bfrom \S+:/) else { return text }
    return text + " " + braces
  }

  /// The formula, where the number comes from, what a case makes of it, and why it is not followed.
  var remarks: [String] {
    var remarks: [String] = []
    if !formula.isEmpty { remarks.append("= " + formula) }
    if derivation.end != .above, derivation.end != .alike, !isPeriodOfWhole, let definition {
      remarks += origin(definition)
    }
    if let change = derivation.change {
      let old = explained.full(change.old, derivation.type, derivation.unit)
      remarks.append("the case changes it from \(old)" + (change.because.map { ": " + $0 } ?? ""))
    }
    if let undefined = derivation.undefined {
      remarks.append(undefined.cause + (undefined.place.isEmpty ? "" : ", " + undefined.place))
    }
    switch derivation.mark {
    case .largest: remarks.append("the largest")
    case .lowest: remarks.append("the lowest")
    case nil: break
    }
    if derivation.end == .repeated, derivation.time == whole?.time, derivation.members == whole?.members {
      remarks.append("itself, where the loop rests")
    }
    switch derivation.end {
    case .above: remarks.append("above")
    case .untaken: remarks.append("not taken")
    case .cut: remarks.append("…")
    case .complete, .alike, .repeated: break
    }
    return remarks
  }

  /// Of an input its source, range and shape.
  private func origin(_ definition: Definition) -> [String] {
    var words: [String] = []
    if let source = definition.source {
      words.append(source.text + (source.date.map { " " + $0 } ?? ""))
    } else if isAssumption, case .quantity = definition.type {
      words.append("no source")
    }
    if let range = definition.range {
      let ends = [range.lowerBound, range.upperBound].map {
        $0.isFinite ? explained.text($0 * definition.unit.scale, definition.type, definition.unit) : "any"
      }
      words.append("range " + ends.joined(separator: " to "))
    }
    if let shape = definition.shape { words.append("~ " + oneLine(shape)) }
    return words.isEmpty ? [] : [words.joined(separator: "; ")]
  }

  /// An input that holds numbers of its own.
  var isAssumption: Bool {
    guard let definition, definition.isInput else { return false }
    return model.leaves.contains { $0.definition == definition.id && ($0.role == .value || $0.role == .level) }
  }

  private func oneLine(_ text: String) -> String {
    text.split { $0.isNewline || $0 == " " }.joined(separator: " ")
  }
}
