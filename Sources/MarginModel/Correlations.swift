import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

/// More inputs than this are not correlated with each other.
private let correlatedLimit = 200

extension Checker {
  /// Reads the correlations of the model, each between two uncertain inputs, and asks whether all of them can be.
  func readCorrelations() {
    for (file, tree) in program.trees.enumerated() {
      for statement in tree.statements {
        if case .correlate(let written) = statement.form { read(written, Scope(file: file), statement.span) }
      }
    }
    guard !correlations.isEmpty, correlations.count == statementsOfCorrelation else { return }
    checkTogether()
  }

  private var statementsOfCorrelation: Int {
    program.trees.reduce(0) { count, tree in
      count + tree.statements.count { if case .correlate = $0.form { true } else { false } }
    }
  }

  private func read(_ written: Correlation, _ scope: Scope, _ span: Span) {
    guard let first = uncertain(written.first, scope), let second = uncertain(written.second, scope) else { return }
    guard isLiteral(written.value), let value = literalValue(written.value, wanted: nil, name: "correlate"),
      value.type == .quantity(.plain), abs(value.numbers[0] * value.unit.scale) <= 1
    else {
      return error("Q856", "a correlation is a written number from -1 to 1", written.value.span, "such as -0.4")
    }
    if first == second {
      return error("Q857", "an input is not correlated with itself", written.second.span, "the same input")
    }
    let known = correlations.first {
      ($0.first, $0.second) == (first, second) || ($0.first, $0.second) == (second, first)
    }
    if let known {
      return error(
        "Q857", "these two inputs are correlated already", span, "again here",
        secondary: [.init(known.span, "first here")])
    }
    correlations.append(
      Model.Correlation(first: first, second: second, value: value.numbers[0] * value.unit.scale, span: span))
  }

  private func uncertain(_ path: Path, _ scope: Scope) -> Int? {
    guard let targets = requireTargets(path, scope), let target = targets.first, let definition = definitions[target]
    else { return nil }
    guard targets.count == 1, isUncertain(target) else {
      error(
        "Q855", "`\(path.text)` is certain, so there is nothing to correlate", path.span,
        targets.count > 1 ? "this is a row of values" : "it has no shape",
        secondary: [.init(definition.span, "defined here")],
        fixes: [.init("give it a shape, such as `~ LOW to HIGH` after its value")])
      return nil
    }
    return target
  }

  /// `Q858`: the correlations of some inputs exclude each other; those that are not stated are 0.
  private func checkTogether() {
    var members: [Int] = []
    for correlation in correlations {
      for id in [correlation.first, correlation.second] where !members.contains(id) { members.append(id) }
    }
    guard members.count <= correlatedLimit else {
      return error(
        "Q858", "more than \(correlatedLimit) inputs are correlated", correlations.last?.span ?? drafts[0].span,
        "too many")
    }
    guard !isPossible(members) else { return }
    // The smallest set that cannot be: whatever is not needed for the conflict goes.
    for id in members where members.count > 2 {
      let rest = members.filter { $0 != id }
      if !isPossible(rest) { members = rest }
    }
    let stated = correlations.filter { members.contains($0.first) && members.contains($0.second) }
    guard let last = stated.last else { return }
    let names = members.map { "`\(drafts[$0].path)`" }.joined(separator: ", ")
    var notes: [(String, String)] = []
    for (place, first) in members.enumerated() {
      for second in members.dropFirst(place + 1) where coefficient(first, second) == nil {
        var words =
          "`\(drafts[first].path)` and `\(drafts[second].path)` are taken as uncorrelated, since nothing is stated"
        if let range = possible(first, second, members) { words += "; \(range) is possible" }
        notes.append(("unstated", words))
      }
    }
    let range = possible(last.first, last.second, members)
    let pair = "`\(drafts[last.first].path)` and `\(drafts[last.second].path)`"
    notes.append(("possible", range.map { "\($0) between \(pair), the others being so" } ?? "no value between \(pair)"))
    error(
      "Q858", "the correlations of \(names) exclude each other", last.span,
      "two inputs that follow a third one cannot go against each other",
      secondary: stated.dropLast().map { .init($0.span, "with this") }, notes: notes)
  }

  private func coefficient(_ first: Int, _ second: Int) -> Double? {
    if first == second { return 1 }
    return correlations.first {
      ($0.first, $0.second) == (first, second) || ($0.first, $0.second) == (second, first)
    }?.value
  }

  private func matrix(_ members: [Int]) -> [[Double]] {
    let places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($0.element, $0.offset) })
    var found = members.indices.map { row in members.indices.map { row == $0 ? 1.0 : 0 } }
    for correlation in correlations {
      guard let row = places[correlation.first], let column = places[correlation.second] else { continue }
      found[row][column] = correlation.value
      found[column][row] = correlation.value
    }
    return found
  }

  private func isPossible(_ members: [Int]) -> Bool { RankCorrelation(ranks: matrix(members)) != nil }

  /// From where to where one coefficient may go, the others being as they are.
  private func possible(_ first: Int, _ second: Int, _ members: [Int]) -> String? {
    let rest = members.filter { $0 != first && $0 != second }
    guard let lower = factor(matrix(rest)) else { return nil }
    let (a, b) = (
      solved(lower, rest.map { coefficient(first, $0) ?? 0 }), solved(lower, rest.map { coefficient(second, $0) ?? 0 })
    )
    let left = (1 - scalar(a, a), 1 - scalar(b, b))
    guard left.0 > 0, left.1 > 0 else { return nil }
    let (middle, width) = (scalar(a, b), (left.0 * left.1).squareRoot())
    func shown(_ value: Double) -> String { written((min(1, max(-1, value)) * 1000).rounded() / 1000, .plain) }
    return "\(shown(middle - width)) to \(shown(middle + width))"
  }
}

/// The lower factor after Cholesky; nil where the matrix is not positive semidefinite.
private func factor(_ matrix: [[Double]]) -> [[Double]]? {
  var lower = matrix.map { $0.map { _ in 0.0 } }
  for row in matrix.indices {
    for column in 0...row {
      let rest = matrix[row][column] - scalar(Array(lower[row][..<column]), Array(lower[column][..<column]))
      if row == column {
        guard rest > -1e-9 else { return nil }
        lower[row][row] = max(0, rest).squareRoot()
      } else if lower[column][column] > 1e-9 {
        lower[row][column] = rest / lower[column][column]
      } else if rest.magnitude > 1e-6 {
        return nil
      }
    }
  }
  return lower
}

/// Forward substitution.
private func solved(_ lower: [[Double]], _ right: [Double]) -> [Double] {
  var result: [Double] = []
  for row in lower.indices {
    let rest = right[row] - scalar(Array(lower[row][..<row]), result)
    result.append(lower[row][row] > 1e-9 ? rest / lower[row][row] : 0)
  }
  return result
}

private func scalar(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
