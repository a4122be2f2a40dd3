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
    switch step {
    case .single(let definition):
      columns[definition] = body(definition, whole).expanded(to: layouts[definition], whole)
    case .overTime(let stages):
      for definition in step.definitions { (unsettled[definition], rounds[definition]) = (nil, nil) }
      // What is the same in all periods is found in the first.
      let varies = step.definitions.contains { layouts[$0].last == 0 }
      for period in 0..<(varies ? periods : 1) {
        let frame = frame(at: period)
        for stage in stages { run(stage, frame, period) }
      }
    }
    for definition in step.definitions { rollUps[definition] = rollUp(definition) }
  }

  private mutating func run(_ stage: Stage, _ frame: Frame, _ period: Int) {
    switch stage {
    case .one(let definition): store(body(definition, frame), definition, frame, period)
    case .fixedPoint(let loop): settle(loop, frame, period)
    }
  }

  func body(_ definition: Int, _ frame: Frame) -> Value {
    switch model.definitions[definition].body {
    case .leaf(let leaf): return self.leaf(leaf, frame)
    case .formula(let formula): return value(formula, frame)
    case .converged(let convergence): return value(convergence.formula, frame)
    case .stock(let open, let adds, let lesses):
      guard case .at(let period) = frame.time else { return .undefined }
      var level = period == 0 ? value(open, frame) : slice(definition, period - 1)
      for movement in adds { level.combine(read(movement, frame), frame) { defined($0 + $1) } }
      for movement in lesses { level.combine(read(movement, frame), frame) { defined($0 - $1) } }
      return level
    }
  }

  mutating func store(_ value: Value, _ definition: Int, _ frame: Frame, _ period: Int) {
    guard layouts[definition].last == 0 else {
      columns[definition] = value.expanded(to: layouts[definition], frame)
      return
    }
    if memberLayouts[definition].isEmpty {
      columns[definition][period] = value.axes.isEmpty ? value.single : value.numbers.first ?? .nan
      return
    }
    for (member, number) in value.expanded(to: memberLayouts[definition], frame).enumerated() {
      columns[definition][member * periods + period] = number
    }
  }
}
