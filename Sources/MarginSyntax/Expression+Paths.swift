extension Expression {
  /// The dotted names in the expression, in order.
  package var paths: [Path] {
    var found: [Path] = []
    var waiting: [Expression] = [self]
    while let next = waiting.popLast() {
      if case .path(let path) = next.form { found.append(path) }
      waiting += next.parts.reversed()
    }
    return found
  }

  /// Whether it picks a member or period, or calls a function of whose name a test does not hold.
  package func picks(orCallsOtherThan isKnown: (String) -> Bool) -> Bool {
    var waiting: [Expression] = [self]
    while let next = waiting.popLast() {
      switch next.form {
      case .index, .at: return true
      case .call(let name, _) where !isKnown(name.text): return true
      default: waiting += next.parts
      }
    }
    return false
  }

  /// The expressions directly inside this one.
  private var parts: [Expression] {
    switch form {
    case .number, .date, .text, .truth, .path, .missing: []
    case .index(let base, let arguments): [base] + arguments
    case .members(let members): members.map(\.value)
    case .negative(let inner), .not(let inner), .converted(let inner, _): [inner]
    case .sum(let terms): terms.map(\.term)
    case .product(let factors): factors.map(\.factor)
    case .power(let a, let b), .comparison(_, let a, let b), .at(let a, let b): [a, b]
    case .and(let inner), .or(let inner): inner
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(_, let arguments): arguments.map(\.value)
    }
  }
}
