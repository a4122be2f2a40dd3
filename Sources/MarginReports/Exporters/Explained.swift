import MarginEngine
import MarginModel
import MarginUnits

/// How a value came about, and what moves it, ready to be printed in any format.
package struct Explained: Sendable {
  /// The model with the case, as every result names them.
  let figures: Figures
  let values: [Value]
  let hasDrivers: Bool

  /// One of the values that were asked for.
  struct Value: Sendable {
    let reading: Model.Reading
    /// One for each of its members.
    let roots: [Derivation]
    /// How many members there are beyond those that are told of.
    let omitted: Int
    /// By root, the inputs that move it; empty where they were not asked for.
    let drivers: [[Driver]]
  }

  package init(_ figures: Figures, _ readings: [Model.Reading], depth: Int, withDrivers: Bool) {
    self.figures = figures
    hasDrivers = withDrivers
    let (model, results) = (figures.model, figures.results)
    values = readings.map { reading in
      let roots = derivations(reading, model, results, depth: depth)
      let members = model.definitions[reading.definition].axes.filter { $0 != 0 }
      return Value(
        reading: reading, roots: roots, omitted: model.count(members) - roots.count,
        drivers: withDrivers
          ? Array(MarginEngine.drivers(of: reading, model, caseIndex: results.caseIndex).prefix(roots.count)) : [])
    }
  }

  var model: Model { figures.model }

  /// `Cost per accepted email at 2026-12`, or `Saving: total over 2026-01 to 2027-12`.
  func title(_ value: Value) -> String {
    let reading = value.reading
    guard reading.time == .rolledUp else { return reading.label }
    let definition = model.definitions[reading.definition]
    let span = model.timeline.label(0) + " to " + model.timeline.label(model.timeline.count - 1)
    switch definition.rollUp {
    case .sum: return reading.label + ": total of " + span
    case .closing: return reading.label + ": closing level of " + span
    case .formula, .constant, .none: return reading.label + ": over " + span
    }
  }

  /// True where the tree's own first line says as much.
  func isTitleClear(_ value: Value) -> Bool {
    let names = value.roots.map { DerivationWords(explained: self, derivation: $0, whole: nil).name }
    return names.map(Self.plain) == [Self.plain(title(value))]
  }

  /// A label says no more than a name that differs in this only.
  private static func plain(_ text: String) -> String {
    String(text.lowercased().map { $0 == "_" ? " " : $0 })
  }

  /// A value as people read it, without its unit.
  func text(_ value: Double, _ type: ValueType, _ unit: Unit) -> String {
    guard value.isFinite else { return "n/a" }
    switch type {
    case .truth: return value == 0 ? "no" : "yes"
    case .date: return dayText(value)
    case .member(let axis): return model.memberName(axis, at: value) ?? "n/a"
    case .quantity, .text: return NumberText.value(value / unit.scale, unit)
    }
  }

  /// A unit beside its value: a share per time is `6%` and `per month`.
  func unitText(_ unit: Unit) -> String { NumberText.beside(unit) }

  /// The same with its unit.
  func full(_ value: Double, _ type: ValueType, _ unit: Unit) -> String {
    let name = unitText(unit)
    guard case .quantity = type, !name.isEmpty, value.isFinite else { return text(value, type, unit) }
    return text(value, type, unit) + " " + name
  }

  /// A value for a program, in its unit.
  func json(_ value: Double, _ type: ValueType, _ unit: Unit) -> JSONText {
    switch type {
    case .member, .date: return value.isFinite ? .text(text(value, type, unit)) : .null
    case .truth: return value.isFinite ? .truth(value != 0) : .null
    case .quantity, .text: return .number(value / unit.scale)
    }
  }
}

extension Explained {
  /// What a person reads in a terminal.
  package var table: String { ExplainedText.text(self) }
  /// Everything for a program.
  package var json: String { ExplainedJSON.text(self) }
  /// One row for each number, or for each driver.
  package var csv: String { ExplainedCSV.text(self) }
  /// A nested list for a pull request.
  package var markdown: String { ExplainedMarkdown.text(self) }
}
