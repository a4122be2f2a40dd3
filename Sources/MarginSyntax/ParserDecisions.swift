import MarginSource

/// Loops that converge, correlations, roadmaps and decisions.
extension Parser {
  /// `converge load from base_load within 0.1% limit 100`
  func converge() throws -> Converge {
    let example = "`converge load from base_load within 0.1% limit 100`"
    let path = try path("a name of the loop")
    guard takeWord("from") else { throw fault("P105", "`from` is missing", example) }
    let start = try sum()
    guard takeWord("within") else { throw fault("P105", "`within` is missing", example) }
    let tolerance = try sum()
    guard takeWord("limit") else { return Converge(path: path, start: start, tolerance: tolerance, limit: nil) }
    guard current.kind == .number else { throw fault("P105", "a number of rounds is missing", example) }
    return Converge(path: path, start: start, tolerance: tolerance, limit: try number())
  }

  /// `correlate a, b = -0.4`
  func correlate() throws -> Correlation {
    let first = try path("an input")
    try expect(",", "`correlate a, b = -0.4`")
    continueLine()
    let second = try path("another input")
    if !takeEquals() { throw fault("P105", "`=` is missing", "`correlate a, b = -0.4`") }
    return Correlation(first: first, second: second, value: try sum())
  }

  /// `roadmap "…" of total(cost) { case a; case b }`
  func roadmap() throws -> Roadmap {
    let label = optionalText()
    guard takeWord("of") else {
      throw fault("P105", "`of` is missing", "`roadmap \"…\" of total(cost) { case a; case b }`")
    }
    let value = try qualified()
    var cases: [Name] = []
    try block("`{ case a; case b }`") {
      guard self.takeWord("case") else { throw self.fault("P106", "a roadmap has cases", "`case cold_cache`") }
      cases.append(try self.name("a case"))
    }
    return Roadmap(label: label, value: value, cases: cases)
  }

  /// `decision "…" { options engine; show raw_cost, pass_rate; choose lowest raw_cost where pass_rate > 95%; owner "…" }`
  func decision() throws -> Decision {
    let label = optionalText()
    var options: Name?
    var shown: [Report.Item] = []
    var criterion: Criterion?
    var texts: [(name: Name, value: Text)] = []
    try block("a decision's lines stand in braces") {
      if self.peek().kind == .text, self.current.kind == .word {
        let name = try self.name("a word")
        texts.append((name, try self.requiredText("such as `owner \"Customer Care\"`")))
      } else if self.takeWord("options") {
        if options != nil { throw self.repeated("options") }
        options = try self.name("a dimension")
      } else if self.takeWord("show") {
        repeat {
          self.continueLine()
          shown.append(Report.Item(value: try self.expression(), label: self.optionalText()))
        } while self.take(",")
      } else if self.takeWord("choose") {
        if criterion != nil { throw self.repeated("choose") }
        criterion = try self.criterion()
      } else {
        throw self.fault("P106", "a decision has `options`, `show`, `choose` and texts such as `owner`", "not this")
      }
    }
    return Decision(label: label, options: options, shown: shown, criterion: criterion, texts: texts)
  }

  private func repeated(_ word: String) -> Unreadable {
    fault("P192", "a decision has one `\(word)`", "this is the second")
  }

  /// `lowest raw_cost where pass_rate > 95%`
  func criterion() throws -> Criterion {
    let start = current.start
    let isLowest = atWord("lowest")
    guard takeWord("lowest") || takeWord("highest") else {
      throw fault("P105", "`lowest` or `highest` is missing", "`lowest raw_cost where pass_rate > 95%`")
    }
    let value = try qualified()
    joinLine { isWord($0, "where") }
    let condition = takeWord("where") ? try expression() : nil
    return Criterion(isLowest: isLowest, value: value, condition: condition, span: span(from: start))
  }
}
