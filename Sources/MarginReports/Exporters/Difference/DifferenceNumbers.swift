import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// Two numbers beside each other, with as many digits as it takes to tell them apart.
struct NumberPair {
  let old: String
  let new: String
  /// `+12.5%`, of a share `-52pp`; nothing where neither says anything.
  let change: String
  let unit: String
  /// The unit as it stands beside a value in a table: `per month` of a share per time.
  let beside: String

  /// Values in their units; nil where there is none.
  init(_ old: Double?, _ oldUnit: Unit, _ new: Double?, _ newUnit: Unit, _ type: ValueType, _ model: Model) {
    let (oldName, newName) = (NumberText.unit(oldUnit), NumberText.unit(newUnit))
    let isOne = oldUnit.dimension == newUnit.dimension
    beside = isOne ? NumberText.beside(newUnit) : ""
    // Another unit of the same dimension is read in the new one.
    let before = isOne && oldUnit.scale != newUnit.scale ? old.map { $0 * oldUnit.scale / newUnit.scale } : old
    guard case .quantity = type else {
      func text(_ value: Double?) -> String { value.map { Self.text($0, type, model) } ?? "" }
      (self.old, self.new, change, unit) = (text(before), text(new), "", newName)
      return
    }
    let texts = Self.texts(before, isOne ? newUnit : oldUnit, new, newUnit)
    if isOne {
      (self.old, self.new, unit) = (texts.old, texts.new, newName)
      change = Self.change(before, new, newUnit)
    } else {
      self.old = NumberText.with(texts.old, unit: oldName)
      self.new = NumberText.with(texts.new, unit: newName)
      (change, unit) = ("", "")
    }
  }

  private static func text(_ value: Double, _ type: ValueType, _ model: Model) -> String {
    guard value.isFinite else { return "n/a" }
    switch type {
    case .truth: return value == 0 ? "no" : "yes"
    case .date: return dayText(value)
    case .member(let axis): return model.memberName(axis, at: value) ?? "n/a"
    case .quantity, .text: return exactText(value)
    }
  }

  private static func texts(
    _ old: Double?, _ oldUnit: Unit, _ new: Double?, _ newUnit: Unit
  ) -> (old: String, new: String) {
    let forms: [(Double, Unit) -> String] = [
      { NumberText.value($0, $1) }, { NumberText.value($0, $1, isClose: true) }, { AnswerText.close($0, $1) },
      { value, _ in exactText(value) },
    ]
    var found = (old: "", new: "")
    for form in forms {
      func text(_ value: Double?, _ unit: Unit) -> String {
        value.map { $0.isFinite ? form($0, unit) : "n/a" } ?? ""
      }
      found = (text(old, oldUnit), text(new, newUnit))
      if found.old != found.new || old == new || !(old?.isFinite ?? false) { break }
    }
    return found
  }

  private static func change(_ old: Double?, _ new: Double?, _ unit: Unit) -> String {
    guard let old, let new, old.isFinite, new.isFinite, old != new else { return "" }
    if unit.style == .percent { return NumberText.value(new - old, Unit(style: .points)) }
    guard old != 0 else { return "" }
    let share = NumberText.value((new - old) / old.magnitude, .percent)
    return new > old ? "+" + share : share
  }
}

extension NumberPair {
  /// The numbers of an assumption.
  init(_ change: ValueChange, _ definition: Definition, _ model: Model) {
    self.init(change.old, change.oldUnit, change.new, change.newUnit, definition.type, model)
  }

  /// A result before and after.
  init(_ result: ResultChange, _ pairing: ModelPairing) {
    let old = result.old.map { pairing.old.definitions[$0.definition] }
    let new = result.new.map { pairing.new.definitions[$0.definition] }
    let oldUnit = old?.unit ?? new?.unit ?? .plain
    let newUnit = new?.unit ?? oldUnit
    self.init(
      old.map { _ in result.before / oldUnit.scale }, oldUnit, new.map { _ in result.after / newUnit.scale }, newUnit,
      (new ?? old)?.type ?? .quantity(.plain), new == nil ? pairing.old : pairing.new)
  }
}
