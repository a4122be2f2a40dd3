import MarginEngine
import MarginModel

/// A derivation as a tree in a terminal:
///
///     per_outcome at 2026-03   0.0363  USD/outcome  = cost / accepted
///     ├─ cost                   2,900  USD          = traffic * price + hosting
///     │  └─ price                0.02  USD/request  price list 2026-01-15
///     └─ accepted              80,000  outcomes     = volume * accepted_share
enum ExplainedText {
  /// Longer remarks go on in the next line.
  private static let remarkWidth = 60

  static func text(_ explained: Explained) -> String {
    var text = explained.figures.model.title + ", case " + explained.figures.caseLabel + "\n"
    for value in explained.values {
      if !explained.isTitleClear(value) { text += "\n" + explained.title(value) + "\n" }
      var table = TextTable(right: [1], indent: "  ")
      for (place, root) in value.roots.enumerated() {
        if place > 0, !root.parts.isEmpty || explained.hasDrivers { table.rows.append([]) }
        add(root, to: &table, explained)
        guard explained.hasDrivers else { continue }
        text += "\n" + table.text + ExplainedDrivers(explained, value.drivers[place]).text
        table.rows = []
      }
      if !explained.hasDrivers { text += "\n" + table.text }
      if value.omitted > 0 { text += "  … \(value.omitted) more members: ask for one in square brackets\n" }
    }
    if explained.values.flatMap(\.roots).contains(where: isCut) { text += "\n… goes on: a larger --depth follows it\n" }
    return text
  }

  private static func isCut(_ derivation: Derivation) -> Bool {
    derivation.end == .cut || derivation.parts.contains(where: isCut)
  }

  private static func add(
    _ derivation: Derivation, below whole: Derivation? = nil, first: String = "", others: String = "",
    to table: inout TextTable, _ explained: Explained
  ) {
    let words = DerivationWords(explained: explained, derivation: derivation, whole: whole)
    let value =
      derivation.end == .untaken ? "" : explained.text(derivation.value, derivation.type, derivation.unit)
    let unit = value.isEmpty || derivation.value.isNaN ? "" : explained.unitText(derivation.unit)
    let remarks = wrapped(words.remarks)
    table.rows.append([first + words.name, value, unit, remarks.first ?? ""])
    let below = derivation.parts.count + (derivation.rest == nil ? 0 : 1)
    for line in remarks.dropFirst() { table.rows.append([others + (below > 0 ? "│" : ""), "", "", line]) }
    for (place, part) in derivation.parts.enumerated() {
      let isLast = place == below - 1
      add(
        part, below: derivation, first: others + (isLast ? "└─ " : "├─ "), others: others + (isLast ? "   " : "│  "),
        to: &table, explained)
    }
    if let rest = derivation.rest {
      let sum = rest.sum.map { explained.text($0, derivation.type, derivation.unit) } ?? ""
      let unit = sum.isEmpty ? "" : explained.unitText(derivation.unit)
      table.rows.append([others + "└─ " + more(rest), sum, unit, rest.isSame ? "each the same" : ""])
    }
  }

  static func more(_ rest: Derivation.Rest) -> String {
    let noun = rest.role == .member ? "member" : "period"
    return "\(rest.count) more \(noun)" + (rest.count == 1 ? "" : "s")
  }

  /// Each remark begins a line of its own, and long ones go on at a space.
  private static func wrapped(_ remarks: [String]) -> [String] {
    var lines: [String] = []
    for (place, remark) in remarks.enumerated() {
      if place > 0, ["…", "above", "the largest", "the lowest"].contains(remark), let last = lines.popLast() {
        lines.append(last + "  " + remark)
        continue
      }
      var line = ""
      for word in remark.split(separator: " ") {
        if !line.isEmpty, line.count + word.count + 1 > remarkWidth {
          lines.append(line)
          line = "  " + word
        } else {
          line += (line.isEmpty ? "" : " ") + word
        }
      }
      lines.append(line)
    }
    return lines
  }
}
