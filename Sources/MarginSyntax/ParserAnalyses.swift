import MarginSource

/// Tornado, simulate, solve, compare, fragility and optimise.
extension Parser {
  /// `tornado "…" of total(saving) { every input by 20%; email.hit_rate 50% to 80%; top 12 }`
  func tornado() throws -> Tornado {
    let label = optionalText()
    guard takeWord("of") else {
      throw fault("P105", "`of` is missing", "`tornado \"…\" of total(saving) { every input by 20% }`")
    }
    let values = try valueList()
    var swings: [Tornado.Swing] = []
    var top: Expression?
    try block("`{ every input by 20%; top 12 }`") {
      let start = self.current.start
      if self.takeWord("top") {
        top = try self.sum()
      } else if self.takeWord("every") {
        _ = try self.name("`input`")
        swings.append(.init(input: nil, form: try self.swing(), span: self.span(from: start)))
      } else {
        let input = try self.movedInput()
        guard !self.at("}"), !self.at(";") else {
          throw self.fault(
            "P105", "how far `\(input.path.text)` moves is missing", "`by 20%`, or its ends, `50% to 80%`")
        }
        let form = self.atWord("by") || self.atWord("from") ? try self.swing() : try self.ends()
        swings.append(.init(input: input, form: form, span: self.span(from: start)))
      }
    }
    return Tornado(label: label, values: values, swings: swings, top: top)
  }

  /// `by 20%` or `from p10 to p90`
  private func swing() throws -> Tornado.Form {
    if takeWord("by") { return .share(try sum()) }
    let from = span(current)
    guard takeWord("from") else {
      throw fault("P105", "`by 20%` or `from p10 to p90` is missing", "how far each input moves")
    }
    guard current.kind == .word else {
      let bare = Diagnostic.Fix("write the ends alone, `LOW to HIGH`", edits: [.init(from, "")])
      throw fault("P105", "a quantile is missing", "`from` belongs to quantiles: `from p10 to p90`", fixes: [bare])
    }
    let low = try name("a quantile such as `p10`")
    guard takeWord("to") else { throw fault("P105", "`to` is missing", "`from p10 to p90`") }
    return .quantiles(low: low, high: try name("a quantile such as `p90`"))
  }

  private func ends() throws -> Tornado.Form {
    let (low, high) = try bounds()
    return .ends(low: low, high: high)
  }

  private func bounds() throws -> (low: Expression, high: Expression) {
    let low = try sum()
    guard takeWord("to") else { throw fault("P105", "`to` is missing", "`10% to 100%`") }
    return (low, try sum())
  }

  private func movedInput() throws -> MovedInput {
    let start = current.start
    let (path, index) = try target()
    return MovedInput(path: path, index: index, span: span(from: start))
  }

  private func valueList() throws -> [Expression] {
    var values = [try qualified()]
    while take(",") {
      continueLine()
      values.append(try qualified())
    }
    return values
  }

  /// `simulate 100k draws seed 7 sobol { total(saving), … }`
  func simulate() throws -> Simulation {
    let label = optionalText()
    var draws: Expression?
    var seed: Expression?
    var sampling: Name?
    if current.kind == .number {
      draws = try bareNumber()
      _ = takeWord("draws")
    }
    while current.kind == .word {
      if seed == nil, takeWord("seed") {
        seed = try bareNumber()
      } else if sampling == nil {
        sampling = try name("`plain`, `latin` or `sobol`")
      } else {
        break
      }
    }
    return Simulation(label: label, draws: draws, seed: seed, sampling: sampling, items: try items())
  }

  /// A number behind which a word is no unit: `seed 7 sobol`.
  private func bareNumber() throws -> Expression {
    guard current.kind == .number, let (value, style) = value(of: text(current)) else { return try primary() }
    let span = span(advance())
    return Expression(.number(NumberLiteral(value: value, style: style, unit: nil, span: span)), span)
  }

  /// `solve needed "…": email.acceptance in 10% to 100% so that total(saving) = 0`
  func solve() throws -> Solve {
    let name = try name("a name for the result")
    let label = optionalText()
    try expect(":", "`solve needed: email.acceptance in 10% to 100% so that total(saving) = 0`")
    continueLine()
    let input = try movedInput()
    let bounds = takeWord("in") ? try self.bounds() : nil
    joinLine { isWord($0, "so") }
    guard takeWord("so"), takeWord("that") else { throw fault("P105", "`so that` is missing", "what is to hold") }
    continueLine()
    let left = try qualified()
    joinLine { isSign($0, "=") }
    guard take("=") else { throw fault("P105", "`=` is missing", "`so that total(saving) = 0`") }
    continueLine()
    return Solve(label: label, name: name, input: input, bounds: bounds, left: left, right: try qualified())
  }

  /// `compare base to cold_cache of total(email.cost)`
  func compare() throws -> CaseComparison {
    let label = optionalText()
    let first = try name("a case")
    guard takeWord("to") else { throw fault("P105", "`to` is missing", "`compare base to cold_cache of total(cost)`") }
    let second = try name("a case")
    guard takeWord("of") else { throw fault("P105", "`of` is missing", "`compare base to cold_cache of total(cost)`") }
    return CaseComparison(label: label, from: first, to: second, values: try valueList())
  }

  /// `fragility email.cost_per_outcome over email.volume at 2x, 5x, 10x`
  func fragility() throws -> Fragility {
    let label = optionalText()
    let value = try qualified()
    guard takeWord("over") else {
      throw fault("P105", "`over` is missing", "`fragility cost over email.volume at 2x, 5x, 10x`")
    }
    let input = try movedInput()
    guard takeWord("at") else { throw fault("P105", "`at` is missing", "`at 2x, 5x, 10x`") }
    var points = [try sum()]
    while take(",") {
      continueLine()
      points.append(try sum())
    }
    var isLowerBetter: Bool?
    var tolerance: Expression?
    if at("{") {
      try block("`{ lower is better; within 5% }`") {
        if self.takeWord("within") {
          tolerance = try self.sum()
        } else if self.atWord("lower") || self.atWord("higher") {
          isLowerBetter = self.takeWord("lower") || !self.takeWord("higher")
          guard self.takeWord("is"), self.takeWord("better") else {
            throw self.fault("P105", "`is better` is missing", "`lower is better` or `higher is better`")
          }
        } else {
          throw self.fault(
            "P105", "`lower is better`, `higher is better` or `within 5%` stands here", "what a change means")
        }
      }
    }
    return Fragility(
      label: label, value: value, input: input, points: points, isLowerBetter: isLowerBetter, tolerance: tolerance)
  }

  /// `optimise depth "…": spec.depth in 1 to 12 step 1 for lowest cost_per_outcome where pass_rate > 95%`
  func optimise() throws -> Optimisation {
    let example = "`optimise depth: spec.depth in 1 to 12 step 1 for lowest cost_per_outcome`"
    let name = try name("a name for the result")
    let label = optionalText()
    try expect(":", example)
    continueLine()
    let input = try movedInput()
    guard takeWord("in") else { throw fault("P105", "`in` is missing", example) }
    let (low, high) = try bounds()
    let step = takeWord("step") ? try sum() : nil
    joinLine { isWord($0, "for") }
    guard takeWord("for") else { throw fault("P105", "`for` is missing", example) }
    return Optimisation(
      label: label, name: name, input: input, low: low, high: high, step: step, criterion: try criterion())
  }
}
