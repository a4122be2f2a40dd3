import Foundation
import MarginUnits

@testable import MarginEngine
@testable import MarginModel

/// The meaning of every form for one cell at a time, slow and plain: what the columns must agree with bit for bit.
final class Reference {
  enum Time: Hashable { case period(Int), slot(Int) }
  struct Point: Hashable {
    var members: [Int]
    var time: Time
  }
  private struct Key: Hashable {
    let definition: Int
    let point: Point
  }
  private let model: Model
  private let leaves: [[Double]]
  private let periods: Int
  private var known: [Key: Double] = [:]

  init(_ model: Model, leaves: [[Double]]) {
    self.model = model
    self.leaves = leaves
    periods = model.axes[0].members.count
  }

  func column(_ id: Int) -> [Double] { cells(id, (0..<periods).map { .period($0) }) }

  func rollUp(_ id: Int) -> [Double] {
    let definition = model.definitions[id]
    guard definition.variesInTime else { return [] }
    switch (definition.rollUp, definition.body) {
    case (.constant, _), (.none, _), (.formula, .leaf), (.formula, .stock), (.formula, .converged): return []
    default: break
    }
    return cells(id, (0...model.timeline.years.count).map { .slot($0) })
  }

  private func cells(_ id: Int, _ times: [Time]) -> [Double] {
    let axes = model.definitions[id].axes
    var points = [Array(repeating: 0, count: model.axes.count)]
    for axis in axes where axis != 0 {
      points = points.flatMap { point in
        model.axes[axis].members.indices.map { member in
          var next = point
          next[axis] = member
          return next
        }
      }
    }
    let used = axes.contains(0) ? times : [.period(0)]
    return points.flatMap { point in used.map { number(id, Point(members: point, time: $0)) } }
  }

  private func number(_ id: Int, _ point: Point) -> Double {
    let definition = model.definitions[id]
    var own = point
    for axis in own.members.indices where !definition.axes.contains(axis) { own.members[axis] = 0 }
    if !definition.variesInTime { own.time = .period(0) }
    let key = Key(definition: id, point: own)
    if let number = known[key] { return number }
    let result = compute(definition, own)
    known[key] = result
    return result
  }

  private func compute(_ definition: Definition, _ point: Point) -> Double {
    if case .slot(let slot) = point.time {
      let years = model.timeline.years
      let span = slot < years.count ? years[slot].periods : 0..<periods
      switch definition.rollUp {
      case .sum: return added(span.map { number(definition.id, at(point, $0)) })
      case .closing: return number(definition.id, at(point, span.upperBound - 1))
      case .constant, .none: return .nan
      case .formula:
        guard case .formula = definition.body else { return .nan }
      }
    }
    switch definition.body {
    case .leaf(let leaf): return self.leaf(leaf, point)
    case .formula(let formula): return value(formula, point)
    case .converged: return .nan
    case .stock(let open, let adds, let lesses):
      guard case .period(let period) = point.time else { return .nan }
      var level = period == 0 ? value(open, point) : number(definition.id, at(point, period - 1))
      for id in adds { level = finite(level + number(id, point)) }
      for id in lesses { level = finite(level - number(id, point)) }
      return level
    }
  }

  private func at(_ point: Point, _ period: Int) -> Point { Point(members: point.members, time: .period(period)) }
  private func finite(_ number: Double) -> Double { number.isFinite ? number : .nan }
  private func added(_ numbers: [Double]) -> Double { finite(numbers.reduce(0, +)) }

  private func leaf(_ id: Int, _ point: Point) -> Double {
    let leaf = model.leaves[id]
    var index = 0
    for axis in leaf.axes where axis != 0 { index = index * model.axes[axis].members.count + point.members[axis] }
    if leaf.axes.contains(0) {
      guard case .period(let period) = point.time else { return .nan }
      index = index * periods + period
    }
    return finite(leaves[id][index] * leaf.unit.scale)
  }

  private func value(_ formula: Formula, _ point: Point) -> Double {
    let all = { (operands: [Formula]) in operands.map { self.value($0, point) } }
    switch formula.form {
    case .literal(let number): return number * formula.unit.scale
    case .leaf(let id): return leaf(id, point)
    case .definition(let id): return number(id, point)
    case .negative(let operand): return -value(operand, point)
    case .sum(let terms):
      let signed = terms.map { $0.negative ? -value($0.term, point) : value($0.term, point) }
      return finite(signed.dropFirst().reduce(signed[0], +))
    case .product(let factors):
      var result = value(factors[0].factor, point)
      if factors[0].inverse { result = finite(1 / result) }
      for factor in factors.dropFirst() {
        let next = value(factor.factor, point)
        result = finite(factor.inverse ? result / next : result * next)
      }
      return result
    case .power(let base, let exponent): return raise(value(base, point), value(exponent, point))
    case .comparison(let comparison, let left, let right):
      let (left, right) = (value(left, point), value(right, point))
      if left.isNaN || right.isNaN { return .nan }
      let isClose = left == right || abs(left - right) <= 1e-12 * max(abs(left), abs(right))
      switch comparison {
      case .less: return left < right && !isClose ? 1 : 0
      case .atMost: return left < right || isClose ? 1 : 0
      case .greater: return left > right && !isClose ? 1 : 0
      case .atLeast: return left > right || isClose ? 1 : 0
      case .equal: return isClose ? 1 : 0
      case .unequal: return isClose ? 0 : 1
      }
    case .and(let operands):
      let values = all(operands)
      return values.contains(where: \.isNaN) ? .nan : values.allSatisfy { $0 != 0 } ? 1 : 0
    case .or(let operands):
      let values = all(operands)
      return values.contains(where: \.isNaN) ? .nan : values.contains { $0 != 0 } ? 1 : 0
    case .not(let operand):
      let truth = value(operand, point)
      return truth.isNaN ? .nan : truth == 0 ? 1 : 0
    case .conditional(let condition, let then, let otherwise):
      let truth = value(condition, point)
      return truth.isNaN ? .nan : value(truth != 0 ? then : otherwise, point)
    case .call(let function, let arguments): return finite(function.kernel(all(arguments)))
    default: return across(formula.form, point)
    }
  }

  private func raise(_ base: Double, _ exponent: Double) -> Double {
    // Small whole powers are products.
    let products: [Double: Double] = [2: base * base, 3: base * base * base, 4: (base * base) * (base * base)]
    return base.isNaN || exponent.isNaN ? .nan : finite(products[exponent] ?? pow(base, exponent))
  }

  private func across(_ form: Formula.Form, _ point: Point) -> Double {
    var period: Int?
    if case .period(let current) = point.time { period = current }
    let everyPeriod = { (id: Int) in (0..<self.periods).map { self.number(id, self.at(point, $0)) } }
    switch form {
    case .element(let id, let picks):
      var picked = point
      for pick in picks {
        if pick.axis == 0 { picked.time = .period(pick.member) } else { picked.members[pick.axis] = pick.member }
      }
      return number(id, picked)
    case .atPeriod(let id, let fixed):
      let isInside = !model.definitions[id].variesInTime || (0..<periods).contains(fixed)
      return isInside ? number(id, at(point, fixed)) : .nan
    case .byMember(let axis, let formulas): return value(formulas[point.members[axis]], point)
    case .lag(let id, let distance, let start):
      guard let period else { return .nan }
      if period < distance { return start.map { value($0, point) } ?? .nan }
      return number(id, at(point, period - distance))
    case .earlierMember(let id, let axis, let distance, let start):
      if point.members[axis] < distance { return start.map { value($0, point) } ?? .nan }
      var before = point
      before.members[axis] -= distance
      return number(id, before)
    case .period: return period == nil ? .nan : model.timeline.seconds(month: model.units.monthSeconds)
    case .periodIndex: return period.map(Double.init) ?? .nan
    case .periodStart:
      guard let period else { return .nan }
      let (start, distance) = (model.timeline.start, period * model.timeline.stepCount)
      guard !model.timeline.countsDays else { return start.serial + Double(distance) }
      let months = start.year * 12 + start.month - 1 + distance
      return serialDay(year: months / 12, month: months % 12 + 1, day: 1)
    case .growth(let rate, let elapsed, let perPeriod):
      let growth = 1 + number(rate, point) / model.definitions[rate].unit.scale
      return raise(growth, value(elapsed, point) * perPeriod)
    case .adjusted(let formula, let factor, let addend):
      let factor = leaf(factor, point)
      return finite((factor == 0 ? 0 : finite(value(formula, point) * factor)) + leaf(addend, point))
    case .rolledUp(let id):
      let slot = Time.slot(model.timeline.years.count)
      return number(id, Point(members: point.members, time: slot))
    case .total(let id, let range): return added(everyPeriod(id)[range].map { $0 })
    case .cumulative(let id): return period.map { added((0...$0).map { number(id, at(point, $0)) }) } ?? .nan
    case .firstWhere(let condition, let value):
      guard let place = everyPeriod(condition).firstIndex(where: { $0 != 0 }) else { return .nan }
      return everyPeriod(condition)[place].isNaN ? .nan : number(value, at(point, place))
    case .overPeriods(let function, let id, let arguments):
      let row = everyPeriod(id)
      let further = arguments.map { value($0, point) }
      return (row + further).contains { $0.isNaN } ? .nan : finite(function.kernel(row, further))
    case .fold(let fold, let id, let over, let onto):
      return folded(fold, id, over, onto, point)
    case .chosen(let id, let over, let place):
      let place = value(place, point)
      guard place == place.rounded(), place >= 1, place <= Double(model.axes[over].members.count) else { return .nan }
      var picked = point
      picked.members[over] = Int(place) - 1
      return number(id, picked)
    case .percentile(let id, let share, let over): return percentile(id, value(share, point), over, point)
    case .rank(let id, let over):
      let all = members(of: id, over, point)
      let own = number(id, point)
      if all.contains(where: \.isNaN) { return .nan }
      return Double(1 + all.count { $0 > own && abs($0 - own) > 1e-12 * max(abs($0), abs(own)) })
    case .fallback(let first, let second):
      let number = value(first, point)
      return number.isNaN ? value(second, point) : number
    default: return .nan
    }
  }

  /// A definition at every member of an axis, or every period.
  private func members(of id: Int, _ over: Int, _ point: Point) -> [Double] {
    model.axes[over].members.indices.map { member in
      var next = point
      next.members[over] = member
      if over == 0 { next.time = .period(member) }
      return number(id, next)
    }
  }

  private func percentile(_ id: Int, _ share: Double, _ over: Int, _ point: Point) -> Double {
    let sorted = members(of: id, over, point)
    guard !sorted.contains(where: \.isNaN), share >= 0, share <= 1 else { return .nan }
    let place = share * Double(sorted.count - 1)
    let below = sorted.sorted()[Int(place)]
    guard Int(place) + 1 < sorted.count else { return below }
    return finite(below + (place - place.rounded(.down)) * (sorted.sorted()[Int(place) + 1] - below))
  }

  private func folded(_ fold: Formula.Fold, _ id: Int, _ over: Int, _ onto: Int?, _ point: Point) -> Double {
    var numbers: [Double] = []
    for member in model.axes[over].members.indices {
      if let onto, model.axes[onto].maps?.members[member] != point.members[onto] { continue }
      var next = point
      next.members[over] = member
      if over == 0 { next.time = .period(member) }
      numbers.append(number(id, next))
    }
    if numbers.contains(where: \.isNaN) { return .nan }
    switch fold {
    case .sum: return added(numbers)
    case .mean: return finite(numbers.reduce(0, +) / Double(numbers.count))
    case .min: return numbers.min() ?? .nan
    case .max: return numbers.max() ?? .nan
    case .first: return numbers.firstIndex { $0 != 0 }.map { Double($0 + 1) } ?? .nan
    case .count: return model.definitions[id].type == .truth ? numbers.reduce(0, +) : Double(numbers.count)
    }
  }
}
