/// The formulas of a random model. Nothing in them is negative or subtracted from its like, so that rounding stays small;
/// nothing is compared with a plain 0 and no name divides itself, so that every unit in them matters.
extension RandomText {
  struct Made {
    var pieces: [Piece]
    var hasTime = false
    var hasAxis = false

    static func + (a: Made, b: Made) -> Made {
      Made(pieces: a.pieces + b.pieces, hasTime: a.hasTime || b.hasTime, hasAxis: a.hasAxis || b.hasAxis)
    }
    static func + (a: Made, b: String) -> Made { a + Made(pieces: [.text(b)]) }
    static func + (a: String, b: Made) -> Made { Made(pieces: [.text(a)]) + b }
  }

  mutating func expression(_ kind: Kind, depth: Int) -> Made {
    guard depth > 0 else { return operand(kind) }
    switch random.below(10) {
    case 0: return "(" + expression(kind, depth: depth - 1) + " + " + expression(kind, depth: depth - 1) + ")"
    case 1: return "(" + expression(kind, depth: depth - 1) + " * (1 - " + Made(pieces: [small()]) + "))"
    case 2, 3: return product(kind, depth)
    case 4: return quotient(kind, depth)
    case 5: return conditional(kind, depth)
    case 6:
      let name = random.below(2) == 0 ? "max(" : "min("
      return name + expression(kind, depth: depth - 1) + ", " + expression(kind, depth: depth - 1) + ")"
    case 7: return converted(kind, depth)
    case 8: return square(kind, depth)
    default: return across(kind)
    }
  }

  /// A share well below 1.
  private mutating func small() -> Piece {
    .slot(slot(.plain, .literal, value: Double(3 + random.below(60)) / 100))
  }

  /// A literal, or a name of the kind.
  private mutating func operand(_ kind: Kind) -> Made {
    let fitting = known.filter { $0.kind == kind }
    guard !fitting.isEmpty, random.below(3) > 0 else { return Made(pieces: [literal(kind)]) }
    let name = fitting[random.below(fitting.count)]
    return Made(pieces: [.text(name.path)], hasTime: name.hasTime, hasAxis: name.hasAxis)
  }

  private mutating func product(_ kind: Kind, _ depth: Int) -> Made {
    let part = someKind()
    let rest = kind / part
    guard rest.isUsual else { return operand(kind) }
    return "(" + expression(part, depth: depth - 1) + " * " + expression(rest, depth: depth - 1) + ")"
  }

  /// Divided by a literal of its own, which occurs nowhere else.
  private mutating func quotient(_ kind: Kind, _ depth: Int) -> Made {
    let part = someKind()
    guard (kind * part).isUsual else { return operand(kind) }
    return "(" + expression(kind * part, depth: depth - 1) + " / " + Made(pieces: [literal(part)]) + ")"
  }

  private mutating func conditional(_ kind: Kind, _ depth: Int) -> Made {
    let compared = someKind()
    let condition = expression(compared, depth: 0) + " > " + Made(pieces: [literal(compared)])
    return "(if " + condition + " then " + expression(kind, depth: depth - 1) + " else "
      + expression(kind, depth: depth - 1) + ")"
  }

  private mutating func converted(_ kind: Kind, _ depth: Int) -> Made {
    guard kind.exponents.values.contains(where: { $0 > 0 }) else { return operand(kind) }
    let unit = Made(pieces: [.slot(slot(kind, .conversion))])
    return "(" + expression(kind, depth: depth - 1) + " as " + unit + ")"
  }

  private mutating func square(_ kind: Kind, _ depth: Int) -> Made {
    let halves = kind.exponents.mapValues { $0 / 2 }
    guard kind.exponents.values.allSatisfy({ $0 % 2 == 0 }) else {
      return "(" + expression(kind * kind, depth: 0) + " ^ 0.5)"
    }
    return "(" + expression(Kind(halves), depth: depth - 1) + " ^ 2)"
  }

  /// What looks across members or periods.
  private mutating func across(_ kind: Kind) -> Made {
    let fitting = known.filter { $0.kind == kind }
    guard !fitting.isEmpty else { return operand(kind) }
    let name = fitting[random.below(fitting.count)]
    if name.hasAxis {
      let words = random.below(2) == 0 ? "sum(\(name.path) over engine)" : "\(name.path)[small]"
      return Made(pieces: [.text(words)], hasTime: name.hasTime)
    }
    guard name.hasTime else { return operand(kind) }
    switch random.below(4) {
    case 0:
      return "previous(\(name.path), " + Made(pieces: [literal(kind)], hasTime: true) + ")"
    case 1: return Made(pieces: [.text("\(name.path)[first]")])
    case 2 where name.isFlow: return Made(pieces: [.text("total(\(name.path))")])
    case 3 where name.isFlow: return Made(pieces: [.text("cumulative(\(name.path))")], hasTime: true)
    default: return Made(pieces: [.text("\(name.path)[2026-04]")])
    }
  }
}
