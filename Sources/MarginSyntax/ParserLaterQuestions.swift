import MarginSource

/// Tornado, simulate, solve, compare, fragility and optimise: read and checked now, answered by a later version.
extension Parser {
  func question(_ word: String) throws -> Question? {
    guard let kind = Question.Kind(rawValue: word) else { return nil }
    advance()
    switch kind {
    case .tornado: return try tornado()
    case .simulate: return try simulate()
    case .solve: return try solve()
    case .compare: return try compare()
    case .fragility: return try fragility()
    case .optimise: return try optimise()
    }
  }

  /// `tornado "…" of total(saving) { every input by 20%; email.hit_rate 50% to 80%; top 12 }`
  private func tornado() throws -> Question {
    let label = optionalText()
    guard takeWord("of") else {
      throw fault("P105", "`of` is missing", "`tornado \"…\" of total(saving) { every input by 20% }`")
    }
    let value = try qualified()
    var inputs: [(path: Path, bounds: [Expression])] = []
    var others: [Expression] = []
    try block("`{ every input by 20%; top 12 }`") {
      if self.takeWord("top") {
        others.append(try self.sum())
      } else if self.takeWord("every") {
        _ = try self.name("`input`")
        others += try self.swing()
      } else {
        let path = try self.path("an input")
        if self.atWord("by") || self.atWord("from") {
          others += try self.swing()
          inputs.append((path, []))
        } else {
          inputs.append((path, try self.bounds()))
        }
      }
    }
    return Question(
      kind: .tornado, label: label, values: [value], inputs: inputs, cases: [], others: others, equations: [], name: nil
    )
  }

  /// `by 20%` or `from p10 to p90`
  private func swing() throws -> [Expression] {
    if takeWord("by") { return [try sum()] }
    guard takeWord("from"), current.kind == .word else {
      throw fault("P105", "`by 20%` or `from p10 to p90` is missing", "how far each input moves")
    }
    advance()
    guard takeWord("to") else { throw fault("P105", "`to` is missing", "`from p10 to p90`") }
    _ = try name("a quantile such as `p90`")
    return []
  }

  private func bounds() throws -> [Expression] {
    let low = try sum()
    guard takeWord("to") else { throw fault("P105", "`to` is missing", "`10% to 100%`") }
    return [low, try sum()]
  }

  /// `simulate 100k draws seed 7 { total(saving), … }`
  private func simulate() throws -> Question {
    let label = optionalText()
    var others: [Expression] = []
    if current.kind == .number {
      others.append(try primary())
      _ = takeWord("draws")
    }
    if takeWord("seed") { others.append(try primary()) }
    let values = try items().map(\.value)
    return Question(
      kind: .simulate, label: label, values: values, inputs: [], cases: [], others: others, equations: [], name: nil)
  }

  /// `solve needed: email.acceptance in 10% to 100% so that total(saving) = 0`
  private func solve() throws -> Question {
    let label = optionalText()
    let name = try name("a name for the result")
    try expect(":", "`solve needed: email.acceptance in 10% to 100% so that total(saving) = 0`")
    let path = try path("an input")
    var bounds: [Expression] = []
    if takeWord("in") { bounds = try self.bounds() }
    joinLine(["so"])
    guard takeWord("so"), takeWord("that") else { throw fault("P105", "`so that` is missing", "what is to hold") }
    let left = try qualified()
    guard take("=") else { throw fault("P105", "`=` is missing", "`so that total(saving) = 0`") }
    let right = try qualified()
    return Question(
      kind: .solve, label: label, values: [], inputs: [(path, bounds)], cases: [], others: [],
      equations: [(left, right)],
      name: name)
  }

  /// `compare base to cold_cache of total(email.cost)`
  private func compare() throws -> Question {
    let label = optionalText()
    let first = try name("a case")
    guard takeWord("to") else { throw fault("P105", "`to` is missing", "`compare base to cold_cache of total(cost)`") }
    let second = try name("a case")
    guard takeWord("of") else { throw fault("P105", "`of` is missing", "`compare base to cold_cache of total(cost)`") }
    let value = try qualified()
    return Question(
      kind: .compare, label: label, values: [value], inputs: [], cases: [first, second], others: [], equations: [],
      name: nil)
  }

  /// `fragility email.cost_per_outcome over email.volume at 2x, 5x, 10x`
  private func fragility() throws -> Question {
    let label = optionalText()
    let value = try sum()
    guard takeWord("over") else {
      throw fault("P105", "`over` is missing", "`fragility cost over email.volume at 2x, 5x, 10x`")
    }
    let path = try path("an input")
    guard takeWord("at") else { throw fault("P105", "`at` is missing", "`at 2x, 5x, 10x`") }
    var points = [try sum()]
    while take(",") { points.append(try sum()) }
    return Question(
      kind: .fragility, label: label, values: [value], inputs: [(path, [])], cases: [], others: points, equations: [],
      name: nil)
  }

  /// `optimise depth: spec.depth in 1 to 12 step 1 for lowest cost_per_outcome where pass_rate > 95%`
  private func optimise() throws -> Question {
    let example = "`optimise depth: spec.depth in 1 to 12 step 1 for lowest cost_per_outcome`"
    let label = optionalText()
    let name = try name("a name for the result")
    try expect(":", example)
    let path = try path("an input")
    guard takeWord("in") else { throw fault("P105", "`in` is missing", example) }
    var bounds = try self.bounds()
    if takeWord("step") { bounds.append(try sum()) }
    joinLine(["for"])
    guard takeWord("for") else { throw fault("P105", "`for` is missing", example) }
    let criterion = try criterion()
    return Question(
      kind: .optimise, label: label, values: [criterion.value], inputs: [(path, bounds)], cases: [], others: [],
      equations: [], name: name, condition: criterion.condition)
  }
}
