import MarginFunctions
import MarginSource
import MarginUnits

/// A loop written as rounds.
package struct UnrolledLoop: Sendable {
  package let cut: Int
  package let rounds: Int
  /// Whether the last round came within the tolerance, a truth.
  package let settled: Int
  /// What one more round would change: a share of the value where `isRelative`, else an amount.
  package let residual: Int
  package let tolerance: Double
  package let isRelative: Bool
}

extension Model {
  /// The same model with the loops that converge written as rounds, one after the other, so that nothing depends on
  /// itself. `rounds` tells how many, by the definition that converges. The definitions of the model keep their places.
  package func unrolled(rounds: [Int: Int]) -> (model: Model, loops: [UnrolledLoop]) {
    var unroller = Unroller(self)
    for loop in order(definitions).loops { unroller.unroll(loop, rounds: max(1, rounds[loop.cut] ?? 1)) }
    var copy = self
    copy.definitions = unroller.definitions
    return (copy, unroller.loops)
  }
}

private struct Unroller {
  private let model: Model
  var definitions: [Definition]
  var loops: [UnrolledLoop] = []

  init(_ model: Model) {
    self.model = model
    definitions = model.definitions
  }

  mutating func unroll(_ loop: Loop, rounds: Int) {
    let cut = definitions[loop.cut]
    guard case .converged(let convergence) = cut.body else { return }
    var value = add(cut, convergence.start, "start", cut)
    var settled: Int?
    for round in 1...rounds {
      var copies = [loop.cut: value]
      for other in loop.others {
        let definition = definitions[other]
        copies[other] = add(definition, formula(of: definition).replacing(copies, loop.stepped), "round \(round)", cut)
      }
      var next = convergence.formula.replacing(copies, loop.stepped)
      if let settled { next = choice(read(settled), read(value), next, cut) }
      let last = value
      value = add(cut, next, "round \(round)", cut)
      settled = all(addTest(value, last, convergence, cut, "settled by round \(round)"), cut, loop)
    }
    guard let settled else { return }
    finish(cut, convergence, value: value, settled: settled, rounds: rounds)
  }

  /// The value itself, and what one more round would change.
  private mutating func finish(
    _ cut: Definition, _ convergence: Definition.Convergence, value: Int, settled: Int, rounds: Int
  ) {
    let nothing = Formula(.literal(.nan), type: cut.type, axes: [], unit: cut.unit, span: cut.span)
    definitions[cut.id] = cut.with(body: .formula(choice(read(settled), read(value), nothing, cut)))
    let again = add(cut, convergence.formula, "one more round", cut)
    var residual = difference(again, cut.id, cut)
    if convergence.isRelative {
      residual = Formula(
        .product([(false, residual), (true, absolute(read(cut.id), cut))]), type: .quantity(.plain), axes: cut.axes,
        unit: .plain.styled(.percent), span: cut.span)
    }
    loops.append(
      UnrolledLoop(
        cut: cut.id, rounds: rounds, settled: settled, residual: add(cut, residual, "residual", cut),
        tolerance: convergence.tolerance, isRelative: convergence.isRelative))
  }

  /// Whether a round changed a value by no more than the tolerance.
  private mutating func addTest(
    _ value: Int, _ last: Int, _ convergence: Definition.Convergence, _ cut: Definition, _ words: String
  ) -> Int {
    var bound = Formula(
      .literal(convergence.tolerance / cut.unit.scale), type: cut.type, axes: [], unit: cut.unit, span: convergence.span
    )
    if convergence.isRelative {
      bound = Formula(
        .literal(convergence.tolerance), type: .quantity(.plain), axes: [], unit: .plain.styled(.percent),
        span: convergence.span)
      bound = Formula(
        .product([(false, bound), (false, absolute(read(last), cut))]), type: cut.type, axes: cut.axes, unit: cut.unit,
        span: cut.span)
    }
    let test = Formula(
      .comparison(.atMost, difference(value, last, cut), bound), type: .truth, axes: cut.axes, unit: .plain,
      span: cut.span)
    return add(cut, test, words, cut)
  }

  /// Where members depend on each other, all of them settle together.
  private mutating func all(_ settled: Int, _ cut: Definition, _ loop: Loop) -> Int {
    guard loop.isCoupled else { return settled }
    var result = settled
    for axis in cut.axes where !loop.stepped.contains(axis) {
      let axes = definitions[result].axes.filter { $0 != axis }
      let folded = Formula(
        .fold(.min, result, over: axis, onto: nil), type: .truth, axes: axes, unit: .plain, span: cut.span)
      result = add(cut, folded, "all settled", cut)
    }
    return result
  }

  private func formula(of definition: Definition) -> Formula {
    switch definition.body {
    case .formula(let formula): return formula
    case .converged(let convergence): return convergence.formula
    case .leaf(let leaf):
      return Formula(
        .leaf(leaf), type: definition.type, axes: definition.axes, unit: definition.unit, span: definition.span)
    case .stock(let open, let adds, let lesses):
      let before = Formula(
        .lag(definition.id, periods: 1, start: open), type: definition.type, axes: definition.axes,
        unit: definition.unit, span: definition.span)
      let movements = adds.map { (false, read($0)) } + lesses.map { (true, read($0)) }
      return Formula(
        .sum([(false, before)] + movements), type: definition.type, axes: definition.axes, unit: definition.unit,
        span: definition.span)
    }
  }

  private mutating func add(_ original: Definition, _ formula: Formula, _ words: String, _ cut: Definition) -> Int {
    definitions.append(original.helper(definitions.count, formula, words, of: cut))
    return definitions.count - 1
  }

  private func read(_ id: Int) -> Formula {
    let definition = definitions[id]
    return Formula(
      .definition(id), type: definition.type, axes: definition.axes, unit: definition.unit, span: definition.span)
  }

  private func choice(_ condition: Formula, _ then: Formula, _ otherwise: Formula, _ cut: Definition) -> Formula {
    Formula(
      .conditional(condition, then: then, otherwise: otherwise), type: cut.type, axes: cut.axes, unit: cut.unit,
      span: cut.span)
  }

  private func difference(_ left: Int, _ right: Int, _ cut: Definition) -> Formula {
    let sum = Formula(
      .sum([(false, read(left)), (true, read(right))]), type: cut.type, axes: cut.axes, unit: cut.unit, span: cut.span)
    return absolute(sum, cut)
  }

  private func absolute(_ formula: Formula, _ cut: Definition) -> Formula {
    Formula(.call(.abs, [formula]), type: cut.type, axes: formula.axes, unit: cut.unit, span: cut.span)
  }
}

extension Definition {
  fileprivate func with(body: Body) -> Definition {
    Definition(
      id: id, path: path, label: label, kind: kind, isInput: isInput, purpose: purpose, type: type, unit: unit,
      axes: axes, rollUp: rollUp, body: body, instance: instance, note: note, source: source, range: range,
      shape: shape, low: low, high: high, text: text, span: span)
  }

  /// A part of the loop of `cut` that stands for this definition, or for what its value is compared with.
  fileprivate func helper(_ id: Int, _ formula: Formula, _ words: String, of cut: Definition) -> Definition {
    // Axes that the formula lacks are repeated.
    let axes = formula.type == .truth || formula.type != type ? formula.axes : self.axes
    return Definition(
      id: id, path: "\(cut.path)~\(id)", label: "\(label), \(words)", kind: .calc, isInput: false,
      purpose: .part(of: cut.id), type: formula.type, unit: formula.type == type ? unit : formula.unit, axes: axes,
      rollUp: axes.contains(0) ? .none : .constant, body: .formula(formula), instance: cut.instance, note: nil,
      source: nil, range: nil, shape: nil, low: nil, high: nil, text: text, span: span)
  }
}

extension Formula {
  /// The same formula reading other definitions in the same cell; what it reads of cells before, along the axes that
  /// are stepped, stays.
  fileprivate func replacing(_ others: [Int: Int], _ stepped: Set<AxisID>) -> Formula {
    func inner(_ formula: Formula) -> Formula { formula.replacing(others, stepped) }
    func other(_ id: Int) -> Int { others[id] ?? id }
    let changed: Form
    switch form {
    case .definition(let id): changed = .definition(other(id))
    case .element(let id, let picks): changed = .element(other(id), picks: picks)
    case .fold(let fold, let id, let over, let onto): changed = .fold(fold, other(id), over: over, onto: onto)
    case .growth(let rate, let elapsed, let length):
      changed = .growth(rate: other(rate), elapsed: inner(elapsed), perPeriod: length)
    case .lag(let id, let periods, let start): changed = .lag(id, periods: periods, start: start.map(inner))
    case .earlierMember(let id, let axis, let distance, let start):
      changed = .earlierMember(
        stepped.contains(axis) ? id : other(id), axis: axis, distance: distance, start: start.map(inner))
    case .chosen(let id, let over, let place): changed = .chosen(other(id), over: over, place: inner(place))
    case .percentile(let id, let share, let over): changed = .percentile(other(id), share: inner(share), over: over)
    case .rank(let id, let over): changed = .rank(other(id), over: over)
    case .fallback(let value, let instead): changed = .fallback(inner(value), inner(instead))
    case .overPeriods(let function, let id, let arguments):
      changed = .overPeriods(function, id, arguments.map(inner))
    case .byMember(let axis, let members): changed = .byMember(axis, members.map(inner))
    case .negative(let operand): changed = .negative(inner(operand))
    case .not(let operand): changed = .not(inner(operand))
    case .sum(let terms): changed = .sum(terms.map { ($0.negative, inner($0.term)) })
    case .product(let factors): changed = .product(factors.map { ($0.inverse, inner($0.factor)) })
    case .power(let base, let exponent): changed = .power(inner(base), inner(exponent))
    case .comparison(let comparison, let left, let right): changed = .comparison(comparison, inner(left), inner(right))
    case .and(let operands): changed = .and(operands.map(inner))
    case .or(let operands): changed = .or(operands.map(inner))
    case .conditional(let condition, let then, let otherwise):
      changed = .conditional(inner(condition), then: inner(then), otherwise: inner(otherwise))
    case .call(let function, let arguments): changed = .call(function, arguments.map(inner))
    case .adjusted(let value, let factor, let addend): changed = .adjusted(inner(value), factor: factor, addend: addend)
    case .literal, .leaf, .atPeriod, .period, .periodIndex, .periodStart, .rolledUp, .total, .cumulative, .firstWhere:
      return self
    }
    return Formula(changed, type: type, axes: axes, unit: unit, span: span)
  }
}
