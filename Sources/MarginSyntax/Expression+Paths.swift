extension Expression {
  /// The dotted names in the expression, in order.
  package var paths: [Path] {
    var found: [Path] = []
    forEachPath { found.append($0) }
    return found
  }

  /// The same one after the other, without a list of them.
  package func forEachPath(_ body: (Path) -> Void) {
    // Nearly all expressions are a name, a number, or one operation on some of these.
    switch form {
    case .number, .date, .text, .truth, .missing: return
    case .path(let path): return body(path)
    default: break
    }
    var waiting: [Expression] = []
    putParts(on: &waiting)
    while let next = waiting.popLast() {
      if case .path(let path) = next.form { body(path) } else { next.putParts(on: &waiting) }
    }
  }

  /// Whether it picks a member or period, or calls a function of whose name a test does not hold.
  package func picks(orCallsOtherThan isKnown: (String) -> Bool) -> Bool {
    var waiting: [Expression] = [self]
    while let next = waiting.popLast() {
      switch next.form {
      case .index, .at: return true
      case .call(let name, _) where !isKnown(name.text): return true
      default: next.putParts(on: &waiting)
      }
    }
    return false
  }

  /// Puts the expressions directly inside this one on a stack, so that the first of them is taken first.
  private func putParts(on stack: inout [Expression]) {
    switch form {
    case .number, .date, .text, .truth, .path, .missing: break
    case .index(let base, let arguments):
      stack += arguments.reversed()
      stack.append(base)
    case .members(let members): for member in members.reversed() { stack.append(member.value) }
    case .negative(let inner), .not(let inner), .converted(let inner, _): stack.append(inner)
    case .sum(let terms): for item in terms.reversed() { stack.append(item.term) }
    case .product(let factors): for item in factors.reversed() { stack.append(item.factor) }
    case .power(let a, let b), .comparison(_, let a, let b), .at(let a, let b):
      stack.append(b)
      stack.append(a)
    case .and(let inner), .or(let inner): stack += inner.reversed()
    case .conditional(let condition, let then, let otherwise):
      stack.append(otherwise)
      stack.append(then)
      stack.append(condition)
    case .call(_, let arguments): for argument in arguments.reversed() { stack.append(argument.value) }
    }
  }
}
