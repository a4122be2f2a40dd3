import MarginSource

/// A difference for a terminal.
enum DifferenceText {
  /// Of a cell in a table; longer texts have lines of their own.
  private static let widest = 48
  private static let mostBridges = 12

  static func text(_ page: DifferencePage) -> String {
    var text = page.title + "\n  " + page.summary + "\n"
    text += section("Results", page.results)
    text += section("Checks, bands and decisions", page.judged, withHeads: false)
    text += section("Assumptions", page.assumptions)
    var short = page.said
    short.rows = page.said.rows.filter { row in row.allSatisfy { $0.count <= widest } }
    text += section("What is said of assumptions", short)
    let long = page.said.rows.filter { row in row.contains { $0.count > widest } }
    if !long.isEmpty, short.rows.isEmpty { text += "\nWhat is said of assumptions\n" }
    text += long.map { lines($0[0] + ": " + $0[1], $0[2], $0[3]) }.joined()
    if !page.settings.rows.isEmpty { text += "\nSettings\n" }
    text += page.settings.rows.map { lines($0[0], $0[1], $0[2]) }.joined()
    if !page.formulas.isEmpty {
      text += "\nDefinitions\n"
      for formula in page.formulas {
        text += lines(formula.title, formula.old ?? "", formula.new ?? "")
      }
    }
    // What one assumption alone moves is told beside the result.
    let bridges = page.bridges.filter { $0.table.rows.count > 2 || $0.table.rows.isEmpty && !$0.notes.isEmpty }
    if !bridges.isEmpty { text += "\nWhat moved the results\n" }
    var told: [String] = []
    for bridge in bridges.prefix(mostBridges) {
      text += "\n  " + bridge.title + ": " + bridge.summary + "\n"
      if !bridge.table.rows.isEmpty {
        var table = TextTable(right: bridge.table.right, indent: "    ")
        table.rows = [bridge.table.heads + [""]] + zip(bridge.table.rows, bridge.bars).map { $0 + [bar($1)] }
        text += table.text
      }
      for note in bridge.notes where !told.contains(note) {
        text += "    " + note + "\n"
        told.append(note)
      }
    }
    let left = bridges.count - mostBridges
    return text + (left > 0 ? "\n  and \(left) more, which `--format html` and `json` have\n" : "")
  }

  /// What was and what is, one below the other.
  private static func lines(_ title: String, _ old: String, _ new: String) -> String {
    "  " + title + "\n" + (old.isEmpty ? "" : "    - " + old + "\n") + (new.isEmpty ? "" : "    + " + new + "\n")
  }

  private static func section(_ title: String, _ table: DifferencePage.Table, withHeads: Bool = true) -> String {
    guard !table.rows.isEmpty else { return "" }
    var shown = TextTable(right: table.right, indent: "  ")
    shown.rows = (withHeads ? [[""] + table.heads.dropFirst()] : []) + table.rows
    return "\n" + title + "\n" + shown.text
  }

  private static func bar(_ share: Double?) -> String {
    guard let share, share != 0 else { return "" }
    let length = wholeInt(share.magnitude * 20) ?? 0
    return String(repeating: share < 0 ? "░" : "█", count: max(1, length))
  }
}
