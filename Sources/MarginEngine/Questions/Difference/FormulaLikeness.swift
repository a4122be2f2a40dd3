import MarginModel
import MarginUnits

/// Whether definitions of two models compute the same from counterparts, however they are written.
struct FormulaLikeness {
  private let pairing: ModelPairing

  init(_ pairing: ModelPairing) { self.pairing = pairing }

  /// Whether one computes what the other does; the numbers of inputs may differ.
  func areAlike(_ left: Definition, _ right: Definition) -> Bool {
    var walk = Walk(pairing: pairing)
    return walk.areAlike(left, right)
  }
}

/// One comparison, in which helpers that read themselves are met again.
private struct Walk {
  let pairing: ModelPairing
  private var met: Set<[Int]> = []

  init(pairing: ModelPairing) { self.pairing = pairing }

  private var old: Model { pairing.old }
  private var new: Model { pairing.new }

  mutating func areAlike(_ left: Definition, _ right: Definition) -> Bool {
    let isRolledAlike = left.rollUp == right.rollUp || left.variesInTime != right.variesInTime
    guard left.kind == right.kind, left.isInput == right.isInput, isRolledAlike,
      left.unit.dimension == right.unit.dimension, areSame(left.type, right.type), axes(left.axes, right.axes)
    else { return false }
    met.insert([left.id, right.id])
    switch (left.body, right.body) {
    case (.leaf(let one), .leaf(let other)): return leaves(one, other)
    case (.formula(let one), .formula(let other)): return alike(one, other)
    case (.leaf(let one), .formula(let formula)):
      if case .leaf(let other) = formula.form { return leaves(one, other) }
      return false
    case (.formula(let formula), .leaf(let other)):
      if case .leaf(let one) = formula.form { return leaves(one, other) }
      return false
    case (.stock(let open, let adds, let lesses), .stock(let otherOpen, let otherAdds, let otherLesses)):
      return alike(open, otherOpen) && all(adds, otherAdds) && all(lesses, otherLesses)
    case (.converged(let one), .converged(let other)):
      return alike(one.formula, other.formula) && alike(one.start, other.start) && one.tolerance == other.tolerance
        && one.isRelative == other.isRelative && one.limit == other.limit
    default: return false
    }
  }

  private func areSame(_ left: ValueType, _ right: ValueType) -> Bool {
    if case .member(let one) = left, case .member(let other) = right { return axes([one], [other]) }
    return left == right
  }

  /// Whether the dimensions are the same. A case with a date makes an input vary in time that has one value else, and
  /// with it all that reads it; that is no other formula.
  private func axes(_ left: [AxisID], _ right: [AxisID]) -> Bool {
    Set(left.filter { $0 != 0 }.map { old.axes[$0].name }) == Set(right.filter { $0 != 0 }.map { new.axes[$0].name })
  }

  private func axis(_ left: AxisID, _ right: AxisID) -> Bool { old.axes[left].name == new.axes[right].name }

  private func leaves(_ left: Int, _ right: Int) -> Bool {
    let (one, other) = (old.leaves[left], new.leaves[right])
    return one.role == other.role && axes(one.axes, other.axes) && one.unit.dimension == other.unit.dimension
  }

  private mutating func all(_ left: [Int], _ right: [Int]) -> Bool {
    guard left.count == right.count else { return false }
    for (one, other) in zip(left, right) where !reads(one, other) { return false }
    return true
  }

  /// Whether both read the same: a counterpart, or a helper that is alike.
  private mutating func reads(_ left: Int, _ right: Int) -> Bool {
    let (one, other) = (old.definitions[left], new.definitions[right])
    if one.purpose == .named || other.purpose == .named {
      return pairing.newOf[left] == right || met.contains([left, right])
    }
    return met.contains([left, right]) || areAlike(one, other)
  }

  private func period(_ left: Int, _ right: Int) -> Bool {
    left == right && old.timeline.start == new.timeline.start || old.timeline.label(left) == new.timeline.label(right)
  }

  private func member(_ axis: AxisID, _ left: Int, _ otherAxis: AxisID, _ right: Int) -> Bool {
    guard self.axis(axis, otherAxis) else { return false }
    if axis == 0 { return period(left, right) }
    let (members, others) = (old.axes[axis].members, new.axes[otherAxis].members)
    return members.indices.contains(left) && others.indices.contains(right) && members[left].name == others[right].name
  }

  private mutating func alike(_ left: [Formula], _ right: [Formula]) -> Bool {
    guard left.count == right.count else { return false }
    for (one, other) in zip(left, right) where !alike(one, other) { return false }
    return true
  }

  private mutating func alike(_ left: Formula?, _ right: Formula?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return alike(left, right)
  }

  private mutating func alike(_ left: Formula, _ right: Formula) -> Bool {
    switch (left.form, right.form) {
    // Only where a case changes an input, its formula has a factor and an addend, and counts its periods.
    case (.adjusted(let inner, let factor, let addend), .adjusted(let other, let factor2, let addend2)):
      return leaves(factor, factor2) && leaves(addend, addend2) && alike(inner, other)
    case (.adjusted(let inner, _, _), _): return alike(inner, right)
    case (_, .adjusted(let inner, _, _)): return alike(left, inner)
    case (.leaf(let leaf), .periodIndex): return old.leaves[leaf].role == .elapsed
    case (.periodIndex, .leaf(let leaf)): return new.leaves[leaf].role == .elapsed
    case (.literal(let one), .literal(let other)):
      return areClose(one * left.unit.scale, other * right.unit.scale, 1e-14)
        && left.unit.dimension == right.unit.dimension
    case (.leaf(let one), .leaf(let other)): return leaves(one, other)
    case (.negative(let one), .negative(let other)), (.not(let one), .not(let other)): return alike(one, other)
    case (.sum(let one), .sum(let other)):
      return one.map(\.negative) == other.map(\.negative) && alike(one.map(\.term), other.map(\.term))
    case (.product(let one), .product(let other)):
      return one.map(\.inverse) == other.map(\.inverse) && alike(one.map(\.factor), other.map(\.factor))
    case (.power(let base, let power), .power(let otherBase, let otherPower)):
      return alike(base, otherBase) && alike(power, otherPower)
    case (.comparison(let sign, let one, let two), .comparison(let otherSign, let other, let another)):
      return sign == otherSign && alike(one, other) && alike(two, another)
    case (.and(let one), .and(let other)), (.or(let one), .or(let other)): return alike(one, other)
    case (.conditional(let test, let then, let otherwise), .conditional(let test2, let then2, let otherwise2)):
      return alike(test, test2) && alike(then, then2) && alike(otherwise, otherwise2)
    case (.call(let function, let one), .call(let otherFunction, let other)):
      return function.name == otherFunction.name && alike(one, other)
    case (.fallback(let one, let two), .fallback(let other, let another)):
      return alike(one, other) && alike(two, another)
    case (.period, .period), (.periodIndex, .periodIndex), (.periodStart, .periodStart): return true
    default: return looksAlike(left.form, right.form)
    }
  }

  /// The forms that look at other definitions.
  private mutating func looksAlike(_ left: Formula.Form, _ right: Formula.Form) -> Bool {
    switch (left, right) {
    case (.definition(let one), .definition(let other)), (.rolledUp(let one), .rolledUp(let other)),
      (.cumulative(let one), .cumulative(let other)):
      return reads(one, other)
    case (.element(let one, let picks), .element(let other, let others)):
      return picks.count == others.count
        && zip(picks, others).allSatisfy { member($0.axis, $0.member, $1.axis, $1.member) } && reads(one, other)
    case (.atPeriod(let one, let at), .atPeriod(let other, let otherAt)):
      return period(at, otherAt) && reads(one, other)
    case (.lag(let one, let by, let start), .lag(let other, let otherBy, let otherStart)):
      return by == otherBy && alike(start, otherStart) && reads(one, other)
    case (
      .earlierMember(let one, let along, let by, let start), .earlierMember(let other, let along2, let by2, let start2)
    ):
      return axis(along, along2) && by == by2 && alike(start, start2) && reads(one, other)
    case (.byMember(let along, let one), .byMember(let otherAlong, let other)):
      return axis(along, otherAlong) && alike(one, other)
    case (.growth(let rate, let elapsed, let length), .growth(let rate2, let elapsed2, let length2)):
      return areClose(length, length2, 1e-14) && reads(rate, rate2) && alike(elapsed, elapsed2)
    case (.fold(let fold, let one, let over, let onto), .fold(let fold2, let other, let over2, let onto2)):
      let isOnto = onto.map { old.axes[$0].name } == onto2.map { new.axes[$0].name }
      return fold == fold2 && axis(over, over2) && isOnto && reads(one, other)
    case (.total(let one, let periods), .total(let other, let periods2)):
      return period(periods.lowerBound, periods2.lowerBound) && periods.count == periods2.count && reads(one, other)
    case (.firstWhere(let test, let one), .firstWhere(let test2, let other)):
      return reads(test, test2) && reads(one, other)
    case (.chosen(let one, let over, let place), .chosen(let other, let over2, let place2)):
      return axis(over, over2) && alike(place, place2) && reads(one, other)
    case (.percentile(let one, let share, let over), .percentile(let other, let share2, let over2)):
      return axis(over, over2) && alike(share, share2) && reads(one, other)
    case (.rank(let one, let over), .rank(let other, let over2)): return axis(over, over2) && reads(one, other)
    case (.overPeriods(let function, let one, let parts), .overPeriods(let function2, let other, let parts2)):
      return function.name == function2.name && alike(parts, parts2) && reads(one, other)
    default: return false
    }
  }
}
