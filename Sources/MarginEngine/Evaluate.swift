import MarginModel

/// The numbers of a model in one of its cases.
package func evaluate(_ model: Model, caseIndex: Int) -> Results {
  Calculator(model, caseIndex: caseIndex).results
}

/// The same with the leaves' numbers given, each in its leaf's unit.
package func evaluate(_ model: Model, leaves: [[Double]], caseIndex: Int) -> Results {
  Calculator(model, leaves: leaves, caseIndex: caseIndex).results
}

/// The numbers of a model whose loops are written as rounds: of the definitions of the model itself as they are, and of
/// the rounds as they come out.
package func evaluate(_ unrolled: Model, keeping results: Results) -> Results {
  let found = evaluate(unrolled, caseIndex: results.caseIndex)
  let count = results.columns.count
  return Results(
    caseIndex: results.caseIndex, columns: results.columns + found.columns.dropFirst(count),
    rollUps: results.rollUps + found.rollUps.dropFirst(count), unsettled: results.unsettled, rounds: results.rounds)
}

extension Evaluator {
  /// Finds the columns and roll-ups of a step, all that it reads being there.
  mutating func run(_ step: Step) {
    for loop in step.loops { (unsettled[loop.cut], rounds[loop.cut]) = (nil, nil) }
    run(step, whole)
    // Roll-ups by formula read those that are sums and closing values.
    for definition in step.definitions { rollUps[definition] = rollUp(definition) }
    rollUp(step, rolled)
  }

  private mutating func run(_ step: Step, _ frame: Frame) {
    switch step {
    case .single(let definition): store(body(definition, frame), definition, frame)
    case .fixedPoint(let loop): settle(loop, frame)
    case .along(0, let steps):
      // What is the same in all periods is found in the first.
      let varies = step.definitions.contains { layouts[$0].last == 0 }
      for period in 0..<(varies ? periods : 1) {
        let frame = frame.at(.at(period), sizes: frame.sizes)
        for step in steps { run(step, frame) }
      }
    case .along(let axis, let steps):
      let readsTotals = readsOwnTotals(step)
      for member in 0..<frame.sizes[axis] {
        let frame = frame.holding(axis, at: member)
        for step in steps {
          run(step, frame)
          if readsTotals { total(step, frame) }
        }
      }
    }
  }

  /// Whether a loop along members reads years or totals of what is in it: those of a member are wanted before the next.
  private func readsOwnTotals(_ step: Step) -> Bool {
    let inside = Set(step.definitions)
    return inside.contains { id in
      dependencies(of: model.definitions[id]).reads.contains { inside.contains($0.definition) && $0.across.contains(0) }
    }
  }

  /// The roll-ups of a step as far as its members are there.
  private mutating func total(_ step: Step, _ frame: Frame) {
    for definition in step.definitions where rollUps[definition].isEmpty || !rollsUpByFormula(definition) {
      rollUps[definition] = rollUp(definition)
    }
    rollUp(step, frame.at(.rolledUp, sizes: rolled.sizes))
  }

  private func rollsUpByFormula(_ definition: Int) -> Bool { model.definitions[definition].rollUp == .formula }

  /// The years and totals of what rolls up by its own formula; what looks back in time has none.
  private mutating func rollUp(_ step: Step, _ frame: Frame) {
    switch step {
    case .single(let definition):
      guard layouts[definition].last == 0, rollsUpByFormula(definition),
        case .formula(let formula) = model.definitions[definition].body
      else { return }
      place(value(formula, frame), in: &rollUps[definition], over: layouts[definition], frame)
    case .fixedPoint(let loop): for other in loop.others { rollUp(.single(other), frame) }
    case .along(0, let steps): for step in steps { rollUp(step, frame) }
    case .along(let axis, let steps):
      for member in 0..<frame.sizes[axis] {
        let frame = frame.holding(axis, at: member)
        for step in steps { rollUp(step, frame) }
      }
    }
  }

  func body(_ definition: Int, _ frame: Frame) -> Value {
    switch model.definitions[definition].body {
    case .leaf(let leaf): return self.leaf(leaf, frame)
    case .formula(let formula): return value(formula, frame)
    case .converged(let convergence): return value(convergence.formula, frame)
    case .stock(let open, let adds, let lesses):
      guard case .at(let period) = frame.time else { return .undefined }
      var level = period == 0 ? value(open, frame) : slice(definition, period - 1, frame)
      for movement in adds { level.combine(read(movement, frame), frame) { defined($0 + $1) } }
      for movement in lesses { level.combine(read(movement, frame), frame) { defined($0 - $1) } }
      return level
    }
  }

  mutating func store(_ value: Value, _ definition: Int, _ frame: Frame) {
    place(value, in: &columns[definition], over: layouts[definition], frame)
  }
}

/// Puts a value into the numbers of a layout, at the cells that the frame holds.
private func place(_ value: Value, in numbers: inout [Double], over layout: [AxisID], _ frame: Frame) {
  var offset = 0
  var step = 1
  var open: [(axis: AxisID, size: Int, step: Int)] = []
  for axis in layout.reversed() {
    let size = frame.sizes[axis]
    if let member = frame.held[axis] {
      offset += member * step
    } else if axis == 0, case .at(let period) = frame.time {
      offset += period * step
    } else {
      open.append((axis, size, step))
    }
    step *= size
  }
  guard open.count < layout.count else {
    numbers = value.expanded(to: layout, frame)
    return
  }
  let own = value.expanded(to: open.reversed().map(\.axis), frame)
  if open.count == 1, let axis = open.first {
    for index in own.indices { numbers[offset + index * axis.step] = own[index] }
    return
  }
  for (index, number) in own.enumerated() {
    var (rest, cell) = (index, offset)
    for axis in open {
      cell += rest % axis.size * axis.step
      rest /= axis.size
    }
    numbers[cell] = number
  }
}
