/// The statements of a random model.
extension RandomText {
  /// A constant, or a value over time or members, with its unit stated or taken from what is written.
  mutating func addInput() {
    let name = freshName()
    let kind = someKind()
    let stated = random.below(2) == 0
    let (unit, id) = stated ? bracket(kind) : ([], 0)
    var (hasTime, hasAxis) = (false, false)
    let value: [Piece]
    switch random.below(6) {
    case 0:
      // A yearly growth is another growth than a twelfth of it a month, so the rate keeps its unit.
      value = [literal(kind, isWhole: stated), .text(" growing \(1 + random.below(5))%/month")]
      hasTime = true
    case 1:
      value = [
        .text("series 2026-01: "), literal(kind, isWhole: stated), .text(", 2026-09: "), literal(kind, isWhole: true),
        .text(random.below(2) == 0 ? " linear" : ""),
      ]
      hasTime = true
    case 2:
      value = [
        .text("[small: "), literal(kind, isWhole: stated), .text(", large: "), literal(kind, isWhole: true), .text("]"),
      ]
      hasAxis = true
    case 3:
      value = [literal(kind, isWhole: stated), .text(" { from 2026-06: "), literal(kind, isWhole: true), .text(" }")]
      hasTime = true
    case 4 where stated && !kind.exponents.keys.contains("USD") && !kind.isPlain:
      value = [.slot(slot(kind, .adopted(bracket: id), value: someValue()))]
    default: value = [literal(kind, isWhole: stated)]
    }
    add(name, [.text("input \(name)")] + unit + [.text(" = ")] + value)
    known.append(Known(path: name, kind: kind, hasTime: hasTime, hasAxis: hasAxis, isFlow: false))
  }

  mutating func addTable() {
    let kind = someKind()
    let (unit, _) = bracket(kind)
    let name = freshName()
    var pieces: [Piece] = [.text("table \(name) by engine")] + unit + [.text(" {\n  p q\n")]
    for member in ["small", "large"] {
      pieces += [
        .text("  \(member) "), literal(kind, isWhole: true), .text("  "), literal(kind, isWhole: true), .text("\n"),
      ]
    }
    add(name, pieces + [.text("}")])
    for column in ["p", "q"] {
      known.append(Known(path: "\(name).\(column)", kind: kind, hasTime: false, hasAxis: true, isFlow: false))
    }
  }

  /// A template whose formulas see their own names only, and two scenarios of it.
  mutating func addTemplate() {
    let outside = known
    let (first, second) = (someKind(), someKind())
    let (firstUnit, _) = bracket(first)
    let (secondUnit, _) = bracket(second)
    known = [
      Known(path: "a", kind: first, hasTime: false, hasAxis: false, isFlow: false),
      Known(path: "b", kind: second, hasTime: false, hasAxis: false, isFlow: false),
    ]
    let result = someKind()
    let (resultUnit, _) = bracket(result)
    let formula = expression(result, depth: 2).pieces
    let amount = amount()
    let (flowUnit, _) = bracket(amount)
    let flow = flowTerms(amount).pieces
    add(
      "t",
      [.text("template t { input a")] + firstUnit + [.text("; input b")] + secondUnit + [.text(" = ")]
        + [literal(second, isWhole: true), .text("; calc c")] + resultUnit + [.text(" = ")] + formula
        + [.text("; flow d")] + flowUnit + [.text(" = ")] + flow + [.text(" }")])
    known = outside.filter { !$0.hasAxis && !$0.hasTime }
    for name in ["alpha", "beta"] {
      let bound = random.below(2) == 0 ? [literal(first, isWhole: true)] : expression(first, depth: 1).pieces
      add("\(name).a", [.text("scenario \(name) : t { a = ")] + bound + [.text(" }")])
    }
    known = outside
    for name in ["alpha", "beta"] {
      known.append(Known(path: "\(name).c", kind: result, hasTime: false, hasAxis: false, isFlow: false))
      known.append(Known(path: "\(name).d", kind: amount, hasTime: true, hasAxis: false, isFlow: true))
    }
    let bill = freshName()
    let (billUnit, _) = bracket(amount)
    add(bill, [.text("flow \(bill)")] + billUnit + [.text(" = sum(scenario.d over scenario)")])
    known.append(Known(path: bill, kind: amount, hasTime: true, hasAxis: false, isFlow: true))
  }

  mutating func addCalc() {
    let name = freshName()
    let kind = someKind()
    let formula = expression(kind, depth: 3)
    let unit = isStrict || random.below(2) == 0 ? bracket(kind).pieces : []
    add(name, [.text("calc \(name)")] + unit + [.text(" = ")] + formula.pieces)
    known.append(Known(path: name, kind: kind, hasTime: formula.hasTime, hasAxis: formula.hasAxis, isFlow: false))
  }

  mutating func amount() -> Kind {
    let amounts = [Kind(["USD": 1]), Kind(["token": 1]), Kind(["request": 1]), Kind(["byte": 1])]
    return amounts[random.below(amounts.count)]
  }

  /// Amounts and rates, added up.
  mutating func flowTerms(_ kind: Kind) -> (pieces: [Piece], hasAxis: Bool) {
    var pieces: [Piece] = []
    var hasAxis = false
    for term in 0...random.below(2) {
      let made = expression(random.below(2) == 0 ? kind : kind / .time, depth: 2)
      pieces += (term == 0 ? [] : [.text(" + ")]) + made.pieces
      hasAxis = hasAxis || made.hasAxis
    }
    return (pieces.map(Self.inFlow), hasAxis)
  }

  private static func inFlow(_ piece: Piece) -> Piece {
    guard case .slot(var slot) = piece else { return piece }
    slot.isFlow = true
    return .slot(slot)
  }

  mutating func addFlow() {
    let name = freshName()
    let kind = amount()
    let terms = flowTerms(kind)
    let unit = bracket(kind).pieces.map(Self.inFlow)
    add(name, [.text("flow \(name)")] + unit + [.text(" = ")] + terms.pieces)
    known.append(Known(path: name, kind: kind, hasTime: true, hasAxis: terms.hasAxis, isFlow: true))
  }

  mutating func addRatio() {
    let flows = known.filter(\.isFlow)
    guard flows.count > 1 else { return addCalc() }
    let (above, below) = (flows[random.below(flows.count)], flows[random.below(flows.count)])
    let name = freshName()
    let kind = above.kind / below.kind
    let unit = isStrict || random.below(2) == 0 ? bracket(kind).pieces : []
    add(name, [.text("ratio \(name)")] + unit + [.text(" = \(above.path) / \(below.path) * "), literal(.plain)])
    known.append(
      Known(path: name, kind: kind, hasTime: true, hasAxis: above.hasAxis || below.hasAxis, isFlow: false))
  }

  mutating func addStock() {
    let flows = known.filter(\.isFlow)
    guard !flows.isEmpty else { return addCalc() }
    let flow = flows[random.below(flows.count)]
    let name = freshName()
    let unit = bracket(flow.kind).pieces.map(Self.inFlow)
    let pieces: [Piece] = [.text("stock \(name)")] + unit + [.text(" { open ")]
    let movements: [Piece] =
      [literal(flow.kind), .text("; add \(flow.path); less \(flow.path) * "), literal(.plain), .text(" }")]
    add(name, pieces + movements)
    known.append(Known(path: name, kind: flow.kind, hasTime: true, hasAxis: flow.hasAxis, isFlow: false))
  }

  /// Changes of constants: set, scaled and added to.
  mutating func addCases() {
    let inputs = statements.filter { $0.name.hasPrefix("v") && Self.isConstant($0) }
    for (number, input) in inputs.prefix(3).enumerated() {
      guard let kind = known.first(where: { $0.path == input.name })?.kind else { continue }
      switch number {
      case 0: add("", [.text("case set_it { \(input.name) -> "), literal(kind, isWhole: true), .text(" }")])
      case 1: add("", [.text("case scale_it { scale \(input.name) by 1.7 }")])
      default: add("", [.text("case add_it { add \(input.name) by "), literal(kind, isWhole: true), .text(" }")])
      }
    }
  }

  private static func isConstant(_ statement: Statement) -> Bool {
    guard case .text(let first)? = statement.pieces.first, first.hasPrefix("input ") else { return false }
    return statement.slots.count { if case .bracket = $0.form { false } else { true } } == 1
  }
}
