import MarginEngine
import MarginModel

/// A derivation as rows: for a spreadsheet, one for each number with its level, or the drivers where they were asked for.
enum ExplainedCSV {
  static func text(_ explained: Explained) -> String {
    guard explained.hasDrivers else { return tree(explained) }
    var text = CSVExporter.row(["value", "input", "low", "high", "unit", "per", "effect", "point_effect", "source"])
    for (root, drivers) in explained.values.flatMap({ zip($0.roots, $0.drivers) }) {
      let value = DerivationWords(explained: explained, derivation: root, whole: nil).name
      for (row, driver) in zip(ExplainedDrivers(explained, drivers).rows, drivers) {
        let definition = explained.model.definitions[driver.definition]
        let ends = [driver.low, driver.high].map {
          MachineText.value($0, definition.type) ?? ""
        }
        text += CSVExporter.row(
          [value, row.path] + ends
            + [
              row.unit, "1%", driver.effect.map(exactText) ?? "", driver.pointEffect.map(exactText) ?? "", row.source,
            ])
      }
    }
    return text
  }

  private static func tree(_ explained: Explained) -> String {
    var text = CSVExporter.row(["level", "name", "at", "value", "unit", "formula", "source", "source_date", "remark"])
    for root in explained.values.flatMap(\.roots) { add(root, nil, 0, explained, to: &text) }
    return text
  }

  private static func add(
    _ derivation: Derivation, _ whole: Derivation?, _ level: Int, _ explained: Explained, to text: inout String
  ) {
    let words = DerivationWords(explained: explained, derivation: derivation, whole: whole)
    var value = MachineText.value(derivation.value / derivation.unit.scale, derivation.type)
    if case .member = derivation.type { value = explained.text(derivation.value, derivation.type, derivation.unit) }
    if derivation.end == .untaken { value = nil }
    let source = words.definition?.source
    let isTold = derivation.end != .complete
    text += CSVExporter.row([
      "\(level)", words.name, derivation.time == .total ? "total" : words.date ?? "", value ?? "",
      NumberText.unit(derivation.unit), words.formula, source?.text ?? "", source?.date ?? "",
      isTold ? derivation.end.word : derivation.undefined?.cause ?? "",
    ])
    for part in derivation.parts { add(part, derivation, level + 1, explained, to: &text) }
  }
}
