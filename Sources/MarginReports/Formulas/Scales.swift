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
    let text = [2, 12, 100, 1000].contains(factor) ? String(Int(factor)) : scaleToken(factor)
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

  /// A term that may be `n/a`, made an operand.
  private mutating func numeric(_ term: Term, _ formula: Formula, _ spot: Spot) -> Term {
    guard !term.isCell, let own = term.scale else { return operand(term, formula, spot) }
    var cell = row(term, unit: Unit(formula.unit, scaled: own), spot)
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
    let known = scaleNames.first { areNear($0.value, factor) }
    scales.append(
      PlanNumber(
        value: factor, unit: known?.unit ?? "per unit", label: known?.label ?? "Scale \(scales.count + 1) between units",
        source: known?.source ?? "product of the units' own scales", format: format))
    return table.token(Reference(target: .scale(scales.count - 1), across: .same))
  }

  private var scaleNames: [(value: Double, label: String, unit: String, source: String)] {
    let month = model.units.monthSeconds
    let fixed = "definition of the unit"
    let own = "the model's month"
    return [
      (60, "Minutes in an hour, seconds in a minute", "per unit", fixed),
      (3600, "Seconds in an hour", "seconds/hour", fixed),
      (86_400, "Seconds in a day", "seconds/day", fixed),
      (24, "Hours in a day", "hours/day", fixed),
      (7, "Days in a week", "days/week", fixed),
      (1440, "Minutes in a day", "minutes/day", fixed),
      (1e6, "One million", "units", fixed),
      (1e9, "One billion", "units", fixed),
      (month, "Seconds in a month", "seconds/month", own),
      (month / 60, "Minutes in a month", "minutes/month", own),
      (month / 3600, "Hours in a month", "hours/month", own),
      (month / 86_400, "Days in a month", "days/month", own),
      (month * 12 / 3600, "Hours in a year", "hours/year", own),
      (month * 12 / 86_400, "Days in a year", "days/year", own),
    ]
  }
}

extension Unit {
  /// A unit of another scale, for a row that holds a number in between.
  init(_ unit: Unit, scaled scale: Double) {
    self = scale == unit.scale ? unit : Unit()
  }
}
