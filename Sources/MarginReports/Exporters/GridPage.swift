import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

extension AnswerPage {
  /// The answer to a sensitivity; `why` tells why the number at a place, row by row, of a result and a member of it is
  /// undefined.
  package mutating func add(
    _ sensitivity: Model.Sensitivity, _ grid: GridOutcome, formats: Set<AnswerFormat>,
    why: (_ value: Int, _ member: Int, _ place: Int) -> Undefined?
  ) {
    let part = GridPart(model: model, sensitivity: sensitivity, grid: grid)
    if formats.contains(.lines) {
      if lines.isEmpty { lines.append(part.head) }
      part.append(to: &rows)
    }
    if formats.contains(.record) { records.append(part.record) }
    if formats.contains(.section) { sections += part.sections(why) }
  }
}

/// What a page is made for: a large answer is not made in forms that nobody reads.
package enum AnswerFormat: Sendable { case section, record, lines }

/// A result of a sensitivity, or one member of it.
package struct GridOutput: Sendable {
  /// The places of its numbers in the outcome.
  package let value: Int
  package let member: Int
  package let label: String
  package let reading: Model.Reading
}

extension Model.Sensitivity {
  /// Whether it has a title of its own, and not only the names of its results.
  fileprivate var isTitled: Bool { label != values.map(\.label).joined(separator: ", ") }
}

/// The results of a sensitivity, each with a label of its own.
package func gridOutputs(_ sensitivity: Model.Sensitivity, _ grid: GridOutcome, _ model: Model) -> [GridOutput] {
  sensitivity.values.enumerated().flatMap { value, reading -> [GridOutput] in
    var names: [[String]] = [[]]
    for axis in model.layout(model.definitions[reading.definition].axes) where axis != 0 {
      names = names.flatMap { name in model.axes[axis].members.map { name + [$0.name] } }
    }
    return grid.values[value].indices.map { member in
      let own = member < names.count && !names[member].isEmpty ? " [\(names[member].joined(separator: ", "))]" : ""
      return GridOutput(value: value, member: member, label: reading.label + own, reading: reading)
    }
  }
}

private struct GridPart {
  let model: Model
  let sensitivity: Model.Sensitivity
  let grid: GridOutcome
  let words: AnswerWords

  init(model: Model, sensitivity: Model.Sensitivity, grid: GridOutcome) {
    self.model = model
    self.sensitivity = sensitivity
    self.grid = grid
    words = AnswerWords(model: model)
  }

  private var outputs: [GridOutput] { gridOutputs(sensitivity, grid, model) }

  private func number(_ output: GridOutput, _ place: Int) -> Double { grid.values[output.value][output.member][place] }

  // A table of more rows or columns than these shows some of them, evenly spread.
  private static let (mostRows, mostColumns) = (41, 12)

  private static func picked(_ count: Int, _ most: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    return (0..<most).map { $0 * (count - 1) / (most - 1) }
  }

  func sections(_ why: (Int, Int, Int) -> Undefined?) -> [AnswerPage.Section] {
    guard let rows = sensitivity.rows, let columns = sensitivity.columns else { return [oneWay(why)] }
    let (down, across) = (Self.picked(grid.height, Self.mostRows), Self.picked(grid.width, Self.mostColumns))
    return outputs.map { output in
      let unit = words.unit(output.reading)
      let heads = [""] + across.map { words.number(columns.points[$0], leaf: columns.leaf) }
      let lines = down.map { row in
        [words.number(rows.points[row], leaf: rows.leaf)]
          + across.map { words.value(number(output, row * grid.width + $0), output.reading) }
      }
      let several = outputs.count > 1 ? ": " + output.label : ""
      return AnswerPage.Section(
        title: sensitivity.isTitled ? sensitivity.label + several : output.label,
        lead: [
          words.with(output.label, unit: unit.isEmpty ? "" : "[\(unit)]")
            + "; down: \(axis(rows)); across: \(axis(columns))"
        ], heads: heads, rows: lines, right: Set(0...across.count),
        notes: notes([output], isThinned: down.count < grid.height || across.count < grid.width, why),
        shades: shades(output, down, across))
    }
  }

  /// Five steps from the lowest to the highest number that is shown; the points themselves have none.
  private func shades(_ output: GridOutput, _ down: [Int], _ across: [Int]) -> [[Int?]] {
    let values = down.map { row in across.map { number(output, row * grid.width + $0) } }
    let known = values.joined().filter(\.isFinite)
    guard let low = known.min(), let high = known.max(), high > low else { return [] }
    return values.map { row in
      [nil] + row.map { clampedInt(($0 - low) / (high - low) * 4, to: 0...4) }
    }
  }

  private func axis(_ axis: Model.Sensitivity.Axis) -> String {
    AnswerText.head(axis.label, model.definitions[model.leaves[axis.leaf].definition].unit)
  }

  private func oneWay(_ why: (Int, Int, Int) -> Undefined?) -> AnswerPage.Section {
    guard let moved = sensitivity.rows ?? sensitivity.columns else {
      return AnswerPage.Section(title: sensitivity.label, heads: [], rows: [], right: [])
    }
    let places = Self.picked(moved.points.count, Self.mostRows)
    let heads = outputs.map { output in
      let unit = words.unit(output.reading)
      return output.label + (unit.isEmpty ? "" : " [\(unit)]")
    }
    let rows = places.map { place in
      [words.number(moved.points[place], leaf: moved.leaf)]
        + outputs.map { words.value(number($0, place), $0.reading) }
    }
    return AnswerPage.Section(
      title: sensitivity.label, heads: [axis(moved)] + heads, rows: rows, right: Set(0...outputs.count),
      notes: notes(outputs, isThinned: places.count < moved.points.count, why))
  }

  private func notes(_ outputs: [GridOutput], isThinned: Bool, _ why: (Int, Int, Int) -> Undefined?) -> [String] {
    var notes: [String] = []
    if isThinned {
      let points = grid.height * grid.width
      notes.append("some of \(NumberText.value(Double(points), .plain)) points; json and csv give them all")
    }
    for output in outputs {
      let numbers = grid.values[output.value][output.member]
      guard let place = numbers.firstIndex(where: \.isNaN) else { continue }
      let at = [point(sensitivity.rows, place / grid.width), point(sensitivity.columns, place % grid.width)]
        .compactMap { $0 }
      notes.append(
        "n/a at " + at.joined(separator: ", ") + ": " + Figures.words(why(output.value, output.member, place)))
    }
    return notes
  }

  /// `Cache hit rate 72%`
  private func point(_ axis: Model.Sensitivity.Axis?, _ index: Int) -> String? {
    guard let axis else { return nil }
    let number = words.number(axis.points[index], leaf: axis.leaf)
    return axis.label + " " + words.with(number, unit: words.unit(leaf: axis.leaf))
  }

  private func points(_ axis: Model.Sensitivity.Axis) -> JSONText {
    .record([
      ("input", .text(words.path(leaf: axis.leaf))), ("label", .text(axis.label)),
      ("unit", .text(words.unit(leaf: axis.leaf))),
      ("points", .list(axis.points.map { .number(words.exact($0, leaf: axis.leaf)) })),
    ])
  }

  var record: JSONText {
    let results = outputs.map { output -> JSONText in
      let numbers = (0..<grid.height).map { row -> JSONText in
        .list((0..<grid.width).map { .number(words.exact(number(output, row * grid.width + $0), output.reading)) })
      }
      return .object([
        ("label", .text(output.label)), ("unit", .text(words.unit(output.reading))), ("values", .lines(numbers)),
      ])
    }
    return .object([
      ("label", .text(sensitivity.label)), ("rows", sensitivity.rows.map(points) ?? .null),
      ("columns", sensitivity.columns.map(points) ?? .null), ("results", .lines(results)),
    ])
  }

  var head: [String] { ["sensitivity", "rows", "row", "columns", "column", "result", "value", "unit"] }

  func append(to text: inout String) {
    func texts(_ axis: Model.Sensitivity.Axis?) -> (path: String, points: [String]) {
      guard let axis else { return ("", [""]) }
      return (words.path(leaf: axis.leaf), axis.points.map { MachineText.number(words.exact($0, leaf: axis.leaf)) })
    }
    let (rows, columns) = (texts(sensitivity.rows), texts(sensitivity.columns))
    for output in outputs {
      let unit = words.unit(output.reading)
      for (row, down) in rows.points.enumerated() {
        for (column, across) in columns.points.enumerated() {
          let value = words.exact(number(output, row * grid.width + column), output.reading)
          text += CSVExporter.row([
            sensitivity.label, rows.path, down, columns.path, across, output.label, MachineText.number(value), unit,
          ])
        }
      }
    }
  }
}
