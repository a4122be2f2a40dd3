import Foundation

/// Compares what the engine says with what LibreOffice says.
enum Parity {
  /// The relative distance that is still equal, and the absolute one for what should cancel to nothing.
  static let relative = 1e-9
  static let absolute = 1e-12
  /// A spreadsheet makes the difference of two numbers that are nearly equal exactly 0; the engine keeps what rounding left.
  static let cancelled = 1e-10

  /// Whether a cell of the workbook says what the engine says; `n/a` is how a workbook says undefined.
  static func agrees(_ engine: EngineResults.Cell?, _ office: LibreOffice.Cell) -> Bool {
    switch (engine, office) {
    case (nil, .text("n/a")): true
    case (.number(let left), .number(let right)):
      abs(left - right) <= (right == 0 ? cancelled : absolute) + relative * max(abs(left), abs(right))
    case (.truth(let left), .number(let right)): (left ? 1 : 0) == right
    case (.text(let left), .text(let right)): left == right
    default: false
    }
  }

  /// One line for each definition that differs, with its first differing cell.
  static func differences(engine: EngineResults, office: [[LibreOffice.Cell]], map: WorkbookMap) -> [String] {
    var lines: [String] = []
    for (path, cells) in zip(map.paths, office) {
      guard let place = map.values[path] else { continue }
      guard let expected = engine.values[path]?.values else {
        lines.append("\(path): in the workbook at \(place.sheet)!\(place.range), but the engine has no such definition")
        continue
      }
      guard expected.count == cells.count else {
        lines.append("\(path): \(expected.count) values, but \(cells.count) cells at \(place.sheet)!\(place.range)")
        continue
      }
      for (index, (left, right)) in zip(expected, cells).enumerated() where !agrees(left, right) {
        let says = left.map { "\($0)" } ?? "undefined"
        lines.append("\(path)[\(index)] at \(place.sheet)!\(place.range): engine \(says), LibreOffice \(right)")
        break
      }
    }
    let absent = engine.values.keys.filter { map.values[$0] == nil }.sorted()
    return lines + absent.map { "\($0): the engine has it, the workbook does not" }
  }
}

/// A new number for an input, both as the workbook's cell and for `--set`.
struct InputChange {
  let path: String
  let cell: LibreOffice.Range
  let old: Double
  let new: Double

  /// Of the input, as the workbook shows it.
  let unit: String

  /// `email.hit_rate=0.36`, `desk.wage=41.5 USD/hour`: in the input's own unit, which only money must name.
  private var isMoney: Bool { ["USD", "EUR", "GBP"].contains { unit.contains($0) } }
  var setting: String { "\(path)=\(new)" + (isMoney ? " " + unit : "") }

  /// Up to `count` different inputs of one cell, each times a factor from 0.6 to 1, which keeps the models' ranges;
  /// what lies within 0 and 1 may be a share and stays there.
  static func random(
    count: Int, of inputs: [WorkbookMap.ScalarInput], cells: [LibreOffice.Cell],
    using generator: inout SplitMix64
  ) -> [InputChange] {
    var numbers: [InputChange] = []
    for (input, cell) in zip(inputs, cells) {
      guard case .number(let old) = cell else { continue }
      let scaled = old * (0.6 + 0.4 * generator.unit())
      let new = (0...1).contains(old) ? min(scaled, 1) : scaled
      numbers.append(InputChange(path: input.path, cell: input.cell, old: old, new: new, unit: input.unit))
    }
    return Array(numbers.shuffled(using: &generator).prefix(count))
  }
}
