/// A difference for a pull request: what everybody wants to know stands open, what some ask for is folded.
///
/// A comment holds 65,536 characters, so each part has at most so many rows.
enum DifferenceMarkdown {
  private static let openRows = 20
  private static let foldedRows = 60
  private static let mostBridges = 12
  /// Of bytes, with room for what others write into the comment.
  private static let mostBytes = 60_000

  static func text(_ page: DifferencePage) -> String {
    var text = "### " + escaped(page.title) + "\n\n" + escaped(page.summary) + "\n"
    text += table(page.results, openRows, head: "Result")
    if !page.judged.rows.isEmpty { text += judged(page.judged) }
    let bridges = page.bridges.filter { !$0.table.rows.isEmpty || !$0.notes.isEmpty }
    let parts: [(title: String, count: Int, body: String)] = [
      (
        "Assumptions", page.assumptions.rows.count + page.said.rows.count,
        table(page.assumptions, foldedRows, head: "Assumption") + table(page.said, foldedRows, head: "Assumption")
      ),
      ("Settings", page.settings.rows.count, table(page.settings, foldedRows, head: "Setting")),
      ("Definitions", page.formulas.count, formulas(page.formulas)),
      ("What moved each result", bridges.count, self.bridges(bridges)),
    ]
    for part in parts where part.count > 0 {
      let head = "\n<details><summary>\(part.title) (\(part.count))</summary>\n"
      let fits = text.utf8.count + part.body.utf8.count < mostBytes
      text += head + (fits ? part.body : "\ntoo long for a comment: `--format html` has it\n") + "\n</details>\n"
    }
    return text
  }

  private static func judged(_ table: DifferencePage.Table) -> String {
    let rows = table.rows.prefix(openRows).map { row in
      [row[1] + (row[0] == "check" ? "" : " (" + row[0] + ")"), row[2] + " -> " + row[3], row[4]]
    }
    return MarkdownExporter.table(["Check", "State", ""], right: [], rows) + more(table.rows.count - rows.count)
  }

  private static func table(_ table: DifferencePage.Table, _ most: Int, head: String) -> String {
    guard !table.rows.isEmpty else { return "" }
    // A column that is empty everywhere says nothing.
    let shown = table.heads.indices.filter { column in
      column == 0 || table.rows.contains { $0.indices.contains(column) && !$0[column].isEmpty }
    }
    let heads = shown.map { $0 == 0 ? head : capitalised(table.heads[$0]) }
    let right = Set(shown.indices.filter { table.right.contains(shown[$0]) })
    let rows = table.rows.prefix(most).map { row in shown.map { $0 < row.count ? row[$0] : "" } }
    return MarkdownExporter.table(heads, right: right, rows) + more(table.rows.count - rows.count)
  }

  private static func more(_ count: Int) -> String { count > 0 ? "\nand \(count) more\n" : "" }

  private static func formulas(_ formulas: [DifferencePage.Formula]) -> String {
    let shown = formulas.prefix(foldedRows).map { formula in
      let lines = [formula.old.map { "- " + $0 }, formula.new.map { "+ " + $0 }].compactMap { $0 }
      return "\n" + escaped(formula.title) + "\n"
        + (lines.isEmpty ? "" : "\n" + fenced(lines))
    }
    return shown.joined() + more(formulas.count - shown.count)
  }

  /// A fence that no text of the model closes.
  private static func fenced(_ lines: [String]) -> String {
    var fence = "```"
    while lines.contains(where: { $0.contains(fence) }) { fence += "`" }
    return fence + "diff\n" + lines.map { $0 + "\n" }.joined() + fence + "\n"
  }

  private static func bridges(_ bridges: [DifferencePage.Bridge]) -> String {
    var told: [String] = []
    let shown = bridges.prefix(mostBridges).map { bridge -> String in
      var text = "\n**" + escaped(bridge.title) + "**: " + escaped(bridge.summary) + "\n"
      if let last = bridge.table.rows.last {
        var table = bridge.table
        if table.rows.count > openRows { table.rows = table.rows.dropLast().prefix(openRows - 1) + [last] }
        text += MarkdownExporter.table(
          ["Assumption", "Change", capitalised(table.heads[2]), "Of the change"], right: [2, 3], table.rows)
        text += more(bridge.table.rows.count - table.rows.count)
      }
      for note in bridge.notes where !told.contains(note) {
        text += "\n" + escaped(note) + "\n"
        told.append(note)
      }
      return text
    }
    return shown.joined() + more(bridges.count - shown.count)
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func escaped(_ text: String) -> String { MarkdownExporter.escaped(text) }
}
