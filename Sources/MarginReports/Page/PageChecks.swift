import MarginEngine
import MarginModel

/// Checks and bands: each state in a word, and in a colour besides.
extension WebPage {
  var checks: [Markup] { checkTable + reasons + bandTable }

  private var checkTable: [Markup] {
    let rows = figures.checks.map { check -> [PageTable.Cell] in
      let mood: Mood =
        switch check.state {
        case .passed: .good
        case .failed: .bad
        default: .warn
        }
      return [
        PageTable.Cell(check.label), PageTable.Cell([Self.badge(check.state.rawValue, mood)]),
        PageTable.Cell(check.finding),
      ]
    }
    let isQuiet = figures.checks.allSatisfy { $0.finding.isEmpty }
    let table = PageTable(
      heads: isQuiet ? ["Check", "State"] : ["Check", "State", "Finding"],
      rows: rows.map { isQuiet ? Array($0.prefix(2)) : $0 }, isFitting: isQuiet)
    return rows.isEmpty ? [] : [table.markup]
  }

  /// The conditions that do not hold, with what their parts come to.
  private var reasons: [Markup] {
    let own = figures.checks.flatMap { check -> [Markup] in
      guard let reason = check.reason else { return [] }
      let title = check.label + (reason.heading.isEmpty ? "" : ": " + reason.heading)
      return [.element("h3", [:], title), .element("pre", [:], reason.lines.joined(separator: "\n"))]
    }
    return own
      + ConditionReason.changes(figures.checks.compactMap(\.reason)).map {
        .element("pre", [:], $0.joined(separator: "\n"))
      }
  }

  private var bandTable: [Markup] {
    let rows = zip(figures.bands, model.bands).map { line, band -> [PageTable.Cell] in
      [
        PageTable.Cell(line.label), PageTable.Cell([Self.badge(line.level ?? "undefined", mood(line, band))]),
        PageTable.Cell(Figures.text(line.value, line.unit)), PageTable.Cell(line.at, style: "small"),
        PageTable.Cell(band.note ?? "", style: "small"),
      ]
    }
    let count = model.bands.contains { $0.note != nil } ? 5 : 4
    let heads = ["Band", "Level", "Value", "At", "What to do"].prefix(count)
    let table = PageTable(
      heads: Array(heads), rows: rows.map { Array($0.prefix(count)) }, right: [2], isFitting: count == 4)
    return rows.isEmpty ? [] : [table.markup]
  }

  /// The first level is the best one, the last the worst.
  private func mood(_ line: Figures.BandLine, _ band: Model.Band) -> Mood {
    guard let place = band.levels.firstIndex(where: { $0.name == line.level }) else { return .warn }
    return place == 0 ? .good : place == band.levels.count - 1 ? .bad : .warn
  }
}
