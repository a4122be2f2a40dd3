import MarginEngine
import MarginModel
import MarginUnits

/// The top of a page: what it is about, whether its checks hold, and its first figures.
extension WebPage {
  private static let mostCards = 8

  var header: Markup {
    var content = [Markup.element("h1", [:], model.title)]
    if let purpose = text("purpose") { content.append(.element("p", [:], purpose)) }
    var facts = ["Case: " + caseLabel(caseIndex), "As of " + info.asOf, span, model.currency]
    if let owner = model.owner { facts.append("Owner: " + owner) }
    if let preparer = text("preparer") { facts.append("Prepared by " + preparer) }
    if let version = text("version") { facts.append("Version " + version) }
    content.append(.element("p", ["class": "quiet"], facts.joined(separator: " · ")))
    if let status { content.append(.element("p", [:], [status])) }
    let cards = headlines
    if !cards.isEmpty {
      content.append(
        .element(
          "dl", ["class": [3, 5, 6].contains(cards.count) ? "cards of3" : "cards of4"],
          cards.enumerated().map { card($1, $0) }))
    }
    return .element("header", [:], content)
  }

  private func text(_ name: String) -> String? { model.texts.first { $0.name == name }?.value }

  /// Whether the checks hold, in words and in a colour.
  private var status: Markup? {
    let failing = figures.checks.count { $0.state != .passed }
    guard !figures.checks.isEmpty else { return nil }
    return failing == 0
      ? Self.badge("all \(counted(figures.checks.count, "check holds", "checks hold"))", .good)
      : Self.badge("\(failing) of \(counted(figures.checks.count, "check does", "checks do")) not hold", .bad)
  }

  enum Mood: String { case good, warn, bad }

  static func badge(_ words: String, _ mood: Mood) -> Markup {
    .element("span", ["class": "badge " + mood.rawValue], words)
  }

  /// A number of a report, or one member of it.
  struct Headline {
    let line: ReportLine
    let reading: Model.Reading
    let member: Int
  }

  /// The single numbers of the first report, with the next ones where it has few; of the model where it has no report.
  private var headlines: [Headline] {
    var found: [Headline] = []
    var seen: Set<String> = []
    for report in model.reports where found.count < 4 {
      for reading in report.items
      where reading.time != .all && seen.insert("\(reading.definition) \(reading.time)").inserted {
        found += headlines(reading)
      }
    }
    if found.isEmpty {
      let results = model.definitions.filter { $0.purpose == .named && !$0.isInput && $0.rollUp != .none }.suffix(8)
      found = results.flatMap { definition -> [Headline] in
        headlines(
          Model.Reading(
            definition: definition.id, time: definition.variesInTime ? .rolledUp : .constant, label: definition.label,
            span: definition.span))
      }
    }
    return Array(found.prefix(Self.mostCards))
  }

  func headlines(_ reading: Model.Reading) -> [Headline] {
    figures.lines(reading).enumerated().map { Headline(line: $1, reading: reading, member: $0) }
  }

  private func card(_ item: Headline, _ place: Int) -> Markup {
    let line = item.line
    let facts = [line.unit, line.remark].filter { !$0.isEmpty }.joined(separator: " · ")
    var content = [
      Markup.element("dt", [:], line.label), .element("dd", ["class": "figure"], line.value),
      .element("dd", ["class": "small"], facts),
    ]
    if let base = against(item) { content.append(.element("dd", ["class": "small"], base)) }
    return .element(
      "div", ["class": "card c\(place % PageColors.light.series.count)"], content)
  }

  /// `base 1,234 (+12%)`, where another case is at hand.
  private func against(_ item: Headline) -> String? {
    guard caseIndex != 0, cases.indices.contains(0), let own = item.line.numbers.first else { return nil }
    let definition = model.definitions[item.reading.definition]
    let values = read(item.reading, model, cases[0])
    guard item.member < values.count else { return nil }
    let base = values[item.member] / definition.unit.scale
    return "base " + figures.text(base, definition) + (change(own, base, definition).map { " (" + $0 + ")" } ?? "")
  }

  /// `+12.5%`, of a share `+2.5pp`; nil where it says nothing.
  func change(_ value: Double, _ base: Double, _ definition: Definition) -> String? {
    guard case .quantity = definition.type, value.isFinite, base.isFinite else { return nil }
    if definition.unit.style == .percent {
      let text = NumberText.value(value - base, Unit(style: .points))
      return (value - base).magnitude < 1e-12 ? "no change" : text
    }
    guard base != 0 else { return value == 0 ? "no change" : nil }
    let share = (value - base) / base.magnitude
    guard share.magnitude > 1e-12 else { return "no change" }
    return (share > 0 ? "+" : "") + NumberText.value(share, .percent)
  }
}
