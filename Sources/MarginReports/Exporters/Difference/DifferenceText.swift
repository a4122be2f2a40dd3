import MarginSource

/// A difference for a terminal.
enum DifferenceText {
  static func text(_ page: DifferencePage) -> String {
    var text = page.title + "\n  " + page.summary + "\n"
    text += section("Results", page.results)
    text += section("Checks, bands and decisions", page.judged, withHeads: false)
    text += section("Assumptions", page.assumptions)
    text += section("What is said of assumptions", page.said)
    text += section("Settings", page.settings)
    if !page.formulas.isEmpty {
      text += "\nDefinitions\n"
      for formula in page.formulas {
        text += "  " + formula.title + "\n"
        if let old = formula.old { text += "    - " + old + "\n" }
        if let new = formula.new { text += "    + " + new + "\n" }
      }
    }
    // What one assumption alone moves is told beside the result.
    let bridges = page.bridges.filter { $0.table.rows.count > 2 || $0.table.rows.isEmpty && !$0.notes.isEmpty }
    if !bridges.isEmpty { text += "\nWhat moved the results\n" }
    var told: [String] = []
    for bridge in bridges {
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
    return text
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
