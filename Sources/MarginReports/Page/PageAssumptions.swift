import MarginModel
import MarginSource
import MarginUnits

/// Every assumption with its value in the case at hand, its source and how old that is; and what each case changes.
extension WebPage {
  /// A source older than so many days is marked.
  private static let staleAfter = 365.0
  /// Of a table of more cells than these, the first ones are shown.
  private static let mostMembers = 24

  var assumptions: [Markup] {
    let inputs = model.definitions.filter { $0.isInput && $0.purpose == .named }
    let groups: [(title: String, instance: Int?)] =
      [("", nil)] + model.instances.enumerated().map { (title: $1.label, instance: $0) }
    return groups.flatMap { group -> [Markup] in
      let own = inputs.filter { $0.instance == group.instance }
      guard !own.isEmpty else { return [] }
      let isMoved = caseIndex != 0
      let heads = ["Assumption", "Value"] + (isMoved ? ["Base"] : []) + ["Unit", "Range", "Source and note", "Dated"]
      let table = PageTable(
        caption: group.title, heads: heads, rows: own.flatMap { rows($0, isMoved: isMoved) },
        right: isMoved ? [1, 2] : [1])
      return [table.markup]
    }
  }

  private func rows(_ definition: Definition, isMoved: Bool) -> [[PageTable.Cell]] {
    let members = memberLabels(definition)
    let own = figures.values(definition)
    let base = cases.first.map { $0.columns[definition.id].map { $0 / definition.unit.scale } } ?? []
    var rows = members.prefix(Self.mostMembers).enumerated().map { place, member -> [PageTable.Cell] in
      let value = shown(own, place, definition)
      let before = shown(base, place, definition)
      let name: [Markup] = [
        .text(definition.label + (member.isEmpty ? "" : " (" + member + ")")), .empty("br"),
        .element("code", ["class": "quiet"], definition.path),
      ]
      let isChanged = isMoved && value != before
      return [PageTable.Cell(name), PageTable.Cell(value, style: isChanged ? "strong" : "")]
        + (isMoved ? [PageTable.Cell(isChanged ? before : "", style: "quiet")] : [])
        + [PageTable.Cell(unit(definition), style: "quiet"), PageTable.Cell(range(definition), style: "small")]
        + (place == 0 ? origin(definition) : [PageTable.Cell("as above", style: "small"), ""])
    }
    let rest = members.count - Self.mostMembers
    if rest > 0 {
      let words = "and \(rest) more of \(definition.path), which csv and json list"
      rows.append([PageTable.Cell(words, style: "small")])
    }
    return rows
  }

  /// A value; over time its first and its last one.
  private func shown(_ values: [Double], _ member: Int, _ definition: Definition) -> String {
    let count = definition.variesInTime ? model.timeline.count : 1
    let own = values.dropFirst(member * count).prefix(count)
    guard let first = own.first, let last = own.last else { return "n/a" }
    let (start, end) = (figures.text(first, definition), figures.text(last, definition))
    return own.allSatisfy({ $0 == first || $0.isNaN && first.isNaN }) ? start : start + " to " + end
  }

  private func unit(_ definition: Definition) -> String {
    if case .member(let axis) = definition.type { return model.axes[axis].name }
    return NumberText.head(definition.unit)
  }

  /// `0% to 100%`, and from what it is drawn where it is uncertain.
  private func range(_ definition: Definition) -> String {
    var parts: [String] = []
    if let range = definition.range {
      let (low, high) = (range.lowerBound, range.upperBound)
      func text(_ value: Double) -> String { NumberText.value(value, definition.unit) }
      if low.isFinite, high.isFinite {
        parts.append(text(low) + " to " + text(high))
      } else if low.isFinite {
        parts.append("from " + text(low))
      } else if high.isFinite {
        parts.append("up to " + text(high))
      }
    }
    if let shape = definition.shape { parts.append("~ " + shape) }
    return parts.joined(separator: "; ")
  }

  /// Source, note and age.
  private func origin(_ definition: Definition) -> [PageTable.Cell] {
    var parts: [String] = []
    if let source = definition.source { parts.append(source.text) }
    if case .formula = definition.body, !definition.text.isEmpty {
      // The shape of an uncertain input stands with its range.
      let words = definition.text.split { $0.isWhitespace }
      parts.append("= " + (words.last == "~" ? words.dropLast() : words[...]).joined(separator: " "))
    }
    if let note = definition.note { parts.append(note) }
    let words = parts.isEmpty ? "no source stated" : parts.joined(separator: "; ")
    return [PageTable.Cell(words, style: "small"), age(definition)]
  }

  private func age(_ definition: Definition) -> PageTable.Cell {
    guard let date = definition.source?.date else { return "" }
    let day = date.utf8.count == 7 ? date + "-01" : date
    guard let then = BookInfo.serial(day), let now = BookInfo.serial(info.asOf) else {
      return PageTable.Cell(date, style: "when")
    }
    let days = now - then
    let words = days < 0 ? "after the day of the page" : counted(wholeInt(days) ?? 0, "day", "days") + " old"
    var content: [Markup] = [.text(date), .empty("br"), .element("span", ["class": "small"], words)]
    if days > Self.staleAfter { content += [.empty("br"), Self.badge("stale", .warn)] }
    return PageTable.Cell(content, style: "when")
  }

  /// By case its changes as written, with the reasons that it gives.
  var changes: [Markup] {
    shownCases.dropFirst().flatMap { index -> [Markup] in
      let item = model.cases[index]
      let lines = item.changes.map { change -> Markup in
        let text = change.text.split { $0.isWhitespace }.joined(separator: " ").components(before: " because ")
        let reason = change.because.map { Markup.text(": " + $0) } ?? .none
        return .element("li", [:], [.element("code", [:], text), reason])
      }
      let name = index == model.settingsCase || item.name == item.label ? "" : " (" + item.name + ")"
      return [.element("h3", [:], caseLabel(index) + name)] + (lines.isEmpty ? [] : [.element("ul", [:], lines)])
    }
  }
}
