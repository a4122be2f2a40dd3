import MarginModel

/// The numbers of a model in one of its cases.
package func evaluate(_ model: Model, caseIndex: Int) -> Results {
  Calculator(model, caseIndex: caseIndex).results
}

/// The same with the leaves' numbers given, each in its leaf's unit.
package func evaluate(_ model: Model, leaves: [[Double]], caseIndex: Int) -> Results {
  Calculator(model, leaves: leaves, caseIndex: caseIndex).results
}

extension Evaluator {
  /// Finds the columns and roll-ups of a step, all that it reads being there.
  mutating func run(_ step: Step) {
    switch step {
    case .single(let definition):
      columns[definition] = body(definition, whole).expanded(to: layouts[definition], whole)
    case .overTime(let definitions):
      for period in 0..<periods {
        let frame = frame(at: period)
        for definition in definitions { store(body(definition, frame), definition, frame, period) }
      }
    }
    for definition in step.definitions { rollUps[definition] = rollUp(definition) }
  }

  private func body(_ definition: Int, _ frame: Frame) -> Value {
    switch model.definitions[definition].body {
    case .leaf(let leaf): return self.leaf(leaf, frame)
    case .formula(let formula): return value(formula, frame)
    case .stock(let open, let adds, let lesses):
      guard case .at(let period) = frame.time else { return .undefined }
      var level = period == 0 ? value(open, frame) : slice(definition, period - 1)
      for movement in adds { level.combine(read(movement, frame), frame) { defined($0 + $1) } }
      for movement in lesses { level.combine(read(movement, frame), frame) { defined($0 - $1) } }
      return level
    }
  }

  private mutating func store(_ value: Value, _ definition: Int, _ frame: Frame, _ period: Int) {
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
