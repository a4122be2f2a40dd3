import MarginSource

/// Cases and what a model asks of itself.
extension Parser {
  func caseDeclaration() throws -> CaseDeclaration {
    let name = try declaredName("a case's name")
    let label = optionalText()
    var parts: [Name] = []
    if take(":") {
      repeat { parts.append(try self.name("a case")) } while take("+") || takeCommaAsPlus()
    }
    var changes: [CaseDeclaration.Change] = []
    if at("{") || parts.isEmpty {
      try block("a case's changes stand in braces") { changes.append(try self.change()) }
    }
    return CaseDeclaration(name: name, label: label, parts: parts, changes: changes)
  }

  private func change() throws -> CaseDeclaration.Change {
    let start = current.start
    let verbs: Set<String> = ["scale", "add", "shift"]
    if current.kind == .word, verbs.contains(text(current)), peek().kind == .word {
      let verb = text(advance())
      let (path, index) = try target()
      guard takeWord("by") else { throw fault("P105", "`by` is missing", "`\(verb) email.volume by …`") }
      let amount = try sum()
      let form: CaseDeclaration.Form = verb == "scale" ? .scale(amount) : verb == "add" ? .add(amount) : .shift(amount)
      return try finish(form, path, index, start)
    }
    let (path, index) = try target()
    let old = at("->") || at("=") ? nil : try sum()
    joinLine { isSign($0, "->") }
    if let habit = arrow() {
      diagnostics.append(habit)
      throw Unreadable()
    }
    guard take("->") else { throw fault("P105", "`->` is missing", "a change reads `email.hit_rate 72% -> 20%`") }
    continueLine()
    return try finish(.set(old: old, new: try valueClause()), path, index, start)
  }

  private func finish(_ form: CaseDeclaration.Form, _ path: Path, _ index: [Expression], _ start: Int) throws
    -> CaseDeclaration.Change
  {
    let from = takeWord("from") ? try primary() : nil
    let because = takeWord("because") ? try requiredText("`because \"prefix differs on every turn\"`") : nil
    return CaseDeclaration.Change(
      form: form, path: path, index: index, from: from, because: because, span: span(from: start))
  }

  /// `price.input[small]`
  func target() throws -> (Path, [Expression]) {
    let path = try path("an input")
    guard at("["), tokens[position].start == tokens[position - 1].end else { return (path, []) }
    return (path, try indexArguments())
  }

  func items() throws -> [Report.Item] {
    var items: [Report.Item] = []
    try block("values stand in braces, separated by commas") {
      repeat {
        items.append(Report.Item(value: try self.expression(), label: self.optionalText()))
      } while self.lacksComma()
    }
    return items
  }

  func chart() throws -> Chart {
    let label = optionalText()
    let kind = current.kind == .word ? try name("a kind of chart") : nil
    return Chart(label: label, kind: kind, items: try items())
  }

  func sensitivity() throws -> Sensitivity {
    let label = optionalText()
    guard takeWord("of") else { throw fault("P105", "`of` is missing", "`sensitivity \"…\" of email.cost { rows … }`") }
    var values = [try qualified()]
    while take(",") { values.append(try qualified()) }
    var rows: Sensitivity.Axis?
    var columns: Sensitivity.Axis?
    try block("`rows` and `columns` stand in braces") {
      let word = try self.name("`rows` or `columns`")
      let axis = try self.axis()
      switch word.text {
      case "rows": rows = axis
      case "columns": columns = axis
      default:
        self.diagnostics.append(
          Diagnostic("P106", "a sensitivity has `rows` and `columns`", at: .init(word.span, "not `\(word.text)`")))
        throw Unreadable()
      }
    }
    return Sensitivity(label: label, values: values, rows: rows, columns: columns)
  }

  private func axis() throws -> Sensitivity.Axis {
    let start = current.start
    let (path, index) = try target()
    let low = try sum()
    if takeWord("to") {
      let high = try sum()
      guard takeWord("step") else {
        throw fault("P105", "`step` is missing", "`rows email.hit_rate 0% to 100% step 10%`")
      }
      return Sensitivity.Axis(
        path: path, index: index, points: .steps(low: low, high: high, step: try sum()), span: span(from: start))
    }
    var points = [low]
    while take(",") {
      continueLine()
      points.append(try sum())
    }
    return Sensitivity.Axis(path: path, index: index, points: .list(points), span: span(from: start))
  }

  func check() throws -> Check {
    let label = optionalText()
    var qualifier = Qualifier()
    while !at(":") {
      if takeWord("every") {
        try self.periodWord()
        qualifier.everyPeriod = true
      } else if takeWord("at") {
        qualifier.at = try primary()
      } else if takeWord("in") {
        guard takeWord("every") else { throw fault("P105", "`every case` is missing", "`in every case`") }
        _ = try name("`case`")
        qualifier.everyCase = true
      } else {
        if let habit = eachWord() { throw habit }
        let place = Span(file: file, start: tokens[position - 1].end, end: tokens[position - 1].end)
        throw fault(
          "P105", "`:` is missing", "`check \"…\" every month: a < b`",
          fixes: [.init("write `:` before it", edits: [.init(place, ":")])])
      }
    }
    advance()
    continueLine()
    let condition = try expression()
    return Check(
      label: label, qualifier: qualifier, condition: condition, tolerance: takeWord("within") ? try sum() : nil)
  }

  /// `month` and the like after `every`: each of them means every period, whatever the timeline counts.
  private func periodWord() throws {
    let words = ["period", "day", "week", "month", "quarter", "year"]
    guard current.kind == .word, !words.contains(text(current)) else {
      _ = try name("`month`")
      return
    }
    let near = nearest(text(current), among: words)
    throw fault(
      "P105", "`every \(text(current))` is no time", "`every month`, or `every period`",
      fixes: near.map { [.init("write `\($0)`", edits: [.init(span(current), $0)])] } ?? [])
  }

  func band() throws -> Band {
    let label = optionalText()
    let value = try qualified()
    let note = optionalText()
    var levels: [Band.Level] = []
    try block("`{ healthy > 70%; warning > 50%; critical otherwise }`") {
      let name = try self.name("a level")
      if self.takeWord("otherwise") {
        levels.append(Band.Level(name: name, comparison: nil, bound: nil))
        return
      }
      let operation = try self.comparison("a level has a bound: `healthy > 70%`, the last `otherwise`")
      levels.append(Band.Level(name: name, comparison: operation, bound: try self.sum()))
    }
    return Band(label: label, value: value, note: note, levels: levels)
  }

  private func comparison(_ why: String) throws -> Comparison {
    guard current.kind == .sign, let operation = Comparison(rawValue: text(current)) else {
      throw fault("P105", "a comparison is missing", why)
    }
    advance()
    continueLine()
    return operation
  }
}
