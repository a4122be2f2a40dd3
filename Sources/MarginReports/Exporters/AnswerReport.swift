import MarginEngine
import MarginModel
import MarginUnits

/// The answers to some statements of a model in every format.
package protocol AnswerReport: Sendable {
  /// For people, in a terminal.
  var text: String { get }
  /// For a pull request.
  var markdown: String { get }
  /// Everything, in full precision.
  var json: String { get }
  /// One row for each finding.
  var csv: String { get }
}

/// The numbers of searches as they are read.
enum AnswerText {
  /// Six digits and at least all whole ones, since what was looked for is wanted closely: `45.2317%`, `79,733,333`.
  static func close(_ value: Double, _ unit: Unit) -> String {
    guard let digits = DecimalDigits(value) else { return "several" }
    switch unit.style {
    case .percent: return close(digits.shifted(2)) + "%"
    case .points: return close(digits.shifted(2)) + "pp"
    case .basisPoints: return close(digits.shifted(4)) + "bp"
    case .multiple: return close(digits) + "x"
    case .plain: return close(digits)
    }
  }

  private static func close(_ digits: DecimalDigits) -> String {
    let rounded = digits.rounded(places: max(0, 5 - digits.magnitude))
    return digits.magnitude < -6 || digits.magnitude > 14 ? digits.rounded(significant: 6).scientific : rounded.text()
  }

  /// The same with the unit's name.
  static func closeWithUnit(_ value: Double, _ unit: Unit) -> String {
    let name = NumberText.unit(unit)
    return value.isFinite ? NumberText.with(close(value, unit), unit: name) : close(value, unit)
  }

  /// `cost [USD]`
  static func head(_ words: String, _ unit: Unit) -> String {
    let name = NumberText.head(unit)
    return words + (name.isEmpty ? "" : " [" + name + "]")
  }

  /// A value of a reading as it is shown elsewhere; `value` is in base units.
  static func value(
    _ value: Double, _ reading: Model.Reading, _ model: Model, isClose: Bool = false
  ) -> String {
    let definition = model.definitions[reading.definition]
    guard value.isFinite else { return "n/a" }
    switch definition.type {
    case .truth: return value == 0 ? "no" : "yes"
    case .date: return dayText(value)
    case .member(let axis): return model.memberName(axis, at: value) ?? "n/a"
    case .quantity, .text: return NumberText.value(value / definition.unit.scale, definition.unit, isClose: isClose)
    }
  }

  static func valueWithUnit(_ value: Double, _ reading: Model.Reading, _ model: Model) -> String {
    let name = NumberText.unit(model.definitions[reading.definition].unit)
    let text = self.value(value, reading, model)
    return text == "n/a" ? text : NumberText.with(text, unit: name)
  }

  /// `12.5% more than now`; nothing where a share says nothing.
  static func against(_ value: Double, _ now: Double) -> String? {
    guard value.isFinite, now.isFinite, now != 0, (value > 0) == (now > 0) || value == 0 else { return nil }
    let share = value / now - 1
    guard share.magnitude > 1e-12 else { return "as it is now" }
    if share >= 2 { return NumberText.value(value / now, .plain) + " times what it is now" }
    return NumberText.value(share.magnitude, .percent) + (share > 0 ? " more than now" : " less than now")
  }

  /// Of a share the points between the two: `-30.5pp against now`.
  static func against(_ value: Double, _ now: Double, _ unit: Unit) -> String? {
    guard unit.style == .percent, value.isFinite, now.isFinite else { return against(value, now) }
    guard (value - now).magnitude > 1e-12 else { return "as it is now" }
    return NumberText.value(value - now, Unit(style: .points)) + " against now"
  }

  static func cause(_ undefined: Undefined?) -> String {
    guard let undefined else { return "undefined" }
    return undefined.cause + (undefined.place.isEmpty ? "" : ", " + undefined.place)
  }

  /// What a replaced input had in its place.
  static func replaced(_ input: Model.MovedInput, _ base: StandingInput, _ model: Model) -> [String] {
    let path = model.definitions[input.definition].path
    if model.leaves[input.leaf].role == .level {
      return ["`\(path)` changes over time; what is found is the level that it starts from"]
    }
    return base.value == nil ? ["`\(path)` has several values; what is found replaces all of them"] : []
  }

  /// A text of the model on one line.
  static func source(_ reading: Model.Reading, _ model: Model) -> String {
    model.sources.text(reading.span).split { $0.isWhitespace }.joined(separator: " ")
  }

  static func isWritten(_ reading: Model.Reading, _ model: Model) -> Bool {
    if case .formula(let formula) = model.definitions[reading.definition].body, case .literal = formula.form {
      return true
    }
    return false
  }
}
