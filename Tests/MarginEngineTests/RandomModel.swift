import MarginSource
import MarginFunctions
import MarginUnits

@testable import MarginModel

/// A small generator with a seed, so that a failing graph can be made again.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Random graphs of all forms over up to four axes, with empty cells and zeros in their inputs.
struct RandomModel {
  private var random: Seeded
  private var builder: ModelBuilder
  private var shapes: [[AxisID]] = []
  /// The definition being made, and its axes.
  private var current = 0
  private var axes: [AxisID] = []

  static func make(seed: UInt64, definitions: Int = 25) -> Model {
    var maker = RandomModel(seed: seed)
    return maker.make(definitions)
  }

  private init(seed: UInt64) {
    random = Seeded(seed)
    let steps: [Timeline.Step] = [.months(3), .months(1), .days(7), .days(60)]
    builder = ModelBuilder(periods: Int.random(in: 1...7, using: &random), step: steps[Int(seed % 4)])
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }

  mutating func numbers(_ axes: [AxisID]) -> [Double] {
    (0..<builder.model.count(axes)).map { _ in
      chance(6) ? .nan : chance(10) ? 0 : chance(3) ? 1e300 : Double.random(in: -5...5, using: &random)
    }
  }

  private mutating func make(_ count: Int) -> Model {
    shapes = (0..<count).map { _ in
      var shape = chance(70) ? [0] : []
      for (axis, percent) in [(1, 30), (2, 30), (3, 20)] where chance(percent) { shape.append(axis) }
      return shape
    }
    for id in 0..<count {
      current = id
      axes = shapes[id]
      let body = makeBody()
      let rules: [Definition.RollUp] = [.sum, .closing, .formula, .none]
      let unit = chance(50) ? Unit.plain : builder.model.units.unit(pick(["hour", "token", "month"]))
      _ = builder.add(
        "d\(id)", axes: axes, rollUp: axes.contains(0) ? pick(rules) : .constant, unit: unit,
        type: chance(20) ? .truth : .quantity(.plain), body)
    }
    return builder.model
  }

  private mutating func makeBody() -> Definition.Body {
    if current < 4 || chance(20) { return .leaf(makeLeaf(.value)) }
    if axes.contains(0), chance(15) {
      let movements = (0..<current).filter { Set(shapes[$0]).isSubset(of: axes) }
      if !movements.isEmpty {
        return .stock(open: formula(1), adds: [pick(movements), pick(movements)], lesses: [pick(movements)])
      }
    }
    if chance(10) {
      return .formula(f(.adjusted(formula(2), factor: makeLeaf(.factor), addend: makeLeaf(.addend))))
    }
    if let axis = axes.last(where: { $0 > 0 }), chance(12) {
      // A running sum over members, at times of a later definition that reads this one, and at times through time too.
      let alike = shapes.indices.filter { $0 > current && shapes[$0] == axes }
      let source = !alike.isEmpty && chance(50) ? pick(alike) : current
      let before = f(.earlierMember(source, axis: axis, distance: 1, start: number(0)))
      let later = f(.lag(current, periods: 1, start: number(1)))
      return .formula(sum(before, formula(1), axes.contains(0) && chance(50) ? later : number(0)))
    }
    if let axis = axes.first(where: { $0 > 0 }), chance(15) {
      return .formula(f(.byMember(axis, builder.model.axes[axis].members.map { _ in formula(2) })))
    }
    return .formula(formula(3))
  }

  private mutating func makeLeaf(_ role: Leaf.Role) -> Int {
    let own = axes.filter { _ in chance(70) }
    return builder.leaf(
      of: current, role, axes: own, unit: builder.model.units.unit(pick(["minute", "token"])), numbers(own))
  }

  /// Definitions that may be read here once some of their axes are gone.
  private func readable(without gone: Set<AxisID> = [], later: Bool = false) -> [Int] {
    (later ? shapes.indices : 0..<current).filter { Set(shapes[$0]).subtracting(gone).isSubset(of: axes) }
  }

  private mutating func formula(_ depth: Int) -> Formula {
    if depth == 0 || chance(20) { return leafFormula() }
    let operand = { (maker: inout RandomModel) in maker.formula(depth - 1) }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return f(.negative(operand(&self)))
    case 1, 2: return f(.sum((0..<3).map { _ in (chance(40), operand(&self)) }))
    case 3, 4: return f(.product((0..<3).map { _ in (chance(40), operand(&self)) }))
    case 5: return f(.power(operand(&self), operand(&self)))
    case 6:
      let comparisons: [Comparison] = [.less, .atMost, .greater, .atLeast, .equal, .unequal]
      return f(.comparison(pick(comparisons), operand(&self), operand(&self)))
    case 7: return f(chance(50) ? .and([operand(&self), operand(&self)]) : .or([operand(&self), operand(&self)]))
    case 8: return f(.not(operand(&self)))
    case 9: return f(.conditional(operand(&self), then: operand(&self), otherwise: operand(&self)))
    case 10:
      guard let function = builtinFunction(pick(["max", "min", "abs", "sqrt", "clamp"])) else { return number(1) }
      return f(.call(function, function.parameters.map { _ in operand(&self) }))
    default: return across(depth)
    }
  }

  private mutating func leafFormula() -> Formula {
    let choices = readable()
    if choices.isEmpty || chance(20) { return number(pick([0, 1, -2, 0.5, 3])) }
    return chance(20) ? across(1) : ref(pick(choices))
  }

  private mutating func across(_ depth: Int) -> Formula {
    let periods = builder.model.timeline.count
    let timeless = readable(without: [0])
    let plain = readable()
    guard let some = timeless.isEmpty ? nil : pick(timeless), let here = plain.isEmpty ? nil : pick(plain) else {
      return number(2)
    }
    switch Int.random(in: 0..<14, using: &random) {
    case 11: return f(.fallback(leafFormula(), leafFormula()))
    case 12, 13: return alongMembers()
    case 0: return f(.atPeriod(some, period: Int.random(in: 0...periods, using: &random)))
    case 1: return f(.rolledUp(some))
    case 2: return f(.total(some, 0..<Int.random(in: 0...periods, using: &random)))
    case 3: return f(.firstWhere(condition: some, value: pick(timeless)))
    case 4: return f(.growth(rate: here, elapsed: leafFormula(), perPeriod: 0.5))
    case 5, 6: return fold()
    case 7:
      let reads = readable(without: [1, 2])
      return f(
        .element(pick(reads.isEmpty ? [here] : reads), picks: [.init(axis: 1, member: 1), .init(axis: 2, member: 0)]))
    case 8 where axes.contains { $0 > 0 }: return overMembers(here)
    default: return axes.contains(0) ? overTime(here, depth) : number(4)
    }
  }

  /// What stands one or two members before, also in a loop.
  private mutating func overMembers(_ here: Int) -> Formula {
    let target = chance(60) ? pick(readable(later: true)) : here
    return f(
      .earlierMember(
        target, axis: pick(axes.filter { $0 > 0 }), distance: Int.random(in: 1...2, using: &random),
        start: chance(80) ? leafFormula() : nil))
  }

  private mutating func overTime(_ here: Int, _ depth: Int) -> Formula {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return f(.period)
    case 1: return f(.periodIndex)
    case 2: return f(.periodStart)
    case 3: return f(.cumulative(here))
    default:
      let target = chance(40) ? pick(readable(later: true)) : here
      return f(.lag(target, periods: Int.random(in: 1...2, using: &random), start: chance(60) ? leafFormula() : nil))
    }
  }

  /// What looks along the members of an axis by place or size.
  private mutating func alongMembers() -> Formula {
    let over = pick([0, 1, 2])
    let sources = readable(without: [over])
    guard !sources.isEmpty else { return number(6) }
    let places = axes.contains(0) ? [number(1), number(2), f(.periodIndex)] : [number(1), number(2), leafFormula()]
    switch Int.random(in: 0..<3, using: &random) {
    case 0 where over != 0: return f(.chosen(pick(sources), over: over, place: pick(places)))
    case 1 where axes.contains(over) && over != 0:
      let ranked = readable()
      return ranked.isEmpty ? number(7) : f(.rank(pick(ranked), over: over))
    default:
      return f(.percentile(pick(sources), share: pick([number(0), number(0.3), number(1), leafFormula()]), over: over))
    }
  }

  private mutating func fold() -> Formula {
    let fold = pick([Formula.Fold.sum, .mean, .min, .max, .count, .first])
    if axes.contains(3), chance(50), let source = readable(without: [2]).last {
      return f(.fold(fold, source, over: 2, onto: 3))
    }
    let over = pick([0, 1, 2])
    let sources = readable(without: [over])
    return sources.isEmpty ? number(5) : f(.fold(fold, pick(sources), over: over, onto: nil))
  }
}
