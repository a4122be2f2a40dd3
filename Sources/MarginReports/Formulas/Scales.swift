import MarginModel
import MarginUnits

// Numbers of different scales are brought together by factors that stand on Inputs.
extension Plan {
  func areNear(_ left: Double, _ right: Double) -> Bool {
    (left - right).magnitude <= 1e-12 * max(left.magnitude, right.magnitude)
  }

  /// The term as a number of units of another scale.
  mutating func converted(_ term: Term, to scale: Double, _ formula: Formula, _ spot: Spot) -> Term {
    guard let own = term.scale else {
      var zero = term
      zero.scale = scale
      return zero
    }
    guard !areNear(own, scale) else {
      var same = term
      same.scale = scale
      return same
    }
    var result = term.mayBeText ? numeric(term, formula, spot) : term
    let ratio = own / scale
    let isMultiplied = Self.awkwardness(ratio) <= Self.awkwardness(1 / ratio)
    let factor = Self.tidy(isMultiplied ? ratio : 1 / ratio)
    let text = [2, 12, 100, 1000].contains(factor) ? exactText(factor) : scaleToken(factor)
    if result.isOne {
      result.text = isMultiplied ? text : "1/" + text
      result.isOne = false
    } else {
      result.text = result.within(.product) + (isMultiplied ? "*" : "/") + text
    }
    result.binding = .product
    result.isCell = false
    result.scale = scale
    return result
  }

  /// The same for the whole value of a definition.
  mutating func converted(_ term: Term, to scale: Double, _ definition: Definition, _ spot: Spot) -> Term {
    let formula = Formula(
      .definition(definition.id), type: definition.type, axes: definition.axes, unit: definition.unit,
      span: definition.span)
    return converted(term, to: scale, formula, spot)
  }

  /// A term that may be `n/a`, made an operand.
  private mutating func numeric(_ term: Term, _ formula: Formula, _ spot: Spot) -> Term {
    guard !term.isCell, let own = term.scale else { return operand(term, formula, spot) }
    var cell = row(term, unit: formula.unit, spot)
    cell.scale = own
    cell.mayBeText = false
    cell.needs.append(cell.text)
    return cell
  }

  /// Whole numbers are easier to read as factors than fractions.
  private static func awkwardness(_ factor: Double) -> Int {
    let whole = tidy(factor)
    if whole == whole.rounded() { return 0 }
    return factor > 1 ? 1 : 2
  }

  private static func tidy(_ factor: Double) -> Double {
    let whole = factor.rounded()
    return whole != 0 && (factor - whole).magnitude <= 1e-11 * factor.magnitude ? whole : factor
  }

  private mutating func scaleToken(_ factor: Double) -> String {
    if let place = scales.firstIndex(where: { areNear($0.value, factor) }) {
      return table.token(Reference(target: .scale(place), across: .same))
    }
    let format = factor == factor.rounded() ? "#,##0" : factor > 1 ? "#,##0.0000" : "0.000000"
    let name = scaleName(factor)
    scales.append(
      PlanNumber(
        value: factor, unit: name.unit, label: name.label, source: name.source, format: format))
    return table.token(Reference(target: .scale(scales.count - 1), across: .same))
  }

  /// What a factor is: how many of a unit another one holds, or a product or quotient of two such numbers.
  private func scaleName(_ factor: Double) -> (label: String, unit: String, source: String) {
    let known = knownScales
    if let one = known.first(where: { areNear($0.value, factor) }) { return (one.label, one.unit, one.source) }
    for first in known {
      for second in known where areNear(first.value * second.value, factor) {
        return ("\(first.label) × \(second.label.lowercasedFirst)", "per unit", "both of them multiplied")
      }
      for second in known where areNear(first.value / second.value, factor) {
        return ("\(first.label) ÷ \(second.label.lowercasedFirst)", "per unit", "one divided by the other")
      }
    }
    return ("Scale \(scales.count + 1) between units", "per unit", "product of the units' own scales")
  }

  private var knownScales: [(value: Double, label: String, unit: String, source: String)] {
    var result: [(value: Double, label: String, unit: String, source: String)] = [
      (1e6, "One million", "units", "definition of the unit"), (1e9, "One billion", "units", "definition of the unit"),
      (1000, "One thousand", "units", "definition of the unit"),
    ]
    let usual = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
    let declared = model.units.names.filter { name in
      guard let entry = model.units.entry(name), entry.dimension == .time else { return false }
      return entry.singular == name && !usual.contains(name) && !["ms", "s"].contains(name)
    }
    for larger in usual + declared {
      for smaller in usual {
        guard let one = model.units.entry(larger), let other = model.units.entry(smaller), one.scale > other.scale
        else { continue }
        let isMonth = ["month", "quarter", "year"].contains(larger) || ["month", "quarter", "year"].contains(smaller)
        result.append(
          (
            one.scale / other.scale,
            "\(other.plural.uppercasedFirst) in \(larger.hasPrefix("hour") ? "an" : "a") \(larger)",
            "\(other.plural)/\(larger)", isMonth ? "the model's month" : "definition of the unit"
          ))
      }
    }
    return result
  }
}

extension String {
  var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
