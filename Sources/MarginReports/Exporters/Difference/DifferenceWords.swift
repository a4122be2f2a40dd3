import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// Puts what differs into words.
package struct DifferenceWords {
  let report: DifferenceReport

  package init(_ report: DifferenceReport) { self.report = report }

  private var difference: ModelDifference { report.difference }
  private var pairing: ModelPairing { difference.pairing }
  private var old: Model { pairing.old }
  private var new: Model { pairing.new }

  var title: String { new.title + ": " + report.oldName + " to " + report.newName }

  /// `2 assumptions, 1 definition, 3 of 9 results and 1 check differ`
  var summary: String {
    let changed = difference.results.count(where: \.isChanged)
    let counts: [(Int, String)] = [
      (difference.assumptions.count, counted(difference.assumptions.count, "assumption", "assumptions")),
      (difference.definitions.count, counted(difference.definitions.count, "definition", "definitions")),
      (difference.settings.count, counted(difference.settings.count, "setting", "settings")),
      (changed, "\(changed) of " + counted(difference.results.count, "result", "results")),
    ]
    let judged = ["check", "band", "decision"].map { kind in
      let count = report.judged.count { $0.kind == kind }
      return (count, counted(count, kind, kind + "s"))
    }
    let parts = (counts + judged).filter { $0.0 > 0 }.map(\.1)
    guard let last = parts.last else { return "no difference" }
    let list = parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " and " + last
    let isOne = parts.count == 1 && last.hasPrefix("1 ") && !last.contains(" of ")
    return list + (isOne ? " differs" : " differ")
  }

  // MARK: assumptions

  func name(_ change: AssumptionChange, member: String = "") -> String {
    let path = change.new.map { new.definitions[$0].path } ?? change.old.map { old.definitions[$0].path } ?? ""
    return path + (member.isEmpty ? "" : "[\(member)]")
  }

  /// `email.hit_rate`, `formula of email.cost`
  package func name(_ change: ResultChange.Change) -> String {
    switch change {
    case .assumption(let place): return name(difference.assumptions[place])
    case .definition(let place):
      let id = difference.definitions[place].new
      return "formula of " + (id.map { new.definitions[$0].path } ?? "")
    }
  }

  private func definition(_ change: AssumptionChange) -> (Definition, Model)? {
    if let id = change.new { return (new.definitions[id], new) }
    return change.old.map { (old.definitions[$0], old) }
  }

  /// `from 2026-06`, `2026-06 to 2026-08`
  func when(_ value: ValueChange) -> String {
    switch (value.from, value.to) {
    case (nil, nil): ""
    case (let from?, nil): "from " + new.timeline.label(from)
    case (nil, let to?): "to " + new.timeline.label(to)
    case (let from?, let to?):
      from == to ? "at " + new.timeline.label(from) : new.timeline.label(from) + " to " + new.timeline.label(to)
    }
  }

  /// When a value differs, and that its formula does.
  private func remark(_ change: AssumptionChange, _ value: ValueChange) -> String {
    [when(value), change.isAlike ? "" : "another formula"].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  var assumptions: DifferencePage.Table {
    var table = DifferencePage.Table(heads: ["assumption", "before", "after", "change", "unit", ""], right: [1, 2, 3])
    for change in difference.assumptions {
      guard let (definition, model) = definition(change) else { continue }
      for value in change.values {
        let pair = NumberPair(value, definition, model)
        table.rows.append(
          [name(change, member: value.member), pair.old, pair.new, pair.change, pair.beside, remark(change, value)])
      }
    }
    return table
  }

  /// Assumptions of which the same is said stand together.
  var said: DifferencePage.Table {
    var rows: [(names: [String], words: [String])] = []
    func add(_ name: String, _ what: String, _ before: String?, _ after: String?) {
      let words = [what, short(before ?? ""), short(after ?? "")]
      // A name and a label are one's own.
      let place = rows.firstIndex { $0.words == words && !["added", "removed", "name", "label"].contains(what) }
      if let place { rows[place].names.append(name) } else { rows.append(([name], words)) }
    }
    for change in difference.assumptions {
      if change.old == nil || change.new == nil {
        let word = change.words.first
        add(name(change), change.old == nil ? "added" : "removed", word?.old, word?.new)
        continue
      }
      for word in change.words { add(name(change), word.aspect, word.old, word.new) }
      if let reason = change.because { add(name(change), "because", nil, reason) }
    }
    var table = DifferencePage.Table(heads: ["assumption", "what", "before", "after"], right: [])
    table.rows = rows.map { [listed($0.names)] + $0.words }
    return table
  }

  private func listed(_ names: [String]) -> String {
    names.count <= 5
      ? names.joined(separator: ", ") : names.prefix(5).joined(separator: ", ") + " and \(names.count - 5) more"
  }

  var settings: DifferencePage.Table {
    var table = DifferencePage.Table(heads: ["setting", "before", "after"], right: [])
    table.rows = difference.settings.map { [$0.name, short($0.old ?? ""), short($0.new ?? "")] }
    return table
  }

  /// A text of the model that may be as long as its author likes.
  private func short(_ text: String) -> String { text.count <= 160 ? text : text.prefix(157) + "..." }

  // MARK: definitions

  /// Those that share a change, as the instances of a template do, stand together.
  var formulas: [DifferencePage.Formula] {
    var groups: [(change: DefinitionChange, names: [String], old: String?, new: String?)] = []
    for change in difference.definitions {
      let (before, after) = (text(change.old, old, change.kind), text(change.new, new, change.kind))
      let name = title(change)
      let isShared = change.kind == .formula || change.kind == .unit
      let place = groups.firstIndex {
        isShared && $0.change.kind == change.kind && $0.old == before && $0.new == after
      }
      if let place { groups[place].names.append(name) } else { groups.append((change, [name], before, after)) }
    }
    return groups.map { group in
      DifferencePage.Formula(
        title: listed(group.names) + ": " + word(group.change), old: group.old, new: group.new)
    }
  }

  private func title(_ change: DefinitionChange) -> String {
    if let instance = change.instance { return instance.old + " -> " + instance.new }
    let names = [change.old.map { old.definitions[$0].path }, change.new.map { new.definitions[$0].path }]
      .compactMap { $0 }
    return names.count == 2 && names[0] != names[1] ? names.joined(separator: " -> ") : names.last ?? ""
  }

  private func word(_ change: DefinitionChange) -> String {
    if let instance = change.instance { return "renamed, with \(counted(instance.names, "name", "names"))" }
    switch change.kind {
    case .added, .removed, .renamed, .moved: return change.kind.rawValue
    case .unit: return "another unit"
    case .formula:
      let isSame = change.old.map { old.definitions[$0].flatText } == change.new.map { new.definitions[$0].flatText }
      return isSame ? "the same text, with other meaning" : "another formula"
    }
  }

  private func text(_ id: Int?, _ model: Model, _ kind: DefinitionChange.Kind) -> String? {
    guard let definition = id.map({ model.definitions[$0] }) else { return nil }
    switch kind {
    case .added, .removed, .formula: return short(definition.flatText)
    case .unit: return definition.unit.text
    case .renamed: return nil
    case .moved:
      let file = model.sources.files.indices.contains(definition.span.file)
      return file ? model.sources.place(definition.span) : nil
    }
  }

  // MARK: results

  func label(_ result: ResultChange) -> String {
    let reading = result.new ?? result.old
    return (reading?.label ?? "") + (result.place.isEmpty ? "" : " [" + result.place + "]")
  }

  /// `total`, `2026-12`: of what the number is.
  func remark(_ result: ResultChange) -> String {
    guard let (reading, model) = result.new.map({ ($0, new) }) ?? result.old.map({ ($0, old) }) else { return "" }
    switch reading.time {
    case .constant, .all: return ""
    case .period(let period): return model.timeline.label(period)
    case .rolledUp:
      switch model.definitions[reading.definition].rollUp {
      case .sum: return "total"
      case .closing: return "closing"
      case .formula: return "over the timeline"
      case .constant, .none: return ""
      }
    }
  }

  var results: DifferencePage.Table {
    var table = DifferencePage.Table(
      heads: ["result", "before", "after", "change", "unit", "", "mostly by"], right: [1, 2, 3])
    for result in difference.results where result.isChanged {
      let pair = NumberPair(result, pairing)
      let state = result.old == nil ? "added" : result.new == nil ? "removed" : remark(result)
      table.rows.append([label(result), pair.old, pair.new, pair.change, pair.beside, state, main(result)])
    }
    return table
  }

  /// The largest part: `email.hit_rate 95%`.
  private func main(_ result: ResultChange) -> String {
    guard let steps = result.bridge, steps.method != .none, result.before != result.after else { return "" }
    let gap = result.after - result.before
    var parts = steps.parts.map { (name: name($0.change), amount: $0.amount) }
    if let rest = steps.rest { parts.append((structure(steps, most: 2), rest)) }
    guard let largest = parts.max(by: { $0.amount.magnitude < $1.amount.magnitude }), largest.amount != 0 else {
      return ""
    }
    let others = parts.contains { $0.amount != 0 && $0.name != largest.name }
    return others ? largest.name + " " + NumberText.value(largest.amount / gap, .percent) : largest.name
  }

  /// What the rest is made of: `formulas: email.cost, email.bill`.
  func structure(_ steps: ResultChange.Steps, most: Int) -> String {
    guard !steps.structure.isEmpty else { return "what else differs" }
    let names = steps.structure.prefix(most).joined(separator: ", ")
    let more = steps.structure.count - most
    return "structure: " + names + (more > 0 ? " and \(more) more" : "")
  }

  var judged: DifferencePage.Table {
    var table = DifferencePage.Table(heads: ["", "judged", "before", "after", ""], right: [])
    for change in report.judged {
      let asked = change.texts.map { "was: " + short($0.old) + "; is: " + short($0.new) }
      let words = [change.finding, asked ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
      table.rows.append([change.kind, change.label, change.old ?? "not there", change.new ?? "not there", words])
    }
    return table
  }
}
