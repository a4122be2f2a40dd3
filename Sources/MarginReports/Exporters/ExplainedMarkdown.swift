import MarginEngine
import MarginModel

/// A derivation as a nested list, and the drivers as a table, for a pull request.
enum ExplainedMarkdown {
  static func text(_ explained: Explained) -> String {
    let figures = explained.figures
    var text = "### " + MarkdownExporter.escaped(figures.model.title + ", case " + figures.caseLabel) + "\n"
    for value in explained.values {
      text += "\n" + MarkdownExporter.escaped(explained.title(value)) + "\n\n"
      for root in value.roots { add(root, nil, 0, explained, to: &text) }
      if value.omitted > 0 { text += "- \(value.omitted) more members\n" }
      for drivers in value.drivers { text += table(drivers, explained) }
    }
    return text
  }

  private static func table(_ drivers: [Driver], _ explained: Explained) -> String {
    let rows = ExplainedDrivers(explained, drivers).rows.map {
      [$0.path, $0.value, $0.unit, $0.step, $0.effect, $0.pointEffect, $0.source]
    }
    return MarkdownExporter.table(
      ["Input", "Value", "Unit", "For", "Effect", "+1 point", "Source"], right: [1, 4, 5], rows) + "\n"
      + MarkdownExporter.escaped(ExplainedDrivers.note.joined(separator: " ")) + "\n"
  }

  private static func add(
    _ derivation: Derivation, _ whole: Derivation?, _ level: Int, _ explained: Explained, to text: inout String
  ) {
    let words = DerivationWords(explained: explained, derivation: derivation, whole: whole)
    let indent = String(repeating: "  ", count: level)
    let value =
      derivation.end == .untaken ? "" : " " + explained.full(derivation.value, derivation.type, derivation.unit)
    let remarks = words.remarks.map { " · " + MarkdownExporter.escaped($0) }.joined()
    text +=
      indent + "- **" + MarkdownExporter.escaped(words.name) + "**" + MarkdownExporter.escaped(value) + remarks + "\n"
    for part in derivation.parts { add(part, derivation, level + 1, explained, to: &text) }
    if let rest = derivation.rest {
      let sum = rest.sum.map { " " + explained.full($0, derivation.type, derivation.unit) } ?? ""
      text += indent + "  - " + MarkdownExporter.escaped(ExplainedText.more(rest) + sum) + "\n"
    }
  }
}
