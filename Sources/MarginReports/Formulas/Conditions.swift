import MarginModel
import MarginSource

// Truths and choices.
extension Plan {
  /// A truth as the number 1 or 0.
  mutating func truth(_ formula: Formula, _ spot: Spot) -> Term {
    var test = condition(formula, spot)
    if test.depth > 1 || test.choices > 0 { test = flattened(formula, spot) }
    test.text = "IF(\(test.text),1,0)"
    test.binding = .atom
    test.isCell = false
    return test
  }

  /// A truth as a condition of IF.
  mutating func condition(_ formula: Formula, _ spot: Spot) -> Term {
    switch formula.form {
    case .comparison(let comparison, let left, let right):
      var parts = [operandTerm(left, spot), operandTerm(right, spot)]
      if let scale = parts[0].scale ?? parts[1].scale {
        parts[0] = converted(parts[0], to: scale, left, spot)
        parts[1] = converted(parts[1], to: scale, right, spot)
      }
      shorten(&parts, [left, right], spot)
      let sign = comparison == .unequal ? "<>" : comparison.rawValue
      var result = Term(text: parts[0].within(.sum) + sign + parts[1].within(.sum), binding: .comparison)
      parts.forEach { result.require($0) }
      return result
    case .and(let operands), .or(let operands):
      var parts = operands.map { condition($0, spot) }
      for index in parts.indices where parts[index].depth > 0 { parts[index] = flattened(operands[index], spot) }
      while parts.reduce(0, { $0 + length($1.text) }) > 70 {
        guard
          let long = parts.indices.filter({ parts[$0].text.contains(where: { "<>=(".contains($0) }) })
            .max(by: { length(parts[$0].text) < length(parts[$1].text) }), length(parts[long].text) > 12
        else { break }
        parts[long] = flattened(operands[long], spot)
      }
      let name = if case .and = formula.form { "AND" } else { "OR" }
      var result = Term(text: "\(name)(\(parts.map(\.text).joined(separator: ",")))")
      parts.forEach { result.require($0) }
      return result
    case .not(let operand):
      var inner = condition(operand, spot)
      if inner.depth > 0 { inner = flattened(operand, spot) }
      inner.text = "NOT(\(inner.text))"
      inner.binding = .atom
      return inner
    default:
      var value = operandTerm(formula, spot)
      if value.depth > 0 { value = partOperand(value, formula, spot) }
      value.text = value.within(.sum) + "<>0"
      value.binding = .comparison
      value.isCell = false
      value.isOne = false
      value.scale = 1
      return value
    }
  }

  /// A condition read from a row of its own.
  private mutating func flattened(_ formula: Formula, _ spot: Spot) -> Term {
    var cell = partOperand(truthTerm(formula, spot), formula, spot)
    cell.text += formula.isTruthForm ? "=1" : "<>0"
    cell.binding = .comparison
    cell.isCell = false
    return cell
  }

  private mutating func truthTerm(_ formula: Formula, _ spot: Spot) -> Term {
    guard formula.isTruthForm else { return term(formula, spot) }
    var test = condition(formula, spot)
    test.text = "IF(\(test.text),1,0)"
    test.binding = .atom
    test.isCell = false
    return test
  }

  /// Only the taken branch decides, so branches that need something get rows of their own and pass their `n/a` on.
  mutating func choice(_ condition: Formula, _ then: Formula, _ otherwise: Formula, _ spot: Spot) -> Term {
    var test = self.condition(condition, spot)
    if test.depth > 1 || test.choices > 0 || length(test.text) > 60 { test = flattened(condition, spot) }
    var branches = [term(then, spot), term(otherwise, spot)]
    if let scale = branches[0].scale ?? branches[1].scale {
      for (index, formula) in [then, otherwise].enumerated() {
        let isText = branches[index].mayBeText && !branches[index].isCell && branches[index].text == "\"n/a\""
        if !isText, branches[index].mayBeText, let own = branches[index].scale, !areNear(own, scale) {
          branches[index] = operand(branches[index], formula, spot)
        }
        if !isText { branches[index] = converted(branches[index], to: scale, formula, spot) }
      }
    }
    for (index, formula) in [then, otherwise].enumerated() {
      let branch = branches[index]
      let isHeavy = branch.depth > 1 || branch.choices > 0 || length(branch.text) > 45
      if !branch.needs.isEmpty || !branch.conditions.isEmpty || isHeavy {
        branches[index] = part(branch, formula, spot, keepsScale: true)
      }
    }
    var result = test
    result.text = "IF(\(test.text),\(branches[0].text),\(branches[1].text))"
    result.binding = .atom
    result.isCell = false
    result.isOne = false
    result.scale = branches[0].scale ?? branches[1].scale
    result.mayBeText = branches.contains(where: \.mayBeText)
    result.varies = test.varies || branches.contains(where: \.varies)
    return result
  }
}

extension Formula {
  /// Whether the formula itself makes a truth, rather than reads one.
  fileprivate var isTruthForm: Bool {
    switch form {
    case .comparison, .and, .or, .not: true
    default: false
    }
  }
}
