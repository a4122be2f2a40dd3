import MarginEngine
import MarginModel
import MarginUnits

/// The inputs that move a value, as rows that every format prints.
struct ExplainedDrivers {
  struct Row {
    let path: String
    /// `72%`, or `0.25 to 3` where it has several numbers.
    let value: String
    let unit: String
    /// `+1%`, or why there is no effect.
    let step: String
    /// `+0.98%`, or `n/a`.
    let effect: String
    /// The effect of one point more of a share; empty for what is none.
    let pointEffect: String
    let source: String
    let hasEffect: Bool
  }

  let rows: [Row]
  let drivers: [Driver]

  init(_ explained: Explained, _ drivers: [Driver]) {
    self.drivers = drivers
    rows = drivers.map { driver in
      let definition = explained.model.definitions[driver.definition]
      let ends = [driver.low, driver.high].map { explained.text($0 * driver.unit.scale, definition.type, driver.unit) }
      let source = definition.source.map { $0.text + ($0.date.map { " " + $0 } ?? "") } ?? "no source"
      return Row(
        path: definition.path, value: ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to "),
        unit: explained.unitText(driver.unit), step: driver.reason ?? "+1%",
        effect: driver.effect.map(Self.effect) ?? "n/a", pointEffect: driver.pointEffect.map(Self.effect) ?? "",
        source: source, hasEffect: driver.effect != 0 || (driver.pointEffect ?? 0) != 0)
    }
  }

  /// What the numbers are, so that nobody takes a slope for a forecast.
  static let note = [
    "Effect: by how much of itself the value changes for 1 % more of an input; of a share also for 1 point more.",
    "A local slope, measured by steps of 0.1 % and 0.1 points up and down, all else as it is.",
  ]

  var text: String {
    var table = TextTable(right: [1, 4, 5], indent: "  ")
    table.rows = [["Input", "Value", "", "For", "Effect", "+1 point", "Source"]]
    for row in rows where row.hasEffect {
      table.rows.append([row.path, row.value, row.unit, row.step, row.effect, row.pointEffect, row.source])
    }
    let idle = rows.filter { !$0.hasEffect }.map(\.path)
    let words = idle.isEmpty ? "" : "  no effect here: " + idle.joined(separator: ", ") + "\n"
    guard !rows.isEmpty else { return "\n  No input moves it.\n" }
    return "\nWhat moves it most\n" + table.text + words + Self.note.map { "  \($0)\n" }.joined()
  }

  /// `+0.98%` of the value, to three digits.
  private static func effect(_ share: Double) -> String {
    guard let digits = DecimalDigits(share) else { return "n/a" }
    if share != 0, share.magnitude < 1e-5 { return "< 0.001%" }
    return (share > 0 ? "+" : "") + digits.rounded(significant: 3).shifted(2).text() + "%"
  }
}
